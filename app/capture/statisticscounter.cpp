// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/statisticscounter.h"

namespace handglass {

StatisticsCounter::StatisticsCounter(QObject *parent)
    : QObject(parent)
    , m_worker(new StatisticsWorker(m_wanted, m_running))
{
    qRegisterMetaType<StatisticsReportPointer>();
    m_thread.setObjectName(QStringLiteral("statistics"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    const auto deliver = [this](const StatisticsReportPointer &report) {
        if (report->job == m_wanted && m_running)
            Q_EMIT counted(report);
    };
    connect(m_worker, &StatisticsWorker::counted, this, deliver, Qt::QueuedConnection);
    m_thread.start(QThread::LowPriority);
}

StatisticsCounter::~StatisticsCounter()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

void StatisticsCounter::start(StatisticsJob job)
{
    job.id = ++m_wanted;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job] { worker->start(job); }, Qt::QueuedConnection);
}

void StatisticsCounter::setRange(const std::optional<TimeRange> &range)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job = m_wanted.load(), range] { worker->setRange(job, range); },
        Qt::QueuedConnection);
}

void StatisticsCounter::setRunning(bool running)
{
    m_running = running;
    if (running)
        extend(0);
}

void StatisticsCounter::extend(EntryId upTo)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job = m_wanted.load(), upTo] { worker->resume(job, upTo); },
        Qt::QueuedConnection);
}

} // namespace handglass
