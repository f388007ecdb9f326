// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bareqt.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/crowd.h"
#include "tests/bench/gapmeter.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"
#include "tests/bench/tapped.h"
#include "tests/support/peer.h"

#include <atomic>
#include <thread>

#include <malloc.h>

using namespace handglass;

namespace bench {

namespace {

constexpr int Clients = 2'000;
constexpr int Echoing = 100;
constexpr int Payload = 64; ///< bytes
constexpr int Rounds = 3;
constexpr int Broadcast = 1 << 10; ///< bytes
constexpr qsizetype BroadcastFrame = Broadcast + 4;

double echoRate(quint16 port, int messages)
{
    return Crowd(port, Clients).echo(Echoing, Payload, messages);
}

double bareEcho(int messages)
{
    const BareEchoServer server;
    return echoRate(server.port(), messages);
}

double mockEcho(int messages)
{
    const TappedMock mock;
    return echoRate(mock.port(), messages);
}

void measureEchoes(int messages)
{
    std::vector<double> bare;
    std::vector<double> ours;
    std::vector<double> ratio;
    for (int round = 0; round < Rounds; ++round) {
        bare.push_back(bareEcho(messages));
        ours.push_back(mockEcho(messages));
        ratio.push_back(ours.back() / bare.back());
    }
    const QString work = QStringLiteral("mock, %1 clients, %2 of them echoing 64 B").arg(grouped(Clients)).arg(Echoing);
    print({work, perSecond(median(ours)), perSecond(median(bare)) + QStringLiteral(" bare QWebSocketServer"),
        median(ratio), ratioAtLeast(0.6)});
    Peer node(QStringLiteral("ws-echo.mjs"));
    if (!node.start())
        return printUnmeasured(work + QStringLiteral(", against Node ws"), node.error());
    const double theirs = echoRate(node.port(), messages);
    print({work, perSecond(median(ours)), perSecond(theirs) + QStringLiteral(" Node ws"), median(ours) / theirs,
        shown("×")});
}

/// ms from the order to the last byte at the last client; send is called on no particular thread.
double broadcastMs(quint16 port, const std::function<void()> &send)
{
    Crowd crowd(port, Clients);
    std::vector<double> times;
    for (int round = 0; round < Rounds; ++round) {
        const qint64 start = steadyNs();
        send();
        times.push_back(double(crowd.takeEach(BroadcastFrame) - start) / 1e6);
    }
    return median(times);
}

void measureBroadcast()
{
    const QString text(Broadcast, u'x');
    const auto bare = [&] {
        BareEchoServer server;
        return broadcastMs(server.port(), [&] { server.sendToAll(text); });
    };
    const auto mock = [&] {
        TappedMock tapped;
        return broadcastMs(tapped.port(), [&] { tapped.mock().sendTextToAll(text); });
    };
    const double theirs = bare();
    const double ours = mock();
    print({QStringLiteral("mock, 1 KiB to %1 clients").arg(grouped(Clients)), inUnit(ours, "ms"),
        inUnit(theirs, "ms") + QStringLiteral(" bare QWebSocketServer"), ours / theirs, shown("×")});
}

/// KiB of this process for each client that is connected and silent. What was given back before is no room for them.
double memoryOf(quint16 port, int clients)
{
    malloc_trim(0);
    const double before = memoryMiB(Memory::Now);
    const Crowd crowd(port, clients);
    return (memoryMiB(Memory::Now) - before) * 1024 / clients;
}

void measureIdle(int clients)
{
    const auto bare = [clients] {
        const BareEchoServer server;
        return memoryOf(server.port(), clients);
    };
    const TappedMock mock;
    const double ours = memoryOf(mock.port(), clients);
    const double theirs = bare();
    print({QStringLiteral("mock, memory a client, %1 of them idle").arg(grouped(clients)), inUnit(ours, "KiB"),
        inUnit(theirs, "KiB") + QStringLiteral(" bare QWebSocketServer"), ours / theirs, shown("×")});
}

void measureGapsOfMock(int messages)
{
    BenchWindow window;
    const quint16 port = window.startMock();
    const auto gaps = [](const std::function<bool()> &holds) {
        const GapMeter meter;
        waitUntil(holds);
        return std::pair(meter.gap(1), meter.gap(0.99));
    };
    const qint64 start = steadyNs();
    const auto before = gaps([start] { return steadyNs() - start > 2'000'000'000; });
    std::atomic<double> arrived = 0;
    std::thread crowd([&] { arrived = echoRate(port, messages); });
    const auto during = gaps([&] { return arrived != 0; });
    crowd.join();
    const QString work = QStringLiteral("GUI thread's %1 gap, mock echoing %2/s, log followed");
    const auto show = [&](const char *which, double ours, double idleWindow, double goal) {
        print({work.arg(QLatin1String(which), grouped(qRound64(arrived.load()))), inUnit(ours, "ms"),
            inUnit(idleWindow, "ms") + QStringLiteral(" idle window"), ours, atMost(goal, "ms")});
    };
    show("longest", during.first, before.first, 50);
    show("99 %", during.second, before.second, 16);
}

} // namespace

void measureClients(const Scale &scale)
{
    raiseDescriptorLimit();
    measureIdle(int(scale.of(5'000)));
    measureEchoes(int(scale.of(20'000)));
    measureBroadcast();
    measureGapsOfMock(int(scale.of(20'000)));
}

} // namespace bench
