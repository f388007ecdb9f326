// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/networkthread.h"

#include "app/tap/descriptorlimit.h"
#include "app/tap/recorder.h"
#ifdef Q_OS_LINUX
#include "app/tap/epolldispatcher.h"
#endif

#include <QMetaObject>

namespace handglass {

NetworkThread::NetworkThread()
    : m_context(new QObject)
{
    raiseDescriptorLimit();
    m_thread.setObjectName(QStringLiteral("network"));
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
#ifdef Q_OS_LINUX
    m_thread.setEventDispatcher(new EpollDispatcher);
#endif
    m_thread.start();
}

NetworkThread::~NetworkThread()
{
    constexpr int WaitMs = 5'000;
    m_gone.tryAcquire(m_watched, WaitMs);
    m_thread.quit();
    m_thread.wait();
}

void NetworkThread::watch(QObject *object)
{
    ++m_watched;
    QObject::connect(
        object, &QObject::destroyed, m_context, [this] { m_gone.release(); }, Qt::DirectConnection);
}

void NetworkThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
}

void NetworkThread::run(const std::function<void()> &work)
{
    QMetaObject::invokeMethod(m_context, work, Qt::BlockingQueuedConnection);
}

std::shared_ptr<Recorder> NetworkThread::recorder(CaptureWriter &writer)
{
    std::shared_ptr<Recorder> recorder = m_recorders.value(&writer).lock();
    if (!recorder) {
        recorder = std::make_shared<Recorder>(writer);
        m_recorders.insert(&writer, recorder);
    }
    return recorder;
}

} // namespace handglass
