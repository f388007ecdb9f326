// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace handglass;

namespace {

constexpr qint64 Start = 1'795'166'000'000'000'000;
constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Second = 1'000 * Millisecond;
constexpr quint8 Fin = 0x80;

EntryMeasure frame(EntryId id, Direction direction, quint8 firstByte, qint64 length, ConnectionId connection = 1)
{
    EntryMeasure measure;
    measure.id = id;
    measure.row.connection = connection;
    measure.row.timeNs = Start + id * Millisecond;
    measure.row.direction = direction;
    measure.row.bits = firstByte;
    measure.row.wireLength = length + 6;
    measure.payloadLength = length;
    measure.contentLength = length;
    return measure;
}

EntryMeasure continuation(EntryId id, EntryId first, bool last, qint64 length, Direction direction = Direction::Sent,
    ConnectionId connection = 1)
{
    EntryMeasure measure = frame(id, direction, last ? Fin : 0, length, connection);
    measure.row.messageFirst = first;
    return measure;
}

EntryMeasure closed(EntryId id, ConnectionId connection = 1)
{
    EntryMeasure measure;
    measure.id = id;
    measure.row.connection = connection;
    measure.row.timeNs = Start + id * Millisecond;
    measure.row.kind = EntryKind::Closed;
    return measure;
}

qint64 messagesIn(const TimeBuckets &buckets)
{
    qint64 sum = 0;
    for (qint64 at = 0; at < buckets.count(); ++at)
        sum += buckets[at].sent.messages + buckets[at].received.messages;
    return sum;
}

} // namespace

class TestStatistics final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void percentiles_data();
    void percentiles();
    void histogramsAddUp();
    void histogramOfNothing();
    void stepsKeepToOctaves();
    void bucketsDouble();
    void bucketsGrowBothWays();
    void bucketsFarApart();
    void bucketsSlide();
    void bucketsWidened();
    void fragmentsAreOneMessage();
    void fragmentsOfManyInterleaved();
    void messageOfBefore();
    void messageCutOff();
    void controlFrames();
    void compressed();
    void unfinished();
    void damagedNumbers();
    void pings();
    void rowsThatAreNoFrames();
    void filteredMessagesAreWhole();
    void windows();
    void againstNaive();
    void tenThousandConnections();
    void moreConnectionsThanListed();
};

