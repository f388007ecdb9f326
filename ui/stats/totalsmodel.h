// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/stats/totals.h"

#include <QAbstractTableModel>

namespace handglass {

/// Lines of totals as a table.
class TotalsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : int {
        Name,
        Sent,
        Received,
        Frames,
        SentBytes,
        ReceivedBytes,
        WireBytes,
        Ratio,
        P50,
        P90,
        P99,
        Largest,
        ColumnCount
    };
    /// Sums are in medium.
    TotalsModel(Theme &theme, bool sums, QObject *parent = nullptr);
    /// name: the first column's head.
    void setRows(const QString &name, const QList<TotalsRow> &rows);
    /// All of it, a line a row, columns set apart by tabs; numbers plain.
    QString text() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Theme &m_theme;
    bool m_sums;
    QString m_name;
    QList<TotalsRow> m_rows;
};

} // namespace handglass
