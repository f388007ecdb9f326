// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/statisticsworker.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

constexpr EntryId FirstRows = 2'000;
constexpr EntryId MostRows = 10'000;
constexpr EntryId LeastRows = 100;
constexpr qint64 DearMs = 40; ///< after a statement that takes longer the next one reads half
constexpr qint64 ReportMs = 200;
constexpr int MostPairs = 2'000; ///< of one step
constexpr std::size_t MostSpans = 2'048;

qint64 nowMs()
{
    return QDeadlineTimer::current().deadline();
}

} // namespace

StatisticsWorker::StatisticsWorker(const std::atomic<quint64> &wanted, const std::atomic_bool &running)
    : m_wanted(wanted)
    , m_running(running)
{
}

StatisticsWorker::~StatisticsWorker() = default;

void StatisticsWorker::start(const StatisticsJob &job)
{
    if (job.id != m_wanted)
        return;
    m_job = job;
    m_chunk = FirstRows;
    m_reportedMs = nowMs();
    m_started = false; // nothing is read before it may run
    postStep();
}

void StatisticsWorker::setRange(quint64 job, const std::optional<TimeRange> &range)
{
    if (job != m_job.id)
        return;
    startRange(range);
    m_reportedMs = 0; // what it is now is told at once
    postStep();
}

void StatisticsWorker::resume(quint64 job, qint64 upTo)
{
    if (job != m_job.id)
        return;
    m_job.upTo = std::max(m_job.upTo, upTo);
    m_pairsDone = m_job.pairs == nullptr;
    postStep();
}

void StatisticsWorker::restart()
{
    m_whole = {};
    m_pair = {};
    m_pairsDone = m_job.pairs == nullptr;
    m_spans.clear();
    m_inScope.clear();
    m_from = std::max(m_reader->firstId(), m_job.query.after + 1);
    m_done = m_from - 1;
    startRange(m_job.range);
}

void StatisticsWorker::startRange(const std::optional<TimeRange> &range)
{
    m_job.range = range;
    m_ofRange = {};
    m_rangeUpTo = range ? m_done : 0;
    m_rangeDone = range ? m_from - 1 : 0;
}

void StatisticsWorker::postStep()
{
    if (m_stepPosted)
        return;
    m_stepPosted = true;
    QMetaObject::invokeMethod(this, &StatisticsWorker::step, Qt::QueuedConnection);
}

void StatisticsWorker::step()
{
    m_stepPosted = false;
    if (isStopped() || !openReader())
        return;
    QElapsedTimer timer;
    timer.start();
    if (m_rangeDone < m_rangeUpTo)
        countRangeNext();
    else if (m_done < m_job.upTo)
        countNext();
    else if (!m_pairsDone)
        countPairs();
    m_chunk = timer.elapsed() > DearMs ? std::max(LeastRows, m_chunk / 2) : std::min(MostRows, m_chunk * 2);
    m_error = m_reader->error();
    if (isDone() || !m_error.isEmpty() || nowMs() - m_reportedMs >= ReportMs)
        report();
    if (!isDone() && m_error.isEmpty())
        postStep();
}

bool StatisticsWorker::openReader()
{
    if (!m_reader || m_path != m_job.path) {
        m_reader.reset();
        auto reader = CaptureReader::open(m_job.path);
        if (!reader) {
            m_error = reader.error().sentence;
            report();
            return false;
        }
        m_path = m_job.path;
        m_reader = std::move(*reader);
        m_reader->setStopped([this] { return isStopped(); });
    }
    if (!m_started) {
        m_started = true;
        restart();
    }
    return true;
}

bool StatisticsWorker::isStopped() const
{
    return m_job.id != m_wanted || !m_running;
}

