// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bareqt.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"
#include "tests/bench/throughput.h"
#include "tests/support/peer.h"
#include "tests/support/proxyprogram.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace handglass;

namespace bench {

namespace {

constexpr double GoalRatio = 10;

/// Of another program; what it needs and is not there.
struct PeerRate {
    double rate = 0;
    QString missing;
};

/// Its output, a line a message, goes to a file.
PeerRate wscat(BenchServer &server, const Load &load)
{
    const QString program = QStringLiteral(HANDGLASS_INTEROP_DIR "/node_modules/.bin/wscat");
    if (!QFileInfo::exists(program))
        return {0, QStringLiteral("wscat is not installed; tests/interop/install-peers installs it")};
    const QTemporaryDir folder;
    const QString lines = folder.filePath(QStringLiteral("lines"));
    QProcess process;
    process.setStandardOutputFile(lines);
    process.start(program, {QStringLiteral("-c"), server.url("blast", {load.size, load.messages})});
    const qint64 bytes = load.messages * (load.size + 1);
    const bool came =
        waitUntil([&] { return QFileInfo(lines).size() >= bytes || process.state() == QProcess::NotRunning; });
    const qint64 end = steadyNs();
    const bool complete = came && QFileInfo(lines).size() >= bytes;
    const QString words = QString::fromUtf8(process.readAllStandardError()).trimmed();
    process.kill();
    process.waitForFinished();
    if (!complete)
        return {0, QStringLiteral("wscat did not print them all: ") + words};
    return {rate(load.messages, server.number(), end), {}};
}

/// Counted where Network.webSocketFrameReceived arrives.
PeerRate chromium(BenchServer &server, const Load &load)
{
    Peer peer(QStringLiteral("chromium-count.mjs"),
        {QStringLiteral("--url"), server.url("blast", {load.size, load.messages}), QStringLiteral("--count"),
            QString::number(load.messages)});
    if (!peer.start())
        return {0, peer.error()};
    if (peer.take(QStringLiteral("counted"), 300'000).isEmpty())
        return {0, QStringLiteral("Chromium's DevTools protocol did not tell them all")};
    const qint64 end = steadyNs();
    return {rate(load.messages, server.number(), end), {}};
}

/// Between the server and a bare QWebSocket that counts.
PeerRate mitmproxy(BenchServer &server, const Load &load)
{
    ProxyProgram proxy(ProxyProgram::Kind::Mitmproxy);
    proxy.leadTo(server.port());
    if (!proxy.start())
        return {0, proxy.error()};
    const qint64 end = bareCounts(server.url("blast", {load.size, load.messages}, proxy.port()), load.messages);
    if (end == 0)
        return {0, QStringLiteral("mitmproxy did not relay them all")};
    return {rate(load.messages, server.number(), end), {}};
}

} // namespace

void measurePeers(const Scale &scale)
{
    BenchServer server;
    const Load load{64, scale.of(1'000'000)};
    const Load theirs{64, scale.of(50'000)};
    const double ours = windowRate(server, load);
    const auto compare = [&](const QString &name, const PeerRate &peer) {
        const QString work = QStringLiteral("%1 × 64 B likewise").arg(grouped(load.messages));
        const QString against = QStringLiteral("%1 (of %2)").arg(name, grouped(theirs.messages));
        if (!peer.missing.isEmpty())
            printUnmeasured(work + QStringLiteral(", against ") + name, peer.missing);
        else
            print({work, perSecond(ours), perSecond(peer.rate) + u' ' + against, ours / peer.rate,
                ratioAtLeast(GoalRatio)});
    };
    compare(QStringLiteral("wscat to a file"), wscat(server, theirs));
    compare(QStringLiteral("Chromium, DevTools protocol"), chromium(server, theirs));
    compare(QStringLiteral("mitmproxy in between"), mitmproxy(server, theirs));
}

} // namespace bench
