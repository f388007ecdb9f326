// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientrefusal.h"

#include "app/protocol/handshake.h"
#include "app/tap/statusexplain.h"
#include "tests/support/failonwarnings.h"

#include <QDateTime>
#include <QTest>

using namespace handglass;

/// What each answer that does not open the connection tells of cause, remedy and evidence.
class TestClientRefusal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void statuses_data();
    void statuses();
    void retryAfter_data();
    void retryAfter();
    void retryAfterOnAnotherDay();
    void waits_data();
    void waits();
    void openings_data();
    void openings();
    void longLinesAreCut();
    void aRightAnswerIsNone();
};

namespace {

constexpr qint64 Now = 1'700'000'000;
constexpr QByteArrayView Key = "dGhlIHNhbXBsZSBub25jZQ==";

HttpHead read(HttpHeadReader::Kind kind, const QByteArray &text)
{
    HttpHeadReader reader(kind, {1 << 20, 100});
    reader.feed(text);
    return reader.head();
}

HttpHead request(const QByteArray &headers = {}, const QByteArray &version = "13")
{
    return read(HttpHeadReader::Kind::Request,
        "GET /path?q HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            + Key.toByteArray() + "\r\nSec-WebSocket-Version: " + version + "\r\n" + headers + "\r\n");
}

HttpHead response(const QByteArray &text)
{
    return read(HttpHeadReader::Kind::Response, "HTTP/1.1 " + text + "\r\n");
}

Failure refusal(const HttpHead &request, const HttpHead &response, const QByteArray &body = {})
{
    return refusalOf(judge(request, response), request, response, body);
}

} // namespace

void TestClientRefusal::statuses_data()
{
    QTest::addColumn<HttpHead>("asked");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("part"); // of cause, suggestion or notCause
    QTest::addColumn<QString>("evidence");
    const auto row = [](const char *name, const HttpHead &asked, const QByteArray &answer, const char *part,
                         const char *evidence, const QByteArray &body = {}) {
        QTest::newRow(name) << asked << answer << body << QString::fromUtf8(part) << QString::fromUtf8(evidence);
    };
    row("200", request(), "200 OK\r\n", "plain page request", "HTTP/1.1 200 OK");
    row("302", request(), "302 Found\r\nlocation: /x\r\n", "", "HTTP/1.1 302 Found\nlocation: /x");
    row("400", request(), "400 Bad Request\r\n", "keeps every rule", "HTTP/1.1 400 Bad Request");
    row("400, as it should be", request({}, "12"), "400 Bad Request\r\n",
        "The request breaks a rule itself: expected "
        "Sec-WebSocket-Version 13, got 12",
        "HTTP/1.1 400 Bad Request");
    row("400 of a TLS port", request(), "400 Bad Request\r\n", "Connect with wss://",
        "HTTP/1.1 400 Bad Request\nClient sent an HTTP request to an HTTPS server.",
        "Client sent an HTTP request to an HTTPS server.\n");
    row("400 of a mock that serves TLS", request(), "400 Bad Request\r\n", "Connect with wss://",
        "expected a TLS handshake, got a request in clear: this port speaks wss://, not ws://",
        "expected a TLS handshake, got a request in clear: this port speaks wss://, not ws://\n");
    row("401 Basic", request(), "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n",
        "The server asks for Basic for “x”.|Give user and password in the request options (--auth).",
        "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"");
    row("401 several", request(),
        "401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=a, Bearer\r\n",
        "Negotiate, Basic for “a”, Bearer|user and password, or a bearer token",
        "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Negotiate\nWWW-Authenticate: Basic realm=a, Bearer");
    row("401 Digest", request(), "401 Unauthorized\r\nWWW-Authenticate: Digest realm=a\r\n",
        "a whole header of yours for Digest", "Digest");
    row("401 with a token", request("Authorization: Bearer x\r\n"),
        "401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"expired\"\r\n",
        "It says invalid_token: “expired”.|The request carried credentials", "invalid_token");
    row("401 without a challenge", request(), "401 Unauthorized\r\n",
        "expected a WWW-Authenticate header, got none, RFC 9110 §15.5.2", "HTTP/1.1 401 Unauthorized");
    row("407", request(), "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=p\r\n",
        "A proxy on the way asks for Basic for “p”.|Give that proxy with user and password (--proxy)",
        "Proxy-Authenticate: Basic realm=p");
    row("403 with Origin", request("Origin: https://x.example\r\n"), "403 Forbidden\r\n",
        "check that this one is allowed: https://x.example|neither credentials nor cookies", "HTTP/1.1 403 Forbidden");
    row("403 without Origin", request("Cookie: a=1\r\n"), "403 Forbidden\r\n", "set one", "HTTP/1.1 403 Forbidden");
    row("404", request(), "404 Not Found\r\n", "knows nothing at /path?q|Host and port are right",
        "HTTP/1.1 404 Not Found");
    row("410", request(), "410 Gone\r\n", "/path?q is gone for good", "HTTP/1.1 410 Gone");
    row("405", request(), "405 Method Not Allowed\r\nAllow: POST, PUT\r\n", "This path takes POST, PUT only",
        "Allow: POST, PUT");
    row("421", request(), "421 Misdirected Request\r\n", "does not answer for the host that was asked: a.example",
        "421");
    row("426, other versions", request(),
        "426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8, 7\r\n",
        "The server speaks version 8, 7 of the WebSocket protocol, the request asked for 13, RFC 6455 §4.4.",
        "HTTP/1.1 426 Upgrade Required\nUpgrade: websocket\nSec-WebSocket-Version: 8, 7");
    row("426, version 13 on several lines", request({}, "14"),
        "426 Upgrade Required\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Version: 13\r\n",
        "speaks version 8, 13 of|asked for 14|Ask for version 13: take Sec-WebSocket-Version out",
        "Sec-WebSocket-Version: 13");
    row("426, the same version", request(),
        "426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
        "The version is not the cause: the request asked for 13.", "Sec-WebSocket-Version: 13");
    row("426, another protocol", request(), "426 Upgrade Required\r\nUpgrade: TLS/1.2, HTTP/1.1\r\n",
        "an upgrade to TLS/1.2, HTTP/1.1, not to websocket", "Upgrade: TLS/1.2, HTTP/1.1");
    row("426, websocket", request(), "426 Upgrade Required\r\nUpgrade: websocket\r\n",
        "may take Upgrade and Connection out", "Upgrade: websocket");
    row("426 alone", request(), "426 Upgrade Required\r\n", "expected an Upgrade header, got none, RFC 9110 §15.5.22",
        "426");
    row("400 with versions", request(), "400 Bad Request\r\nSec-WebSocket-Version: 25\r\n", "speaks version 25", "25");
    row("429", request(), "429 Too Many Requests\r\n", "asked too often|Try again later.", "429");
    row("431", request(), "431 Request Header Fields Too Large\r\n", "too large for the server", "431");
    row("500", request(), "500 Internal Server Error\r\nServer: x/1\r\n", "its own log says why", "Server: x/1");
    row("501", request(), "501 Not Implemented\r\n", "does not do what the request asks", "501");
    row("502", request(), "502 Bad Gateway\r\nVia: 1.1 edge\r\n", "A gateway answered", "Via: 1.1 edge");
    row("503", request(), "503 Service Unavailable\r\n", "overloaded|Try again later.", "503");
    row("504", request(), "504 Gateway Timeout\r\n", "did not answer it in time", "504");
    row("505", request(), "505 HTTP Version Not Supported\r\n", "does not take HTTP/1.1", "505");
    row("599", request(), "599 x\r\n", "Try again later.", "599");
    row("unknown", request(), "499 x\r\n", "", "HTTP/1.1 499 x");
}

void TestClientRefusal::statuses()
{
    QFETCH(HttpHead, asked);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, body);
    QFETCH(QString, part);
    QFETCH(QString, evidence);
    const Failure failure = refusal(asked, response(answer), body);
    QCOMPARE(failure.phase, FailurePhase::Verdict);
    QVERIFY(failure.fact.startsWith(QStringLiteral("expected 101 Switching Protocols, got ")));
    QCOMPARE(failure.section, QStringLiteral("RFC 6455 §4.1"));
    const QString told = failure.cause + QLatin1Char('|') + failure.suggestion + QLatin1Char('|') + failure.notCause;
    for (const QString &piece : part.split(QLatin1Char('|')))
        QVERIFY2(told.contains(piece), qPrintable(told));
    QVERIFY2(failure.evidence.contains(evidence), qPrintable(failure.evidence));
}

void TestClientRefusal::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("told");
    const QString at = QDateTime::fromSecsSinceEpoch(Now + 125).toString(QStringLiteral("HH:mm:ss"));
    QTest::newRow("seconds") << QByteArray("125")
                             << QStringLiteral("Try again at %1, in 2 min 5 s: the server asks for that.").arg(at);
    QTest::newRow("date") << QByteArray("Tue, 14 Nov 2023 22:15:25 GMT")
                          << QStringLiteral("Try again at %1, in 2 min 5 s: the server asks for that.").arg(at);
    QTest::newRow("over") << QByteArray("Tue, 14 Nov 2023 22:00:00 GMT")
                          << QStringLiteral("Try again now: the time that the server named is over.");
    QTest::newRow("unreadable") << QByteArray("a while")
                                << QStringLiteral("When to try again cannot be read: expected seconds or a date in "
                                                  "Retry-After, got “a while”, RFC 9110 §10.2.3.");
}

