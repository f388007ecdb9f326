// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/fullport.h"

#include <QScopeGuard>
#include <QTest>

using namespace handglass;

/// Name look-up, TCP, and cancelling: where a try ends before the request, it says where and why.
class TestClientSessionDialling final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void nobodyListens();
    void anUnknownName();
    void severalAddresses();
    void nobodyAnswers();
    void cancelBeforeTcp();
    void cancelBeforeTls();
    void cancelBeforeTheResponse();
    void openDuringATry();
    void releaseDuringATry();
};

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

void TestClientSessionDialling::nobodyListens()
{
    ClientHarness client;
    const quint16 port = freePort();
    client.open(QStringLiteral("ws://127.0.0.1:%1/").arg(port));
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(),
        QStringLiteral("expected a TCP connection to 127.0.0.1:%1, got connection refused: no program listens there")
            .arg(port));
    QTRY_COMPARE(client.states, (QList<SessionState>{SessionState::Tcp, SessionState::Idle}));
    const ConnectionRecord record = client.record();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(record.failure.phase, FailurePhase::Tcp);
    QVERIFY(!record.failure.suggestion.isEmpty());
    QCOMPARE(record.times.nameLookup, -1);
    QVERIFY(record.times.tcp > 0);
    QCOMPARE(record.times.upgrade, -1);
    QVERIFY(record.rawRequest.isEmpty());
}

void TestClientSessionDialling::anUnknownName()
{
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://nobody.invalid/"));
    options.timeouts.nameLookup = std::chrono::seconds(2);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().startsWith(QStringLiteral("expected an address of nobody.invalid, got no")),
        qPrintable(client.refused.first()));
    QCOMPARE(client.record().failure.phase, FailurePhase::NameLookup);
    QCOMPARE(client.record().times.tcp, -1);
}

void TestClientSessionDialling::severalAddresses()
{
    ScriptedServer server; // on 127.0.0.1 only; localhost may be ::1 too
    server.acceptAll();
    ClientHarness client;
    client.open(server.address().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost")));
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.states,
        (QList<SessionState>{SessionState::LookingUp, SessionState::Tcp, SessionState::Upgrading, SessionState::Open}));
    const ConnectionRecord record = client.record();
    QVERIFY(record.times.nameLookup > 0);
    QCOMPARE(record.peerAddress, QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
    QCOMPARE(record.localAddress, QStringLiteral("127.0.0.1:%1").arg(server.socket()->peerPort()));
    QCOMPARE(server.request().value("Host"), "localhost:" + QByteArray::number(server.serverPort()));
}

void TestClientSessionDialling::nobodyAnswers()
{
    const FullPort port;
    ClientHarness client;
    ClientOptions options = client.options(port.address());
    options.timeouts.tcp = std::chrono::milliseconds(200);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().endsWith(QStringLiteral("got no answer within 0.2 s")),
        qPrintable(client.refused.first()));
    QCOMPARE(client.record().failure.phase, FailurePhase::Tcp);
}

void TestClientSessionDialling::cancelBeforeTcp()
{
    const FullPort port;
    ClientHarness client;
    client.open(port.address());
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Tcp);
    client.session()->cancel();
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.refused, QStringList{QStringLiteral("cancelled while waiting for TCP")});
    const ConnectionRecord record = client.record();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(record.failure.phase, FailurePhase::Cancelled);
    QCOMPARE(record.times.tcp, -1);
}

void TestClientSessionDialling::cancelBeforeTls()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address().replace(QStringLiteral("ws:"), QStringLiteral("wss:")));
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Tls);
    client.session()->cancel();
    QTRY_COMPARE(client.refused, QStringList{QStringLiteral("cancelled during the TLS handshake")});
    QTRY_VERIFY(server.clientEnded());
    QCOMPARE(client.record().failure.phase, FailurePhase::Cancelled);
    QVERIFY(client.record().times.tcp > 0);
}

void TestClientSessionDialling::cancelBeforeTheResponse()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    client.session()->cancel();
    QTRY_COMPARE(client.refused, QStringList{QStringLiteral("cancelled while waiting for the response")});
    QTRY_VERIFY(server.clientEnded());
    QCOMPARE(client.record().failure.phase, FailurePhase::Cancelled);
    QCOMPARE(client.record().rawRequest, server.request().raw);
    client.session()->cancel(); // nothing to cancel: nothing happens
    client.open(server.address());
    QTRY_COMPARE(server.connections(), 2);
    QCOMPARE(client.refused.size(), 1);
}

void TestClientSessionDialling::openDuringATry()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address(QStringLiteral("/first")));
    QTRY_VERIFY(server.hasRequest());
    server.acceptAll();
    client.open(server.address(QStringLiteral("/second")));
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(server.request().target, QByteArray("/second"));
    QCOMPARE(client.record(client.connection() - 1).failure.phase, FailurePhase::Cancelled);
    QCOMPARE(client.record().session, client.record(client.connection() - 1).session);
}

void TestClientSessionDialling::releaseDuringATry()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    QVERIFY(client.release());
    QTRY_VERIFY(server.clientEnded());
    QCOMPARE(client.record().failure.phase, FailurePhase::Cancelled);
}

QTEST_GUILESS_MAIN(TestClientSessionDialling)
#include "tst_clientsession_dialling.moc"
