// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/hitfinder.h"

namespace handglass {

HitFinder::HitFinder(QObject *parent)
    : QObject(parent)
    , m_worker(new HitWorker(m_wanted))
{
    qRegisterMetaType<HitBatch>();
    m_thread.setObjectName(QStringLiteral("log filter"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &HitWorker::found, this, &HitFinder::deliver, Qt::QueuedConnection);
    m_thread.start();
}

HitFinder::~HitFinder()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

void HitFinder::start(HitJob job)
{
    job.id = ++m_wanted;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job] { worker->start(job); }, Qt::QueuedConnection);
}

void HitFinder::extend(EntryId upTo, const QList<ConnectionId> &connections)
{
    const quint64 job = m_wanted;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job, upTo, connections] { worker->extend(job, upTo, connections); },
        Qt::QueuedConnection);
}

void HitFinder::cancel()
{
    ++m_wanted;
}

void HitFinder::deliver(const HitBatch &batch)
{
    if (batch.job == m_wanted)
        Q_EMIT found(batch);
}

} // namespace handglass
