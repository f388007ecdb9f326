// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientleg.h"

namespace handglass {

namespace {
constexpr qint64 ReadBufferBytes = 1 << 20;
}

ClientLeg::ClientLeg(std::unique_ptr<QTcpSocket> socket, QWebSocket &webSocket)
    : m_socket(std::move(socket))
    , m_webSocket(&webSocket)
{
    m_socket->setReadBufferSize(ReadBufferBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ClientLeg::readyRead);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &ClientLeg::drained);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &ClientLeg::ended);
    connect(&webSocket, &QWebSocket::bytesWritten, this, [this](qint64 bytes) { m_left += bytes; });
}

ClientLeg::~ClientLeg()
{
    m_socket->disconnect(this);
}

void ClientLeg::write(QByteArrayView frames)
{
    m_socket->write(frames.data(), frames.size());
    m_socket->flush();
}

qint64 ClientLeg::read(char *data, qint64 size)
{
    const qint64 read = qMax(m_socket->read(data, size), qint64(0));
    m_read += read;
    return read;
}

qint64 ClientLeg::pendingToQt() const
{
    return m_socket->bytesToWrite();
}

qint64 ClientLeg::pendingFromQt() const
{
    return m_left - m_read + (m_webSocket ? m_webSocket->bytesToWrite() : 0);
}

void ClientLeg::end()
{
    m_socket->disconnect(this);
    m_socket->disconnectFromHost();
}

} // namespace handglass
