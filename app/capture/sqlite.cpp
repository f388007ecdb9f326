// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/sqlite.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace handglass::sqlite {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureError)
};

CaptureError::Kind kindOf(int code)
{
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
        return CaptureError::Kind::NotACapture;
    case SQLITE_CORRUPT:
        return CaptureError::Kind::Damaged;
    case SQLITE_FULL:
        return CaptureError::Kind::DiskFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return CaptureError::Kind::InUse;
    default:
        return CaptureError::Kind::Io;
    }
}

} // namespace

void CloseDatabase::operator()(sqlite3 *db) const
{
    sqlite3_close_v2(db);
}

int open(Database &db, const QByteArray &name, int flags)
{
    // Counting its memory costs a lock for each allocation. Refused, and then slower, if SQLite is in use already.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(configured)
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    db.reset(raw);
    if (raw != nullptr)
        sqlite3_extended_result_codes(raw, 1);
    return code;
}

int execute(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
}

QString message(sqlite3 *db)
{
    return QString::fromUtf8(sqlite3_errmsg(db));
}

QByteArray fileName(const QString &path, bool immutable)
{
    const QByteArray name = QFile::encodeName(QFileInfo(path).absoluteFilePath());
    return immutable ? "file://" + name.toPercentEncoding("/") + "?immutable=1" : name;
}

CaptureError error(int code, const QString &words, const QString &path)
{
    const CaptureError::Kind kind = kindOf(code);
    switch (kind) {
    case CaptureError::Kind::NotACapture:
        return {kind, Words::tr("expected a Handglass capture, got another kind of file: %1").arg(path)};
    case CaptureError::Kind::Damaged:
        return {kind, Words::tr("expected a whole capture, got a damaged one (%1): %2").arg(words, path)};
    case CaptureError::Kind::DiskFull:
        return {kind, Words::tr("expected free space on the disk, got none: %1").arg(path)};
    case CaptureError::Kind::InUse:
        return {kind, Words::tr("expected to have the file alone, got a lock of another program: %1").arg(path)};
    default:
        return {kind, Words::tr("expected to read and write %1, got an error: %2").arg(path, words)};
    }
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

int Statement::prepare(sqlite3 *db, const QByteArray &sql)
{
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v3(db, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    m_statement.reset(raw);
    return code;
}

int Statement::step()
{
    return sqlite3_step(m_statement.get());
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

void Statement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
}

void Statement::bind(int parameter, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text64(
        m_statement.get(), parameter, utf8.constData(), quint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bindUncopied(int parameter, QByteArrayView value)
{
    const char *data = value.isEmpty() ? "" : value.data();
    sqlite3_bind_blob64(m_statement.get(), parameter, data, quint64(value.size()), SQLITE_STATIC);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    const auto *data = sqlite3_column_text(m_statement.get(), column);
    return QString::fromUtf8(reinterpret_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column));
}

QByteArray Statement::blob(int column) const
{
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column)};
}

} // namespace handglass::sqlite
