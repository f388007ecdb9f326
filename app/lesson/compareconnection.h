// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/compare.h"
#include "app/lesson/comparefeed.h"
#include "app/protocol/httphead.h"

#include <QTcpSocket>

#include <memory>
#include <optional>

class QWebSocket;
class QWebSocketServer;

namespace handglass {
class MemorySocket;
}

namespace handglass::lesson {

/// One TCP connection of the chat's server, and every byte that crosses it. What its first request asks for says which
/// transport it is.
class CompareConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareConnection)
public:
    /// socket: becomes its child.
    CompareConnection(QTcpSocket &socket, CompareFeed &feed, QWebSocketServer &qt);
    ~CompareConnection() override;

    std::optional<Transport> transport() const { return m_transport; } ///< none: nothing known was asked for yet
    const TransportFigures &figures() const { return m_figures; }
    quint16 peerPort() const { return m_socket->peerPort(); }
    /// Qt has accepted its upgrade.
    void open(std::unique_ptr<QWebSocket> socket);

Q_SIGNALS:
    void ended();

private:
    void read();
    void answer(const HttpHead &request);
    void answerWaiting();
    void beginStream(qint64 since);
    void upgrade(const HttpHead &request);
    void send(const ChatEvent &event);
    void respond(const QByteArray &status, const QList<ChatEvent> &events);
    void refuse(const QByteArray &status);
    void writeHead(const QByteArray &status, const QByteArray &fields);
    void write(const QByteArray &bytes);
    void takeFromQt();

    QTcpSocket *m_socket;
    CompareFeed &m_feed;
    QWebSocketServer &m_qt;
    HttpHeadReader m_reader{HttpHeadReader::Kind::Request};
    std::optional<Transport> m_transport;
    TransportFigures m_figures;
    std::optional<qint64> m_waitsSince; ///< of a long poll that has no answer yet
    qint64 m_chatSince = 0;
    QTimer m_longest; ///< that a long poll waits
    // what is destroyed first stands last: Qt's class goes before its socket
    std::unique_ptr<MemorySocket> m_memory; ///< null: not upgraded
    bool m_upgradeAnswered = false;         ///< Qt's 101 has gone out
    std::unique_ptr<QWebSocket> m_webSocket;
};

} // namespace handglass::lesson
