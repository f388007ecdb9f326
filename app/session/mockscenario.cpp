// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/answerfaults.h"
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
    mock.placed = [this](ConnectionId id) { applyFaults(id); };
    mock.send = [this](ConnectionId id, const Outgoing &message) { return sendAsScenario(id, message); };
    mock.fault = [this](ConnectionId id, const scenario::Fault &fault) { makeFault(id, fault); };
    mock.note = [this](ConnectionId id, const QString &text) { recorder().note(EntryKind::Notice, id, text); };
    m_player = std::make_unique<ScenarioPlayer>(m_options.scenario, std::move(mock));
    connect(m_player.get(), &ScenarioPlayer::counted, this, &MockServer::scenarioCounted);
    connect(m_player.get(), &ScenarioPlayer::unmatched, this, &MockServer::messageUnmatched);
}

QString MockServer::sendAsScenario(ConnectionId id, const Outgoing &message)
{
    const Open open = find(id);
    if (open.tap == nullptr)
        return {}; // it has gone meanwhile
    return send(open, message);
}

MockPolicy MockServer::policy(ConnectionId id, const QTcpSocket &socket)
{
    const QString address = endpointText(socket.peerAddress(), socket.peerPort());
    return [this, id, number = ++m_arrived, address](
               const HttpHead &request) { return decide(id, number, request, address); };
}

MockDecision MockServer::decide(ConnectionId id, int number, const HttpHead &request, const QString &address)
{
    MockDecision decision;
    if (m_player) {
        decision = m_player->decide(id, number, request, address);
        makeWrong(decision, m_player->faultsOf(id) + faults(), request);
        return decision;
    }
    decision.subprotocol = firstSpoken(request, m_options.subprotocols);
    decision.deflate = m_options.deflate;
    makeWrong(decision, faults(), request);
    return decision;
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
