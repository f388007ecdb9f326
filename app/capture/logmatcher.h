// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/filterfunctions.h"
#include "app/capture/sqlite.h"

namespace handglass {

/// Runs LogQuery as SQL over id ranges.
class LogMatcher final
{
    Q_DISABLE_COPY_MOVE(LogMatcher)
public:
    LogMatcher() = default;
    /// db, a capture of this version, must outlive this object's use of it. Returns SQLite's result code.
    int attach(sqlite3 *db, quint32 version);
    /// Appends the matching ids of [from, to], ascending. inScope: adds the rows of the query's connections among them.
    /// Returns SQLITE_OK, or the error after which ids is incomplete.
    int matches(const LogQuery &query, EntryId from, EntryId to, QList<EntryId> &ids, qint64 &inScope);
    filter::Functions &functions() { return m_functions; }

private:
    int setQuery(const LogQuery &query);
    QByteArray condition(filter::SqlWriter::Of of);
    int matchChunk(EntryId from, EntryId to, QList<EntryId> &ids);
    int matchMessages(EntryId from, EntryId to, QList<EntryId> &ids);

    sqlite3 *m_db = nullptr;
    quint32 m_version = 0;
    LogQuery m_query; ///< of the prepared statement
    bool m_prepared = false;
    bool m_ofMessages = false; ///< the filter may find more in a whole message than in its frames
    filter::Functions m_functions;
    sqlite::Statement m_statement;
    sqlite::Statement m_firsts;  ///< rows that others point at: the first ones of messages in fragments, and Pings
    sqlite::Statement m_message; ///< one of those, as its whole message
    EntryId m_chunk;             ///< ids a statement, adapted to what they cost
};

} // namespace handglass
