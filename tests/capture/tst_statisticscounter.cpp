// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/statisticscounter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

namespace {

constexpr qint64 Start = 1'795'166'000'000'000'000;
constexpr qint64 Millisecond = 1'000'000;

EntryRow rowAt(EntryId id, Direction direction, quint8 firstByte, ConnectionId connection)
{
    EntryRow row = frameRow(direction, firstByte, connection);
    row.timeNs = Start + id * Millisecond;
    row.wireLength = 100;
    return row;
}

} // namespace

/// The worker over a capture file.
class TestStatisticsCounter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void countsTheScope_data();
    void countsTheScope();
    void countsWhatTheFilterLetsThrough();
    void countsMessagesThatTheFilterLetsThrough();
    void countsWhatGrows();
    void readsNothingWhileItDoesNotRun();
    void rangeBesideTheWhole_data();
    void rangeBesideTheWhole();
    void rangeOfTimesOutOfOrder();
    void rangeGrows();
    void roundTrips();
    void latencies();
    void rowsThatWereLetGo();
    void rowsThatWereCleared();
    void noCapture();

private:
    void connection(ConnectionId id, qint64 session) const;
    /// So many sent texts of connections 1, 2, 3 in turn, a millisecond apart.
    void fill(EntryId from, EntryId to) const;
    void settle() const { m_writer->flush(); }
    void letGo(EntryId upTo) const;
    StatisticsJob job() const { return {.path = m_path, .upTo = m_writer->committedId()}; }
    bool waitForAll();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<CaptureWriter> m_writer;
    std::unique_ptr<StatisticsCounter> m_counter;
    StatisticsReportPointer m_last;
};

void TestStatisticsCounter::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("a.hgcap"));
    m_writer = makeWriter(m_path);
    m_counter = std::make_unique<StatisticsCounter>();
    m_counter->setRunning(true);
    m_last.reset();
    connect(m_counter.get(), &StatisticsCounter::counted, this,
        [this](const StatisticsReportPointer &report) { m_last = report; });
    connection(1, 10);
    connection(2, 20);
    connection(3, 10);
}

void TestStatisticsCounter::cleanup()
{
    m_counter.reset();
    m_writer.reset();
}

void TestStatisticsCounter::connection(ConnectionId id, qint64 session) const
{
    ConnectionRecord record;
    record.id = id;
    record.session = session;
    m_writer->writeConnection(record);
}

void TestStatisticsCounter::fill(EntryId from, EntryId to) const
{
    EntryBatch batch;
    for (EntryId id = from; id <= to; ++id)
        batch.add(rowAt(id, Direction::Sent, 0x81, 1 + id % 3), numberedPayload(id));
    m_writer->append(batch);
    settle();
}

