// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/capture/faultydisk.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capture.h"
#include "app/capture/capturefiles.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// What a live capture lets go, and what it keeps.
class TestRetention : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsTheLastRows();
    void keepsTheLastBytes();
    void letsNoMoreGoThanIsTooMuch();
    void keepsTheLastRowHoweverLarge();
    void takesAnotherBoundWhileNothingComes();
    void marksGoWithTheirRows();
    void connectionsGoWithTheirRows();
    void aFullDiskTakesNothingBack();
    void goesOnInTheFileThatThereIs();
    void savedCaptureHoldsWhatIsKept_data();
    void savedCaptureHoldsWhatIsKept();
    void savingWhatIsKeptIsCancelled();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    std::unique_ptr<Capture> make(const Retention &retention) const;
    void verifyRows(const CaptureReader &reader, EntryId first, EntryId last) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr qint64 MiB = 1 << 20;

/// Numbered rows with ids up to last, in batches that become transactions of their own.
void write(CaptureWriter &writer, EntryId last, int rowsABatch = 500, qsizetype padding = 0)
{
    EntryBatch batch;
    while (writer.nextEntryId() <= last) {
        const EntryId next = writer.nextEntryId();
        for (EntryId id = next; id < next + rowsABatch && id <= last; ++id)
            batch.add(frameRow(), numberedPayload(id) + QByteArray(padding, '.'));
        writer.append(batch);
        writer.flush();
    }
}

ConnectionRecord closedRecord(ConnectionId id)
{
    ConnectionRecord record;
    record.id = id;
    record.state = ConnectionState::Closed;
    record.closedNs = nowNs();
    return record;
}

/// A row of a connection, made so many seconds from now.
void appendLater(CaptureWriter &writer, ConnectionId connection, int seconds)
{
    EntryRow row = frameRow(Direction::Sent, 0x81, connection);
    row.timeNs += seconds * 1'000'000'000LL;
    appendRow(writer, row, "x");
    writer.flush();
}

} // namespace

void TestRetention::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

std::unique_ptr<Capture> TestRetention::make(const Retention &retention) const
{
    auto capture = Capture::create(path(), {.retention = retention});
    return capture ? std::move(*capture) : nullptr;
}

/// All of them, unchanged, and none before or after.
void TestRetention::verifyRows(const CaptureReader &reader, EntryId first, EntryId last) const
{
    QCOMPARE(reader.firstId(), first);
    QCOMPARE(reader.lastId(), last);
    const QList<Entry> rows = reader.range(0, last + 1, int(last - first) + 10);
    QCOMPARE(rows.size(), last - first + 1);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].id, first + i);
        QVERIFY(rows[i].head.startsWith(numberedPayload(first + i)));
    }
}

