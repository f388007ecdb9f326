// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace handglass {

/// A proxy that answers whatever it was told to, right or wrong: one answer for each piece that comes, in order; then
/// nothing. Lives on the test's thread.
class ScriptedProxy final : public QTcpServer
{
    Q_OBJECT
public:
    enum class Then : quint8 { Stay, End };

    explicit ScriptedProxy(const QList<QByteArray> &answers = {}, Then then = Then::Stay)
        : m_answers(answers)
        , m_then(then)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &ScriptedProxy::accept);
    }

    QByteArray received; ///< of all connections
    int connections = 0;
    QTcpSocket *socket() const { return m_socket; }
    /// Sends back what it gets.
    void echo() { m_echo = true; }

private:
    void accept()
    {
        m_socket = nextPendingConnection();
        ++connections;
        connect(m_socket, &QTcpSocket::readyRead, this, &ScriptedProxy::read);
        if (m_answers.isEmpty() && m_then == Then::End)
            m_socket->disconnectFromHost();
    }
    void read()
    {
        const QByteArray bytes = m_socket->readAll();
        received += bytes;
        if (m_echo)
            m_socket->write(bytes);
        if (m_answers.isEmpty())
            return;
        m_socket->write(m_answers.takeFirst());
        if (m_answers.isEmpty() && m_then == Then::End)
            m_socket->disconnectFromHost();
    }

    QList<QByteArray> m_answers;
    Then m_then;
    bool m_echo = false;
    QPointer<QTcpSocket> m_socket;
};

} // namespace handglass
