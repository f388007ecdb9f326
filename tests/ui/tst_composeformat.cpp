// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/compose/composeformat.h"
#include "ui/compose/sendhistory.h"

#include <QTest>

using namespace handglass;

class TestComposeFormat final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void hex_data();
    void hex();
    void hexErrors_data();
    void hexErrors();
    void base64_data();
    void base64();
    void base64Errors_data();
    void base64Errors();
    void base64OfEveryLength();
    void json();
    void historyWalk();
    void historyBounds();
    void historyFileText();
};

void TestComposeFormat::hex_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("run") << QByteArray("0001a7FF") << QByteArray("\x00\x01\xa7\xff", 4);
    QTest::newRow("spaces") << QByteArray(" 00 01\ta7\r\nff ") << QByteArray("\x00\x01\xa7\xff", 4);
    QTest::newRow("commas and 0x") << QByteArray("0x00, 0X01,0xa7ff") << QByteArray("\x00\x01\xa7\xff", 4);
    QTest::newRow("0x before a run") << QByteArray("0x0001a7ff") << QByteArray("\x00\x01\xa7\xff", 4);
    QTest::newRow("hexText") << hexText(QByteArray(20, '\x7e')) << QByteArray(20, '\x7e');
}

void TestComposeFormat::hex()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    const auto result = bytesFromHex(text);
    QVERIFY(result.has_value());
    QCOMPARE(*result, bytes);
}

void TestComposeFormat::hexErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("letter") << QByteArray("00 0g")
                            << QStringLiteral("expected a second hex digit for this byte, got “g” in line 1, column 5")
                            << 1 << 5;
    QTest::newRow("second line") << QByteArray("00\nzz")
                                 << QStringLiteral("expected a hex digit, got “z” in line 2, column 1") << 2 << 1;
    QTest::newRow("odd") << QByteArray("001")
                         << QStringLiteral("expected a second hex digit for this byte, got the end in line 1, column 4")
                         << 1 << 4;
    QTest::newRow("digit apart") << QByteArray(
        "0 0") << QStringLiteral("expected a second hex digit for this byte, got “ ” in line 1, column 2")
                                 << 1 << 2;
    QTest::newRow("0x alone") << QByteArray("0x")
                              << QStringLiteral("expected a hex digit, got the end in line 1, column 3") << 1 << 3;
    QTest::newRow("after umlauts") << QByteArray("00 ü")
                                   << QStringLiteral("expected a hex digit, got “ü” in line 1, column 4") << 1 << 4;
}

void TestComposeFormat::hexErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto result = bytesFromHex(text);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().sentence, sentence);
    QCOMPARE(result.error().line, line);
    QCOMPARE(result.error().column, column);
}

void TestComposeFormat::base64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("padded") << QByteArray("aGk=") << QByteArray("hi");
    QTest::newRow("not padded") << QByteArray("aGk") << QByteArray("hi");
    QTest::newRow("lines") << QByteArray("aGVs\n bG8=\n") << QByteArray("hello");
    QTest::newRow("standard") << QByteArray("+/+/") << QByteArray("\xfb\xff\xbf");
    QTest::newRow("url") << QByteArray("-_-_") << QByteArray("\xfb\xff\xbf");
    QTest::newRow("one byte") << QByteArray("AA==") << QByteArray(1, '\0');
}

void TestComposeFormat::base64()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    const auto result = bytesFromBase64(text);
    QVERIFY(result.has_value());
    QCOMPARE(*result, bytes);
}

void TestComposeFormat::base64Errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("got");
    QTest::addColumn<int>("column");
    QTest::newRow("sign") << QByteArray("aGk*") << QStringLiteral("got “*”") << 4;
    QTest::newRow("one digit too many") << QByteArray("aGVsb") << QStringLiteral("got the end") << 6;
    QTest::newRow("padding too early") << QByteArray("a===") << QStringLiteral("got “=”") << 2;
    QTest::newRow("padding too long") << QByteArray("aGk==") << QStringLiteral("got “=”") << 5;
    QTest::newRow("padding too short") << QByteArray("aA=") << QStringLiteral("got the end") << 4;
    QTest::newRow("after padding") << QByteArray("aGk=aGk=") << QStringLiteral("got “a”") << 5;
    QTest::newRow("lost bits") << QByteArray("aGl") << QStringLiteral("got “l”") << 3;
    QTest::newRow("padding alone") << QByteArray("=") << QStringLiteral("got “=”") << 1;
}

