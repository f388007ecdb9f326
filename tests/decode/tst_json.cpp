// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/json.h"
#include "tests/support/failonwarnings.h"

#include <QJsonDocument>
#include <QTest>

using namespace handglass;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void valid_data();
    void valid();
    void errors_data();
    void errors();
    void everyTruncationIsAnError();
    void everyByteChangeAgreesWithQt();
    void pretty_data();
    void pretty();
    void prettyIsStable();
    void deepestLevel();
    void hugeIndentationIsRefused();
    void tenMebibytes();
    void looks_data();
    void looks();
};

void TestJson::valid_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList texts{"{}", "[]", " \t\r\n{ } \n", "0", "-0", "-1.5e+10", "1E5", "1e-0", "10", "1.0",
        "123456789012345678901234567890.123456789012345678901234567890", "true", "false", "null", "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\"", "\"\xC3\xA9\xF0\x9F\x91\x8B\"", "\"\x7F\"", "{\"a\":1,\"a\":2}",
        "[1,[2,[3]],{\"\":{}}]", "[\"01234567\",\"0123456\",\"012345678\"]"};
    for (const QByteArray &text : texts)
        QTest::newRow(text.simplified().constData()) << text;
}

void TestJson::valid()
{
    QFETCH(QByteArray, text);
    const auto error = jsonError(text);
    QVERIFY2(!error, qPrintable(error ? error->sentence : QString()));
    QVERIFY(prettyJson(text).has_value());
}

