// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QTest>
#include <QTimer>

using namespace handglass;

/// RFC 6455 §7 from both sides: who closed, with what, cleanly or not, and nothing lost before it.
class TestClientSessionClosing final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void codesFromTheServer_data() { codes(); }
    void codesFromTheServer();
    void codesFromUs_data() { codes(); }
    void codesFromUs();
    void closesThatCannotBeSent_data();
    void closesThatCannotBeSent();
    void closeWhileMessagesStillCome();
    void messagesBeforeOurClose();
    void bothAtOnce();
    void noAnswerToOurClose();
    void tcpStaysOpen();
    void anotherCodeIsAnswered();
    void endWithoutClose();
    void cancelCloses();
    void releaseSays1001();
    void reconnects();
    void reconnectsThoughThePeerReadsSlowly();

private:
    static void codes();
    static bool open(ClientHarness &client, ScriptedServer &server, bool echo = false,
        std::chrono::milliseconds closeTime = std::chrono::seconds(5))
    {
        server.acceptAll();
        ClientOptions options = client.options(server.address());
        options.echo = echo;
        options.timeouts.close = closeTime;
        client.session()->open(options);
        return QTest::qWaitFor([&client] { return client.isOpen(); });
    }
};

void TestClientSessionClosing::codes()
{
    QTest::addColumn<quint16>("code");
    QTest::addColumn<QString>("reason");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
        QTest::addRow("%d", code) << quint16(code) << QStringLiteral("because ü");
    QTest::newRow("no code") << NoStatusReceived << QString();
    QTest::newRow("longest reason") << quint16(1000) << QString(123, QLatin1Char('r'));
}

void TestClientSessionClosing::codesFromTheServer()
{
    QFETCH(quint16, code);
    QFETCH(QString, reason);
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, true));
    server.send(serverFrame(Opcode::Text, "last") + serverFrame(Opcode::Close, encodeClosePayload(code, reason)));
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.frames.at(0).payload, QByteArray("last"));
    QCOMPARE(server.frames.at(1).header.opcode, Opcode::Close);
    QCOMPARE(server.frames.at(1).payload, encodeClosePayload(code, {}));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.closeCode, code);
    QCOMPARE(record.closeReason, reason);
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    QVERIFY(record.clean);
    QCOMPARE(record.state, ConnectionState::Closed);
    QVERIFY(record.closedNs >= record.openedNs);
}

void TestClientSessionClosing::codesFromUs()
{
    QFETCH(quint16, code);
    QFETCH(QString, reason);
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->closeConnection(client.connection(), code, reason, 5);
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(server.frames.first().payload, encodeClosePayload(code, reason));
    server.send(Opcode::Close, encodeClosePayload(code, QStringLiteral("heard")));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.sent.last().token, 5);
    QCOMPARE(client.sent.last().error, QString());
    const ConnectionRecord record = client.record();
    QCOMPARE(record.closedBy, ClosedBy::Us);
    QCOMPARE(record.closeCode, code);
    QVERIFY(record.clean);
    QTRY_COMPARE(client.states.mid(client.states.indexOf(SessionState::Open)),
        (QList<SessionState>{SessionState::Open, SessionState::Closing, SessionState::Idle}));
}

void TestClientSessionClosing::closesThatCannotBeSent_data()
{
    QTest::addColumn<quint16>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("1006") << quint16(1006) << QString();
    QTest::newRow("999") << quint16(999) << QString();
    QTest::newRow("5000") << quint16(5000) << QString();
    QTest::newRow("a reason without a code") << NoStatusReceived << QStringLiteral("x");
    QTest::newRow("a reason too long") << quint16(1000) << QString(124, QLatin1Char('r'));
}

void TestClientSessionClosing::closesThatCannotBeSent()
{
    QFETCH(quint16, code);
    QFETCH(QString, reason);
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->closeConnection(client.connection(), code, reason);
    client.session()->sendText(client.connection(), QStringLiteral("still open"));
    client.session()->sendText(client.connection() + 1, QStringLiteral("to nobody"));
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(server.frames.first().header.opcode, Opcode::Text);
    QTRY_COMPARE(client.sent.size(), 3);
    QVERIFY(!client.sent.at(0).error.isEmpty());
    QCOMPARE(client.sent.at(1).error, QString());
    QVERIFY(!client.sent.at(2).error.isEmpty());
    QVERIFY(client.isOpen());
}

void TestClientSessionClosing::closeWhileMessagesStillCome()
{
    constexpr int Count = 100'000;
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, true));
    QByteArray all;
    for (int i = 0; i < Count; ++i)
        all += serverFrame(i % 2 == 0 ? Opcode::Text : Opcode::Binary, QByteArray::number(i));
    server.send(all + serverFrame(Opcode::Close, encodeClosePayload(1001, {})));
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Close).size(), 1, 60'000);
    QCOMPARE(server.frames.size(), Count + 1);
    for (int i = 0; i < Count; ++i) {
        QCOMPARE(server.frames.at(i).payload, QByteArray::number(i));
        QCOMPARE(server.frames.at(i).header.opcode, i % 2 == 0 ? Opcode::Text : Opcode::Binary);
    }
    QCOMPARE(server.frames.last().header.opcode, Opcode::Close);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(client.record().clean);
    QCOMPARE(client.frames(Direction::Received).size(), Count + 1);
    QCOMPARE(client.frames(Direction::Sent).size(), Count + 1);
}

