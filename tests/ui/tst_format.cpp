// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/format.h"

#include <QTest>

using namespace handglass;

class TestFormat final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void groups_data();
    void groups();
    void sizes_data();
    void sizes();
    void durations_data();
    void durations();
    void deltas();
    void clock();
};

void TestFormat::groups_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << u"0"_qs;
    QTest::newRow("three digits") << qint64(999) << u"999"_qs;
    QTest::newRow("four digits") << qint64(1201) << u"1\u2009201"_qs;
    QTest::newRow("seven digits") << qint64(1234567) << u"1\u2009234\u2009567"_qs;
    QTest::newRow("negative three") << qint64(-100) << u"-100"_qs;
    QTest::newRow("negative four") << qint64(-1000) << u"-1\u2009000"_qs;
}

void TestFormat::groups()
{
    QFETCH(qint64, number);
    QTEST(groupedNumber(number), "text");
}

void TestFormat::sizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << qint64(0) << u"0 B"_qs;
    QTest::newRow("below a KiB") << qint64(1023) << u"1023 B"_qs;
    QTest::newRow("one KiB") << qint64(1024) << u"1.0 KiB"_qs;
    QTest::newRow("no decimals from 100") << qint64(316 * 1024) << u"316 KiB"_qs;
    QTest::newRow("rounding up to the next unit") << qint64(1024 * 1024 - 1) << u"1.0 MiB"_qs;
    QTest::newRow("16 MiB") << qint64(16 << 20) << u"16.0 MiB"_qs;
    QTest::newRow("beyond TiB") << (qint64(5000) << 40) << u"5000 TiB"_qs;
}

void TestFormat::sizes()
{
    QFETCH(qint64, bytes);
    QTEST(sizeText(bytes), "text");
}

void TestFormat::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << qint64(-1) << u"–"_qs;
    QTest::newRow("ns") << qint64(850) << u"850 ns"_qs;
    QTest::newRow("µs") << qint64(417'200) << u"417 µs"_qs;
    QTest::newRow("ms") << qint64(18'420'000) << u"18.4 ms"_qs;
    QTest::newRow("just below a second") << qint64(999'999'999) << u"999.9 ms"_qs;
    QTest::newRow("s") << qint64(1'062'000'000) << u"1.062 s"_qs;
    QTest::newRow("just below a minute") << qint64(59'999'999'999) << u"59.999 s"_qs;
    QTest::newRow("min") << qint64(291) * 1'000'000'000 << u"4 min 51 s"_qs;
    QTest::newRow("h") << qint64(7380) * 1'000'000'000 << u"2 h 3 min"_qs;
    QTest::newRow("d") << qint64(100 * 3600) * 1'000'000'000 << u"4 d 4 h"_qs;
}

void TestFormat::durations()
{
    QFETCH(qint64, ns);
    QTEST(durationText(ns), "text");
}

void TestFormat::deltas()
{
    QCOMPARE(deltaText(0), u"+0 ms"_qs);
    QCOMPARE(deltaText(999'900'000), u"+999 ms"_qs);
    QCOMPARE(deltaText(1'549'000'000), u"+1.549 s"_qs);
}

void TestFormat::clock()
{
    const QDateTime time(QDate(2026, 11, 20), QTime(10, 31, 8, 14));
    const qint64 ns = time.toMSecsSinceEpoch() * 1'000'000 + 23'456;
    QCOMPARE(clockText(ns), u"10:31:08.014"_qs);
    QCOMPARE(exactClockText(ns), u"2026-11-20 10:31:08.014\u2009023\u2009456"_qs);
    QCOMPARE(clockText(0), u"–"_qs);
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
