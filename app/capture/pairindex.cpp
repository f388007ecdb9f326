// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/pairindex.h"

#include <sqlite3.h>

#include <utility>

namespace handglass {

namespace {

constexpr char schema[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096;"
                          "CREATE TABLE pair (reply INTEGER, request INTEGER, latency INTEGER, "
                          "PRIMARY KEY (reply, request)) WITHOUT ROWID;"
                          "CREATE INDEX pair_request ON pair (request, reply, latency);";
const QByteArray columns = "SELECT reply, request, latency FROM pair WHERE ";

} // namespace

/// An empty name makes a file that nobody else sees and that SQLite removes.
PairIndex::PairIndex()
{
    int code = sqlite::open(m_db, {}, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (code == SQLITE_OK)
        code = sqlite::execute(m_db.get(), schema);
    const std::pair<sqlite::Statement *, QByteArray> statements[] = {
        {&m_insert, "INSERT OR IGNORE INTO pair VALUES (?, ?, ?)"},
        {&m_replies, columns + "reply BETWEEN ? AND ? ORDER BY reply, request"},
        {&m_requests, columns + "request BETWEEN ? AND ? ORDER BY request, reply"},
        {&m_next, columns + "(reply, request) > (?, ?) ORDER BY reply, request LIMIT ?"},
    };
    for (const auto &[statement, sql] : statements) {
        if (code == SQLITE_OK)
            code = statement->prepare(m_db.get(), sql);
    }
    m_usable = code == SQLITE_OK;
}

PairIndex::~PairIndex() = default;

void PairIndex::clear()
{
    const QMutexLocker lock(&m_mutex);
    ++m_generation;
    if (m_usable)
        sqlite::execute(m_db.get(), "DELETE FROM pair");
}

void PairIndex::add(const QList<Pair> &pairs)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_usable || pairs.isEmpty())
        return;
    sqlite::execute(m_db.get(), "BEGIN");
    for (const Pair &pair : pairs) {
        const sqlite::Scope scope(m_insert);
        m_insert.bind(1, pair.reply);
        m_insert.bind(2, pair.request);
        m_insert.bind(3, pair.latencyNs);
        m_insert.step();
    }
    sqlite::execute(m_db.get(), "COMMIT");
}

/// Binds the values in turn.
QList<Pair> PairIndex::read(sqlite::Statement &statement, std::initializer_list<qint64> values) const
{
    const QMutexLocker lock(&m_mutex);
    QList<Pair> pairs;
    if (!m_usable)
        return pairs;
    const sqlite::Scope scope(statement);
    int parameter = 0;
    for (const qint64 value : values)
        statement.bind(++parameter, value);
    while (statement.step() == SQLITE_ROW)
        pairs.append({statement.integer(0), statement.integer(1), statement.integer(2)});
    return pairs;
}

QList<Pair> PairIndex::replies(EntryId from, EntryId to) const
{
    return read(m_replies, {from, to});
}

QList<Pair> PairIndex::requests(EntryId from, EntryId to) const
{
    return read(m_requests, {from, to});
}

QList<Pair> PairIndex::next(const Pair &behind, int limit) const
{
    return read(m_next, {behind.reply, behind.request, limit});
}

} // namespace handglass
