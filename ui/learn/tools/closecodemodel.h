// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace handglass {

/// All close codes, one or a range a row (RFC 6455 §7.4, and the IANA registry).
class CloseCodeModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Code, Name, Meaning, Sender, Section, ColumnCount };
    explicit CloseCodeModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// −1: it is no close code.
    int rowOf(quint16 code) const;
};

} // namespace handglass
