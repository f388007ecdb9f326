// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace handglass {

/// A connected TCP socket without a network, for QWebSocketServer::handleConnection(): what is fed here Qt's class
/// reads, what Qt's class writes is taken here. Has no descriptor. Network thread.
///
/// Emits stateChanged() but never disconnected(), upon which QWebSocketServer would delete it.
class MemorySocket final : public QTcpSocket
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemorySocket)
public:
    /// The addresses that Qt's class is told: those of the public leg.
    explicit MemorySocket(const QAbstractSocket &publicLeg);
    ~MemorySocket() override;

    /// Hands bytes to Qt's class, which takes them before this returns (the rest is copied). Ignored after the end.
    void feed(QByteArrayView bytes);
    /// What Qt's class wrote; returns the number of bytes.
    qint64 take(char *data, qint64 size);
    /// Drops what Qt's class wrote.
    void dropOutput();
    qint64 unread() const;   ///< bytes fed that Qt's class has not read
    qint64 unwritten() const ///< bytes that Qt's class wrote and that were not taken
    {
        return m_output.size() - m_taken;
    }
    /// Qt's class sees the end of the connection.
    void endFromPeer();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override;
    void disconnectFromHost() override;
    void close() override;

Q_SIGNALS:
    /// Qt's class wrote while nothing was being fed. From the event loop, once for many writes.
    void hasOutput();
    /// Qt's class ended the connection by itself.
    void closedByQt();

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 skipData(qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void setUnconnected();

    QByteArrayView m_fed; ///< the caller's bytes, while feed() runs
    QByteArray m_kept;    ///< after m_fed
    QByteArray m_output;
    qsizetype m_taken = 0; ///< of m_output
    bool m_feeding = false;
    bool m_outputTold = false;
};

} // namespace handglass
