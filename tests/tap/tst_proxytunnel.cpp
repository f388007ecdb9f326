// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/connectproxy.h"
#include "app/tap/socksproxy.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

ProxyOptions proxyOf(ProxyKind kind, bool credentials)
{
    ProxyOptions proxy{kind, QStringLiteral("192.0.2.1"), 3128, {}, {}};
    if (credentials) {
        proxy.user = QStringLiteral("ann");
        proxy.password = QStringLiteral("s3cret");
    }
    return proxy;
}

constexpr const char *AnnInBase64 = "YW5uOnMzY3JldA==";

/// What a proxy did with the bytes: in one piece, or one at a time.
struct Talk {
    ProxyTunnel::State state;
    QByteArray sent; ///< what we sent, the first bytes included
    qsizetype taken; ///< of the bytes
    Failure failure;
    QByteArray answer;
};

Talk talk(const ProxyOptions &proxy, const QString &host, const QByteArray &bytes, qsizetype piece, bool end = false)
{
    const std::unique_ptr<ProxyTunnel> tunnel = makeProxyTunnel(proxy, host, 443);
    QByteArray sent = tunnel->start();
    qsizetype taken = 0;
    while (taken < bytes.size() && tunnel->state() == ProxyTunnel::State::Asking) {
        taken += tunnel->feed(QByteArrayView(bytes).sliced(taken, qMin(piece, bytes.size() - taken)));
        sent += tunnel->takeOutput();
    }
    if (end && tunnel->state() == ProxyTunnel::State::Asking)
        tunnel->end();
    return {tunnel->state(), sent, taken, tunnel->failure(), tunnel->answer()};
}

const QString Server = QStringLiteral("echo.example");

} // namespace

/// Both proxies' protocols as tables of bytes: whole, and one byte at a time.
class TestProxyTunnel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void asks_data();
    void asks();
    void opens_data();
    void opens();
    void refuses_data();
    void refuses();
    void ends_data();
    void ends();
    void challenges();
    void connectHidesCredentials();
    void socksHoldsNoCredentials();
    void headOverTheLimit();
    void interimWithoutEnd();
    void everySocksReplyIsExplained();
    void whatCannotBeAsked_data();
    void whatCannotBeAsked();
    void parses_data();
    void parses();
    void refusesToParse_data();
    void refusesToParse();
};

void TestProxyTunnel::asks_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<bool>("credentials");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("sent");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n\r\n";
    QTest::newRow("CONNECT") << ProxyKind::Http << false << Server << ok
                             << QByteArray("CONNECT echo.example:443 HTTP/1.1\r\nHost: echo.example:443\r\n\r\n");
    QTest::newRow("CONNECT, IPv6") << ProxyKind::Http << false << QStringLiteral("2001:db8::1") << ok
                                   << QByteArray("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: "
                                                 "[2001:db8::1]:443\r\n\r\n");
    QTest::newRow("CONNECT, credentials")
        << ProxyKind::Http << true << Server << ok
        << QByteArray("CONNECT echo.example:443 HTTP/1.1\r\nHost: echo.example:443\r\nProxy-Authorization: Basic ")
            + AnnInBase64 + "\r\n\r\n";

    const QByteArray reply = bytes("05 00 00 01 00000000 0000");
    const QByteArray byName = bytes("05 01 00 03 0c") + "echo.example" + bytes("01bb");
    QTest::newRow("SOCKS, a name goes as a name")
        << ProxyKind::Socks5 << false << Server << bytes("0500") + reply << bytes("050100") + byName;
    QTest::newRow("SOCKS, IPv4") << ProxyKind::Socks5 << false << QStringLiteral("192.0.2.7") << bytes("0500") + reply
                                 << bytes("050100 05010001 c0000207 01bb");
    QTest::newRow("SOCKS, IPv6") << ProxyKind::Socks5 << false << QStringLiteral("2001:db8::1") << bytes("0500") + reply
                                 << bytes("050100 05010004 20010db8000000000000000000000001 01bb");
    QTest::newRow("SOCKS, credentials asked for") << ProxyKind::Socks5 << true << Server << bytes("0502 0100") + reply
                                                  << bytes("05020002 01 03") + "ann" + bytes("06") + "s3cret" + byName;
    QTest::newRow("SOCKS, credentials not asked for")
        << ProxyKind::Socks5 << true << Server << bytes("0500") + reply << bytes("05020002") + byName;
}

