// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/opencapture.h"

#include "app/capture/captureheader.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sqlite3.h>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureReader)
};

constexpr int busyMs = 1000;

/// Views in their place could run for ever, or call functions of a stranger's choice.
int checkTables(sqlite3 *db)
{
    int code = sqlite::execute(db, "PRAGMA trusted_schema = OFF");
    sqlite::Statement tables;
    if (code == SQLITE_OK)
        code = tables.prepare(db,
            "SELECT count(CASE WHEN lower(name) IN ('entry', 'connection') THEN 1 END), "
            "count(CASE WHEN lower(name) = 'mark' THEN 1 END) FROM sqlite_schema WHERE type = 'table'");
    if (code != SQLITE_OK)
        return code;
    code = tables.step();
    if (code != SQLITE_ROW)
        return code;
    if (tables.integer(0) != 2)
        return SQLITE_CORRUPT;
    return tables.integer(1) == 1
        ? SQLITE_OK
        : sqlite::execute(
            db, "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE mark (entry INTEGER PRIMARY KEY, comment TEXT)");
}

int openReadOnly(sqlite::Database &db, const QString &path, bool immutable)
{
    const int flags = SQLITE_OPEN_READONLY | (immutable ? SQLITE_OPEN_URI : 0);
    const int code = sqlite::open(db, sqlite::fileName(path, immutable), flags);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(db.get(), busyMs);
    return checkTables(db.get());
}

/// Undoes a change of a mark that was cut off. Left as it is if the file cannot be written.
void takeBack(const QString &path)
{
    sqlite::Database db;
    if (sqlite::open(db, sqlite::fileName(path), SQLITE_OPEN_READWRITE) != SQLITE_OK)
        return;
    sqlite3_busy_timeout(db.get(), busyMs);
    sqlite::execute(db.get(), "SELECT count(*) FROM sqlite_schema");
}

/// A log that cannot be opened because the folder cannot be written; without rows in it nothing is missed.
bool mayIgnoreLog(int code, const QString &log)
{
    const int primary = code & 0xFF;
    return (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) && QFileInfo(log).size() == 0;
}

} // namespace

tl::expected<OpenedCapture, CaptureError> openCapture(const QString &path)
{
    const auto header = readCaptureHeader(path);
    if (!header)
        return tl::unexpected(header.error());
    const QString log = path + QStringLiteral("-wal");
    const bool live = header->writeAheadLog && QFileInfo::exists(log);
    if (!header->writeAheadLog && QFileInfo(path + QStringLiteral("-journal")).size() > 0)
        takeBack(path);
    sqlite::Database db;
    int code = openReadOnly(db, path, !live);
    if (live && mayIgnoreLog(code, log))
        code = openReadOnly(db, path, true);
    if (code == SQLITE_OK)
        return OpenedCapture{std::move(db), header->version};
    const QString words = sqlite::message(db.get());
    if ((code & 0xFF) == SQLITE_ERROR)
        return tl::unexpected(CaptureError{CaptureError::Kind::Damaged,
            Words::tr("expected the tables of a capture, got a damaged one (%1): %2").arg(words, path)});
    return tl::unexpected(sqlite::error(code, words, path));
}

} // namespace handglass
