// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/environmentproxy.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// Which proxy the environment names, and for whom it names none.
class TestEnvironmentProxy final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void chooses_data();
    void chooses();
    void exceptions_data();
    void exceptions();
    void unusable();
};

void TestEnvironmentProxy::chooses_data()
{
    QTest::addColumn<QStringList>("variables"); // NAME=VALUE
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QString>("proxy"); // "-": nobody named one
    QTest::addColumn<QString>("variable");
    const auto row = [](const char *name, const char *variables, bool secure, const char *proxy, const char *variable) {
        QTest::newRow(name) << QString::fromLatin1(variables).split(QLatin1Char(' '), Qt::SkipEmptyParts) << secure
                            << QString::fromLatin1(proxy) << QString::fromLatin1(variable);
    };
    row("nothing", "", false, "-", "");
    row("ws", "http_proxy=http://a:1 https_proxy=http://b:2", false, "http://a:1", "http_proxy");
    row("wss", "http_proxy=http://a:1 https_proxy=http://b:2", true, "http://b:2", "https_proxy");
    row("wss, upper case", "HTTPS_PROXY=http://b:2", true, "http://b:2", "HTTPS_PROXY");
    row("lower case first", "HTTPS_PROXY=http://a:1 https_proxy=http://b:2", true, "http://b:2", "https_proxy");
    row("HTTP_PROXY may come from a request", "HTTP_PROXY=http://a:1", false, "-", "");
    row("all", "all_proxy=socks5://c:3", false, "socks5://c:3", "all_proxy");
    row("all, upper case", "ALL_PROXY=socks5h://c", true, "socks5://c:1080", "ALL_PROXY");
    row("the special before all", "all_proxy=socks5://c:3 http_proxy=http://a:1", false, "http://a:1", "http_proxy");
    row("an empty one is none", "http_proxy= all_proxy=http://c:3", false, "http://c:3", "all_proxy");
    row("without a scheme", "http_proxy=a:8080", false, "http://a:8080", "http_proxy");
    row("no_proxy for another", "http_proxy=http://a:1 no_proxy=other.example", false, "http://a:1", "http_proxy");
    row("no_proxy", "http_proxy=http://a:1 no_proxy=server.example", false, "", "");
    row("NO_PROXY", "http_proxy=http://a:1 NO_PROXY=*", false, "", "");
}

void TestEnvironmentProxy::chooses()
{
    QFETCH(QStringList, variables);
    QFETCH(bool, secure);
    QFETCH(QString, proxy);
    QFETCH(QString, variable);
    QProcessEnvironment environment;
    for (const QString &each : variables)
        environment.insert(each.section(QLatin1Char('='), 0, 0), each.section(QLatin1Char('='), 1));
    const std::optional<ProxyChoice> choice =
        environmentProxy(environment, secure, QStringLiteral("server.example"), 80);
    QCOMPARE(!choice.has_value(), proxy == QStringLiteral("-"));
    if (!choice)
        return;
    QCOMPARE(choice->proxy.toString(), proxy);
    QVERIFY(choice->error.isEmpty());
    QVERIFY2(choice->origin.contains(variable), qPrintable(choice->origin));
    QCOMPARE(choice->origin.isEmpty(), variable.isEmpty());
}

void TestEnvironmentProxy::exceptions_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("without"); // goes without the proxy; the port is 8080
    const auto row = [](const char *list, const char *host, bool without) {
        QTest::addRow("%s in %s", host, list) << QString::fromLatin1(list) << QString::fromLatin1(host) << without;
    };
    row("a.example", "a.example", true);
    row("a.example", "A.EXAMPLE", true);
    row("a.example", "x.a.example", true);
    row("a.example", "xa.example", false);
    row(".a.example", "x.a.example", true);
    row(".a.example", "a.example", true);
    row("*.a.example", "x.a.example", true);
    row("b.example, a.example", "a.example", true);
    row("b.example a.example", "a.example", true);
    row(",, ,", "a.example", false);
    row("*", "a.example", true);
    row("a.example:8080", "a.example", true);
    row("a.example:81", "a.example", false);
    row("10.1.2.3", "10.1.2.3", true);
    row("10.1.2.3:8080", "10.1.2.3", true);
    row("10.1.2.3", "10.1.2.4", false);
    row("10.0.0.0/8", "10.1.2.3", true);
    row("10.0.0.0/8", "11.1.2.3", false);
    row("10.0.0.0/99", "10.1.2.3", false);
    row("2001:db8::1", "2001:db8::1", true);
    row("[2001:db8::1]:8080", "2001:db8::1", true);
    row("[2001:db8::1]:81", "2001:db8::1", false);
    row("2001:db8::/32", "2001:db8::7", true);
    row(".", "a.example", false);
    row("[", "a.example", false);
    row("[]", "a.example", false);
}

void TestEnvironmentProxy::exceptions()
{
    QFETCH(QString, list);
    QFETCH(QString, host);
    QFETCH(bool, without);
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("http_proxy"), QStringLiteral("http://p:1"));
    environment.insert(QStringLiteral("no_proxy"), list);
    const std::optional<ProxyChoice> choice = environmentProxy(environment, false, host, 8080);
    QVERIFY(choice);
    QCOMPARE(choice->proxy.kind, without ? ProxyKind::None : ProxyKind::Http);
}

void TestEnvironmentProxy::unusable()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("https_proxy"), QStringLiteral("socks4://ann:s3cret@p:1"));
    const std::optional<ProxyChoice> choice = environmentProxy(environment, true, QStringLiteral("a.example"), 443);
    QVERIFY(choice);
    QCOMPARE(choice->error,
        QStringLiteral("expected a proxy that begins with http:// or socks5://, got socks4:// in the environment "
                       "variable https_proxy"));
}

QTEST_GUILESS_MAIN(TestEnvironmentProxy)
#include "tst_environmentproxy.moc"
