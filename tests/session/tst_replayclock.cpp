// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/replayclock.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

using Mode = ReplayPace::Mode;
using std::chrono::milliseconds;

/// When a replay's messages are due.
class TestReplayClock final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void due_data();
    void due();
    void delaysDoNotAddUp();
    void standsStill();
    void changesPace();
    void text_data();
    void text();
};

namespace {
constexpr qint64 Ms = 1'000'000;
constexpr qint64 Recorded = 1'700'000'000'000 * Ms;
} // namespace

Q_DECLARE_METATYPE(handglass::ReplayPace)

void TestReplayClock::due_data()
{
    QTest::addColumn<ReplayPace>("pace");
    QTest::addColumn<QList<qint64>>("recorded"); // ms from the first
    QTest::addColumn<QList<qint64>>("due");      // ms from the begin
    const QList<qint64> recorded = {0, 100, 100, 5'100, 5'000, 5'300};
    QTest::newRow("as recorded") << ReplayPace() << recorded << QList<qint64>{0, 100, 100, 5'100, 5'100, 5'400};
    QTest::newRow("twice as fast") << ReplayPace{Mode::Timed, 2, {}} << recorded
                                   << QList<qint64>{0, 50, 50, 2'550, 2'550, 2'700};
    QTest::newRow("a tenth") << ReplayPace{Mode::Timed, 0.1, {}} << QList<qint64>{0, 100} << QList<qint64>{0, 1'000};
    QTest::newRow("gaps are capped") << ReplayPace{Mode::Timed, 1, milliseconds(200)} << recorded
                                     << QList<qint64>{0, 100, 100, 300, 300, 500};
    QTest::newRow("capped behind the factor")
        << ReplayPace{Mode::Timed, 10, milliseconds(200)} << recorded << QList<qint64>{0, 10, 10, 210, 210, 240};
    const qint64 century = 100LL * 365 * 86'400'000;
    QTest::newRow("longer than 64 bits of ns hold")
        << ReplayPace{Mode::Timed, 0.1, milliseconds(200)} << QList<qint64>{0, century} << QList<qint64>{0, 200};
}

void TestReplayClock::due()
{
    QFETCH(const ReplayPace, pace);
    QFETCH(const QList<qint64>, recorded);
    QFETCH(const QList<qint64>, due);
    ReplayClock clock(pace);
    clock.begin(Recorded, 7 * Ms);
    for (qsizetype i = 0; i < recorded.size(); ++i) {
        const qint64 time = Recorded + recorded.at(i) * Ms;
        QCOMPARE((clock.due(time) - 7 * Ms) / Ms, due.at(i));
        clock.sent(time, 1'000'000 * Ms); // late, whatever that means
    }
}

void TestReplayClock::delaysDoNotAddUp()
{
    ReplayClock clock(ReplayPace{});
    clock.begin(Recorded, 0);
    for (int i = 1; i <= 1000; ++i) {
        const qint64 time = Recorded + i * 10 * Ms;
        clock.sent(time, clock.due(time) + 3 * Ms); // each 3 ms late
    }
    QCOMPARE(clock.due(Recorded + 10'010 * Ms), 10'010 * Ms);
}

void TestReplayClock::standsStill()
{
    ReplayClock clock(ReplayPace{});
    clock.begin(Recorded, 0);
    clock.shift(500 * Ms);
    QCOMPARE(clock.due(Recorded + 100 * Ms), 600 * Ms);
    clock.sentNow(Recorded + 100 * Ms, 700 * Ms); // by hand
    QCOMPARE(clock.due(Recorded + 150 * Ms), 750 * Ms);
}

void TestReplayClock::changesPace()
{
    ReplayClock clock(ReplayPace{});
    clock.begin(Recorded, 0);
    clock.setPace({Mode::Timed, 4, {}});
    QCOMPARE(clock.due(Recorded + 100 * Ms), 25 * Ms);
    clock.setPace({Mode::Fastest, 1, {}});
    QCOMPARE(clock.due(Recorded + 100 * Ms), 0);
    clock.sent(Recorded + 100 * Ms, 40 * Ms);
    clock.setPace(ReplayPace{});
    QCOMPARE(clock.due(Recorded + 110 * Ms), 50 * Ms); // what was skipped is not made up for
}

void TestReplayClock::text_data()
{
    QTest::addColumn<ReplayPace>("pace");
    QTest::addColumn<QString>("text");
    QTest::newRow("recorded") << ReplayPace() << QStringLiteral("with the recorded gaps");
    QTest::newRow("factor") << ReplayPace{Mode::Timed, 0.5, {}} << QStringLiteral("at 0.5 times the recorded speed");
    QTest::newRow("capped") << ReplayPace{Mode::Timed, 1, milliseconds(1500)}
                            << QStringLiteral("with the recorded gaps, at most 1.5 s between two");
    QTest::newRow("fastest") << ReplayPace{Mode::Fastest, 1, {}} << QStringLiteral("as fast as the peer takes them");
    QTest::newRow("steps") << ReplayPace{Mode::OneByOne, 1, {}} << QStringLiteral("one by one");
}

void TestReplayClock::text()
{
    QFETCH(const ReplayPace, pace);
    QTEST(pace.text(), "text");
}

QTEST_GUILESS_MAIN(TestReplayClock)
#include "tst_replayclock.moc"
