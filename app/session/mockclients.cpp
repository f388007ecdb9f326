// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/handshake.h"
#include "app/session/mockserver.h"
#include "app/tap/memoryleg.h"
#include "app/tap/memorysocket.h"
#include "app/tap/mocklistener.h"
#include "app/tap/mockopening.h"
#include "app/tap/recorder.h"
#include "app/tap/tap.h"

#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketServer>

namespace handglass {

namespace {

/// What Qt's server sees of every client; the path names the connection.
QByteArray canonicalRequest(ConnectionId id)
{
    RequestSpec spec;
    spec.host = "mock";
    spec.target = '/' + QByteArray::number(id);
    spec.key = "aGFuZGdsYXNzIG1vY2sgIQ==";
    return composeRequest(spec);
}

TapSettings tapSettings(const MockOptions &options)
{
    TapSettings settings;
    settings.role = Role::Server;
    settings.maxMessageSize = qMin(options.limits.message, quint64(QWebSocket::maxIncomingMessageSize()));
    settings.unsentMark = options.limits.unsent;
    settings.replies = options.echo || options.scenario;
    settings.tellRows = options.scenario && !options.observeOnly;
    settings.observeOnly = options.observeOnly;
    settings.autoPong = options.autoPong;
    settings.keepAlive = options.keepAlive;
    settings.closeTimeout = options.timeouts.close;
    return settings;
}

} // namespace

void MockServer::accept(qintptr descriptor, bool onReserve)
{
    std::unique_ptr<QTcpSocket> socket(m_tls ? new QSslSocket : new QTcpSocket);
    if (!socket->setSocketDescriptor(descriptor)) {
        recorder().note(EntryKind::Notice, 0, tr("a client was lost: %1").arg(socket->errorString()));
        return;
    }
    MockOpening::Terms terms;
    terms.tls = m_tls;
    terms.tlsTimeout = m_options.timeouts.tls;
    terms.url = (m_tls ? QStringLiteral("wss://") : QStringLiteral("ws://"))
        + endpointText(socket->localAddress(), socket->localPort());
    terms.timeout = m_options.timeouts.upgrade;
    terms.limits = {m_options.limits.head, m_options.limits.headerFields};
    terms.noDescriptor = onReserve;
    ConnectionRecord record;
    record.id = writer().newConnection();
    record.session = number();
    record.sessionName = name();
    terms.policy = policy(record.id, *socket);
    addArrival(std::make_unique<MockOpening>(terms, sharedRecorder(), record, std::move(socket)), onReserve);
}

void MockServer::addArrival(std::unique_ptr<MockOpening> opening, bool onReserve)
{
    MockOpening *arrived = opening.get();
    const ConnectionId id = arrived->record().id;
    m_arrivals[id].opening = std::move(opening);
    connect(arrived, &MockOpening::requested, this, [this, id] { handToQt(id); });
    connect(arrived, &MockOpening::refused, this, [this, id](const QString &why) { Q_EMIT clientRefused(id, why); });
    connect(arrived, &MockOpening::faultMade, this,
        [this, id](int fault, EntryId row) { m_judge->made(id, scenario::FaultKind(fault), row); });
    connect(arrived, &MockOpening::finished, this, [this, id, arrived] {
        m_judge->endedUnopened(id, arrived->lateBytes());
        dropArrival(id);
    });
    if (onReserve)
        connect(arrived, &QObject::destroyed, m_listener.get(), &MockListener::restoreReserve);
    arrived->begin();
}

void MockServer::handToQt(ConnectionId id)
{
    Arrival &arrival = m_arrivals[id];
    arrival.memory = std::make_unique<MemorySocket>(arrival.opening->publicLeg());
    connect(arrival.memory.get(), &MemorySocket::closedByQt, arrival.opening.get(),
        [this, opening = arrival.opening.get()] { opening->failInQt(m_qtServer->errorString()); });
    arrival.memory->feed(canonicalRequest(id));
    m_qtServer->handleConnection(arrival.memory.get());
}

void MockServer::takeFromQt()
{
    while (m_qtServer->hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_qtServer->nextPendingConnection());
        const ConnectionId id = socket->requestUrl().path().mid(1).toLongLong();
        if (m_arrivals.contains(id))
            openClient(id, std::move(socket));
    }
}

