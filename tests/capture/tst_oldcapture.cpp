// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/capture/schemaversion1.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/wholerecords.h"

#include "app/capture/capture.h"
#include "app/capture/capturefiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

/// Captures of version 1, which know neither compressed content nor the ways to a server.
class TestOldCapture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsRows_data();
    void readsRows();
    void readsConnections();
    void filters();
    void opensOneLeftBehind();
    void survivesAnyChangedByte();

private:
    QString path(const char *name = "a.hgcap") const { return m_folder->filePath(QLatin1String(name)); }
    void make(const QString &file, const char *journal) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr char rows[] = R"sql(
INSERT INTO connection (id, session, session_name, role, state, url, started, name_lookup, tcp, tls, upgrade, tls_facts,
    request, verdict, failure_phase, failure, offered_subprotocols, close_code, closed_by, clean)
VALUES (1, 2, 'quotes', 0, 3, 'wss://example.test/', 1780000000000000001, 10, 11, 12, 13, 'TLS 1.3', x'474554',
    '[{"id":"status","outcome":"pass"}]', 8, 'cancelled', '["a","b"]', 1000, 2, 1);
INSERT INTO entry VALUES (1, 1, 1780000000000000002, 0, 0, NULL, NULL, 'Opened', NULL);
INSERT INTO entry VALUES (2, 1, 1780000000000000003, 0x90401, 5, NULL, NULL, NULL, CAST('one ' AS BLOB));
INSERT INTO entry VALUES (3, 1, 1780000000000000004, 0x50189, 9, 16909060, NULL, NULL, x'70');
INSERT INTO entry VALUES (4, 1, 1780000000000000005, 0x90880, 9, NULL, 2, NULL, CAST('Two' AS BLOB));
INSERT INTO entry VALUES (5, 1, 1780000000000000006, 0x92082, 300, NULL, NULL, 'a sentence', zeroblob(100000));
)sql";

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

void TestOldCapture::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

/// With WAL, as one whose program was killed: the log is copied while it is open.
void TestOldCapture::make(const QString &file, const char *journal) const
{
    const bool left = qstrcmp(journal, "WAL") == 0;
    const QString made = left ? path("made") : file;
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(made), &db), SQLITE_OK);
    QVERIFY(execute(db, QByteArray("PRAGMA application_id = 0x48474350; PRAGMA user_version = 1;") + schemaVersion1));
    QVERIFY(execute(db, QByteArray("PRAGMA journal_mode = ") + journal));
    QVERIFY(execute(db, rows));
    if (left) {
        QVERIFY(QFile::copy(made, file));
        QVERIFY(QFile::copy(made + QStringLiteral("-wal"), file + QStringLiteral("-wal")));
    }
    sqlite3_close(db);
}

void TestOldCapture::readsRows_data()
{
    QTest::addColumn<QByteArray>("journal");
    QTest::newRow("saved") << QByteArray("DELETE");
    QTest::newRow("left behind") << QByteArray("WAL");
}

