// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/sessionoptions.h"

namespace handglass {

class CaptureWriter;
class NetworkThread;

/// A QWebSocket behind a tap: one connection at a time, each try a connection of its own in the capture.
class ClientSession final : public Session
{
    Q_OBJECT
public:
    /// Created on any thread; lives on the network thread. The writer must outlive it.
    ClientSession(NetworkThread &network, CaptureWriter &writer, const QString &name);

    /// Empty, or the sentence that says what of the options cannot go on the wire (header, subprotocol, origin,
    /// credentials).
    static QString optionsError(const ClientOptions &options);

    /// Starts a try. One that is under way or open is ended first. Any thread.
    void open(const ClientOptions &options);
    /// Ends a try that has not opened; an open connection is closed with 1000. Any thread.
    void cancel();

Q_SIGNALS:
    /// A try ended without opening. The record (with its failure) is in the capture.
    void refused(qint64 connection, const QString &sentence);
    void opened(qint64 connection);
    void closed(qint64 connection);
};

} // namespace handglass
