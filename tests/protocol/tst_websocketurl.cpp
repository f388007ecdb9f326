// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/websocketurl.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestWebSocketUrl final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void good_data();
    void good();
    void userAndPassword_data();
    void userAndPassword();
    void bad_data();
    void bad();
    void everyPort();
    void readsWhatItWrites();
};

void TestWebSocketUrl::good_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("hostHeader");
    const auto row = [](const char *text, const char *url, const char *host, int port, const char *target,
                         const char *hostHeader) {
        QTest::newRow(text) << u(text) << u(url) << u(host) << port << QByteArray(target) << QByteArray(hostHeader);
    };
    row("ws://example.com/chat", "ws://example.com/chat", "example.com", 80, "/chat", "example.com");
    row("wss://example.com", "wss://example.com/", "example.com", 443, "/", "example.com");
    row("ws://example.com:80", "ws://example.com/", "example.com", 80, "/", "example.com");
    row("wss://example.com:443/", "wss://example.com/", "example.com", 443, "/", "example.com");
    row("wss://example.com:80/", "wss://example.com:80/", "example.com", 80, "/", "example.com:80");
    row("ws://example.com:443/", "ws://example.com:443/", "example.com", 443, "/", "example.com:443");
    row("http://a/b", "ws://a/b", "a", 80, "/b", "a");
    row("https://a/b", "wss://a/b", "a", 443, "/b", "a");
    row("WSS://a", "wss://a/", "a", 443, "/", "a");
    row("localhost:8080/echo", "ws://localhost:8080/echo", "localhost", 8080, "/echo", "localhost:8080");
    row("localhost", "ws://localhost/", "localhost", 80, "/", "localhost");
    row("host/path", "ws://host/path", "host", 80, "/path", "host");
    row("127.0.0.1:8080", "ws://127.0.0.1:8080/", "127.0.0.1", 8080, "/", "127.0.0.1:8080");
    row("  ws://a/b \t\n", "ws://a/b", "a", 80, "/b", "a");
    row("ws://a?x=1", "ws://a/?x=1", "a", 80, "/?x=1", "a");
    row("a?b/c@d:e", "ws://a/?b/c@d:e", "a", 80, "/?b/c@d:e", "a");
    row("ws://a/?", "ws://a/?", "a", 80, "/?", "a");
    row("ws://a//b//c", "ws://a//b//c", "a", 80, "//b//c", "a");
    row("ws://a/../b/./c", "ws://a/../b/./c", "a", 80, "/../b/./c", "a");
    row("ws://a/%41%2f%e9?%20", "ws://a/%41%2f%e9?%20", "a", 80, "/%41%2f%e9?%20", "a");
    row("ws://a/b c?d e", "ws://a/b%20c?d%20e", "a", 80, "/b%20c?d%20e", "a");
    row("ws://a/é?€", "ws://a/%C3%A9?%E2%82%AC", "a", 80, "/%C3%A9?%E2%82%AC", "a");
    row("ws://a/👋", "ws://a/%F0%9F%91%8B", "a", 80, "/%F0%9F%91%8B", "a");
    row("ws://a/100%", "ws://a/100%25", "a", 80, "/100%25", "a");
    row("ws://a/%4", "ws://a/%254", "a", 80, "/%254", "a");
    row("ws://a/%zz", "ws://a/%25zz", "a", 80, "/%25zz", "a");
    row("ws://a/\"<>^`{|}[]", "ws://a/%22%3C%3E%5E%60%7B%7C%7D%5B%5D", "a", 80, "/%22%3C%3E%5E%60%7B%7C%7D%5B%5D", "a");
    row("ws://a/-._~!$&'()*+,;=:@", "ws://a/-._~!$&'()*+,;=:@", "a", 80, "/-._~!$&'()*+,;=:@", "a");
    row("ws://[::1]:8080/x", "ws://[::1]:8080/x", "::1", 8080, "/x", "[::1]:8080");
    row("wss://[2001:DB8::1]", "wss://[2001:DB8::1]/", "2001:DB8::1", 443, "/", "[2001:DB8::1]");
    row("[::ffff:127.0.0.1]/x", "ws://[::ffff:127.0.0.1]/x", "::ffff:127.0.0.1", 80, "/x", "[::ffff:127.0.0.1]");
    row("ws://bücher.example/", "ws://xn--bcher-kva.example/", "xn--bcher-kva.example", 80, "/",
        "xn--bcher-kva.example");
    row("ws://my_service:9000", "ws://my_service:9000/", "my_service", 9000, "/", "my_service:9000");
    row("ws://Example.COM/", "ws://Example.COM/", "Example.COM", 80, "/", "Example.COM");
    row("ws://example.com./", "ws://example.com./", "example.com.", 80, "/", "example.com.");
    row("ws://a:00080/", "ws://a/", "a", 80, "/", "a");
    row("ws:8080", "ws://ws:8080/", "ws", 8080, "/", "ws:8080");
    row("ws/x", "ws://ws/x", "ws", 80, "/x", "ws");
    row("a/http://b", "ws://a/http://b", "a", 80, "/http://b", "a");
}

