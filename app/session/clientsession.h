// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/sessionoptions.h"

#include <QScopedPointer>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace handglass {

class CaptureWriter;
class ClientOpening;
class NetworkThread;
class RedirectTrail;

/// A QWebSocket behind a tap: one connection at a time, each try, each hop of a redirect and each try to reconnect a
/// connection of its own in the capture. It is Idle when nothing more comes of itself.
///
/// A redirect that is followed tells redirected(), never refused(). With ReconnectOptions, a try that failed tells
/// refused() and a connection that ended closed() as always; then either the session is Waiting, or Idle. What makes
/// another try sensible: see mayHeal(). The tries begin again at the address that was asked for, and are counted anew
/// after each connection that opened. What the user ended (cancel(), closeConnection(), open()) is never tried again.
class ClientSession final : public Session
{
    Q_OBJECT
public:
    /// Created on any thread; lives on the network thread. The writer must outlive it.
    ClientSession(NetworkThread &network, CaptureWriter &writer, const QString &name);
    ~ClientSession() override;

    /// Empty, or the sentence that says what of the options cannot go on the wire (header, subprotocol, origin,
    /// credentials).
    static QString optionsError(const ClientOptions &options);

    /// Starts a try. One that is under way or open is ended first, within the close time-out. Any thread.
    void open(const ClientOptions &options);
    /// One after the other, up to the first that is refused; told by batchDone(). Any thread.
    void sendInOrder(ConnectionId to, const QList<Outgoing> &batch, qint64 token);
    /// Ends a try that has not opened, and the wait for the next one; an open connection is closed with 1000. Any
    /// thread.
    void cancel();

Q_SIGNALS:
    /// A try ended without opening. The record (with its failure) is in the capture.
    void refused(qint64 connection, const QString &sentence);
    /// The answer on this connection leads elsewhere, and a connection to there begins.
    void redirected(qint64 connection, const QString &url);
    /// The next try to reconnect comes in this many ms; number: of the try, from 1. cancel() stops it.
    void waiting(int number, qint64 milliseconds);
    void opened(qint64 connection);
    void closed(qint64 connection);
    /// The first `sent` of the batch are written and recorded, and no more of it will be. error: why not one was;
    /// empty: the rest may be tried again. later: because the peer does not read; pressureChanged() then says when it
    /// does.
    void batchDone(qint64 token, qsizetype sent, const QString &error, bool later);
    /// Before closed(); the record is final.
    void connectionEnded(const handglass::ConnectionRecord &record);

protected:
    Open find(ConnectionId connection) const override;
    void shutDown() override;
    void closeAsked(ConnectionId connection) override;

private:
    template <typename T> using LaterPointer = std::unique_ptr<T, QScopedPointerDeleteLater>;
    /// Why a connection is made; see ConnectionRecord.
    struct Origin {
        Reason reason = Reason::Asked;
        ConnectionId previous = 0;
        int attempt = 0;
    };
    /// Of the server, where it did not open the connection.
    struct Answer {
        int status = 0; ///< 0: none came
        std::optional<std::chrono::seconds> retryAfter;
        bool leadsOn = false; ///< a redirect that is followed
    };

    /// On its way to the wire.
    struct Batch {
        qint64 token = 0;
        qsizetype handed = 0; ///< to Qt's class
        qsizetype passed = 0; ///< of these, on the wire
    };

    void start(const ClientOptions &options);
    void handOver(ConnectionId to, const QList<Outgoing> &messages, qint64 token);
    void messagePassed();
    void endBatches();
    void connectTo(const Origin &origin);
    void takeCookies(ConnectionId connection, const HttpHead &response);
    void explain(const HttpHead &response, Failure &failure);
    void endCurrent();
    void endCurrentInTime();
    void openingFailed();
    void openingDone();
    void connectTap();
    void startEcho();
    void tapClosed();
    void ended(const ConnectionRecord &record);
    bool triesAgain(const ConnectionRecord &record);
    void waitForNextTry();
    void tryAgain();
    void enter(SessionState state);

    // Network thread only.
    ConnectionId m_connection = 0;       ///< the current one, else the last
    std::optional<ClientOptions> m_next; ///< to start when the current one has ended
    ClientOptions m_options;             ///< as asked for
    std::unique_ptr<RedirectTrail> m_trail;
    Answer m_answer;           ///< on the current connection
    QTimer m_wait;             ///< for the next try to reconnect
    int m_tries = 0;           ///< to reconnect, since a connection was open
    bool m_stayClosed = false; ///< the user ended it, or we for a violation
    std::chrono::milliseconds m_closeTimeout{};
    bool m_shuttingDown = false;
    LaterPointer<ClientOpening> m_opening; ///< while it is under way
    LaterPointer<Tap> m_tap;               ///< from open to closed
    LaterPointer<QWebSocket> m_socket;
    std::deque<Batch> m_batches;
};

} // namespace handglass