void TestClientSessionClosing::messagesBeforeOurClose()
{
    constexpr int Count = 1000;
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    for (int i = 0; i < Count; ++i)
        client.session()->sendText(client.connection(), QString::number(i));
    client.session()->closeConnection(client.connection(), 1000, {});
    client.session()->sendText(client.connection(), QStringLiteral("too late"), 9);
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QCOMPARE(server.frames.size(), Count + 1);
    QCOMPARE(server.frames.at(Count - 1).payload, QByteArray::number(Count - 1));
    QTRY_COMPARE(client.sent.size(), Count + 2);
    QVERIFY(!client.sent.last().error.isEmpty());
}

void TestClientSessionClosing::bothAtOnce()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(Opcode::Close, encodeClosePayload(1001, {}));
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(client.record().clean);
    QCOMPARE(client.record().closeCode, quint16(1001));
    QCOMPARE(server.frames.size(), 1);
}

void TestClientSessionClosing::noAnswerToOurClose()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false, std::chrono::milliseconds(200)));
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(!client.record().clean);
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
    QCOMPARE(client.record().closeCode, AbnormalClosure);
    QVERIFY2(client.lastRow().text.contains(QStringLiteral("200 ms")), qPrintable(client.lastRow().text));
    QTRY_VERIFY(server.clientEnded());
}

void TestClientSessionClosing::tcpStaysOpen()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false, std::chrono::milliseconds(200)));
    server.send(Opcode::Close, encodeClosePayload(1000, {}));
    QTRY_COMPARE(client.closed, 1); // though the server never ends TCP
    QVERIFY(client.record().clean);
    QTRY_VERIFY(server.clientEnded());
}

void TestClientSessionClosing::anotherCodeIsAnswered()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false));
    client.session()->closeConnection(client.connection(), 3001, {});
    QTRY_COMPARE(server.payloads(Opcode::Close), QList<QByteArray>{encodeClosePayload(3001, {})});
    server.send(Opcode::Close, encodeClosePayload(1000, {}));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
    QCOMPARE(client.record().closeCode, 1000); // RFC 6455 §7.1.5: the one received
    const QString said = client.lastRow().text;
    QVERIFY2(said.startsWith(QStringLiteral("Closed by us, 3001")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("the peer answered 1000 Normal Closure")), qPrintable(said));
}

void TestClientSessionClosing::endWithoutClose()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.record().closeCode, AbnormalClosure);
    QCOMPARE(client.record().closedBy, ClosedBy::Peer);
    QCOMPARE(client.lastRow().row.kind, EntryKind::Closed);
    client.session()->sendText(client.connection(), QStringLiteral("nobody there"));
    QTRY_COMPARE(client.sent.size(), 1);
    QVERIFY(!client.sent.first().error.isEmpty());
}

void TestClientSessionClosing::cancelCloses()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->cancel();
    QTRY_COMPARE(server.payloads(Opcode::Close), QList<QByteArray>{encodeClosePayload(1000, {})});
}

void TestClientSessionClosing::releaseSays1001()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QVERIFY(client.release());
    QTRY_COMPARE(server.payloads(Opcode::Close), QList<QByteArray>{encodeClosePayload(1001, {})});
    QTRY_VERIFY(server.clientEnded());
    QCOMPARE(client.record().state, ConnectionState::Closed);
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
}

void TestClientSessionClosing::reconnects()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const ConnectionId first = client.connection();
    client.session()->rename(QStringLiteral("other"));
    client.open(server.address()); // closes the first one, properly
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QCOMPARE(server.connections(), 1);
    server.send(Opcode::Close, encodeClosePayload(1000, {}));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.opened, 2);
    QVERIFY(client.connection() != first);
    QCOMPARE(client.record(first).state, ConnectionState::Closed);
    QCOMPARE(client.record(first).sessionName, QStringLiteral("test"));
    QCOMPARE(client.record().sessionName, QStringLiteral("other"));
    QCOMPARE(client.record().session, client.record(first).session);
    client.session()->sendText(first, QStringLiteral("to the old one"));
    client.session()->sendText(client.connection(), QStringLiteral("to the new one"));
    QTRY_COMPARE(server.payloads(Opcode::Text), QList<QByteArray>{"to the new one"});
    QVERIFY(!client.sent.first().error.isEmpty());
}

/// What the peer still takes keeps a close going, but nobody waits for that who wants another connection.
void TestClientSessionClosing::reconnectsThoughThePeerReadsSlowly()
{
    ScriptedServer slow;
    ScriptedServer other;
    ClientHarness client;
    QVERIFY(open(client, slow, false, std::chrono::milliseconds(200)));
    slow.stopReading();
    slow.socket()->setReadBufferSize(64 << 10);
    QTimer reading;
    reading.setInterval(20);
    connect(&reading, &QTimer::timeout, this, [&slow] {
        if (slow.socket() != nullptr)
            slow.socket()->read(64 << 10);
    });
    reading.start();
    client.session()->sendBinary(client.connection(), QByteArray(32 << 20, 's'), 1);
    QTRY_COMPARE(client.sent.size(), 1);
    other.acceptAll();
    client.open(other.address());
    QTRY_COMPARE(client.opened, 2);
    QVERIFY(client.isOpen());
    QCOMPARE(client.closed, 1);
}

QTEST_GUILESS_MAIN(TestClientSessionClosing)
#include "tst_clientsession_closing.moc"
