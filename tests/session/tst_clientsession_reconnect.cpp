// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace handglass;
using namespace std::chrono_literals;

/// Reconnecting: when, how often, and that it stops at once.
class TestClientSessionReconnect final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void afterALoss();
    void afterAClose_data();
    void afterAClose();
    void afterARefusal_data();
    void afterARefusal();
    void onlySoManyTries();
    void droppedAtOnce();
    void retryAfter();
    void cancelWhileWaiting();
    void cancelWhileTrying();
    void theUserCloses_data();
    void theUserCloses();
    void notAfterAViolation();
    void openWhileWaiting();
    void releaseWhileWaiting();
    void fromTheBeginning();
};

namespace {

ClientOptions reconnecting(const QString &address, std::chrono::milliseconds first = 1ms)
{
    ClientOptions options = ClientHarness::options(address);
    options.reconnect.enabled = true;
    options.reconnect.first = first;
    options.reconnect.jitter = 0;
    return options;
}

QByteArray closePayload(quint16 code)
{
    return QByteArray(1, char(code >> 8U)) + char(code & 0xFFU);
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

void TestClientSessionReconnect::afterALoss()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    QSignalSpy waiting(client.session(), &ClientSession::waiting);
    client.session()->open(reconnecting(server.address()));
    for (int loss = 1; loss <= 3; ++loss) {
        QTRY_VERIFY(client.opened == loss && client.isOpen());
        const qint64 lost = client.connection();
        QTRY_VERIFY(nowNs() - client.record().openedNs > 1'000'000); // it lasted
        server.socket()->abort();
        QTRY_COMPARE(client.opened, loss + 1);
        QCOMPARE(waiting.size(), loss);
        QCOMPARE(waiting.last(), (QVariantList{1, 1LL})); // counted anew each time
        const ConnectionRecord record = client.record();
        QCOMPARE(record.reason, Reason::Reconnect);
        QCOMPARE(record.previous, lost);
        QCOMPARE(record.attempt, 1);
        QCOMPARE(client.record(lost).closeCode, 1006);
        QCOMPARE(client.rows(lost).last().text, QStringLiteral("Tries again in 0.001 s (try 1)."));
    }
    QVERIFY(!client.states.contains(SessionState::Idle));
    QVERIFY(client.states.contains(SessionState::Waiting));
}

void TestClientSessionReconnect::afterAClose_data()
{
    QTest::addColumn<quint16>("code");
    QTest::addColumn<bool>("again");
    QTest::newRow("1000") << quint16(1000) << false;
    QTest::newRow("1001") << quint16(1001) << true;
    QTest::newRow("1008") << quint16(1008) << false;
    QTest::newRow("1011") << quint16(1011) << true;
    QTest::newRow("1012") << quint16(1012) << true;
    QTest::newRow("1013") << quint16(1013) << true;
    QTest::newRow("4000") << quint16(4000) << false;
}

void TestClientSessionReconnect::afterAClose()
{
    QFETCH(quint16, code);
    QFETCH(bool, again);
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.session()->open(reconnecting(server.address(), 1h));
    QTRY_VERIFY(client.isOpen());
    server.send(Opcode::Close, closePayload(code));
    QTRY_VERIFY(!server.payloads(Opcode::Close).isEmpty());
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QTRY_COMPARE(client.states.last(), again ? SessionState::Waiting : SessionState::Idle);
    QCOMPARE(server.connections(), 1);
}

void TestClientSessionReconnect::afterARefusal_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("again");
    const auto status = [](const char *line) {
        return "HTTP/1.1 " + QByteArray(line) + "\r\nContent-Length: 0\r\n\r\n";
    };
    QTest::newRow("401") << status("401 Unauthorized") << false;
    QTest::newRow("403") << status("403 Forbidden") << false;
    QTest::newRow("404") << status("404 Not Found") << false;
    QTest::newRow("302, not followed") << status("302 Found\r\nLocation: /x") << false;
    QTest::newRow("a wrong accept value")
        << QByteArray("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n")
        << false;
    QTest::newRow("500") << status("500 Oops") << true;
    QTest::newRow("503") << status("503 Busy") << true;
    QTest::newRow("429") << status("429 Too Many Requests") << true;
}

void TestClientSessionReconnect::afterARefusal()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, again);
    ScriptedServer server;
    ClientHarness client;
    client.session()->open(reconnecting(server.address(), 1h));
    QTRY_VERIFY(server.hasRequest());
    server.send(answer);
    QTRY_COMPARE(client.refused.size(), 1);
    QTRY_COMPARE(client.states.last(), again ? SessionState::Waiting : SessionState::Idle);
}

void TestClientSessionReconnect::onlySoManyTries()
{
    ClientHarness client;
    QSignalSpy waiting(client.session(), &ClientSession::waiting);
    ClientOptions options = reconnecting(QStringLiteral("ws://127.0.0.1:%1/").arg(freePort()));
    options.reconnect.most = 3;
    client.session()->open(options);
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.refused.size(), 4);
    QCOMPARE(waiting, (QList<QVariantList>{{1, 1LL}, {2, 2LL}, {3, 4LL}}));
    ConnectionRecord record = client.record();
    QCOMPARE(client.lastRow().text,
        QStringLiteral("Expected a connection with try 3 at the latest, got none: does not try again."));
    for (int number = 3; number > 0; --number) {
        QCOMPARE(record.attempt, number);
        QCOMPARE(record.reason, Reason::Reconnect);
        record = client.record(record.previous);
    }
    QCOMPARE(record.reason, Reason::Asked);
}

