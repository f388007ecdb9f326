// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QObject>

namespace handglass {

enum class SessionState : quint8 {
    Idle, ///< not started, or ended (see the last connection's record for how)
    LookingUp,
    Tcp,
    Tls,
    Upgrading, ///< client only
    Open,
    Closing,
    Listening ///< mock only
};

/// What both kinds of session share. Lives on the network thread; every public function may be called from any thread
/// and returns at once, every signal is emitted on the network thread. Dispose of it with release().
class Session : public QObject
{
    Q_OBJECT
public:
    qint64 number() const; ///< ConnectionRecord::session

    /// Ends whatever goes on, at once (open connections get 1001), then deletes the object. Any thread.
    void release();

    // To one connection (a client session's current one, or one of a mock's clients). The outcome is told by
    // sendDone().
    void sendText(ConnectionId to, const QString &text, qint64 token = 0);
    void sendBinary(ConnectionId to, const QByteArray &data, qint64 token = 0);
    void ping(ConnectionId to, const QByteArray &payload, qint64 token = 0); ///< at most 125 bytes
    void pong(ConnectionId to, const QByteArray &payload, qint64 token = 0);
    void closeConnection(
        ConnectionId to, quint16 code, const QString &reason, qint64 token = 0); ///< 1005: an empty close frame

Q_SIGNALS:
    void stateChanged(handglass::SessionState state, qint64 connection);
    /// error empty: handed to the wire. Else a sentence that says why nothing was sent.
    void sendDone(qint64 token, const QString &error);
    /// paused: the peer does not read; unsent bytes wait. Sends are refused above SizeLimits::unsent.
    void pressureChanged(qint64 connection, bool paused, qint64 unsentBytes);
    /// Bytes still unsent, at most 5 times a second while there are any.

protected:
    Session();
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::SessionState)
