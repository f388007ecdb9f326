// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/bytesearch.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

using Ranges = QList<ByteRange>;

ByteSearch searchFor(const QString &text, const QString &how)
{
    if (how == QLatin1String("hex"))
        return ByteSearch::hex(text).value();
    if (how == QLatin1String("regex"))
        return ByteSearch::regularExpression(text, true).value();
    return ByteSearch::text(text, how == QLatin1String("case"));
}

} // namespace

class TestByteSearch final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void finds_data();
    void finds();
    void wrong_data();
    void wrong();
    void acrossPieces_data();
    void acrossPieces();
    void everyHitOfALargeText();
    void most();
    void cancelled();
};

void TestByteSearch::finds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("how");
    QTest::addColumn<Ranges>("hits");
    const auto row = [](const char *name, const QByteArray &text, const char *what, const char *how,
                         const Ranges &hits) {
        QTest::newRow(name) << text << QString::fromUtf8(what) << QString::fromLatin1(how) << hits;
    };
    row("nothing to look for", "abc", "", "", {});
    row("empty text", "", "a", "", {});
    row("either case", "Tick tock TICK", "tick", "", {{0, 4}, {10, 4}});
    row("case", "Tick tock tick", "tick", "case", {{10, 4}});
    row("apart", "aaaa", "aa", "case", {{0, 2}, {2, 2}});
    row("after an umlaut", "\xC3\xA4 x\xE2\x82\xACx\xF0\x9F\x91\x8B x", "x", "", {{3, 1}, {7, 1}, {13, 1}});
    row("umlaut in either case", "\xC3\x84\xC3\xA4", "ä", "", {{0, 2}, {2, 2}});
    row("after a byte order mark",
        "\xEF\xBB\xBF"
        "ab",
        "b", "", {{4, 1}});
    row("bytes that are no UTF-8",
        "a\xFF\xFE"
        "b\xC3",
        "B", "", {{3, 1}});
    row("special characters", "a.b a+b", "A+B", "", {{4, 3}});
    row("regex", "id=17, id=4", "id=\\d+", "regex", {{0, 5}, {7, 4}});
    row("line begin", "a\nab\nba", "^a", "regex", {{0, 1}, {2, 1}});
    row("line end", "a\nba", "a$", "regex", {{0, 1}, {3, 1}});
    row("empty matches are none", "aab", "b*", "regex", {{2, 1}});
    row("hex", QByteArray("a\r\n\0\r\n", 6), "0D 0a", "hex", {{1, 2}, {4, 2}});
    row("hex with 0x", "a\r\nb", "0x0d0a", "hex", {{1, 2}});
}

void TestByteSearch::finds()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, what);
    QFETCH(QString, how);
    QFETCH(Ranges, hits);
    const ByteHits found = findAll(text, searchFor(what, how), 100);
    QCOMPARE(found.ranges, hits);
    QVERIFY(found.complete);
}

void TestByteSearch::wrong_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("expected");
    const auto error = [](const tl::expected<ByteSearch, QString> &search) {
        return search ? QString() : search.error();
    };
    QTest::newRow("odd digits") << error(ByteSearch::hex(QStringLiteral("0d0")))
                                << QStringLiteral("expected two hex digits for each byte, got 3");
    QTest::newRow("no digit") << error(ByteSearch::hex(QStringLiteral("0d g0")))
                              << QStringLiteral("expected hex digits as in “0d 0a”, got “g” at character 4");
    QTest::newRow("regex")
        << error(ByteSearch::regularExpression(QStringLiteral("a(b"), true))
        << QStringLiteral("expected a regular expression, got an error at character 4: missing closing parenthesis");
}

void TestByteSearch::wrong()
{
    QFETCH(QString, sentence);
    QFETCH(QString, expected);
    QCOMPARE(sentence, expected);
}

void TestByteSearch::acrossPieces_data()
{
    QTest::addColumn<int>("lead");
    QTest::addColumn<QByteArray>("filler");
    for (const int size : {256 << 10, 4 << 20}) {
        for (const int before : {-7, -6, -5, -3, -1, 0, 1, 2})
            QTest::addRow("ASCII %d%+d", size, before) << size + before << QByteArray("x");
    }
    for (const int before : {-7, -6, -5, -4, -3, -2, -1, 0, 1})
        QTest::addRow("UTF-8 %+d", before) << (256 << 10) + before << QByteArray("\xE2\x82\xAC");
}

void TestByteSearch::acrossPieces()
{
    QFETCH(int, lead);
    QFETCH(QByteArray, filler);
    QByteArray text(lead % filler.size(), ' ');
    text += filler.repeated(lead / filler.size()) + "needle" + filler.repeated(1000);
    for (const char *how : {"", "case", "regex"}) {
        const ByteHits found = findAll(text, searchFor(QStringLiteral("needle"), QLatin1String(how)), 100);
        QCOMPARE(found.ranges, (Ranges{{lead, 6}}));
    }
}

void TestByteSearch::everyHitOfALargeText()
{
    QByteArray text;
    Ranges expected;
    for (int i = 0; text.size() < 2'000'000; ++i) {
        text += QByteArray(i % 97, i % 2 == 0 ? '-' : '\n');
        expected.append({text.size(), 4});
        text += "Tick";
    }
    for (const char *how : {"", "case", "regex"})
        QCOMPARE(findAll(text, searchFor(QStringLiteral("Tick"), QLatin1String(how)), text.size()).ranges, expected);
}

void TestByteSearch::most()
{
    for (const char *how : {"", "case"}) {
        const ByteHits found = findAll(QByteArray(1000, 'a'), searchFor(QStringLiteral("a"), QLatin1String(how)), 10);
        QCOMPARE(found.ranges.size(), 10);
        QVERIFY(!found.complete);
        QVERIFY(findAll(QByteArray(10, 'a'), searchFor(QStringLiteral("a"), QLatin1String(how)), 10).complete);
    }
}

void TestByteSearch::cancelled()
{
    const std::atomic_bool cancel = true;
    for (const char *how : {"", "case"})
        QVERIFY(!findAll("abc", searchFor(QStringLiteral("a"), QLatin1String(how)), 10, &cancel).complete);
}

QTEST_APPLESS_MAIN(TestByteSearch)
#include "tst_bytesearch.moc"