/// RFC 6455 §7.2.3: the waits grow, though each connection opened.
void TestClientSessionReconnect::droppedAtOnce()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server] {
        server.accept();
        server.socket()->disconnectFromHost();
    });
    ClientHarness client;
    QSignalSpy waiting(client.session(), &ClientSession::waiting);
    ClientOptions options = reconnecting(server.address(), 100ms);
    options.reconnect.most = 2;
    client.session()->open(options);
    QTRY_VERIFY(client.isIdle() && client.opened == 3);
    QCOMPARE(waiting, (QList<QVariantList>{{1, 100LL}, {2, 200LL}}));
    QCOMPARE(client.lastRow().text,
        QStringLiteral("Expected a connection that lasts with try 2 at the latest, got none: does not try again."));
}

void TestClientSessionReconnect::retryAfter()
{
    ScriptedServer server;
    ClientHarness client;
    QSignalSpy waiting(client.session(), &ClientSession::waiting);
    client.session()->open(reconnecting(server.address()));
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().last().toLongLong(), 3'600'000);
    QVERIFY(client.lastRow().text.contains(QStringLiteral("Retry-After")));
}

void TestClientSessionReconnect::cancelWhileWaiting()
{
    ClientHarness client;
    client.session()->open(reconnecting(QStringLiteral("ws://127.0.0.1:%1/").arg(freePort()), 1h));
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Waiting);
    const qint64 last = client.connection();
    client.session()->cancel();
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.refused.size(), 1);
    client.session()->cancel(); // of what is over: nothing happens
    client.network().run([] {});
    QCOMPARE(client.connection(), last);
}

void TestClientSessionReconnect::cancelWhileTrying()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.session()->open(reconnecting(server.address()));
    QTRY_VERIFY(client.isOpen());
    server.acceptAll(false);
    server.socket()->abort();
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    client.session()->cancel();
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.record().failure.phase, FailurePhase::Cancelled);
}

void TestClientSessionReconnect::theUserCloses_data()
{
    QTest::addColumn<bool>("cancels");
    QTest::addColumn<bool>("answered");
    QTest::newRow("closed, answered") << false << true;
    QTest::newRow("closed, not answered") << false << false;
    QTest::newRow("cancelled, answered") << true << true;
    QTest::newRow("cancelled, not answered") << true << false;
}

void TestClientSessionReconnect::theUserCloses()
{
    QFETCH(bool, cancels);
    QFETCH(bool, answered);
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.session()->open(reconnecting(server.address()));
    QTRY_VERIFY(client.isOpen());
    if (cancels)
        client.session()->cancel();
    else
        client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_VERIFY(!server.payloads(Opcode::Close).isEmpty());
    if (answered)
        server.send(Opcode::Close, closePayload(1000));
    server.socket()->disconnectFromHost();
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(server.connections(), 1);
    QVERIFY(!client.states.contains(SessionState::Waiting));
}

void TestClientSessionReconnect::notAfterAViolation()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.session()->open(reconnecting(server.address()));
    QTRY_VERIFY(client.isOpen());
    server.send(QByteArray::fromHex("8300")); // a reserved opcode
    QTRY_VERIFY(!server.payloads(Opcode::Close).isEmpty());
    server.socket()->disconnectFromHost(); // without a close frame: 1006
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.record().closeCode, 1006);
    QVERIFY(!client.states.contains(SessionState::Waiting));
}

void TestClientSessionReconnect::openWhileWaiting()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.session()->open(reconnecting(QStringLiteral("ws://127.0.0.1:%1/").arg(freePort()), 1h));
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Waiting);
    client.open(server.address());
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.record().reason, Reason::Asked);
    QCOMPARE(client.record().previous, 0);
}

void TestClientSessionReconnect::releaseWhileWaiting()
{
    ClientHarness client;
    client.session()->open(reconnecting(QStringLiteral("ws://127.0.0.1:%1/").arg(freePort()), 1h));
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Waiting);
    QVERIFY(client.release());
}

void TestClientSessionReconnect::fromTheBeginning()
{
    ScriptedServer front;
    ScriptedServer back;
    back.acceptAll();
    connect(&front, &ScriptedServer::requested, &front, [&front, &back] {
        front.send("HTTP/1.1 307 There\r\nLocation: " + back.address().toLatin1() + "\r\nContent-Length: 0\r\n\r\n");
    });
    ClientHarness client;
    ClientOptions options = reconnecting(front.address());
    options.redirects.follow = true;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    back.socket()->abort();
    QTRY_COMPARE(client.opened, 2);
    QCOMPARE(front.connections(), 2);
    const ConnectionRecord there = client.record();
    QCOMPARE(there.reason, Reason::Redirect);
    const ConnectionRecord here = client.record(there.previous);
    QCOMPARE(here.reason, Reason::Reconnect);
    QCOMPARE(here.url, front.address());
}

QTEST_GUILESS_MAIN(TestClientSessionReconnect)
#include "tst_clientsession_reconnect.moc"
