// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QHostAddress>
#include <QScopedPointer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace handglass {

/// "203.0.113.24:443", "[::1]:443".
QString withPort(const QString &host, quint16 port);
/// "0.25", of milliseconds.
QString inSeconds(qint64 milliseconds);

/// The families in turn, the first address's first, each in its own order (RFC 8305 §4). Repeated addresses are left
/// out.
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses);

/// Makes one TCP connection to the first of several addresses that answers (RFC 8305 §5): each attempt begins when the
/// one before has failed, or has had the connection attempt delay; the others go on beside it, and are given up as soon
/// as one connects. Has no time-out of its own. Network thread.
class DialRace final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DialRace)
public:
    using Socket = std::unique_ptr<QTcpSocket, QScopedPointerDeleteLater>;
    static constexpr std::chrono::milliseconds AttemptDelay{250}; ///< recommended by RFC 8305 §8

    /// secure: the sockets are QSslSockets, not encrypted yet. attempts must outlive it; each attempt is appended.
    DialRace(const QList<QHostAddress> &addresses, quint16 port, bool secure, QList<DialAttempt> &attempts);
    ~DialRace() override;

    /// Answered by connected() or failed().
    void start();
    /// The time is up, bound after start(): what is under way has failed.
    void timeOut(std::chrono::milliseconds bound);
    /// After connected(), once.
    Socket takeSocket() { return std::move(m_winner); }
    /// What each address gave, a part of a sentence each; addresses are named if there were several, or if the one is
    /// not the host.
    QStringList facts(const QString &host) const;
    /// What each attempt gave and after how long, a line each.
    QString evidence() const;
    /// All were refused: no program listens there.
    bool allRefused() const { return m_refused > 0 && m_refused == m_attempts.size(); }
    bool timedOut() const { return m_timedOut; }

Q_SIGNALS:
    void connected();
    void failed();

private:
    struct Runner {
        Socket socket;
        QHostAddress address;
        qsizetype attempt; ///< index in m_attempts
    };

    qint64 elapsed() const;
    void startNext();
    void begin(const Runner &runner);
    void won(QTcpSocket *socket);
    void errorOccurred(QTcpSocket *socket, QAbstractSocket::SocketError error);
    void ended(QTcpSocket *socket, const QString &error);
    void giveUpAll();
    Runner *find(const QTcpSocket *socket);

    QList<QHostAddress> m_left;
    quint16 m_port;
    bool m_secure;
    QList<DialAttempt> &m_attempts;
    qint64 m_startNs = 0; ///< of the first attempt
    QTimer m_delay;
    std::vector<Runner> m_runners; ///< under way, in the order they began
    Socket m_winner;
    qsizetype m_refused = 0;
    bool m_timedOut = false;
};

} // namespace handglass
