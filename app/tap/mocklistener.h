// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace handglass {

/// Accepts a mock's clients, and keeps one descriptor in reserve: when no other is left the reserve is given up for one
/// client at a time, so that each can be told 503 while the rest wait in the backlog. Network thread.
///
/// Watches the socket itself: QTcpServer (6.4) takes every later error of accept() for the first one, so that it would
/// go round for ever on one that lacks descriptors.
class MockListener final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MockListener)
public:
    MockListener();

    /// In place of listen(). False: serverError() and errorString() say why.
    bool start(const QHostAddress &address, quint16 port);
    void stop(); ///< in place of close()
    /// The client that was accepted with the reserve is gone: accepting goes on.
    void restoreReserve();

Q_SIGNALS:
    /// onReserve: nothing is accepted from now on until restoreReserve().
    void accepted(qintptr descriptor, bool onReserve);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptWaiting();
    bool openReserve();
    void hold();

    std::unique_ptr<QSocketNotifier> m_notifier;
    QFile m_reserve;
    QTimer m_retry;
};

} // namespace handglass
