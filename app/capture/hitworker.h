// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"

#include <QMetaType>
#include <QObject>

#include <algorithm>
#include <atomic>

namespace handglass {

/// What to look for in a capture file.
struct HitJob {
    quint64 id = 0; ///< results carry it; a newer job makes older results worthless
    QString path;
    LogQuery query;
    bool nothing = false; ///< the scope has no connection yet: no row can match
    EntryId upTo = 0;     ///< committed so far
    bool live = false;    ///< rows still come
};

/// One searched range.
struct HitBatch {
    quint64 job = 0;
    QList<EntryId> ids; ///< ascending
    qint64 inScope = 0; ///< rows of the range before quick filter and text
    EntryId low = 0;    ///< everything in [low, high] of the capture has been searched now
    EntryId high = 0;
    bool newer = false;  ///< the ids are above all earlier ones, else below
    QList<EntryId> late; ///< hits among rows that were searched before: the messages they begin have come to their end
    QString error;       ///< the capture cannot be read
};

/// Walks a capture in ranges of ids, newest first, on a thread of its own with its own readers; rows that were
/// committed meanwhile go first. Each range is one event, shared with a second thread if it is long, and is given up as
/// soon as another job is wanted.
class HitWorker final : public QObject
{
    Q_OBJECT
public:
    /// wanted: id of the job that still matters. Any thread writes it.
    explicit HitWorker(const std::atomic<quint64> &wanted);

    void start(const HitJob &job);
    /// More rows are committed; connections is the query's list by now.
    void extend(quint64 job, qint64 upTo, const QList<ConnectionId> &connections);

Q_SIGNALS:
    void found(const handglass::HitBatch &batch);

private:
    void step();
    void postStep();
    bool openReader(const QString &path);
    HitBatch search(EntryId from, EntryId to, bool newer);
    void match(EntryId from, EntryId to, HitBatch &batch);
    void holdBack(const QList<EntryId> &open, HitBatch &batch);
    void searchEnded(EntryId from, EntryId to, HitBatch &batch);
    bool isWanted() const { return m_job.id == m_wanted; }
    EntryId floor() const { return std::max(m_job.query.after + 1, m_first); }
    /// What a batch tells as low: rows that were let go need no search.
    EntryId told() const { return m_low <= floor() ? m_job.query.after + 1 : m_low; }

    const std::atomic<quint64> &m_wanted;
    HitJob m_job;
    QString m_path;
    std::unique_ptr<CaptureReader> m_reader;
    std::unique_ptr<CaptureReader> m_second; ///< for the other half of a long range; nullptr: one processor
    EntryId m_first = 1;                     ///< the first row that is still there
    EntryId m_low = 0;                       ///< lowest id searched
    EntryId m_high = 0;                      ///< highest id searched
    EntryId m_span = 0;                      ///< ids a range, adapted to what a range costs
    /// Hits whose message is still coming, with their connections: its rest may make them none.
    QMap<EntryId, ConnectionId> m_held;
    bool m_stepPosted = false;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::HitBatch)
