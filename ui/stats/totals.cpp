// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/totals.h"

#include "ui/log/rowtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::TotalsTable)
};

constexpr std::size_t MostRows = 1'000;

QString opcodeName(quint8 opcode)
{
    if (opcode == 0)
        return Words::tr("Continuation");
    Entry entry;
    entry.row.bits = quint16(0x80U | opcode);
    return typeText(entry);
}

void setSizes(TotalsRow &row, const LogHistogram &sizes)
{
    if (sizes.count() == 0)
        return;
    row.p50 = sizes.percentile(50);
    row.p90 = sizes.percentile(90);
    row.p99 = sizes.percentile(99);
    row.largest = sizes.most();
}

using Item = std::pair<ConnectionId, const ConnectionStatistics *>;

void addTo(TotalsRow &row, const ConnectionStatistics &statistics)
{
    row.sent += statistics.sent;
    row.received += statistics.received;
    row.largest = std::max(row.largest, statistics.largest);
}

} // namespace

QList<TotalsRow> typeTotals(const Statistics &statistics)
{
    QList<TotalsRow> rows;
    constexpr quint8 order[] = {1, 2, 0, 9, 10, 8, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
    for (const quint8 opcode : order) {
        const TypeStatistics &type = statistics.type(static_cast<Opcode>(opcode));
        if (type.sent.frames + type.received.frames == 0)
            continue;
        TotalsRow row{opcodeName(opcode), type.sent, type.received};
        LogHistogram sizes = type.sentSizes;
        setSizes(row, sizes += type.receivedSizes);
        rows.append(row);
    }
    return rows;
}

QList<TotalsRow> connectionTotals(const Statistics &statistics, const std::function<QString(ConnectionId)> &nameOf)
{
    std::vector<Item> items;
    items.reserve(std::size_t(statistics.connections().size()));
    for (auto it = statistics.connections().cbegin(); it != statistics.connections().cend(); ++it)
        items.emplace_back(it.key(), &it.value());
    const auto messages = [](const Item &item) { return item.second->sent.messages + item.second->received.messages; };
    const auto before = [&messages](const Item &a, const Item &b) {
        return messages(a) != messages(b) ? messages(a) > messages(b) : a.first < b.first;
    };
    const std::size_t listed = std::min(items.size(), MostRows);
    std::partial_sort(items.begin(), items.begin() + std::ptrdiff_t(listed), items.end(), before);
    QList<TotalsRow> rows;
    for (std::size_t at = 0; at < listed; ++at) {
        TotalsRow row{nameOf(items[at].first), {}, {}};
        addTo(row, *items[at].second);
        rows.append(row);
    }
    TotalsRow others{Words::tr("others"), {}, {}};
    for (std::size_t at = listed; at < items.size(); ++at)
        addTo(others, *items[at].second);
    addTo(others, statistics.others());
    if (others.sent.frames + others.received.frames > 0)
        rows.append(others);
    return rows;
}

TotalsRow sumOf(const Statistics &statistics, const QString &name)
{
    TotalsRow row{name, statistics.sent(), statistics.received()};
    LogHistogram sizes = statistics.sizes(Direction::Sent);
    setSizes(row, sizes += statistics.sizes(Direction::Received));
    return row;
}

} // namespace handglass
