// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/keepalive.h"

#include <algorithm>
#include <utility>

namespace handglass {

KeepAliveClock::KeepAliveClock(const KeepAlive &settings)
    : m_settings(settings)
{
    m_interval.setInterval(settings.interval);
    m_deadline.setSingleShot(true);
    connect(&m_interval, &QTimer::timeout, this, &KeepAliveClock::tick);
    connect(&m_deadline, &QTimer::timeout, this, [this] { Q_EMIT silent(m_ping); });
}

void KeepAliveClock::start()
{
    m_interval.start();
}

void KeepAliveClock::stop()
{
    m_interval.stop();
    m_deadline.stop();
    m_ping = 0;
}

void KeepAliveClock::tick()
{
    if (m_ping == 0)
        Q_EMIT due("keep-alive " + QByteArray::number(++m_number));
}

void KeepAliveClock::pinged(EntryId row, qint64 end)
{
    m_ping = row;
    m_pingEnd = end;
    m_left = m_settings.timeout;
    if (m_reading)
        m_deadline.start(m_left);
}

void KeepAliveClock::answered(EntryId row)
{
    if (m_ping == 0 || row < m_ping)
        return;
    m_ping = 0;
    m_deadline.stop();
}

void KeepAliveClock::setReading(bool reading)
{
    if (std::exchange(m_reading, reading) == reading || m_ping == 0)
        return;
    if (reading) {
        m_deadline.start(m_left);
    } else {
        m_left = std::max(m_deadline.remainingTimeAsDuration(), std::chrono::milliseconds(0));
        m_deadline.stop();
    }
}

void KeepAliveClock::taken(qint64 bytes)
{
    if (m_ping == 0 || bytes >= m_pingEnd)
        return;
    m_left = m_settings.timeout;
    if (m_reading)
        m_deadline.start(m_left);
}

} // namespace handglass
