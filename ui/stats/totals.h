// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statistics.h"

#include <QList>
#include <QString>

#include <functional>

namespace handglass {

/// A line of the table of totals.
struct TotalsRow {
    QString name;
    Totals sent;
    Totals received;
    qint64 p50 = -1; ///< of the sizes of whole messages, B; −1: none, or not known
    qint64 p90 = -1;
    qint64 p99 = -1;
    qint64 largest = -1;
};

/// A line an opcode that there is.
QList<TotalsRow> typeTotals(const Statistics &statistics);
/// A line a connection, at most 1 000, those with most messages first; all others in the last. Percentiles are not
/// kept for each.
QList<TotalsRow> connectionTotals(const Statistics &statistics, const std::function<QString(ConnectionId)> &nameOf);
TotalsRow sumOf(const Statistics &statistics, const QString &name);

} // namespace handglass
