// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/logmatcher.h"

#include "app/capture/schema.h"

#include <sqlite3.h>

#include <algorithm>

namespace handglass {

namespace {

/// Ids of one statement, so that no read transaction is long.
constexpr EntryId chunk = 2000;

QByteArrayView bytesOf(sqlite3_value *value)
{
    const void *data = sqlite3_value_blob(value);
    return {static_cast<const char *>(data), sqlite3_value_bytes(value)};
}

/// handglass_has(content, text): the plain text is in one of them.
void has(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto *matcher = static_cast<const TextMatcher *>(sqlite3_user_data(context));
    const bool found = matcher->isIn(bytesOf(arguments[0])) || matcher->isIn(bytesOf(arguments[1]));
    sqlite3_result_int(context, found ? 1 : 0);
}

/// handglass_among(connection): it is one of those asked for.
void among(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto *ids = static_cast<const QList<ConnectionId> *>(sqlite3_user_data(context));
    const qint64 id = sqlite3_value_int64(arguments[0]);
    sqlite3_result_int(context, std::binary_search(ids->cbegin(), ids->cend(), id) ? 1 : 0);
}

QByteArray bitsTest(qint64 mask, qint64 value)
{
    return " AND (bits & " + QByteArray::number(mask) + ") = " + QByteArray::number(value);
}

QByteArray showTest(LogQuery::Show show)
{
    const EntryRow frame{.bits = 0, .kind = EntryKind::Frame};
    EntryRow row = frame;
    switch (show) {
    case LogQuery::Show::All:
        return {};
    case LogQuery::Show::Sent:
        row.direction = Direction::Sent;
        return bitsTest(entryKindMask | entryDirectionMask, entryBits(row));
    case LogQuery::Show::Received:
        row.direction = Direction::Received;
        return bitsTest(entryKindMask | entryDirectionMask, entryBits(row));
    case LogQuery::Show::Control:
        return bitsTest(entryKindMask | entryControlMask, entryBits(frame) | entryControlMask);
    case LogQuery::Show::Violations:
        return bitsTest(EntryViolation | EntryByHand, EntryViolation);
    }
    return {};
}

} // namespace

int LogMatcher::attach(sqlite3 *db, quint32 version)
{
    m_db = db;
    m_version = version;
    constexpr int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    int code = sqlite3_create_function_v2(db, "handglass_has", 2, flags, &m_text, has, nullptr, nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(
            db, "handglass_among", 1, flags, &m_connections, among, nullptr, nullptr, nullptr);
    return code;
}

int LogMatcher::setQuery(const LogQuery &query)
{
    if (m_prepared && m_query == query)
        return SQLITE_OK;
    m_query = query;
    m_text = TextMatcher(query.text.toUtf8());
    m_connections = query.connections;
    std::sort(m_connections.begin(), m_connections.end());
    QByteArray sql = "SELECT id FROM entry WHERE id BETWEEN ? AND ?" + showTest(query.show);
    if (m_connections.size() == 1)
        sql += " AND connection = " + QByteArray::number(m_connections.first());
    else if (!m_connections.isEmpty())
        sql += " AND handglass_among(connection)";
    if (!query.text.isEmpty())
        sql += m_version < contentVersion ? " AND handglass_has(payload, text)"
                                          : " AND handglass_has(coalesce(content, payload), text)";
    const int code = m_statement.prepare(m_db, sql + " ORDER BY id");
    m_prepared = code == SQLITE_OK;
    return code;
}

int LogMatcher::matches(const LogQuery &query, EntryId from, EntryId to, QList<EntryId> &ids)
{
    int code = setQuery(query);
    const EntryId first = std::max({from, query.after + 1, EntryId(1)});
    for (EntryId at = first; code == SQLITE_OK && at <= to; at += chunk)
        code = matchChunk(at, std::min(at + chunk - 1, to), ids);
    return code;
}

int LogMatcher::matchChunk(EntryId from, EntryId to, QList<EntryId> &ids)
{
    const sqlite::Scope scope(m_statement);
    m_statement.bind(1, from);
    m_statement.bind(2, to);
    int code = m_statement.step();
    for (; code == SQLITE_ROW; code = m_statement.step())
        ids.append(m_statement.integer(0));
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

} // namespace handglass
