// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientgate.h"

#include <QRandomGenerator>
#include <QTimer>

#include <chrono>

namespace handglass {

namespace {
constexpr std::chrono::seconds HeadTime{5};
constexpr HttpHeadReader::Limits HeadLimits{4096, 32};
constexpr std::size_t MostGuests = 64;
constexpr QByteArrayView TokenName = "X-Handglass-Token";

/// 128 bits from the system's generator.
QByteArray newToken()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toHex();
}

/// In a time that does not depend on where they differ.
bool same(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(a[i] ^ b[i]);
    return difference == 0;
}
} // namespace

ClientGate::ClientGate()
    : m_token(newToken())
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &ClientGate::welcome);
}

ClientGate::~ClientGate() = default;

QString ClientGate::listen()
{
    if (m_server.listen(QHostAddress::LocalHost))
        return {};
    return tr("expected a free port on 127.0.0.1 for the connection's inner end, got: %1").arg(m_server.errorString());
}

QNetworkProxy ClientGate::proxy() const
{
    QNetworkProxy proxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), port());
    proxy.setRawHeader(TokenName.toByteArray(), m_token);
    return proxy;
}

void ClientGate::welcome()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_guests.size() == MostGuests)
            turnAway(m_guests.begin());
        socket->setParent(nullptr);
        socket->setReadBufferSize(HeadLimits.headBytes + 1);
        m_guests.push_back(
            {decltype(Guest::socket)(socket), HttpHeadReader(HttpHeadReader::Kind::Request, HeadLimits)});
        const auto guest = std::prev(m_guests.end());
        connect(socket, &QTcpSocket::readyRead, this, [this, guest] { hear(guest); });
        connect(socket, &QTcpSocket::disconnected, this, [this, guest] { turnAway(guest); });
        auto *timer = new QTimer(socket);
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this, guest] { turnAway(guest); });
        timer->start(HeadTime);
    }
}

void ClientGate::hear(Guests::iterator guest)
{
    switch (guest->reader.feed(guest->socket->readAll())) {
    case HttpHeadReader::State::NeedMore:
        return;
    case HttpHeadReader::State::Failed:
        turnAway(guest);
        return;
    case HttpHeadReader::State::Done:
        hasToken(guest->reader.head()) && guest->reader.rest().isEmpty() ? admit(guest) : turnAway(guest);
    }
}

bool ClientGate::hasToken(const HttpHead &head) const
{
    const QList<HeaderField> tokens = head.all(TokenName);
    return head.method == "CONNECT" && tokens.size() == 1 && same(tokens.first().value, m_token);
}

void ClientGate::turnAway(Guests::iterator guest)
{
    guest->socket->disconnect(this);
    for (QTimer *timer : guest->socket->findChildren<QTimer *>())
        timer->stop();
    guest->socket->abort();
    m_guests.erase(guest);
}

void ClientGate::admit(Guests::iterator guest)
{
    m_server.close();
    guest->socket->disconnect(this);
    delete guest->socket->findChild<QTimer *>();
    m_admitted.reset(guest->socket.release());
    m_guests.erase(guest);
    while (!m_guests.empty())
        turnAway(m_guests.begin());
    m_admitted->write("HTTP/1.1 200 Connection established\r\n\r\n");
    m_admitted->flush();
    Q_EMIT admitted();
}

} // namespace handglass
