// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"

#include "app/protocol/closecode.h"

#include <QElapsedTimer>
#include <QHostAddress>

namespace handglass {

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket.waitForConnected(WaitMs);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

bool RawClient::wait(int waitMs)
{
    return m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(waitMs) || m_socket.bytesAvailable() > 0;
}

HttpHead RawClient::head()
{
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    while (reader.state() == HttpHeadReader::State::NeedMore && wait(WaitMs))
        reader.feed(m_socket.readAll());
    m_rest = reader.rest();
    return reader.state() == HttpHeadReader::State::Done ? reader.head() : HttpHead();
}

QByteArray RawClient::body(const HttpHead &head)
{
    const qsizetype length = head.value("Content-Length").toLongLong();
    while (m_rest.size() < length && wait(WaitMs))
        m_rest.append(m_socket.readAll());
    return m_rest;
}

bool RawClient::upgrade(const QByteArray &headers, const QByteArray &pipelined)
{
    send(request(headers) + pipelined);
    return head().status == 101;
}

std::optional<RawClient::Got> RawClient::frame(int waitMs)
{
    QElapsedTimer timer;
    timer.start();
    Frame frame;
    while (!m_frames.next(frame)) {
        if (m_rest.isEmpty() && !wait(qMax(0, waitMs - int(timer.elapsed()))))
            return std::nullopt;
        m_chunk = m_rest.isEmpty() ? m_socket.readAll() : std::exchange(m_rest, QByteArray());
        m_frames.feed(m_chunk);
    }
    return Got{frame.header, frame.payload.toByteArray()};
}

bool RawClient::waitForEnd()
{
    while (m_socket.state() != QAbstractSocket::UnconnectedState) {
        if (!m_socket.waitForDisconnected(WaitMs))
            return m_socket.state() == QAbstractSocket::UnconnectedState;
    }
    return true;
}

QByteArray RawClient::request(const QByteArray &headers, const QByteArray &target)
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + headers + "\r\n";
}

QByteArray RawClient::masked(Opcode opcode, QByteArrayView payload, bool fin)
{
    FrameHeader header;
    header.opcode = opcode;
    header.fin = fin;
    header.masked = true;
    header.maskingKey = {0x37, 0xfa, 0x21, 0x3d};
    return encodeFrame(header, payload);
}

QByteArray RawClient::close(quint16 code, const QString &reason)
{
    return masked(Opcode::Close, encodeClosePayload(code, reason));
}

} // namespace handglass
