// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/capture/retention.h"
#include "app/capture/sqlite.h"

#include <QList>

#include <chrono>
#include <limits>

namespace handglass {

/// Lets the oldest rows of a capture go, a step in each of the writer's transactions. Functions return SQLite's result
/// codes.
class Trimmer final
{
public:
    int prepare(sqlite3 *db);
    void setRetention(const Retention &retention);
    /// Rows from this one on stay, whatever the bounds say.
    void keepFrom(EntryId id) { m_keepFrom = id; }
    /// From now on the file is not to grow: an eighth of what is in it goes, to make room.
    void boundToFile();

    /// In a transaction, after rows up to last were written: lets at least twice as much go as was written since the
    /// last commit, if so much is due, and then more for up to 10 ms. The last row always stays.
    int trim(EntryId last);
    /// After trim(): there is more to let go.
    bool isDue() const { return m_surplus >= m_now.first; }

    void committed();
    void rolledBack();
    /// The first row that is there, and the connections that went, since the call before. After committed().
    EntryId first() const { return m_committed.first; }
    QList<ConnectionId> takeDropped();

private:
    using Clock = std::chrono::steady_clock;

    struct State {
        EntryId first = 1; ///< still there
        EntryId last = 0;
        qint64 used = 0; ///< bytes of the file; known if they have a bound
    };
    int look(EntryId last);
    bool mustGoOn() const;
    int endOfChunk(EntryId *to);
    int remove(EntryId to);
    int dropConnections();

    Retention m_retention;
    sqlite::Statement m_pages;
    sqlite::Statement m_freePages;
    sqlite::Statement m_sizes;
    sqlite::Statement m_entries;
    sqlite::Statement m_marks;
    sqlite::Statement m_connections;
    State m_now;
    State m_committed;
    State m_goal;              ///< reached in any time
    EntryId m_surplus = 0;     ///< rows up to it are to go, or may go for m_surplusBytes
    qint64 m_surplusBytes = 0; ///< of them; 0: all
    EntryId m_keepFrom = std::numeric_limits<EntryId>::max();
    EntryId m_chunk = 1;        ///< rows a statement, adapted to what it costs
    bool m_tooManyRows = false; ///< until there are no more than the bound
    bool m_tooManyBytes = false;
    QList<ConnectionId> m_gone; ///< in this transaction
    QList<ConnectionId> m_dropped;
};

} // namespace handglass
