// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bareqt.h"

#include "tests/bench/measure.h"

#include <QSemaphore>

#include <atomic>

namespace bench {

QtThread::QtThread()
{
    m_thread.setObjectName(QStringLiteral("bare Qt"));
    m_context.moveToThread(&m_thread);
    // Read by Qt when the thread makes its event loop; the window's keeps GLib's.
    qputenv("QT_NO_GLIB", "1");
    m_thread.start();
    run([] {});
    qunsetenv("QT_NO_GLIB");
}

QtThread::~QtThread()
{
    m_thread.quit();
    m_thread.wait();
}

void QtThread::run(const std::function<void()> &work)
{
    QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
}

BareClient::BareClient(const QString &url, const std::function<void(QWebSocket &)> &prepare)
{
    m_network.run([&] {
        m_socket = new QWebSocket;
        prepare(*m_socket);
        m_socket->open(QUrl(url));
    });
}

BareClient::~BareClient()
{
    m_network.run([this] { delete m_socket; });
}

BareEchoServer::BareEchoServer()
{
    m_network.run([this] {
        m_server = new QWebSocketServer(QStringLiteral("bench"), QWebSocketServer::NonSecureMode);
        m_server->setMaxPendingConnections(10'000);
        QObject::connect(m_server, &QWebSocketServer::newConnection, m_server, [this] {
            m_sockets.append(m_server->nextPendingConnection());
            echoBinary(*m_sockets.last());
        });
        m_server->listen(QHostAddress::LocalHost);
        m_port = m_server->serverPort();
    });
}

BareEchoServer::~BareEchoServer()
{
    m_network.run([this] {
        qDeleteAll(m_sockets);
        delete m_server;
    });
}

void BareEchoServer::sendToAll(const QString &text)
{
    m_network.run([&] {
        for (QWebSocket *socket : std::as_const(m_sockets))
            socket->sendTextMessage(text);
    });
}

void echoBinary(QWebSocket &socket)
{
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
        [&socket](const QByteArray &message) { socket.sendBinaryMessage(message); });
}

qint64 bareCounts(const QString &url, qint64 messages)
{
    QSemaphore done;
    std::atomic<qint64> end = 0;
    qint64 count = 0;
    const BareClient client(url, [&](QWebSocket &socket) {
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&] {
            if (++count == messages) {
                end = steadyNs();
                done.release();
            }
        });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [&] { done.release(); });
    });
    done.tryAcquire(1, 300'000);
    return end;
}

} // namespace bench
