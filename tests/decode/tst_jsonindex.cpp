// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonindex.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

/// As in "{"a":[1 {}]"b":2 }": names and values as they are spelled, by walking parents and children.
QByteArray walked(const JsonIndex &index, JsonIndex::Node parent)
{
    QByteArray text;
    for (qint64 row = 0; row < index.childCount(parent); ++row) {
        const JsonIndex::Node node = index.child(parent, row);
        if (index.isMember(node))
            text += index.name(node).toByteArray() + ':';
        if (!index.isContainer(node))
            text += index.value(node).toByteArray() + ' ';
        else if (index.kind(node) == JsonIndex::Kind::Object)
            text += '{' + walked(index, node) + '}';
        else
            text += '[' + walked(index, node) + ']';
    }
    return text;
}

} // namespace

class TestJsonIndex final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void walk_data();
    void walk();
    void values_data();
    void values();
    void paths_data();
    void paths();
    void broken_data();
    void broken();
    void manyChildren();
    void cut();
    void cancelled();
    void deep();
};

void TestJsonIndex::walk_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("  ", "");
    row("1.50", "1.50 ");
    row(R"("a\"b")", R"("a\"b" )");
    row(R"("\\")", R"("\\" )");
    row("{}", "{}");
    row("[ ]", "[]");
    row(R"({"z":1.0,"a":[true,null,{}],"z":"x"})", R"({"z":1.0 "a":[true null {}]"z":"x" })");
    row(R"( { "a" : { "b" : [ [ ] , [ 1 ] ] } , "c" : -1e5 } )", R"({"a":{"b":[[][1 ]]}"c":-1e5 })");
    row("{\"a\":1}\n{\"a\":2}\r\n[3]", "{\"a\":1 }{\"a\":2 }[3 ]");
    row("1 2\n\"x\"\n", "1 2 \"x\" ");
    row("{}{}", "{}{}");
}

void TestJsonIndex::walk()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const JsonIndex index(text);
    QCOMPARE(walked(index, JsonIndex::Document), expected);
    QCOMPARE(index.error().has_value(), text.trimmed().isEmpty());
}

void TestJsonIndex::values_data()
{
    QTest::addColumn<int>("node");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("all") << 0 << QByteArray(R"({ "a" : [1, [ ] , {"x":"]}"} ] ,"b":-0.10 })");
    QTest::newRow("array") << 1 << QByteArray(R"([1, [ ] , {"x":"]}"} ])");
    QTest::newRow("number") << 2 << QByteArray("1");
    QTest::newRow("empty array") << 3 << QByteArray("[ ]");
    QTest::newRow("object") << 4 << QByteArray(R"({"x":"]}"})");
    QTest::newRow("string") << 5 << QByteArray(R"("]}")");
    QTest::newRow("last") << 6 << QByteArray("-0.10");
}

void TestJsonIndex::values()
{
    QFETCH(int, node);
    QFETCH(QByteArray, value);
    const JsonIndex index(R"( { "a" : [1, [ ] , {"x":"]}"} ] ,"b":-0.10 } )");
    QCOMPARE(index.size(), 7U);
    QCOMPARE(index.value(JsonIndex::Node(node)).toByteArray(), value);
}

void TestJsonIndex::paths_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("before"); ///< the value begins with this
    QTest::addColumn<QString>("path");
    const auto row = [](const char *text, const char *before, const char *path) {
        QTest::newRow(path) << QByteArray(text) << QByteArray(before) << QString::fromUtf8(path);
    };
    row(R"({"a":[0,1,2,{"b":77}]})", "77", "$.a[3].b");
    row(R"({"a":[0,1]})", "{", "$");
    row("[[1,[99]]]", "99", "$[0][1][0]");
    row(R"({"a b":{"":5}})", "5", R"($["a b"][""])");
    row(R"({"q\"":5})", "5", R"($["q\""])");
    row(R"({"\u00e9":5})", "5", "$.é");
    row("{\"a\":1}\n{\"b\":[8]}", "8", "$[1].b[0]");
}

