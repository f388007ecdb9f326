// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/cookiejar.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// RFC 6265 §5.3 and §5.4, and the file.
class TestCookieJar final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void sends_data();
    void sends();
    void rejects_data();
    void rejects();
    void order();
    void replaces();
    void expires();
    void deletes();
    void mostOfADomain();
    void byHand();
    void theFile();
    void sessionCookiesAreNotWritten();
    void aBadFile_data();
    void aBadFile();
    void aFolderThatCannotBeWritten();
};

namespace {

WebSocketUrl url(const QString &text)
{
    return parseWebSocketUrl(text).value();
}

HttpHead setting(const QByteArrayList &cookies)
{
    HttpHead head;
    head.status = 101;
    for (const QByteArray &cookie : cookies)
        head.fields.append({"set-cookie", cookie, 2});
    return head;
}

QByteArrayList namesOf(const CookieJar &jar)
{
    QByteArrayList names;
    for (const QNetworkCookie &cookie : jar.cookies())
        names.append(cookie.name());
    return names;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestCookieJar::sends_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("setCookie");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("sent");
    const auto row = [](const char *name, const char *from, const char *setCookie, const char *to, bool sent) {
        QTest::newRow(name) << QString::fromLatin1(from) << QByteArray(setCookie) << QString::fromLatin1(to) << sent;
    };
    row("the same", "ws://a.example/x", "n=v", "ws://a.example/x", true);
    row("host in capitals", "ws://A.example/x", "n=v", "ws://a.EXAMPLE/x", true);
    row("another port", "ws://a.example/x", "n=v", "ws://a.example:81/x", true);
    row("another host", "ws://a.example/", "n=v", "ws://b.example/", false);
    row("below, without Domain", "ws://a.example/", "n=v", "ws://b.a.example/", false);
    row("below, with Domain", "ws://a.example/", "n=v; Domain=a.example", "ws://b.a.example/", true);
    row("Domain above", "ws://b.a.example/", "n=v; Domain=.a.example", "ws://c.a.example/", true);
    row("a lookalike", "ws://a.example/", "n=v; Domain=a.example", "ws://ba.example/", false);
    row("Domain is a suffix, and the host itself", "ws://localhost/", "n=v; Domain=localhost", "ws://localhost/", true);
    row("an address", "ws://127.0.0.1/", "n=v; Domain=127.0.0.1", "ws://127.0.0.1/", true);
    row("IPv6", "ws://[::1]/", "n=v", "ws://[::1]:9/", true);
    row("default path, below", "ws://a.example/p/q", "n=v", "ws://a.example/p/r/s", true);
    row("default path, beside", "ws://a.example/p/q", "n=v", "ws://a.example/r", false);
    row("Path", "ws://a.example/", "n=v; Path=/p", "ws://a.example/p?x=/y", true);
    row("Path, not of whole segments", "ws://a.example/", "n=v; Path=/p", "ws://a.example/pq", false);
    row("Path elsewhere than it was set", "ws://a.example/x/y", "n=v; Path=/", "ws://a.example/", true);
    row("Secure, over wss", "wss://a.example/", "n=v; Secure", "wss://a.example/", true);
    row("Secure, over ws", "wss://a.example/", "n=v; Secure", "ws://a.example/", false);
    row("HttpOnly", "ws://a.example/", "n=v; HttpOnly", "ws://a.example/", true);
    row("an older Expires", "ws://a.example/", "n=v; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "ws://a.example/", false);
    row("Max-Age before Expires", "ws://a.example/", "n=v; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT",
        "ws://a.example/", true);
    row("Max-Age 0", "ws://a.example/", "n=v; Max-Age=0", "ws://a.example/", false);
}

void TestCookieJar::sends()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, setCookie);
    QFETCH(QString, to);
    QFETCH(bool, sent);
    CookieJar jar;
    const QList<CookieJar::Taken> taken = jar.take(url(from), setting({setCookie}));
    QCOMPARE(taken.size(), 1);
    QCOMPARE(taken.first().setCookie, setCookie);
    QCOMPARE(taken.first().rejected, QString());
    QCOMPARE(jar.header(url(to)), sent ? QByteArray("n=v") : QByteArray());
}

