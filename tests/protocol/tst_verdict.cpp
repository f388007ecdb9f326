// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/handshake.h"
#include "app/protocol/httphead.h"
#include "app/protocol/verdictjson.h"
#include "tests/support/failonwarnings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace handglass;

namespace {

HttpHead parse(HttpHeadReader::Kind kind, const QByteArray &raw)
{
    HttpHeadReader reader(kind);
    if (reader.feed(raw) != HttpHeadReader::State::Done)
        qWarning("not a head: %s", qPrintable(reader.error()));
    return reader.head();
}

HttpHead requestOf(const QByteArray &raw)
{
    return parse(HttpHeadReader::Kind::Request, raw);
}

HttpHead responseOf(const QByteArray &raw)
{
    return parse(HttpHeadReader::Kind::Response, raw);
}

const QByteArray Request = "GET /v2/stream HTTP/1.1\r\n"
                           "Host: quotes.example.net\r\n"
                           "Upgrade: websocket\r\n"
                           "Connection: Upgrade\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Protocol: quotes.v2, quotes.v1\r\n"
                           "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                           "\r\n";
const QByteArray Response = "HTTP/1.1 101 Switching Protocols\r\n"
                            "Upgrade: websocket\r\n"
                            "Connection: upgrade\r\n"
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                            "Sec-WebSocket-Protocol: quotes.v2\r\n"
                            "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                            "\r\n";

QByteArray with(QByteArray head, const QByteArray &before, const QByteArray &after)
{
    if (!head.contains(before))
        qWarning("nothing to replace: %s", before.constData());
    return head.replace(before, after);
}

Check find(const QList<Check> &checks, const QByteArray &id)
{
    for (const Check &check : checks) {
        if (check.id == id)
            return check;
    }
    return {};
}

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestVerdict final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyRuleKept();
    void words();
    void oneRuleBroken_data();
    void oneRuleBroken();
    void legalVariants_data();
    void legalVariants();
    void warnings_data();
    void warnings();
    void refusalIsNotJudgedFurther();
    void refusalSentences_data();
    void refusalSentences();
    void linesOfTheHeads();
    void jsonAndBack();
    void brokenOnPurpose();
    void jsonOfAnyText();
    void foreignJson();
    void emptyVerdict();
};

void TestVerdict::everyRuleKept()
{
    const Verdict verdict = judge(requestOf(Request), responseOf(Response));
    const QByteArrayList ids{"status", "http-version", "upgrade", "connection", "accept", "subprotocol", "extensions",
        "repeated-headers", "method", "request-version", "host", "request-upgrade", "request-connection", "key",
        "version", "request-extensions", "request-repeated-headers"};
    QByteArrayList got;
    for (const Check &check : verdict.checks) {
        got.append(check.id);
        QCOMPARE(check.outcome, Outcome::Pass);
        QVERIFY2(!check.rule.isEmpty() && !check.expected.isEmpty() && !check.got.isEmpty(), check.id.constData());
        QVERIFY2(check.section.startsWith(u("RFC ")), check.id.constData());
        QCOMPARE(check.onResponse, ids.indexOf(check.id) < 8);
    }
    QCOMPARE(got, ids);
    QCOMPARE(verdict.outcome(), Outcome::Pass);
    QCOMPARE(verdict.failure(), QString());
    QCOMPARE(verdict.summary(), u("Handshake accepted: 17 of 17 rules kept"));
}