template <typename Use> StatisticsWorker::Outcome StatisticsWorker::read(EntryId from, EntryId to, bool newer, Use use)
{
    const std::vector<EntryMeasure> rows = m_reader->measures(from, to);
    LogQuery query = m_job.query;
    const bool all = query == LogQuery{.after = query.after};
    query.connections = connectionsOf(rows);
    const QList<EntryId> ids = all ? QList<EntryId>() : m_reader->matches(query, from, to);
    if (isStopped())
        return Outcome::Stopped;
    if (newer && query.filter.usesMessages())
        readLate(query, from, to, use);
    auto next = ids.cbegin();
    for (const EntryMeasure &row : rows) {
        while (next != ids.cend() && *next < row.id)
            ++next;
        if (inScope(row.row.connection))
            use(row, all || (next != ids.cend() && *next == row.id));
    }
    return rows.empty() || rows.front().id != from ? Outcome::Gone : Outcome::Read;
}

/// What such a filter lets through is known when a message's last frame is there: its frames before these rows.
template <typename Use> void StatisticsWorker::readLate(const LogQuery &query, EntryId from, EntryId to, Use use)
{
    for (const EntryId first : m_reader->messagesEnding(from, to)) {
        const bool before = first < from && first >= m_from && !m_whole.isOpen(first);
        if (!before || m_reader->matches(query, first, first).isEmpty())
            continue;
        for (const EntryId id : m_reader->messageFrames(first)) {
            for (const EntryMeasure &row : id < from ? m_reader->measures(id, id) : std::vector<EntryMeasure>())
                use(row, true);
        }
    }
}

void StatisticsWorker::countNext()
{
    Span span{m_done + 1, std::min(m_job.upTo, m_done + m_chunk), std::numeric_limits<qint64>::max(),
        std::numeric_limits<qint64>::min()};
    const Outcome outcome = read(span.from, span.to, true, [this, &span](const EntryMeasure &row, bool matched) {
        m_whole.add(row, matched);
        span.lowNs = std::min(span.lowNs, row.row.timeNs);
        span.highNs = std::max(span.highNs, row.row.timeNs);
        if (m_job.range && m_job.range->contains(row.row.timeNs))
            m_ofRange.add(row, matched);
    });
    if (outcome == Outcome::Stopped)
        return;
    if (outcome == Outcome::Gone && m_reader->firstId() > span.from) {
        restart(); // rows were let go before they were counted: the sums begin after them
        return;
    }
    noteSpan(span);
    m_done = span.to;
}

void StatisticsWorker::countRangeNext()
{
    const auto reaches = [this](const Span &span) {
        return span.to > m_rangeDone && span.lowNs < m_job.range->toNs && span.highNs >= m_job.range->fromNs;
    };
    const auto span = std::find_if(m_spans.cbegin(), m_spans.cend(), reaches);
    if (span == m_spans.cend() || span->from > m_rangeUpTo) {
        m_rangeDone = m_rangeUpTo;
        return;
    }
    const EntryId from = std::max(span->from, m_rangeDone + 1);
    const EntryId to = std::min({span->to, m_rangeUpTo, from + m_chunk - 1});
    const Outcome outcome = read(from, to, false, [this](const EntryMeasure &row, bool matched) {
        if (m_job.range->contains(row.row.timeNs))
            m_ofRange.add(row, matched);
    });
    if (outcome == Outcome::Stopped)
        return;
    countRangePairs(from, to);
    m_rangeDone = to;
}

std::optional<EntryMeasure> StatisticsWorker::replyOf(const Pair &pair)
{
    const std::vector<EntryMeasure> rows = m_reader->measures(pair.reply, pair.reply);
    if (pair.reply < m_from || rows.empty() || !inScope(rows.front().row.connection))
        return std::nullopt;
    LogQuery query = m_job.query;
    query.connections = connectionsOf(rows);
    const bool all = query.show == LogQuery::Show::All && query.filter.isEmpty();
    const bool counted = all || !m_reader->matches(query, pair.reply, pair.reply).isEmpty();
    return counted ? std::optional(rows.front()) : std::nullopt;
}

