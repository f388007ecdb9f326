// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filter.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// What a filter's text must look like, and what is said where it does not. What the filters find: tst_filter.
class TestFilterParser final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void takesGood_data();
    void takesGood();
    void refusesBad_data();
    void refusesBad();
    void hints_data();
    void hints();
    void boundsItsDepth();
    void asksForMarks();
};

void TestFilterParser::takesGood_data()
{
    QTest::addColumn<QString>("text");
    const char *good[] = {"", "  ", "tick", "two words", "\"a phrase\"", "'\"type\":\"tick\"'", "{\"type\":\"tick\"}",
        "10:31:05", "http://x/y?z=1", "f(x)", "f((x)", "-", "- x", "a-b", "-a", "--a", "!a", "!(a or b)", "not a",
        "NOT a", "not(a)", "a and b", "a AND b", "a && b", "a || b", "a or b and c", "(a)", "((a))(b)", "android",
        "order", "nothing", "/a+b/", "/a b/i", "/a\\/b/imsxu", "/\\d+/)", "0x00", "0X0d0A", "dir:sent", "dir=received",
        "dir!=sent", "direction:sent", "DIR:SENT", "type:text,ping", "type:text|binary", "type != pong", "size>1k",
        "size >= 1.5KiB", "size:0", "size:1..2k", "size=1,5,7..9", "size<10MB", "time>10:31", "time>=10:31:05",
        "time<10:31:05.123456789", "time=2026-11-26", "time>2026-11-26T10:31:05.123", "time:10:31..10:32",
        "time<2026-11-26T10:31:05Z", "delta>200ms", "delta>0", "delta<=1.5s", "delta:1us..2min", "conn:3", "conn:1,2",
        "row:5..9", "code:1006", "code:1000..1003", "fin:0", "fin:0x1", "rsv:4", "rsv1:1", "rsv2:0", "rsv3!=0",
        "masked:0", "opcode:9", "opcode:0x0A", "violation", "marked", "-marked", "comment:word",
        "comment:\"two words\"", "comment~word", "byhand", "onpurpose", "compressed", "$.type", "$.type=tick",
        "$.type:tick", "$.type = \"a b\"", "$.price>100", "$.price:100..200", "$.price<=-1.5e3", "$.a[0].b!=null",
        "$[1]", "$.list[*].id=3", "$[\"odd name\"]=1", "$['x']", "$.msg~word", "$.msg~/re gex/i", "$5", "$",
        "websocket.opcode==1", "websocket.fin:1", "frame.number>=5", "foo:bar", "size", "code x",
        "(a or b) -c /d/ $.e 0xff size>1"};
    for (const char *text : good)
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestFilterParser::takesGood()
{
    QFETCH(QString, text);
    if (text.endsWith(u')') && text.startsWith(u'/'))
        text.prepend(u'(');
    const auto filter = Filter::parse(text);
    QVERIFY2(filter.has_value(), qPrintable(filter ? QString() : filter.error().sentence));
    QCOMPARE(filter->isEmpty(), text.trimmed().isEmpty());
    QCOMPARE(filter->text(), text.trimmed());
    QCOMPARE(*filter, *Filter::parse(u' ' + text));
}

void TestFilterParser::refusesBad_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, int position, int length, const char *sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << position << length << QString::fromUtf8(sentence);
    };
    const char *quotes = ": to find this as text, put it in quotes";
    const auto advised = [&](const char *text, int position, int length, const char *sentence) {
        row(text, position, length, (QByteArray(sentence) + quotes).constData());
    };
    row("a or", 4, 0, "expected a word or a test after “or”, got the end of the filter");
    row("a and", 5, 0, "expected a word or a test after “and”, got the end of the filter");
    row("a && ", 5, 0, "expected a word or a test after “&&”, got the end of the filter");
    row("a or and b", 5, 1, "expected a word or a test after “or”, got “a”");
    row("not", 3, 0, "expected a word or a test after “not”, got the end of the filter");
    row("()", 1, 1, "expected a word or a test after “(”, got “)”");
    row("(a", 0, 1, "expected “)” for this “(”, got the end of the filter");
    row("a (b or (c)", 2, 1, "expected “)” for this “(”, got the end of the filter");
    advised("or b", 0, 1, "expected a word or a test, got “o”");
    advised("a)", 1, 1, "expected “(” before it, got “)”");
    advised(":-)", 2, 1, "expected “(” before it, got “)”");
    row("\"abc", 0, 1, "expected “\"” at the end of this text, got the end of the filter");
    row("x 'abc", 2, 1, "expected “'” at the end of this text, got the end of the filter");
    row("\"\"", 0, 2, "expected text between the quotes, got none");
    row("\"type\":\"tick\"", 6, 1,
        "expected a space or “)”, got “:”: to find text with quotes in it, put it between quotes of the other kind, "
        "'…' or \"…\"");
    advised("/abc", 0, 1, "expected “/” at the end of the regular expression, got the end of the filter");
    advised("//", 0, 2, "expected a regular expression between the slashes, got none");
    advised("/topic/prices", 7, 1, "expected one of i, m, s, x, u or a space after the regular expression, got “p”");
    row("x /a(b/", 6, 1, "expected a regular expression, got an error in it: missing closing parenthesis");
    advised("0xd", 0, 3, "expected two hex digits for each byte, got 1 digits");
    advised("a 0x0g", 5, 1, "expected hex digits after “0x”, got “g”");
    advised("0x", 2, 0, "expected hex digits after “0x”, got the end of the filter");
    row("dir:", 4, 0, "expected sent or received, got nothing");
    row("dir:up", 4, 2, "expected sent or received, got “up”");
    row("dir>sent", 3, 1, "expected “:” or “!=” after “dir”, got “>”");
    row("type:text,pin", 10, 3,
        "expected text, binary, ping, pong, close, control, continuation, cont, reserved, frame, opened, closed or "
        "notice, got “pin”");
    row("size>", 5, 0, "expected a size such as 1500, 1k or 4KiB, got nothing");
    row("a size>1x b", 7, 2, "expected a size such as 1500, 1k or 4KiB, got “1x”");
    row("size>-1", 5, 2, "expected a size such as 1500, 1k or 4KiB, got “-1”");
    row("size>1e", 5, 2, "expected a size such as 1500, 1k or 4KiB, got “1e”");
    row("size>1.", 5, 2, "expected a size such as 1500, 1k or 4KiB, got “1.”");
    row("size:1..x", 8, 1, "expected a size such as 1500, 1k or 4KiB, got “x”");
    row("size:9..1", 5, 4, "expected the lower end before “..” and the higher behind it, got “9..1”");
    row("size>99999999999999999999", 5, 20, "expected a size such as 1500, 1k or 4KiB, got “99999999999999999999”");
    row("size~1", 4, 1, "expected one of : = != < <= > >= after “size”, got “~”");
    row("time>25:00", 5, 5, "expected a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05, got “25:00”");
    row("time>10:31:61", 5, 8, "expected a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05, got “10:31:61”");
    row("time>2026-02-30", 5, 10,
        "expected a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05, got “2026-02-30”");
    row("time:1265-11-26", 5, 10,
        "expected a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05, got “1265-11-26”");
    row("time<2262-01-01", 5, 10,
        "expected a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05, got “2262-01-01”");
    row("time:10:31..2026-11-26", 12, 10, "expected a time of day, as before “..”, got “2026-11-26”");
    row("time:10:32..10:31", 5, 12, "expected the lower end before “..” and the higher behind it, got “10:32..10:31”");
    row("delta>200", 6, 3, "expected a duration with its unit, such as 200ms, 50us or 1.5s, got “200”");
    row("conn:x", 5, 1, "expected a number from 0, got “x”");
    row("code:65536", 5, 5, "expected a close code from 0 to 65535, got “65536”");
    row("opcode:16", 7, 2, "expected an opcode from 0 to 15, got “16”");
    row("fin:2", 4, 1, "expected 0 or 1, got “2”");
    row("rsv:8", 4, 1, "expected a number from 0 to 7, got “8”");
    row("comment:", 8, 0, "expected text, got nothing: “marked” finds all marked rows");
    advised("$.", 2, 0, "expected a member's name, got the end of the filter");
    advised("$.a..b", 4, 1, "expected a member's name, got “.”");
    advised("$.a[x]", 4, 1, "expected an element's number, “*” or a member's name in quotes, got “x”");
    advised("$.a[0", 5, 0, "expected “]”, got the end of the filter");
    row("$.a=", 4, 0, "expected a value, got nothing: the path alone finds all that have it");
    row("$.a>x", 4, 1, "expected a number, got “x”");
    row("$.a>\"5\"", 5, 3, "expected a number, got “5”");
    row("$.a:1..x", 7, 1, "expected a number, got “x”: put text with “..” in quotes");
}

