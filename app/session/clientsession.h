// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/sessionoptions.h"

#include <QScopedPointer>

#include <memory>
#include <optional>

namespace handglass {

class CaptureWriter;
class ClientOpening;
class NetworkThread;

/// A QWebSocket behind a tap: one connection at a time, each try a connection of its own in the capture.
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
    /// Ends a try that has not opened; an open connection is closed with 1000. Any thread.
    void cancel();

Q_SIGNALS:
    /// A try ended without opening. The record (with its failure) is in the capture.
    void refused(qint64 connection, const QString &sentence);
    /// The next try to reconnect comes in this many ms; number: of the try, from 1. cancel() stops it.
    void waiting(int number, qint64 milliseconds);
    void opened(qint64 connection);
    void closed(qint64 connection);

protected:
    Open find(ConnectionId connection) const override;
    void shutDown() override;

private:
    template <typename T> using LaterPointer = std::unique_ptr<T, QScopedPointerDeleteLater>;

    void start(const ClientOptions &options);
    void endCurrent();
    void endCurrentInTime();
    void openingFailed();
    void openingDone();
    void connectTap();
    void startEcho();
    void tapClosed();
    void ended();
    void enter(SessionState state);

    // Network thread only.
    ConnectionId m_connection = 0;       ///< the current one, else the last
    std::optional<ClientOptions> m_next; ///< to start when the current one has ended
    bool m_echo = false;
    std::chrono::milliseconds m_closeTimeout{};
    bool m_shuttingDown = false;
    LaterPointer<ClientOpening> m_opening; ///< while it is under way
    LaterPointer<Tap> m_tap;               ///< from open to closed
    LaterPointer<QWebSocket> m_socket;
};

} // namespace handglass