/// Those that were counted of the whole; others come with those of the whole.
void StatisticsWorker::countRangePairs(EntryId from, EntryId to)
{
    const QList<Pair> pairs = m_job.pairs ? m_job.pairs->replies(from, std::min(to, m_pair.reply)) : QList<Pair>();
    for (const Pair &pair : pairs) {
        const bool counted = pair.reply < m_pair.reply || pair.request <= m_pair.request;
        const auto reply = counted ? replyOf(pair) : std::nullopt;
        if (reply && m_job.range->contains(reply->row.timeNs))
            m_ofRange.addLatency(pair.latencyNs);
    }
}

void StatisticsWorker::countPairs()
{
    if (m_job.pairs->generation() != m_pairGeneration) {
        m_pairGeneration = m_job.pairs->generation();
        m_pair = {};
        m_whole.clearLatencies();
        m_ofRange.clearLatencies();
    }
    const QList<Pair> pairs = m_job.pairs->next(m_pair, MostPairs);
    m_pairsDone = pairs.size() < MostPairs;
    for (const Pair &pair : pairs) {
        if (isStopped())
            return;
        if (pair.reply > m_done) { // its row comes first
            m_pairsDone = true;
            return;
        }
        const auto reply = replyOf(pair);
        if (reply)
            m_whole.addLatency(pair.latencyNs);
        if (reply && m_job.range && m_job.range->contains(reply->row.timeNs))
            m_ofRange.addLatency(pair.latencyNs);
        m_pair = pair;
    }
}

/// For the matcher: all that rows were found of so far, so that it takes the row before as the log does.
QList<ConnectionId> StatisticsWorker::connectionsOf(const std::vector<EntryMeasure> &rows)
{
    if (m_job.connection != 0)
        return {m_job.connection};
    if (m_job.session == 0)
        return {};
    for (const EntryMeasure &row : rows)
        inScope(row.row.connection);
    QList<ConnectionId> found;
    for (auto it = m_inScope.cbegin(); it != m_inScope.cend(); ++it) {
        if (it.value())
            found.append(it.key());
    }
    return found.isEmpty() ? QList<ConnectionId>{0} : found;
}

/// A connection is written before its rows are.
bool StatisticsWorker::inScope(ConnectionId id)
{
    if (m_job.connection != 0)
        return id == m_job.connection;
    if (m_job.session == 0)
        return true;
    const auto known = m_inScope.constFind(id);
    if (known != m_inScope.cend())
        return *known;
    const bool in = m_reader->sessionOf(id) == m_job.session;
    m_inScope.insert(id, in);
    return in;
}

/// Short neighbours become one, and when there are too many all do.
void StatisticsWorker::noteSpan(const Span &span)
{
    const auto join = [](Span &to, const Span &other) {
        to.to = other.to;
        to.lowNs = std::min(to.lowNs, other.lowNs);
        to.highNs = std::max(to.highNs, other.highNs);
    };
    if (!m_spans.empty() && span.to - m_spans.back().from < MostRows) {
        join(m_spans.back(), span);
        return;
    }
    m_spans.push_back(span);
    if (m_spans.size() <= MostSpans)
        return;
    std::vector<Span> joined;
    for (std::size_t at = 0; at < m_spans.size(); ++at) {
        if (at % 2 == 0)
            joined.push_back(m_spans[at]);
        else
            join(joined.back(), m_spans[at]);
    }
    m_spans.swap(joined);
}

void StatisticsWorker::report()
{
    m_reportedMs = nowMs();
    auto report = std::make_shared<StatisticsReport>();
    report->job = m_job.id;
    report->whole = m_whole;
    report->range = m_job.range;
    report->ofRange = m_ofRange;
    report->from = m_from;
    const EntryId all = m_job.upTo - m_from + 1;
    report->percent = m_done >= m_job.upTo ? 100 : int(std::clamp<EntryId>((m_done - m_from + 1) * 100 / all, 0, 99));
    report->rangeDone = m_rangeDone >= m_rangeUpTo;
    report->error = m_error;
    Q_EMIT counted(report);
}

} // namespace handglass
