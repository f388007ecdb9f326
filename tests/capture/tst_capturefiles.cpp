// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capturefiles.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

class TestCaptureFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void makesAPrivateFolderAndOwnNames();
    void survivesAKill_data();
    void survivesAKill();
    void leavesTheLiveOnesOfOthersAlone();
    void offersLostOnesNewestFirst();
    void removesEmptyOnes();
    void keepsWhatItCannotRead();
    void holdsALostOne();
    void discardsOnlyItsOwn();
    void discardsOldOnes();
    void saysThatTheFolderCannotBeWritten();

private:
    QString folder() const { return m_folder->filePath(QStringLiteral("unsaved")); }
    QString makeLost(CaptureFiles &files, int rows);
    QStringList filesInFolder() const { return QDir(folder()).entryList(QDir::Files | QDir::Hidden); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

void setAge(const QString &path, int days)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-days), QFileDevice::FileModificationTime));
}

/// Starts the helper; returns its capture's path.
QString startHelper(QProcess &process, const QString &folder, EntryId keptRows = 0)
{
    process.start(QStringLiteral(CAPTURE_HELPER), {folder, QString::number(keptRows)});
    QByteArray line;
    const auto hasLine = [&] { return process.canReadLine(); };
    if (QTest::qWaitFor(hasLine, 20'000))
        line = process.readLine();
    return QString::fromUtf8(line).trimmed();
}

/// Reads committed ids; the last whole one.
EntryId lastTold(QProcess &process, EntryId before)
{
    EntryId last = before;
    while (process.canReadLine())
        last = process.readLine().trimmed().toLongLong();
    return last;
}

} // namespace

void TestCaptureFiles::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

/// A capture that nobody holds any more.
QString TestCaptureFiles::makeLost(CaptureFiles &files, int rows)
{
    const auto path = files.newPath();
    if (!path)
        return {};
    {
        auto writer = makeWriter(*path);
        for (int i = 0; i < rows; ++i)
            appendRow(*writer, frameRow(), "x");
    }
    files.release(*path);
    return *path;
}

void TestCaptureFiles::makesAPrivateFolderAndOwnNames()
{
    CaptureFiles files(folder());
    const auto first = files.newPath();
    const auto second = files.newPath();
    QVERIFY(first && second);
    QVERIFY(*first != *second);
    QVERIFY(!QFile::exists(*first));
    QCOMPARE(QFileInfo(*first).absolutePath(), folder());
    QVERIFY(first->endsWith(QStringLiteral(".hgcap")));
    QVERIFY(first->contains(QDate::currentDate().toString(QStringLiteral("yyyyMMdd"))));
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(folder()) & others, QFile::Permissions());
}

