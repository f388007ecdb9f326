// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTcpServer>
#include <QTimer>

namespace handglass {

/// Accepts a mock's clients, and keeps one descriptor in reserve: when no other is left the reserve is given up for one
/// client at a time, so that each can be told 503 while the rest wait in the backlog. Network thread.
class MockListener final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MockListener)
public:
    explicit MockListener(QObject *parent);

    /// The client that was accepted with the reserve is gone: accepting goes on.
    void restoreReserve();

Q_SIGNALS:
    /// onReserve: nothing is accepted from now on until restoreReserve().
    void accepted(qintptr descriptor, bool onReserve);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptFailed(QAbstractSocket::SocketError error);
    bool openReserve();

    QFile m_reserve;
    QTimer m_retry;
};

} // namespace handglass
