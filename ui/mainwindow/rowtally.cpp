// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/rowtally.h"

#include "app/capture/capture.h"

#include <QElapsedTimer>

#include <algorithm>

namespace handglass {

namespace {

constexpr int ChunkRows = 5'000;
constexpr qint64 RestFactor = 4; ///< of the time it works: a flood's rows are written and shown before they are counted
constexpr qint64 LongestRestUs = 20'000;
constexpr std::chrono::milliseconds Refresh{250};

void count(const EntryMeasure &measure, RowCount &counts)
{
    ++counts.rows;
    const Opcode opcode = measure.opcode();
    if (measure.row.kind != EntryKind::Frame || isControl(opcode) || opcode == Opcode::Continuation)
        return;
    if (measure.row.direction == Direction::Sent)
        ++counts.sent;
    else if (measure.row.direction == Direction::Received)
        ++counts.received;
}

} // namespace

RowCount &RowCount::operator+=(const RowCount &other)
{
    rows += other.rows;
    sent += other.sent;
    received += other.received;
    return *this;
}

RowCounter::RowCounter(const QString &path, const std::atomic_bool &stop)
    : m_path(path)
    , m_stop(stop)
{
}

RowCounter::~RowCounter() = default;

void RowCounter::countTo(EntryId upTo)
{
    RowCounts counts;
    if (!m_reader) {
        if (auto reader = CaptureReader::open(m_path))
            m_reader = std::move(*reader);
    }
    if (m_reader)
        countRange(upTo, counts);
    counts.upTo = m_done;
    Q_EMIT counted(counts);
}

void RowCounter::countRange(EntryId upTo, RowCounts &counts)
{
    QElapsedTimer clock;
    while (m_done < upTo && !m_stop) {
        clock.start();
        const EntryId from = std::max(m_done + 1, m_reader->firstId());
        const EntryId to = std::min(upTo, from + ChunkRows - 1);
        const std::vector<EntryMeasure> rows = m_reader->measures(from, to);
        if (rows.empty())
            return;
        for (const EntryMeasure &measure : rows)
            count(measure, counts.of[measure.row.connection]);
        m_done = rows.back().id;
        if (m_done < upTo)
            QThread::usleep(ulong(std::min(LongestRestUs, RestFactor * clock.nsecsElapsed() / 1000)));
    }
}

RowTally::RowTally(Capture &capture, QObject *parent)
    : QObject(parent)
    , m_capture(capture)
    , m_counter(new RowCounter(capture.path(), m_stop))
{
    qRegisterMetaType<RowCounts>();
    m_thread.setObjectName(QStringLiteral("row tally"));
    m_counter->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_counter, &QObject::deleteLater);
    connect(m_counter, &RowCounter::counted, this, &RowTally::take);
    m_timer.setSingleShot(true);
    m_timer.setInterval(Refresh);
    connect(&m_timer, &QTimer::timeout, this, &RowTally::request);
    connect(&m_capture, &Capture::grew, this, [this] {
        if (!m_timer.isActive() && !m_busy)
            m_timer.start();
    });
    connect(&m_capture, &Capture::connectionsDropped, this, [this](const QList<qint64> &connections) {
        for (const qint64 connection : connections)
            m_counts.remove(connection);
    });
    m_thread.start(QThread::LowPriority);
}

RowTally::~RowTally()
{
    m_stop = true;
    m_thread.quit();
    m_thread.wait();
}

void RowTally::request()
{
    m_busy = true;
    m_asked = m_capture.lastId();
    QMetaObject::invokeMethod(m_counter, [counter = m_counter, upTo = m_asked] { counter->countTo(upTo); });
}

void RowTally::take(const RowCounts &added)
{
    m_busy = false;
    for (auto it = added.of.cbegin(); it != added.of.cend(); ++it)
        m_counts[it.key()] += it.value();
    if (m_capture.lastId() > m_asked)
        m_timer.start();
    if (!added.of.isEmpty())
        Q_EMIT changed(added.of.keys());
}

} // namespace handglass
