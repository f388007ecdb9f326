// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/compare.h"

#include <QTcpServer>
#include <QWebSocketServer>

#include <memory>
#include <vector>

namespace handglass::lesson {

class CompareConnection;
class CompareFeed;

/// A small HTTP/1.1 server (RFC 9112) of the chat, on a free port of the loopback interface:
/// GET /poll?since=N answers at once, GET /wait?since=N as soon as there is something, GET /stream?since=N without end
/// (chunked), GET /chat?since=N is a WebSocket. Each message is a line of its body, or a text message.
class CompareServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareServer)
public:
    /// Beyond it newcomers get 503.
    static constexpr std::size_t MostConnections = 64;

    explicit CompareServer(CompareFeed &feed);
    ~CompareServer() override;

    quint16 port() const { return m_tcp.serverPort(); } ///< 0: it does not listen; see error()
    QString error() const { return m_tcp.errorString(); }
    /// Requests and bytes so far; nothing of arrivals.
    TransportFigures figures(Transport transport) const;

private:
    void accept();
    void takeFromQt();
    void drop(CompareConnection *connection);

    CompareFeed &m_feed;
    QTcpServer m_tcp;
    QWebSocketServer m_qt; ///< does not listen: gets the connections that ask for an upgrade
    std::vector<std::unique_ptr<CompareConnection>> m_connections;
    std::array<TransportFigures, Transports.size()> m_ended; ///< of connections that are gone
};

} // namespace handglass::lesson
