// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

/// Qt's own classes with nothing of ours around them, to measure against.
namespace bench {

/// With the quicker one of Qt's two event loops.
class QtThread final
{
    Q_DISABLE_COPY_MOVE(QtThread)
public:
    QtThread();
    ~QtThread();
    /// Waits for it.
    void run(const std::function<void()> &work);

private:
    QThread m_thread;
    QObject m_context; ///< lives on m_thread
};

class BareClient final
{
    Q_DISABLE_COPY_MOVE(BareClient)
public:
    /// prepare connects what it needs, before the socket opens. Network thread.
    BareClient(const QString &url, const std::function<void(QWebSocket &)> &prepare);
    ~BareClient();

private:
    QtThread m_network;
    QWebSocket *m_socket = nullptr;
};

/// Sends each binary message back.
class BareEchoServer final
{
    Q_DISABLE_COPY_MOVE(BareEchoServer)
public:
    BareEchoServer();
    ~BareEchoServer();
    quint16 port() const { return m_port; }
    void sendToAll(const QString &text);

private:
    QtThread m_network;
    QWebSocketServer *m_server = nullptr;
    QList<QWebSocket *> m_sockets;
    quint16 m_port = 0;
};

void echoBinary(QWebSocket &socket);

/// When a bare QWebSocket had counted that many binary messages (steady ns); 0: it did not come to that.
qint64 bareCounts(const QString &url, qint64 messages);

} // namespace bench