void TestJsonIndex::paths()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, before);
    QFETCH(QString, path);
    const JsonIndex index(text);
    const JsonIndex::Node node = index.nodeAt(text.lastIndexOf(before));
    QCOMPARE(index.path(node).text(), path);
    QVERIFY(index.value(node).startsWith(before));
    QVERIFY(JsonPath::parse(path).has_value());
}

void TestJsonIndex::broken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("walk");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, const char *walk, const char *sentence) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(walk) << QString::fromUtf8(sentence);
    };
    row("hello", "", "expected a value, got “hello” in line 1, column 1");
    row("{\"a\":1,\n\"b\":[1,2,", R"({"a":1 "b":[1 2 ]})",
        "expected a value, got the end of the text in line 2, column 10");
    row(R"({"a":"cut)", "{}", "expected “\"” at the end of the string, got the end of the text in line 1, column 10");
    row(R"({"a":1,"b"})", R"({"a":1 })", "expected “:”, got “}” in line 1, column 11");
    row(R"({"a":1} x)", R"({"a":1 })", "expected the end of the text, got “x” in line 1, column 9");
    row("{\"a\":1}\n{\"a\":}", R"({"a":1 }{})", "expected a value, got “}” in line 2, column 6");
}

void TestJsonIndex::broken()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, walk);
    QFETCH(QString, sentence);
    const JsonIndex index(text);
    QCOMPARE(walked(index, JsonIndex::Document), walk);
    QVERIFY(index.error().has_value());
    QCOMPARE(index.error()->sentence, sentence);
    for (JsonIndex::Node node = 0; node < index.size(); ++node)
        QVERIFY(text.contains(index.value(node).toByteArray()));
}

void TestJsonIndex::manyChildren()
{
    const int count = 12'345;
    const auto element = [](int i) { return i % 3 == 0 ? '[' + QByteArray::number(i) + ']' : QByteArray::number(i); };
    QByteArray text = "{\"list\":[";
    for (int i = 0; i < count; ++i)
        text += (i == 0 ? QByteArray() : QByteArray(",")) + element(i);
    text += "],\"after\":true}";
    const JsonIndex index(text);
    const JsonIndex::Node list = 1;
    QCOMPARE(index.childCount(list), qint64(count));
    for (const int i : {0, 1, 999, 1'000, 1'001, 5'999, 12'000, 12'344}) {
        const JsonIndex::Node node = index.child(list, i);
        QCOMPARE(index.value(node).toByteArray(), element(i));
        const QList<JsonIndex::Step> way = index.way(node);
        QCOMPARE(way.size(), 3);
        QCOMPARE(way.last().row, qint64(i));
    }
    QCOMPARE(index.child(0, 1), index.size() - 1);
    QCOMPARE(index.value(list).size(), text.size() - 8 - 14);
}

void TestJsonIndex::cut()
{
    const JsonIndex index("[1,[2,[3,4],5],[6],7]", 5);
    QVERIFY(index.isCut());
    QCOMPARE(index.size(), 5U);
    QCOMPARE(walked(index, JsonIndex::Document), QByteArray("[1 [2 []]]"));
    QVERIFY(!index.error().has_value());
    QVERIFY(!JsonIndex("[1,[2,[3,4],5],[6],7]").isCut());
}

void TestJsonIndex::cancelled()
{
    const std::atomic_bool cancel = true;
    QCOMPARE(JsonIndex("[1,2,3]", 100, &cancel).size(), 0U);
}

void TestJsonIndex::deep()
{
    const JsonIndex index(QByteArray(1024, '[') + QByteArray(1024, ']'));
    QCOMPARE(index.size(), 1024U);
    QCOMPARE(index.way(1023).size(), 1024);
    QCOMPARE(index.value(0).size(), 2048);
    QVERIFY(JsonIndex(QByteArray(100'000, '[')).error().has_value());
}

QTEST_APPLESS_MAIN(TestJsonIndex)
#include "tst_jsonindex.moc"
