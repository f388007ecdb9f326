// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/wholerecords.h"

#include "app/capture/capturefiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace handglass;

/// Files that are no capture, or no longer.
class TestBadCapture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void refuses_data();
    void refuses();
    void refusesOtherDatabases_data();
    void refusesOtherDatabases();
    void refusesFolderAndPipe();
    void refusesWhatItMayNotRead();
    void readsWithoutWritePermission();
    void survivesAnyChangedByte();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    void write(const QByteArray &bytes) const;
    /// Opening fails so, and leaves the folder as it was.
    void verifyRefused(CaptureError::Kind kind) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_good; ///< bytes of a saved capture
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void execute(const QString &path, const char *sql)
{
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path), &db), SQLITE_OK);
    const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    const QString message = QString::fromUtf8(sqlite3_errmsg(db));
    sqlite3_close(db);
    QVERIFY2(code == SQLITE_OK, qPrintable(message));
}

void useEverything(const CaptureReader &reader)
{
    const EntryId last = qMin<EntryId>(reader.lastId(), 100);
    for (const Entry &entry : reader.range(0, 100, 100)) {
        reader.messagePayload(entry.id, 100'000);
        reader.content(entry.id, 3, 70'000);
    }
    reader.payload(last, 1, 5);
    reader.matches({.connections = {1, 2}, .filter = Filter::parse(QStringLiteral("zzz")).value()}, 0, 100);
    wholeRecords(reader);
}

} // namespace

void TestBadCapture::initTestCase()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("good.hgcap"));
    {
        auto writer = makeWriter(file);
        writer->writeConnection(fullRecord(1));
        EntryRow part = frameRow(Direction::Received, 0x01);
        appendRow(*writer, part, "a");
        part.bits = 0x80;
        part.messageFirst = 1;
        appendRow(*writer, part, "b");
        appendRow(*writer, frameRow(), QByteArray(40'000, 'y'), QStringLiteral("text"));
        appendCompressed(*writer, frameRow(Direction::Received, 0xC1), "packed", QByteArray(40'000, 'z'));
        appendCompressed(*writer, frameRow(Direction::Received, 0xC1), QByteArray(20'000, 'p'), "short");
        for (EntryId id = 1; id < 20; ++id)
            appendRow(*writer, frameRow(), numberedPayload(id));
    }
    m_good = contentOf(file);
    QVERIFY(m_good.size() > 60'000);
}

void TestBadCapture::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestBadCapture::write(const QByteArray &bytes) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestBadCapture::verifyRefused(CaptureError::Kind kind) const
{
    const QByteArray before = QCryptographicHash::hash(contentOf(path()), QCryptographicHash::Sha256);
    const QDateTime modified = QFileInfo(path()).lastModified();
    const auto checked = checkCapture(path());
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, kind);
    QVERIFY2(checked.error().sentence.startsWith(QStringLiteral("expected ")), qPrintable(checked.error().sentence));
    QVERIFY2(checked.error().sentence.contains(path()), qPrintable(checked.error().sentence));
    QCOMPARE(QCryptographicHash::hash(contentOf(path()), QCryptographicHash::Sha256), before);
    QCOMPARE(QFileInfo(path()).lastModified(), modified);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size(), 1);
}

void TestBadCapture::refuses_data()
{
    using Kind = CaptureError::Kind;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Kind>("kind");
    const auto changed = [this](qsizetype at, const char *bytes, qsizetype size) {
        return QByteArray(m_good).replace(at, size, bytes, size);
    };
    QTest::newRow("empty") << QByteArray() << Kind::NotACapture;
    QTest::newRow("one byte") << QByteArray("S") << Kind::NotACapture;
    QTest::newRow("text") << QByteArray("{\"log\": 1}\n") << Kind::NotACapture;
    QTest::newRow("long text") << QByteArray(100'000, 'x') << Kind::NotACapture;
    QTest::newRow("zeros") << QByteArray(100'000, '\0') << Kind::NotACapture;
    QTest::newRow("magic only") << m_good.first(16) << Kind::Damaged;
    QTest::newRow("99 bytes") << m_good.first(99) << Kind::Damaged;
    QTest::newRow("header only") << m_good.first(100) << Kind::Damaged;
    QTest::newRow("one page") << m_good.first(16'384) << Kind::Damaged;
    QTest::newRow("one byte short") << m_good.chopped(1) << Kind::Damaged;
    QTest::newRow("another program's") << changed(68, "GPKG", 4) << Kind::NotACapture;
    QTest::newRow("no program's") << changed(68, "\0\0\0\0", 4) << Kind::NotACapture;
    QTest::newRow("newer") << changed(60, "\0\0\0\4", 4) << Kind::NewerVersion;
    QTest::newRow("much newer") << changed(60, "\xff\xff\xff\xff", 4) << Kind::NewerVersion;
    QTest::newRow("no version") << changed(60, "\0\0\0\0", 4) << Kind::Damaged;
    QTest::newRow("no page size") << changed(16, "\0\3", 2) << Kind::NotACapture;
    QTest::newRow("schema page lost") << QByteArray(m_good).replace(100, 16'000, QByteArray(16'000, 'z'))
                                      << Kind::Damaged;
}

void TestBadCapture::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(CaptureError::Kind, kind);
    write(bytes);
    verifyRefused(kind);
}

void TestBadCapture::refusesOtherDatabases_data()
{
    using Kind = CaptureError::Kind;
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<Kind>("kind");
    const QByteArray ours = "PRAGMA application_id = 1212629840; PRAGMA user_version = 2;";
    QTest::newRow("another program's") << QByteArray("CREATE TABLE t (a)") << Kind::NotACapture;
    QTest::newRow("another program's, WAL")
        << QByteArray("PRAGMA journal_mode = WAL; CREATE TABLE t (a)") << Kind::NotACapture;
    QTest::newRow("no tables") << ours + "CREATE TABLE t (a)" << Kind::Damaged;
    QTest::newRow("other columns") << ours + "CREATE TABLE entry (a); CREATE TABLE connection (b)" << Kind::Damaged;
    QTest::newRow("a view that never ends") << ours
            + "CREATE TABLE connection (id); CREATE VIEW entry AS WITH RECURSIVE n(id) AS "
              "(SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, 0 AS bits, x'' AS payload FROM n"
                                            << Kind::Damaged;
}

void TestBadCapture::refusesOtherDatabases()
{
    QFETCH(QByteArray, sql);
    QFETCH(CaptureError::Kind, kind);
    execute(path(), sql.constData());
    verifyRefused(kind);
}

void TestBadCapture::refusesFolderAndPipe()
{
    const auto folder = CaptureReader::open(m_folder->path());
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, CaptureError::Kind::NotACapture);
    QCOMPARE(mkfifo(qPrintable(path()), 0600), 0);
    const auto pipe = CaptureReader::open(path()); // does not wait for a writer
    QVERIFY(!pipe);
    QCOMPARE(pipe.error().kind, CaptureError::Kind::NotACapture);
    const auto nothing = CaptureReader::open(QString());
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, CaptureError::Kind::NotFound);
}

void TestBadCapture::refusesWhatItMayNotRead()
{
    write(m_good);
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755)));
    QVERIFY(QFile::setPermissions(path(), {}));
    const uid_t user = geteuid();
    if (user == 0)
        QCOMPARE(seteuid(65'534), 0); // root may read all
    const auto reader = CaptureReader::open(path());
    QCOMPARE(seteuid(user), 0);
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, CaptureError::Kind::Io);
    QVERIFY(reader.error().sentence.contains(path()));
}

/// A live one's copy, in a folder where no log can be made beside it.
void TestBadCapture::readsWithoutWritePermission()
{
    auto writer = makeWriter(m_folder->filePath(QStringLiteral("live.hgcap")));
    const QString folder = m_folder->filePath(QStringLiteral("fixed"));
    QVERIFY(QDir().mkdir(folder));
    const QString copy = folder + QStringLiteral("/a.hgcap");
    QVERIFY(QFile::copy(writer->path(), copy));
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755)));
    QVERIFY(QFile::setPermissions(copy, QFile::Permissions(0x4444)));
    QVERIFY(QFile::setPermissions(folder, QFile::Permissions(0x5555)));
    const uid_t user = geteuid();
    if (user == 0)
        QCOMPARE(seteuid(65'534), 0);
    const auto reader = CaptureReader::open(copy);
    QCOMPARE(seteuid(user), 0);
    QVERIFY(QFile::setPermissions(folder, QFile::Permissions(0x7755)));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().sentence));
    QCOMPARE((*reader)->lastId(), 0);
}

/// It may give wrong rows or an error, but neither ends the program nor changes the file.
void TestBadCapture::survivesAnyChangedByte()
{
    quint32 state = 7;
    int opened = 0;
    for (int i = 0; i < 1500; ++i) {
        QByteArray bytes = m_good;
        state = state * 1'664'525U + 1'013'904'223U;
        const qsizetype within = i % 3 == 0 ? 100 : bytes.size();
        const qsizetype at = qsizetype(state >> 8U) % within;
        bytes[at] = static_cast<char>(state);
        write(bytes);
        if (const auto reader = CaptureReader::open(path())) {
            ++opened;
            useEverything(**reader);
        } else {
            QVERIFY(!reader.error().sentence.isEmpty());
        }
        QVERIFY(contentOf(path()) == bytes);
    }
    QVERIFY(opened > 0);
    QVERIFY(opened < 1500);
}

QTEST_GUILESS_MAIN(TestBadCapture)
#include "tst_badcapture.moc"
