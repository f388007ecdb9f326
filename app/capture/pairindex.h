// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/pairing.h"
#include "app/capture/sqlite.h"

#include <QMutex>

#include <atomic>
#include <initializer_list>

namespace handglass {

/// The pairs found in a capture so far, in a temporary file of SQLite's that ends with it: its memory stays flat. Any
/// thread but the GUI's: each call may wait for the disk. Without a disk to write on it stays empty.
class PairIndex final
{
    Q_DISABLE_COPY_MOVE(PairIndex)
public:
    PairIndex();
    ~PairIndex();

    void clear();
    void add(const QList<Pair> &pairs);
    /// Those with a reply in [from, to], by reply and request.
    QList<Pair> replies(EntryId from, EntryId to) const;
    /// Those with a request in [from, to], by request and reply.
    QList<Pair> requests(EntryId from, EntryId to) const;
    /// At most limit of those behind a pair, by reply and request: for a walk over all latencies in steps; the default
    /// is the beginning.
    QList<Pair> next(const Pair &behind, int limit) const;
    /// Grows by clear(): what was read before is worthless.
    quint64 generation() const { return m_generation; } ///< waits for nothing

private:
    QList<Pair> read(sqlite::Statement &statement, std::initializer_list<qint64> values) const;

    mutable QMutex m_mutex;
    sqlite::Database m_db;
    mutable sqlite::Statement m_insert;
    mutable sqlite::Statement m_replies;
    mutable sqlite::Statement m_requests;
    mutable sqlite::Statement m_next;
    bool m_usable = false;
    std::atomic<quint64> m_generation = 1;
};

} // namespace handglass
