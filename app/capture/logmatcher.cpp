// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/logmatcher.h"

#include "app/capture/schema.h"

#include <QElapsedTimer>

#include <sqlite3.h>

#include <algorithm>

namespace handglass {

namespace {

/// Ids of one statement, so that no read transaction is long.
constexpr EntryId firstChunk = 2'000;
constexpr EntryId smallestChunk = 50;
constexpr EntryId largestChunk = 20'000;
/// What a statement may take; a shorter one lets the next be longer.
constexpr qint64 dearNs = 8'000'000;

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
    m_chunk = firstChunk;
    return m_functions.attach(db, version);
}

int LogMatcher::setQuery(const LogQuery &query)
{
    if (m_prepared && m_query == query)
        return SQLITE_OK;
    using Of = filter::SqlWriter::Of;
    m_query = query;
    std::sort(m_query.connections.begin(), m_query.connections.end());
    m_functions.setConnections(m_query.connections);
    m_chunk = firstChunk;
    m_ofMessages = query.filter.usesMessages();
    int code = m_statement.prepare(
        m_db, "SELECT id FROM entry WHERE id BETWEEN ? AND ?" + condition(Of::Row) + " ORDER BY id");
    if (code == SQLITE_OK && m_ofMessages) {
        code = m_message.prepare(m_db, "SELECT 1 FROM entry WHERE id = ?" + condition(Of::Message));
        // Without the index, which a stranger's file may lack, each message would be looked for in all rows.
        m_ofMessages = m_firsts.prepare(m_db,
                           "SELECT DISTINCT message_first FROM entry INDEXED BY entry_message "
                           "WHERE message_first BETWEEN ? AND ?")
            == SQLITE_OK;
    }
    m_prepared = code == SQLITE_OK;
    m_query = query;
    return code;
}

/// What a row fulfils besides its range.
QByteArray LogMatcher::condition(filter::SqlWriter::Of of)
{
    const QList<ConnectionId> &connections = m_query.connections;
    QByteArray sql;
    if (!connections.isEmpty())
        sql = of == filter::SqlWriter::Of::Row ? " AND handglass_among(connection)" : " AND handglass_in(connection)";
    sql += showTest(m_query.show);
    const filter::Node *root = m_query.filter.root();
    if (root == nullptr)
        return sql;
    QByteArray scope = " AND p.id > " + QByteArray::number(m_query.after);
    if (connections.size() == 1)
        scope += " AND p.connection = " + QByteArray::number(connections.first());
    else if (!connections.isEmpty())
        scope += " AND handglass_in(p.connection)";
    filter::SqlWriter writer(m_version, scope, of);
    sql += " AND " + writer.write(*root);
    m_functions.setTests(writer.takeTests(), m_query.marks);
    return sql;
}

int LogMatcher::matches(const LogQuery &query, EntryId from, EntryId to, QList<EntryId> &ids, qint64 &inScope)
{
    int code = setQuery(query);
    EntryId at = std::max({from, query.after + 1, EntryId(1)});
    if (query.connections.isEmpty())
        inScope += std::max<EntryId>(0, to - at + 1);
    QElapsedTimer timer;
    while (code == SQLITE_OK && at <= to) {
        timer.start();
        const EntryId last = std::min(at + m_chunk - 1, to);
        code = matchChunk(at, last, ids);
        at = last + 1;
        const qint64 took = timer.nsecsElapsed();
        m_chunk = took > dearNs ? std::max(smallestChunk, m_chunk / 2)
            : took < dearNs / 4 ? std::min(largestChunk, m_chunk * 2)
                                : m_chunk;
    }
    inScope += m_functions.takeInScope();
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
    if (code == SQLITE_DONE)
        code = m_ofMessages ? matchMessages(from, to, ids) : SQLITE_OK;
    return code;
}

/// Rows that others point at, found by the index, are asked as messages instead: all other rows need not be asked
/// whether they begin one.
int LogMatcher::matchMessages(EntryId from, EntryId to, QList<EntryId> &ids)
{
    const sqlite::Scope scope(m_firsts);
    m_firsts.bind(1, from);
    m_firsts.bind(2, to);
    int code = m_firsts.step();
    for (; code == SQLITE_ROW; code = m_firsts.step()) {
        const EntryId first = m_firsts.integer(0);
        const sqlite::Scope one(m_message);
        m_message.bind(1, first);
        const int found = m_message.step();
        if (found != SQLITE_ROW && found != SQLITE_DONE)
            return found;
        const auto at = std::lower_bound(ids.begin(), ids.end(), first);
        const bool there = at != ids.end() && *at == first;
        if (found == SQLITE_ROW && !there)
            ids.insert(at, first);
        else if (found == SQLITE_DONE && there)
            ids.erase(at);
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

} // namespace handglass
