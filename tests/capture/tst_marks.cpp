// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/capture/schemaversion1.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capture.h"
#include "app/capture/capturefiles.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

using Marks = QMap<EntryId, QString>;

class TestMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void marksRowsOfALiveCapture();
    void marksRowsOfAnOpenedCapture();
    void marksRowsOfOneLeftBehind();
    void marksRowsOfAnOldCapture();
    void saysThatAMarkIsNotInTheFile();
    void takesBackAChangeThatWasCutOff();

private:
    QString path(const char *name = "a.hgcap") const { return m_folder->filePath(QLatin1String(name)); }
    void record(int rows) const;
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QString comment = QStringLiteral("here it began ✓");

Marks marksIn(const QString &path)
{
    const auto capture = Capture::open(path);
    return capture ? (*capture)->marks() : Marks{{-1, capture.error().sentence}};
}

bool execute(sqlite3 *db, const QByteArray &sql)
{
    char *message = nullptr;
    const bool done = sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) == SQLITE_OK;
    if (!done)
        QTest::qFail(message, __FILE__, __LINE__);
    sqlite3_free(message);
    return done;
}

} // namespace

void TestMarks::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestMarks::record(int rows) const
{
    const auto writer = makeWriter(path());
    for (int i = 0; i < rows; ++i)
        appendRow(*writer, frameRow(), "x");
}

void TestMarks::marksRowsOfALiveCapture()
{
    {
        const auto capture = Capture::create(path());
        QVERIFY(capture);
        Capture &live = **capture;
        QSignalSpy changed(&live, &Capture::marksChanged);
        live.setMark(1, comment);
        QCOMPARE(changed.count(), 0); // there is no such row yet
        for (int i = 0; i < 3; ++i)
            appendRow(*live.writer(), frameRow(), "x");
        QTRY_COMPARE(live.lastId(), 3);
        live.setMark(0, comment);
        live.setMark(4, comment);
        QCOMPARE(changed.count(), 0);
        live.setMark(3, QString());
        live.setMark(1, comment);
        live.setMark(2, comment);
        live.setMark(2, comment);
        QCOMPARE(changed.count(), 3);
        QCOMPARE(live.marks(), (Marks{{1, comment}, {2, comment}, {3, QString()}}));
        live.setMark(2, QStringLiteral("other"));
        live.removeMark(3);
        live.removeMark(3);
        QCOMPARE(changed.count(), 5);
        live.writer()->flush();
        QCOMPARE(live.reader().marks(), (Marks{{1, comment}, {2, QStringLiteral("other")}}));
        QVERIFY(saveCapture(path(), path("saved.hgcap")));
    }
    QCOMPARE(marksIn(path()), (Marks{{1, comment}, {2, QStringLiteral("other")}}));
    QCOMPARE(marksIn(path("saved.hgcap")), marksIn(path()));
}

void TestMarks::marksRowsOfAnOpenedCapture()
{
    record(2);
    {
        const auto capture = Capture::open(path());
        QVERIFY(capture);
        (*capture)->setMark(3, comment);
        (*capture)->setMark(1, QStringLiteral("first"));
        (*capture)->setMark(1, comment);
        (*capture)->setMark(2, comment);
        (*capture)->removeMark(2);
        QCOMPARE((*capture)->marks(), (Marks{{1, comment}}));
        QCOMPARE((*capture)->reader().payload(2), QByteArray("x"));
    }
    QCOMPARE(marksIn(path()), (Marks{{1, comment}}));
    QCOMPARE(files(), QStringList(QStringLiteral("a.hgcap")));
}

/// Killed before it could put its log into the file.
void TestMarks::marksRowsOfOneLeftBehind()
{
    const auto writer = makeWriter(path("made"));
    appendRow(*writer, frameRow(), "x");
    writer->flush();
    QVERIFY(QFile::copy(path("made"), path()));
    QVERIFY(QFile::copy(path("made-wal"), path("a.hgcap-wal")));
    {
        const auto capture = Capture::open(path());
        QVERIFY(capture);
        (*capture)->setMark(1, comment);
    }
    QCOMPARE(marksIn(path()), (Marks{{1, comment}}));
    QVERIFY(saveCapture(path(), path("saved.hgcap")));
    QCOMPARE(marksIn(path("saved.hgcap")), (Marks{{1, comment}}));
}

void TestMarks::marksRowsOfAnOldCapture()
{
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path()), &db), SQLITE_OK);
    QVERIFY(execute(db, QByteArray("PRAGMA application_id = 0x48474350; PRAGMA user_version = 1;") + schemaVersion1));
    QVERIFY(execute(db, "INSERT INTO entry VALUES (1, 1, 2, 0x90081, 5, NULL, NULL, NULL, x'78')"));
    sqlite3_close(db);
    QCOMPARE(marksIn(path()), Marks());
    {
        const auto capture = Capture::open(path());
        QVERIFY(capture);
        (*capture)->setMark(1, comment);
    }
    QCOMPARE(marksIn(path()), (Marks{{1, comment}}));
    QCOMPARE(openReader(path())->payload(1), QByteArray("x"));
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(64).last(4), QByteArray("\0\0\0\1", 4)); // a Handglass that knows version 1 only opens it
}

void TestMarks::saysThatAMarkIsNotInTheFile()
{
    record(1);
    const auto capture = Capture::open(path());
    QVERIFY(capture);
    QSignalSpy failed(capture->get(), &Capture::markFailed);
    QVERIFY(QFile::rename(path(), path("moved")));
    QVERIFY(QDir().mkdir(path()));
    (*capture)->setMark(1, comment);
    QTRY_COMPARE(failed.count(), 1);
    const QString sentence = failed.first().first().toString();
    QVERIFY2(sentence.contains(path()), qPrintable(sentence));
    QCOMPARE((*capture)->marks(), (Marks{{1, comment}}));
    QCOMPARE(marksIn(path("moved")), Marks());
}

void TestMarks::takesBackAChangeThatWasCutOff()
{
    record(50);
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path()), &db), SQLITE_OK);
    QVERIFY(execute(db, "INSERT INTO mark VALUES (7, 'kept')"));
    QVERIFY(execute(db, "BEGIN; INSERT INTO mark SELECT id, 'cut off' FROM entry WHERE id > 7"));
    QCOMPARE(sqlite3_db_cacheflush(db), SQLITE_OK);
    QVERIFY(QFile::copy(path(), path("cut.hgcap")));
    QVERIFY(QFile::copy(path("a.hgcap-journal"), path("cut.hgcap-journal")));
    sqlite3_close(db);
    QCOMPARE(marksIn(path("cut.hgcap")), (Marks{{7, QStringLiteral("kept")}}));
    QVERIFY(!QFile::exists(path("cut.hgcap-journal")));
}

QTEST_GUILESS_MAIN(TestMarks)
#include "tst_marks.moc"
