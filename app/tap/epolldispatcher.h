// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <chrono>
#include <set>
#include <unordered_map>
#include <vector>

namespace handglass {

/// An event loop whose turns cost what happens in them, however many sockets are silent: Qt's own ask the system about
/// each socket in every turn, which is half the time of a server with 2 000 clients. For Linux (epoll(7)); for a thread
/// without a window, see QThread::setEventDispatcher().
///
/// Timers are all precise. Of the flags of processEvents() only WaitForMoreEvents counts.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EpollDispatcher)
public:
    EpollDispatcher();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void wakeUp() override;    ///< any thread
    void interrupt() override; ///< any thread

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

private:
    using Clock = std::chrono::steady_clock;
    struct Watched {
        std::array<QSocketNotifier *, 3> notifiers{}; ///< by QSocketNotifier::Type
        quint32 told = 0;                             ///< what the system was asked for; 0: it may know of it or not
        bool changed = false;
    };
    struct Timer {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        Clock::time_point due;
        bool isTelling = false;
    };

    Watched &watched(const QSocketNotifier &notifier);
    void change(int descriptor);
    void tellChanges();
    void tellChange(int descriptor, Watched &watched) const;
    int takeReady(bool block);
    int takeWakeUp();
    void addReady(const Watched &watched, quint32 events);
    int activateNotifiers();
    bool setAlarm();
    int activateTimers();
    void activate(int timerId, Timer &timer, Clock::time_point now);

    int m_epoll;
    int m_wake;  ///< an eventfd(2)
    int m_alarm; ///< a timerfd(2): what epoll waits by itself is whole ms
    Clock::time_point m_alarmAt = {};
    std::atomic_bool m_woken = false;
    std::atomic_bool m_interrupted = false;
    std::vector<Watched> m_watched;   ///< by descriptor
    std::vector<int> m_changed;       ///< descriptors; told before the next wait, as most changes undo each other
    QList<QSocketNotifier *> m_ready; ///< not activated yet
    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<Clock::time_point, int>> m_due;
};

} // namespace handglass
