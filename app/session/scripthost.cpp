// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/scripthost.h"

#include "app/capture/records.h"
#include "app/session/residentbytes.h"
#include "app/session/scriptworker.h"

#include <QThread>

namespace handglass {

namespace {
constexpr std::chrono::milliseconds WatchInterval{20};
constexpr int MostWaits = 50; ///< of WatchInterval each
} // namespace

void ScriptLink::interrupt()
{
    const QMutexLocker lock(&mutex);
    if (engine != nullptr)
        engine->setInterrupted(true);
}

void ScriptLink::tell(std::function<void(ScriptHost &)> work)
{
    const QMutexLocker lock(&mutex);
    if (host != nullptr)
        QMetaObject::invokeMethod(
            host, [to = host, work = std::move(work)] { work(*to); }, Qt::QueuedConnection);
}

ScriptHost::ScriptHost(const QString &name, const QByteArray &script)
    : m_script(script)
    , m_link(std::make_shared<ScriptLink>())
    , m_thread(new QThread)
    , m_worker(new ScriptWorker(m_link, name, script))
{
    m_link->host = this;
    m_worker->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(&m_watchdog, &QTimer::timeout, this, &ScriptHost::watch);
    m_watchdog.start(WatchInterval);
    m_thread->setObjectName(QStringLiteral("script"));
    m_thread->start();
    post([](ScriptWorker &worker) { worker.begin(); });
}

ScriptHost::~ScriptHost()
{
    {
        const QMutexLocker lock(&m_link->mutex);
        m_link->host = nullptr;
    }
    m_link->ending = true;
    m_thread->quit();
    for (int waits = 0; waits < MostWaits; ++waits) {
        m_link->interrupt();
        if (m_thread->wait(WatchInterval)) {
            delete m_thread;
            return;
        }
    }
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
}

void ScriptHost::post(std::function<void(ScriptWorker &)> work)
{
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, link = m_link, work = std::move(work)] {
            if (!link->ending)
                work(*worker);
        },
        Qt::QueuedConnection);
}

void ScriptHost::watch()
{
    const qint64 begunMs = m_link->begunMs;
    if (begunMs == 0)
        return;
    const qint64 base = m_link->baseBytes;
    if (base > 0 && residentBytes() - base > MostMemory) {
        m_link->tooLarge = true;
        m_link->interrupt();
    } else if (nowNs() / 1'000'000 - begunMs > CallTime.count()) {
        m_link->interrupt();
    }
}

void ScriptHost::addClient(scenario::ClientId id, const scenario::RequestFacts &facts)
{
    post([id, facts](ScriptWorker &worker) { worker.addClient(id, facts); });
}

/// onClose is never left out: the client would stay for ever.
void ScriptHost::call(const Call &call)
{
    if (m_link->waitingCalls >= MostCalls && call.function != QLatin1String("onClose")) {
        if (!std::exchange(m_toldFull, true))
            Q_EMIT failed(call.client,
                tr("expected at most %1 calls that wait for the script, got more: they are left out").arg(MostCalls));
        return;
    }
    m_toldFull = m_toldFull && m_link->waitingCalls > 0;
    ++m_link->waitingCalls;
    post([link = m_link, call](ScriptWorker &worker) {
        --link->waitingCalls;
        worker.call(call);
    });
}

} // namespace handglass
