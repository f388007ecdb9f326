// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/handshake.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

class TestHandshake final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void acceptOfTheRfc();
    void requestInItsOrder();
    void usersHeadersReplaceOurs();
    void usersHeadersGoOutAsGiven();
    void response();
    void refusal();
    void refusalWithItsOwnLength();
    void refusalWithoutABody();
    void subprotocolErrors_data();
    void subprotocolErrors();
};

void TestHandshake::acceptOfTheRfc()
{
    // RFC 6455 §1.3 and §4.2.2 step 5.4.
    QCOMPARE(acceptDigest("dGhlIHNhbXBsZSBub25jZQ=="), QByteArray::fromHex("b37a4f2cc0624f1690f64606cf385945b2bec4ea"));
    QCOMPARE(acceptValue("dGhlIHNhbXBsZSBub25jZQ=="), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
}

void TestHandshake::requestInItsOrder()
{
    RequestSpec spec;
    spec.host = "server.example.com";
    spec.target = "/chat";
    spec.key = "dGhlIHNhbXBsZSBub25jZQ==";
    spec.origin = "http://example.com";
    spec.subprotocols = {QStringLiteral("chat"), QStringLiteral("superchat")};
    spec.extensions = "permessage-deflate";
    spec.userAgent = "Handglass/1.0";
    spec.headers = {{"X-One", "1"}};
    QCOMPARE(composeRequest(spec),
        QByteArray("GET /chat HTTP/1.1\r\n"
                   "Host: server.example.com\r\n"
                   "Upgrade: websocket\r\n"
                   "Connection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   "Sec-WebSocket-Version: 13\r\n"
                   "Origin: http://example.com\r\n"
                   "Sec-WebSocket-Protocol: chat, superchat\r\n"
                   "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                   "X-One: 1\r\n"
                   "User-Agent: Handglass/1.0\r\n"
                   "\r\n"));
}

void TestHandshake::usersHeadersReplaceOurs()
{
    RequestSpec spec;
    spec.host = "a";
    spec.target = "/";
    spec.key = "k";
    spec.userAgent = "Handglass/1.0";
    spec.headers = {{"X-One", "1"}, {"hOST", "b"}, {"user-agent", "mine"}, {"origin", "null"}, {"HOST", "c"}};
    QCOMPARE(composeRequest(spec),
        QByteArray("GET / HTTP/1.1\r\n"
                   "hOST: b\r\n"
                   "HOST: c\r\n"
                   "Upgrade: websocket\r\n"
                   "Connection: Upgrade\r\n"
                   "Sec-WebSocket-Key: k\r\n"
                   "Sec-WebSocket-Version: 13\r\n"
                   "origin: null\r\n"
                   "X-One: 1\r\n"
                   "user-agent: mine\r\n"
                   "\r\n"));
}

void TestHandshake::usersHeadersGoOutAsGiven()
{
    RequestSpec spec;
    spec.host = "a";
    spec.target = "/";
    spec.headers = {{"Cookie", "b=2"}, {"X-EMPTY", ""}, {"Cookie", "a=1"}, {"Connection", ""}, {"X", "caf\xE9 %1 "}};
    const QByteArray request = composeRequest(spec);
    QVERIFY(request.contains("Cookie: b=2\r\nX-EMPTY: \r\nCookie: a=1\r\nX: caf\xE9 %1 \r\n\r\n"));
    QVERIFY(request.contains("Upgrade: websocket\r\nConnection: \r\nSec-WebSocket-Version: 13\r\n"));
}

void TestHandshake::response()
{
    ResponseSpec spec;
    spec.key = "dGhlIHNhbXBsZSBub25jZQ==";
    spec.subprotocol = "chat";
    spec.headers = {{"Server", "x"}, {"connection", "keep-alive, Upgrade"}};
    QCOMPARE(composeResponse(spec),
        QByteArray("HTTP/1.1 101 Switching Protocols\r\n"
                   "Upgrade: websocket\r\n"
                   "connection: keep-alive, Upgrade\r\n"
                   "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                   "Sec-WebSocket-Protocol: chat\r\n"
                   "Server: x\r\n"
                   "\r\n"));
}

void TestHandshake::refusal()
{
    QCOMPARE(composeRefusal(426, "Upgrade Required", {{"Upgrade", "websocket"}}, "Hi\n"),
        QByteArray("HTTP/1.1 426 Upgrade Required\r\n"
                   "Upgrade: websocket\r\n"
                   "Content-Length: 3\r\n"
                   "Connection: close\r\n"
                   "\r\n"
                   "Hi\n"));
}

void TestHandshake::refusalWithItsOwnLength()
{
    QCOMPARE(composeRefusal(400, "Bad Request", {{"content-length", "9"}, {"CONNECTION", "Upgrade"}}, {}),
        QByteArray("HTTP/1.1 400 Bad Request\r\ncontent-length: 9\r\nCONNECTION: Upgrade\r\n\r\n"));
}

void TestHandshake::refusalWithoutABody()
{
    QCOMPARE(composeRefusal(204, "No Content", {}, "ignored"),
        QByteArray("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
}

void TestHandshake::subprotocolErrors_data()
{
    QTest::addColumn<QStringList>("subprotocols");
    QTest::addColumn<QString>("error");
    QTest::newRow("none") << QStringList() << QString();
    QTest::newRow("two") << QStringList{QStringLiteral("quotes.v2"), QStringLiteral("quotes.v1")} << QString();
    QTest::newRow("differ in case") << QStringList{QStringLiteral("a"), QStringLiteral("A")} << QString();
    QTest::newRow("empty") << QStringList{QString()}
                           << QStringLiteral("expected a subprotocol, got nothing, RFC 6455 §4.1");
    QTest::newRow("space") << QStringList{QStringLiteral("a b")}
                           << QStringLiteral(
                                  "expected a subprotocol of letters, digits and !#$%&'*+-.^_`|~, got “a b”, "
                                  "RFC 6455 §4.1");
    QTest::newRow("line break") << QStringList{QStringLiteral("a\r\nX: 1")}
                                << QStringLiteral("expected a subprotocol of letters, digits and !#$%&'*+-.^_`|~, got "
                                                  "“a\r\nX: 1”, RFC 6455 §4.1");
    QTest::newRow("twice") << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")}
                           << QStringLiteral("expected each subprotocol once, got “a” twice, RFC 6455 §4.1");
}

void TestHandshake::subprotocolErrors()
{
    QFETCH(QStringList, subprotocols);
    QFETCH(QString, error);
    QCOMPARE(subprotocolError(subprotocols), error);
}

QTEST_APPLESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