void TestProxyTunnel::asks()
{
    QFETCH(ProxyKind, kind);
    QFETCH(bool, credentials);
    QFETCH(QString, host);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, sent);
    for (const qsizetype piece : {answer.size(), qsizetype(1)}) {
        const Talk result = talk(proxyOf(kind, credentials), host, answer, piece);
        QCOMPARE(result.state, ProxyTunnel::State::Open);
        QCOMPARE(result.sent.toHex(' '), sent.toHex(' '));
        QCOMPARE(result.answer, answer);
    }
}

void TestProxyTunnel::opens_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QByteArray>("answer");
    const auto http = [](const char *name, const QByteArray &answer) {
        QTest::newRow(name) << ProxyKind::Http << answer;
    };
    http("200", "HTTP/1.1 200 Connection established\r\n\r\n");
    http("HTTP/1.0", "HTTP/1.0 200 OK\r\nProxy-agent: tinyproxy\r\n\r\n");
    http("another 2xx", "HTTP/1.1 204 No Content\r\n\r\n");
    http("a length that means nothing", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    http("a transfer coding that means nothing", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    http("behind an interim one", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    http("bare LF", "HTTP/1.1 200 OK\n\n");
    const auto socks = [](const char *name, const char *hex) {
        QTest::newRow(name) << ProxyKind::Socks5 << bytes("0500") + bytes(hex);
    };
    socks("bound to IPv4", "05 00 00 01 7f000001 1234");
    socks("bound to a name", "05 00 00 03 03 616263 1234");
    socks("bound to an empty name", "05 00 00 03 00 1234");
    socks("bound to IPv6", "05 00 00 04 00000000000000000000000000000001 1234");
}

void TestProxyTunnel::opens()
{
    QFETCH(ProxyKind, kind);
    QFETCH(QByteArray, answer);
    const QByteArray behind = "HTTP/1.1 101 the server's own";
    for (const qsizetype piece : {answer.size() + behind.size(), qsizetype(1)}) {
        const Talk result = talk(proxyOf(kind, false), Server, answer + behind, piece);
        QCOMPARE(result.state, ProxyTunnel::State::Open);
        QCOMPARE(result.taken, answer.size()); // what is behind is not the proxy's
        QCOMPARE(result.answer, answer);
        QVERIFY(!result.failure);
    }
}

void TestProxyTunnel::refuses_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<bool>("credentials");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("got");
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<QString>("hint"); // a part of cause, suggestion or not the cause
    const auto http = [](const char *name, const QByteArray &answer, const char *got, const char *evidence,
                          const char *hint, bool credentials = false) {
        QTest::newRow(name) << ProxyKind::Http << credentials << answer << QString::fromUtf8(got)
                            << QString::fromUtf8(evidence) << QString::fromUtf8(hint);
    };
    http("407", "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\n\r\n",
        "407 Proxy Authentication Required, RFC 9110 §9.3.6",
        "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=\"office\"",
        "The proxy asks for Basic for “office”.");
    http("407 without credentials", "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\n\r\n", "407 Who", "407",
        "Give the proxy's user and password.");
    http("407 with credentials", "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\n\r\n", "407 Who", "407",
        "did not take user and password", true);
    http("407, no Basic", "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate, Digest realm=\"a,b\"\r\n\r\n", "407 Who",
        "Negotiate", "asks for Negotiate, Digest for “a,b”.");
    http("407, no challenge", "HTTP/1.1 407 Who\r\n\r\n", "407 Who", "407", "Proxy-Authenticate is missing");
    http("403", "HTTP/1.1 403 Forbidden\r\n\r\n", "403 Forbidden, RFC 9110 §9.3.6", "HTTP/1.1 403 Forbidden",
        "does not allow this host or port");
    http("403, the proxy's own word", "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n",
        "403 Forbidden", "403", "X-Squid-Error: ERR_ACCESS_DENIED 0");
    http("502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "502 Bad Gateway", "HTTP/1.1 502",
        "could not reach echo.example:443");
    http("504", "HTTP/1.1 504 Gateway Timeout\r\nProxy-Status: p; error=connection_timeout\r\n\r\n",
        "504 Gateway Timeout", "504", "error=connection_timeout");
    http("503", "HTTP/1.1 503 Busy\r\nRetry-After: 10\r\n\r\n", "503 Busy", "503", "Retry-After: 10");
    http("a web server", "HTTP/1.1 405 Method Not Allowed\r\n\r\n", "405 Method Not Allowed", "405",
        "A web server that is no proxy answers so");
    http("a redirect", "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", "302 Found", "302", "was not asked");
    http("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", "an answer that is no HTTP, “S", "“S", "Check that an HTTP proxy listens");
    http("SOCKS5", bytes("05ff"), "this port speaks SOCKS5", "05", "socks5://");
    http("TLS", bytes("15030100020228"), "a TLS record", "15", "");
    http("not a number", "HTTP/1.1 abc\r\n\r\n", "an answer that cannot be read", "“HTTP/1.1 a", "Check that");

    const auto socks = [](const char *name, const char *hex, const char *got, const char *evidence, const char *hint,
                           bool credentials = false) {
        QTest::newRow(name) << ProxyKind::Socks5 << credentials << bytes(hex) << QString::fromUtf8(got)
                            << QString::fromUtf8(evidence) << QString::fromUtf8(hint);
    };
    socks("no method", "05ff", "no acceptable method of authentication (0xFF), RFC 1928 §3", "05 ff",
        "Give the proxy's user and password.");
    socks("no method, credentials", "05ff", "no acceptable method", "05 ff", "Handglass knows no other", true);
    socks("GSSAPI", "0501", "that was not offered (0x01), RFC 1928 §3", "05 01", "");
    socks("login without being able to", "0502", "that was not offered (0x02)", "05 02", "");
    socks("wrong password", "0502 0101", "a refusal of user and password (status 0x01), RFC 1929 §2", "01 01",
        "Check the proxy's user and password.", true);
    socks("refused", "0500 05050001000000000000", "connection refused (0x05), RFC 1928 §6", "05 05",
        "No program listens at echo.example:443");
    socks("ruleset", "0500 0502", "connection not allowed by ruleset (0x02), RFC 1928 §6", "05 02",
        "Allow echo.example:443");
    socks("unknown code", "0500 0563", "reply code 0x63, which has no meaning, RFC 1928 §6", "05 63", "");
    socks(
        "unknown address type", "0500 0500000700", "a reply with address type 0x07, RFC 1928 §6", "05 00 00 07 00", "");
    socks("SOCKS4", "005a", "a SOCKS4 answer", "00", "SOCKS5 or HTTP CONNECT");
    socks("HTTP", "485454502f312e31203430300d0a0d0a", "this port speaks HTTP, not SOCKS5, RFC 1928 §3", "H",
        "as http:// instead");
    socks("neither", "15030100020228", "an answer that is no SOCKS5", "15", "Check that a SOCKS5 proxy listens");
    socks("garbage instead of a reply", "0500 ff", "an answer that is no SOCKS5, ff, RFC 1928 §6", "ff", "");
}

void TestProxyTunnel::refuses()
{
    QFETCH(ProxyKind, kind);
    QFETCH(bool, credentials);
    QFETCH(QByteArray, answer);
    QFETCH(QString, got);
    QFETCH(QString, evidence);
    QFETCH(QString, hint);
    const ProxyOptions proxy = proxyOf(kind, credentials);
    for (const qsizetype piece : {answer.size(), qsizetype(1)}) {
        if (piece == 1 && (QLatin1String(QTest::currentDataTag()) == QLatin1String("TLS")))
            got = QString(); // of one byte nobody can tell
        const Talk result = talk(proxy, Server, answer, piece);
        QCOMPARE(result.state, ProxyTunnel::State::Failed);
        QCOMPARE(result.failure.phase, FailurePhase::Proxy);
        const QString start =
            QStringLiteral("expected the proxy %1 to connect to echo.example:443, got ").arg(proxy.toString());
        QVERIFY2(result.failure.fact.startsWith(start), qPrintable(result.failure.fact));
        QVERIFY2(result.failure.fact.contains(got), qPrintable(result.failure.fact));
        QVERIFY2(result.failure.fact.endsWith(result.failure.section) && !result.failure.section.isEmpty(),
            qPrintable(result.failure.fact));
        QVERIFY2(result.failure.evidence.contains(evidence), qPrintable(result.failure.evidence));
        QVERIFY(!result.failure.evidence.isEmpty());
        const QString words = result.failure.cause + result.failure.suggestion + result.failure.notCause;
        QVERIFY2(words.contains(hint), qPrintable(words));
        QVERIFY(answer.startsWith(result.answer) && !result.answer.isEmpty());
        const QString all = result.failure.fact + words + result.failure.evidence;
        QVERIFY2(!all.contains(QStringLiteral("s3cret")), qPrintable(all));
    }
}

void TestProxyTunnel::ends_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("got");
    QTest::newRow("CONNECT, nothing") << ProxyKind::Http << QByteArray()
                                      << QStringLiteral("got the end of the connection, RFC 9110 §9.3.6");
    QTest::newRow("CONNECT, half a head")
        << ProxyKind::Http << QByteArray("HTTP/1.1 200 O")
        << QStringLiteral("got the end of the connection after 14 bytes of an answer, RFC 9112 §8");
    QTest::newRow("SOCKS, nothing") << ProxyKind::Socks5 << QByteArray()
                                    << QStringLiteral("instead of a method of authentication");
    QTest::newRow("SOCKS, half a choice")
        << ProxyKind::Socks5 << bytes("05") << QStringLiteral("instead of a method of authentication");
    QTest::newRow("SOCKS, no answer to the login")
        << ProxyKind::Socks5 << bytes("0502")
        << QStringLiteral("instead of an answer to user and password, RFC 1929 §2");
    QTest::newRow("SOCKS, no reply") << ProxyKind::Socks5 << bytes("0500")
                                     << QStringLiteral("instead of a reply, RFC 1928 §6");
    QTest::newRow("SOCKS, half a reply") << ProxyKind::Socks5 << bytes("0500 05000001 7f0000")
                                         << QStringLiteral("instead of a reply, RFC 1928 §6");
}