void TestRetention::keepsTheLastRows()
{
    const auto capture = make({.rows = 1000});
    QVERIFY(capture);
    QSignalSpy letGo(capture.get(), &Capture::letGo);
    write(*capture->writer(), 900);
    QCOMPARE(capture->reader().firstId(), 1);
    write(*capture->writer(), 20'000);
    const EntryId first = capture->reader().firstId();
    QVERIFY2(first <= 19'001 && first >= 18'970, qPrintable(QString::number(first)));
    verifyRows(capture->reader(), first, 20'000);
    QTRY_COMPARE(capture->firstId(), first);
    QCOMPARE(letGo.last().first().toLongLong(), first);
    QCOMPARE(capture->reader().error(), QString());
}

void TestRetention::keepsTheLastBytes()
{
    const auto capture = make({.bytes = 8 * MiB});
    QVERIFY(capture);
    write(*capture->writer(), 20'000, 100, 4'000); // 80 MB
    const EntryId first = capture->reader().firstId();
    QVERIFY2(first < 18'600 && first > 18'000, qPrintable(QString::number(first)));
    verifyRows(capture->reader(), first, 20'000);
    QVERIFY2(capture->fileSize() < 60 * MiB, qPrintable(QString::number(capture->fileSize())));
    QVERIFY2(QFileInfo(path()).size() < 12 * MiB, qPrintable(QString::number(QFileInfo(path()).size())));
}

/// A few large rows among small ones.
void TestRetention::letsNoMoreGoThanIsTooMuch()
{
    const auto capture = make({.bytes = 64 * MiB});
    QVERIFY(capture);
    CaptureWriter &writer = *capture->writer();
    write(writer, 50'000, 500);
    for (int i = 0; i < 12; ++i)
        appendRow(writer, frameRow(), QByteArray(4 * MiB, 'x'));
    write(writer, 80'000, 200, 1'000);
    const EntryId first = capture->reader().firstId();
    QVERIFY2(first > 50'001 && first < 50'012, qPrintable(QString::number(first)));
    QCOMPARE(capture->reader().lastId(), 80'000);
}

void TestRetention::keepsTheLastRowHoweverLarge()
{
    const auto capture = make({.rows = 5, .bytes = MiB});
    QVERIFY(capture);
    for (int i = 0; i < 4; ++i) {
        appendRow(*capture->writer(), frameRow(), QByteArray(3 * MiB, 'x'));
        capture->writer()->flush();
    }
    QTRY_COMPARE(capture->firstId(), 4);
    QCOMPARE(capture->reader().payload(4).size(), 3 * MiB);
}

void TestRetention::takesAnotherBoundWhileNothingComes()
{
    const auto capture = make({});
    QVERIFY(capture);
    write(*capture->writer(), 30'000, 5'000);
    QTRY_COMPARE(capture->lastId(), 30'000);
    QCOMPARE(capture->firstId(), 1);
    capture->writer()->setRetention({.rows = 100});
    QTRY_COMPARE(capture->firstId(), 29'901);
    verifyRows(capture->reader(), 29'901, 30'000);
    capture->writer()->setRetention({.bytes = 1});
    QTRY_COMPARE(capture->firstId(), 30'000);
    capture->writer()->setRetention({});
    write(*capture->writer(), 31'000);
    verifyRows(capture->reader(), 30'000, 31'000);
}

void TestRetention::marksGoWithTheirRows()
{
    const auto capture = make({});
    QVERIFY(capture);
    write(*capture->writer(), 1000);
    QTRY_COMPARE(capture->lastId(), 1000);
    capture->setMark(1, QStringLiteral("first"));
    capture->setMark(950, QStringLiteral("kept"));
    QSignalSpy changed(capture.get(), &Capture::marksChanged);
    capture->writer()->setRetention({.rows = 100});
    QTRY_COMPARE(capture->firstId(), 901);
    const QMap<EntryId, QString> kept{{950, QStringLiteral("kept")}};
    QTRY_COMPARE(capture->marks(), kept);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(capture->reader().marks(), kept);
    capture->setMark(1, QStringLiteral("gone"));
    QCOMPARE(capture->marks(), kept);
    capture->writer()->writeMark({2, QStringLiteral("on its way when the row went")});
    capture->writer()->flush();
    QCOMPARE(capture->reader().marks(), kept);
}

void TestRetention::connectionsGoWithTheirRows()
{
    const auto capture = make({.rows = 3});
    QVERIFY(capture);
    CaptureWriter &writer = *capture->writer();
    QSignalSpy dropped(capture.get(), &Capture::connectionsDropped);
    ConnectionRecord open;
    open.id = 1;
    writer.writeConnection(open);
    writer.writeConnection(closedRecord(2));
    writer.writeConnection(closedRecord(3));
    for (const ConnectionId connection : {1, 2, 3})
        appendLater(writer, connection, 10);
    QTRY_COMPARE(capture->connections().size(), 3);
    for (int i = 0; i < 3; ++i)
        appendLater(writer, 4, 20);
    QTRY_COMPARE(capture->firstId(), 4);
    QTRY_COMPARE(dropped.count(), 1);
    QCOMPARE(dropped.first().first().value<QList<qint64>>(), (QList<qint64>{2, 3}));
    QCOMPARE(capture->connections().size(), 1); // what is open stays, rows or not
    QVERIFY(capture->connection(1));
    QCOMPARE(capture->reader().connectionIds().size(), 1);
    writer.writeConnection(closedRecord(2)); // told late
    writer.flush();
    appendLater(writer, 4, 30);
    QTRY_COMPARE(dropped.count(), 2);
    QVERIFY(!capture->connection(2));
    QCOMPARE(capture->reader().connectionIds().size(), 1);
}

void TestRetention::aFullDiskTakesNothingBack()
{
    FaultyDisk disk;
    const auto capture = make({.rows = 1000});
    QVERIFY(capture);
    QSignalSpy low(capture.get(), &Capture::diskLow);
    QSignalSpy resumed(capture.get(), &Capture::resumed);
    write(*capture->writer(), 5'000);
    const EntryId first = capture->reader().firstId();
    disk.setRoom(100'000);
    disk.setWriteResult(SQLITE_FULL);
    write(*capture->writer(), 9'000, 4'000);
    QTRY_COMPARE(low.count(), 1);
    verifyRows(capture->reader(), first, 5'000);
    disk.setWriteResult(SQLITE_OK);
    QTRY_COMPARE(resumed.count(), 1);
    write(*capture->writer(), 10'000);
    verifyRows(capture->reader(), capture->reader().firstId(), 10'000);
    QVERIFY(capture->reader().firstId() >= 8'970);
}

/// The choice on a full disk: old rows go for new ones.
void TestRetention::goesOnInTheFileThatThereIs()
{
    const auto capture = make({});
    QVERIFY(capture);
    CaptureWriter &writer = *capture->writer();
    QSignalSpy low(capture.get(), &Capture::diskLow);
    write(writer, 10'000, 200, 4'000); // 40 MB
    writer.setRetention({.minFree = std::numeric_limits<qint64>::max()});
    appendRow(writer, frameRow(), numberedPayload(10'001));
    QTRY_COMPARE(low.count(), 1);
    QCOMPARE(writer.committedId(), 10'000);
    writer.letOldGo();
    QTRY_COMPARE(capture->lastId(), 10'001);
    QTRY_VERIFY(capture->firstId() > 500);
    const qint64 size = QFileInfo(path()).size();
    write(writer, 30'000, 200, 4'000);
    QCOMPARE(low.count(), 1);
    QVERIFY2(QFileInfo(path()).size() <= 44 * MiB,
        qPrintable(QStringLiteral("%1, then %2").arg(size).arg(QFileInfo(path()).size())));
    verifyRows(capture->reader(), capture->reader().firstId(), 30'000);
}

void TestRetention::savedCaptureHoldsWhatIsKept_data()
{
    QTest::addColumn<bool>("live");
    QTest::newRow("while it is recorded") << true;
    QTest::newRow("after its end") << false;
}

/// And nothing of what was let go.
void TestRetention::savedCaptureHoldsWhatIsKept()
{
    QFETCH(bool, live);
    auto capture = make({});
    QVERIFY(capture);
    write(*capture->writer(), 5'000);
    QTRY_COMPARE(capture->lastId(), 5'000);
    capture->setMark(4'990, QStringLiteral("kept"));
    capture->writer()->setRetention({.rows = 100});
    capture->writer()->flush();
    if (!live)
        capture.reset();
    const QString saved = m_folder->filePath(QStringLiteral("saved.hgcap"));
    QList<int> progress;
    QVERIFY(saveCapture(path(), saved, [&](int part) { progress.append(part); }));
    QCOMPARE(progress.last(), 1000);
    const auto opened = Capture::open(saved);
    QVERIFY(opened);
    verifyRows((*opened)->reader(), 4'901, 5'000);
    QCOMPARE((*opened)->marks(), (QMap<EntryId, QString>{{4'990, QStringLiteral("kept")}}));
    QFile file(saved);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains(numberedPayload(4'901)));
    QVERIFY(!bytes.contains(numberedPayload(4'899)));
    QCOMPARE(bytes.at(18), '\1'); // no write-ahead log
    QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("saved*")}, QDir::Files).size(), 1);
}

void TestRetention::savingWhatIsKeptIsCancelled()
{
    const auto capture = make({.rows = 20'000});
    QVERIFY(capture);
    write(*capture->writer(), 30'000, 2'000);
    const QString saved = m_folder->filePath(QStringLiteral("saved.hgcap"));
    std::atomic_bool cancel = false;
    const auto done = saveCapture(
        path(), saved, [&](int) { cancel = true; }, &cancel);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, CaptureError::Kind::Cancelled);
    QVERIFY(QDir(m_folder->path()).entryList({QStringLiteral("saved*")}, QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
