// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace handglass {

/// The one thread that holds every socket, tap, QWebSocket and QWebSocketServer. Runs Qt's own dispatcher, not GLib's.
/// Raises RLIMIT_NOFILE once.
class NetworkThread final
{
    Q_DISABLE_COPY_MOVE(NetworkThread)
public:
    NetworkThread();
    /// Everything that lives on it must be gone; joins.
    ~NetworkThread();
    /// Runs there, in order. Any thread.
    void post(std::function<void()> work);
    /// Runs there and waits for it. Never from the thread itself; for the end of the program and tests.
    void run(const std::function<void()> &work);
    QThread *thread() { return &m_thread; }

private:
    QThread m_thread;
    QObject m_context; ///< lives on m_thread
};

} // namespace handglass
