// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/stats/ratepoints.h"
#include "ui/stats/ticks.h"
#include "ui/stats/timefilter.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace handglass;

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Second = 1'000 * Millisecond;
constexpr qint64 Hour = 3'600 * Second;
constexpr qint64 Least = std::numeric_limits<qint64>::min();
constexpr qint64 Highest = std::numeric_limits<qint64>::max();

/// Of 2026-11-27, local time.
qint64 at(int hour, int minute, double second = 0)
{
    const QDateTime time(QDate(2026, 11, 27), QTime(hour, minute));
    return time.toMSecsSinceEpoch() * Millisecond + qint64(second * double(Second));
}

} // namespace

/// What the charts say and understand of time and numbers.
class TestTimeFilter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void init() { failOnWarnings(); }
    void range_data();
    void range();
    void timeOfDayOverDays();
    void withoutTimes_data();
    void withoutTimes();
    void withRange_data();
    void withRange();
    void hourThatComesTwice();
    void valueTicks_data();
    void valueTicks();
    void timeTicks_data();
    void timeTicks();
    void partSteps();
};

void TestTimeFilter::range_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("there");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::newRow("none") << "tick" << false << qint64(0) << qint64(0);
    QTest::newRow("empty") << "" << false << qint64(0) << qint64(0);
    QTest::newRow("both ends") << "time>=2026-11-27T10:31:05 and time<2026-11-27T10:32" << true << at(10, 31, 5)
                               << at(10, 32);
    QTest::newRow("milliseconds") << "time>=2026-11-27T10:31:05.250 and time<2026-11-27T10:31:05.500" << true
                                  << at(10, 31, 5.25) << at(10, 31, 5.5);
    QTest::newRow("one end") << "time>=2026-11-27T10:31:05" << true << at(10, 31, 5) << Highest;
    QTest::newRow("other end") << "time<2026-11-27T10:31:05" << true << Least << at(10, 31, 5);
    QTest::newRow("among others") << "tick time>=2026-11-27T10:31 -tock" << true << at(10, 31) << Highest;
    QTest::newRow("of day") << "time>=10:31 and time<10:40" << true << at(10, 31) << at(10, 40);
    QTest::newRow("one of several") << "tick or time>=10:31" << false << qint64(0) << qint64(0);
    QTest::newRow("not") << "not time>=10:31" << false << qint64(0) << qint64(0);
    QTest::newRow("in text") << "\"time>=10:31\"" << false << qint64(0) << qint64(0);
}

void TestTimeFilter::range()
{
    QFETCH(QString, filter);
    QFETCH(bool, there);
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    const auto parsed = Filter::parse(filter);
    QVERIFY2(parsed.has_value(), qPrintable(filter));
    const auto range = timeRangeOf(*parsed, at(10, 0), at(11, 0));
    QCOMPARE(range.has_value(), there);
    if (!range)
        return;
    QCOMPARE(range->fromNs, from);
    QCOMPARE(range->toNs, to);
}

/// It is one range only if there are rows of one day in it.
void TestTimeFilter::timeOfDayOverDays()
{
    const Filter filter = *Filter::parse(QStringLiteral("time>=10:31 and time<10:40"));
    QVERIFY(!timeRangeOf(filter, at(10, 0), at(10, 0) + 30 * Hour));
    const TimeRange next{at(10, 31) + 24 * Hour, at(10, 40) + 24 * Hour};
    QVERIFY(timeRangeOf(filter, at(11, 0), at(11, 0) + 24 * Hour) == next);
}

void TestTimeFilter::withoutTimes_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("rest");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("no time") << "tick and dir:sent"
                             << "tick and dir:sent";
    QTest::newRow("alone") << "time>=10:31 and time<10:32"
                           << "";
    QTest::newRow("behind") << "tick and time>=10:31 and time<10:32"
                            << "tick";
    QTest::newRow("before") << "time>=10:31 and tick"
                            << "tick";
    QTest::newRow("between") << "a time>=10:31 b"
                             << "a b";
    QTest::newRow("in parentheses") << "(a or b) and time>=10:31"
                                    << "(a or b)";
    QTest::newRow("one of several") << "a or time>=10:31"
                                    << "a or time>=10:31";
    QTest::newRow("deeper") << "a and (b or time>=10:31)"
                            << "a and (b or time>=10:31)";
    QTest::newRow("in quotes") << "\"x time>=10:31\""
                               << "\"x time>=10:31\"";
    QTest::newRow("in quotes, too") << "\"x time>=10:31\" and time<10:40"
                                    << "\"x time>=10:31\" and time<10:40";
    QTest::newRow("not") << "not time>=10:31"
                         << "not time>=10:31";
    QTest::newRow("an error") << "time>=10:31 and ("
                              << "time>=10:31 and (";
}

void TestTimeFilter::withoutTimes()
{
    QFETCH(QString, filter);
    QTEST(handglass::withoutTimes(filter), "rest");
}

void TestTimeFilter::withRange_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("expected");
    const QString range = QStringLiteral("time>=2026-11-27T10:31:05 and time<2026-11-27T10:31:05.500");
    QTest::newRow("alone") << "" << range;
    QTest::newRow("another") << "time>10:00" << range;
    QTest::newRow("word") << "tick" << (QStringLiteral("tick and ") + range);
    QTest::newRow("any") << "a or b" << (QStringLiteral("(a or b) and ") + range);
    QTest::newRow("in place") << "tick and time<2026-11-27T09:00" << (QStringLiteral("tick and ") + range);
}

