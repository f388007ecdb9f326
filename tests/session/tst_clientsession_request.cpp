// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// What a user asks for crosses the wire as asked, or is refused with a sentence.
class TestClientSessionRequest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void optionsError_data();
    void optionsError();
    void badOptionsSendNothing();
    void headersCrossAsTheyAre();
    void bigHeaders();
    void credentials_data();
    void credentials();
    void subprotocols();
    void keepAliveUpgrade();
    void aRequestThatIsWrongOnPurpose();
    void anExtensionThatTheUserOffers();
};

void TestClientSessionRequest::optionsError_data()
{
    QTest::addColumn<ClientOptions>("options");
    QTest::addColumn<QString>("part");
    const ClientOptions good = ClientHarness::options(QStringLiteral("ws://127.0.0.1:1/"));
    const auto row = [&good](const char *name, const char *part, auto change) {
        ClientOptions options = good;
        change(options);
        QTest::newRow(name) << options << QString::fromUtf8(part);
    };
    row("CR LF in a value", "X-A", [](ClientOptions &o) { o.headers = {{"X-A", "1\r\nX-Evil: 2"}}; });
    row("NUL in a value", "X-A", [](ClientOptions &o) { o.headers = {{"X-A", QByteArray("a\0b", 3)}}; });
    row("a name that is no token", "X A", [](ClientOptions &o) { o.headers = {{"X A", "1"}}; });
    row("LF in Origin", "Origin", [](ClientOptions &o) { o.origin = "http://a\nb"; });
    row("subprotocol with a comma", "a,b", [](ClientOptions &o) { o.subprotocols = {QStringLiteral("a,b")}; });
    row("subprotocol twice", "twice", [](ClientOptions &o) {
        o.subprotocols = {QStringLiteral("a"), QStringLiteral("a")};
    });
    row("colon in the user name", "RFC 7617", [](ClientOptions &o) { o.user = QStringLiteral("a:b"); });
    row("control character in the password", "RFC 7617", [](ClientOptions &o) {
        o.user = QStringLiteral("a");
        o.password = QStringLiteral("b\n");
    });
    row("bearer with a space", "RFC 6750", [](ClientOptions &o) { o.bearer = QStringLiteral("a b"); });
    row("both kinds of credentials", "got both", [](ClientOptions &o) {
        o.user = QStringLiteral("a");
        o.bearer = QStringLiteral("b");
    });
    row("a space in the target", "RFC 9112", [](ClientOptions &o) { o.url.target = "/a b"; });
    row("CR LF in the target", "RFC 9112", [](ClientOptions &o) { o.url.target = "/\r\n"; });
    row("no host", "host", [](ClientOptions &o) { o.url.host.clear(); });
    row("good", "", [](ClientOptions &o) {
        o.headers = {{"X-A", "ä \t!"}, {"x-a", ""}};
        o.user = QStringLiteral("ä");
        o.password = QStringLiteral("a:b");
    });
}

void TestClientSessionRequest::optionsError()
{
    QFETCH(ClientOptions, options);
    QFETCH(QString, part);
    const QString error = ClientSession::optionsError(options);
    QCOMPARE(error.isEmpty(), part.isEmpty());
    QVERIFY2(error.contains(part), qPrintable(error));
}

void TestClientSessionRequest::badOptionsSendNothing()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.headers = {{"X-A", "1\r\nX-Evil: 2"}};
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(), ClientSession::optionsError(options));
    QCOMPARE(client.record().failure.phase, FailurePhase::Request);
    QCOMPARE(client.record().rawRequest, QByteArray());
    QCOMPARE(server.connections(), 0);
}

void TestClientSessionRequest::headersCrossAsTheyAre()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address(QStringLiteral("/a%20b?c=d")));
    options.headers = {{"x-LOWER", "1"}, {"Cookie", "a=b"}, {"Cookie", "c=d"}, {"host", "other.example"}};
    options.origin = "HTTP://Origin.Example";
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QByteArray expected =
        "GET /a%20b?c=d HTTP/1.1\r\nhost: other.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: @\r\nSec-WebSocket-Version: 13\r\nOrigin: HTTP://Origin.Example\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        "x-LOWER: 1\r\nCookie: a=b\r\nCookie: c=d\r\nUser-Agent: Handglass/";
    const QByteArray key = server.request().value("Sec-WebSocket-Key");
    QCOMPARE(QByteArray::fromBase64(key).size(), 16);
    expected.replace('@', key);
    QCOMPARE(server.request().raw.first(expected.size()), expected);
    QCOMPARE(client.record().rawRequest, server.request().raw);
}

