// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/compareserver.h"

#include "app/lesson/compareconnection.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace handglass::lesson {

namespace {

void add(TransportFigures &sum, const TransportFigures &more)
{
    sum.requests += more.requests;
    sum.sent += more.sent;
    sum.received += more.received;
    sum.heads += more.heads;
    sum.payload += more.payload;
}

} // namespace

CompareServer::CompareServer(CompareFeed &feed)
    : m_feed(feed)
    , m_qt(QString(), QWebSocketServer::NonSecureMode)
{
    connect(&m_tcp, &QTcpServer::newConnection, this, &CompareServer::accept);
    connect(&m_qt, &QWebSocketServer::newConnection, this, &CompareServer::takeFromQt);
    m_tcp.listen(QHostAddress::LocalHost);
}

CompareServer::~CompareServer()
{
    for (const auto &connection : m_connections)
        connection->disconnect(this);
}

void CompareServer::accept()
{
    while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
        if (m_connections.size() >= MostConnections) {
            socket->deleteLater();
            continue;
        }
        m_connections.push_back(std::make_unique<CompareConnection>(*socket, m_feed, m_qt));
        CompareConnection *connection = m_connections.back().get();
        connect(
            connection, &CompareConnection::ended, this, [this, connection] { drop(connection); },
            Qt::QueuedConnection);
    }
}

void CompareServer::takeFromQt()
{
    while (m_qt.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_qt.nextPendingConnection());
        const auto asked = std::find_if(m_connections.begin(), m_connections.end(),
            [&socket](const auto &connection) { return connection->peerPort() == socket->peerPort(); });
        if (asked != m_connections.end())
            (*asked)->open(std::move(socket));
    }
}

void CompareServer::drop(CompareConnection *connection)
{
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
        [connection](const auto &held) { return held.get() == connection; });
    if (found == m_connections.end())
        return;
    if (const auto transport = connection->transport())
        add(m_ended[size_t(*transport)], connection->figures());
    m_connections.erase(found);
}

TransportFigures CompareServer::figures(Transport transport) const
{
    TransportFigures sum = m_ended[size_t(transport)];
    for (const auto &connection : m_connections) {
        if (connection->transport() == transport)
            add(sum, connection->figures());
    }
    return sum;
}

} // namespace handglass::lesson
