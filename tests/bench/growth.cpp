// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchserver.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"

#include <QFileInfo>
#include <QTimer>

using namespace handglass;

namespace bench {

namespace {

constexpr int CatchUpMs = 2'000; ///< for what lags behind the committed rows

/// The length of a live capture's write-ahead log, as it grows.
class LogWatch final
{
public:
    explicit LogWatch(const QString &capture)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
            [this, log = capture + QStringLiteral("-wal")] { m_longest = std::max(m_longest, QFileInfo(log).size()); });
        m_timer.start(5);
    }
    double longestMiB() const { return double(m_longest) / (1 << 20); }

private:
    QTimer m_timer;
    qint64 m_longest = 0;
};

/// The longest write-ahead log meanwhile, MiB.
double receive(BenchWindow &window, const BenchServer &server, qint64 messages)
{
    const LogWatch watch(window.live().path());
    const EntryId last = window.live().lastId() + 1 + messages;
    window.connectTo(server.url("blast", {64, messages}));
    if (!waitUntil([&] { return window.live().lastId() >= last; }))
        qFatal("expected %lld rows within 5 minutes, got %lld", static_cast<long long>(last),
            static_cast<long long>(window.live().lastId()));
    idle(CatchUpMs);
    return watch.longestMiB();
}

} // namespace

void measureGrowth(const Scale &scale)
{
    const qint64 few = scale.of(100'000);
    const qint64 some = scale.of(1'000'000);
    const qint64 many = scale.of(10'000'000);
    const BenchServer server;
    BenchWindow window;
    receive(window, server, few);
    const double before = memoryMiB(Memory::Peak);
    const double unfiltered = receive(window, server, some - few);
    window.log().setFilterText(QStringLiteral("needle"));
    const double filtered = receive(window, server, many - some);
    const double after = memoryMiB(Memory::Peak);
    print({QStringLiteral("peak memory after %1 messages").arg(grouped(many)), inUnit(after, "MiB"),
        QStringLiteral("%1 after %2").arg(inUnit(before, "MiB"), grouped(few)), after - before, atMost(128, "MiB")});
    print({QStringLiteral("largest write-ahead log, %1 messages and a live filter").arg(grouped(many - some)),
        inUnit(filtered, "MiB"), inUnit(unfiltered, "MiB") + QStringLiteral(" without a filter"), filtered,
        atMost(64, "MiB")});
}

} // namespace bench