void TestCookieJar::rejects_data()
{
    QTest::addColumn<QByteArray>("setCookie");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &setCookie, const char *sentence) {
        QTest::newRow(name) << setCookie << QString::fromUtf8(sentence);
    };
    row("no name", "=v", "expected a cookie's name, got none, RFC 6265 §5.2");
    row("another domain", "n=v; Domain=b.co.uk",
        "expected a Domain that a.co.uk belongs to, got “b.co.uk”, RFC 6265 §5.3");
    row("a domain below", "n=v; Domain=x.a.co.uk",
        "expected a Domain that a.co.uk belongs to, got “x.a.co.uk”, RFC 6265 §5.3");
    row("a public suffix", "n=v; Domain=co.uk",
        "expected a Domain that is no public suffix, got “co.uk”, RFC 6265 §5.3");
    row("a top-level domain", "n=v; Domain=uk", "expected a Domain that is no public suffix, got “uk”, RFC 6265 §5.3");
    row("too large", "n=" + QByteArray(4096, 'x'), "expected at most 4096 bytes, got 4097, RFC 6265 §6.1");
}

void TestCookieJar::rejects()
{
    QFETCH(QByteArray, setCookie);
    QFETCH(QString, sentence);
    CookieJar jar;
    const auto taken = jar.take(url(QStringLiteral("wss://a.co.uk/")), setting({"good=1", setCookie, "fine=2"}));
    QCOMPARE(taken.size(), 3);
    QCOMPARE(taken[1].rejected, sentence);
    QCOMPARE(jar.header(url(QStringLiteral("wss://a.co.uk/"))), QByteArray("good=1; fine=2"));
}

void TestCookieJar::order()
{
    CookieJar jar;
    const WebSocketUrl deep = url(QStringLiteral("ws://a.example/p/q/r"));
    jar.take(deep, setting({"c=1; Path=/", "a=2; Path=/p/q", "b=3; Path=/"}));
    jar.take(deep, setting({"d=4; Path=/p", "c=5; Path=/"})); // c keeps its creation time
    QCOMPARE(jar.header(deep), QByteArray("a=2; d=4; c=5; b=3"));
}

void TestCookieJar::replaces()
{
    CookieJar jar;
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    jar.take(host, setting({"n=1", "n=2; Domain=a.example", "n=3; Path=/p"}));
    QCOMPARE(jar.header(url(QStringLiteral("ws://a.example/p"))), QByteArray("n=3; n=2"));
    QCOMPARE(jar.cookies().size(), 2);
}

void TestCookieJar::expires()
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    CookieJar jar({}, [&now] { return now; });
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    jar.take(host, setting({"a=1; Max-Age=10", "b=2; Max-Age=20", "c=3"}));
    now = now.addSecs(9);
    QCOMPARE(jar.header(host), QByteArray("a=1; b=2; c=3"));
    now = now.addSecs(1);
    QCOMPARE(jar.header(host), QByteArray("b=2; c=3"));
    now = now.addYears(100);
    QCOMPARE(namesOf(jar), QByteArrayList{"c"});
}

void TestCookieJar::deletes()
{
    CookieJar jar;
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    jar.take(host, setting({"a=1", "b=2"}));
    const auto taken = jar.take(host, setting({"a=; Max-Age=0"}));
    QCOMPARE(taken.first().rejected, QString());
    QCOMPARE(jar.header(host), QByteArray("b=2"));
}

void TestCookieJar::mostOfADomain()
{
    CookieJar jar;
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    const WebSocketUrl other = url(QStringLiteral("ws://b.example/"));
    jar.take(other, setting({"kept=1"}));
    jar.take(host, setting({"old=1; Path=/used", "older=1; Path=/unused"}));
    QCOMPARE(jar.header(url(QStringLiteral("ws://a.example/used"))), QByteArray("old=1"));
    for (int i = 0; i < 49; ++i)
        jar.take(host, setting({"n" + QByteArray::number(i) + "=1"}));
    QCOMPARE(jar.cookies().size(), 51);
    QVERIFY(namesOf(jar).contains("old"));
    QVERIFY(!namesOf(jar).contains("older"));
    QCOMPARE(jar.header(other), QByteArray("kept=1"));
}

void TestCookieJar::byHand()
{
    CookieJar jar;
    QNetworkCookie cookie("n", "v");
    cookie.setDomain(QStringLiteral(".A.example"));
    jar.insert(cookie);
    QCOMPARE(jar.header(url(QStringLiteral("ws://x.a.example/y"))), QByteArray("n=v"));
    QNetworkCookie edited = jar.cookies().first();
    edited.setValue("w");
    jar.insert(edited);
    QCOMPARE(jar.header(url(QStringLiteral("ws://a.example/"))), QByteArray("n=w"));
    jar.remove(edited);
    QVERIFY(jar.cookies().isEmpty());
    jar.insert(cookie);
    jar.clear();
    QVERIFY(jar.cookies().isEmpty());
}

