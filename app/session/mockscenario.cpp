// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/mockserver.h"
#include "app/tap/mockopening.h"
#include "app/tap/recorder.h"
#include "app/tap/tap.h"

#include <QTcpSocket>
#include <QWebSocket>

// The mock and its scenario.

namespace handglass {

using scenario::Incoming;
using scenario::Rule;

void MockServer::setScenario(const SharedScenario &scenario)
{
    post([this, scenario] {
        if (!m_player || !scenario)
            return;
        m_options.scenario = scenario;
        m_player->setScenario(scenario);
        applyFaults();
        Q_EMIT scenarioApplied();
    });
}

void MockServer::runReply(ConnectionId to, const QString &name, qint64 token)
{
    order(to, token, [this, to, name](const Open &) {
        return m_player ? m_player->runReply(to, name)
                        : tr("expected a mock that plays a scenario, got one that has none: nothing was sent");
    });
}

void MockServer::startPlayer()
{
    m_player.reset();
    if (!m_options.scenario)
        return;
    ScenarioPlayer::Mock mock;
    mock.tap = [this](ConnectionId id) { return find(id).tap; };
    mock.send = [this](ConnectionId id, const Outgoing &message) { return sendAsScenario(id, message); };
    mock.note = [this](ConnectionId id, const QString &text) { recorder().note(EntryKind::Notice, id, text); };
    m_player = std::make_unique<ScenarioPlayer>(m_options.scenario, std::move(mock));
    connect(m_player.get(), &ScenarioPlayer::counted, this, &MockServer::scenarioCounted);
    connect(m_player.get(), &ScenarioPlayer::unmatched, this, &MockServer::messageUnmatched);
}

/// To a client whose tap has not begun: into Qt's class, from where the tap takes it first.
QString MockServer::sendAsScenario(ConnectionId id, const Outgoing &message)
{
    const Open open = find(id);
    if (open.tap == nullptr)
        return {}; // it has gone meanwhile
    if (id != m_opening)
        return send(open, message);
    if (const auto *text = std::get_if<QString>(&message))
        open.socket->sendTextMessage(*text);
    else if (const auto *bytes = std::get_if<QByteArray>(&message))
        open.socket->sendBinaryMessage(*bytes);
    return {};
}

MockPolicy MockServer::policy(ConnectionId id, const QTcpSocket &socket)
{
    const QString address = endpointText(socket.peerAddress(), socket.peerPort());
    return [this, id, number = ++m_arrived, address](const HttpHead &request) {
        if (m_player)
            return m_player->decide(id, number, request, address);
        MockDecision decision;
        decision.subprotocol = firstSpoken(request, m_options.subprotocols);
        decision.deflate = m_options.deflate;
        return decision;
    };
}

void MockServer::connectPlayer(ConnectionId id, const Client &client)
{
    ScenarioPlayer *player = m_player.get();
    connect(client.socket.get(), &QWebSocket::textMessageReceived, player,
        [player, id](const QString &text) { player->message(id, std::make_shared<Incoming>(text)); });
    connect(client.socket.get(), &QWebSocket::binaryMessageReceived, player,
        [player, id](const QByteArray &bytes) { player->message(id, std::make_shared<Incoming>(bytes)); });
    connect(client.tap.get(), &Tap::pingCame, player,
        [player, id](const QByteArray &payload) { player->control(id, Rule::Event::Ping, payload); });
    connect(client.tap.get(), &Tap::pongCame, player,
        [player, id](const QByteArray &payload) { player->control(id, Rule::Event::Pong, payload); });
}

} // namespace handglass
