// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/setcookie.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// RFC 6265 §5.1 and §5.2.
class TestSetCookie final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void reads_data();
    void reads();
    void ignored_data();
    void ignored();
    void dates_data();
    void dates();
    void domains_data();
    void domains();
    void paths_data();
    void paths();
    void defaultPaths_data();
    void defaultPaths();
};

namespace {

constexpr qint64 Now = 1'700'000'000;
constexpr qint64 None = -1;

/// "name=value expires domain path flags", as far as they are set.
QByteArray told(const SetCookie &cookie)
{
    QByteArray text = cookie.name + '=' + cookie.value;
    if (cookie.expires)
        text += " @" + QByteArray::number(*cookie.expires);
    if (!cookie.domain.isEmpty())
        text += " d:" + cookie.domain;
    if (!cookie.path.isEmpty())
        text += " p:" + cookie.path;
    if (cookie.secure)
        text += " S";
    return cookie.httpOnly ? text + " H" : text;
}

} // namespace

void TestSetCookie::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cookie");
    const auto row = [](const char *text, const char *cookie) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(cookie);
    };
    row("a=b", "a=b");
    row("a=", "a=");
    row(" \ta =\t b c ; x", "a=b c");
    row("a=b=c", "a=b=c");
    row("a=\"b,c\"; Path=/", "a=\"b,c\" p:/");
    row("a=b;secure;HTTPONLY", "a=b S H");
    row("a=b; Secure=no; HttpOnly=", "a=b S H");
    row("a=b; Path=/x; path=/y", "a=b p:/y");
    row("a=b; Path=/x; Path=", "a=b");
    row("a=b; Path=x", "a=b");
    row("a=b; Domain=.Example.COM", "a=b d:example.com");
    row("a=b; Domain=", "a=b");
    row("a=b; Domain=x; Domain=y", "a=b d:y");
    row("a=b; Domain=b\xC3\xBC\x63her.example", "a=b d:xn--bcher-kva.example");
    row("a=b; Max-Age=10", "a=b @1700000010");
    row("a=b; Max-Age=0", "a=b @0");
    row("a=b; Max-Age=-7", "a=b @0");
    row("a=b; Max-Age=1.5", "a=b");
    row("a=b; Max-Age=soon", "a=b");
    row("a=b; Max-Age=", "a=b");
    row("a=b; Max-Age=99999999999999999999999999", "a=b @253402300799");
    row("a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "a=b @784111777");
    row("a=b; Max-Age=10; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "a=b @1700000010");
    row("a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=10", "a=b @1700000010");
    row("a=b; Max-Age=x; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "a=b @784111777");
    row("a=b; Expires=never", "a=b");
    row("a=b; SameSite=Lax; Priority=High", "a=b");
    row("a=b;;;", "a=b");
    row("__Host-a=b", "__Host-a=b");
}

void TestSetCookie::reads()
{
    QFETCH(QByteArray, text);
    const auto cookie = readSetCookie(text, Now);
    QVERIFY(cookie);
    QTEST(told(*cookie), "cookie");
}

void TestSetCookie::ignored_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no =") << QByteArray("ab; Path=/") << QStringLiteral("expected name=value, got “ab”, RFC 6265 §5.2");
    QTest::newRow("no name") << QByteArray("=b") << QStringLiteral("expected a cookie's name, got none, RFC 6265 §5.2");
    QTest::newRow("only spaces for a name")
        << QByteArray(" \t=b") << QStringLiteral("expected a cookie's name, got none, RFC 6265 §5.2");
    QTest::newRow("only attributes") << QByteArray("; Path=/")
                                     << QStringLiteral("expected name=value, got “”, RFC 6265 §5.2");
}

void TestSetCookie::ignored()
{
    QFETCH(QByteArray, text);
    const auto cookie = readSetCookie(text, Now);
    QVERIFY(!cookie);
    QTEST(cookie.error(), "sentence");
}

void TestSetCookie::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, qint64 seconds) { QTest::newRow(text) << QByteArray(text) << seconds; };
    row("Sun, 06 Nov 1994 08:49:37 GMT", 784'111'777);
    row("Sunday, 06-Nov-94 08:49:37 GMT", 784'111'777);
    row("Sun Nov  6 08:49:37 1994", 784'111'777);
    row("6 November 1994 8:49:37", 784'111'777);
    row("08:49:37 6 nov 94", 784'111'777);
    row("06/NOVember/94 08:49:37x", 784'111'777);
    row("06th Nov 94th 08:49:37", 784'111'777);
    row("Sun, 06 Nov 1994 08:49:37 PST", 784'111'777); // zones are not looked at
    row("1 Jan 69 00:00:00", 3'124'224'000);           // 2069
    row("1 Jan 70 00:00:00", 0);
    row("1 Jan 1601 00:00:00", -11'644'473'600);
    row("1 Jan 1600 00:00:00", None);
    row("31 Feb 1994 00:00:00", None);
    row("0 Jan 1994 00:00:00", None);
    row("1 Jan 1994 24:00:00", None);
    row("1 Jan 1994 00:60:00", None);
    row("1 Jan 1994 00:00:60", None);
    row("1 Jan 1994 00:00", None);
    row("1 Jan 1994 000:00:00", None);
    row("1 Jan 19945 00:00:00", None);
    row("1 Jan 00:00:00", None);
    row("Jan 1994 00:00:00", None);
    row("1 Ja 1994 00:00:00", None);
    row("", None);
    row(", ; -", None);
}

void TestSetCookie::dates()
{
    QFETCH(QByteArray, text);
    QTEST(parseCookieDate(text).value_or(None), "seconds");
}

void TestSetCookie::domains_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *host, const char *domain, bool matches) {
        QTest::addRow("%s in %s", host, domain) << QByteArray(host) << QByteArray(domain) << matches;
    };
    row("a.example", "a.example", true);
    row("b.a.example", "a.example", true);
    row("a.example", "b.a.example", false);
    row("ba.example", "a.example", false);
    row("1.2.3.4", "1.2.3.4", true);
    row("1.2.3.4", "3.4", false);
    row("::1", "::1", true);
    row("::ffff:1.2.3.4", "2.3.4", false);
    row("1.2.3.example", "3.example", true);
}

void TestSetCookie::domains()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, domain);
    QTEST(domainMatches(host, domain), "matches");
}

void TestSetCookie::paths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("cookiePath");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *path, const char *cookiePath, bool matches) {
        QTest::addRow("%s in %s", path, cookiePath) << QByteArray(path) << QByteArray(cookiePath) << matches;
    };
    row("/", "/", true);
    row("/a", "/", true);
    row("/a", "/a", true);
    row("/a/", "/a", true);
    row("/a/b", "/a", true);
    row("/a/b", "/a/", true);
    row("/ab", "/a", false);
    row("/a", "/a/", false);
    row("/A", "/a", false);
    row("/", "/a", false);
}

void TestSetCookie::paths()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, cookiePath);
    QTEST(cookiePathMatches(path, cookiePath), "matches");
}

void TestSetCookie::defaultPaths_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *target, const char *path) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(path);
    };
    row("/", "/");
    row("/a", "/");
    row("/a/", "/a");
    row("/a/b", "/a");
    row("/a/b/c?x=/y/z", "/a/b");
    row("/?x=/y/z", "/");
    row("", "/");
    row("*", "/");
}

void TestSetCookie::defaultPaths()
{
    QFETCH(QByteArray, target);
    QTEST(defaultCookiePath(target), "path");
}

QTEST_GUILESS_MAIN(TestSetCookie)
#include "tst_setcookie.moc"
