// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/compare.h"
#include "app/decode/sequencediff.h"
#include "tests/support/failonwarnings.h"

#include <QRandomGenerator>
#include <QTest>

using namespace handglass;

namespace {

/// "~ $.a | \"a\": 1 | \"a\": 2": a row's sign, the left side's place, or the right one's, and both texts.
QStringList written(const Comparison &comparison)
{
    static const QString signs = QStringLiteral("=~+->.");
    QStringList lines;
    for (const CompareRow &row : comparison.rows) {
        if (row.change == Change::Skipped) {
            lines.append(QStringLiteral(". %1").arg(row.skipped));
            continue;
        }
        const QString place = row.left.there ? row.left.place : row.right.place;
        lines.append(QStringLiteral("%1 %2 | %3 | %4")
                         .arg(signs[int(row.change)])
                         .arg(place, row.left.text.trimmed(), row.right.text.trimmed())
                         .trimmed());
    }
    return lines;
}

qsizetype commonLength(const QByteArray &a, const QByteArray &b)
{
    std::vector<std::vector<qsizetype>> table(
        std::size_t(a.size() + 1), std::vector<qsizetype>(std::size_t(b.size() + 1)));
    for (std::size_t i = 1; i < table.size(); ++i) {
        for (std::size_t j = 1; j < table[i].size(); ++j)
            table[i][j] = a[qsizetype(i) - 1] == b[qsizetype(j) - 1] ? table[i - 1][j - 1] + 1
                                                                     : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table.back().back();
}

} // namespace

class TestCompare final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void shortestDiff();
    void tooDifferent();
    void json_data();
    void json();
    void lines_data();
    void lines();
    void bytes();
    void bytesMarks();
    void chosen_data();
    void chosen();
    void bounded();
};

/// Against the table method, with random sequences of few letters.
void TestCompare::shortestDiff()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 500; ++round) {
        QByteArray sides[2];
        for (QByteArray &side : sides) {
            side.resize(random.bounded(30));
            for (char &c : side)
                c = static_cast<char>('a' + random.bounded(round % 4 + 1));
        }
        const SequenceDiff diff = diffBytes(sides[0], sides[1]);
        QVERIFY(diff.aligned);
        QByteArray left;
        QByteArray right;
        qsizetype equal = 0;
        for (const DiffRun &run : diff.runs) {
            QCOMPARE(run.left, left.size());
            QCOMPARE(run.right, right.size());
            left += sides[0].mid(run.left, run.leftSize);
            right += sides[1].mid(run.right, run.rightSize);
            QVERIFY(run.leftSize + run.rightSize > 0);
            if (run.equal) {
                QCOMPARE(sides[0].mid(run.left, run.leftSize), sides[1].mid(run.right, run.rightSize));
                equal += run.leftSize;
            }
        }
        QCOMPARE(left, sides[0]);
        QCOMPARE(right, sides[1]);
        QCOMPARE(equal, commonLength(sides[0], sides[1]));
    }
}

