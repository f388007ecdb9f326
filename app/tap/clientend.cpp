// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientend.h"

#include "app/protocol/handshake.h"

#include <QUrl>

#include <chrono>

namespace handglass {

namespace {
constexpr std::chrono::seconds StepTime{10}; ///< for what takes less than a millisecond on this computer

/// Never asked of the network: CONNECT's target is ignored (RFC 6761 §6.4 keeps the name from being anyone's).
QUrl insideUrl()
{
    return QUrl(QStringLiteral("ws://handglass.invalid/"));
}

WebSocketPointer newWebSocket(const QNetworkProxy &proxy)
{
    WebSocketPointer socket(new QWebSocket);
    socket->setProxy(proxy);
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    socket->setMaxAllowedIncomingFrameSize(QWebSocket::maxIncomingFrameSize());
    socket->setMaxAllowedIncomingMessageSize(QWebSocket::maxIncomingMessageSize());
    return socket;
}
} // namespace

ClientEnd::ClientEnd()
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { fail(tr("no answer")); });
    connect(&m_gate, &ClientGate::admitted, this, &ClientEnd::admitted);
}

ClientEnd::~ClientEnd()
{
    letGo();
}

void ClientEnd::letGo()
{
    if (m_webSocket)
        m_webSocket->disconnect(this);
    if (m_leg)
        m_leg->disconnect(this);
}

void ClientEnd::open()
{
    const QString error = m_gate.listen();
    if (!error.isEmpty()) {
        Q_EMIT failed(error);
        return;
    }
    m_webSocket = newWebSocket(m_gate.proxy());
    connect(m_webSocket.get(), &QWebSocket::connected, this, [this] {
        m_timer.stop();
        letGo();
        Q_EMIT ready();
    });
    connect(m_webSocket.get(), &QWebSocket::disconnected, this, [this] { fail(m_webSocket->errorString()); });
    m_timer.start(StepTime);
    m_webSocket->open(insideUrl());
}

void ClientEnd::admitted()
{
    m_leg = std::make_unique<ClientLeg>(m_gate.takeSocket(), *m_webSocket);
    connect(m_leg.get(), &ClientLeg::readyRead, this, &ClientEnd::readRequest);
    connect(m_leg.get(), &ClientLeg::ended, this, [this] { fail(m_webSocket->errorString()); });
}

void ClientEnd::readRequest()
{
    QByteArray chunk(4096, Qt::Uninitialized);
    while (const qint64 size = m_leg->read(chunk.data(), chunk.size()))
        m_request.feed(QByteArrayView(chunk.constData(), size));
    if (m_request.state() == HttpHeadReader::State::Failed)
        fail(m_request.error());
    if (m_request.state() != HttpHeadReader::State::Done || !m_key.isEmpty())
        return;
    m_timer.stop();
    m_key = m_request.head().value("Sec-WebSocket-Key");
    Q_EMIT asked(m_key);
}

void ClientEnd::accept()
{
    m_timer.start(StepTime);
    ResponseSpec canonical;
    canonical.key = m_key;
    m_leg->write(composeResponse(canonical));
}

void ClientEnd::fail(const QString &sentence)
{
    m_timer.stop();
    letGo();
    Q_EMIT failed(tr("expected an inner connection on 127.0.0.1, got: %1").arg(sentence));
}

} // namespace handglass
