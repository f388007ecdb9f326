// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturestore.h"

#include "app/capture/connectionrow.h"
#include "app/capture/schema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureStore)
};

/// Length of the write-ahead log from which it is moved into the file, and after how much more it is tried again if
/// readers held it.
constexpr qint64 checkpointBytes = 32 << 20;
constexpr qint64 againBytes = 4 << 20;
constexpr int busyMs = 2000;
constexpr int checkpointBusyMs = 50;
/// From this length on it is worth to wait longer.
constexpr qint64 longBytes = 48 << 20;
constexpr int longBusyMs = 500;

/// Everything is in the file itself before it is switched to WAL, so that its header can be read without SQLite. The
/// last statement makes the log's file: a capture without one has no writer.
QByteArray setUpSql()
{
    return QByteArray("PRAGMA page_size = ") + QByteArray::number(capturePageSize)
        + "; PRAGMA synchronous = OFF; PRAGMA application_id = " + QByteArray::number(captureApplicationId)
        + "; PRAGMA user_version = " + QByteArray::number(captureVersion) + "; BEGIN; " + captureSchema() + markSchema()
        + "; COMMIT; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -32768; PRAGMA "
          "secure_delete = OFF;"
          "PRAGMA journal_size_limit = "
        + QByteArray::number(checkpointBytes) + "; SELECT count(*) FROM sqlite_schema";
}

QByteArray connectionSql()
{
    QByteArray parameters("?");
    for (int i = 1; i < connectionColumnCount; ++i)
        parameters += ",?";
    return QByteArray("INSERT OR REPLACE INTO connection (") + connectionColumns() + ") VALUES (" + parameters + ")";
}

tl::expected<void, CaptureError> createFile(const QString &path)
{
    const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    const QDir folder = QFileInfo(path).absoluteDir();
    const QString parent = QFileInfo(folder.absolutePath()).absolutePath();
    if (!folder.exists()) {
        QDir().mkpath(parent);
        if (!QDir().mkdir(folder.absolutePath(), ownerOnly | QFile::ExeOwner))
            return tl::unexpected(CaptureError{CaptureError::Kind::Io,
                Words::tr("expected to create the folder %1, got no permission or no space").arg(folder.path())});
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return tl::unexpected(CaptureError{CaptureError::Kind::Io,
            Words::tr("expected to create %1, got an error: %2").arg(path, file.errorString())});
    return {};
}

/// Commit hook of the write-ahead log: how long it is now.
int noteLength(void *bytes, sqlite3 *, const char *, int pages)
{
    *static_cast<qint64 *>(bytes) = pages * capturePageSize;
    return SQLITE_OK;
}

} // namespace

tl::expected<std::unique_ptr<CaptureStore>, CaptureError> CaptureStore::create(const QString &path)
{
    if (auto created = createFile(path); !created)
        return tl::unexpected(created.error());
    std::unique_ptr<CaptureStore> store(new CaptureStore);
    const int code = store->setUp(sqlite::fileName(path));
    if (code == SQLITE_OK)
        return store;
    CaptureError error = sqlite::error(code, store->message(), path);
    store.reset();
    QFile::remove(path);
    return tl::unexpected(error);
}

CaptureStore::~CaptureStore()
{
    if (m_db == nullptr)
        return;
    sqlite3_busy_timeout(m_db.get(), checkpointBusyMs);
    sqlite::execute(m_db.get(), "PRAGMA journal_mode = DELETE");
}

int CaptureStore::setUp(const QByteArray &name)
{
    int code = sqlite::open(m_db, name, SQLITE_OPEN_READWRITE);
    sqlite3 *db = m_db.get();
    if (code == SQLITE_OK)
        code = sqlite::execute(db, setUpSql().constData());
    const std::pair<sqlite::Statement *, QByteArray> statements[] = {
        {&m_begin, "BEGIN IMMEDIATE"},
        {&m_commit, "COMMIT"},
        {&m_rollback, "ROLLBACK"},
        {&m_connection, connectionSql()},
    };
    for (const auto &[statement, sql] : statements) {
        if (code == SQLITE_OK)
            code = statement->prepare(db, sql);
    }
    if (code == SQLITE_OK)
        code = m_batch.prepare(db);
    if (code == SQLITE_OK)
        code = m_marks.prepare(db);
    if (code == SQLITE_OK)
        code = m_trimmer.prepare(db);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(db, busyMs);
        sqlite3_wal_hook(db, noteLength, &m_logBytes);
    }
    m_checkpointAt = checkpointBytes;
    return code;
}

int CaptureStore::begin()
{
    const sqlite::Scope scope(m_begin);
    const int code = m_begin.step();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int CaptureStore::write(EntryId first, const EntryBatch &batch)
{
    const int code = m_batch.insert(first, batch);
    if (code == SQLITE_OK)
        m_last = first + batch.count() - 1;
    return code;
}

int CaptureStore::write(const ConnectionRecord &record)
{
    const sqlite::Scope scope(m_connection);
    bindConnection(m_connection, record);
    const int code = m_connection.step();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int CaptureStore::commit()
{
    const sqlite::Scope scope(m_commit);
    const int code = m_commit.step();
    if (code != SQLITE_DONE)
        return code;
    m_committedLast = m_last;
    m_trimmer.committed();
    return SQLITE_OK;
}

/// The log starts again only if no reader looks at it just then, so this waits for those that do; they are short, and
/// those that come meanwhile read the file.
int CaptureStore::checkpoint()
{
    sqlite3_busy_timeout(m_db.get(), m_logBytes < longBytes ? checkpointBusyMs : longBusyMs);
    const int code = sqlite3_wal_checkpoint_v2(m_db.get(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(m_db.get(), busyMs);
    const bool held = code == SQLITE_BUSY;
    m_checkpointAt = held ? m_logBytes + againBytes : checkpointBytes;
    return held ? SQLITE_OK : code;
}

void CaptureStore::rollback()
{
    m_rollback.step();
    m_rollback.reset();
    m_last = m_committedLast;
    m_trimmer.rolledBack();
}

QString CaptureStore::message() const
{
    return sqlite::message(m_db.get());
}

} // namespace handglass
