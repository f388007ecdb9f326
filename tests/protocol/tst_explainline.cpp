// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/httphead.h"
#include "app/protocol/verdict.h"
#include "tests/support/failonwarnings.h"

#include <QRegularExpression>
#include <QTest>

using namespace handglass;

namespace {

HttpHead headOf(const QByteArray &raw)
{
    const auto kind = raw.startsWith("HTTP/") ? HttpHeadReader::Kind::Response : HttpHeadReader::Kind::Request;
    HttpHeadReader reader(kind);
    reader.feed(raw);
    return reader.head();
}

QString plain(QString text)
{
    return text.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
}

QString explainHeader(const QByteArray &line, bool response)
{
    const QByteArray start = response ? "HTTP/1.1 101 Switching Protocols" : "GET / HTTP/1.1";
    return explainLine(headOf(start + "\r\n" + line + "\r\n\r\n"), 2, response);
}

} // namespace

class TestExplainLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyHeaderOfTheHandshake_data();
    void everyHeaderOfTheHandshake();
    void statusLines_data();
    void statusLines();
    void requestLine();
    void peerTextIsEscaped();
    void secretsAreNotShown();
    void foldedLineBelongsToItsHeader();
    void nothingToSay();
};

void TestExplainLine::everyHeaderOfTheHandshake_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("response");
    const QByteArrayList requestLines{"Host: a", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version: 13", "Sec-WebSocket-Protocol: a, b",
        "Sec-WebSocket-Extensions: permessage-deflate", "Origin: null", "User-Agent: x", "Cookie: a=1",
        "Authorization: Basic abc", "Content-Length: 3"};
    const QByteArrayList responseLines{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: x",
        "Sec-WebSocket-Protocol: a", "SEC-WEBSOCKET-EXTENSIONS: permessage-deflate", "Sec-WebSocket-Version: 13",
        "Server: nginx", "Date: now", "Set-Cookie: a=1", "WWW-Authenticate: Bearer realm=\"a\"", "Location: /b",
        "Retry-After: 120", "Content-Type: text/plain", "Content-Length: 145"};
    for (const QByteArray &line : requestLines)
        QTest::newRow(("request " + line).constData()) << line << false;
    for (const QByteArray &line : responseLines)
        QTest::newRow(("response " + line).constData()) << line << true;
}

void TestExplainLine::everyHeaderOfTheHandshake()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, response);
    const QString text = plain(explainHeader(line, response));
    const QString name = QString::fromLatin1(line.first(line.indexOf(':')));
    QVERIFY2(text.startsWith(name, Qt::CaseInsensitive), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("RFC ")), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1Char('%')), qPrintable(text));
    QVERIFY2(text.count(QStringLiteral(". ")) <= 2, qPrintable(text));
    QVERIFY2(text.size() < 270, qPrintable(QStringLiteral("%1: %2").arg(text.size()).arg(text)));
}

void TestExplainLine::statusLines_data()
{
    QTest::addColumn<int>("status");
    for (const int status :
        {100, 101, 200, 204, 301, 302, 303, 308, 400, 401, 403, 404, 407, 418, 426, 429, 500, 502, 503, 599})
        QTest::addRow("%d", status) << status;
}

void TestExplainLine::statusLines()
{
    QFETCH(int, status);
    const QString text = explainLine(headOf("HTTP/1.1 " + QByteArray::number(status) + " x\r\n\r\n"), 1, true);
    QVERIFY2(text.contains(QStringLiteral("RFC ")), qPrintable(text));
    QVERIFY(text.size() < 270);
}

void TestExplainLine::requestLine()
{
    QCOMPARE(explainLine(headOf("GET /chat?a=<b>&c HTTP/1.1\r\n\r\n"), 1, false),
        QString::fromUtf8(
            "Asks for <tt>/chat?a=&lt;b&gt;&amp;c</tt> with the method <tt>GET</tt>. A handshake must be a "
            "GET, and HTTP/1.1 or higher. RFC 6455 §4.1"));
}

void TestExplainLine::peerTextIsEscaped()
{
    const QString text = explainHeader("Server: <img src=x> %1 %2 & \"q\"", true);
    QVERIFY2(text.contains(QStringLiteral("&lt;img src=x&gt; %1 %2 &amp; &quot;q&quot;")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("<img")));
    const QString longText = explainHeader("Server: " + QByteArray(5000, 'x'), true);
    QVERIFY(longText.size() < 300);
}

void TestExplainLine::secretsAreNotShown()
{
    const QString authorization = explainHeader("Authorization: Bearer s3cr3t", false);
    QVERIFY(authorization.contains(QStringLiteral("Bearer")));
    QVERIFY(!authorization.contains(QStringLiteral("s3cr3t")));
    QVERIFY(!explainHeader("Cookie: session=s3cr3t", false).contains(QStringLiteral("s3cr3t")));
    QVERIFY(!explainHeader("Set-Cookie: session=s3cr3t", true).contains(QStringLiteral("s3cr3t")));
    QVERIFY(!explainHeader("Authorization: s3cr3t", false).contains(QStringLiteral("s3cr3t")));
}

void TestExplainLine::foldedLineBelongsToItsHeader()
{
    const HttpHead head = headOf("HTTP/1.1 200 OK\r\nServer: a\r\n b\r\nDate: c\r\n\r\n");
    QCOMPARE(explainLine(head, 3, true), explainLine(head, 2, true));
    QVERIFY(explainLine(head, 2, true).contains(QStringLiteral("a b")));
    QVERIFY(explainLine(head, 4, true).contains(QStringLiteral("Date")));
}

void TestExplainLine::nothingToSay()
{
    const HttpHead head = headOf("GET / HTTP/1.1\r\nHost: a\r\nX-Mine: 1\r\n\r\n");
    QCOMPARE(explainLine(head, 3, false), QString());
    QCOMPARE(explainLine(head, 4, false), QString());
    QCOMPARE(explainLine(head, 99, false), QString());
    QCOMPARE(explainLine(head, 0, false), QString());
    QCOMPARE(explainLine(head, -1, false), QString());
}

QTEST_APPLESS_MAIN(TestExplainLine)
#include "tst_explainline.moc"
