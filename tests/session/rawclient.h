// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/framereader.h"
#include "app/protocol/httphead.h"

#include <QTcpSocket>

#include <optional>

namespace handglass {

/// A client that is nothing but bytes. Waits without an event loop (the server is on another thread).
class RawClient final
{
    Q_DISABLE_COPY_MOVE(RawClient)
public:
    struct Got {
        FrameHeader header;
        QByteArray payload;
    };
    static constexpr int WaitMs = 10'000;

    explicit RawClient(quint16 port);

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    QTcpSocket &socket() { return m_socket; }
    void send(const QByteArray &bytes);
    /// The response's head; status 0 if none came.
    HttpHead head();
    /// What follows a head, Content-Length bytes.
    QByteArray body(const HttpHead &head);
    /// Sends the request and, in the same segment, what is pipelined. True if a 101 came.
    bool upgrade(const QByteArray &headers = {}, const QByteArray &pipelined = {});
    /// Nothing if the stream ended or nothing came in time.
    std::optional<Got> frame(int waitMs = WaitMs);
    /// TCP ended (all that came before is kept).
    bool waitForEnd();

    static QByteArray request(const QByteArray &headers = {}, const QByteArray &target = "/");
    /// Masked with a key that is not 0.
    static QByteArray masked(Opcode opcode, QByteArrayView payload, bool fin = true);
    static QByteArray close(quint16 code, const QString &reason = {});

private:
    bool wait(int waitMs);

    QTcpSocket m_socket;
    FrameReader m_frames;
    QByteArray m_chunk; ///< what m_frames reads from
    QByteArray m_rest;  ///< came with the head
};

} // namespace handglass