void MockServer::openClient(ConnectionId id, std::unique_ptr<QWebSocket> socket)
{
    Arrival &arrival = m_arrivals[id];
    arrival.memory->disconnect(arrival.opening.get());
    arrival.memory->dropOutput(); // Qt's own response: the opening has composed the one that goes out
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    auto leg = std::make_unique<MemoryLeg>(std::move(arrival.memory));
    MockOpening::Opened opened = arrival.opening->open();
    Client &client = m_clients[id];
    dropArrival(id);
    opened.record.observeOnly = m_options.observeOnly;
    TapSettings settings = tapSettings(m_options);
    settings.deflate = opened.deflate;
    client.tap = std::make_unique<Tap>(
        std::move(settings), sharedRecorder(), std::move(opened.record), std::move(opened.socket), std::move(leg));
    client.socket = std::move(socket);
    connectClient(id, client);
    if (m_player) {
        m_player->connected(id);
    } else {
        applyFaults(id);
        if (!m_options.greeting.isEmpty())
            send(find(id), m_options.greeting);
    }
    client.tap->start(opened.pipelined);
    Q_EMIT clientOpened(id);
}

void MockServer::connectClient(ConnectionId id, const Client &client)
{
    QWebSocket *socket = client.socket.get();
    if (m_player) {
        connectPlayer(id, client);
    } else if (m_options.echo) {
        connect(
            socket, &QWebSocket::textMessageReceived, socket, [&client](const QString &text) { echo(client, text); });
        connect(socket, &QWebSocket::binaryMessageReceived, socket,
            [&client](const QByteArray &bytes) { echo(client, bytes); });
    }
    connect(client.tap.get(), &Tap::pressureChanged, this,
        [this, id](bool paused, qint64 unsent) { Q_EMIT pressureChanged(id, paused, unsent); });
    connect(client.tap.get(), &Tap::rttMeasured, this, [this, id](qint64 ns) { Q_EMIT rttMeasured(id, ns); });
    connect(client.tap.get(), &Tap::faultMade, this,
        [this, id](int fault, EntryId row) { m_judge->made(id, scenario::FaultKind(fault), row); });
    connect(client.tap.get(), &Tap::frameCame, this,
        [this, id](quint8 opcode, EntryId row, quint16 code) { m_judge->frameCame(id, Opcode(opcode), row, code); });
    client.tap->watchFrames(m_judge->knows(id));
    connect(client.tap.get(), &Tap::closing, this, [this, id, tap = client.tap.get()] {
        if (tap->record().closedBy != ClosedBy::Peer)
            m_judge->ended(id, false);
    });
    connect(client.tap.get(), &Tap::closed, this, [this, id] { dropClient(id); });
}

/// However much waits: what came was read, and a reply must not be missing.
void MockServer::echo(const Client &client, const Outgoing &message)
{
    if (client.faults)
        client.faults->send(message);
    else
        put(*client.tap, *client.socket, message);
}

void MockServer::dropArrival(ConnectionId id)
{
    const auto at = m_arrivals.find(id);
    if (at == m_arrivals.end())
        return;
    if (m_player && !m_clients.contains(id))
        m_player->arrivalGone(id);
    // Both may be on the stack. Qt's server holds the in-memory socket only by its signals.
    if (at->second.memory)
        at->second.memory.release()->deleteLater();
    at->second.opening.release()->deleteLater();
    m_arrivals.erase(at);
    checkStopped();
}

void MockServer::dropClient(ConnectionId id)
{
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return;
    const quint16 code = at->second.tap->record().closeCode;
    m_judge->ended(id, at->second.tap->record().closedBy == ClosedBy::Peer);
    if (at->second.faults)
        at->second.faults->ended();
    at->second.faults.reset();
    at->second.socket.release()->deleteLater();
    at->second.tap.release()->deleteLater();
    m_clients.erase(at);
    if (m_player)
        m_player->closed(id, code);
    Q_EMIT clientClosed(id);
    checkStopped();
}

Session::Open MockServer::find(ConnectionId connection) const
{
    const auto at = m_clients.find(connection);
    if (at == m_clients.end())
        return {};
    return {at->second.tap.get(), at->second.socket.get(), at->second.faults.get()};
}

void MockServer::sendTextToAll(const QString &text, qint64 token)
{
    post([this, text, token] { Q_EMIT sendDone(token, sendToAll(text)); });
}

QString MockServer::sendToAll(const QString &text)
{
    if (m_clients.empty())
        return tr("expected at least one connected client, got none: nothing was sent");
    int failed = 0;
    QString lastError;
    for (const auto &[id, client] : m_clients) {
        const QString error = send(find(id), text);
        if (!error.isEmpty()) {
            ++failed;
            lastError = error;
        }
    }
    if (failed == 0)
        return {};
    return tr("not sent to %1 of %2 clients: %3").arg(failed).arg(m_clients.size()).arg(lastError);
}

} // namespace handglass