/// As the writer does it when the capture is to hold no more than so much.
void TestStatisticsCounter::letGo(EntryId upTo) const
{
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(QFile::encodeName(m_path).constData(), &db), SQLITE_OK);
    const QByteArray sql = "DELETE FROM entry WHERE id <= " + QByteArray::number(upTo);
    QCOMPARE(sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

bool TestStatisticsCounter::waitForAll()
{
    m_last.reset();
    return QTest::qWaitFor([this] { return m_last && m_last->percent == 100 && m_last->rangeDone; }, 20'000);
}

void TestStatisticsCounter::countsTheScope_data()
{
    QTest::addColumn<qint64>("session");
    QTest::addColumn<qint64>("connection");
    QTest::addColumn<qint64>("messages");
    QTest::newRow("all") << qint64(0) << qint64(0) << qint64(30'000);
    QTest::newRow("session") << qint64(10) << qint64(0) << qint64(20'000);
    QTest::newRow("connection") << qint64(20) << qint64(2) << qint64(10'000);
    QTest::newRow("nothing") << qint64(99) << qint64(0) << qint64(0);
}

void TestStatisticsCounter::countsTheScope()
{
    QFETCH(qint64, session);
    QFETCH(qint64, connection);
    QFETCH(qint64, messages);
    fill(1, 30'000);
    StatisticsJob wanted = job();
    wanted.session = session;
    wanted.connection = connection;
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->whole.sent().messages, messages);
    QCOMPARE(m_last->error, QString());
    QCOMPARE(m_last->from, 1);
}

void TestStatisticsCounter::countsWhatTheFilterLetsThrough()
{
    fill(1, 5'000);
    EntryBatch received;
    for (EntryId id = 5'001; id <= 5'100; ++id)
        received.add(rowAt(id, Direction::Received, 0x81, 1), "answer");
    m_writer->append(received);
    settle();
    StatisticsJob wanted = job();
    wanted.query.show = LogQuery::Show::Received;
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->whole.sent().messages, 0);
    QCOMPARE(m_last->whole.received().messages, 100);
    QCOMPARE(m_last->whole.received().payloadBytes, 600);
}

/// Whether JSON has a member is known when the message is whole: here after its first fragment was counted.
void TestStatisticsCounter::countsMessagesThatTheFilterLetsThrough()
{
    appendRow(*m_writer, rowAt(1, Direction::Sent, 0x81, 1), R"({"type":"tick","n":1})");
    EntryRow first = rowAt(2, Direction::Received, 0x01, 3);
    first.bits |= EntryFirst;
    const EntryId id = appendRow(*m_writer, first, R"({"type":)");
    settle();
    StatisticsJob wanted = job();
    wanted.session = 10;
    wanted.query.filter = *Filter::parse(QStringLiteral("$.type=tick"));
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->whole.sent().messages, 1);
    QCOMPARE(m_last->whole.received().messages, 0);
    EntryRow last = rowAt(3, Direction::Received, 0x80, 3);
    last.bits |= EntryLast;
    last.messageFirst = id;
    appendRow(*m_writer, last, R"("tick"})");
    appendRow(*m_writer, rowAt(4, Direction::Received, 0x81, 3), R"({"type":"other"})");
    settle();
    m_counter->extend(m_writer->committedId());
    QVERIFY(waitForAll());
    QCOMPARE(m_last->whole.received().messages, 1);
    QCOMPARE(m_last->whole.received().frames, 2);
    QCOMPARE(m_last->whole.sizes(Direction::Received).most(), 15);
}

void TestStatisticsCounter::countsWhatGrows()
{
    fill(1, 100);
    m_counter->start(job());
    QVERIFY(waitForAll());
    fill(101, 25'000);
    m_counter->extend(m_writer->committedId());
    QVERIFY(waitForAll());
    QCOMPARE(m_last->whole.sent().messages, 25'000);
}

void TestStatisticsCounter::readsNothingWhileItDoesNotRun()
{
    const std::atomic<quint64> wanted = 1;
    std::atomic_bool running = false;
    StatisticsWorker worker(wanted, running);
    QList<StatisticsReportPointer> reports;
    connect(&worker, &StatisticsWorker::counted, this,
        [&reports](const StatisticsReportPointer &report) { reports.append(report); });
    // A file that is not there is an error as soon as it is looked at.
    worker.start({.id = 1, .path = m_folder->filePath(QStringLiteral("missing.hgcap")), .upTo = 1'000});
    worker.setRange(1, TimeRange{0, 1});
    worker.resume(1, 2'000);
    QCoreApplication::processEvents();
    QCOMPARE(reports.size(), 0);
    running = true;
    worker.resume(1, 0);
    QCoreApplication::processEvents();
    QCOMPARE(reports.size(), 1);
    QVERIFY(!reports.first()->error.isEmpty());
}

void TestStatisticsCounter::rangeBesideTheWhole_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::newRow("in the middle") << qint64(17'000) << qint64(17'500);
    QTest::newRow("of many statements") << qint64(3) << qint64(41'000);
    QTest::newRow("open") << qint64(41'990) << qint64(1'000'000);
    QTest::newRow("empty") << qint64(500) << qint64(500);
    QTest::newRow("outside") << qint64(-100) << qint64(0);
}

void TestStatisticsCounter::rangeBesideTheWhole()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    fill(1, 42'000);
    m_counter->start(job());
    QVERIFY(waitForAll());
    QVERIFY(!m_last->range);
    const TimeRange range{Start + from * Millisecond, Start + to * Millisecond};
    m_counter->setRange(range);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->range, range);
    const EntryId first = std::max<EntryId>(from, 1);
    const EntryId last = std::min<EntryId>(to - 1, 42'000);
    QCOMPARE(m_last->ofRange.sent().messages, std::max<EntryId>(last - first + 1, 0));
    QCOMPARE(m_last->whole.sent().messages, 42'000);
    m_counter->setRange({});
    QVERIFY(waitForAll());
    QVERIFY(!m_last->range);
    QCOMPARE(m_last->ofRange.rows(), 0);
}

/// What was imported need not be in order of time.
void TestStatisticsCounter::rangeOfTimesOutOfOrder()
{
    EntryBatch batch;
    for (EntryId id = 1; id <= 30'000; ++id)
        batch.add(rowAt(30'000 - id, Direction::Sent, 0x81, 1), "x");
    m_writer->append(batch);
    settle();
    m_counter->start(job());
    QVERIFY(waitForAll());
    m_counter->setRange(TimeRange{Start + 100 * Millisecond, Start + 350 * Millisecond});
    QVERIFY(waitForAll());
    QCOMPARE(m_last->ofRange.rows(), 250);
}

void TestStatisticsCounter::rangeGrows()
{
    fill(1, 100);
    StatisticsJob wanted = job();
    wanted.range = TimeRange{Start + 50 * Millisecond, Start + 200 * Millisecond};
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->ofRange.rows(), 51);
    fill(101, 300);
    m_counter->extend(300);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->ofRange.rows(), 150);
    QCOMPARE(m_last->whole.rows(), 300);
}

void TestStatisticsCounter::roundTrips()
{
    for (EntryId id = 1; id <= 100; id += 2) {
        appendRow(*m_writer, rowAt(id, Direction::Sent, 0x89, 1), "p");
        EntryRow pong = rowAt(id, Direction::Received, 0x8A, 1);
        pong.timeNs += id * Millisecond;
        pong.messageFirst = id;
        appendRow(*m_writer, pong, "p");
    }
    settle();
    StatisticsJob wanted = job();
    wanted.query.show = LogQuery::Show::Received; // the Pings themselves are not counted
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    const LogHistogram &rtt = m_last->whole.rtt();
    QCOMPARE(rtt.count(), 50);
    QCOMPARE(rtt.least(), 1 * Millisecond);
    QCOMPARE(rtt.most(), 99 * Millisecond);
    QVERIFY(std::abs(double(rtt.percentile(50)) / Millisecond - 49) <= 49.0 / 64);
}

/// Of the pairs that were found so far, of which the scope has the reply.
void TestStatisticsCounter::latencies()
{
    fill(1, 300);
    const auto index = std::make_shared<PairIndex>();
    QList<Pair> pairs;
    for (EntryId reply = 2; reply <= 200; reply += 2)
        pairs.append({reply, reply - 1, reply * Millisecond});
    index->add(pairs);
    StatisticsJob wanted = job();
    wanted.session = 10; // connections 1 and 3: two of three rows
    wanted.pairs = index;
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QTRY_COMPARE(m_last->whole.latencies().count(), 67);
    QTRY_COMPARE(m_last->whole.latencies().most(), 200 * Millisecond);
    QTRY_COMPARE(m_last->ofRange.latencies().count(), 0);
    m_counter->setRange(TimeRange{Start + 100 * Millisecond, Start + 250 * Millisecond});
    QVERIFY(waitForAll());
    QTRY_COMPARE(m_last->ofRange.latencies().count(), 34);
    QTRY_COMPARE(m_last->whole.latencies().count(), 67);
    // Others are found.
    index->add({{240, 239, Millisecond}, {300, 299, Millisecond}});
    m_counter->extend(0);
    QVERIFY(waitForAll());
    QTRY_COMPARE(m_last->whole.latencies().count(), 69);
    QTRY_COMPARE(m_last->ofRange.latencies().count(), 35);
    // The path is another one.
    index->clear();
    index->add({{102, 101, 5 * Millisecond}});
    m_counter->extend(0);
    QVERIFY(waitForAll());
    QTRY_COMPARE(m_last->whole.latencies().count(), 1);
    QTRY_COMPARE(m_last->ofRange.latencies().count(), 1);
}

void TestStatisticsCounter::rowsThatWereLetGo()
{
    fill(1, 20'000);
    letGo(5'000);
    m_counter->start(job());
    QVERIFY(waitForAll());
    QCOMPARE(m_last->from, 5'001);
    QCOMPARE(m_last->whole.rows(), 15'000);
    // What was counted stays counted.
    letGo(6'000);
    fill(20'001, 21'000);
    m_counter->extend(21'000);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->from, 5'001);
    QCOMPARE(m_last->whole.rows(), 16'000);
    // Others go before they were: the sums begin after them, not with a hole in them.
    m_counter->setRunning(false);
    fill(21'001, 60'000);
    letGo(40'000);
    m_counter->extend(60'000);
    m_counter->setRunning(true);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->from, 40'001);
    QCOMPARE(m_last->whole.rows(), 20'000);
}

void TestStatisticsCounter::rowsThatWereCleared()
{
    fill(1, 5'000);
    StatisticsJob wanted = job();
    wanted.query.after = 4'000;
    m_counter->start(wanted);
    QVERIFY(waitForAll());
    QCOMPARE(m_last->from, 4'001);
    QCOMPARE(m_last->whole.rows(), 1'000);
}

void TestStatisticsCounter::noCapture()
{
    StatisticsJob wanted = job();
    wanted.path = m_folder->filePath(QStringLiteral("missing.hgcap"));
    m_counter->start(wanted);
    QTRY_VERIFY(m_last);
    QVERIFY2(m_last->error.contains(QStringLiteral("missing.hgcap")), qPrintable(m_last->error));
}

QTEST_GUILESS_MAIN(TestStatisticsCounter)
#include "tst_statisticscounter.moc"
