// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/batchtable.h"

#include "app/capture/schema.h"

#include <sqlite3.h>

#include <memory>

namespace handglass {

namespace {

constexpr char Columns[] = "connection, time, bits, wire_length, mask_key, message_first, text, content, payload";
enum Column { Connection, Time, Bits, WireLength, MaskKey, MessageFirst, Text, Content, Payload };

struct Table {
    sqlite3_vtab base;
    const BatchTable *source;
};

struct Cursor {
    sqlite3_vtab_cursor base;
    const EntryBatch *batch;
    size_t at;
};

Cursor &cursorOf(sqlite3_vtab_cursor *base)
{
    return *reinterpret_cast<Cursor *>(base);
}

int connectTable(sqlite3 *db, void *source, int, const char *const *, sqlite3_vtab **table, char **)
{
    const QByteArray sql = QByteArray("CREATE TABLE batch (") + Columns + ")";
    const int code = sqlite3_declare_vtab(db, sql.constData());
    if (code == SQLITE_OK)
        *table = &(new Table{{}, static_cast<const BatchTable *>(source)})->base;
    return code;
}

int disconnectTable(sqlite3_vtab *table)
{
    delete reinterpret_cast<Table *>(table);
    return SQLITE_OK;
}

int planRead(sqlite3_vtab *, sqlite3_index_info *)
{
    return SQLITE_OK; // from the first row to the last is all there is
}

int openCursor(sqlite3_vtab *, sqlite3_vtab_cursor **cursor)
{
    *cursor = &(new Cursor{})->base;
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor *cursor)
{
    delete &cursorOf(cursor);
    return SQLITE_OK;
}

int startReading(sqlite3_vtab_cursor *base, int, const char *, int, sqlite3_value **)
{
    Cursor &cursor = cursorOf(base);
    cursor.batch = reinterpret_cast<const Table *>(base->pVtab)->source->batch();
    cursor.at = 0;
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor *base)
{
    ++cursorOf(base).at;
    return SQLITE_OK;
}

int isAtEnd(sqlite3_vtab_cursor *base)
{
    const Cursor &cursor = cursorOf(base);
    return cursor.batch == nullptr || cursor.at >= cursor.batch->items().size() ? 1 : 0;
}

/// An empty view is an empty blob.
void giveBlob(sqlite3_context *result, QByteArrayView bytes)
{
    sqlite3_result_blob64(result, bytes.isEmpty() ? "" : bytes.data(), quint64(bytes.size()), SQLITE_STATIC);
}

void giveText(sqlite3_context *result, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_result_text64(result, utf8.constData(), quint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// What is not given is NULL.
int giveColumn(sqlite3_vtab_cursor *base, sqlite3_context *result, int column)
{
    const Cursor &cursor = cursorOf(base);
    const EntryBatch::Item &item = cursor.batch->items()[cursor.at];
    const EntryRow &row = item.row;
    const auto give = [result](qint64 value) { sqlite3_result_int64(result, value); };
    switch (column) {
    case Connection:
        give(row.connection);
        break;
    case Time:
        give(row.timeNs);
        break;
    case Bits:
        give(entryBits(row));
        break;
    case WireLength:
        give(row.wireLength);
        break;
    case MaskKey:
        if ((row.bits & EntryMasked) != 0)
            give(row.maskKey);
        break;
    case MessageFirst:
        if (row.messageFirst != 0)
            give(row.messageFirst);
        break;
    case Text:
        if (const QString text = cursor.batch->text(item); !text.isEmpty())
            giveText(result, text);
        break;
    case Content:
        if ((row.bits & EntryContent) != 0)
            giveBlob(result, cursor.batch->content(item));
        break;
    default:
        if (const QByteArrayView payload = cursor.batch->payload(item);
            row.kind == EntryKind::Frame || !payload.isEmpty())
            giveBlob(result, payload);
    }
    return SQLITE_OK;
}

int giveId(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = sqlite3_int64(cursorOf(base).at);
    return SQLITE_OK;
}

/// Without xCreate: there by its name alone, nothing of it is written to the file.
sqlite3_module moduleOf()
{
    sqlite3_module module = {};
    module.xConnect = connectTable;
    module.xDisconnect = disconnectTable;
    module.xBestIndex = planRead;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = startReading;
    module.xNext = nextRow;
    module.xEof = isAtEnd;
    module.xColumn = giveColumn;
    module.xRowid = giveId;
    return module;
}

} // namespace

int BatchTable::prepare(sqlite3 *db)
{
    static const sqlite3_module module = moduleOf();
    m_db = db;
    const int code = sqlite3_create_module(db, "batch", &module, this);
    if (code != SQLITE_OK)
        return code;
    // OR FAIL: on an error the whole transaction is rolled back by the caller, so what this statement did alone needs
    // no journal of its own. Without an id: SQLite gives the one after the last, which is ours, as rows have no gaps
    // and the last one is never let go; for one that is given it looks through the table for each row.
    return m_insert.prepare(
        db, QByteArray("INSERT OR FAIL INTO entry (") + Columns + ") SELECT " + Columns + " FROM batch");
}

int BatchTable::insert(EntryId first, const EntryBatch &batch)
{
    m_batch = &batch;
    const sqlite::Scope scope(m_insert);
    const int code = m_insert.step();
    m_batch = nullptr;
    if (code != SQLITE_DONE)
        return code;
    const bool asPromised = sqlite3_last_insert_rowid(m_db) == first + batch.count() - 1;
    return asPromised ? SQLITE_OK : SQLITE_CORRUPT;
}

} // namespace handglass