void TestCompare::tooDifferent()
{
    QByteArray left(200'000, '\0');
    QByteArray right(210'000, '\0');
    QRandomGenerator random(1);
    for (QByteArray *side : {&left, &right}) {
        for (char &c : *side)
            c = static_cast<char>(random.bounded(256));
    }
    const SequenceDiff diff = diffBytes("same" + left + "end", "same" + right + "end");
    QVERIFY(!diff.aligned);
    QCOMPARE(diff.runs.first().leftSize >= 4, true);
    QVERIFY(diff.runs.last().equal);
    qsizetype at = 0;
    for (const DiffRun &run : diff.runs) {
        QCOMPARE(run.left, at);
        at += run.leftSize;
    }
    QCOMPARE(at, left.size() + 7);
}

void TestCompare::json_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QStringList>("rows");
    const auto row = [](const char *name, const char *left, const char *right, const QList<const char *> &rows) {
        QStringList lines;
        for (const char *line : rows)
            lines.append(QString::fromUtf8(line));
        QTest::newRow(name) << QByteArray(left) << QByteArray(right) << lines;
    };
    row("equal", "{\"a\":1}", "{ \"a\" : 1 }", {"= $ | {\"a\":1} | { \"a\" : 1 }"});
    row("order makes no difference", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}",
        {"= $ | {\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}"});
    row("escapes make none", "[\"\\u0041\\/\"]", "[\"A/\"]", {"= $ | [\"\\u0041\\/\"] | [\"A/\"]"});
    row("spelling of numbers does", "1.0", "1", {"~ $ | 1.0 | 1"});
    row("a string is no number", "{\"a\":\"1\"}", "{\"a\":1}",
        {"> $ | { … } | { … }", "~ $.a | \"a\": \"1\" | \"a\": 1"});
    row("changed, removed, added", "{\"a\":1,\"b\":2,\"c\":3}", "{\"d\":4,\"c\":3,\"a\":9}",
        {"> $ | { … } | { … }", "~ $.a | \"a\": 1 | \"a\": 9", "- $.b | \"b\": 2 |", "= $.c | \"c\": 3 | \"c\": 3",
            "+ $.d |  | \"d\": 4"});
    row("inside", "{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,3]}}",
        {"> $ | { … } | { … }", "> $.a | \"a\": { … } | \"a\": { … }", "> $.a.b | \"b\": [ … ] | \"b\": [ … ]",
            "= $.a.b[0] | 1 | 1", "~ $.a.b[1] | 2 | 3"});
    row("put into an array", "[1,2,3]", "[0,1,2,3]",
        {"> $ | [ … ] | [ … ]", "+ $[0] |  | 0", "= $[0] | 1 | 1", "= $[1] | 2 | 2", "= $[2] | 3 | 3"});
    row("an object becomes an array", "{\"a\":{}}", "{\"a\":[]}",
        {"> $ | { … } | { … }", "~ $.a | \"a\": {} | \"a\": []"});
    row("one name twice", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":3}",
        {"> $ | { … } | { … }", "= $.a | \"a\": 1 | \"a\": 1", "~ $.a | \"a\": 2 | \"a\": 3"});
    row("names by what they mean", "{\"\\u0061\":1}", "{\"a\":2}",
        {"> $ | { … } | { … }", "~ $.a | \"\\u0061\": 1 | \"a\": 2"});
    row("lines of JSON", "{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n{\"a\":3}",
        {"= $[0] | {\"a\":1} | {\"a\":1}", "> $[1] | { … } | { … }", "~ $[1].a | \"a\": 2 | \"a\": 3"});
    row("far equal ones are left out", "[0,1,2,3,4,5,6,7,8,9]", "[0,1,2,3,4,5,6,7,8,-9]",
        {"> $ | [ … ] | [ … ]", ". 6", "= $[6] | 6 | 6", "= $[7] | 7 | 7", "= $[8] | 8 | 8", "~ $[9] | 9 | -9"});
}

void TestCompare::json()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QStringList, rows);
    const bool scalar = !left.startsWith('{') && !left.startsWith('[');
    const Comparison comparison = compareMessages(left, right);
    if (scalar) { // no JSON text that anybody would read as a tree
        QCOMPARE(comparison.as, CompareAs::Lines);
        return;
    }
    QCOMPARE(comparison.as, CompareAs::Json);
    QCOMPARE(written(comparison), rows);
    QCOMPARE(comparison.differences, qint64(rows.filter(QRegularExpression(QStringLiteral("^[~+-]"))).size()));
    QVERIFY(comparison.limits.isEmpty());
}

void TestCompare::lines_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QStringList>("rows");
    const auto row = [](const char *name, const char *left, const char *right, const QStringList &rows) {
        QTest::newRow(name) << QByteArray(left) << QByteArray(right) << rows;
    };
    row("both empty", "", "", {});
    row("from nothing", "", "a", {QStringLiteral("+ 1 |  | a")});
    row("equal", "a\nb", "a\nb", {QStringLiteral(". 2")});
    row("line ends make no difference", "a\r\nb", "a\nb\n", {QStringLiteral(". 2")});
    row("changed", "a\nb\nc", "a\nx\nc",
        {QStringLiteral("= 1 | a | a"), QStringLiteral("~ 2 | b | x"), QStringLiteral("= 3 | c | c")});
    row("put in", "a\nc", "a\nb\nc",
        {QStringLiteral("= 1 | a | a"), QStringLiteral("+ 2 |  | b"), QStringLiteral("= 2 | c | c")});
    row("taken out", "a\nb\nc", "a\nc",
        {QStringLiteral("= 1 | a | a"), QStringLiteral("- 2 | b |"), QStringLiteral("= 3 | c | c")});
}

