// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/marks.h"

#include "app/capture/captureheader.h"
#include "app/capture/schema.h"

#include <sqlite3.h>

namespace handglass {

namespace {
constexpr int busyMs = 2000;
} // namespace

int MarkStatements::prepare(sqlite3 *db)
{
    const int code = m_set.prepare(db,
        "INSERT OR REPLACE INTO mark (entry, comment) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM entry WHERE id = ?1)");
    return code == SQLITE_OK ? m_remove.prepare(db, "DELETE FROM mark WHERE entry = ?1") : code;
}

int MarkStatements::write(const MarkChange &change)
{
    sqlite::Statement &statement = change.comment ? m_set : m_remove;
    const sqlite::Scope scope(statement);
    statement.bind(1, change.entry);
    if (change.comment)
        statement.bind(2, *change.comment);
    const int code = statement.step();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int readMarks(sqlite3 *db, QMap<EntryId, QString> &marks)
{
    sqlite::Statement statement;
    int code = statement.prepare(db, "SELECT entry, comment FROM mark ORDER BY entry");
    if (code != SQLITE_OK)
        return code;
    for (code = statement.step(); code == SQLITE_ROW; code = statement.step())
        marks.insert(statement.integer(0), statement.text(1));
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

tl::expected<void, CaptureError> changeMark(const QString &path, const MarkChange &change)
{
    if (const auto header = readCaptureHeader(path); !header)
        return tl::unexpected(header.error());
    sqlite::Database db;
    MarkStatements statements;
    int code = sqlite::open(db, sqlite::fileName(path), SQLITE_OPEN_READWRITE);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(db.get(), busyMs);
        code = sqlite::execute(db.get(), "PRAGMA trusted_schema = OFF; BEGIN IMMEDIATE");
    }
    if (code == SQLITE_OK)
        code = sqlite::execute(db.get(), markSchema());
    if (code == SQLITE_OK)
        code = statements.prepare(db.get());
    if (code == SQLITE_OK)
        code = statements.write(change);
    if (code == SQLITE_OK)
        code = sqlite::execute(db.get(), "COMMIT");
    if (code == SQLITE_OK)
        return {};
    return tl::unexpected(sqlite::error(code, sqlite::message(db.get()), path));
}

} // namespace handglass