void TestStatistics::percentiles_data()
{
    QTest::addColumn<QList<qint64>>("values");
    QList<qint64> small;
    for (qint64 value = 0; value < 64; ++value)
        small.append(value);
    QTest::newRow("exact") << small;
    QTest::newRow("one") << QList<qint64>{1'234'567};
    QTest::newRow("two") << QList<qint64>{100, 1'000'000'000};
    QTest::newRow("negative is none") << QList<qint64>{-5, 0, 7};
    QTest::newRow("largest") << QList<qint64>{1, std::numeric_limits<qint64>::max()};
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> latency(13, 2);
    std::uniform_int_distribution<qint64> even(0, 5'000'000);
    QList<qint64> latencies;
    QList<qint64> evens;
    for (int i = 0; i < 20'000; ++i) {
        latencies.append(qint64(latency(random)));
        evens.append(even(random));
    }
    QTest::newRow("latencies") << latencies;
    QTest::newRow("even") << evens;
}

/// Against the sorted values, nearest rank; the error is what the header states.
void TestStatistics::percentiles()
{
    QFETCH(QList<qint64>, values);
    LogHistogram histogram;
    for (const qint64 value : values)
        histogram.add(value);
    for (qint64 &value : values)
        value = std::max<qint64>(value, 0);
    std::sort(values.begin(), values.end());
    QCOMPARE(histogram.count(), values.size());
    QCOMPARE(histogram.least(), values.first());
    QCOMPARE(histogram.most(), values.last());
    QCOMPARE(histogram.percentile(100), values.last());
    for (const double percent : {0.0, 1.0, 25.0, 50.0, 90.0, 99.0, 99.9}) {
        const auto rank = std::max<qsizetype>(1, qsizetype(std::ceil(percent / 100 * double(values.size()))));
        const qint64 exact = values.at(rank - 1);
        const qint64 told = histogram.percentile(percent);
        const double allowed = exact < 64 ? 0 : double(exact) / 64;
        QVERIFY2(std::abs(double(told) - double(exact)) <= allowed,
            qPrintable(QStringLiteral("p%1: %2, told %3").arg(percent).arg(exact).arg(told)));
    }
}

void TestStatistics::histogramsAddUp()
{
    LogHistogram low;
    LogHistogram high;
    LogHistogram both;
    for (qint64 value = 1; value < 100'000; value += 7) {
        (value < 300 ? low : high).add(value);
        both.add(value);
    }
    LogHistogram sum;
    sum += LogHistogram();
    sum += high;
    sum += low;
    QCOMPARE(sum.count(), both.count());
    QCOMPARE(sum.least(), both.least());
    QCOMPARE(sum.most(), both.most());
    QCOMPARE(sum.mean(), both.mean());
    QCOMPARE(sum.percentile(50), both.percentile(50));
    QCOMPARE(sum.percentile(1), both.percentile(1));
}

void TestStatistics::histogramOfNothing()
{
    const LogHistogram nothing;
    QCOMPARE(nothing.count(), 0);
    QCOMPARE(nothing.percentile(50), 0);
    QCOMPARE(nothing.mean(), 0.0);
    QVERIFY(nothing.steps().empty());
}

void TestStatistics::stepsKeepToOctaves()
{
    LogHistogram histogram;
    for (qint64 value = 0; value < 70'000; ++value)
        histogram.add(value);
    qint64 before = -1;
    qint64 count = 0;
    for (const LogHistogram::Step &step : histogram.steps()) {
        QCOMPARE(step.low, before + 1);
        QVERIFY(step.low == 0 || std::ilogb(double(step.low)) == std::ilogb(double(step.high)));
        before = step.high;
        count += step.count;
    }
    QCOMPARE(count, histogram.count());
}

void TestStatistics::bucketsDouble()
{
    TimeBuckets buckets(10, 8, TimeBuckets::Full::Widen);
    for (qint64 time = 0; time < 80; time += 5)
        ++buckets.at(Start + time)->sent.messages;
    QCOMPARE(buckets.count(), 8);
    QCOMPARE(buckets.widthNs(), 10);
    ++buckets.at(Start + 80)->sent.messages;
    QCOMPARE(buckets.widthNs(), 20);
    QCOMPARE(buckets.startNs(0), Start);
    QCOMPARE(buckets.count(), 5);
    QCOMPARE(buckets[0].sent.messages, 4);
    QCOMPARE(buckets[4].sent.messages, 1);
    QCOMPARE(messagesIn(buckets), 17);
}

void TestStatistics::bucketsGrowBothWays()
{
    TimeBuckets buckets(10, 8, TimeBuckets::Full::Widen);
    ++buckets.at(100)->sent.messages;
    ++buckets.at(65)->sent.messages;
    QCOMPARE(buckets.startNs(0), 60);
    QCOMPARE(buckets.count(), 5);
    ++buckets.at(-25)->received.messages;
    QCOMPARE(buckets.startNs(0), -40);
    QCOMPARE(buckets.widthNs(), 20);
    QCOMPARE(buckets[0].received.messages, 1);
    QCOMPARE(messagesIn(buckets), 3);
}

/// A clock that jumped, a damaged row: never more buckets than stated.
void TestStatistics::bucketsFarApart()
{
    TimeBuckets buckets(100, 1024, TimeBuckets::Full::Widen);
    for (const qint64 time : {qint64(1), std::numeric_limits<qint64>::max() - 1, Start, qint64(1)}) {
        ++buckets.at(time)->sent.messages;
        QVERIFY(buckets.count() <= 1024);
    }
    QCOMPARE(messagesIn(buckets), 4);
    QCOMPARE(buckets[0].sent.messages, 2);
}

void TestStatistics::bucketsSlide()
{
    TimeBuckets buckets(10, 4, TimeBuckets::Full::Slide);
    for (qint64 time = 1000; time < 1100; time += 10)
        buckets.at(time)->sent.messages = time;
    QCOMPARE(buckets.count(), 4);
    QCOMPARE(buckets.startNs(0), 1060);
    QCOMPARE(buckets[3].sent.messages, 1090);
    QCOMPARE(buckets.at(1059), nullptr);
    QVERIFY(buckets.at(1065) != nullptr);
    ++buckets.at(5000)->sent.messages;
    QCOMPARE(buckets.count(), 4);
    QCOMPARE(buckets.startNs(3), 5000);
    QCOMPARE(messagesIn(buckets), 1);
}

void TestStatistics::bucketsWidened()
{
    TimeBuckets buckets(10, 100, TimeBuckets::Full::Widen);
    for (qint64 time = 0; time < 1000; time += 10)
        ++buckets.at(time)->sent.messages;
    buckets.at(500)->worstRttNs = 77;
    const TimeBuckets wide = buckets.widened(30);
    QCOMPARE(wide.widthNs(), 40);
    QCOMPARE(wide.count(), 25);
    QCOMPARE(wide[0].sent.messages, 4);
    QCOMPARE(wide[12].worstRttNs, 77);
    QCOMPARE(messagesIn(wide), 100);
    QCOMPARE(buckets.count(), 100);
}

void TestStatistics::fragmentsAreOneMessage()
{
    Statistics statistics;
    statistics.add(frame(1, Direction::Sent, 0x1, 100));
    statistics.add(continuation(2, 1, false, 20));
    statistics.add(continuation(3, 1, true, 3));
    statistics.add(frame(4, Direction::Sent, Fin | 0x1, 5));
    const Totals sent = statistics.sent();
    QCOMPARE(sent.messages, 2);
    QCOMPARE(sent.frames, 4);
    QCOMPARE(sent.payloadBytes, 128);
    QCOMPARE(sent.wireBytes, 128 + 4 * 6);
    QCOMPARE(statistics.type(Opcode::Text).sent, sent);
    QCOMPARE(statistics.sizes(Direction::Sent).count(), 2);
    QCOMPARE(statistics.sizes(Direction::Sent).most(), 123);
    QCOMPARE(statistics.sizes(Direction::Sent).least(), 5);
    QCOMPARE(statistics.connections().value(1).largest, 123);
    QCOMPARE(statistics.received(), Totals());
}

void TestStatistics::fragmentsOfManyInterleaved()
{
    Statistics statistics;
    statistics.add(frame(1, Direction::Sent, 0x1, 1, 1));
    statistics.add(frame(2, Direction::Received, 0x2, 10, 1));
    statistics.add(frame(3, Direction::Sent, 0x2, 100, 2));
    statistics.add(frame(4, Direction::Sent, Fin | 0x9, 4, 1));
    statistics.add(continuation(5, 3, true, 1000, Direction::Sent, 2));
    statistics.add(continuation(6, 1, true, 2, Direction::Sent, 1));
    statistics.add(continuation(7, 2, true, 20, Direction::Received, 1));
    QCOMPARE(statistics.type(Opcode::Text).sentSizes.most(), 3);
    QCOMPARE(statistics.type(Opcode::Binary).sentSizes.most(), 1100);
    QCOMPARE(statistics.type(Opcode::Binary).receivedSizes.most(), 30);
    QCOMPARE(statistics.type(Opcode::Ping).sentSizes.most(), 4);
    QCOMPARE(statistics.type(Opcode::Continuation).sent, Totals());
    QCOMPARE(statistics.sent().messages, 3);
}

/// Its first frames were let go, or cleared.
void TestStatistics::messageOfBefore()
{
    Statistics statistics;
    statistics.add(continuation(10, 7, false, 30));
    statistics.add(continuation(11, 7, true, 40));
    QCOMPARE(statistics.sent().messages, 0);
    QCOMPARE(statistics.sent().frames, 2);
    QCOMPARE(statistics.type(Opcode::Continuation).sent.payloadBytes, 70);
    QCOMPARE(statistics.sizes(Direction::Sent).count(), 0);
}

void TestStatistics::messageCutOff()
{
    Statistics statistics;
    statistics.add(frame(1, Direction::Received, 0x1, 100));
    statistics.add(closed(2));
    statistics.add(continuation(3, 1, true, 5, Direction::Received));
    QCOMPARE(statistics.received().messages, 1);
    QCOMPARE(statistics.sizes(Direction::Received).count(), 0);
    QCOMPARE(statistics.type(Opcode::Continuation).received.frames, 1);
}

void TestStatistics::controlFrames()
{
    Statistics statistics;
    statistics.add(frame(1, Direction::Sent, Fin | 0x9, 8));
    statistics.add(frame(2, Direction::Received, Fin | 0xA, 8));
    statistics.add(frame(3, Direction::Received, Fin | 0x8, 2));
    statistics.add(frame(4, Direction::Received, Fin | 0xB, 1));
    QCOMPARE(statistics.type(Opcode::Ping).sent.messages, 1);
    QCOMPARE(statistics.type(Opcode::Pong).received.messages, 1);
    QCOMPARE(statistics.type(Opcode::Close).received.contentBytes, 2);
    QCOMPARE(statistics.type(static_cast<Opcode>(0xB)).received.messages, 1);
    QCOMPARE(statistics.received().messages, 3);
}

void TestStatistics::compressed()
{
    EntryMeasure squeezed = frame(1, Direction::Received, Fin | 0x40 | 0x1, 50);
    squeezed.row.bits |= EntryContent;
    squeezed.contentLength = 400;
    Statistics statistics;
    statistics.add(squeezed);
    statistics.add(frame(2, Direction::Received, Fin | 0x1, 10));
    const Totals received = statistics.received();
    QCOMPARE(received.payloadBytes, 60);
    QCOMPARE(received.contentBytes, 410);
    QCOMPARE(received.compressedBytes, 50);
    QCOMPARE(received.decompressedBytes, 400);
    QCOMPARE(received.wireBytes, 72);
    QCOMPARE(statistics.sizes(Direction::Received).most(), 400);
}

/// Of what its header declares, only what came is counted.
void TestStatistics::unfinished()
{
    EntryMeasure cut = frame(1, Direction::Received, Fin | 0x2, 70);
    cut.row.bits |= EntryUnfinished;
    cut.row.lengthBits = 64;
    cut.row.wireLength = std::numeric_limits<qint64>::max();
    Statistics statistics;
    statistics.add(cut);
    QCOMPARE(statistics.received().wireBytes, 2 + 8 + 70);
    QCOMPARE(statistics.received().messages, 1);
    QCOMPARE(statistics.sizes(Direction::Received).count(), 0);
}

void TestStatistics::damagedNumbers()
{
    Statistics statistics;
    for (EntryId id = 1; id <= 3; ++id) {
        EntryMeasure wild = frame(id, Direction::Sent, Fin | 0x2, 5);
        wild.row.wireLength = id == 3 ? -7 : std::numeric_limits<qint64>::max() - 1;
        wild.row.timeNs = id == 2 ? std::numeric_limits<qint64>::min() : Start;
        statistics.add(wild);
    }
    QCOMPARE(statistics.sent().wireBytes, std::numeric_limits<qint64>::max());
    QCOMPARE(statistics.sent().messages, 3);
    QCOMPARE(statistics.firstNs(), Start);
    QCOMPARE(messagesIn(statistics.buckets(Statistics::Window::All)), 2);
}

void TestStatistics::pings()
{
    Statistics statistics;
    EntryMeasure pong = frame(2, Direction::Received, Fin | 0xA, 4);
    pong.pingNs = pong.row.timeNs - 18 * Millisecond;
    statistics.add(frame(1, Direction::Sent, Fin | 0x9, 4));
    statistics.add(pong);
    statistics.add(frame(3, Direction::Received, Fin | 0xA, 4));
    QCOMPARE(statistics.rtt().count(), 1);
    QCOMPARE(statistics.rtt().most(), 18 * Millisecond);
    QCOMPARE(statistics.buckets(Statistics::Window::All)[0].worstRttNs, 18 * Millisecond);
}

void TestStatistics::rowsThatAreNoFrames()
{
    Statistics statistics;
    statistics.add(closed(1));
    QCOMPARE(statistics.rows(), 1);
    QCOMPARE(statistics.sent(), Totals());
    QVERIFY(statistics.connections().isEmpty());
}

/// A filter that lets a first fragment through means the message; one that lets through only a later one, that frame.
void TestStatistics::filteredMessagesAreWhole()
{
    Statistics statistics;
    statistics.add(frame(1, Direction::Sent, 0x1, 100), true);
    statistics.add(continuation(2, 1, false, 20), false);
    statistics.add(frame(3, Direction::Received, Fin | 0x1, 7), false);
    statistics.add(continuation(4, 1, true, 3), false);
    statistics.add(frame(5, Direction::Sent, 0x1, 100), false);
    statistics.add(continuation(6, 5, true, 9), true);
    QCOMPARE(statistics.sent().messages, 1);
    QCOMPARE(statistics.sent().frames, 4);
    QCOMPARE(statistics.sent().payloadBytes, 132);
    QCOMPARE(statistics.sizes(Direction::Sent).most(), 123);
    QCOMPARE(statistics.received(), Totals());
    QCOMPARE(statistics.rows(), 4);
}

void TestStatistics::windows()
{
    Statistics statistics;
    for (EntryId id = 1; id <= 7'200; ++id) {
        EntryMeasure row = frame(id, Direction::Sent, Fin | 0x1, 10);
        row.row.timeNs = Start + id * Second;
        statistics.add(row);
    }
    const auto width = [&](Statistics::Window window) { return statistics.buckets(window).widthNs(); };
    QCOMPARE(width(Statistics::Window::Minute), Second / 2);
    QCOMPARE(width(Statistics::Window::TenMinutes), 5 * Second);
    QCOMPARE(width(Statistics::Window::Hour), 30 * Second);
    QCOMPARE(messagesIn(statistics.buckets(Statistics::Window::Minute)), 60);
    const qint64 hour = messagesIn(statistics.buckets(Statistics::Window::Hour));
    QVERIFY2(hour > 3'600 - 30 && hour <= 3'600, qPrintable(QString::number(hour)));
    QCOMPARE(messagesIn(statistics.buckets(Statistics::Window::All)), 7'200);
    QVERIFY(statistics.buckets(Statistics::Window::All).count() <= Statistics::MostBuckets);
}

/// Random conversations of several connections, some messages in fragments, against sums that are kept message by
/// message as they are made up.
void TestStatistics::againstNaive()
{
    std::mt19937 random(11);
    const auto upTo = [&random](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    struct Expected {
        Totals totals;
        QList<qint64> sizes;
    };
    std::map<std::tuple<quint8, Direction>, Expected> byType;
    std::map<std::pair<ConnectionId, Direction>, Totals> byConnection;
    std::vector<EntryMeasure> rows;
    EntryId id = 0;
    for (int message = 0; message < 5'000; ++message) {
        const auto opcode = static_cast<quint8>(std::array{1, 2, 9, 10}[std::size_t(upTo(3))]);
        const Direction direction = upTo(1) == 0 ? Direction::Sent : Direction::Received;
        const ConnectionId connection = 1 + upTo(8);
        const int fragments = opcode < 3 ? 1 + upTo(3) : 1;
        Expected &expected = byType[{opcode, direction}];
        qint64 size = 0;
        const EntryId first = id + 1;
        Totals sum{1, fragments, 0, 0, 0, 0, 0};
        for (int at = 0; at < fragments; ++at) {
            const qint64 length = upTo(3'000);
            rows.push_back(at == 0
                    ? frame(++id, direction, quint8(opcode | (fragments == 1 ? Fin : 0)), length, connection)
                    : continuation(++id, first, at + 1 == fragments, length, direction, connection));
            size += length;
            sum.wireBytes += length + 6;
        }
        sum.payloadBytes = sum.contentBytes = size;
        expected.totals += sum;
        expected.sizes.append(size);
        byConnection[{connection, direction}] += sum;
    }
    Statistics statistics;
    for (const EntryMeasure &row : rows)
        statistics.add(row);
    QCOMPARE(statistics.rows(), id);
    for (auto &[key, expected] : byType) {
        const auto &[opcode, direction] = key;
        const TypeStatistics &type = statistics.type(static_cast<Opcode>(opcode));
        QCOMPARE(direction == Direction::Sent ? type.sent : type.received, expected.totals);
        const LogHistogram &sizes = direction == Direction::Sent ? type.sentSizes : type.receivedSizes;
        std::sort(expected.sizes.begin(), expected.sizes.end());
        QCOMPARE(sizes.count(), expected.sizes.size());
        QCOMPARE(sizes.most(), expected.sizes.last());
        const auto median = double(expected.sizes.at((expected.sizes.size() + 1) / 2 - 1));
        QVERIFY(std::abs(double(sizes.percentile(50)) - median) <= median / 64);
    }
    for (const auto &[key, expected] : byConnection) {
        const ConnectionStatistics one = statistics.connections().value(key.first);
        QCOMPARE(key.second == Direction::Sent ? one.sent : one.received, expected);
    }
    QCOMPARE(messagesIn(statistics.buckets(Statistics::Window::All)), 5'000);
}

void TestStatistics::tenThousandConnections()
{
    Statistics statistics;
    for (EntryId id = 1; id <= 30'000; ++id)
        statistics.add(frame(id, Direction::Received, Fin | 0x1, id % 100, 1 + id % 10'000));
    QCOMPARE(statistics.connections().size(), 10'000);
    for (const ConnectionStatistics &connection : statistics.connections())
        QCOMPARE(connection.received.messages, 3);
    QCOMPARE(statistics.others().received, Totals());
}

void TestStatistics::moreConnectionsThanListed()
{
    Statistics statistics;
    const EntryId many = Statistics::MostConnections + 1'000;
    for (EntryId id = 1; id <= 2 * many; ++id)
        statistics.add(frame(id, Direction::Sent, Fin | 0x1, 10, 1 + id % many));
    QCOMPARE(statistics.connections().size(), Statistics::MostConnections);
    QCOMPARE(statistics.others().sent.messages, 2'000);
    Totals sum = statistics.others().sent;
    for (const ConnectionStatistics &connection : statistics.connections())
        sum += connection.sent;
    QCOMPARE(sum, statistics.sent());
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