void TestProxyTunnel::ends()
{
    QFETCH(ProxyKind, kind);
    QFETCH(QByteArray, answer);
    QFETCH(QString, got);
    const Talk result = talk(proxyOf(kind, true), Server, answer, 1, true);
    QCOMPARE(result.state, ProxyTunnel::State::Failed);
    QVERIFY2(result.failure.fact.contains(got), qPrintable(result.failure.fact));
    QVERIFY(result.failure.notCause.contains(QStringLiteral("The server echo.example:443 was not asked.")));
}

void TestProxyTunnel::challenges()
{
    const QByteArray answer = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Digest "
                              "nonce=\"x, y\", realm=\"in \\\"quotes\\\"\", qop=auth, basic Realm = open\r\n\r\n";
    const Talk result = talk(proxyOf(ProxyKind::Http, false), Server, answer, answer.size());
    QCOMPARE(result.failure.cause,
        QStringLiteral("The proxy asks for Negotiate, Digest for “in \"quotes\"”, basic for “open”."));
    QCOMPARE(result.failure.suggestion, QStringLiteral("Give the proxy's user and password."));
}

/// A server that echoes what it gets is no proxy, and must not bring the credentials into a record.
void TestProxyTunnel::connectHidesCredentials()
{
    const ProxyOptions proxy = proxyOf(ProxyKind::Http, true);
    const QByteArray secret = AnnInBase64;
    for (const QByteArray &answer :
        {makeProxyTunnel(proxy, Server, 443)->start(), "HTTP/1.1 403 " + secret + "\r\n\r\n",
            "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=\"" + secret + "\"\r\n\r\n", secret}) {
        const Talk result = talk(proxy, Server, answer, answer.size());
        QCOMPARE(result.state, ProxyTunnel::State::Failed);
        QVERIFY2(!result.answer.contains(secret), result.answer.constData());
        const Failure &failure = result.failure;
        const QString all = failure.fact + failure.cause + failure.suggestion + failure.evidence;
        QVERIFY2(!all.contains(QString::fromLatin1(secret)), qPrintable(all));
    }
}

