// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/useragent.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

class TestUserAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void programs_data();
    void programs();
};

void TestUserAgent::programs_data()
{
    QTest::addColumn<QByteArray>("userAgent");
    QTest::addColumn<QString>("program");
    const auto row = [](const char *program, const QByteArray &userAgent) {
        QTest::newRow(program) << userAgent << QString::fromLatin1(program);
    };
    row("Chromium",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.0.0 "
        "Safari/537.36");
    row("Chrome",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 "
        "Safari/537.36");
    row("Edge",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 "
        "Safari/537.36 Edg/119.0.0.0");
    row("Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0");
    row("Safari",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 "
        "Safari/605.1.15");
    row("WebKit", "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko)");
    row("Mozilla", "Mozilla/5.0 (odd)");
    row("Python websockets", "Python/3.11 websockets/10.4");
    row("Python", "Python/3.11");
    row("Go", "Go-http-client/1.1");
    row("Node", "node");
    row("okhttp", "okhttp/4.9.3");
    row("curl", "curl/7.88.1");
    row("my", "my tool/1");
    QTest::newRow("open parenthesis") << QByteArray("caf\xC3\xA9/1 (un(nes)ted x/2") << QStringLiteral("café");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("spaces") << QByteArray("   ") << QString();
    QTest::newRow("a comment") << QByteArray("(only this)") << QString();
    QTest::newRow("a version") << QByteArray("/1.0") << QString();
}

void TestUserAgent::programs()
{
    QFETCH(QByteArray, userAgent);
    QFETCH(QString, program);
    QCOMPARE(programOf(userAgent), program);
}

QTEST_GUILESS_MAIN(TestUserAgent)
#include "tst_useragent.moc"
