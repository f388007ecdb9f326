// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <thread>

using namespace handglass;

/// QStorageInfo knows nothing where the mount table does not list the root, as in a bare chroot.
static qint64 freeBytes(const QString &folder)
{
    return qint64(std::filesystem::space(QFile::encodeName(folder).toStdString()).available);
}

class TestCaptureWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsAMillionRowsInOrder();
    void givesIdsAtOnce();
    void showsARowSoonWhenIdle();
    void keepsEveryFieldOfARow();
    void tellsThatItIsFullAndDrained();
    void keepsTheLogShortUnderReaders();
    void refusesAnExistingFile();
    void makesFileAndFolderPrivate();
    void standsStillWhenTheDiskIsLow();
    void goesOnWhenTold();
    void letsGoWhenTold();
    void writesWhatIsQueuedAtTheEndOfALowDisk();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCaptureWriter::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCaptureWriter::keepsAMillionRowsInOrder()
{
    constexpr EntryId count = 1'000'000;
    auto writer = makeWriter(path());
    EntryBatch batch;
    for (EntryId id = 1; id <= count;) {
        const EntryId first = id;
        for (int i = 0; i < 500; ++i, ++id)
            batch.add(frameRow(id % 2 == 0 ? Direction::Sent : Direction::Received), numberedPayload(id));
        QCOMPARE(writer->append(batch), first);
        QVERIFY(batch.isEmpty());
        if (writer->isFull())
            writer->flush();
    }
    writer->flush();
    QCOMPARE(writer->committedId(), count);

    const auto reader = CaptureReader::open(path());
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().sentence));
    QCOMPARE((*reader)->lastId(), count);
    EntryId id = 0;
    while (id < count) {
        const QList<Entry> page = (*reader)->range(id + 1, count, 10'000);
        QCOMPARE(page.size(), 10'000);
        for (const Entry &entry : page) {
            QCOMPARE(entry.id, ++id);
            QCOMPARE(entry.head, numberedPayload(id));
            QCOMPARE(entry.row.direction, id % 2 == 0 ? Direction::Sent : Direction::Received);
        }
    }
}

void TestCaptureWriter::givesIdsAtOnce()
{
    auto writer = makeWriter(path());
    QCOMPARE(writer->nextEntryId(), 1);
    EntryBatch batch;
    batch.add(frameRow(), "a");
    batch.add(frameRow(), "b");
    QCOMPARE(writer->append(batch), 1);
    QCOMPARE(writer->nextEntryId(), 3);
    QCOMPARE(writer->append(batch), 3); // empty
    QCOMPARE(appendRow(*writer, frameRow(), "c"), 3);
    QCOMPARE(writer->newConnection(), 1);
    QCOMPARE(writer->newConnection(), 2);
    QCOMPARE(writer->newSession(), 1);
    QCOMPARE(writer->newSession(), 2);
}

void TestCaptureWriter::showsARowSoonWhenIdle()
{
    auto writer = makeWriter(path());
    auto reader = CaptureReader::open(path());
    QVERIFY(reader);
    const Heard committed(writer.get(), &CaptureWriter::committed);
    for (EntryId id = 1; id <= 3; ++id) {
        QCOMPARE(appendRow(*writer, frameRow(), "x"), id);
        QTRY_COMPARE(writer->committedId(), id); // nobody calls flush()
        QCOMPARE((*reader)->lastId(), id);
        QTRY_COMPARE(committed.count(), id);
        QCOMPARE(committed.last().first().toLongLong(), id);
    }
}

void TestCaptureWriter::keepsEveryFieldOfARow()
{
    EntryRow row;
    row.connection = 7;
    row.timeNs = 1'780'000'000'123'456'789;
    row.messageFirst = 3;
    row.wireLength = 70'014;
    row.maskKey = 0xFEDCBA98;
    row.bits = 0x70 | EntryMasked | EntryViolation | EntryLast | EntryUnfinished;
    row.direction = Direction::Received;
    row.lengthBits = 64;
    const QByteArray payload(70'000, 'p');
    const QString sentence = QStringLiteral("expected “RSV1” 0, got 1 ⚠");
    EntryRow notice;
    notice.kind = EntryKind::Notice;
    notice.lengthBits = 16;
    {
        auto writer = makeWriter(path());
        QCOMPARE(appendRow(*writer, row, payload, sentence), 1);
        QCOMPARE(appendRow(*writer, notice, {}, QStringLiteral("limit reached")), 2);
    }
    const auto reader = CaptureReader::open(path());
    QVERIFY(reader);
    const auto entry = (*reader)->entry(1);
    QVERIFY(entry);
    QCOMPARE(entry->row.connection, row.connection);
    QCOMPARE(entry->row.timeNs, row.timeNs);
    QCOMPARE(entry->row.messageFirst, row.messageFirst);
    QCOMPARE(entry->row.wireLength, row.wireLength);
    QCOMPARE(entry->row.maskKey, row.maskKey);
    QCOMPARE(entry->row.bits, row.bits);
    QCOMPARE(entry->row.kind, EntryKind::Frame);
    QCOMPARE(entry->row.direction, Direction::Received);
    QCOMPARE(entry->row.lengthBits, quint8(64));
    QCOMPARE(entry->payloadLength, 70'000);
    QCOMPARE(entry->head, payload.first(256));
    QCOMPARE(entry->text, sentence);
    const auto second = (*reader)->entry(2);
    QVERIFY(second);
    QCOMPARE(second->row.kind, EntryKind::Notice);
    QCOMPARE(second->row.direction, Direction::None);
    QCOMPARE(second->row.lengthBits, quint8(16));
    QCOMPARE(second->text, QStringLiteral("limit reached"));
    QCOMPARE(second->payloadLength, 0);
    QVERIFY(!(*reader)->entry(3));
}

void TestCaptureWriter::tellsThatItIsFullAndDrained()
{
    auto writer = makeWriter(path(), {.queueHigh = 1 << 20, .queueLow = 1 << 16});
    const Heard drained(writer.get(), &CaptureWriter::drained);
    QVERIFY(!writer->isFull());
    EntryBatch batch;
    for (int i = 0; i < 4; ++i)
        batch.add(frameRow(), QByteArray(1 << 20, 'x'));
    QVERIFY(batch.bytes() > 4 << 20);
    writer->append(batch);
    QTRY_COMPARE(drained.count(), 1);
    QVERIFY(!writer->isFull());
    writer->flush();
    QCOMPARE(writer->committedId(), 4);
}

/// Readers that always read: the write-ahead log is moved into the file all the same, and they see no gap.
void TestCaptureWriter::keepsTheLogShortUnderReaders()
{
    constexpr EntryId count = 30'000;
    auto writer = makeWriter(path());
    std::atomic_bool stop = false;
    std::atomic_int wrong = 0;
    std::atomic_int rounds = 0;
    const auto readAlways = [&] {
        const auto reader = openReader(path());
        while (!stop && reader != nullptr) {
            const EntryId last = writer->committedId();
            const EntryId from = qMax<EntryId>(1, last - 5000);
            if (reader->matches({.show = LogQuery::Show::Sent}, from, last).size() != last - from + 1 && last > 0)
                ++wrong;
            if (last > 0 && reader->entry(last)->head.size() != 256)
                ++wrong;
            if (!reader->error().isEmpty())
                ++wrong;
            ++rounds;
        }
    };
    std::thread first(readAlways);
    std::thread second(readAlways);
    qint64 longest = 0;
    const QByteArray payload(16 << 10, 'x');
    EntryBatch batch;
    for (EntryId id = 0; id < count; id += 10) {
        for (int i = 0; i < 10; ++i)
            batch.add(frameRow(), payload);
        writer->append(batch);
        if (writer->isFull())
            writer->flush();
        longest = qMax(longest, QFileInfo(path() + QStringLiteral("-wal")).size());
    }
    writer->flush();
    stop = true;
    first.join();
    second.join();
    QCOMPARE(writer->committedId(), count);
    QCOMPARE(wrong, 0);
    QVERIFY(rounds > 10);
    QVERIFY2(longest <= 64 << 20, qPrintable(QString::number(longest)));
}

void TestCaptureWriter::refusesAnExistingFile()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const auto writer = CaptureWriter::create(path(), {});
    QVERIFY(!writer);
    QCOMPARE(writer.error().kind, CaptureError::Kind::Io);
    QVERIFY(writer.error().sentence.contains(path()));
    QCOMPARE(file.size(), 4);
}

void TestCaptureWriter::makesFileAndFolderPrivate()
{
    const QString inner = m_folder->filePath(QStringLiteral("new/a.hgcap"));
    const auto writer = makeWriter(inner);
    appendRow(*writer, frameRow(), "x");
    writer->flush();
    const auto all = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::WriteGroup
        | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QCOMPARE(QFileInfo(inner).absoluteDir().exists(), true);
    QCOMPARE(QFile::permissions(m_folder->filePath(QStringLiteral("new"))) & all, ownerOnly | QFile::ExeOwner);
    QCOMPARE(QFile::permissions(inner) & all, ownerOnly);
    QCOMPARE(QFile::permissions(inner + QStringLiteral("-wal")) & all, ownerOnly);
}

void TestCaptureWriter::standsStillWhenTheDiskIsLow()
{
    const qint64 free = freeBytes(m_folder->path());
    auto writer = makeWriter(path(), {.queueHigh = 1 << 16, .queueLow = 1 << 15, .retention = {.minFree = free * 100}});
    const Heard low(writer.get(), &CaptureWriter::diskLow);
    EntryBatch batch;
    batch.add(frameRow(), QByteArray(1 << 17, 'x'));
    writer->append(batch);
    QTRY_COMPARE(low.count(), 1);
    QVERIFY(low.first().first().toLongLong() > 0);
    QVERIFY(low.first().first().toLongLong() < free * 100);
    writer->flush(); // returns
    QCOMPARE(writer->committedId(), 0);
    QVERIFY(writer->isFull());
    QCOMPARE(low.count(), 1);
    writer->continueWriting(); // still too little
    QTRY_COMPARE(low.count(), 2);
    QCOMPARE(writer->committedId(), 0);
}

void TestCaptureWriter::goesOnWhenTold()
{
    const qint64 free = freeBytes(m_folder->path());
    auto writer = makeWriter(path(), {.queueHigh = 1 << 16, .queueLow = 1 << 15, .retention = {.minFree = free * 2}});
    const Heard low(writer.get(), &CaptureWriter::diskLow);
    const Heard resumed(writer.get(), &CaptureWriter::resumed);
    const Heard drained(writer.get(), &CaptureWriter::drained);
    const QByteArray payload(1 << 17, 'x');
    appendRow(*writer, frameRow(), payload);
    QTRY_COMPARE(low.count(), 1);
    writer->continueWriting();
    QTRY_COMPARE(resumed.count(), 1);
    QTRY_COMPARE(drained.count(), 1);
    QCOMPARE(writer->committedId(), 1);
    QVERIFY(!writer->isFull());
    const auto reader = CaptureReader::open(path());
    QVERIFY(reader);
    QCOMPARE((*reader)->payload(1), payload);
}

void TestCaptureWriter::letsGoWhenTold()
{
    const qint64 free = freeBytes(m_folder->path());
    auto writer = makeWriter(path(), {.queueHigh = 1 << 16, .queueLow = 1 << 15, .retention = {.minFree = free * 2}});
    const Heard low(writer.get(), &CaptureWriter::diskLow);
    const Heard drained(writer.get(), &CaptureWriter::drained);
    appendRow(*writer, frameRow(), QByteArray(1 << 17, 'x'));
    QTRY_COMPARE(low.count(), 1);
    QVERIFY(writer->isFull());
    writer->stopWriting();
    QTRY_COMPARE(drained.count(), 1);
    QVERIFY(!writer->isFull());
    QCOMPARE(appendRow(*writer, frameRow(), QByteArray(1 << 17, 'x')), 2);
    QVERIFY(!writer->isFull());
    writer->flush();
    QCOMPARE(writer->committedId(), 0);
}

void TestCaptureWriter::writesWhatIsQueuedAtTheEndOfALowDisk()
{
    const qint64 free = freeBytes(m_folder->path());
    auto writer = makeWriter(path(), {.queueHigh = 1 << 16, .queueLow = 1 << 15, .retention = {.minFree = free * 2}});
    const Heard low(writer.get(), &CaptureWriter::diskLow);
    appendRow(*writer, frameRow(), "kept");
    QTRY_COMPARE(low.count(), 1);
    writer.reset();
    const auto reader = CaptureReader::open(path());
    QVERIFY(reader);
    QCOMPARE((*reader)->payload(1), QByteArray("kept"));
}

QTEST_GUILESS_MAIN(TestCaptureWriter)
#include "tst_capturewriter.moc"