void TestTimeFilter::withRange()
{
    QFETCH(QString, filter);
    QFETCH(QString, expected);
    const TimeRange range{at(10, 31, 5), at(10, 31, 5.5)};
    const QString text = withTimeRange(filter, range);
    QCOMPARE(text, expected);
    const auto parsed = Filter::parse(text);
    QVERIFY(parsed.has_value());
    QVERIFY(timeRangeOf(*parsed, at(10, 0), at(11, 0)) == range);
    // Again, and back.
    QCOMPARE(withTimeRange(text, range), expected);
    QCOMPARE(timeRangeOf(*Filter::parse(withTimeRange(text, {})), at(10, 0), at(11, 0)).has_value(), false);
    QCOMPARE(withTimeRange({}, TimeRange{Least, at(10, 31)}), QStringLiteral("time<2026-11-27T10:31:00"));
}

/// The end of summer time: 2026-10-25 02:30 is twice in Berlin.
void TestTimeFilter::hourThatComesTwice()
{
    const qint64 second = QDateTime(QDate(2026, 10, 25), QTime(1, 30), Qt::UTC).toMSecsSinceEpoch() * Millisecond;
    const TimeRange both{second - Hour, second};
    const auto parsed = Filter::parse(withTimeRange({}, both));
    QVERIFY(parsed.has_value());
    QVERIFY2(timeRangeOf(*parsed, second - Hour, second) == both, qPrintable(parsed->text()));
}

void TestTimeFilter::valueTicks_data()
{
    QTest::addColumn<double>("most");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("sixty") << 57.2 << int(ValueUnit::Number)
                           << QStringList{QStringLiteral("0"), QStringLiteral("20"), QStringLiteral("40"),
                                  QStringLiteral("60")};
    QTest::newRow("nothing") << 0.0 << int(ValueUnit::Number)
                             << QStringList{QStringLiteral("0.0"), QStringLiteral("0.1")};
    QTest::newRow("thousands") << 9'000.0 << int(ValueUnit::Number)
                               << QStringList{
                                      QStringLiteral("0"), QStringLiteral("5\u2009000"), QStringLiteral("10\u2009000")};
    QTest::newRow("kibibytes") << 40'000.0 << int(ValueUnit::Bytes)
                               << QStringList{QStringLiteral("0 B"), QStringLiteral("10.0 KiB"),
                                      QStringLiteral("20.0 KiB"), QStringLiteral("30.0 KiB"),
                                      QStringLiteral("40.0 KiB")};
    QTest::newRow("ms") << 0.7 << int(ValueUnit::Milliseconds)
                        << QStringList{QStringLiteral("0.0"), QStringLiteral("0.2"), QStringLiteral("0.4"),
                               QStringLiteral("0.6"), QStringLiteral("0.8")};
}

void TestTimeFilter::valueTicks()
{
    QFETCH(double, most);
    QFETCH(int, unit);
    QStringList labels;
    for (const Tick &tick : handglass::valueTicks(most, 4, static_cast<ValueUnit>(unit)))
        labels.append(tick.label);
    QTEST(labels, "labels");
}

void TestTimeFilter::timeTicks_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("hours") << at(8, 31) << at(10, 31)
                           << QStringList{QStringLiteral("09:00"), QStringLiteral("09:30"), QStringLiteral("10:00"),
                                  QStringLiteral("10:30")};
    QTest::newRow("seconds") << at(8, 31, 3) << at(8, 31, 12)
                             << QStringList{QStringLiteral("08:31:05"), QStringLiteral("08:31:10")};
    QTest::newRow("parts") << at(8, 31, 3) << at(8, 31, 3.5)
                           << QStringList{QStringLiteral("08:31:03.000"), QStringLiteral("08:31:03.200"),
                                  QStringLiteral("08:31:03.400")};
    QTest::newRow("days") << at(20, 0) << at(20, 0) + 30 * Hour
                          << QStringList{
                                 QStringLiteral("11-28 00:00"), QStringLiteral("12:00"), QStringLiteral("11-29 00:00")};
}

void TestTimeFilter::timeTicks()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    QStringList labels;
    for (const Tick &tick : handglass::timeTicks(from, to, 4))
        labels.append(tick.label);
    QTEST(labels, "labels");
}

/// The first and the last step are covered in part: they count by what is covered, or not at all.
void TestTimeFilter::partSteps()
{
    TimeBuckets buckets(Second, 100, TimeBuckets::Full::Widen);
    const qint64 first = at(10, 0, 0.25);
    const qint64 last = at(10, 0, 3.1);
    for (qint64 time = first; time <= last; time += 50 * Millisecond)
        ++buckets.at(time)->sent.messages;
    const QList<RatePoint> points = ratePoints(buckets, RateOf::Messages, first, last);
    QCOMPARE(points.size(), 3); // of the last one only a tenth is there
    for (const RatePoint &point : points)
        QVERIFY2(std::abs(point.sent - 20) < 0.1, qPrintable(QString::number(point.sent)));
    QCOMPARE(points.first().fromNs, first);
}

QTEST_GUILESS_MAIN(TestTimeFilter)
#include "tst_timefilter.moc"
