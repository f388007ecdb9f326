// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/replay.h"

#include "app/protocol/closecode.h"
#include "app/session/clientsession.h"
#include "app/session/replayrunner.h"

#include <atomic>

namespace handglass {

namespace {

qint64 newToken()
{
    static std::atomic<qint64> last = 0;
    return ++last;
}

QString whyEnded(const ConnectionRecord &record)
{
    const QString by = record.closedBy == ClosedBy::Us ? Replay::tr("this side") : Replay::tr("the peer");
    QString why = Replay::tr("the connection was closed by %1, %2").arg(by, closeCodeText(record.closeCode));
    if (!record.closeReason.isEmpty())
        why += QStringLiteral(" “%1”").arg(record.closeReason);
    return why;
}

} // namespace

Replay::Replay(ClientSession &session, ConnectionId to, const ReplaySelection &selection, const ReplayPace &pace)
    : m_runner(new ReplayRunner(selection, pace))
{
    m_thread.setObjectName(QStringLiteral("replay"));
    m_runner->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_runner, &QObject::deleteLater);
    connect(m_runner, &ReplayRunner::progressed, this, [this](const ReplayProgress &progress) {
        m_progress = progress;
        Q_EMIT progressed();
    });
    connectSession(session, to);
    m_thread.start();
}

/// Each way by signals alone, so that either side may end at any time.
void Replay::connectSession(ClientSession &session, ConnectionId to)
{
    const qint64 token = newToken();
    ReplayRunner *runner = m_runner;
    connect(runner, &ReplayRunner::batchReady, &session,
        [session = &session, to, token](const QList<Outgoing> &batch) { session->sendInOrder(to, batch, token); });
    connect(runner, &ReplayRunner::noted, &session,
        [session = &session, to](const QString &text) { session->note(to, text); });
    connect(&session, &ClientSession::batchDone, runner,
        [runner, token](qint64 of, qsizetype sent, const QString &error, bool later) {
            if (of == token)
                runner->takeDone(sent, error, later);
        });
    connect(&session, &Session::pressureChanged, runner, [runner, to](qint64 connection, bool paused) {
        if (connection == to)
            runner->takePressure(paused);
    });
    connect(&session, &ClientSession::connectionEnded, runner, [runner, to](const ConnectionRecord &record) {
        if (record.id == to)
            runner->takeEnd(whyEnded(record));
    });
    connect(&session, &QObject::destroyed, runner, [runner] { runner->takeEnd(tr("its session was removed")); });
}

Replay::~Replay()
{
    m_runner->disconnect();
    m_thread.quit();
    m_thread.wait();
}

void Replay::order(void (ReplayRunner::*what)())
{
    QMetaObject::invokeMethod(m_runner, what, Qt::QueuedConnection);
}

void Replay::start()
{
    order(&ReplayRunner::start);
}

void Replay::pause()
{
    order(&ReplayRunner::pause);
}

void Replay::goOn()
{
    order(&ReplayRunner::goOn);
}

void Replay::step()
{
    order(&ReplayRunner::step);
}

void Replay::stop()
{
    order(&ReplayRunner::stop);
}

void Replay::setPace(const ReplayPace &pace)
{
    QMetaObject::invokeMethod(
        m_runner, [runner = m_runner, pace] { runner->setPace(pace); }, Qt::QueuedConnection);
}

qint64 Replay::clockNs()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace handglass
