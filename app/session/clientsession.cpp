// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientsession.h"

#include "app/capture/capturewriter.h"
#include "app/session/clientrequest.h"
#include "app/tap/clientopening.h"

#include <QRandomGenerator>
#include <QTimer>

namespace handglass {

namespace {

constexpr std::chrono::seconds LeaveTime{2}; ///< for the last bytes at the program's end

MaskingKey newMaskingKey()
{
    const quint32 bits = QRandomGenerator::global()->generate();
    return {quint8(bits >> 24U), quint8(bits >> 16U), quint8(bits >> 8U), quint8(bits)};
}

OpeningSettings openingOf(const ClientOptions &options)
{
    OpeningSettings opening;
    const Timeouts &timeouts = options.timeouts;
    opening.dial.host = options.url.host;
    opening.dial.port = options.url.port;
    opening.dial.secure = options.url.secure;
    opening.dial.nameLookup = timeouts.nameLookup;
    opening.dial.tcp = timeouts.tcp;
    opening.dial.proxyTime = timeouts.proxy;
    opening.dial.tlsTime = timeouts.tls;
    opening.dial.tls = options.tls;
    opening.dial.proxy = options.proxy;
    opening.exchange.head = {options.limits.head, options.limits.headerFields};
    opening.exchange.body = options.limits.body;
    opening.exchange.response = timeouts.upgrade;
    opening.exchange.refusalBody = qMin(timeouts.upgrade, opening.exchange.refusalBody);
    opening.request = requestOf(options);
    opening.tap.role = Role::Client;
    opening.tap.maxMessageSize = options.limits.message;
    opening.tap.replies = options.echo;
    opening.tap.observeOnly = options.observeOnly;
    opening.tap.autoPong = options.autoPong;
    opening.tap.keepAlive = options.keepAlive;
    opening.tap.unsentMark = options.limits.unsent;
    opening.tap.closeTimeout = timeouts.close;
    opening.tap.newMaskingKey = newMaskingKey;
    return opening;
}

} // namespace

QList<DeflateOffer> browserDeflateOffers()
{
    DeflateOffer offer;
    offer.clientMaxWindowBits = true;
    return {offer};
}

namespace {

SessionState stateOf(FailurePhase phase)
{
    switch (phase) {
    case FailurePhase::NameLookup:
        return SessionState::LookingUp;
    case FailurePhase::Tcp:
        return SessionState::Tcp;
    case FailurePhase::Proxy:
        return SessionState::Proxy;
    case FailurePhase::Tls:
        return SessionState::Tls;
    default:
        return SessionState::Upgrading;
    }
}

} // namespace

ClientSession::ClientSession(NetworkThread &network, CaptureWriter &writer, const QString &name)
    : Session(network, writer, name)
{
}

ClientSession::~ClientSession() = default;

QString ClientSession::optionsError(const ClientOptions &options)
{
    return requestError(options);
}

void ClientSession::open(const ClientOptions &options)
{
    post([this, options] {
        if (m_shuttingDown)
            return;
        if (!m_opening && !m_tap) {
            start(options);
            return;
        }
        m_next = options;
        endCurrentInTime();
    });
}

void ClientSession::cancel()
{
    post([this] {
        m_next.reset();
        endCurrent();
    });
}

void ClientSession::endCurrent()
{
    if (m_opening)
        m_opening->cancel();
    else if (m_tap)
        m_tap->close(1000, {}); // one that is closing goes on closing
}

/// A close waits for all that was sent before, as long as the peer takes of it; who wants another connection does not.
void ClientSession::endCurrentInTime()
{
    if (m_tap)
        QTimer::singleShot(m_closeTimeout, m_tap.get(), &Tap::abort);
    endCurrent();
}

void ClientSession::start(const ClientOptions &options)
{
    ConnectionRecord record;
    record.id = m_connection = writer().newConnection();
    record.session = number();
    record.sessionName = name();
    record.url = options.url.toString();
    m_echo = options.echo;
    m_closeTimeout = options.timeouts.close;
    m_opening.reset(new ClientOpening(openingOf(options), sharedRecorder(), std::move(record)));
    connect(m_opening.get(), &ClientOpening::phaseChanged, this, [this](FailurePhase phase) { enter(stateOf(phase)); });
    connect(m_opening.get(), &ClientOpening::opened, this, &ClientSession::openingDone);
    connect(m_opening.get(), &ClientOpening::failed, this, &ClientSession::openingFailed);
    const QString error = optionsError(options);
    error.isEmpty() ? m_opening->start() : m_opening->refuse(error);
}

void ClientSession::openingFailed()
{
    const QString sentence = m_opening->record().failure.fact;
    m_opening.reset();
    Q_EMIT refused(m_connection, sentence);
    ended();
}

void ClientSession::openingDone()
{
    const LaterPointer<ClientOpening> opening = std::move(m_opening);
    m_socket.reset(opening->takeWebSocket().release());
    m_tap.reset(opening->takeTap().release());
    connectTap();
    if (m_echo)
        startEcho();
    enter(SessionState::Open);
    Q_EMIT opened(m_connection);
    m_tap->start(opening->pipelined());
}

void ClientSession::connectTap()
{
    connect(m_tap.get(), &Tap::pressureChanged, this,
        [this](bool paused, qint64 bytes) { Q_EMIT pressureChanged(m_connection, paused, bytes); });
    connect(m_tap.get(), &Tap::closing, this, [this] { enter(SessionState::Closing); });
    connect(m_tap.get(), &Tap::closed, this, &ClientSession::tapClosed);
}

void ClientSession::startEcho()
{
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::textMessageReceived, socket,
        [socket](const QString &message) { socket->sendTextMessage(message); });
    connect(socket, &QWebSocket::binaryMessageReceived, socket,
        [socket](const QByteArray &message) { socket->sendBinaryMessage(message); });
}

void ClientSession::tapClosed()
{
    m_tap.reset();
    m_socket.reset();
    Q_EMIT closed(m_connection);
    ended();
}

void ClientSession::ended()
{
    enter(SessionState::Idle);
    if (m_shuttingDown) {
        deleteLater();
    } else if (m_next) {
        const ClientOptions next = *std::exchange(m_next, std::nullopt);
        start(next);
    }
}

void ClientSession::enter(SessionState state)
{
    Q_EMIT stateChanged(state, m_connection);
}

Session::Open ClientSession::find(ConnectionId connection) const
{
    if (connection != m_connection)
        return {};
    return {m_tap.get(), m_socket.get()};
}

void ClientSession::shutDown()
{
    if (std::exchange(m_shuttingDown, true))
        return;
    m_next.reset();
    if (m_opening) {
        m_opening->cancel();
    } else if (m_tap) {
        QTimer::singleShot(LeaveTime, m_tap.get(), &Tap::abort);
        m_tap->leave(1001);
    } else {
        deleteLater();
    }
}

} // namespace handglass