void TestFilterParser::refusesBad()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QString, sentence);
    const auto filter = Filter::parse(text);
    QVERIFY(!filter.has_value());
    QCOMPARE(filter.error().sentence, sentence);
    QCOMPARE(filter.error().position, position);
    QCOMPARE(filter.error().length, length);
}

void TestFilterParser::hints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    QTest::newRow("typing error") << "tpye:text"
                                  << "“tpye” is no field (nearest: type), so it is found as text";
    QTest::newRow("quoted") << "\"tpye:text\""
                            << "";
    QTest::newRow("text with a colon") << "Authorization:Bearer"
                                       << "";
    QTest::newRow("time") << "10:31:05"
                          << "";
    QTest::newRow("field") << "type:text"
                           << "";
    QTest::newRow("word") << "tpye"
                          << "";
}

void TestFilterParser::hints()
{
    QFETCH(QString, text);
    QFETCH(QString, hint);
    const auto filter = Filter::parse(text);
    QVERIFY(filter.has_value());
    QCOMPARE(filter->hint(), hint);
}

void TestFilterParser::boundsItsDepth()
{
    QVERIFY(Filter::parse(QString(50, u'(') + u'a' + QString(50, u')')).has_value());
    QCOMPARE(Filter::parse(QString(100'000, u'(')).error().position, 50);
    QVERIFY(Filter::parse(QString(99'999, u'-') + u'a').has_value());
    QVERIFY(Filter::parse(QStringLiteral("a ").repeated(200)).has_value());
    QCOMPARE(Filter::parse(QStringLiteral("a ").repeated(100'000)).error().position, 400);
}

void TestFilterParser::asksForMarks()
{
    const auto asks = [](const char *text) { return Filter::parse(QString::fromUtf8(text))->usesMarks(); };
    QVERIFY(asks("a or (b -marked)"));
    QVERIFY(asks("comment:x"));
    QVERIFY(!asks("a or (b -violation) \"marked\""));
    QVERIFY(!asks(""));
}

QTEST_GUILESS_MAIN(TestFilterParser)
#include "tst_filterparser.moc"
