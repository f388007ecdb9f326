// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/capture/faultydisk.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capturefiles.h"

#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// A disk that is full or broken, below SQLite.
class TestCaptureFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void goesOnWhenThereIsRoomAgain();
    void saysWhatIsLostAtTheEndOfAFullDisk();
    void saysThatTheDiskIsBroken();
    void givesUpOnALockedFile();
    void cannotCreateOnAFullDisk();
    void saveLeavesTheOldFileOnAFullDisk_data();
    void saveLeavesTheOldFileOnAFullDisk();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
};

void TestCaptureFaults::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_disk = std::make_unique<FaultyDisk>();
}

void TestCaptureFaults::cleanup()
{
    m_disk.reset();
}

void TestCaptureFaults::goesOnWhenThereIsRoomAgain()
{
    auto writer = makeWriter(path());
    const Heard low(writer.get(), &CaptureWriter::diskLow);
    const Heard resumed(writer.get(), &CaptureWriter::resumed);
    const Heard failed(writer.get(), &CaptureWriter::failed);
    appendRow(*writer, frameRow(), "before");
    writer->flush();
    m_disk->setWriteResult(SQLITE_FULL);
    for (EntryId id = 2; id <= 100; ++id)
        QCOMPARE(appendRow(*writer, frameRow(), numberedPayload(id)), id);
    QTRY_COMPARE(low.count(), 1);
    writer->flush(); // returns
    QCOMPARE(writer->committedId(), 1);
    m_disk->setWriteResult(SQLITE_OK);
    QTRY_COMPARE(resumed.count(), 1);
    writer->flush();
    QCOMPARE(writer->committedId(), 100);
    QCOMPARE(low.count(), 1);
    QCOMPARE(failed.count(), 0);
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->lastId(), 100);
    for (EntryId id = 2; id <= 100; ++id)
        QCOMPARE(reader->payload(id), numberedPayload(id));
}

void TestCaptureFaults::saysWhatIsLostAtTheEndOfAFullDisk()
{
    auto writer = makeWriter(path());
    QStringList sentences;
    connect(
        writer.get(), &CaptureWriter::failed, this, [&](const QString &text) { sentences.append(text); },
        Qt::DirectConnection); // the writer's thread has ended when this is read
    appendRow(*writer, frameRow(), "before");
    writer->flush();
    m_disk->setWriteResult(SQLITE_FULL);
    appendRow(*writer, frameRow(), "lost");
    appendRow(*writer, frameRow(), "lost");
    writer.reset();
    QCOMPARE(sentences.size(), 1);
    QVERIFY2(sentences[0].contains(QStringLiteral("2 row")), qPrintable(sentences[0]));
    m_disk->setWriteResult(SQLITE_OK);
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->lastId(), 1);
}

void TestCaptureFaults::saysThatTheDiskIsBroken()
{
    auto writer = makeWriter(path(), {.queueHigh = 1000, .queueLow = 500});
    const Heard failed(writer.get(), &CaptureWriter::failed);
    const Heard drained(writer.get(), &CaptureWriter::drained);
    appendRow(*writer, frameRow(), "before");
    writer->flush();
    m_disk->setWriteResult(SQLITE_IOERR_WRITE);
    appendRow(*writer, frameRow(), QByteArray(2000, 'x'));
    QTRY_COMPARE(failed.count(), 1);
    QTRY_COMPARE(drained.count(), 1); // sockets go on
    QVERIFY(failed.first().first().toString().contains(path()));
    QCOMPARE(appendRow(*writer, frameRow(), QByteArray(2000, 'x')), 3);
    QVERIFY(!writer->isFull());
    writer->flush();
    QCOMPARE(writer->committedId(), 1);
    QCOMPARE(failed.count(), 1);
}

void TestCaptureFaults::givesUpOnALockedFile()
{
    auto writer = makeWriter(path());
    QStringList sentences;
    connect(
        writer.get(), &CaptureWriter::failed, this, [&](const QString &text) { sentences.append(text); },
        Qt::DirectConnection);
    sqlite3 *other = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path()), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    appendRow(*writer, frameRow(), "x");
    writer.reset(); // ends, though the lock stays
    sqlite3_close(other);
    QCOMPARE(sentences.size(), 1);
    QVERIFY2(sentences[0].contains(QStringLiteral("lock of another program")), qPrintable(sentences[0]));
}

void TestCaptureFaults::cannotCreateOnAFullDisk()
{
    m_disk->setWriteResult(SQLITE_FULL);
    const auto writer = CaptureWriter::create(path(), {});
    QVERIFY(!writer);
    QCOMPARE(writer.error().kind, CaptureError::Kind::DiskFull);
    QVERIFY(!QFile::exists(path()));
}

void TestCaptureFaults::saveLeavesTheOldFileOnAFullDisk_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("room");
    QTest::addColumn<CaptureError::Kind>("kind");
    QTest::newRow("full at once") << SQLITE_FULL << qint64(0) << CaptureError::Kind::DiskFull;
    QTest::newRow("full half way") << SQLITE_FULL << qint64(3 << 20) << CaptureError::Kind::DiskFull;
    QTest::newRow("broken half way") << SQLITE_IOERR_WRITE << qint64(3 << 20) << CaptureError::Kind::Io;
}

void TestCaptureFaults::saveLeavesTheOldFileOnAFullDisk()
{
    QFETCH(int, code);
    QFETCH(qint64, room);
    QFETCH(CaptureError::Kind, kind);
    {
        auto writer = makeWriter(path());
        for (int i = 0; i < 5; ++i)
            appendRow(*writer, frameRow(), QByteArray(1 << 20, 'x'));
    }
    const QString target = m_folder->filePath(QStringLiteral("saved.hgcap"));
    QFile old(target);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    m_disk->setRoom(room);
    m_disk->setWriteResult(code);
    const auto saved = saveCapture(path(), target);
    m_disk->setWriteResult(SQLITE_OK);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, kind);
    QVERIFY2(saved.error().sentence.contains(target), qPrintable(saved.error().sentence));
    QCOMPARE(old.size(), 3);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
        QStringList({QStringLiteral("a.hgcap"), QStringLiteral("saved.hgcap")}));
    QVERIFY(saveCapture(path(), target)); // and then it works
    QCOMPARE(openReader(target)->lastId(), 5);
}

QTEST_GUILESS_MAIN(TestCaptureFaults)
#include "tst_capturefaults.moc"
