// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/workbench.h"

#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "app/session/replay.h"
#include "ui/common/format.h"

#include <algorithm>

namespace handglass {

QList<ConnectionId> Workbench::targets(const LogScope &scope) const
{
    QList<ConnectionId> all = targets(scope.session, scope.connection);
    for (const ScopePart &part : scope.also) {
        if (part.session != scope.session)
            continue; // one message goes to the clients of one mock
        for (const ConnectionId connection : targets(part.session, part.connection)) {
            if (!all.contains(connection))
                all.append(connection);
        }
    }
    return all;
}

QList<ConnectionId> Workbench::targets(qint64 number, ConnectionId connection) const
{
    const Held *found = held(number);
    if (found == nullptr)
        return {};
    if (found->mock == nullptr) {
        const SessionInfo &info = found->info;
        const bool current = connection == 0 || connection == info.connection;
        return current && info.state == SessionState::Open ? QList<ConnectionId>{info.connection}
                                                           : QList<ConnectionId>{};
    }
    if (connection == 0)
        return openClients(number);
    const bool open = std::ranges::binary_search(found->clients, connection);
    return open ? QList<ConnectionId>{connection} : QList<ConnectionId>{};
}

QString Workbench::whyNoTarget(const LogScope &scope) const
{
    const Held *found = held(scope.session);
    if (found == nullptr)
        return tr("This is a recording: nothing is connected.");
    if (!targets(scope).isEmpty())
        return {};
    if (found->mock == nullptr && scope.connection != 0 && scope.connection != found->info.connection)
        return tr("This connection is closed.");
    if (found->mock == nullptr)
        return found->info.isConnecting() ? tr("The connection is not open yet.") : tr("Not connected: F5 connects.");
    if (scope.connection != 0)
        return tr("This client's connection is closed.");
    return found->info.state == SessionState::Listening ? tr("No client is connected to the mock.")
                                                        : tr("The mock is stopped.");
}

template <typename Send> void Workbench::sendToAll(const LogScope &scope, qint64 token, Send sendTo)
{
    const QList<ConnectionId> to = targets(scope);
    if (to.isEmpty()) {
        if (token != 0)
            Q_EMIT sendDone(token, whyNoTarget(scope));
        return;
    }
    if (token != 0)
        m_pending.insert(token, {scope.session, to.size(), to.size(), 0, {}});
    Session *session = held(scope.session)->session();
    for (const ConnectionId connection : to)
        sendTo(session, connection);
}

void Workbench::sendText(const LogScope &scope, const QString &text, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->sendText(to, text, token); });
}

void Workbench::sendBinary(const LogScope &scope, const QByteArray &data, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->sendBinary(to, data, token); });
}

void Workbench::ping(const LogScope &scope, const QByteArray &payload, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->ping(to, payload, token); });
}

void Workbench::pong(const LogScope &scope, const QByteArray &payload, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->pong(to, payload, token); });
}

void Workbench::close(const LogScope &scope, quint16 code, const QString &reason, qint64 token)
{
    sendToAll(
        scope, token, [&](Session *session, ConnectionId to) { session->closeConnection(to, code, reason, token); });
}

void Workbench::sendRaw(const LogScope &scope, const RawSend &raw, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->sendRaw(to, raw, token); });
}

void Workbench::drop(const LogScope &scope, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) { session->drop(to, token); });
}

void Workbench::runReply(const LogScope &scope, const QString &name, qint64 token)
{
    const Held *found = held(scope.session);
    if (found == nullptr || found->mock == nullptr)
        return;
    sendToAll(scope, token, [&](Session *, ConnectionId to) { found->mock->runReply(to, name, token); });
}

std::unique_ptr<Replay> Workbench::replay(
    qint64 session, const ReplaySelection &selection, const ReplayPace &pace) const
{
    const QList<ConnectionId> to = targets({session, 0});
    const Held *found = held(session);
    if (to.isEmpty() || found->client == nullptr)
        return nullptr;
    return std::make_unique<Replay>(*found->client, to.first(), selection, pace);
}

void Workbench::setAutoPong(const LogScope &scope, bool on, qint64 token)
{
    sendToAll(scope, token, [&](Session *session, ConnectionId to) {
        m_autoPong[to] = on;
        session->setAutoPong(to, on, token);
    });
}

bool Workbench::autoPong(const LogScope &scope) const
{
    const Held *found = held(scope.session);
    if (found == nullptr)
        return true;
    const bool asked = found->mock != nullptr ? found->info.mock.autoPong : found->info.client.autoPong;
    const QList<ConnectionId> all = targets(scope);
    return all.isEmpty() ? asked : std::all_of(all.begin(), all.end(), [this, asked](ConnectionId connection) {
        return m_autoPong.value(connection, asked);
    });
}

void Workbench::takeSendDone(qint64 token, const QString &error)
{
    const auto pending = m_pending.find(token);
    if (pending == m_pending.end())
        return;
    if (pending->error.isEmpty())
        pending->error = error;
    pending->failed += error.isEmpty() ? 0 : 1;
    if (--pending->left > 0)
        return;
    QString outcome = pending->error;
    if (pending->all > 1 && pending->failed > 0)
        outcome = tr("sent to %1 of %2 clients; not to the others: %3")
                      .arg(groupedNumber(pending->all - pending->failed), groupedNumber(pending->all), outcome);
    m_pending.erase(pending);
    Q_EMIT sendDone(token, outcome);
}

} // namespace handglass
