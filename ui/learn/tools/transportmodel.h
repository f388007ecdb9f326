// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/compare.h"

#include <QAbstractTableModel>

namespace handglass {

class Theme;

/// "Polling", "Long polling", "HTTP streaming", "WebSocket".
QString transportName(lesson::Transport transport);

/// What each transport took, a row each.
class TransportModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Requests, Sent, Received, Heads, Overhead, Events, PerEvent, Median, P95, ColumnCount };
    explicit TransportModel(QObject *parent = nullptr);

    void setReport(const lesson::CompareReport &report);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const lesson::TransportFigures &figures, int column) const;

    lesson::CompareReport m_report;
};

} // namespace handglass