void TestVerdict::words()
{
    const QList<Check> checks = judge(requestOf(Request), responseOf(Response)).checks;
    QCOMPARE(find(checks, "connection").expected, u("a token “upgrade”"));
    QCOMPARE(find(checks, "connection").got, u("upgrade"));
    QCOMPARE(find(checks, "accept").rule, u("Sec-WebSocket-Accept"));
    QCOMPARE(find(checks, "accept").expected, u("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(find(checks, "accept").got, u("the same"));
    QCOMPARE(find(checks, "subprotocol").expected, u("one of 2 offered"));
    QCOMPARE(find(checks, "subprotocol").got, u("quotes.v2, the first"));
    QCOMPARE(find(checks, "extensions").expected, u("only offered ones"));
    QCOMPARE(find(checks, "extensions").got, u("permessage-deflate"));
    QCOMPARE(find(checks, "repeated-headers").got, u("none"));
    QCOMPARE(find(checks, "key").expected, u("16 bytes in base64"));
    QCOMPARE(find(checks, "key").got, u("16 bytes"));
    QCOMPARE(find(checks, "version").got, u("13"));
}

void TestVerdict::oneRuleBroken_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QString>("sentence");
    const auto response = [](const char *name, const char *id, const QByteArray &before, const QByteArray &after,
                              const char *sentence) {
        QTest::newRow(name) << QByteArray(id) << Request << with(Response, before, after) << u(sentence);
    };
    const auto request = [](const char *name, const char *id, const QByteArray &before, const QByteArray &after,
                             const char *sentence) {
        QTest::newRow(name) << QByteArray(id) << with(Request, before, after) << Response << u(sentence);
    };

    response("HTTP/1.0", "http-version", "HTTP/1.1", "HTTP/1.0",
        "expected HTTP/1.1 or higher, got HTTP/1.0, RFC 6455 §4.2.2");
    response(
        "no Upgrade", "upgrade", "Upgrade: websocket\r\n", "", "expected Upgrade websocket, got none, RFC 6455 §4.1");
    response("other Upgrade", "upgrade", "Upgrade: websocket", "Upgrade: h2c",
        "expected Upgrade websocket, got h2c, RFC 6455 §4.1");
    response("Upgrade list", "upgrade", "Upgrade: websocket", "Upgrade: websocket, h2c",
        "expected Upgrade websocket, got websocket, h2c, RFC 6455 §4.1");
    response("Upgrade twice", "upgrade", "Upgrade: websocket", "Upgrade: websocket\r\nUpgrade: websocket",
        "expected Upgrade websocket, got websocket, websocket, RFC 6455 §4.1");
    response("no Connection", "connection", "Connection: upgrade\r\n", "",
        "expected Connection with a token “upgrade”, got none, RFC 6455 §4.1");
    response("Connection without the token", "connection", "Connection: upgrade", "Connection: keep-alive, upgraded",
        "expected Connection with a token “upgrade”, got keep-alive, upgraded, RFC 6455 §4.1");
    response("no Accept", "accept", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", "",
        "expected Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, got none, RFC 6455 §4.1");
    response("empty Accept", "accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "",
        "expected Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, got an empty value, RFC 6455 §4.1");
    response("wrong Accept", "accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "HSmrc0sMlYUkAGmm5OPpG2HaGWk=",
        "expected Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, got HSmrc0sMlYUkAGmm5OPpG2HaGWk=, RFC 6455 §4.1");
    response("Accept in other case", "accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "expected Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, got S3pPLMBiTxaQ9kYGzzhZRbK+xOo=, RFC 6455 §4.1");
    response("foreign subprotocol", "subprotocol", "Protocol: quotes.v2", "Protocol: chat",
        "expected one of quotes.v2, quotes.v1, got subprotocol chat, RFC 6455 §4.1");
    response("two subprotocols", "subprotocol", "Protocol: quotes.v2", "Protocol: quotes.v2, quotes.v1",
        "expected one of quotes.v2, quotes.v1, got subprotocol quotes.v2, quotes.v1, RFC 6455 §4.1");
    response("subprotocol in other case", "subprotocol", "Protocol: quotes.v2", "Protocol: Quotes.V2",
        "expected one of quotes.v2, quotes.v1, got subprotocol Quotes.V2, RFC 6455 §4.1");
    response("empty subprotocol", "subprotocol", "Protocol: quotes.v2",
        "Protocol:", "expected one of quotes.v2, quotes.v1, got subprotocol an empty value, RFC 6455 §4.1");
    response("foreign extension", "extensions", "permessage-deflate", "permessage-deflate, x-foo; bar=1",
        "expected no extension but the offered permessage-deflate, got x-foo, RFC 6455 §4.1");
    const auto parameters = [&response](const char *name, const QByteArray &list, const char *sentence) {
        response(name, "extensions", "permessage-deflate", "permessage-deflate" + list, sentence);
    };
    parameters("a parameter that permessage-deflate does not have", "; level=9",
        "expected a parameter that permessage-deflate has, got “level”, RFC 7692 §7");
    parameters("a parameter twice", "; server_no_context_takeover; server_no_context_takeover",
        "expected each parameter of permessage-deflate once, got “server_no_context_takeover” twice, RFC 7692 §7");
    parameters("window bits out of range", "; client_max_window_bits=7",
        "expected client_max_window_bits of 8 to 15, without leading zeroes, got “7”, RFC 7692 §7.1.2.2");
    parameters("window bits without a value", "; client_max_window_bits",
        "expected client_max_window_bits of 8 to 15, without leading zeroes, got no value, RFC 7692 §7.1.2.2");
    parameters("permessage-deflate twice", ", permessage-deflate",
        "expected permessage-deflate once, got 2 times, RFC 7692 §5");
    parameters("malformed", "; =",
        "expected the name of a parameter, got “=” at character 21 of the value on line 6, RFC "
        "6455 §9.1");
    request("a parameter not honoured", "extensions", "permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover",
        "expected server_no_context_takeover, as it was offered, got none, RFC 7692 §7.1.1.1");
    request("malformed offer", "request-extensions", "client_max_window_bits", "client_max_window_bits, ;",
        "expected the name of an extension, got “;” at character 45 of the value on line 8, RFC 6455 §9.1");
    response("Accept twice", "repeated-headers", "Sec-WebSocket-Protocol",
        "Sec-WebSocket-Accept: x\r\nSec-WebSocket-Protocol",
        "expected Sec-WebSocket-Accept once, got 2 times, RFC 6455 §11.3.3");
    response("subprotocol twice", "repeated-headers", "Sec-WebSocket-Extensions",
        "sec-websocket-protocol: quotes.v1\r\nSec-WebSocket-Extensions",
        "expected Sec-WebSocket-Protocol once, got 2 times, RFC 6455 §11.3.4");
    request("subprotocol unasked", "subprotocol", "Sec-WebSocket-Protocol: quotes.v2, quotes.v1\r\n", "",
        "expected no subprotocol, as none was offered, got subprotocol quotes.v2, RFC 6455 §4.1");
    request("extension unasked", "extensions",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n", "",
        "expected no extension, as none was offered, got permessage-deflate, RFC 6455 §4.1");

    request("POST", "method", "GET", "POST", "expected GET, got POST, RFC 6455 §4.2.1");
    request("get", "method", "GET", "get", "expected GET, got get, RFC 6455 §4.2.1");
    request("request HTTP/1.0", "request-version", "HTTP/1.1", "HTTP/1.0",
        "expected HTTP/1.1 or higher, got HTTP/1.0, RFC 6455 §4.2.1");
    request("no Host", "host", "Host: quotes.example.net\r\n", "", "expected a Host header, got none, RFC 6455 §4.2.1");
    request("empty Host", "host", "Host: quotes.example.net",
        "Host:", "expected a Host header, got an empty value, RFC 6455 §4.2.1");
    request("request without Upgrade", "request-upgrade", "Upgrade: websocket\r\n", "",
        "expected Upgrade websocket, got none, RFC 6455 §4.2.1");
    request("request with other Upgrade", "request-upgrade", "Upgrade: websocket", "Upgrade: TLS/1.0",
        "expected Upgrade websocket, got TLS/1.0, RFC 6455 §4.2.1");
    request("request without the token", "request-connection", "Connection: Upgrade", "Connection: close",
        "expected Connection with a token “upgrade”, got close, RFC 6455 §4.2.1");
    request("short key", "key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j",
        "expected Sec-WebSocket-Key with 16 bytes in base64, got 15 bytes, RFC 6455 §4.2.1");
    request("long key", "key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZWU=",
        "expected Sec-WebSocket-Key with 16 bytes in base64, got 17 bytes, RFC 6455 §4.2.1");
    request("key that is no base64", "key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZ===",
        "expected Sec-WebSocket-Key with 16 bytes in base64, got “dGhlIHNhbXBsZSBub25jZ===”, which is not base64, "
        "RFC 6455 §4.2.1");
    request("key with a space", "key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBs ZSBub25jZQ=",
        "expected Sec-WebSocket-Key with 16 bytes in base64, got “dGhlIHNhbXBs ZSBub25jZQ=”, which is not base64, "
        "RFC 6455 §4.2.1");
    request("no key", "key", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "",
        "expected Sec-WebSocket-Key with 16 bytes in base64, got none, RFC 6455 §4.2.1");
    request("version 8", "version", "Version: 13", "Version: 8",
        "expected Sec-WebSocket-Version 13, got 8, RFC 6455 §4.2.1");
    request("version list", "version", "Version: 13", "Version: 13, 8",
        "expected Sec-WebSocket-Version 13, got 13, 8, RFC 6455 §4.2.1");
    request("no version", "version", "Sec-WebSocket-Version: 13\r\n", "",
        "expected Sec-WebSocket-Version 13, got none, RFC 6455 §4.2.1");
    request("Host twice", "request-repeated-headers", "Upgrade: websocket", "HOST: b\r\nUpgrade: websocket",
        "expected Host once, got 2 times, RFC 9112 §3.2");
    request("key twice", "request-repeated-headers", "Upgrade: websocket\r\n",
        "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "expected Sec-WebSocket-Key once, got 2 times, RFC 6455 §11.3.1");
    request("version twice", "request-repeated-headers", "Upgrade: websocket\r\n",
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
        "expected Sec-WebSocket-Version once, got 2 times, RFC 6455 §11.3.5");
}

void TestVerdict::oneRuleBroken()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(QString, sentence);
    const Verdict verdict = judge(requestOf(request), responseOf(response));
    const Check check = find(verdict.checks, id);
    QCOMPARE(check.outcome, Outcome::Fail);
    QCOMPARE(verdict.outcome(), Outcome::Fail);

    // The broken one alone, so that a failure before it (a missing key spoils the accept value, a malformed offer the
    // extensions) does not hide it.
    const Verdict alone{{check}};
    QCOMPARE(alone.failure(), sentence);
    if (id != "key" && id != "request-extensions") {
        QCOMPARE(verdict.count(Outcome::Fail), 1);
        QCOMPARE(verdict.failure(), sentence);
        QCOMPARE(verdict.summary(), u("1 rule failed, 16 kept"));
    }
}

void TestVerdict::legalVariants_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("keep-alive, Upgrade") << with(Request, "Connection: Upgrade", "Connection: keep-alive, Upgrade")
                                         << with(Response, "Connection: upgrade", "Connection: keep-alive, Upgrade");
    QTest::newRow("Connection on two lines")
        << with(Request, "Connection: Upgrade", "Connection: keep-alive\r\nconnection: UPGRADE")
        << with(Response, "Connection: upgrade", "connection: keep-alive\r\nCONNECTION: UPGRADE");
    QTest::newRow("other case") << with(Request, "Upgrade: websocket", "UPGRADE: WebSocket")
                                << with(Response, "Upgrade: websocket", "upgrade: WEBSOCKET");
    QTest::newRow("Upgrade list in the request")
        << with(Request, "Upgrade: websocket", "Upgrade: h2c, websocket") << Response;
    QTest::newRow("white space around Accept")
        << Request << with(Response, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "  s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \t");
    QTest::newRow("another reason") << Request << with(Response, "101 Switching Protocols", "101 Web Socket Handshake");
    QTest::newRow("no reason") << Request << with(Response, "101 Switching Protocols", "101");
    QTest::newRow("second subprotocol") << Request << with(Response, "quotes.v2", "quotes.v1");
    QTest::newRow("subprotocols on two lines")
        << with(Request, "quotes.v2, quotes.v1", "quotes.v1\r\nSec-WebSocket-Protocol: quotes.v2") << Response;
    QTest::newRow("no extension agreed") << Request
                                         << with(Response, "Sec-WebSocket-Extensions: permessage-deflate\r\n", "");
    QTest::newRow("extension with parameters")
        << Request << with(Response, "permessage-deflate", "permessage-deflate; server_no_context_takeover");
    QTest::newRow("the key of RFC 6455 §4.1")
        << with(Request, "dGhlIHNhbXBsZSBub25jZQ==", "AQIDBAUGBwgJCgsMDQ4PEC==")
        << with(Response, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", acceptValue("AQIDBAUGBwgJCgsMDQ4PEC=="));
    QTest::newRow("other headers twice") << with(Request, "Upgrade: websocket", "X: 1\r\nX: 2\r\nUpgrade: websocket")
                                         << with(Response, "Upgrade: websocket",
                                                "Set-Cookie: a\r\nSet-Cookie: b\r\nUpgrade: websocket");
}

void TestVerdict::legalVariants()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    const Verdict verdict = judge(requestOf(request), responseOf(response));
    QCOMPARE(verdict.failure(), QString());
    QCOMPARE(verdict.count(Outcome::Pass), 17);
}

void TestVerdict::warnings_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("no subprotocol chosen")
        << QByteArray("subprotocol") << Request << with(Response, "Sec-WebSocket-Protocol: quotes.v2\r\n", "");
    QTest::newRow("extensions on two lines")
        << QByteArray("repeated-headers") << with(Request, "permessage-deflate", "x-other, permessage-deflate")
        << with(Response, "Upgrade: websocket", "Sec-WebSocket-Extensions: x-other\r\nUpgrade: websocket");
    QTest::newRow("an offer to decline") << QByteArray("request-extensions")
                                         << with(Request, "client_max_window_bits",
                                                "client_max_window_bits, permessage-deflate; server_max_window_bits=16")
                                         << Response;
}

