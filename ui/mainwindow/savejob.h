// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace handglass {

/// Copies one capture into a file on a worker thread. GUI thread; one copy at a time.
class SaveJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SaveJob)
public:
    explicit SaveJob(QObject *parent = nullptr);
    /// Cancels, and does not wait.
    ~SaveJob() override;

    bool isRunning() const { return m_running; }
    void start(const QString &source, const QString &target);
    void cancel();

Q_SIGNALS:
    void progressed(int percent);
    void saved(const QString &source, const QString &target);
    /// The target is as it was. sentence is empty when the user cancelled.
    void failed(const QString &sentence);

private:
    /// Shared with the worker, which may outlive this object.
    struct State {
        std::atomic_bool cancel = false;
        std::atomic_int perMille = 0;
    };
    void finish(const QString &source, const QString &target, const QString &sentence);

    std::shared_ptr<State> m_state;
    QTimer m_poll;
    bool m_running = false;
};

} // namespace handglass