void TestJson::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &text, int offset, int line, int column,
                         const char *sentence) {
        const QString place = QStringLiteral(" in line %1, column %2").arg(line).arg(column);
        QTest::newRow(name) << text << offset << line << column << u(sentence) + place;
    };
    row("missing colon", "{\n  \"a\": 1,\n  \"b\"\"c\"\n}", 17, 3, 6, "expected “:”, got “\"”");
    row("missing comma in an object", "{\"a\": 1\n  \"b\": 2}", 10, 2, 3, "expected “,” or “}”, got “\"”");
    row("missing comma in an array", "[1 2]", 3, 1, 4, "expected “,” or “]”, got “2”");
    row("empty", "", 0, 1, 1, "expected a value, got the end of the text");
    row("white space", " \n ", 3, 2, 2, "expected a value, got the end of the text");
    row("trailing comma in an array", "[1,]", 3, 1, 4, "expected a value, got “]”");
    row("trailing comma in an object", "{\"a\":1,}", 7, 1, 8, "expected a member's name in quotes, got “}”");
    row("unquoted name", "{abc: 1}", 1, 1, 2, "expected a member's name in quotes or “}”, got “abc”");
    row("single quotes", "['a']", 1, 1, 2, "expected a value or “]”, got “'”");
    row("wrong bracket", "[1}", 2, 1, 3, "expected “,” or “]”, got “}”");
    row("wrong bracket of an object", "{\"a\":1]", 6, 1, 7, "expected “,” or “}”, got “]”");
    row("closed too early", "{\"a\":}", 5, 1, 6, "expected a value, got “}”");
    row("closed without being opened", "]", 0, 1, 1, "expected a value, got “]”");
    row("not closed", "[1", 2, 1, 3, "expected “,” or “]”, got the end of the text");
    row("two values", "{} {}", 3, 1, 4, "expected the end of the text, got “{”");
    row("comma at the top", "1,2", 1, 1, 2, "expected the end of the text, got “,”");
    row("NaN", "[NaN]", 1, 1, 2, "expected a value or “]”, got “NaN”");
    row("True", "True", 0, 1, 1, "expected a value, got “True”");
    row("nul", "nul", 0, 1, 1, "expected a value, got “nul”");
    row("nullx", "nullx", 0, 1, 1, "expected a value, got “nullx”");
    row("comment", "[1] // one", 4, 1, 5, "expected the end of the text, got “/”");
    row("plus sign", "+1", 0, 1, 1, "expected a value, got “+”");
    row("bare point", ".5", 0, 1, 1, "expected a value, got “.”");
    row("leading zero", "[012]", 2, 1, 3, "expected no digit after a leading 0, got “1”");
    row("two zeros", "-00", 2, 1, 3, "expected no digit after a leading 0, got “0”");
    row("minus alone", "[-]", 2, 1, 3, "expected a digit, got “]”");
    row("no fraction", "1.", 2, 1, 3, "expected a digit, got the end of the text");
    row("no exponent", "1e+x", 3, 1, 4, "expected a digit, got “x”");
    row("hex number", "0x10", 1, 1, 2, "expected the end of the text, got “x10”");
    row("string not closed", "[\"abc", 5, 1, 6, "expected “\"” at the end of the string, got the end of the text");
    row("line break in a string", "\"a\nb\"", 2, 1, 3, "expected control characters escaped in a string, got 0x0A");
    row("tab in a long string", "\"0123456789\t\"", 11, 1, 12,
        "expected control characters escaped in a string, got 0x09");
    row("wrong escape", "\"\\x41\"", 2, 1, 3, "expected one of \" \\ / b f n r t u after “\\”, got “x41”");
    row("short code point", "\"\\u00g0\"", 5, 1, 6, "expected four hex digits after “\\u”, got “g0”");
    row("NUL", QByteArray("[\0]", 3), 1, 1, 2, "expected a value or “]”, got 0x00");
    row("not UTF-8 in a string", "[\"abc\xA3\"]", 5, 1, 6, "expected UTF-8, got 0xA3");
    row("cut off UTF-8", "\"\xC3\"", 1, 1, 2, "expected UTF-8, got 0xC3");
    row("surrogate in UTF-8", "\"\xED\xA0\x80\"", 1, 1, 2, "expected UTF-8, got 0xED");
    row("not UTF-8 outside", "[1\xFF]", 2, 1, 3, "expected UTF-8, got 0xFF");
    row("syntax before UTF-8", "[1 1\xFF]", 3, 1, 4, "expected “,” or “]”, got “1”");
    row("byte order mark", "\xEF\xBB\xBF{}", 0, 1, 1, "expected a value, got U+FEFF");
    row("typographic quotes", "{“a”: 1}", 1, 1, 2, "expected a member's name in quotes or “}”, got ““”");
    row("column counts characters", "[\"äöü👋\" 1]", 14, 1, 9, "expected “,” or “]”, got “1”");
    row("CR LF", "[1,\r\n2,\r\n,]", 9, 3, 1, "expected a value, got “,”");
    row("CR alone", "[1,\r2,\r ,]", 8, 3, 2, "expected a value, got “,”");
}

void TestJson::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, sentence);
    const auto error = jsonError(text);
    QVERIFY(error.has_value());
    QCOMPARE(error->sentence, sentence);
    QCOMPARE(error->offset, offset);
    QCOMPARE(error->line, line);
    QCOMPARE(error->column, column);
    QVERIFY(!prettyJson(text).has_value());
}

void TestJson::everyTruncationIsAnError()
{
    const QByteArray text = "{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\xC3\xA9\"], \"b\": {\"c\": {}}}";
    QVERIFY(!jsonError(text));
    for (qsizetype size = 0; size < text.size(); ++size) {
        const auto error = jsonError(text.first(size));
        QVERIFY2(error.has_value(), text.first(size).constData());
        QVERIFY(error->offset <= size);
    }
}

void TestJson::everyByteChangeAgreesWithQt()
{
    // An oracle for the grammar; it lets control characters and any escape pass inside strings, so those are left out.
    const QByteArray text = "[{\"a\":[1,-2.5e3,true,null,\"xn\"],\"b\":{}}, [], \"\xC3\xA9\"]";
    const QByteArray bytes = "{}[]:,\" 0159-+.eEtfnu/x\x7F";
    for (qsizetype at = 0; at < text.size(); ++at) {
        for (const char byte : bytes) {
            QByteArray changed = text;
            changed[at] = byte;
            QJsonParseError qtError;
            QJsonDocument::fromJson(changed, &qtError);
            QVERIFY2(
                jsonError(changed).has_value() == (qtError.error != QJsonParseError::NoError), changed.constData());
        }
    }
}

