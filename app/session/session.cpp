// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/capture/capturewriter.h"
#include "app/session/clientfaults.h"
#include "app/tap/networkthread.h"
#include "app/tap/tap.h"

#include <QWebSocket>

namespace handglass {

Session::Session(NetworkThread &network, CaptureWriter &writer, const QString &name)
    : m_network(network)
    , m_writer(writer)
    , m_number(writer.newSession())
    , m_name(name)
{
    qRegisterMetaType<SessionState>();
    m_network.watch(this);
    moveToThread(m_network.thread());
}

QString Session::name() const
{
    const QMutexLocker lock(&m_nameMutex);
    return m_name;
}

void Session::rename(const QString &name)
{
    const QMutexLocker lock(&m_nameMutex);
    m_name = name;
}

Recorder &Session::recorder()
{
    return *sharedRecorder();
}

std::shared_ptr<Recorder> Session::sharedRecorder()
{
    if (!m_recorder)
        m_recorder = m_network.recorder(m_writer);
    return m_recorder;
}

void Session::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

void Session::release()
{
    post([this] { shutDown(); });
}

void Session::order(ConnectionId to, qint64 token, std::function<QString(const Open &)> work)
{
    post([this, to, token, work = std::move(work)] {
        const Open open = find(to);
        Q_EMIT sendDone(token, open.tap ? work(open) : tr("expected an open connection, got none: nothing was sent"));
    });
}

QString Session::send(const Open &open, const Outgoing &message)
{
    const QString error = open.tap->sendError();
    if (!error.isEmpty())
        return error;
    return open.faults != nullptr ? open.faults->send(message) : put(*open.tap, *open.socket, message);
}

void Session::sendText(ConnectionId to, const QString &text, qint64 token)
{
    order(to, token, [text](const Open &open) { return send(open, text); });
}

void Session::sendBinary(ConnectionId to, const QByteArray &data, qint64 token)
{
    order(to, token, [data](const Open &open) { return send(open, data); });
}

void Session::ping(ConnectionId to, const QByteArray &payload, qint64 token)
{
    order(to, token, [payload](const Open &open) { return open.tap->ping(payload); });
}

void Session::pong(ConnectionId to, const QByteArray &payload, qint64 token)
{
    order(to, token, [payload](const Open &open) { return open.tap->pong(payload); });
}

void Session::sendRaw(ConnectionId to, const RawSend &raw, qint64 token)
{
    order(to, token, [raw](const Open &open) { return send(open, raw); });
}

void Session::note(ConnectionId connection, const QString &text)
{
    post([this, connection, text] { recorder().note(EntryKind::Notice, connection, text); });
}

void Session::setAutoPong(ConnectionId to, bool on, qint64 token)
{
    order(to, token, [on](const Open &open) {
        open.tap->setAutoPong(on);
        return QString();
    });
}

void Session::closeConnection(ConnectionId to, quint16 code, const QString &reason, qint64 token)
{
    post([this, to] { closeAsked(to); });
    order(to, token, [code, reason](const Open &open) { return open.tap->close(code, reason); });
}

void Session::drop(ConnectionId to, qint64 token)
{
    post([this, to] { closeAsked(to); });
    order(to, token, [](const Open &open) {
        open.tap->abort();
        return QString();
    });
}

void Session::closeAsked(ConnectionId) { }

} // namespace handglass
