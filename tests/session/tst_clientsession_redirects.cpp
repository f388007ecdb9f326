// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace handglass;

/// Redirects on the wire: each hop a connection of its own, the credentials where they belong.
class TestClientSessionRedirects final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void follows_data();
    void follows();
    void aChain();
    void theBound();
    void aLoop();
    void notUnlessAsked();
    void anUnusableLocation();
    void credentialsStay();
    void credentialsGoAlong();
    void cancelOnTheWay();
    void aHopThatFails();
};

namespace {

QByteArray redirect(int status, const QString &location)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Moved\r\nLocation: " + location.toUtf8()
        + "\r\nContent-Length: 0\r\n\r\n";
}

ClientOptions following(const QString &address)
{
    ClientOptions options = ClientHarness::options(address);
    options.redirects.follow = true;
    return options;
}

} // namespace

void TestClientSessionRedirects::follows_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestClientSessionRedirects::follows()
{
    QFETCH(int, status);
    ScriptedServer first;
    ScriptedServer second;
    second.acceptAll();
    ClientHarness client;
    QSignalSpy redirected(client.session(), &ClientSession::redirected);
    client.session()->open(following(first.address()));
    QTRY_VERIFY(first.hasRequest());
    first.send(redirect(status, second.address(QStringLiteral("/there?x=1"))));
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.refused, QStringList());
    QVERIFY(!client.states.contains(SessionState::Idle));
    QCOMPARE(redirected.size(), 1);
    QCOMPARE(redirected.first().last().toString(), second.address(QStringLiteral("/there?x=1")));
    QTRY_VERIFY(first.clientEnded());
    QCOMPARE(second.request().target, QByteArray("/there?x=1"));
    QCOMPARE(second.request().value("Host"), QByteArray("127.0.0.1:") + QByteArray::number(second.serverPort()));

    const ConnectionRecord there = client.record();
    QCOMPARE(there.url, second.address(QStringLiteral("/there?x=1")));
    QCOMPARE(there.reason, Reason::Redirect);
    QCOMPARE(there.attempt, 1);
    const ConnectionRecord here = client.record(there.previous);
    QVERIFY(here.id < there.id);
    QCOMPARE(here.session, there.session);
    QCOMPARE(here.reason, Reason::Asked);
    QCOMPARE(here.state, ConnectionState::Failed);
    QVERIFY(here.rawResponse.contains("Location: "));
    QVERIFY(here.failure.fact.contains(QStringLiteral("got %1 Moved").arg(status)));
    QCOMPARE(here.failure.suggestion, QStringLiteral("The redirect was followed: see the next connection."));
}

void TestClientSessionRedirects::aChain()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server] {
        const int number = server.request().target.mid(1).toInt();
        number < 5 ? server.send(redirect(307, QString::number(number + 1))) : server.accept();
    });
    ClientHarness client;
    client.session()->open(following(server.address(QStringLiteral("/1"))));
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(server.connections(), 5);
    ConnectionRecord record = client.record();
    for (int hop = 4; hop > 0; --hop) {
        QCOMPARE(record.reason, Reason::Redirect);
        QCOMPARE(record.attempt, hop);
        QCOMPARE(record.url, server.address(QStringLiteral("/%1").arg(hop + 1)));
        record = client.record(record.previous);
    }
    QCOMPARE(record.reason, Reason::Asked);
    QCOMPARE(record.previous, 0);
}

void TestClientSessionRedirects::theBound()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server,
        [&server] { server.send(redirect(302, QStringLiteral("/%1").arg(server.connections()))); });
    ClientHarness client;
    ClientOptions options = following(server.address());
    options.redirects.most = 3;
    client.session()->open(options);
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.refused,
        QStringList{QStringLiteral("expected at most 3 redirect(s), got another to %1")
                        .arg(server.address(QStringLiteral("/4")))});
    QCOMPARE(server.connections(), 4);
    QCOMPARE(client.record().attempt, 3);
    QCOMPARE(client.rows().first().text, client.refused.first());
}

