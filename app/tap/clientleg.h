// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/privateleg.h"

#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

#include <memory>

namespace handglass {

/// The way to a QWebSocket over the loopback connection that it made through a ClientGate. Make it before the
/// QWebSocket has written anything behind CONNECT's head. Network thread.
class ClientLeg final : public PrivateLeg
{
    Q_OBJECT
public:
    ClientLeg(std::unique_ptr<QTcpSocket> socket, QWebSocket &webSocket);
    ~ClientLeg() override;

    void write(QByteArrayView frames) override;
    qint64 read(char *data, qint64 size) override;
    qint64 pendingToQt() const override;
    qint64 pendingFromQt() const override;
    void end() override;

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QPointer<QWebSocket> m_webSocket;
    qint64 m_left = 0; ///< bytes that left QWebSocket's own buffer
    qint64 m_read = 0; ///< of these, bytes that were read here; the rest waits in the proxy engine and the system
};

} // namespace handglass
