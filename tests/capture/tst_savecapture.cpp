// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capturefiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace handglass;

class TestSaveCapture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void savesOneSelfContainedFile();
    void savesWhileTheWriterGoesOn();
    void replacesAnOlderFile();
    void refusesTheCaptureItself();
    void refusesWhatIsNoTarget_data();
    void refusesWhatIsNoTarget();
    void refusesWhatIsNoCapture();
    void canBeCancelled();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSaveCapture::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSaveCapture::savesOneSelfContainedFile()
{
    auto writer = makeWriter(path("live.hgcap"));
    writer->writeConnection(fullRecord(1));
    EntryBatch batch;
    for (EntryId id = 1; id <= 100'000; ++id)
        batch.add(frameRow(), numberedPayload(id));
    writer->append(batch);
    writer->flush();
    QList<int> progress;
    const QString target = path("a name with % ? # ä.hgcap");
    const auto saved = saveCapture(path("live.hgcap"), target, [&](int value) { progress.append(value); });
    QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().sentence));
    QVERIFY(progress.size() > 1);
    QVERIFY(std::is_sorted(progress.begin(), progress.end()));
    QCOMPARE(progress.last(), 1000);
    writer.reset();
    QVERIFY(QFile::remove(path("live.hgcap")));
    QCOMPARE(files(), QStringList(QFileInfo(target).fileName()));
    QCOMPARE(QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    const auto reader = openReader(target);
    QVERIFY(reader);
    QCOMPARE(reader->lastId(), 100'000);
    EntryId id = 0;
    for (const Entry &entry : reader->range(1, 100'000, 100'000)) {
        QCOMPARE(entry.id, ++id);
        QCOMPARE(entry.head, numberedPayload(id));
    }
    QCOMPARE(id, 100'000);
    QCOMPARE(reader->connectionIds().size(), 1);
    QCOMPARE(files(), QStringList(QFileInfo(target).fileName())); // reading leaves nothing beside it
}

void TestSaveCapture::savesWhileTheWriterGoesOn()
{
    auto writer = makeWriter(path("live.hgcap"));
    std::atomic_bool stop = false;
    std::thread producer([&] {
        EntryBatch batch;
        for (EntryId id = 1; !stop; ++id) {
            batch.add(frameRow(), numberedPayload(id));
            if (id % 100 == 0)
                writer->append(batch);
            if (writer->isFull())
                writer->flush();
        }
        writer->append(batch);
    });
    QTRY_VERIFY(writer->committedId() > 100'000);
    const EntryId before = writer->committedId();
    const auto saved = saveCapture(path("live.hgcap"), path("saved.hgcap"));
    const EntryId after = writer->committedId();
    stop = true;
    producer.join();
    QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().sentence));
    const auto reader = openReader(path("saved.hgcap"));
    QVERIFY(reader);
    const EntryId last = reader->lastId();
    QVERIFY(last >= before);
    QVERIFY(last <= after);
    QCOMPARE(reader->range(1, last, int(last)).size(), last); // of one moment, without gaps
    QCOMPARE(reader->payload(last), numberedPayload(last));
    writer->flush();
    QCOMPARE(openReader(path("live.hgcap"))->lastId(), writer->nextEntryId() - 1);
}

void TestSaveCapture::replacesAnOlderFile()
{
    for (const char *name : {"one.hgcap", "two.hgcap"})
        appendRow(*makeWriter(path(name)), frameRow(), name);
    const auto older = openReader(path("two.hgcap"));
    QVERIFY(older);
    QVERIFY(saveCapture(path("one.hgcap"), path("two.hgcap")));
    QCOMPARE(openReader(path("two.hgcap"))->payload(1), QByteArray("one.hgcap"));
    QCOMPARE(older->payload(1), QByteArray("two.hgcap")); // who has it open keeps the old one
    QCOMPARE(files(), QStringList({QStringLiteral("one.hgcap"), QStringLiteral("two.hgcap")}));
}

void TestSaveCapture::refusesTheCaptureItself()
{
    appendRow(*makeWriter(path("one.hgcap")), frameRow(), "kept");
    QVERIFY(QFile::link(path("one.hgcap"), path("link.hgcap")));
    for (const char *name : {"one.hgcap", "./one.hgcap", "link.hgcap"}) {
        const auto saved = saveCapture(path("one.hgcap"), path(name));
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, CaptureError::Kind::InUse);
    }
    QCOMPARE(openReader(path("one.hgcap"))->payload(1), QByteArray("kept"));
}

void TestSaveCapture::refusesWhatIsNoTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("a folder") << QStringLiteral("folder");
    QTest::newRow("no such folder") << QStringLiteral("none/a.hgcap");
    QTest::newRow("a file as folder") << QStringLiteral("one.hgcap/a.hgcap");
    QTest::newRow("not writable") << QStringLiteral("/proc/a.hgcap");
}

void TestSaveCapture::refusesWhatIsNoTarget()
{
    QFETCH(QString, target);
    appendRow(*makeWriter(path("one.hgcap")), frameRow(), "kept");
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    const auto saved = saveCapture(path("one.hgcap"), QDir(m_folder->path()).absoluteFilePath(target));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, CaptureError::Kind::Io);
    QVERIFY(saved.error().sentence.startsWith(QStringLiteral("expected ")));
    QCOMPARE(files(), QStringList(QStringLiteral("one.hgcap")));
}

void TestSaveCapture::refusesWhatIsNoCapture()
{
    QFile file(path("note.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const auto saved = saveCapture(path("note.txt"), path("a.hgcap"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, CaptureError::Kind::NotACapture);
    const auto missing = saveCapture(path("none.hgcap"), path("a.hgcap"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, CaptureError::Kind::NotFound);
    QCOMPARE(files(), QStringList(QStringLiteral("note.txt")));
}

void TestSaveCapture::canBeCancelled()
{
    {
        auto writer = makeWriter(path("one.hgcap"));
        for (int i = 0; i < 20; ++i)
            appendRow(*writer, frameRow(), QByteArray(1 << 20, 'x'));
    }
    std::atomic_bool cancel = false;
    int calls = 0;
    const auto saved = saveCapture(
        path("one.hgcap"), path("two.hgcap"),
        [&](int) {
            ++calls;
            cancel = true;
        },
        &cancel);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, CaptureError::Kind::Cancelled);
    QCOMPARE(calls, 1);
    QCOMPARE(files(), QStringList(QStringLiteral("one.hgcap")));
}

QTEST_GUILESS_MAIN(TestSaveCapture)
#include "tst_savecapture.moc"
