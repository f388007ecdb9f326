// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"

#include "app/protocol/handshake.h"

#include <QSslSocket>

namespace handglass {

ScriptedServer::ScriptedServer(const QSslConfiguration &tls)
    : m_tls(tls)
{
    listen(QHostAddress::LocalHost);
}

QString ScriptedServer::address(const QString &path) const
{
    const QString scheme = m_tls.isNull() ? QStringLiteral("ws") : QStringLiteral("wss");
    return QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path);
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    auto *tls = m_tls.isNull() ? nullptr : new QSslSocket(this);
    m_socket = tls ? tls : new QTcpSocket(this);
    m_socket->setSocketDescriptor(descriptor);
    m_head = HttpHeadReader(HttpHeadReader::Kind::Request, {1 << 20, 1000});
    m_frames.clear();
    m_ended = false;
    ++m_connections;
    m_socket->setReadBufferSize(1 << 20);
    connect(m_socket, &QTcpSocket::readyRead, this, &ScriptedServer::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_echo)
            read();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, [this, socket = m_socket.data()] {
        if (socket == m_socket)
            m_ended = true;
    });
    if (tls) {
        tls->setSslConfiguration(m_tls);
        tls->startServerEncryption();
    }
}

void ScriptedServer::read()
{
    constexpr qint64 EchoUnsent = 64 * 1024;
    if (!m_reading || (m_echo && m_socket->bytesToWrite() > EchoUnsent))
        return;
    const QByteArray bytes = m_socket->readAll();
    if (!hasRequest()) {
        if (m_head.feed(bytes) != HttpHeadReader::State::Done)
            return;
        if (m_acceptAll)
            accept();
        Q_EMIT requested();
        return;
    }
    m_frames.feed(bytes);
    Frame frame;
    while (m_frames.next(frame)) {
        frames.append({frame.header, frame.payload.toByteArray()});
        if (m_echo && !isControl(frame.header.opcode))
            send(frame.header.opcode, frames.last().payload, frame.header.fin);
    }
    Q_EMIT framesCame();
}

void ScriptedServer::stopReading()
{
    m_reading = false;
    m_socket->setReadBufferSize(1);
}

void ScriptedServer::echoFrames()
{
    constexpr int SystemBytes = 64 * 1024; // as little as possible on the way
    m_echo = true;
    m_socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, SystemBytes);
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, SystemBytes);
}

void ScriptedServer::readAgain()
{
    m_reading = true;
    m_socket->setReadBufferSize(0);
    read();
}

QByteArray ScriptedServer::acceptHead(const QByteArray &headers) const
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + acceptValue(request().value("Sec-WebSocket-Key")) + "\r\n" + headers + "\r\n";
}

void ScriptedServer::accept(const QByteArray &headers, const QByteArray &behind)
{
    send(acceptHead(headers) + behind);
}

void ScriptedServer::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void ScriptedServer::send(Opcode opcode, const QByteArray &payload, bool fin)
{
    send(serverFrame(opcode, payload, fin));
}

QList<QByteArray> ScriptedServer::payloads(Opcode opcode) const
{
    QList<QByteArray> payloads;
    for (const ReceivedFrame &frame : frames) {
        if (frame.header.opcode == opcode)
            payloads.append(frame.payload);
    }
    return payloads;
}

QByteArray serverFrame(Opcode opcode, const QByteArray &payload, bool fin)
{
    FrameHeader header;
    header.opcode = opcode;
    header.fin = fin;
    return encodeFrame(header, payload);
}

} // namespace handglass
