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
    m_query = query;
    m_chunk = firstChunk;
    QList<ConnectionId> connections = query.connections;
    std::sort(connections.begin(), connections.end());
    m_functions.setConnections(connections);
    const bool whole = connections.isEmpty();
    QByteArray sql = "SELECT id FROM entry WHERE id BETWEEN ? AND ?";
    if (!whole)
        sql += " AND handglass_among(connection)";
    sql += showTest(query.show);
    if (const filter::Node *root = query.filter.root()) {
        QByteArray scope = " AND p.id > " + QByteArray::number(query.after);
        if (connections.size() == 1)
            scope += " AND p.connection = " + QByteArray::number(connections.first());
        else if (!whole)
            scope += " AND handglass_in(p.connection)";
        filter::SqlWriter writer(m_version, scope);
        sql += " AND " + writer.write(*root);
        m_functions.setTests(writer.takeTests(), query.marks);
    }
    const int code = m_statement.prepare(m_db, sql + " ORDER BY id");
    m_prepared = code == SQLITE_OK;
    return code;
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
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

} // namespace handglass
