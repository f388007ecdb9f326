// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/sessionoptions.h"

namespace handglass {

class CaptureWriter;
class NetworkThread;

/// A QWebSocketServer behind taps: every client, and everyone turned away, is a connection of its own in the capture.
class MockServer final : public Session
{
    Q_OBJECT
public:
    MockServer(NetworkThread &network, CaptureWriter &writer, const QString &name);

    static QString optionsError(const MockOptions &options);

    /// Answered by listening() or listenFailed(). Any thread.
    void listen(const MockOptions &options);
    /// Closes every client with 1001, stops listening. Any thread.
    void stop();
    void sendTextToAll(const QString &text, qint64 token = 0);

Q_SIGNALS:
    void listening(const QHostAddress &address, quint16 port);
    /// freePort: one that could be taken instead if the asked one is in use; 0: that would not help.
    void listenFailed(const QString &sentence, quint16 freePort);
    void clientOpened(qint64 connection);
    void clientRefused(qint64 connection, const QString &sentence);
    void clientClosed(qint64 connection);
    void stopped();
};

} // namespace handglass