void TestClientRefusal::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, told);
    Failure failure;
    explainStatus({request(), response("503 Busy\r\nRetry-After: " + value + "\r\n"), {}, {}, Now}, failure);
    QVERIFY2((failure.cause + failure.suggestion).contains(told), qPrintable(failure.cause + failure.suggestion));
    QVERIFY(failure.evidence.contains(QStringLiteral("Retry-After: ") + QString::fromLatin1(value)));
}

void TestClientRefusal::retryAfterOnAnotherDay()
{
    Failure failure;
    explainStatus({request(), response("429 x\r\nRetry-After: 172800\r\n"), {}, {}, Now}, failure);
    const QString day = QDateTime::fromSecsSinceEpoch(Now + 172'800).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    QCOMPARE(failure.suggestion, QStringLiteral("Try again at %1, in 2 d: the server asks for that.").arg(day));
}

void TestClientRefusal::waits_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << 0LL << QStringLiteral("0 s");
    QTest::newRow("59") << 59LL << QStringLiteral("59 s");
    QTest::newRow("60") << 60LL << QStringLiteral("1 min");
    QTest::newRow("3599") << 3599LL << QStringLiteral("59 min 59 s");
    QTest::newRow("3600") << 3600LL << QStringLiteral("1 h");
    QTest::newRow("3725") << 3725LL << QStringLiteral("1 h 2 min");
    QTest::newRow("86400") << 86'400LL << QStringLiteral("1 d");
    QTest::newRow("100 years") << 3'155'760'000LL << QStringLiteral("36525 d");
}