void TestJson::pretty_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("scalar") << QByteArray(" 1.50 ") << QByteArray("1.50");
    QTest::newRow("empty ones") << QByteArray("[{ },[ ]]") << QByteArray("[\n  {},\n  []\n]");
    QTest::newRow("empty at the top") << QByteArray("{ }") << QByteArray("{}");
    QTest::newRow("order, duplicates, spelling")
        << QByteArray("{\"z\":1.10,\"a\":1E+2,\"z\":-0,\"big\":12345678901234567890123,\"s\":\"\\u0041\\/\"}")
        << QByteArray("{\n  \"z\": 1.10,\n  \"a\": 1E+2,\n  \"z\": -0,\n  \"big\": 12345678901234567890123,\n  \"s\": "
                      "\"\\u0041\\/\"\n}");
    QTest::newRow("nested") << QByteArray("{\"a\":[1,{\"b\":[true,null]}],\"c\":{\"d\":\"x y\"}}")
                            << QByteArray("{\n"
                                          "  \"a\": [\n"
                                          "    1,\n"
                                          "    {\n"
                                          "      \"b\": [\n"
                                          "        true,\n"
                                          "        null\n"
                                          "      ]\n"
                                          "    }\n"
                                          "  ],\n"
                                          "  \"c\": {\n"
                                          "    \"d\": \"x y\"\n"
                                          "  }\n"
                                          "}");
    QTest::newRow("white space in a string stays")
        << QByteArray("[ \" a : , b \" ]") << QByteArray("[\n  \" a : , b \"\n]");
}

void TestJson::pretty()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(prettyJson(text).value_or("nothing"), expected);
}

void TestJson::prettyIsStable()
{
    const QByteArray text = "{\"a\":[1,[],{\"b\":\"\"},[[2]]],\"c\":{}}";
    const QByteArray once = prettyJson(text).value();
    QCOMPARE(prettyJson(once).value(), once);
    QCOMPARE(QJsonDocument::fromJson(once), QJsonDocument::fromJson(text));
}

void TestJson::deepestLevel()
{
    const QByteArray deepest = QByteArray(1024, '[') + QByteArray(1024, ']');
    QVERIFY(!jsonError(deepest));
    QVERIFY(prettyJson(deepest).has_value());
    const auto error = jsonError(QByteArray(2'000'000, '['));
    QVERIFY(error.has_value());
    QCOMPARE(error->offset, 1024);
    QCOMPARE(error->sentence, u("expected at most 1024 levels, got “[” in line 1, column 1025"));
}

void TestJson::hugeIndentationIsRefused()
{
    QByteArray text = QByteArray(1000, '[');
    for (int i = 0; i < 200'000; ++i)
        text += "1,";
    text += '1' + QByteArray(1000, ']');
    QVERIFY(!jsonError(text));
    QVERIFY(!prettyJson(text).has_value());
}

void TestJson::tenMebibytes()
{
    QByteArray text = "[";
    while (text.size() < (10 << 20))
        text += R"({"id":12345,"name":"quotes, in a string","price":1.2345,"tags":["a","b"],"open":true},)";
    text += "null]";
    std::optional<QByteArray> indented;
    QBENCHMARK_ONCE
    {
        indented = prettyJson(text);
    }
    QVERIFY(indented.has_value());
    QVERIFY(!jsonError(*indented));
}

void TestJson::looks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("object") << QByteArray(" \n{") << true;
    QTest::newRow("array") << QByteArray("[1") << true;
    QTest::newRow("number") << QByteArray("1") << false;
    QTest::newRow("text") << QByteArray("hello {") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("white space") << QByteArray("  ") << false;
}

void TestJson::looks()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(looksLikeJson(text), expected);
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
