// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/json.h"
#include "app/decode/jsonedit.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

JsonPath path(const char *text)
{
    return *JsonPath::parse(QString::fromUtf8(text));
}

/// Odd on purpose: nothing but the edited value may change.
const char *const Odd =
    "{ \"a\" :1,\n\t\"list\":[ 10,20 ,\n30 ] , \"o\":{\"x\" : \"\\u00e9\"},\"e\":[ ],\"f\": {}\n}\n";

const char *const Tidy = R"({
  "name": "x",
  "rules": [
    { "on": "text", "do": [] },
    {
      "on": "close",
      "do": [{ "echo": true }]
    }
  ]
}
)";

} // namespace

class TestJsonEdit final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void replaced_data();
    void replaced();
    void inserted_data();
    void inserted();
    void memberInserted_data();
    void memberInserted();
    void removed_data();
    void removed();
    void moved_data();
    void moved();
    void duplicated_data();
    void duplicated();
    void memberReplaced();
    void found_data();
    void found();
    void quoted();
    void lineEndsAndTabsOfTheText();
};

/// The part of the result that differs from the text, with what it replaces: "30 -> 7".
static QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
        && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    return before.sliced(head, before.size() - head - tail) + " -> " + after.sliced(head, after.size() - head - tail);
}

void TestJsonEdit::replaced_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("spelling");
    QTest::addColumn<QByteArray>("difference");
    const QByteArray odd(Odd);
    QTest::newRow("number") << odd << QByteArray("$.a") << QByteArray("2") << QByteArray("1 -> 2");
    QTest::newRow("element") << odd << QByteArray("$.list[2]") << QByteArray("7") << QByteArray("30 -> 7");
    QTest::newRow("string") << odd << QByteArray("$.o.x") << QByteArray("\"z\"") << QByteArray("\\u00e9 -> z");
    QTest::newRow("whole array") << odd << QByteArray("$.e") << QByteArray("[1]") << QByteArray("  -> 1");
    QTest::newRow("lines") << QByteArray(Tidy) << QByteArray("$.rules[0].do") << QByteArray("[\n  1\n]")
                           << QByteArray(" -> \n      1\n    ");
}

void TestJsonEdit::replaced()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, where);
    QFETCH(QByteArray, spelling);
    const JsonIndex index(text);
    const QByteArray result =
        applied(text, jsonedit::replace(index, *jsonedit::find(index, path(where.constData())), spelling));
    QTEST(difference(text, result), "difference");
    QVERIFY(!jsonError(result));
}

void TestJsonEdit::inserted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<int>("row");
    QTest::addColumn<QByteArray>("spelling");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const char *text, const char *array, int at, const char *spelling,
                         const char *result) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(array) << at << QByteArray(spelling)
                            << QByteArray(result);
    };
    row("empty", "{\"e\":[ ]}", "$.e", 0, "1", "{\"e\":[1]}");
    row("first", "[1, 2]", "$", 0, "0", "[0, 1, 2]");
    row("between", "[1,2]", "$", 1, "9", "[1,9, 2]");
    row("last", "[1,2 ]", "$", 2, "3", "[1,2, 3 ]");
    row("row too high", "[1]", "$", 7, "3", "[1, 3]");
    row("on a line of its own", "[\n   1\n]", "$", 1, "2", "[\n   1,\n   2\n]");
    row("before, on a line of its own", "[\n   1\n]", "$", 0, "2", "[\n   2,\n   1\n]");
    row("several lines", "{\n \"a\": [\n  1\n ]\n}", "$.a", 1, "{\n  \"b\": {\n    \"c\": 1\n  }\n}",
        "{\n \"a\": [\n  1,\n  {\n   \"b\": {\n    \"c\": 1\n   }\n  }\n ]\n}");
    row("several lines into an empty one", "{\n  \"a\": []\n}", "$.a", 0, "{\n  \"b\": 1\n}",
        "{\n  \"a\": [\n    {\n      \"b\": 1\n    }\n  ]\n}");
    row("empty over two lines", "{\n  \"a\": [\n  ]\n}", "$.a", 0, "1", "{\n  \"a\": [\n    1\n  ]\n}");
}

void TestJsonEdit::inserted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, array);
    QFETCH(int, row);
    QFETCH(QByteArray, spelling);
    const JsonIndex index(text);
    const auto node = jsonedit::find(index, path(array.constData()));
    QTEST(applied(text, jsonedit::insertElement(index, *node, row, spelling)), "result");
}

void TestJsonEdit::memberInserted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<int>("row");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("empty") << QByteArray("{\"o\":{}}") << QByteArray("$.o") << 0 << QByteArray("{\"o\":{ \"é\": 1 }}");
    QTest::newRow("last") << QByteArray("{\"a\":0}") << QByteArray("$") << 1 << QByteArray("{\"a\":0, \"é\": 1}");
    QTest::newRow("first") << QByteArray("{ \"a\":0}") << QByteArray("$") << 0 << QByteArray("{ \"é\": 1, \"a\":0}");
    QTest::newRow("lines") << QByteArray("{\n\t\"a\": {\n\t\t\"b\": 0\n\t}\n}") << QByteArray("$.a") << 1
                           << QByteArray("{\n\t\"a\": {\n\t\t\"b\": 0,\n\t\t\"é\": 1\n\t}\n}");
}

void TestJsonEdit::memberInserted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, object);
    QFETCH(int, row);
    const JsonIndex index(text);
    const auto node = jsonedit::find(index, path(object.constData()));
    QTEST(applied(text, jsonedit::insertMember(index, *node, row, "é", "1")), "result");
}

