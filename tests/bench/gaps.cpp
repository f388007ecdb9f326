// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchserver.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/gapmeter.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"

using namespace handglass;

namespace bench {

namespace {

constexpr int IdleMs = 5'000;
constexpr qint64 Rate = 200'000;
constexpr double Percentile = 0.99;

struct Gaps {
    double longest = 0;
    double percentile = 0;
};

Gaps gapsUntil(const std::function<bool()> &holds)
{
    const GapMeter meter;
    if (!waitUntil(holds))
        qFatal("expected the messages within 5 minutes");
    return {meter.gap(1), meter.gap(Percentile)};
}

} // namespace

void measureGaps(const Scale &scale)
{
    BenchServer server;
    BenchWindow window;
    const qint64 start = steadyNs();
    const Gaps before = gapsUntil([start] { return steadyNs() - start > IdleMs * 1'000'000LL; });
    const qint64 seconds = scale.of(30);
    window.connectTo(server.url("pace", {64, Rate, seconds}));
    waitUntil([&] { return window.live().lastId() > 0; });
    const qint64 first = steadyNs();
    const Gaps flood = gapsUntil([&] { return server.hasLine(); });
    const double arrived = rate(window.live().lastId(), first, steadyNs());
    const QString work = QStringLiteral("GUI thread's %1 gap, %2 messages/s, log followed");
    const auto show = [&](const char *which, double ours, double idleWindow, double goal) {
        print({work.arg(QLatin1String(which), grouped(qRound64(arrived))), inUnit(ours, "ms"),
            inUnit(idleWindow, "ms") + QStringLiteral(" idle window"), ours, atMost(goal, "ms")});
    };
    show("longest", flood.longest, before.longest, 50);
    show("99 %", flood.percentile, before.percentile, 16);
}

} // namespace bench
