// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/hitworker.h"

#include <QElapsedTimer>
#include <QThread>

#include <future>

namespace handglass {

namespace {

constexpr EntryId FirstSpan = 500;
constexpr EntryId LargestSpan = 200'000;
constexpr EntryId SmallestSpan = 50;
constexpr EntryId SharedSpan = 1'000;  ///< a shorter one is not worth a thread
constexpr EntryId RecentRows = 50'000; ///< among these messages are looked for that are still coming
constexpr qint64 DearMs = 40;          ///< a range that takes longer is halved

} // namespace

HitWorker::HitWorker(const std::atomic<quint64> &wanted)
    : m_wanted(wanted)
{
}

void HitWorker::start(const HitJob &job)
{
    m_job = job;
    if (!isWanted())
        return;
    m_span = FirstSpan;
    m_held.clear();
    const bool readable = openReader(job.path);
    m_first = readable ? m_reader->firstId() : 1;
    m_low = std::max(job.upTo + 1, floor());
    m_high = m_low - 1;
    if (!readable)
        return;
    if (m_low <= floor() || job.nothing) {
        m_low = floor();
        Q_EMIT found({m_job.id, {}, 0, told(), m_high, false, {}, {}});
        return;
    }
    postStep();
}

void HitWorker::extend(quint64 job, qint64 upTo, const QList<ConnectionId> &connections)
{
    if (job != m_job.id || !isWanted() || !m_reader)
        return;
    m_job.upTo = std::max(m_job.upTo, upTo);
    m_job.query.connections = connections;
    m_job.nothing = false;
    postStep();
}

bool HitWorker::openReader(const QString &path)
{
    if (m_reader && path == m_path)
        return true;
    m_reader.reset();
    m_second.reset();
    m_path = path;
    auto reader = CaptureReader::open(path);
    if (!reader) {
        Q_EMIT found({m_job.id, {}, 0, floor(), m_high, false, {}, reader.error().sentence});
        return false;
    }
    m_reader = std::move(*reader);
    m_reader->setStopped([this] { return !isWanted(); });
    if (QThread::idealThreadCount() > 1) {
        if (auto second = CaptureReader::open(path)) {
            m_second = std::move(*second);
            m_second->setStopped([this] { return !isWanted(); });
        }
    }
    return true;
}

void HitWorker::postStep()
{
    if (m_stepPosted)
        return;
    m_stepPosted = true;
    QMetaObject::invokeMethod(this, &HitWorker::step, Qt::QueuedConnection);
}

void HitWorker::step()
{
    m_stepPosted = false;
    if (!isWanted() || !m_reader)
        return;
    const bool newer = m_job.upTo > m_high;
    if (!newer && m_low <= floor())
        return;
    QElapsedTimer timer;
    timer.start();
    const HitBatch batch = newer ? search(m_high + 1, std::min(m_job.upTo, m_high + m_span), true)
                                 : search(std::max(floor(), m_low - m_span), m_low - 1, false);
    m_span = timer.elapsed() > DearMs ? std::max(SmallestSpan, m_span / 2) : std::min(LargestSpan, m_span * 2);
    if (!isWanted())
        return;
    Q_EMIT found(batch);
    postStep();
}

HitBatch HitWorker::search(EntryId from, EntryId to, bool newer)
{
    HitBatch batch{m_job.id, {}, 0, 0, 0, newer, {}, {}};
    const Filter &filter = m_job.query.filter;
    const bool holds = m_job.live && filter.usesMessages() && filter.excludes() && from > m_job.upTo - RecentRows;
    const QList<EntryId> open = holds ? m_reader->messagesOpen(from, to) : QList<EntryId>(); // an end may come any time
    if (!m_job.nothing)
        match(from, to, batch);
    holdBack(open, batch);
    if (newer && filter.usesMessages())
        searchEnded(from, to, batch);
    m_low = std::min(m_low, from);
    m_high = std::max(m_high, to);
    batch.low = told();
    batch.high = m_high;
    return batch;
}

/// Messages that a row of [from, to] ended, or whose connection it did.
void HitWorker::searchEnded(EntryId from, EntryId to, HitBatch &batch)
{
    QList<EntryId> ended = m_reader->messagesEnding(from, to);
    const QList<ConnectionId> closed = m_held.isEmpty() ? QList<ConnectionId>() : m_reader->connectionsEnding(from, to);
    for (auto held = m_held.cbegin(); held != m_held.cend(); ++held) {
        if (closed.contains(held.value()))
            ended.append(held.key());
    }
    for (const EntryId first : std::as_const(ended)) {
        const bool held = m_held.remove(first) > 0;
        if (held || (first >= m_low && first < from))
            batch.late += m_reader->matches(m_job.query, first, first);
    }
}

void HitWorker::match(EntryId from, EntryId to, HitBatch &batch)
{
    if (m_second == nullptr || to - from < SharedSpan) {
        batch.ids = m_reader->matches(m_job.query, from, to, &batch.inScope);
        batch.error = m_reader->error();
        return;
    }
    const EntryId middle = from + (to - from) / 2;
    qint64 upperInScope = 0;
    std::future<QList<EntryId>> upper = std::async(std::launch::async,
        [this, middle, to, &upperInScope] { return m_second->matches(m_job.query, middle + 1, to, &upperInScope); });
    batch.ids = m_reader->matches(m_job.query, from, middle, &batch.inScope);
    batch.ids += upper.get();
    batch.inScope += upperInScope;
    batch.error = m_reader->error().isEmpty() ? m_second->error() : m_reader->error();
}

/// open: first frames whose message's rest may make them none. Of connections that have ended nothing comes any more.
void HitWorker::holdBack(const QList<EntryId> &open, HitBatch &batch)
{
    for (const EntryId id : open) {
        const auto at = std::lower_bound(batch.ids.begin(), batch.ids.end(), id);
        if (at == batch.ids.end() || *at != id)
            continue;
        const auto entry = m_reader->entry(id);
        const auto record = entry ? m_reader->connection(entry->row.connection) : std::nullopt;
        if (!record || record->closedNs != 0)
            continue;
        batch.ids.erase(at);
        m_held.insert(id, record->id);
    }
}

} // namespace handglass