void TestCaptureFiles::survivesAKill_data()
{
    QTest::addColumn<EntryId>("keptRows");
    QTest::newRow("keeps all") << EntryId(0);
    QTest::newRow("while old rows go") << EntryId(5'000);
}

void TestCaptureFiles::survivesAKill()
{
    QFETCH(EntryId, keptRows);
    QProcess process;
    const QString path = startHelper(process, folder(), keptRows);
    QVERIFY(!path.isEmpty());
    CaptureFiles files(folder());
    EntryId told = 0;
    QTRY_VERIFY_WITH_TIMEOUT((told = lastTold(process, told)) > 50'000, 60'000);
    process.kill();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    told = lastTold(process, told);

    const QList<LostCapture> lost = files.lost();
    QCOMPARE(lost.size(), 1);
    QCOMPARE(lost[0].path, path);
    QVERIFY2(lost[0].rows >= told, qPrintable(QStringLiteral("%1 < %2").arg(lost[0].rows).arg(told)));
    QVERIFY(lost[0].bytes > (keptRows > 0 ? keptRows : told));
    const auto reader = openReader(path);
    QVERIFY(reader);
    const EntryId first = reader->firstId();
    QVERIFY(keptRows > 0 ? first > 1 && first <= lost[0].rows - keptRows + 1 : first == 1);
    for (EntryId id = first - 1; id < lost[0].rows;) {
        const QList<Entry> page = reader->range(id + 1, lost[0].rows, 10'000);
        QVERIFY(!page.isEmpty());
        for (const Entry &entry : page) {
            QCOMPARE(entry.id, ++id);
            QCOMPARE(entry.head, numberedPayload(id));
        }
    }
    const auto connection = reader->connection(1);
    QCOMPARE(connection ? connection->url : QString(), keptRows > 0 ? QString() : fullRecord(1).url);
    QCOMPARE(reader->error(), QString());
    const QString saved = m_folder->filePath(QStringLiteral("saved.hgcap"));
    QVERIFY(saveCapture(path, saved));
    QCOMPARE(openReader(saved)->lastId(), lost[0].rows);
    files.discard(path);
    QCOMPARE(filesInFolder(), QStringList());
}

void TestCaptureFiles::leavesTheLiveOnesOfOthersAlone()
{
    QProcess process;
    const QString path = startHelper(process, folder());
    QVERIFY(!path.isEmpty());
    CaptureFiles files(folder());
    EntryId told = 0;
    QTRY_VERIFY_WITH_TIMEOUT((told = lastTold(process, told)) > 0, 60'000);
    QCOMPARE(files.lost().size(), 0);
    QVERIFY(!files.hold(path));
    files.discard(path);
    setAge(path, 100);
    setAge(path + QStringLiteral("-wal"), 100);
    QCOMPARE(files.discardOld(), 0);
    QVERIFY(QFile::exists(path));
    EntryId later = 0;
    QTRY_VERIFY_WITH_TIMEOUT((later = lastTold(process, later)) > told, 60'000); // it goes on
    process.kill();
    QVERIFY(process.waitForFinished());
    QCOMPARE(files.lost().size(), 1);
}

void TestCaptureFiles::offersLostOnesNewestFirst()
{
    CaptureFiles files(folder());
    const QString first = makeLost(files, 1);
    const QString second = makeLost(files, 2);
    const auto live = files.newPath();
    QVERIFY(live);
    const auto writer = makeWriter(*live);
    appendRow(*writer, frameRow(), "x");
    writer->flush();
    setAge(first, 1);
    setAge(second, 2);
    QList<LostCapture> lost = files.lost();
    QCOMPARE(lost.size(), 2);
    QCOMPARE(lost[0].path, first);
    QCOMPARE(lost[1].path, second);
    QCOMPARE(lost[1].rows, 2);
    QCOMPARE(lost[1].bytes, QFileInfo(second).size());
    QVERIFY(lost[0].modifiedMs > lost[1].modifiedMs);
}

void TestCaptureFiles::removesEmptyOnes()
{
    CaptureFiles files(folder());
    const QString empty = makeLost(files, 0);
    QFile unmade(*files.newPath());
    QVERIFY(unmade.open(QIODevice::WriteOnly));
    unmade.close();
    files.release(unmade.fileName());
    const QString connectionOnly = makeLost(files, 0);
    QFile::remove(connectionOnly);
    {
        auto writer = makeWriter(connectionOnly);
        writer->writeConnection(fullRecord(1));
    }
    const QList<LostCapture> lost = files.lost();
    QCOMPARE(lost.size(), 1);
    QCOMPARE(lost[0].path, connectionOnly);
    QCOMPARE(lost[0].rows, 0);
    QCOMPARE(filesInFolder(), QStringList(QFileInfo(connectionOnly).fileName()));
}

void TestCaptureFiles::keepsWhatItCannotRead()
{
    CaptureFiles files(folder());
    const auto path = files.newPath();
    QVERIFY(path);
    QFile file(*path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("something else");
    file.close();
    files.release(*path);
    QCOMPARE(files.lost().size(), 0);
    QVERIFY(file.exists());
    QCOMPARE(files.discardOld(), 0);
    QVERIFY(file.exists());
    setAge(*path, 31);
    QCOMPARE(files.discardOld(), 1);
    QVERIFY(!file.exists());
}

void TestCaptureFiles::holdsALostOne()
{
    CaptureFiles files(folder());
    CaptureFiles others(folder());
    const QString path = makeLost(files, 1);
    QVERIFY(files.hold(path));
    QVERIFY(files.hold(path));
    QVERIFY(!others.hold(path));
    QCOMPARE(others.lost().size(), 0);
    others.discard(path);
    QVERIFY(QFile::exists(path));
    files.release(path);
    QCOMPARE(others.lost().size(), 1);
    QVERIFY(others.hold(path));
}

void TestCaptureFiles::discardsOnlyItsOwn()
{
    CaptureFiles files(folder());
    const QString path = makeLost(files, 1);
    const QString outside = m_folder->filePath(QStringLiteral("capture-mine.hgcap"));
    QVERIFY(QFile::copy(path, outside));
    files.discard(outside);
    QVERIFY(QFile::exists(outside));
    files.discard(path);
    QCOMPARE(filesInFolder(), QStringList());
    files.discard(path); // again: nothing to do
    QCOMPARE(filesInFolder(), QStringList());
}

void TestCaptureFiles::discardsOldOnes()
{
    CaptureFiles files(folder());
    QStringList paths;
    for (int i = 0; i < 24; ++i) {
        paths.append(makeLost(files, 1));
        setAge(paths.last(), i < 22 ? i : 40);
    }
    QCOMPARE(files.discardOld(), 4); // two are too old, two are the oldest beyond 20
    QCOMPARE(files.lost().size(), 20);
    for (int i = 0; i < 24; ++i)
        QCOMPARE(QFile::exists(paths[i]), i < 20);
    QCOMPARE(files.discardOld(), 0);
    QCOMPARE(filesInFolder().size(), 20); // no locks stay
}

void TestCaptureFiles::saysThatTheFolderCannotBeWritten()
{
    CaptureFiles files(QStringLiteral("/proc/handglass"));
    const auto path = files.newPath();
    QVERIFY(!path);
    QCOMPARE(path.error().kind, CaptureError::Kind::Io);
    QVERIFY(path.error().sentence.contains(QStringLiteral("/proc/handglass")));
    QCOMPARE(files.lost().size(), 0);
    QCOMPARE(files.discardOld(), 0);
}

QTEST_GUILESS_MAIN(TestCaptureFiles)
#include "tst_capturefiles.moc"