void TestComposeFormat::base64Errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, got);
    QFETCH(int, column);
    const auto result = bytesFromBase64(text);
    QVERIFY(!result.has_value());
    QVERIFY2(result.error().sentence.contains(got), qUtf8Printable(result.error().sentence));
    QCOMPARE(result.error().column, column);
}

void TestComposeFormat::base64OfEveryLength()
{
    QByteArray bytes;
    for (int length = 0; length < 300; ++length) {
        for (const auto option : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
            QCOMPARE(bytesFromBase64(bytes.toBase64(option)).value_or("?"), bytes);
            QCOMPARE(bytesFromBase64(bytes.toBase64(option | QByteArray::OmitTrailingEquals)).value_or("?"), bytes);
        }
        bytes += static_cast<char>(length * 37);
    }
}

void TestComposeFormat::json()
{
    QCOMPARE(composedPayload(ComposeFormat::Json, "{\"a\": 1.0}").value(), QByteArray("{\"a\": 1.0}"));
    const auto wrong = composedPayload(ComposeFormat::Json, "{\n  \"a\": 1\n  \"b\": 2}");
    QVERIFY(!wrong.has_value());
    QCOMPARE(wrong.error().line, 3);
    QCOMPARE(wrong.error().column, 3);
    QVERIFY(!composedPayload(ComposeFormat::Json, "").has_value());
    QCOMPARE(composedPayload(ComposeFormat::Text, "{\"a\"").value(), QByteArray("{\"a\""));
}

void TestComposeFormat::historyWalk()
{
    const auto text = [](const char *words) { return Composition{ComposeFormat::Text, words}; };
    SendHistory history;
    QVERIFY(!history.older(text("draft")));
    history.add(text("one"));
    history.add(text("two"));
    history.add(text("one"));
    QCOMPARE(history.entries().size(), 2);
    QVERIFY(!history.newer());
    QCOMPARE(history.older(text("draft"))->text, QByteArray("one"));
    QCOMPARE(history.older(text("changed"))->text, QByteArray("two"));
    QVERIFY(!history.older(text("changed")));
    QCOMPARE(history.newer()->text, QByteArray("one"));
    QCOMPARE(history.newer()->text, QByteArray("draft"));
    QVERIFY(!history.newer());
    QCOMPARE(history.older(text("one"))->text, QByteArray("two"));
}

void TestComposeFormat::historyBounds()
{
    SendHistory history;
    for (int number = 0; number < 150; ++number)
        history.add({ComposeFormat::Text, QByteArray::number(number)});
    QCOMPARE(history.entries().size(), SendHistory::MaxEntries);
    QCOMPARE(history.entries().first().text, QByteArray("50"));
    history.add({ComposeFormat::Text, QByteArray(SendHistory::LongestText + 1, 'x')});
    history.add({ComposeFormat::Text, {}});
    QCOMPARE(history.entries().last().text, QByteArray("149"));
    history.add({ComposeFormat::Text, QByteArray(SendHistory::LongestText, 'x')});
    QCOMPARE(history.entries().last().text.size(), SendHistory::LongestText);
}

void TestComposeFormat::historyFileText()
{
    SendHistory history;
    history.add({ComposeFormat::Json, "{\"ü\":\"\\u0000\"}"});
    history.add({ComposeFormat::File, "/tmp/x y"});
    SendHistory other;
    QVERIFY(other.fromJson(history.toJson()));
    QCOMPARE(other.entries(), history.entries());
    QVERIFY(!other.fromJson("{}"));
    QVERIFY(!other.fromJson("[{"));
    QCOMPARE(other.entries(), history.entries());
    QVERIFY(other.fromJson(R"([{"format":9,"text":"a"},{"format":0},7,{"format":0,"text":"b"}])"));
    QCOMPARE(other.entries().size(), 1);
}

QTEST_APPLESS_MAIN(TestComposeFormat)
#include "tst_composeformat.moc"