void TestVerdict::warnings()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    const Verdict verdict = judge(requestOf(request), responseOf(response));
    QCOMPARE(find(verdict.checks, id).outcome, Outcome::Warn);
    QCOMPARE(verdict.outcome(), Outcome::Warn);
    QCOMPARE(verdict.failure(), QString());
    QCOMPARE(verdict.summary(), u("Handshake accepted: 16 of 17 rules kept, 1 warning"));
}

void TestVerdict::refusalIsNotJudgedFurther()
{
    const Verdict verdict =
        judge(requestOf(Request), responseOf("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
    QCOMPARE(verdict.summary(), u("1 rule failed, 7 not judged, 9 kept"));
    QCOMPARE(find(verdict.checks, "accept").outcome, Outcome::NotJudged);
    QCOMPARE(find(verdict.checks, "accept").expected, u("–"));
    QCOMPARE(find(verdict.checks, "accept").got, u("not judged"));
    QCOMPARE(find(verdict.checks, "key").outcome, Outcome::Pass);
}

void TestVerdict::refusalSentences_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QString>("got");
    QTest::newRow("200") << QByteArray("200 OK") << u("200 OK");
    QTest::newRow("301") << QByteArray("301 Moved Permanently") << u("301 Moved Permanently");
    QTest::newRow("401") << QByteArray("401 Unauthorized") << u("401 Unauthorized");
    QTest::newRow("no reason") << QByteArray("503") << u("503");
    QTest::newRow("empty reason") << QByteArray("503 ") << u("503");
    QTest::newRow("percent signs") << QByteArray("400 %1 %2 %3") << u("400 %1 %2 %3");
    QTest::newRow("UTF-8") << QByteArray("403 Nö") << u("403 Nö");
    QTest::newRow("Latin-1") << QByteArray("403 N\xF6") << u("403 Nö");
}

void TestVerdict::refusalSentences()
{
    QFETCH(QByteArray, status);
    QFETCH(QString, got);
    const Verdict verdict = judge(requestOf(Request), responseOf("HTTP/1.1 " + status + "\r\n\r\n"));
    QCOMPARE(verdict.failure(), u("expected 101 Switching Protocols, got ") + got + u(", RFC 6455 §4.1"));
}

void TestVerdict::linesOfTheHeads()
{
    const QList<Check> checks = judge(requestOf(Request), responseOf(Response)).checks;
    QCOMPARE(find(checks, "status").responseLine, 1);
    QCOMPARE(find(checks, "accept").responseLine, 4);
    QCOMPARE(find(checks, "accept").requestLine, 5);
    QCOMPARE(find(checks, "subprotocol").responseLine, 5);
    QCOMPARE(find(checks, "subprotocol").requestLine, 7);
    QCOMPARE(find(checks, "extensions").responseLine, 6);
    QCOMPARE(find(checks, "extensions").requestLine, 8);
    QCOMPARE(find(checks, "host").requestLine, 2);
    QCOMPARE(find(checks, "host").responseLine, 0);
    const QByteArray bare = with(Response, "Sec-WebSocket-Extensions: permessage-deflate\r\n", "");
    QCOMPARE(find(judge(requestOf(Request), responseOf(bare)).checks, "extensions").responseLine, 0);
}

void TestVerdict::brokenOnPurpose()
{
    Verdict verdict;
    verdict.checks.resize(4);
    verdict.checks[0].outcome = Outcome::Fail;
    verdict.checks[0].got = u("nothing");
    verdict.checks[1].outcome = Outcome::Warn;
    verdict.checks[3].outcome = Outcome::Fail;
    verdict.checks[3].onResponse = false;
    verdict.setOnPurpose();
    QCOMPARE(verdict.checks[0].outcome, Outcome::Warn);
    QCOMPARE(verdict.checks[0].got, u("nothing, made on purpose"));
    QVERIFY(!verdict.checks[1].onPurpose);
    QCOMPARE(verdict.checks[3].outcome, Outcome::Fail); // the client's own
    QCOMPARE(verdict.summary(), u("1 rule broken on purpose, 1 rule failed, 1 kept, 1 warning"));
    verdict.checks.removeLast();
    QCOMPARE(verdict.summary(), u("1 rule broken on purpose, 1 kept, 1 warning"));
    QVERIFY(Verdict::fromJson(verdict.toJson()).checks[0].onPurpose);
    QVERIFY(!verdict.toJson().at(1).toObject().contains(u("onPurpose")));
}

void TestVerdict::jsonAndBack()
{
    const Verdict verdict = judge(requestOf(Request), responseOf(with(Response, "quotes.v2", "chat")));
    const QByteArray text = QJsonDocument(verdict.toJson()).toJson();
    const Verdict back = Verdict::fromJson(QJsonDocument::fromJson(text).array());
    QCOMPARE(back.checks.size(), verdict.checks.size());
    for (qsizetype i = 0; i < back.checks.size(); ++i) {
        const Check &a = back.checks.at(i);
        const Check &b = verdict.checks.at(i);
        QCOMPARE(a.id, b.id);
        QCOMPARE(a.onResponse, b.onResponse);
        QCOMPARE(a.outcome, b.outcome);
        QCOMPARE(a.rule, b.rule);
        QCOMPARE(a.expected, b.expected);
        QCOMPARE(a.got, b.got);
        QCOMPARE(a.section, b.section);
        QCOMPARE(a.requestLine, b.requestLine);
        QCOMPARE(a.responseLine, b.responseLine);
    }
    QCOMPARE(back.failure(), verdict.failure());
}

/// Whatever stands in a head: as Qt writes it, and nothing of it is lost.
void TestVerdict::jsonOfAnyText()
{
    QString text = u("ü \u20ac ");
    for (char16_t unit = 0; unit < 0x100; ++unit)
        text += QChar(unit);
    text += QString::fromUcs4(U"\U0001F600", 1);
    Verdict verdict = judge(requestOf(Request), responseOf(Response));
    verdict.checks[0].got = text;
    verdict.checks[1].expected = text;
    verdict.checks[1].onPurpose = true;
    const QByteArray json = verdictJson(verdict);
    QCOMPARE(json, QJsonDocument(verdict.toJson()).toJson(QJsonDocument::Compact));
    const Verdict back = Verdict::fromJson(QJsonDocument::fromJson(json).array());
    QCOMPARE(back.checks.size(), verdict.checks.size());
    QCOMPARE(back.checks[0].got, text);
    QCOMPARE(back.checks[1].expected, text);
    QCOMPARE(verdictJson({}), QByteArray());
}

void TestVerdict::foreignJson()
{
    const auto json = QJsonDocument::fromJson(R"([1, {"id": "x", "outcome": "great"}, null])").array();
    const Verdict verdict = Verdict::fromJson(json);
    QCOMPARE(verdict.checks.size(), 3);
    QCOMPARE(verdict.outcome(), Outcome::NotJudged);
    QCOMPARE(verdict.checks.at(1).id, QByteArray("x"));
}

void TestVerdict::emptyVerdict()
{
    const Verdict verdict;
    QCOMPARE(verdict.outcome(), Outcome::NotJudged);
    QCOMPARE(verdict.summary(), u("No rule judged"));
    QCOMPARE(verdict.failure(), QString());
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
