// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/pairindex.h"
#include "app/capture/statistics.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>

namespace handglass {

/// What to count of a capture file.
struct StatisticsJob {
    quint64 id = 0; ///< reports carry it; a newer job makes older reports worthless
    QString path;
    qint64 session = 0;          ///< only its connections; 0: all
    ConnectionId connection = 0; ///< only this one; 0: all
    /// Quick filter, filter and after. Its connections are not looked at: session and connection say which.
    LogQuery query = {};
    std::optional<TimeRange> range = {};         ///< counted beside the whole
    std::shared_ptr<const PairIndex> pairs = {}; ///< latencies are counted from it, as it fills; nullptr: none
    EntryId upTo = 0;                            ///< committed so far
};

/// What was counted so far.
struct StatisticsReport {
    quint64 job = 0;
    Statistics whole;
    std::optional<TimeRange> range;
    Statistics ofRange;    ///< of the rows of the whole that lie in the range
    EntryId from = 1;      ///< the first row looked at: those before it were let go, or cleared
    int percent = 100;     ///< of the rows that there are; 100: all
    bool rangeDone = true; ///< false: rows of the range are still to be counted
    QString error;         ///< the capture cannot be read
};
using StatisticsReportPointer = std::shared_ptr<const StatisticsReport>;

/// Counts a capture's rows in one pass in order of id, on a thread of its own with its own reader, in statements of at
/// most 10 000 rows, each an event: a new job never waits for an old one, and the writer's checkpoints get through. It
/// remembers which times lie where, so that a range of time is counted without another pass over everything.
class StatisticsWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatisticsWorker)
public:
    /// wanted: id of the job that still matters; running: false stops it where it is. Any thread writes them.
    StatisticsWorker(const std::atomic<quint64> &wanted, const std::atomic_bool &running);
    ~StatisticsWorker() override;

    void start(const StatisticsJob &job);
    void setRange(quint64 job, const std::optional<TimeRange> &range);
    /// Goes on, up to this row (0: as far as it had to).
    void resume(quint64 job, qint64 upTo);

Q_SIGNALS:
    /// At most five times a second, and when there is nothing left to count.
    void counted(const handglass::StatisticsReportPointer &report);

private:
    /// Rows of one or more statements and their times.
    struct Span {
        EntryId from = 0;
        EntryId to = 0;
        qint64 lowNs = 0;
        qint64 highNs = 0;
    };
    void restart();
    void startRange(const std::optional<TimeRange> &range);
    void postStep();
    void step();
    bool openReader();
    void countNext();
    void countRangeNext();
    void countRangePairs(EntryId from, EntryId to);
    void countPairs();
    /// The row of a reply that is counted; nullopt: it is not.
    std::optional<EntryMeasure> replyOf(const Pair &pair);
    enum class Outcome : quint8 {
        Read,
        Gone,   ///< the first of the rows is not there any more
        Stopped ///< nothing was used
    };
    /// Calls use(row, whether the filter lets it through) for each row of the scope. newer: these were not read before.
    template <typename Use> Outcome read(EntryId from, EntryId to, bool newer, Use use);
    template <typename Use> void readLate(const LogQuery &query, EntryId from, EntryId to, Use use);
    QList<ConnectionId> connectionsOf(const std::vector<EntryMeasure> &rows);
    bool isStopped() const;
    bool inScope(ConnectionId id);
    void noteSpan(const Span &span);
    bool isDone() const { return m_done >= m_job.upTo && m_rangeDone >= m_rangeUpTo && m_pairsDone; }
    void report();

    const std::atomic<quint64> &m_wanted;
    const std::atomic_bool &m_running;
    StatisticsJob m_job;
    QString m_path; ///< of the reader
    std::unique_ptr<CaptureReader> m_reader;
    QHash<ConnectionId, bool> m_inScope;
    Statistics m_whole;
    Statistics m_ofRange;
    EntryId m_from = 1;
    EntryId m_done = 0;      ///< the last row counted
    EntryId m_rangeDone = 0; ///< the range's rows are counted to here, and
    EntryId m_rangeUpTo = 0; ///< after this one with those of the whole
    Pair m_pair;             ///< the last one counted
    quint64 m_pairGeneration = 0;
    bool m_pairsDone = true; ///< all that the index had
    EntryId m_chunk = 0;     ///< of the next statement, adapted to what one costs
    std::vector<Span> m_spans;
    qint64 m_reportedMs = 0;
    QString m_error;
    bool m_started = false;
    bool m_stepPosted = false;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::StatisticsReportPointer)