void TestOldCapture::readsRows()
{
    QFETCH(QByteArray, journal);
    make(path(), journal.constData());
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->lastId(), 5);
    const QList<Entry> page = reader->range(1, 5, 10);
    QCOMPARE(page.size(), 5);
    QCOMPARE(page[0].row.kind, EntryKind::Opened);
    QCOMPARE(page[0].text, QStringLiteral("Opened"));
    QCOMPARE(page[1].head, QByteArray("one "));
    QCOMPARE(page[1].contentLength, 4);
    QCOMPARE(page[2].row.maskKey, 0x01020304U);
    QVERIFY(!page[4].hasContent()); // a bit that meant nothing
    QCOMPARE(page[4].payloadLength, 100'000);
    QCOMPARE(page[4].contentLength, 100'000);
    QCOMPARE(page[4].head, QByteArray(256, '\0'));
    QCOMPARE(reader->messageFrames(4), QList<EntryId>({2, 4}));
    QCOMPARE(reader->messagePayload(2), QByteArray("one Two"));
    QCOMPARE(reader->messageExtent(2).frames, 2);
    QCOMPARE(reader->messageExtent(2).contentBytes, 7);
    QVERIFY(!reader->messageExtent(2).compressed);
    QVERIFY(reader->messageExtent(2).whole);
    QCOMPARE(reader->payload(4), QByteArray("Two"));
    QCOMPARE(reader->content(4, 1), QByteArray("wo"));
    QCOMPARE(reader->error(), QString());
}

void TestOldCapture::readsConnections()
{
    make(path(), "DELETE");
    const auto capture = Capture::open(path());
    QVERIFY(capture);
    const ConnectionRecord *record = (*capture)->connection(1);
    QVERIFY(record);
    QCOMPARE(record->url, QStringLiteral("wss://example.test/"));
    QCOMPARE(record->times.tcp, 11);
    QCOMPARE(record->times.proxy, -1);
    QCOMPARE(record->times.tls, 12);
    QCOMPARE(record->times.upgrade, 13);
    QCOMPARE(record->tls, QStringLiteral("TLS 1.3"));
    QVERIFY(record->tlsFacts.isEmpty());
    QCOMPARE(record->reason, Reason::Asked);
    QCOMPARE(record->rawRequest, QByteArray("GET"));
    QCOMPARE(record->verdict.checks.size(), 1);
    QCOMPARE(record->failure.phase, FailurePhase::Cancelled);
    QCOMPARE(record->failure.fact, QStringLiteral("cancelled"));
    QCOMPARE(record->failure.section, QString());
    QCOMPARE(record->offeredSubprotocols, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(record->closeCode, 1000);
    QCOMPARE(record->closedBy, ClosedBy::Peer);
    QVERIFY(record->clean);
}

void TestOldCapture::filters()
{
    make(path(), "DELETE");
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->matches({.filter = Filter::parse(QStringLiteral("two")).value()}, 1, 5),
        QList<EntryId>({2, 4})); // the message, and the frame that says it
    QCOMPARE(reader->matches({.filter = Filter::parse(QStringLiteral("sentence")).value()}, 1, 5), QList<EntryId>{5});
    QCOMPARE(reader->matches({.show = LogQuery::Show::Control}, 1, 5), QList<EntryId>{3});
    QCOMPARE(reader->matches({.show = LogQuery::Show::Received}, 1, 5), QList<EntryId>({2, 4, 5}));
    QCOMPARE(reader->error(), QString());
}

/// Found at the next start, opened, saved; the saved one is of version 1, too.
void TestOldCapture::opensOneLeftBehind()
{
    CaptureFiles files(path("unsaved"));
    const auto lost = files.newPath();
    QVERIFY(lost);
    make(*lost, "WAL");
    files.release(*lost);
    const QList<LostCapture> found = files.lost();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].path, *lost);
    QCOMPARE(found[0].rows, 5);
    QVERIFY(saveCapture(*lost, path("saved.hgcap")));
    files.discard(*lost);
    QVERIFY(checkCapture(path("saved.hgcap")));
    const auto reader = openReader(path("saved.hgcap"));
    QVERIFY(reader);
    QCOMPARE(reader->messagePayload(2), QByteArray("one Two"));
    QFile saved(path("saved.hgcap"));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.read(64).last(4), QByteArray("\0\0\0\1", 4));
}

/// Also the one that makes it version 2, whose columns are not there.
void TestOldCapture::survivesAnyChangedByte()
{
    make(path(), "DELETE");
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    quint32 state = 11;
    int opened = 0;
    for (int i = 0; i <= 300; ++i) {
        QByteArray bytes = good;
        state = state * 1'664'525U + 1'013'904'223U;
        bytes[i == 300 ? 63 : qsizetype(state >> 8U) % bytes.size()] = i == 300 ? '\2' : static_cast<char>(state);
        QFile changed(path("b.hgcap"));
        QVERIFY(changed.open(QIODevice::WriteOnly | QIODevice::Truncate));
        changed.write(bytes);
        changed.close();
        const auto reader = CaptureReader::open(path("b.hgcap"));
        if (!reader) {
            QVERIFY(reader.error().sentence.startsWith(QStringLiteral("expected ")));
            continue;
        }
        QVERIFY(i < 300);
        ++opened;
        for (const Entry &entry : (*reader)->range(0, 100, 100))
            (*reader)->messagePayload(entry.id, 100'000);
        (*reader)->matches({.filter = Filter::parse(QStringLiteral("zzz")).value()}, 0, 100);
        wholeRecords(**reader);
    }
    QVERIFY(opened > 0);
}

QTEST_GUILESS_MAIN(TestOldCapture)
#include "tst_oldcapture.moc"
