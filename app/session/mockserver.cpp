// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/mockserver.h"

#include "app/protocol/handshake.h"
#include "app/tap/memorysocket.h"
#include "app/tap/mocklistener.h"
#include "app/tap/mockopening.h"
#include "app/tap/tap.h"

#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds ShutDownTime{2'000};

/// A port that is free now; 0 if there is none.
quint16 findFreePort(const QHostAddress &address)
{
    QTcpServer probe;
    for (const quint16 port : {quint16(8080), quint16(0)}) {
        if (probe.listen(address, port))
            return probe.serverPort();
    }
    return 0;
}

/// Window bits as RFC 7692 §7.1.2 permits them.
QString deflateError(const MockOptions &options)
{
    if (!options.deflate)
        return {};
    DeflateOffer read;
    read.serverMaxWindowBits = options.deflate->serverMaxWindowBits;
    read.clientMaxWindowBits = true;
    read.clientMaxWindowBitsHint = options.deflate->clientMaxWindowBits;
    const auto offer = readDeflateOffer(read.toExtension());
    return offer ? QString() : offer.error().sentence();
}

/// The passphrase is forgotten then. Empty, or the sentence.
QString readTls(TlsServerOptions &options, std::optional<TlsServerTerms> &tls)
{
    if (!options.enabled)
        return {};
    TlsServerTerms terms;
    QString error = readTerms(options, terms);
    if (error.isEmpty())
        tls = terms;
    options.passphrase.clear();
    return error;
}

} // namespace

MockServer::MockServer(NetworkThread &network, CaptureWriter &writer, const QString &name)
    : Session(network, writer, name)
{
}

MockServer::~MockServer() = default;

QString MockServer::optionsError(const MockOptions &options)
{
    if (options.address.isNull())
        return tr("expected an address of this machine to listen on, got none");
    const QString error = subprotocolError(options.subprotocols);
    return error.isEmpty() ? deflateError(options) : error;
}

void MockServer::listen(const MockOptions &options)
{
    post([this, options] { startListening(options); });
}

void MockServer::startListening(const MockOptions &options)
{
    if (m_ending)
        return;
    MockOptions wanted = options;
    std::optional<TlsServerTerms> tls;
    QString error = optionsError(wanted);
    if (error.isEmpty())
        error = readTls(wanted.tls, tls);
    if (!error.isEmpty()) {
        Q_EMIT listenFailed(error, 0);
        return;
    }
    auto listener = std::make_unique<MockListener>();
    const bool isListening = m_listener != nullptr;
    const bool isSamePort = isListening && m_listener->serverPort() == wanted.port;
    if (!isSamePort && !listener->start(wanted.address, wanted.port))
        return tellListenFailed(*listener, wanted);
    stopListening(tr("the mock server was started anew"));
    m_stopping = false;
    m_options = wanted;
    m_tls = tls;
    if (isSamePort && !listener->start(wanted.address, wanted.port)) {
        tellListenFailed(*listener, wanted);
        m_stopping = true;
        return checkStopped();
    }
    m_listener = std::move(listener);
    startServing();
}

void MockServer::startServing()
{
    if (!m_qtServer) {
        m_qtServer = std::make_unique<QWebSocketServer>(QString(), QWebSocketServer::NonSecureMode);
        connect(m_qtServer.get(), &QWebSocketServer::newConnection, this, &MockServer::takeFromQt);
        QSslSocket::supportsSsl(); // loads what the first QWebSocket would, while there are descriptors
    }
    startPlayer();
    startJudge();
    connect(m_listener.get(), &MockListener::accepted, this, &MockServer::accept);
    Q_EMIT stateChanged(SessionState::Listening, 0);
    Q_EMIT listening(m_listener->serverAddress(), m_listener->serverPort());
}

void MockServer::tellListenFailed(const MockListener &listener, const MockOptions &options)
{
    const auto error = listener.serverError();
    const QString wanted = endpointText(options.address, options.port);
    QString sentence;
    quint16 freePort = 0;
    if (error == QAbstractSocket::AddressInUseError) {
        freePort = findFreePort(options.address);
        sentence = tr("expected %1 to be free, got a port that another program listens on").arg(wanted);
    } else if (error == QAbstractSocket::SocketAccessError) {
        freePort = findFreePort(options.address);
        sentence = tr("expected a port that this user may listen on, got %1, which the system keeps for "
                      "administrators (ports below 1024)")
                       .arg(options.port);
    } else if (error == QAbstractSocket::SocketAddressNotAvailableError) {
        sentence = tr("expected an address of this machine to listen on, got %1").arg(options.address.toString());
    } else {
        sentence = tr("expected to listen on %1, got: %2").arg(wanted, listener.errorString());
    }
    Q_EMIT listenFailed(sentence, freePort);
}

void MockServer::stop()
{
    post([this] {
        if (m_stopping || m_ending)
            return;
        m_stopping = true;
        Q_EMIT stateChanged(SessionState::Closing, 0);
        stopListening(tr("the mock server was stopped"));
        QTimer::singleShot(3 * m_options.timeouts.close, this, [this, stop = ++m_stops] {
            if (m_stopping && stop == m_stops)
                abortAll();
        });
        checkStopped();
    });
}

void MockServer::abortAll()
{
    for (const auto &[id, client] : m_clients)
        client.tap->abort();
}

void MockServer::stopListening(const QString &why)
{
    if (m_listener) {
        m_listener->stop();
        m_listener.release()->deleteLater(); // it may be accepting
    }
    // Each may go while it is told.
    std::vector<MockOpening *> openings;
    for (const auto &[id, arrival] : m_arrivals)
        openings.push_back(arrival.opening.get());
    for (MockOpening *opening : openings)
        opening->giveUp(why);
    for (const auto &[id, client] : m_clients) {
        if (client.faults)
            client.faults->lift();
        client.tap->close(1001, {});
    }
}

void MockServer::checkStopped()
{
    if (!m_clients.empty() || !m_arrivals.empty())
        return;
    if (m_ending) {
        deleteLater();
    } else if (m_stopping) {
        m_stopping = false;
        Q_EMIT stateChanged(SessionState::Idle, 0);
        Q_EMIT stopped();
    }
}

void MockServer::shutDown()
{
    if (m_ending)
        return;
    m_ending = true;
    stopListening(tr("the mock server was stopped"));
    for (const auto &[id, client] : m_clients)
        client.tap->leave(1001);
    QTimer::singleShot(ShutDownTime, this, &MockServer::abortAll);
    checkStopped();
}

} // namespace handglass