void TestCookieJar::theFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("profile/cookies.json"));
    const WebSocketUrl host = url(QStringLiteral("wss://a.example/p/q"));
    const QByteArray set = "n=\xE4\"\\v; Max-Age=1000; Secure; HttpOnly";
    {
        CookieJar jar(path);
        QCOMPARE(jar.error(), QString());
        jar.take(host, setting({"b=1; Max-Age=1000", set, "a=2; Max-Age=1000; Domain=a.example"}));
    }
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(QDir(folder.filePath(QStringLiteral("profile"))).entryList(QDir::Files | QDir::Hidden),
        QStringList{QStringLiteral("cookies.json")});
    CookieJar jar(path);
    QCOMPARE(jar.error(), QString());
    QCOMPARE(jar.header(host), QByteArray("b=1; n=\xE4\"\\v; a=2"));
    QCOMPARE(jar.header(url(QStringLiteral("ws://x.a.example/p/"))), QByteArray("a=2"));
    const QNetworkCookie cookie = jar.cookies().at(2);
    QCOMPARE(cookie.name(), QByteArray("n"));
    QVERIFY(cookie.isSecure() && cookie.isHttpOnly());
    QCOMPARE(cookie.path(), QStringLiteral("/p"));
}

void TestCookieJar::sessionCookiesAreNotWritten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cookies.json"));
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    {
        CookieJar jar(path);
        jar.take(host, setting({"gone=1", "kept=2; Max-Age=100"}));
        QCOMPARE(jar.header(host), QByteArray("gone=1; kept=2"));
    }
    QVERIFY(!contentOf(path).contains("gone"));
    QCOMPARE(CookieJar(path).header(host), QByteArray("kept=2"));
}

void TestCookieJar::aBadFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("got");
    const auto row = [](const char *name, const char *content, const char *got) {
        QTest::newRow(name) << QByteArray(content) << QString::fromUtf8(got);
    };
    row("empty", "", "got illegal value");
    row("no JSON", "cookies!", "got illegal value");
    row("cut", "{\"cookies\": [", "got ");
    row("another document", "[1, 2]", "got no list of cookies");
    row("no cookie", "{\"cookies\": [{\"name\": \"a\", \"domain\": \"x\", \"path\": \"/\"}, 7]}",
        "got an entry that is no cookie (number 2)");
    const auto wrong = [&row](const char *name, const char *cookie) {
        const QByteArray content = QByteArray("{\"cookies\": [{") + cookie + ", \"domain\": \"x\", \"path\": \"/\"}]}";
        row(name, content.constData(), "(number 1)");
    };
    wrong("a line end in the value", R"("name": "a", "value": "b\r\nX-Other: c")");
    wrong("a line end in the name", R"("name": "a\nb", "value": "c")");
    wrong("a NUL", R"("name": "a", "value": "b\u0000")");
    wrong("another cookie behind it", R"("name": "a", "value": "b; c=d")");
    wrong("no bytes", R"("name": "a", "value": "\u20ac")");
    row("without a domain", "{\"cookies\": [{\"name\": \"a\", \"path\": \"/\"}]}", "(number 1)");
}

void TestCookieJar::aBadFile()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, got);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cookies.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const WebSocketUrl host = url(QStringLiteral("ws://a.example/"));
    {
        CookieJar jar(path);
        QVERIFY2(jar.error().startsWith(QStringLiteral("expected a cookie file in %1, ").arg(path)),
            qPrintable(jar.error()));
        QVERIFY2(jar.error().contains(got), qPrintable(jar.error()));
        jar.take(host, setting({"n=1; Max-Age=100"}));
        QCOMPARE(jar.header(host), QByteArray("n=1"));
    }
    QCOMPARE(contentOf(path), content);
    {
        CookieJar jar(path);
        jar.clear();
        QCOMPARE(jar.error(), QString());
        jar.take(host, setting({"n=1; Max-Age=100"}));
    }
    QCOMPARE(CookieJar(path).header(host), QByteArray("n=1"));
}

void TestCookieJar::aFolderThatCannotBeWritten()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    CookieJar jar(folder.filePath(QStringLiteral("file/cookies.json")));
    jar.take(url(QStringLiteral("ws://a.example/")), setting({"n=1; Max-Age=100"}));
    QTRY_VERIFY(jar.error().startsWith(QStringLiteral("expected to write the cookies to ")));
    QCOMPARE(jar.cookies().size(), 1);
}

QTEST_GUILESS_MAIN(TestCookieJar)
#include "tst_cookiejar.moc"