void TestProxyTunnel::socksHoldsNoCredentials()
{
    const ProxyOptions proxy = proxyOf(ProxyKind::Socks5, true);
    // accepts the login, then echoes it
    const QByteArray answer = bytes("0502 0100") + bytes("0103") + "ann" + bytes("06") + "s3cret";
    const Talk result = talk(proxy, Server, answer, answer.size());
    QCOMPARE(result.state, ProxyTunnel::State::Failed);
    QVERIFY2(!result.answer.contains("s3cret"), result.answer.constData());
    QVERIFY2(!result.failure.evidence.contains(QStringLiteral("s3cret")), qPrintable(result.failure.evidence));
    QVERIFY2(!result.failure.fact.contains(QStringLiteral("s3cret")), qPrintable(result.failure.fact));
}

void TestProxyTunnel::headOverTheLimit()
{
    const QByteArray answer = "HTTP/1.1 200 OK\r\nX: " + QByteArray(70'000, 'x');
    const Talk result = talk(proxyOf(ProxyKind::Http, false), Server, answer, 1000);
    QCOMPARE(result.state, ProxyTunnel::State::Failed);
    QVERIFY2(result.failure.fact.contains(QStringLiteral("cannot be read")), qPrintable(result.failure.fact));
    QVERIFY2(result.failure.cause.contains(QStringLiteral("at most 65536 bytes")), qPrintable(result.failure.cause));
}

void TestProxyTunnel::interimWithoutEnd()
{
    QByteArray answer;
    while (answer.size() < 100'000)
        answer += "HTTP/1.1 100 Continue\r\n\r\n";
    const Talk result = talk(proxyOf(ProxyKind::Http, false), Server, answer, answer.size());
    QCOMPARE(result.state, ProxyTunnel::State::Failed);
    QVERIFY(result.taken <= 66'000);
}

void TestProxyTunnel::everySocksReplyIsExplained()
{
    for (int code = 1; code <= 0xFF; ++code) {
        const QByteArray answer = bytes("050005") + QByteArray(1, char(code)) + bytes("0001000000000000");
        const Talk result = talk(proxyOf(ProxyKind::Socks5, false), Server, answer, answer.size());
        QCOMPARE(result.state, ProxyTunnel::State::Failed);
        const QString hex = QString::number(code, 16).toUpper().rightJustified(2, QLatin1Char('0'));
        QVERIFY2(result.failure.fact.contains(QStringLiteral("0x") + hex), qPrintable(result.failure.fact));
        QCOMPARE(!result.failure.suggestion.isEmpty(), code <= 8);
        QVERIFY(!result.failure.suggestion.contains(QLatin1Char('%')));
        QVERIFY(code > 8 || result.failure.suggestion.contains(QStringLiteral("echo.example:443")) || code == 7
            || code == 8);
    }
}

void TestProxyTunnel::whatCannotBeAsked_data()
{
    QTest::addColumn<ProxyOptions>("proxy");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const ProxyOptions &proxy, const char *error, const QString &host = Server) {
        QTest::newRow(name) << proxy << host << QString::fromUtf8(error);
    };
    const auto with = [](ProxyKind kind, const char *user, const QString &password) {
        return ProxyOptions{kind, QStringLiteral("p"), 1, QString::fromUtf8(user), password};
    };
    const QString longText(256, QLatin1Char('x'));
    row("fine", with(ProxyKind::Http, "", {}), "");
    row("fine too", with(ProxyKind::Socks5, "ann", QStringLiteral("x")), "");
    row("no host", ProxyOptions{ProxyKind::Http, {}, 3128, {}, {}}, "expected a proxy with host and port");
    row("no port", ProxyOptions{ProxyKind::Http, QStringLiteral("p"), 0, {}, {}},
        "expected a proxy with host and port");
    row("a colon", with(ProxyKind::Http, "a:b", {}), "RFC 7617 §2");
    row("a line end", with(ProxyKind::Http, "ann", QStringLiteral("x\r\nX: y")), "RFC 7617 §2");
    row("SOCKS without a password", with(ProxyKind::Socks5, "ann", {}), "RFC 1929 §2");
    row("SOCKS, long password", with(ProxyKind::Socks5, "ann", longText), "RFC 1929 §2");
    row("SOCKS, long name", with(ProxyKind::Socks5, "", {}), "RFC 1928 §5", longText);
}

void TestProxyTunnel::whatCannotBeAsked()
{
    QFETCH(ProxyOptions, proxy);
    QFETCH(QString, host);
    QFETCH(QString, error);
    const QString got = proxyError(proxy, host);
    QCOMPARE(got.isEmpty(), error.isEmpty());
    QVERIFY2(got.contains(error), qPrintable(got));
}

void TestProxyTunnel::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QString>("shown"); // toString()
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    const auto row = [](const char *text, ProxyKind kind, const char *shown, const char *user = "",
                         const char *password = "") {
        QTest::newRow(text) << QString::fromUtf8(text) << kind << QString::fromUtf8(shown) << QString::fromUtf8(user)
                            << QString::fromUtf8(password);
    };
    row("none", ProxyKind::None, "");
    row(" System ", ProxyKind::System, "");
    row("http://127.0.0.1:3128", ProxyKind::Http, "http://127.0.0.1:3128");
    row("HTTP://Proxy.Example", ProxyKind::Http, "http://proxy.example:80");
    row("127.0.0.1:3128", ProxyKind::Http, "http://127.0.0.1:3128");
    row("http://proxy.example:8080/", ProxyKind::Http, "http://proxy.example:8080");
    row("socks5://[::1]:1080", ProxyKind::Socks5, "socks5://[::1]:1080");
    row("socks5h://proxy.example", ProxyKind::Socks5, "socks5://proxy.example:1080");
    row("http://ann:s3cret@127.0.0.1:3128", ProxyKind::Http, "http://127.0.0.1:3128", "ann", "s3cret");
    row("socks5://a%3Ab:%40%25@127.0.0.1", ProxyKind::Socks5, "socks5://127.0.0.1:1080", "a:b", "@%");
    row("http://bücher.example:1", ProxyKind::Http, "http://xn--bcher-kva.example:1");
}

void TestProxyTunnel::parses()
{
    QFETCH(QString, text);
    QFETCH(ProxyKind, kind);
    QFETCH(QString, shown);
    QFETCH(QString, user);
    QFETCH(QString, password);
    ProxyOptions options{ProxyKind::Http, QStringLiteral("before"), 9, QStringLiteral("x"), QStringLiteral("y")};
    QCOMPARE(ProxyOptions::parse(text, options), QString());
    QCOMPARE(options.kind, kind);
    QCOMPARE(options.toString(), shown);
    QCOMPARE(options.user, user);
    QCOMPARE(options.password, password);
}

void TestProxyTunnel::refusesToParse_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "http://", "https://p:1", "ftp://p:1", "socks4://p:1", "http://p:0", "http://p:99999",
             "http://p:x", "http://p:1/path", "http://p:1?q", "http://p:1#f", "http://ann:s3cret@", "://p",
             "http://ann:s3cret@p:70000"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestProxyTunnel::refusesToParse()
{
    QFETCH(QString, text);
    ProxyOptions options{ProxyKind::Http, QStringLiteral("before"), 9, {}, {}};
    const QString error = ProxyOptions::parse(text, options);
    QVERIFY2(error.startsWith(QStringLiteral("expected a proxy")), qPrintable(error));
    QVERIFY2(!error.contains(QStringLiteral("s3cret")), qPrintable(error));
    QCOMPARE(options.host, QStringLiteral("before"));
}

QTEST_GUILESS_MAIN(TestProxyTunnel)
#include "tst_proxytunnel.moc"