void TestClientRefusal::waits()
{
    QFETCH(qint64, seconds);
    QTEST(waitText(seconds), "text");
}

void TestClientRefusal::openings_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("evidence");
    const QByteArray good = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray accept = "Sec-WebSocket-Accept: " + acceptValue(Key) + "\r\n";
    QTest::newRow("no Upgrade") << "Connection: Upgrade\r\n" + accept << QStringLiteral("RFC 6455 §4.1") << QString()
                                << QStringLiteral("HTTP/1.1 101 x");
    QTest::newRow("Connection") << "Upgrade: websocket\r\nConnection: close\r\n" + accept
                                << QStringLiteral("RFC 6455 §4.1") << QString() << QStringLiteral("Connection: close");
    QTest::newRow("wrong accept") << good + "Sec-WebSocket-Accept: nonsense\r\n"
                                  << QStringLiteral("RFC 6455 §4.1")
                                  << QStringLiteral("does not belong to this request's key")
                                  << QStringLiteral("Sec-WebSocket-Accept: nonsense");
    QTest::newRow("no accept") << good << QStringLiteral("RFC 6455 §4.1")
                               << QStringLiteral("did not prove that it understood")
                               << QStringLiteral("HTTP/1.1 101 x");
    QTest::newRow("subprotocol") << good + accept + "Sec-WebSocket-Protocol: chat\r\n"
                                 << QStringLiteral("RFC 6455 §4.1")
                                 << QStringLiteral("Offer the subprotocol that the server chose")
                                 << QStringLiteral("Sec-WebSocket-Protocol: chat");
}

void TestClientRefusal::openings()
{
    QFETCH(QByteArray, headers);
    QFETCH(QString, section);
    QFETCH(QString, part);
    QFETCH(QString, evidence);
    const Failure failure = refusal(request(), response("101 x\r\n" + headers));
    QCOMPARE(failure.phase, FailurePhase::Verdict);
    QCOMPARE(failure.section, section);
    QVERIFY(failure.fact.endsWith(section));
    QVERIFY2((failure.cause + failure.suggestion).contains(part), qPrintable(failure.cause));
    QCOMPARE(failure.evidence, evidence);
}

void TestClientRefusal::longLinesAreCut()
{
    const Failure failure = refusal(request(), response("302 Found\r\nLocation: /" + QByteArray(10'000, 'x') + "\r\n"));
    QVERIFY(failure.evidence.size() < 300);
    QVERIFY(failure.evidence.endsWith(QChar(u'…')));
}

void TestClientRefusal::aRightAnswerIsNone()
{
    const QByteArray headers = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptValue(Key);
    QVERIFY(!refusal(request(), response("101 x\r\n" + headers + "\r\n")));
}

QTEST_GUILESS_MAIN(TestClientRefusal)
#include "tst_clientrefusal.moc"
