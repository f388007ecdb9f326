// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/trimmer.h"

#include "app/capture/schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace handglass {

using namespace std::chrono_literals;

namespace {

constexpr auto stepTime = 10ms;
constexpr auto dearChunk = 2ms;
constexpr EntryId largestChunk = 4096;
/// Between the number from which rows go and the one at which they stop, so that not every transaction lets a few go.
constexpr qint64 slackPart = 32;

/// The value of the only row.
int readNumber(sqlite::Statement &statement, qint64 *number)
{
    const sqlite::Scope scope(statement);
    const int code = statement.step();
    if (code == SQLITE_ROW)
        *number = statement.integer(0);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

} // namespace

int Trimmer::prepare(sqlite3 *db)
{
    const std::pair<sqlite::Statement *, const char *> statements[] = {
        {&m_pages, "PRAGMA page_count"},
        {&m_freePages, "PRAGMA freelist_count"},
        {&m_sizes,
            "SELECT id, coalesce(length(payload), 0) + coalesce(length(content), 0) FROM entry WHERE id BETWEEN ?1 AND "
            "?2 ORDER BY id"},
        {&m_entries, "DELETE FROM entry WHERE id BETWEEN ?1 AND ?2"},
        {&m_marks, "DELETE FROM mark WHERE entry BETWEEN ?1 AND ?2"},
        // A connection's last rows stand behind its end by the time that it takes to make them.
        {&m_connections,
            "DELETE FROM connection WHERE closed < (SELECT time FROM entry WHERE id = ?1) - 1000000000 RETURNING id"},
    };
    int code = SQLITE_OK;
    for (const auto &[statement, sql] : statements) {
        if (code == SQLITE_OK)
            code = statement->prepare(db, sql);
    }
    return code;
}

void Trimmer::setRetention(const Retention &retention)
{
    m_retention = retention;
    m_tooManyRows = m_tooManyBytes = false;
    m_surplus = m_now.first; // to be looked at
}

void Trimmer::boundToFile()
{
    Retention bounded = m_retention;
    qint64 pages = 0;
    readNumber(m_pages, &pages);
    const qint64 bytes = pages * capturePageSize / 8 * 7;
    bounded.bytes = bounded.bytes > 0 ? std::min(bounded.bytes, bytes) : bytes;
    setRetention(bounded);
}

/// What is there now, and what of it is too much.
int Trimmer::look(EntryId last)
{
    m_now.last = last;
    EntryId surplus = 0;
    m_surplusBytes = 0;
    if (m_retention.rows > 0) {
        const EntryId count = last - m_now.first + 1;
        m_tooManyRows = count > m_retention.rows + (m_tooManyRows ? 0 : m_retention.rows / slackPart);
        if (m_tooManyRows)
            surplus = last - m_retention.rows;
    }
    int code = SQLITE_OK;
    if (m_retention.bytes > 0) {
        qint64 pages = 0;
        qint64 free = 0;
        code = readNumber(m_pages, &pages);
        if (code == SQLITE_OK)
            code = readNumber(m_freePages, &free);
        m_now.used = (pages - free) * capturePageSize;
        m_tooManyBytes = m_now.used > m_retention.bytes - (m_tooManyBytes ? m_retention.bytes / slackPart : 0);
        if (m_tooManyBytes && !m_tooManyRows) {
            surplus = last;
            m_surplusBytes = m_now.used - m_retention.bytes + m_retention.bytes / slackPart;
        }
    }
    m_surplus = std::min({surplus, last - 1, m_keepFrom - 1});
    return code;
}

/// What is written must not outrun what goes, whatever time that takes.
bool Trimmer::mustGoOn() const
{
    return (m_tooManyRows && m_now.first < m_goal.first) || (m_tooManyBytes && m_now.used > m_goal.used);
}

int Trimmer::trim(EntryId last)
{
    const auto end = Clock::now() + stepTime;
    const EntryId before = m_now.first;
    int code = look(last);
    m_goal.first = before + 2 * (last - m_committed.last);
    m_goal.used = m_now.used - 2 * std::max<qint64>(0, m_now.used - m_committed.used);
    while (code == SQLITE_OK && isDue() && (mustGoOn() || Clock::now() < end)) {
        const auto start = Clock::now();
        EntryId to = std::min(m_surplus, m_now.first + m_chunk - 1);
        code = m_surplusBytes > 0 ? endOfChunk(&to) : SQLITE_OK;
        if (code == SQLITE_OK)
            code = remove(to);
        const bool dear = Clock::now() - start > dearChunk;
        m_chunk = dear ? std::max<EntryId>(1, m_chunk / 2) : std::min(largestChunk, m_chunk * 2);
        if (code == SQLITE_OK)
            code = look(last);
    }
    return code == SQLITE_OK && m_now.first > before ? dropConnections() : code;
}

/// No further than the bytes that are too many.
int Trimmer::endOfChunk(EntryId *to)
{
    const sqlite::Scope scope(m_sizes);
    m_sizes.bind(1, m_now.first);
    m_sizes.bind(2, *to);
    qint64 bytes = 0;
    int code = m_sizes.step();
    for (; code == SQLITE_ROW && bytes < m_surplusBytes; code = m_sizes.step()) {
        bytes += m_sizes.integer(1);
        *to = m_sizes.integer(0);
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int Trimmer::remove(EntryId to)
{
    for (sqlite::Statement *statement : {&m_entries, &m_marks}) {
        const sqlite::Scope scope(*statement);
        statement->bind(1, m_now.first);
        statement->bind(2, to);
        if (const int code = statement->step(); code != SQLITE_DONE)
            return code;
    }
    m_now.first = to + 1;
    return SQLITE_OK;
}

int Trimmer::dropConnections()
{
    const sqlite::Scope scope(m_connections);
    m_connections.bind(1, m_now.first);
    int code = m_connections.step();
    for (; code == SQLITE_ROW; code = m_connections.step())
        m_gone.append(m_connections.integer(0));
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

void Trimmer::committed()
{
    m_committed = m_now;
    m_dropped.append(std::exchange(m_gone, {}));
}

void Trimmer::rolledBack()
{
    m_now = m_committed;
    m_gone.clear();
}

QList<ConnectionId> Trimmer::takeDropped()
{
    return std::exchange(m_dropped, {});
}

} // namespace handglass