void TestClientSessionRedirects::aLoop()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server] {
        server.send(redirect(302, server.request().target == "/a" ? QStringLiteral("/b") : QStringLiteral("/a")));
    });
    ClientHarness client;
    client.session()->open(following(server.address(QStringLiteral("/a"))));
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(server.connections(), 2);
    QVERIFY(client.refused.first().endsWith(QStringLiteral(": a loop, RFC 9110 §15.4")));
}

void TestClientSessionRedirects::notUnlessAsked()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address(QStringLiteral("/a/b")));
    QTRY_VERIFY(server.hasRequest());
    server.send(redirect(301, QStringLiteral("../c")));
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(server.connections(), 1);
    const Failure failure = client.record().failure;
    QCOMPARE(failure.suggestion,
        QStringLiteral("Connect to %1 instead, or follow redirects (-L).").arg(server.address(QStringLiteral("/c"))));
    QVERIFY(failure.notCause.contains(QStringLiteral("not followed")));
}

void TestClientSessionRedirects::anUnusableLocation()
{
    ScriptedServer server;
    ClientHarness client;
    client.session()->open(following(server.address()));
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(
        client.refused, QStringList{QStringLiteral("expected 101 Switching Protocols, got 302 Found, RFC 6455 §4.1")});
    QCOMPARE(client.record().failure.cause,
        QStringLiteral("The answer is a redirect that cannot be followed: expected a Location in the answer 302, got "
                       "none, RFC 9110 §15.4."));
}

void TestClientSessionRedirects::credentialsStay()
{
    ScriptedServer first;
    ScriptedServer second;
    second.acceptAll();
    ClientHarness client;
    ClientOptions options = following(first.address());
    options.bearer = QStringLiteral("secret-token");
    options.headers = {{"Cookie", "id=secret"}, {"X-Trace", "7"}};
    client.session()->open(options);
    QTRY_VERIFY(first.hasRequest());
    QCOMPARE(first.request().value("Authorization"), QByteArray("Bearer secret-token"));
    first.send(redirect(302, second.address()));
    QTRY_VERIFY(client.isOpen());
    QVERIFY(!second.received().contains("secret"));
    QCOMPARE(second.request().value("X-Trace"), QByteArray("7"));
    const QString said = QStringLiteral("Sent to %1 and to no other server: the token, the header Cookie.")
                             .arg(first.address().chopped(1));
    QCOMPARE(client.record(client.record().previous).failure.notCause, said);
    QCOMPARE(client.rows().first().row.kind, EntryKind::Notice);
    QCOMPARE(client.rows().first().text, said);
}

void TestClientSessionRedirects::credentialsGoAlong()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = following(server.address());
    options.user = QStringLiteral("ann");
    options.password = QStringLiteral("pw");
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.send(redirect(302, QStringLiteral("/inside")));
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    QCOMPARE(server.request().value("Authorization"), "Basic " + QByteArray("ann:pw").toBase64());
    server.accept();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.rows().first().row.kind, EntryKind::Opened);
}

void TestClientSessionRedirects::cancelOnTheWay()
{
    ScriptedServer server;
    ClientHarness client;
    client.session()->open(following(server.address()));
    QTRY_VERIFY(server.hasRequest());
    server.send(redirect(302, QStringLiteral("/silent")));
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    client.session()->cancel();
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.record().failure.phase, FailurePhase::Cancelled);
    QCOMPARE(client.record().reason, Reason::Redirect);
}

void TestClientSessionRedirects::aHopThatFails()
{
    ScriptedServer server;
    ClientHarness client;
    client.session()->open(following(server.address()));
    QTRY_VERIFY(server.hasRequest());
    server.send(redirect(302, QStringLiteral("/gone")));
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    server.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(client.refused.size(), 1);
    QVERIFY(client.refused.first().contains(QStringLiteral("got 404 Not Found")));
}

QTEST_GUILESS_MAIN(TestClientSessionRedirects)
#include "tst_clientsession_redirects.moc"
