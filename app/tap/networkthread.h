// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace handglass {

class CaptureWriter;
class Recorder;

/// The one thread that holds every socket, tap, QWebSocket and QWebSocketServer. Its turns cost what happens in
/// them (EpollDispatcher), and it raises the limit of open descriptors to what the system allows.
class NetworkThread final
{
    Q_DISABLE_COPY_MOVE(NetworkThread)
public:
    NetworkThread();
    /// Waits for the objects that were watched to be gone (at most 5 s), then joins.
    ~NetworkThread();

    /// Runs there, in order. Any thread.
    void post(std::function<void()> work);
    /// Runs there and waits for it. Never from the thread itself; for the end of the program and tests.
    void run(const std::function<void()> &work);
    QThread *thread() { return &m_thread; }
    /// The thread does not end before this object is gone. Any thread.
    void watch(QObject *object);
    /// The one recorder of this capture. Network thread.
    std::shared_ptr<Recorder> recorder(CaptureWriter &writer);

private:
    QThread m_thread;
    QObject *m_context; ///< lives on m_thread
    QSemaphore m_gone;  ///< released once for each watched object that is gone
    std::atomic_int m_watched = 0;
    QHash<CaptureWriter *, std::weak_ptr<Recorder>> m_recorders;
};

} // namespace handglass
