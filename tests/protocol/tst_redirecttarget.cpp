// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/redirecttarget.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// Where a Location leads, and why it leads nowhere.
class TestRedirectTarget final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void statuses();
    void targets_data();
    void targets();
    void unusable_data();
    void unusable();
    void aBaseWithoutAQuery();
    void credentialsAreLeftOut();
    void sameServer_data();
    void sameServer();
};

namespace {

HttpHead answerWith(const QByteArray &lines)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    reader.feed("HTTP/1.1 302 Found\r\n" + lines + "\r\n");
    return reader.head();
}

WebSocketUrl url(const QString &text)
{
    return parseWebSocketUrl(text).value();
}

} // namespace

void TestRedirectTarget::statuses()
{
    QList<int> redirects;
    for (int status = 100; status < 600; ++status) {
        if (isRedirect(status))
            redirects.append(status);
    }
    QCOMPARE(redirects, (QList<int>{301, 302, 303, 307, 308}));
}

void TestRedirectTarget::targets_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("target");
    const auto row = [](const char *location, const char *target) {
        QTest::newRow(location) << QByteArray(location) << QString::fromUtf8(target);
    };
    row("wss://other.example/a?b=c", "wss://other.example/a?b=c");
    row("https://other.example:8443/a", "wss://other.example:8443/a");
    row("HTTP://other.example", "ws://other.example/");
    row("//other.example/x", "ws://other.example/x");
    row("/x?y", "ws://host.example:81/x?y");
    row("x", "ws://host.example:81/base/x");
    row("./x", "ws://host.example:81/base/x");
    row("../x", "ws://host.example:81/x");
    row("../../../x/", "ws://host.example:81/x/");
    row("x/..", "ws://host.example:81/base/");
    row("x/.", "ws://host.example:81/base/x/");
    row("?z=/../1", "ws://host.example:81/base/end?z=/../1");
    row("/a//b", "ws://host.example:81/a//b");
    row("/%7Ea/ä", "ws://host.example:81/%7Ea/%C3%A4");
    row("x:y/", "");
    row("/x:y/", "ws://host.example:81/x:y/");
    row("ws://[::1]:9/", "ws://[::1]:9/");
    row("wss://host.example/a/../b/./c", "wss://host.example/b/c");
    row("", "ws://host.example:81/base/end?q=1");
}

void TestRedirectTarget::targets()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, target);
    const auto found = redirectTarget(
        url(QStringLiteral("ws://host.example:81/base/end?q=1")), answerWith("Location: " + location + "\r\n"));
    QCOMPARE(found ? found->toString() : QString(), target);
}

void TestRedirectTarget::unusable_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *lines, const char *sentence) {
        QTest::newRow(name) << QByteArray(lines) << QString::fromUtf8(sentence);
    };
    row("none", "Server: x\r\n", "expected a Location in the answer 302, got none, RFC 9110 §15.4");
    row("two different", "Location: /a\r\nLocation: /b\r\n",
        "expected one Location, got 2 different ones, RFC 9110 §10.2.2");
    row("another scheme", "Location: ftp://x/\r\n",
        "expected a Location with ws, wss, http or https, got “ftp://x/”, RFC 6455 §3");
    row("no hierarchy", "Location: mailto:a@b.example\r\n",
        "expected a Location with ws, wss, http or https, got “mailto:a@b.example”, RFC 6455 §3");
    row("a fragment", "Location: /x#y\r\n", "expected a Location without a fragment, got “/x#y”, RFC 6455 §3");
    row("no host", "Location: ws:///x\r\n",
        "expected a Location that can be read, got “ws:///x”: expected a host, got nothing, RFC 9110 §10.2.2");
    row("a port that is none", "Location: ws://h:99999/\r\n",
        "expected a Location that can be read, got “ws://h:99999/”: expected a port from 1 to 65535, got “99999”, "
        "RFC 9110 §10.2.2");
    row("a back slash", "Location: \\\\h\\x\r\n",
        "expected a Location that can be read, got “\\\\h\\x”: expected “/”, got “\\”, RFC 9110 §10.2.2");
}

void TestRedirectTarget::unusable()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, sentence);
    const auto found = redirectTarget(url(QStringLiteral("ws://host.example/")), answerWith(lines));
    QVERIFY(!found);
    QCOMPARE(found.error(), sentence);
}

void TestRedirectTarget::aBaseWithoutAQuery()
{
    const WebSocketUrl base = url(QStringLiteral("wss://host.example/a/b"));
    QCOMPARE(redirectTarget(base, answerWith("Location: c\r\n"))->toString(), QStringLiteral("wss://host.example/a/c"));
    QCOMPARE(
        redirectTarget(base, answerWith("Location: ?c\r\n"))->toString(), QStringLiteral("wss://host.example/a/b?c"));
}

void TestRedirectTarget::credentialsAreLeftOut()
{
    const auto found =
        redirectTarget(url(QStringLiteral("ws://a.example/")), answerWith("Location: ws://eve:secret@b.example/\r\n"));
    QVERIFY(found);
    QCOMPARE(found->user + found->password, QString());
}

void TestRedirectTarget::sameServer_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *from, const char *to, bool same) {
        QTest::addRow("%s to %s", from, to) << QString::fromLatin1(from) << QString::fromLatin1(to) << same;
    };
    row("ws://a/", "ws://a/x", true);
    row("ws://a/", "ws://A/", true);
    row("wss://a/", "wss://a:443/", true);
    row("ws://a/", "wss://a/", true);
    row("ws://a/", "ws://b/", false);
    row("ws://a/", "ws://a.b/", false);
    row("ws://a/", "ws://a:81/", false);
    row("ws://a:81/", "wss://a/", false);
    row("ws://a:81/", "wss://a:81/", false);
    row("wss://a/", "ws://a/", false);
    row("wss://a/", "ws://a:443/", false);
}

void TestRedirectTarget::sameServer()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QTEST(isSameServer(url(from), url(to)), "same");
}

QTEST_GUILESS_MAIN(TestRedirectTarget)
#include "tst_redirecttarget.moc"
