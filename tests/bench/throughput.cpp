// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/throughput.h"

#include "tests/bench/bareqt.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"
#include "ui/log/logview.h"

#include <QAbstractItemModel>

#include <atomic>

using namespace handglass;

namespace bench {

namespace {

constexpr int Rounds = 3;

double bareRate(BenchServer &server, const Load &load)
{
    const qint64 end = bareCounts(server.url("blast", {load.size, load.messages}), load.messages);
    return rate(load.messages, server.number(), end);
}

void compare(BenchServer &server, const QString &name, const Load &load, double goal)
{
    std::vector<double> bare;
    std::vector<double> ours;
    std::vector<double> ratio;
    for (int round = 0; round < Rounds; ++round) {
        bare.push_back(bareRate(server, load));
        ours.push_back(windowRate(server, load));
        ratio.push_back(ours.back() / bare.back());
    }
    const QString work = QStringLiteral("%1 × %2, socket → committed row, log followed");
    print({work.arg(grouped(load.messages), name), perSecond(median(ours)),
        perSecond(median(bare)) + QStringLiteral(" bare QWebSocket"), median(ratio), ratioAtLeast(goal)});
}

} // namespace

double windowRate(BenchServer &server, const Load &load)
{
    BenchWindow window;
    const EntryId last = 1 + load.messages; // the first row says that the connection opened
    std::atomic<qint64> end = 0;
    QObject::connect(
        window.live().writer(), &CaptureWriter::committed, window.live().writer(),
        [&](qint64 upTo) {
            if (upTo >= last && end == 0)
                end = steadyNs();
        },
        Qt::DirectConnection);
    window.connectTo(server.url("blast", {load.size, load.messages}));
    const bool came = waitUntil([&] { return end != 0; });
    const LogView &view = *window.log().view();
    const bool shown = came && waitUntil([&] { return view.model()->rowCount() >= last; }, 10'000);
    if (!shown || !view.isFollowing())
        qFatal("expected %lld rows in a log that is followed, got %d", static_cast<long long>(last),
            view.model()->rowCount());
    return rate(load.messages, server.number(), end);
}

void measureThroughput(const Scale &scale)
{
    BenchServer server;
    compare(server, QStringLiteral("64 B"), {64, scale.of(1'000'000)}, 0.35);
    compare(server, QStringLiteral("16 KiB"), {16 << 10, scale.of(20'000)}, 0.15);
    compare(server, QStringLiteral("10 MiB"), {10 << 20, scale.of(100)}, 0.15);
}

} // namespace bench
