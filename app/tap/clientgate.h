// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

#include <list>
#include <memory>

namespace handglass {

/// Listens on 127.0.0.1, on a port that the system chooses, as an HTTP CONNECT proxy (RFC 9110 §9.3.6) for exactly one
/// connection: the one that carries the token. Everyone else is closed and uses nothing up. Network thread.
class ClientGate final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientGate)
public:
    ClientGate();
    ~ClientGate() override;

    /// Empty, or the sentence that says why it cannot listen.
    QString listen();
    quint16 port() const { return m_server.serverPort(); }
    /// The way in, with the token.
    QNetworkProxy proxy() const;
    /// After admitted(): the connection, answered with 200, nothing read beyond CONNECT's head.
    std::unique_ptr<QTcpSocket> takeSocket() { return std::move(m_admitted); }

Q_SIGNALS:
    /// The one has come; nothing listens any more and every stranger is gone.
    void admitted();

private:
    struct Guest {
        std::unique_ptr<QTcpSocket, QScopedPointerDeleteLater> socket;
        HttpHeadReader reader;
    };
    using Guests = std::list<Guest>;

    void welcome();
    void hear(Guests::iterator guest);
    void turnAway(Guests::iterator guest);
    bool hasToken(const HttpHead &head) const;
    void admit(Guests::iterator guest);

    QTcpServer m_server;
    QByteArray m_token;
    Guests m_guests; ///< oldest first
    std::unique_ptr<QTcpSocket> m_admitted;
};

} // namespace handglass
