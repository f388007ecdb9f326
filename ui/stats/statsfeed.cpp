// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/statsfeed.h"

#include "app/capture/capturepairs.h"

namespace handglass {

namespace {

constexpr std::chrono::milliseconds Refresh{200};

} // namespace

StatsFeed::StatsFeed(QObject *parent)
    : QObject(parent)
{
    m_growth.setSingleShot(true);
    m_growth.setInterval(Refresh);
    connect(&m_growth, &QTimer::timeout, this, [this] {
        if (m_capture)
            m_counter.extend(m_capture->lastId());
    });
    connect(&m_counter, &StatisticsCounter::counted, this, &StatsFeed::counted);
}

void StatsFeed::setScope(Capture *capture, const LogScope &scope)
{
    if (capture == m_capture && scope == m_scope)
        return;
    if (m_capture)
        m_capture->disconnect(this);
    if (capture != m_capture && m_pairs) {
        m_pairs->disconnect(this);
        m_pairs.clear();
    }
    m_capture = capture;
    m_scope = scope;
    m_stopped = false;
    if (capture != nullptr) {
        connect(capture, &Capture::grew, this, &StatsFeed::noteGrowth);
        connect(capture, &Capture::marksChanged, this, [this] {
            if (m_query.filter.usesMarks())
                restart();
        });
        connect(capture, &QObject::destroyed, this, [this] { setScope(nullptr, {}); });
    }
    restart();
}

void StatsFeed::setQuery(const LogQuery &query)
{
    LogQuery wanted = query;
    // Not clear(): Qt 6.4 compares an empty list with room to one without by memcmp(…, nullptr, 0).
    wanted.connections = {};
    wanted.marks.clear();
    if (wanted == m_query)
        return;
    m_query = wanted;
    m_stopped = false;
    restart();
}

void StatsFeed::setRange(const std::optional<TimeRange> &range)
{
    if (range == m_range)
        return;
    m_range = range;
    m_counter.setRange(range);
}

void StatsFeed::setShown(bool shown)
{
    m_shown = shown;
    if (shown && m_capture && !m_pairs)
        restart();
    updateRunning();
}

void StatsFeed::setStopped(bool stopped)
{
    m_stopped = stopped;
    updateRunning();
}

void StatsFeed::updateRunning()
{
    m_counter.setRunning(m_shown && !m_stopped && m_capture);
    if (m_counter.isRunning())
        m_counter.extend(m_capture->lastId());
}

/// Looking for pairs begins when the panel is first shown with the capture.
void StatsFeed::findPairs()
{
    if (!m_shown || m_pairs)
        return;
    m_pairs = CapturePairs::of(m_capture);
    connect(m_pairs, &CapturePairs::changed, this, &StatsFeed::noteGrowth);
}

void StatsFeed::noteGrowth()
{
    if (m_counter.isRunning() && !m_growth.isActive())
        m_growth.start();
}

void StatsFeed::restart()
{
    m_counter.stop();
    Q_EMIT restarted();
    if (m_capture) {
        findPairs();
        StatisticsJob job;
        job.path = m_capture->path();
        job.session = m_scope.session;
        job.connection = m_scope.connection;
        job.query = m_query;
        if (m_query.filter.usesMarks())
            job.query.marks = m_capture->marks();
        job.range = m_range;
        if (m_pairs)
            job.pairs = m_pairs->index();
        job.upTo = m_capture->lastId();
        m_counter.start(job);
    }
    updateRunning();
}

} // namespace handglass
