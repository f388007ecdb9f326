// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/comparefeed.h"

#include <array>
#include <chrono>

namespace handglass::lesson {

namespace {

constexpr quint32 Seed = 6202;
constexpr double MsASecond = 1'000;

constexpr std::array Names{"Mira", "Jonas", "Aylin", "Sam"};
constexpr std::array Lines{
    "is the build green?",
    "two tests fail on the small machine",
    "looking at it now",
    "the log says 1006, no close frame",
    "then it was the proxy, not us",
    "lunch at twelve?",
    "yes, the usual place",
    "it reconnects after 60 seconds each time",
    "that is the proxy's idle time-out",
    "a ping every 30 seconds will do",
    "done, and it holds",
    "thank you!",
};

} // namespace

qint64 compareClockNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

CompareFeed::CompareFeed(QObject *parent)
    : QObject(parent)
    , m_timer(this)
    , m_random(Seed)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        publish();
        plan();
    });
}

void CompareFeed::setRate(double perSecond)
{
    m_rate = perSecond;
    plan();
}

/// Half of the mean to one and a half.
void CompareFeed::plan()
{
    if (m_rate <= 0)
        return m_timer.stop();
    m_timer.start(int(MsASecond / m_rate * (0.5 + m_random.generateDouble())));
}

void CompareFeed::publish()
{
    ChatEvent event;
    event.number = ++m_last;
    event.ns = compareClockNs();
    event.text = QByteArrayLiteral("{\"n\":") + QByteArray::number(event.number) + ",\"from\":\""
        + Names[size_t(event.number) % Names.size()] + "\",\"text\":\"" + Lines[size_t(event.number) % Lines.size()]
        + "\"}";
    m_events.push_back(event);
    if (m_events.size() > MostKept)
        m_events.pop_front();
    Q_EMIT published(event);
}

QList<ChatEvent> CompareFeed::since(qint64 number) const
{
    QList<ChatEvent> events;
    const qint64 first = m_last - qint64(m_events.size()) + 1;
    for (qint64 next = std::max(number + 1, first); next <= m_last; ++next)
        events.append(m_events[size_t(next - first)]);
    return events;
}

qint64 CompareFeed::birthOf(qint64 number) const
{
    const qint64 first = m_last - qint64(m_events.size()) + 1;
    return number < first || number > m_last ? -1 : m_events[size_t(number - first)].ns;
}

} // namespace handglass::lesson
