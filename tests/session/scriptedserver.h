// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/framereader.h"
#include "app/protocol/httphead.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>

namespace handglass {

struct ReceivedFrame {
    FrameHeader header;
    QByteArray payload; ///< unmasked
};

/// A server that sends exactly the bytes it is told to, and keeps what comes. One connection at a time; the last one
/// accepted counts. Lives on the test's thread.
class ScriptedServer final : public QTcpServer
{
    Q_OBJECT
public:
    /// Listens on a free port of 127.0.0.1. With a TLS configuration it speaks TLS.
    explicit ScriptedServer(const QSslConfiguration &tls = {});

    QString address(const QString &path = QStringLiteral("/")) const;
    QTcpSocket *socket() const { return m_socket; }
    int connections() const { return m_connections; }
    QByteArray received() const { return m_head.raw(); } ///< what came before a request was complete, or instead of one
    bool hasRequest() const { return m_head.state() == HttpHeadReader::State::Done; }
    const HttpHead &request() const { return m_head.head(); }
    /// A right 101, with more header lines and what follows it in the same write.
    void accept(const QByteArray &headers = {}, const QByteArray &behind = {});
    QByteArray acceptHead(const QByteArray &headers = {}) const;
    void send(const QByteArray &bytes);
    /// One frame, unmasked.
    void send(Opcode opcode, const QByteArray &payload, bool fin = true);
    /// As soon as a request is there. Called instead of accept() by hand.
    void acceptAll(bool yes = true) { m_acceptAll = yes; }
    void stopReading();
    void readAgain();
    /// From now on sends each data frame back, and reads on only while what it sent is taken.
    void echoFrames();

    QList<ReceivedFrame> frames; ///< all that the client sent
    QList<QByteArray> payloads(Opcode opcode) const;
    bool clientEnded() const { return m_ended; }

Q_SIGNALS:
    void requested();
    void framesCame();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read();

    QSslConfiguration m_tls;
    QPointer<QTcpSocket> m_socket;
    HttpHeadReader m_head{HttpHeadReader::Kind::Request, {1 << 20, 1000}};
    FrameReader m_frames;
    int m_connections = 0;
    bool m_acceptAll = false;
    bool m_reading = true;
    bool m_echo = false;
    bool m_ended = false;
};

/// An unmasked frame's bytes.
QByteArray serverFrame(Opcode opcode, const QByteArray &payload, bool fin = true);

} // namespace handglass
