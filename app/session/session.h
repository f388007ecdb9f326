// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/session/outgoing.h"

#include <QMutex>
#include <QObject>

#include <functional>
#include <memory>

namespace handglass {

class CaptureWriter;
class ClientFaults;
class NetworkThread;
class Recorder;

enum class SessionState : quint8 {
    Idle,    ///< not started, or ended (see the last connection's record for how)
    Waiting, ///< client only: for the next try to reconnect; see waiting()
    LookingUp,
    Tcp,
    Proxy,
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
    Q_DISABLE_COPY_MOVE(Session)
public:
    qint64 number() const { return m_number; } ///< ConnectionRecord::session
    QString name() const;
    /// For the records of connections from now on.
    void rename(const QString &name);

    /// Ends whatever goes on, at once (open connections get 1001), then deletes the object. Any thread.
    void release();

    // To one connection (a client session's current one, or one of a mock's clients). The outcome is told by
    // sendDone().
    void sendText(ConnectionId to, const QString &text, qint64 token = 0);
    void sendBinary(ConnectionId to, const QByteArray &data, qint64 token = 0);
    void ping(ConnectionId to, const QByteArray &payload, qint64 token = 0); ///< at most 125 bytes
    void pong(ConnectionId to, const QByteArray &payload, qint64 token = 0);
    /// See Tap::sendRaw().
    void sendRaw(ConnectionId to, const RawSend &raw, qint64 token = 0);
    /// A Notice row of the connection, which may have ended.
    void note(ConnectionId connection, const QString &text);
    /// Whether Pings of the peer are answered by themselves, from now on.
    void setAutoPong(ConnectionId to, bool on, qint64 token = 0);
    /// 1005: an empty close frame.
    void closeConnection(ConnectionId to, quint16 code, const QString &reason, qint64 token = 0);
    /// Ends TCP without a close frame.
    void drop(ConnectionId to, qint64 token = 0);

Q_SIGNALS:
    void stateChanged(handglass::SessionState state, qint64 connection);
    /// error empty: handed to the wire. Else a sentence that says why nothing was sent.
    void sendDone(qint64 token, const QString &error);
    /// A Ping of ours was answered after ns.
    void rttMeasured(qint64 connection, qint64 ns);
    /// paused: the peer does not read and unsentBytes wait; sends are refused until it is false again. Repeated at most
    /// 5 times a second while the number changes.
    void pressureChanged(qint64 connection, bool paused, qint64 unsentBytes);

protected:
    Session(NetworkThread &network, CaptureWriter &writer, const QString &name);

    /// One open connection as the orders need it. Network thread.
    struct Open {
        Tap *tap = nullptr;
        QWebSocket *socket = nullptr;
        ClientFaults *faults = nullptr; ///< that are made with what is sent; null: none
    };
    /// The connection's ends; nulls if it is not open. Network thread.
    virtual Open find(ConnectionId connection) const = 0;
    /// The user asked for this connection's close. Network thread.
    virtual void closeAsked(ConnectionId connection);
    /// Ends everything and calls deleteLater() when it has ended. Network thread.
    virtual void shutDown() = 0;

    NetworkThread &network() const { return m_network; }
    /// Network thread.
    Recorder &recorder();
    std::shared_ptr<Recorder> sharedRecorder();
    CaptureWriter &writer() const { return m_writer; }
    /// Empty, or why it was not sent. Network thread; the connection is open.
    static QString send(const Open &open, const Outgoing &message);
    /// Runs it on the network thread, in order; not any more once the object is gone.
    void post(std::function<void()> work);
    /// Runs it for an open connection and tells by sendDone() what it answers. Any thread.
    void order(ConnectionId to, qint64 token, std::function<QString(const Open &)> work);

private:
    NetworkThread &m_network;
    CaptureWriter &m_writer;
    std::shared_ptr<Recorder> m_recorder;
    qint64 m_number;
    mutable QMutex m_nameMutex;
    QString m_name;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::SessionState)
