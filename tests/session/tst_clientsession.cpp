// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// A session's life: opening, messages, control frames, closing from either side, one connection after the other.
class TestClientSession final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void opensEchoesAndCloses();
};

void TestClientSession::opensEchoesAndCloses()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address(QStringLiteral("/chat?x=1")));
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());

    server.send(Opcode::Text, "hello");
    server.send(Opcode::Binary, QByteArray("\x00\xff", 2));
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.payloads(Opcode::Text), QList<QByteArray>{"hello"});
    QCOMPARE(server.payloads(Opcode::Binary), (QList<QByteArray>{QByteArray("\x00\xff", 2)}));

    client.session()->closeConnection(client.connection(), 1000, QStringLiteral("done"), 7);
    QTRY_COMPARE(server.payloads(Opcode::Close), QList<QByteArray>{QByteArray("\x03\xe8", 2) + "done"});
    server.send(Opcode::Close, QByteArray("\x03\xe8", 2));
    QTRY_COMPARE(client.states.last(), SessionState::Closing);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);

    const ConnectionRecord record = client.record();
    QCOMPARE(record.state, ConnectionState::Closed);
    QCOMPARE(record.closedBy, ClosedBy::Us);
    QCOMPARE(record.closeCode, quint16(1000));
    QVERIFY(record.clean);
    QVERIFY(record.rawRequest.startsWith("GET /chat?x=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
    QCOMPARE(record.rawResponse, server.acceptHead());
    QCOMPARE(record.verdict.outcome(), Outcome::Pass);
    QCOMPARE(client.frames(Direction::Received).size(), 3);
    QCOMPARE(client.frames(Direction::Sent).size(), 3);
}

QTEST_GUILESS_MAIN(TestClientSession)
#include "tst_clientsession.moc"