void TestWebSocketUrl::good()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const auto result = parseWebSocketUrl(text);
    QVERIFY2(result.has_value(), qPrintable(result ? QString() : result.error().sentence));
    QCOMPARE(result->toString(), url);
    QTEST(result->host, "host");
    QFETCH(int, port);
    QCOMPARE(result->port, port);
    QTEST(result->target, "target");
    QTEST(result->hostHeader(), "hostHeader");
    QCOMPARE(result->secure, url.startsWith(u("wss:")));
}

void TestWebSocketUrl::userAndPassword_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::newRow("none") << u("ws://a/") << QString() << QString();
    QTest::newRow("both") << u("ws://ann:secret@a/") << u("ann") << u("secret");
    QTest::newRow("user") << u("ann@a") << u("ann") << QString();
    QTest::newRow("empty password") << u("ws://ann:@a") << u("ann") << QString();
    QTest::newRow("colon in the password") << u("ws://ann:a:b@a") << u("ann") << u("a:b");
    QTest::newRow("encoded") << u("ws://a%40b:%3A%2F%C3%A9@a") << u("a@b") << u(":/é");
    QTest::newRow("at sign in the password") << u("ws://ann:p@ss@a:8080/x@y") << u("ann") << u("p@ss");
    QTest::newRow("not encoded") << u("ws://änn:ß 1@a") << u("änn") << u("ß 1");
}

void TestWebSocketUrl::userAndPassword()
{
    QFETCH(QString, text);
    const auto result = parseWebSocketUrl(text);
    QVERIFY2(result.has_value(), qPrintable(result ? QString() : result.error().sentence));
    QTEST(result->user, "user");
    QTEST(result->password, "password");
    QCOMPARE(result->host, u("a"));
    QVERIFY(!result->toString().contains(QLatin1String("ann")));
    QVERIFY(!result->hostHeader().contains('@'));
}