void TestJsonEdit::removed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const char *text, const char *where, const char *result) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(where) << QByteArray(result);
    };
    row("only", "{\"a\": [ 1 ]}", "$.a[0]", "{\"a\": []}");
    row("first", "[ 1 , 2, 3]", "$[0]", "[ 2, 3]");
    row("middle", "[ 1 , 2, 3]", "$[1]", "[ 1 , 3]");
    row("last", "[ 1 , 2, 3 ]", "$[2]", "[ 1 , 2 ]");
    row("member", "{\n  \"a\": 1,\n  \"b\": { \"c\": 2 },\n  \"d\": 3\n}", "$.b", "{\n  \"a\": 1,\n  \"d\": 3\n}");
    row("last member", "{\n  \"a\": 1,\n  \"b\": 2\n}", "$.b", "{\n  \"a\": 1\n}");
}

void TestJsonEdit::removed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, where);
    const JsonIndex index(text);
    QTEST(applied(text, jsonedit::remove(index, *jsonedit::find(index, path(where.constData())))), "result");
}

void TestJsonEdit::moved_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("down") << 0 << 1 << QByteArray("[ 22 ,1,\n{\"c\" :3}, 4 ]");
    QTest::newRow("up") << 2 << 1 << QByteArray("[ 1 ,{\"c\" :3},\n22, 4 ]");
    QTest::newRow("to the end") << 0 << 3 << QByteArray("[ 22 ,{\"c\" :3},\n4, 1 ]");
    QTest::newRow("to the start") << 3 << 0 << QByteArray("[ 4 ,1,\n22, {\"c\" :3} ]");
    QTest::newRow("nowhere") << 1 << 1 << QByteArray("[ 1 ,22,\n{\"c\" :3}, 4 ]");
}

void TestJsonEdit::moved()
{
    QFETCH(int, from);
    QFETCH(int, to);
    const QByteArray text("[ 1 ,22,\n{\"c\" :3}, 4 ]");
    QTEST(applied(text, jsonedit::move(JsonIndex(text), 0, from, to)), "result");
}

void TestJsonEdit::duplicated_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("name"); ///< null: as it is
    QTest::addColumn<QByteArray>("result");
    const QByteArray lines("[\n\t{ \"name\": \"a\",\n\t  \"do\": [] },\n\t{}\n]");
    QTest::newRow("first") << lines << 0 << u"b"_qs
                           << QByteArray(lines).replace(",\n\t{}", ",\n\t{ \"name\": \"b\",\n\t  \"do\": [] },\n\t{}");
    QTest::newRow("last, without a name") << lines << 1 << u"b"_qs << QByteArray(lines).replace("{}", "{},\n\t{}");
    QTest::newRow("the only one") << QByteArray("[ {\"name\":1} ]") << 0 << QString()
                                  << QByteArray("[ {\"name\":1}, {\"name\":1} ]");
    QTest::newRow("the only one, close") << QByteArray("[{}]") << 0 << QString() << QByteArray("[{}, {}]");
    QTest::newRow("the only one, on its line")
        << QByteArray("[\r\n  1\r\n]") << 0 << QString() << QByteArray("[\r\n  1,\r\n  1\r\n]");
    QTest::newRow("quoted name") << QByteArray("[{\"name\":\"a\"}]") << 0 << u"\"ö"_qs
                                 << QByteArray("[{\"name\":\"a\"}, {\"name\":\"\\\"ö\"}]");
}

void TestJsonEdit::duplicated()
{
    QFETCH(QByteArray, text);
    QFETCH(int, row);
    QFETCH(QString, name);
    const JsonIndex index(text);
    QTEST(applied(text, jsonedit::duplicate(index, index.child(0, row), name)), "result");
}

void TestJsonEdit::memberReplaced()
{
    const QByteArray text("{ \"send\" :\"x\",\"delay\": \"1s\" }");
    const JsonIndex index(text);
    QCOMPARE(applied(text, jsonedit::replaceMember(index, *jsonedit::find(index, path("$.send")), "echo", "true")),
        QByteArray("{ \"echo\": true,\"delay\": \"1s\" }"));
}

void TestJsonEdit::found_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("value"); ///< empty: nothing
    QTest::newRow("root") << QByteArray("$.o") << QByteArray("{\"x\" : \"\\u00e9\"}");
    QTest::newRow("element") << QByteArray("$.list[1]") << QByteArray("20");
    QTest::newRow("no member") << QByteArray("$.nothing") << QByteArray();
    QTest::newRow("no element") << QByteArray("$.list[3]") << QByteArray();
    QTest::newRow("of no array") << QByteArray("$.o[0]") << QByteArray();
    QTest::newRow("of no object") << QByteArray("$.list.x") << QByteArray();
}

void TestJsonEdit::found()
{
    QFETCH(QByteArray, where);
    const JsonIndex index{QByteArray(Odd)};
    const auto node = jsonedit::find(index, path(where.constData()));
    QTEST(node ? index.value(*node).toByteArray() : QByteArray(), "value");
}

void TestJsonEdit::quoted()
{
    QCOMPARE(jsonedit::quoted(u"a \"b\" \\ é\n"), QByteArray("\"a \\\"b\\\" \\\\ é\\n\""));
    QCOMPARE(jsonedit::quoted(u""), QByteArray("\"\""));
}

void TestJsonEdit::lineEndsAndTabsOfTheText()
{
    const QByteArray text("{\r\n\t\"a\": []\r\n}\r\n");
    const JsonIndex index(text);
    QCOMPARE(applied(text, jsonedit::insertElement(index, 1, 0, "{\n  \"b\": 1\n}")),
        QByteArray("{\r\n\t\"a\": [\r\n\t\t{\r\n\t\t\t\"b\": 1\r\n\t\t}\r\n\t]\r\n}\r\n"));
}

QTEST_GUILESS_MAIN(TestJsonEdit)
#include "tst_jsonedit.moc"