void TestClientSessionRequest::bigHeaders()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.headers.append({"Cookie", "a=" + QByteArray(8192, 'c')});
    for (int i = 0; i < 150; ++i)
        options.headers.append({"X-Header", QByteArray::number(i)});
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(server.request().value("Cookie").size(), 8194);
    QCOMPARE(server.request().all("X-Header").size(), 150);
    QCOMPARE(client.record().verdict.outcome(), Outcome::Pass);
}

void TestClientSessionRequest::credentials_data()
{
    QTest::addColumn<QString>("inAddress");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("bearer");
    QTest::addColumn<QList<HeaderField>>("headers");
    QTest::addColumn<QByteArray>("authorization");
    const QString none;
    using Headers = QList<HeaderField>;
    QTest::newRow("none") << none << none << none << Headers() << QByteArray();
    QTest::newRow("basic") << none << QStringLiteral("Aladdin") << none << Headers()
                           << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    QTest::newRow("in the address") << QStringLiteral("Aladdin:open%20sesame@") << none << none << Headers()
                                    << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    QTest::newRow("bearer") << none << none << QStringLiteral("abc.def") << Headers() << QByteArray("Bearer abc.def");
    QTest::newRow("a header of the user's own") << none << QStringLiteral("Aladdin") << none
                                                << Headers{{"authorization", "Digest x"}} << QByteArray("Digest x");
}

void TestClientSessionRequest::credentials()
{
    QFETCH(QString, inAddress);
    QFETCH(QString, user);
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options =
        client.options(server.address().replace(QStringLiteral("//"), QStringLiteral("//") + inAddress));
    options.user = user;
    options.password = user.isEmpty() ? QString() : QStringLiteral("open sesame");
    options.bearer = *static_cast<QString *>(QTest::qData("bearer", qMetaTypeId<QString>()));
    options.headers = *static_cast<QList<HeaderField> *>(QTest::qData("headers", qMetaTypeId<QList<HeaderField>>()));
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QTEST(server.request().value("Authorization"), "authorization");
    QVERIFY(server.request().all("Authorization").size() <= 1);
    QCOMPARE(client.record().url, server.address());
}

void TestClientSessionRequest::subprotocols()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.subprotocols = {QStringLiteral("v2.chat"), QStringLiteral("v1.chat")};
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    QCOMPARE(server.request().value("Sec-WebSocket-Protocol"), QByteArray("v2.chat, v1.chat"));
    server.accept("Sec-WebSocket-Protocol: v1.chat\r\n");
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.record().offeredSubprotocols, options.subprotocols);
    QCOMPARE(client.record().subprotocol, QStringLiteral("v1.chat"));

    client.session()->open(options); // none chosen is the server's right
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    server.send(Opcode::Close, QByteArray("\x03\xe8", 2));
    server.socket()->disconnectFromHost();
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    server.accept();
    QTRY_COMPARE(client.opened, 2);
    QCOMPARE(client.record().subprotocol, QString());
}

void TestClientSessionRequest::keepAliveUpgrade()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send(server.acceptHead().replace("Connection: Upgrade", "connection: keep-alive, Upgrade"));
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.record().verdict.outcome(), Outcome::Pass);
}

void TestClientSessionRequest::aRequestThatIsWrongOnPurpose()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.headers = {{"Sec-WebSocket-Key", "short"}, {"Sec-WebSocket-Version", "8"}};
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen()); // what the server accepts is open
    QCOMPARE(server.request().all("Sec-WebSocket-Key").size(), 1);
    QCOMPARE(server.request().value("Sec-WebSocket-Version"), QByteArray("8"));
    QCOMPARE(client.record().verdict.outcome(), Outcome::Fail);
    server.send(Opcode::Text, "still works");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
}

void TestClientSessionRequest::anExtensionThatTheUserOffers()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.headers = {{"Sec-WebSocket-Extensions", "permessage-deflate, x-other"}};
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept("Sec-WebSocket-Extensions: x-other\r\n");
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().endsWith(QStringLiteral("got x-other")), qPrintable(client.refused.first()));
    QCOMPARE(client.record().extensions, QStringLiteral("x-other"));
}

QTEST_GUILESS_MAIN(TestClientSessionRequest)
#include "tst_clientsession_request.moc"
