// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/clientharness.h"
#include "tests/session/replayrig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

using namespace handglass;

/// A replay to a server that was not written here.
class TestInteropReplay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void sameMessages_data();
    void sameMessages();
    void thePeerCloses();
};

namespace {

bool isOpen(ClientHarness &client, const Peer &server)
{
    client.open(server.url());
    return QTest::qWaitFor([&client] { return client.isOpen(); }, 30'000);
}

} // namespace

void TestInteropReplay::sameMessages_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<bool>("frames");
    QTest::newRow("plain") << false << false;
    QTest::newRow("compressed") << true << false;
    QTest::newRow("plain, frame by frame") << false << true;
    QTest::newRow("compressed, frame by frame") << true << true;
}

void TestInteropReplay::sameMessages()
{
    QFETCH(const bool, deflate);
    QFETCH(const bool, frames);
    const QByteArray large = Peer::pattern(200'000);
    SourceCapture source;
    source.addText("first");
    source.addCompressed(0xC1, "xx", "was compressed");
    source.add(0x02, "in ", 5, EntryFirst);
    source.add(0x89, "ping between");
    source.add(0x80, "two", 5, EntryLast);
    source.add(0x82, large);
    source.addText({});
    source.finish();
    Peer server(QStringLiteral("ws-server.mjs"), deflate ? QStringList{QStringLiteral("--deflate")} : QStringList());
    QVERIFY2(server.start(), qPrintable(server.error()));
    ClientHarness client;
    QVERIFY(isOpen(client, server));
    ReplaySelection selection = source.selection();
    selection.frames = frames;
    selection.pings = true;
    Replay replay(*client.session(), client.connection(), selection, {});
    replay.start();
    const std::pair<const char *, QByteArray> expected[] = {
        {"text", "first"}, {"text", "was compressed"}, {"binary", "in two"}, {"binary", large}, {"text", {}}};
    for (const auto &[kind, bytes] : expected) {
        const QJsonObject came = server.take(QLatin1String(kind));
        QCOMPARE(came[QStringLiteral("size")].toInt(), bytes.size());
        QCOMPARE(came[QStringLiteral("sha256")].toString(), Peer::sha256(bytes));
    }
    QCOMPARE(server.take(QStringLiteral("ping"))[QStringLiteral("size")].toInt(), 12);
    QTRY_COMPARE_WITH_TIMEOUT(replay.progress().state, ReplayState::Done, 30'000);
    QVERIFY(!server.has(QStringLiteral("error")));
}

void TestInteropReplay::thePeerCloses()
{
    SourceCapture source;
    for (int i = 0; i < 1'000; ++i)
        source.addText(QByteArray::number(i), 20);
    source.finish();
    Peer server(QStringLiteral("ws-server.mjs"));
    QVERIFY2(server.start(), qPrintable(server.error()));
    ClientHarness client;
    QVERIFY(isOpen(client, server));
    Replay replay(*client.session(), client.connection(), source.selection(), {});
    replay.start();
    QVERIFY(!server.take(QStringLiteral("text")).isEmpty());
    server.tell(QStringLiteral("close"),
        {{QStringLiteral("code"), 4001}, {QStringLiteral("reason"), QStringLiteral("enough")}});
    QTRY_COMPARE_WITH_TIMEOUT(replay.progress().state, ReplayState::Failed, 30'000);
    const QString sentence = replay.progress().sentence;
    QVERIFY2(sentence.contains(QStringLiteral("closed by the peer, 4001")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("before row %1").arg(replay.progress().sent + 1)), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestInteropReplay)
#include "tst_interop_replay.moc"
