// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/epolldispatcher.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <QTimerEvent>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace handglass {

namespace {

constexpr int MostAtOnce = 256; ///< descriptors a turn

/// By QSocketNotifier::Type. The end and an error concern all that wait, as poll(2) has it.
constexpr std::array<quint32, 3> Asked = {EPOLLIN, EPOLLOUT, EPOLLPRI};

quint32 wantedOf(const std::array<QSocketNotifier *, 3> &notifiers)
{
    quint32 wanted = 0;
    for (size_t type = 0; type < notifiers.size(); ++type)
        wanted |= notifiers[type] != nullptr ? Asked[type] : 0;
    return wanted;
}

timespec toTimespec(std::chrono::nanoseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {seconds.count(), (time - seconds).count()};
}

} // namespace

EpollDispatcher::EpollDispatcher()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_alarm(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK))
{
    for (const int own : {m_wake, m_alarm}) {
        epoll_event event = {EPOLLIN | EPOLLET, {.fd = own}};
        if (epoll_ctl(m_epoll, EPOLL_CTL_ADD, own, &event) != 0)
            qFatal("expected three file descriptors for the network thread, got none");
    }
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_alarm);
    ::close(m_wake);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    const bool block = flags.testFlag(QEventLoop::WaitForMoreEvents);
    if (block)
        Q_EMIT aboutToBlock();
    if (m_interrupted)
        return false;
    tellChanges();
    int done = takeReady(block);
    done += activateNotifiers();
    done += activateTimers();
    return done > 0;
}

void EpollDispatcher::wakeUp()
{
    if (!m_woken.exchange(true))
        eventfd_write(m_wake, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

// ---- sockets

EpollDispatcher::Watched &EpollDispatcher::watched(const QSocketNotifier &notifier)
{
    const auto descriptor = size_t(notifier.socket());
    if (descriptor >= m_watched.size())
        m_watched.resize(descriptor + 1);
    return m_watched[descriptor];
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    watched(*notifier).notifiers[size_t(notifier->type())] = notifier;
    change(int(notifier->socket()));
}

/// A descriptor that nobody waits for may be closed, and then its number stand for another one, before the system is
/// told again: what it was told before counts no more.
void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    m_ready.removeOne(notifier);
    Watched &of = watched(*notifier);
    QSocketNotifier *&known = of.notifiers[size_t(notifier->type())];
    if (known != notifier)
        return;
    known = nullptr;
    if (wantedOf(of.notifiers) == 0)
        of.told = 0;
    change(int(notifier->socket()));
}

void EpollDispatcher::change(int descriptor)
{
    if (!std::exchange(m_watched[size_t(descriptor)].changed, true))
        m_changed.push_back(descriptor);
}

void EpollDispatcher::tellChanges()
{
    for (const int descriptor : m_changed) {
        Watched &of = m_watched[size_t(descriptor)];
        of.changed = false;
        tellChange(descriptor, of);
    }
    m_changed.clear();
}

void EpollDispatcher::tellChange(int descriptor, Watched &of) const
{
    const quint32 wanted = wantedOf(of.notifiers);
    epoll_event event = {wanted, {.fd = descriptor}};
    if (wanted == 0) {
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, &event); // fails if it was closed: then it is gone already
        return;
    }
    if (wanted == of.told)
        return;
    const bool added = of.told == 0 && epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
    if (!added && epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event) != 0)
        qErrnoWarning("expected to watch descriptor %d", descriptor);
    of.told = wanted;
}

/// Waits, if it may, until a descriptor is ready, a timer due or somebody calls wakeUp(). Returns 1 if that was called.
int EpollDispatcher::takeReady(bool block)
{
    std::array<epoll_event, MostAtOnce> events;
    const int count = epoll_wait(m_epoll, events.data(), MostAtOnce, block && setAlarm() ? -1 : 0);
    int woken = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[size_t(i)];
        if (event.data.fd == m_wake)
            woken = takeWakeUp();
        else if (event.data.fd != m_alarm)
            addReady(m_watched[size_t(event.data.fd)], event.events);
    }
    return woken;
}

int EpollDispatcher::takeWakeUp()
{
    eventfd_t calls = 0;
    eventfd_read(m_wake, &calls);
    m_woken = false;
    return 1;
}

void EpollDispatcher::addReady(const Watched &of, quint32 events)
{
    const bool concernsAll = (events & (EPOLLHUP | EPOLLERR)) != 0;
    for (size_t type = 0; type < Asked.size(); ++type) {
        if (of.notifiers[type] != nullptr && (concernsAll || (events & Asked[type]) != 0))
            m_ready.append(of.notifiers[type]);
    }
}

int EpollDispatcher::activateNotifiers()
{
    int activated = 0;
    for (; !m_ready.isEmpty(); ++activated) {
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(m_ready.takeFirst(), &event);
    }
    return activated;
}

// ---- timers

/// For the next timer. False: it is due now.
bool EpollDispatcher::setAlarm()
{
    if (m_due.empty())
        return true;
    const Clock::time_point next = m_due.begin()->first;
    if (next <= Clock::now())
        return false;
    if (next != m_alarmAt) {
        m_alarmAt = next;
        const itimerspec at = {{}, toTimespec(next.time_since_epoch())};
        timerfd_settime(m_alarm, TFD_TIMER_ABSTIME, &at, nullptr);
    }
    return true;
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object)
{
    const std::chrono::milliseconds every(interval);
    const Clock::time_point due = Clock::now() + every;
    m_timers.insert_or_assign(timerId, Timer{every, type, object, due});
    m_due.emplace(due, timerId);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto at = m_timers.find(timerId);
    if (at == m_timers.end())
        return false;
    m_due.erase({at->second.due, timerId});
    m_timers.erase(at);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    const QList<TimerInfo> timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<EpollDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            timers.append(TimerInfo(id, int(timer.interval.count()), timer.type));
    }
    return timers;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto at = m_timers.find(timerId);
    if (at == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(at->second.due - Clock::now());
    return int(std::max<qint64>(left.count(), 0));
}

/// Each that is due by now, once.
int EpollDispatcher::activateTimers()
{
    const Clock::time_point now = Clock::now();
    std::vector<int> due;
    for (auto at = m_due.begin(); at != m_due.end() && at->first <= now; ++at)
        due.push_back(at->second);
    int activated = 0;
    for (const int id : due) {
        const auto at = m_timers.find(id);
        if (at != m_timers.end() && at->second.due <= now && !at->second.isTelling) {
            activate(id, at->second, now);
            ++activated;
        }
    }
    return activated;
}

/// Its object may end it, or any other.
void EpollDispatcher::activate(int timerId, Timer &timer, Clock::time_point now)
{
    m_due.erase({timer.due, timerId});
    timer.due = std::max(timer.due + timer.interval, now);
    m_due.emplace(timer.due, timerId);
    timer.isTelling = true;
    QTimerEvent event(timerId);
    QCoreApplication::sendEvent(timer.object, &event);
    if (const auto at = m_timers.find(timerId); at != m_timers.end())
        at->second.isTelling = false;
}

} // namespace handglass
