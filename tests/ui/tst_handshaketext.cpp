// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/headtext.h"
#include "ui/handshake/bodytext.h"

#include <QTest>

using namespace handglass;

class TestHandshakeText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void visible_data();
    void visible();
    void lines_data();
    void lines();
    void revealed();
    void chunks_data();
    void chunks();
    void hex();
};

void TestHandshakeText::visible_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("escapes");
    QTest::newRow("ascii") << QByteArray("abc \\x") << QStringLiteral("abc \\x") << 0;
    QTest::newRow("controls") << QByteArray("a\x1b\t\r\n\x7f") << QStringLiteral("a\\x1b\\t\\r\\n\\x7f") << 5;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QStringLiteral("a\\x00b") << 1;
    QTest::newRow("utf-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << QStringLiteral("grüß") << 0;
    QTest::newRow("astral") << QByteArray("\xf0\x9f\x94\x8d") << QStringLiteral("🔍") << 0;
    QTest::newRow("cut utf-8") << QByteArray("a\xc3") << QStringLiteral("a\\xc3") << 1;
    QTest::newRow("not utf-8") << QByteArray("\xff\xfe\x80z") << QStringLiteral("\\xff\\xfe\\x80z") << 3;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf") << 2;
    QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae") << QStringLiteral("a\\xe2\\x80\\xae") << 1;
    QTest::newRow("empty") << QByteArray() << QString() << 0;
}

void TestHandshakeText::visible()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QFETCH(int, escapes);
    QList<TextSpan> spans;
    QCOMPARE(visibleText(bytes, &spans), text);
    QCOMPARE(spans.size(), escapes);
}

void TestHandshakeText::lines_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QStringList>("shown");
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("whole head") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                                << QStringList{QStringLiteral("GET / HTTP/1.1"), QStringLiteral("Host: a")};
    QTest::newRow("lone LF") << QByteArray("GET / HTTP/1.1\nHost: a\n\n")
                             << QStringList{QStringLiteral("GET / HTTP/1.1\\n"), QStringLiteral("Host: a\\n"),
                                    QStringLiteral("\\n")};
    QTest::newRow("cut") << QByteArray("HTTP/1.1 10") << QStringList{QStringLiteral("HTTP/1.1 10")};
    QTest::newRow("secrets") << QByteArray(
        "GET / HTTP/1.1\r\nauthorization: Basic dTpw\r\nCookie: a=b; c=d\r\nProxy-Authorization: x\r\n\r\n")
                             << QStringList{QStringLiteral("GET / HTTP/1.1"),
                                    QStringLiteral("authorization: Basic 4 characters hidden"),
                                    QStringLiteral("Cookie: 8 characters hidden"),
                                    QStringLiteral("Proxy-Authorization: 1 character hidden")};
    QTest::newRow("folded secret") << QByteArray("GET / HTTP/1.1\r\nCookie: a=b;\r\n c=d\r\nHost: a\r\n\r\n")
                                   << QStringList{QStringLiteral("GET / HTTP/1.1"),
                                          QStringLiteral("Cookie: 4 characters hidden"),
                                          QStringLiteral(" 3 characters hidden"), QStringLiteral("Host: a")};
    QTest::newRow("cookie with a space") << QByteArray("GET / HTTP/1.1\r\nCookie: token secret\r\n\r\n")
                                         << QStringList{QStringLiteral("GET / HTTP/1.1"),
                                                QStringLiteral("Cookie: 12 characters hidden")};
    QTest::newRow("empty secret") << QByteArray("GET / HTTP/1.1\r\nCookie:\r\n\r\n")
                                  << QStringList{QStringLiteral("GET / HTTP/1.1"), QStringLiteral("Cookie:")};
}

void TestHandshakeText::lines()
{
    QFETCH(QByteArray, raw);
    QFETCH(QStringList, shown);
    QStringList texts;
    for (const HeadLine &line : headLines(raw, false))
        texts.append(line.text);
    QCOMPARE(texts, shown);
}

void TestHandshakeText::revealed()
{
    const QList<HeadLine> lines = headLines("GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n", true);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(1).text, QStringLiteral("Cookie: a=b"));
    QCOMPARE(lines.at(1).nameLength, 6);
    QCOMPARE(lines.at(1).hidden.length, 0);
    QCOMPARE(lines.at(0).nameLength, 0);
}

void TestHandshakeText::chunks_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("two chunks") << QByteArray("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n") << true
                                << QByteArray("hello world");
    QTest::newRow("cut chunk") << QByteArray("a\r\nhello") << true << QByteArray("hello");
    QTest::newRow("no chunks") << QByteArray("{\"a\":1}") << false << QByteArray();
    QTest::newRow("no size") << QByteArray("zz\r\nhello\r\n") << false << QByteArray();
    QTest::newRow("negative") << QByteArray("-5\r\nhello\r\n") << false << QByteArray();
    QTest::newRow("huge") << QByteArray("7fffffffffffffff\r\nhello") << true << QByteArray("hello");
    QTest::newRow("beyond huge") << QByteArray("ffffffffffffffffff\r\nhello") << false << QByteArray();
    QTest::newRow("empty") << QByteArray() << true << QByteArray();
}

void TestHandshakeText::chunks()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, chunked);
    QFETCH(QByteArray, content);
    const std::optional<QByteArray> result = dechunked(body);
    QCOMPARE(result.has_value(), chunked);
    QCOMPARE(result.value_or(QByteArray()), content);
}

void TestHandshakeText::hex()
{
    QCOMPARE(hexDump(QByteArray("0123456789abcdef\n", 17)),
        QByteArray("00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n"
                   "00000010  0a                                               ."));
    QCOMPARE(hexDump({}), QByteArray());
}

QTEST_APPLESS_MAIN(TestHandshakeText)
#include "tst_handshaketext.moc"