void TestWebSocketUrl::bad_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, int position, const char *sentence) {
        QTest::newRow(*text ? text : "empty") << u(text) << position << u(sentence);
    };
    row("", 0, "expected an address such as ws://127.0.0.1:8080/, got nothing");
    row("   ", 3, "expected an address such as ws://127.0.0.1:8080/, got nothing");
    row("ftp://a/", 0, "expected ws:// or wss://, got ftp://");
    row("  file:///x", 2, "expected ws:// or wss://, got file://");
    row("wsss://a", 0, "expected ws:// or wss://, got wsss://");
    row("ws:a", 3, "expected “//” after ws:, got “a”");
    row("wss:/a", 4, "expected “//” after wss:, got “/”");
    row("ws:", 3, "expected “//” after ws:, got nothing");
    row("ws://", 5, "expected a host, got nothing");
    row("ws:///path", 5, "expected a host, got nothing");
    row("ws://:80/", 5, "expected a host, got nothing");
    row("ws://user@/", 10, "expected a host, got nothing");
    row("/path", 0, "expected a host, got nothing");
    row("?x", 0, "expected a host, got nothing");
    row("://a", 0, "expected ws:// or wss://, got ://");
    row("ws://a/b#c", 8, "expected an address without a fragment, got “#”, RFC 6455 §3");
    row(" ws://a#", 7, "expected an address without a fragment, got “#”, RFC 6455 §3");
    row("ws://a\\b", 6, "expected “/”, got “\\”");
    row("ws:\\\\a", 3, "expected “/”, got “\\”");
    row("ws://a/b\tc", 8, "expected no control characters, got U+0009");
    row("ws://a/b\r\nX: 1", 8, "expected no control characters, got U+000D");
    row("ws://a/\x7f", 7, "expected no control characters, got U+007F");
    row("ws://a b/", 6, "expected a host name of letters, digits, “-” and “.”, got U+0020");
    row("ws://a\u00a0/", 6, "expected a host name of letters, digits, “-” and “.”, got U+00A0");
    row("ws://a,b/", 6, "expected a host name of letters, digits, “-” and “.”, got “,”");
    row("ws://a%20b/", 6, "expected a host name of letters, digits, “-” and “.”, got “%”");
    row("ws://a..b/", 5, "expected a host name, got “a..b”");
    row("ws://.a/", 5, "expected a host name, got “.a”");
    row("ws://./", 5, "expected a host name, got “.”");
    row("ws://a:0/", 7, "expected a port from 1 to 65535, got “0”");
    row("ws://a:65536/", 7, "expected a port from 1 to 65535, got “65536”");
    row("ws://a:99999999999999999999/", 7, "expected a port from 1 to 65535, got “99999999999999999999”");
    row("ws://a:-1/", 7, "expected a port from 1 to 65535, got “-1”");
    row("ws://a:+80/", 7, "expected a port from 1 to 65535, got “+80”");
    row("ws://a:8o/", 7, "expected a port from 1 to 65535, got “8o”");
    row("ws://a:٨٠/", 7, "expected a port from 1 to 65535, got “٨٠”");
    row("ws://a:/", 7, "expected a port from 1 to 65535, got nothing");
    row("localhost:", 10, "expected a port from 1 to 65535, got nothing");
    row("mailto:ann", 7, "expected a port from 1 to 65535, got “ann”");
    row("ws://::1/", 5, "expected [ and ] around an IPv6 address, got “::1”");
    row("ws://[::1/", 9, "expected “]” after the IPv6 address, got “/”");
    row("ws://[::1", 9, "expected “]” after the IPv6 address, got nothing");
    row("ws://[::1]x/", 10, "expected “:” or “/” after “]”, got “x”");
    row("ws://[::1%eth0]/", 9, "expected an IPv6 address without a zone, got “%eth0”");
    row("ws://[fe80::1%25eth0]/", 13, "expected an IPv6 address without a zone, got “%25eth0”");
    row("ws://[127.0.0.1]/", 6, "expected an IPv6 address, got “127.0.0.1”");
    row("ws://[1::2::3]/", 6, "expected an IPv6 address, got “1::2::3”");
    row("ws://[v1.a:b]/", 6, "expected an IPv6 address, got “v1.a:b”");
    row("ws://[::1 ]/", 6, "expected an IPv6 address, got “::1 ”");
    row("ws://[2001:db8:: 1]/", 6, "expected an IPv6 address, got “2001:db8:: 1”");
    row("ws://[::+1]/", 6, "expected an IPv6 address, got “::+1”");
    row("ws://[]/", 6, "expected an IPv6 address, got “”");
    row("ws://[::1]:0/", 11, "expected a port from 1 to 65535, got “0”");
    const QString surrogate = u("ws://a/") + QChar(0xD800) + u("b");
    QTest::newRow("half a surrogate pair") << surrogate << 7 << u("expected a character, got half of one (U+D800)");
    const QString label = u("ws://") + QString(64, QLatin1Char('a')) + u("/");
    QTest::newRow("long label") << label << 5
                                << u("expected a host name, got “") + QString(64, QLatin1Char('a')) + u("”");
}

void TestWebSocketUrl::bad()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(QString, sentence);
    const auto result = parseWebSocketUrl(text);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().sentence, sentence);
    QCOMPARE(result.error().position, position);
}

void TestWebSocketUrl::everyPort()
{
    for (int port = 1; port <= 65535; ++port) {
        const auto result = parseWebSocketUrl(u("ws://a:%1/").arg(port));
        QVERIFY(result.has_value());
        QCOMPARE(result->port, port);
    }
}

void TestWebSocketUrl::readsWhatItWrites()
{
    for (const char *text : {"wss://bücher.example:8443/a b?c=é", "[::1]:9/x", "ws://a/%41%zz", "localhost:8080"}) {
        const auto once = parseWebSocketUrl(u(text));
        QVERIFY(once.has_value());
        const auto twice = parseWebSocketUrl(once->toString());
        QVERIFY(twice.has_value());
        QVERIFY(*once == *twice);
    }
}

QTEST_APPLESS_MAIN(TestWebSocketUrl)
#include "tst_websocketurl.moc"
