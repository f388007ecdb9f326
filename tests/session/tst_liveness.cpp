// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace handglass;
using std::chrono::milliseconds;

/// Keep-alive pings, round-trip times, and pongs by hand.
class TestLiveness final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void pingsAtTheInterval();
    void noPong();
    void aWrongPongIsNone();
    void noSilenceWhileWeDoNotRead();
    void noSilenceWhileThePeerTakes();
    void noPingsOnceClosing();
    void rttOfAPingByHand();
    void rttOfARawPing();
    void aPongAnswersOlderPingsToo();
    void unsolicitedPongs();
    void pongsByHand();
    void autoPongIsSwitched();

private:
    static bool open(
        ClientHarness &client, ScriptedServer &server, const KeepAlive &keepAlive = {}, bool autoPong = true)
    {
        server.acceptAll();
        ClientOptions options = client.options(server.address());
        options.keepAlive = keepAlive;
        options.autoPong = autoPong;
        client.session()->open(options);
        return QTest::qWaitFor([&client] { return client.isOpen(); });
    }
    static void answerPings(ScriptedServer &server)
    {
        connect(&server, &ScriptedServer::framesCame, &server, [&server, done = qsizetype(0)]() mutable {
            for (; done < server.frames.size(); ++done) {
                const ReceivedFrame frame = server.frames.at(done);
                if (frame.header.opcode == Opcode::Ping)
                    server.send(Opcode::Pong, frame.payload);
            }
        });
    }
    static constexpr KeepAlive quick() { return {milliseconds(50), milliseconds(400)}; }
};

void TestLiveness::pingsAtTheInterval()
{
    ScriptedServer server;
    answerPings(server);
    ClientHarness client;
    QSignalSpy rtt(client.session(), &Session::rttMeasured);
    QVERIFY(open(client, server, quick()));
    QTRY_VERIFY(server.payloads(Opcode::Ping).size() >= 3);
    QVERIFY(client.isOpen());
    const QList<QByteArray> pings = server.payloads(Opcode::Ping);
    QVERIFY(pings.at(0) != pings.at(1));
    QVERIFY(!pings.at(0).isEmpty());
    QTRY_VERIFY(rtt.size() >= 2);
    QCOMPARE(rtt.first().at(0).toLongLong(), client.connection());
    QVERIFY(rtt.first().at(1).toLongLong() > 0);

    const Entry pong = client.frames(Direction::Received).first();
    QCOMPARE(pong.opcode(), Opcode::Pong);
    QCOMPARE(pong.row.messageFirst, client.frames(Direction::Sent).first().id);
    QVERIFY2(pong.text.startsWith(QStringLiteral("RTT ")) && pong.text.endsWith(QStringLiteral(" ms")),
        qPrintable(pong.text));
    QVERIFY(!pong.violation());
}

void TestLiveness::noPong()
{
    ScriptedServer server;
    ClientHarness client;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(open(client, server, quick()));
    QTRY_COMPARE(client.closed, 1);
    QVERIFY2(timer.elapsed() >= 440, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(server.payloads(Opcode::Ping).size(), 1); // one at a time
    QCOMPARE(server.payloads(Opcode::Close).size(), 0);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.closedBy, ClosedBy::Us);
    QCOMPARE(record.closeCode, AbnormalClosure);
    QVERIFY(!record.clean);
    const QString row = QString::number(client.frames(Direction::Sent).first().id);
    const QString text = client.lastRow().text;
    QVERIFY2(text.contains(QStringLiteral("no Pong came within 400 ms of the Ping in row ") + row), qPrintable(text));
    QTRY_VERIFY(server.clientEnded());
}

void TestLiveness::aWrongPongIsNone()
{
    ScriptedServer server;
    ClientHarness client;
    connect(&server, &ScriptedServer::framesCame, &server, [&server] { server.send(Opcode::Pong, "something else"); });
    QVERIFY(open(client, server, quick()));
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
}

/// Replies wait for a peer that does not read, so the peer is not read either, and its Pong could not be seen.
void TestLiveness::noSilenceWhileWeDoNotRead()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    options.limits.unsent = 1 << 20;
    options.keepAlive = {milliseconds(500), milliseconds(600)};
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    server.stopReading();
    for (int i = 0; i < 32; ++i)
        server.send(Opcode::Binary, QByteArray(1 << 20, 'x'));
    QTRY_VERIFY(!client.pressures.isEmpty() && client.pressures.last().paused);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(timer.elapsed() > 1'800 || client.closed > 0);
    QCOMPARE(client.closed, 0);
    answerPings(server);
    server.readAgain();
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Binary).size(), 32, 30'000);
    QVERIFY(client.isOpen());
}