void TestCompare::lines()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QStringList, rows);
    const Comparison comparison = compareMessages(left, right);
    QCOMPARE(comparison.as, CompareAs::Lines);
    QCOMPARE(written(comparison), rows);
}

void TestCompare::bytes()
{
    const QByteArray left = QByteArray::fromHex("0001020304050607 08090a0b0c0d0e0f f0f1f2f3");
    const QByteArray right = QByteArray::fromHex("0001020304050607 08090a0bff0c0d0e0f f0f1f2f3");
    const Comparison comparison = compareMessages(left, right);
    QCOMPARE(comparison.as, CompareAs::Bytes);
    QCOMPARE(written(comparison),
        (QStringList{
            QStringLiteral("= 00000000 | 00 01 02 03 04 05 06 07  ········ | 00 01 02 03 04 05 06 07  ········"),
            QStringLiteral("~ 00000008 | 08 09 0a 0b    0c 0d 0e  ···· ··· | 08 09 0a 0b ff 0c 0d 0e  ········"),
            QStringLiteral("= 0000000f | 0f f0 f1 f2 f3           ····· | 0f f0 f1 f2 f3           ·····")}));
    QCOMPARE(comparison.differences, 1);
}

void TestCompare::bytesMarks()
{
    const Comparison comparison = compareMessages("\xFF"
                                                  "abc",
        "\xFF"
        "aXc");
    QCOMPARE(comparison.rows.size(), 1U);
    for (const CompareSide &side : {comparison.rows[0].left, comparison.rows[0].right}) {
        QCOMPARE(side.marks, (QList<ByteRange>{{6, 2}, {27, 1}}));
        QVERIFY(QStringLiteral("bX").contains(side.text[27]));
    }
}

void TestCompare::chosen_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<int>("asked"); ///< -1: not
    QTest::addColumn<int>("as");
    QTest::newRow("JSON") << QByteArray("{}") << QByteArray("[]") << -1 << 0;
    QTest::newRow("JSON and text") << QByteArray("{}") << QByteArray("x") << -1 << 1;
    QTest::newRow("broken JSON") << QByteArray("{") << QByteArray("{}") << -1 << 1;
    QTest::newRow("text and bytes") << QByteArray("x") << QByteArray("\xFF") << -1 << 2;
    QTest::newRow("JSON as bytes") << QByteArray("{}") << QByteArray("[]") << 2 << 2;
    QTest::newRow("JSON as lines") << QByteArray("{}") << QByteArray("[]") << 1 << 1;
    QTest::newRow("bytes as JSON") << QByteArray("\xFF") << QByteArray("\xFE") << 0 << 2;
}

void TestCompare::chosen()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(int, asked);
    QFETCH(int, as);
    const auto how = asked < 0 ? std::nullopt : std::optional(static_cast<CompareAs>(asked));
    const Comparison comparison = compareMessages(left, right, how);
    QCOMPARE(int(comparison.as), as);
    QVERIFY(comparison.possible.contains(comparison.as));
}

void TestCompare::bounded()
{
    QByteArray left;
    QByteArray right;
    for (int i = 0; i < 30'000; ++i) {
        left += QByteArray::number(i) + '\n';
        right += QByteArray::number(-i) + ".\n";
    }
    const Comparison lines = compareMessages(left, right);
    QCOMPARE(lines.differences, MostDifferences);
    QCOMPARE(lines.limits.size(), 2);
    QVERIFY(lines.limits.last().contains(QStringLiteral("10000")));
    const Comparison large = compareMessages(QByteArray(MostCompared + 5, 'x'), QByteArray(MostCompared + 7, 'x'));
    QCOMPARE(large.differences, 0);
    QCOMPARE(large.limits, QStringList{QStringLiteral("The first 16 MiB of each are compared.")});
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
