// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/session/cookiejar.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// Cookies on the wire: set by any answer, sent again, never merged into the user's own header.
class TestClientSessionCookies final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void setByA101();
    void setByARefusal();
    void theUsersHeaderWins();
    void aRejectedOneIsARow();
    void onTheWayOfARedirect();
    void aCookieBreaksTheLoop();
    void withoutAJar();
};

namespace {

ClientOptions withJar(const QString &address)
{
    ClientOptions options = ClientHarness::options(address);
    options.cookies = std::make_shared<CookieJar>();
    return options;
}

} // namespace

void TestClientSessionCookies::setByA101()
{
    ScriptedServer server;
    ClientHarness client;
    const ClientOptions options = withJar(server.address(QStringLiteral("/chat")));
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    QVERIFY(!server.request().has("Cookie"));
    server.accept("Set-Cookie: a=1\r\nSet-Cookie: b=2; Path=/other\r\nSet-Cookie: c=3; Secure\r\n");
    QTRY_VERIFY(client.isOpen());
    client.session()->open(options);
    QTRY_VERIFY(server.payloads(Opcode::Close).size() == 1);
    server.send(Opcode::Close, "\x03\xE8");
    server.socket()->disconnectFromHost();
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    QCOMPARE(server.request().all("Cookie").size(), 1);
    QCOMPARE(server.request().value("Cookie"), QByteArray("a=1"));
    QCOMPARE(options.cookies->cookies().size(), 3);
}

void TestClientSessionCookies::setByARefusal()
{
    ScriptedServer server;
    ClientHarness client;
    const ClientOptions options = withJar(server.address());
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 403 Forbidden\r\nSet-Cookie: seen=yes\r\nContent-Length: 0\r\n\r\n");
    QTRY_VERIFY(client.isIdle());
    client.session()->open(options);
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    QCOMPARE(server.request().value("Cookie"), QByteArray("seen=yes"));
    server.accept();
    QTRY_VERIFY(client.isOpen());
    QVERIFY(client.record().rawRequest.contains("\r\nCookie: seen=yes\r\n"));
}

void TestClientSessionCookies::theUsersHeaderWins()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = withJar(server.address());
    options.cookies->take(options.url, [] {
        HttpHead head;
        head.fields.append({"Set-Cookie", "jar=1", 2});
        return head;
    }());
    options.headers = {{"cookie", "mine=1"}};
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    QCOMPARE(server.request().all("Cookie").size(), 1);
    QCOMPARE(server.request().value("Cookie"), QByteArray("mine=1"));
    QVERIFY(!server.received().contains("jar=1"));
}

void TestClientSessionCookies::aRejectedOneIsARow()
{
    ScriptedServer server;
    ClientHarness client;
    client.session()->open(withJar(server.address()));
    QTRY_VERIFY(server.hasRequest());
    server.accept("Set-Cookie: a=1; Domain=elsewhere.example\r\n");
    QTRY_VERIFY(client.isOpen());
    const Entry row = client.rows().first();
    QCOMPARE(row.row.kind, EntryKind::Notice);
    QCOMPARE(row.text,
        QStringLiteral(
            "A cookie was not kept: expected a Domain that 127.0.0.1 belongs to, got “elsewhere.example”, RFC "
            "6265 §5.3"));
}

void TestClientSessionCookies::onTheWayOfARedirect()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = withJar(server.address());
    options.redirects.follow = true;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 302 Found\r\nLocation: /in\r\nSet-Cookie: pass=1; Path=/in\r\nContent-Length: 0\r\n\r\n");
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    QCOMPARE(server.request().value("Cookie"), QByteArray("pass=1"));
}

/// A gate that redirects to the same address once its cookie is set.
void TestClientSessionCookies::aCookieBreaksTheLoop()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server] {
        if (server.request().has("Cookie"))
            server.accept();
        else
            server.send("HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: pass=1\r\nContent-Length: 0\r\n\r\n");
    });
    ClientHarness client;
    ClientOptions options = withJar(server.address());
    options.redirects.follow = true;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(server.connections(), 2);
}

void TestClientSessionCookies::withoutAJar()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept("Set-Cookie: a=1; Domain=elsewhere.example\r\n");
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.rows().first().row.kind, EntryKind::Opened);
}

QTEST_GUILESS_MAIN(TestClientSessionCookies)
#include "tst_clientsession_cookies.moc"