void TestLiveness::noSilenceWhileThePeerTakes()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, {milliseconds(100), milliseconds(700)}));
    server.stopReading();
    server.socket()->setReadBufferSize(1 << 20);
    server.socket()->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 << 10);
    client.session()->sendBinary(client.connection(), QByteArray(24 << 20, 'x'));
    // So slowly that a Ping stands behind the message for longer than the time-out.
    FrameReader reader;
    bool answered = false;
    bool whole = false;
    QTimer slow;
    connect(&slow, &QTimer::timeout, &server, [&] {
        const QByteArray chunk = server.socket()->readAll();
        reader.feed(chunk);
        Frame frame;
        while (reader.next(frame)) {
            whole = whole || frame.header.opcode == Opcode::Binary;
            if (frame.header.opcode == Opcode::Ping) {
                server.send(Opcode::Pong, frame.payload.toByteArray());
                answered = whole;
            }
        }
    });
    slow.start(50);
    QTRY_VERIFY_WITH_TIMEOUT(answered || client.closed > 0, 30'000);
    QCOMPARE(client.closed, 0);
}

void TestLiveness::noPingsOnceClosing()
{
    ScriptedServer server;
    answerPings(server);
    ClientHarness client;
    QVERIFY(open(client, server, quick()));
    QTRY_VERIFY(!server.payloads(Opcode::Ping).isEmpty());
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    const qsizetype frames = server.frames.size();
    QTimer::singleShot(250, &server, [&server] { server.send(Opcode::Close, encodeClosePayload(1000, {})); });
    QTRY_VERIFY(client.record().clean || client.frames(Direction::Received).last().opcode() == Opcode::Close);
    QCOMPARE(server.frames.size(), frames);
}

void TestLiveness::rttOfAPingByHand()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QSignalSpy rtt(client.session(), &Session::rttMeasured);
    client.session()->ping(client.connection(), "by hand");
    QTRY_COMPARE(server.payloads(Opcode::Ping).size(), 1);
    QTimer::singleShot(60, &server, [&server] { server.send(Opcode::Pong, "by hand"); });
    QTRY_COMPARE(rtt.size(), 1);
    const qint64 ns = rtt.first().at(1).toLongLong();
    QVERIFY2(ns >= 55'000'000 && ns < 3'000'000'000, qPrintable(QString::number(ns)));
    const Entry pong = client.frames(Direction::Received).first();
    QCOMPARE(pong.text, QStringLiteral("RTT %1 ms").arg(double(ns) / 1e6, 0, 'f', 1));
    QCOMPARE(pong.row.messageFirst, client.frames(Direction::Sent).first().id);
}

void TestLiveness::rttOfARawPing()
{
    ScriptedServer server;
    answerPings(server);
    ClientHarness client;
    QVERIFY(open(client, server));
    QSignalSpy rtt(client.session(), &Session::rttMeasured);
    RawFrame ping;
    ping.opcode = 9;
    ping.payload = "raw";
    ping.maskingKey = MaskingKey{1, 2, 3, 4};
    client.session()->sendRaw(client.connection(), RawSend::of(encodeRawFrame(ping)));
    QTRY_COMPARE(rtt.size(), 1);
    QVERIFY(client.frames(Direction::Sent).first().byHand());
}

void TestLiveness::aPongAnswersOlderPingsToo()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QSignalSpy rtt(client.session(), &Session::rttMeasured);
    for (const char *payload : {"1", "2", "3"})
        client.session()->ping(client.connection(), payload);
    QTRY_COMPARE(server.payloads(Opcode::Ping).size(), 3);
    server.send(Opcode::Pong, "2"); // RFC 6455 §5.5.3: only the most recent one it has processed
    server.send(Opcode::Pong, "1");
    server.send(Opcode::Pong, "3");
    QTRY_COMPARE(rtt.size(), 2);
    QTRY_COMPARE(client.frames(Direction::Received).size(), 3);
    const QList<Entry> pings = client.frames(Direction::Sent);
    const QList<Entry> pongs = client.frames(Direction::Received);
    QCOMPARE(pongs.at(0).row.messageFirst, pings.at(1).id);
    QCOMPARE(pongs.at(1).row.messageFirst, EntryId(0));
    QCOMPARE(pongs.at(1).text, QString());
    QCOMPARE(pongs.at(2).row.messageFirst, pings.at(2).id);
}

void TestLiveness::unsolicitedPongs()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QSignalSpy rtt(client.session(), &Session::rttMeasured);
    server.send(Opcode::Pong, "");
    server.send(Opcode::Pong, "heartbeat");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 2);
    QVERIFY(client.isOpen());
    QVERIFY(rtt.isEmpty());
    for (const Entry &pong : client.frames(Direction::Received))
        QVERIFY(!pong.violation() && pong.row.messageFirst == 0 && pong.text.isEmpty());
}

void TestLiveness::pongsByHand()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, {}, false));
    server.send(Opcode::Ping, "theirs");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    client.session()->pong(client.connection(), "ours");
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(server.payloads(Opcode::Pong), QList<QByteArray>{"ours"});
}

void TestLiveness::autoPongIsSwitched()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->setAutoPong(client.connection(), false, 1);
    QTRY_COMPARE(client.sent.size(), 1);
    server.send(Opcode::Ping, "unanswered");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    client.session()->setAutoPong(client.connection(), true, 2);
    QTRY_COMPARE(client.sent.size(), 2);
    server.send(Opcode::Ping, "answered");
    QTRY_COMPARE(server.payloads(Opcode::Pong), QList<QByteArray>{"answered"});
}

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
