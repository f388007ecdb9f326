// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/timebuckets.h"

#include <algorithm>

namespace handglass {

namespace {

qint64 floorDivided(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

Flow &operator+=(Flow &flow, const Flow &other)
{
    flow.messages += other.messages;
    flow.wireBytes += other.wireBytes;
    return flow;
}

} // namespace

TimeBucket &TimeBucket::operator+=(const TimeBucket &other)
{
    sent += other.sent;
    received += other.received;
    worstRttNs = std::max(worstRttNs, other.worstRttNs);
    return *this;
}

TimeBuckets::TimeBuckets(qint64 widthNs, qint64 most, Full full)
    : m_width(widthNs)
    , m_most(most)
    , m_full(full)
{
}

TimeBucket *TimeBuckets::at(qint64 timeNs)
{
    if (m_buckets.empty()) {
        m_first = floorDivided(timeNs, m_width);
        m_buckets.emplace_back();
    }
    makeRoom(timeNs);
    const qint64 index = floorDivided(timeNs, m_width) - m_first;
    return index < 0 ? nullptr : &m_buckets[std::size_t(index)];
}

/// Widens or slides first, so that there are never more, however far the time is from the others.
void TimeBuckets::makeRoom(qint64 timeNs)
{
    qint64 index = floorDivided(timeNs, m_width);
    if (m_full == Full::Widen) {
        while (std::max(index - m_first + 1, m_first + count() - index) > m_most) {
            widen();
            index = floorDivided(timeNs, m_width);
        }
        for (; index < m_first; --m_first)
            m_buckets.emplace_front();
    } else {
        const qint64 dropped = std::clamp<qint64>(index - m_first + 1 - m_most, 0, count());
        m_buckets.erase(m_buckets.begin(), m_buckets.begin() + dropped);
        m_first = m_buckets.empty() ? index - m_most + 1 : m_first + dropped;
    }
    while (m_first + count() <= index)
        m_buckets.emplace_back();
}

void TimeBuckets::widen()
{
    const qint64 first = floorDivided(m_first, 2);
    std::deque<TimeBucket> wider;
    for (qint64 at = 0; at < count(); ++at) {
        const qint64 index = floorDivided(m_first + at, 2) - first;
        if (index == qint64(wider.size()))
            wider.emplace_back();
        wider.back() += m_buckets[std::size_t(at)];
    }
    m_buckets.swap(wider);
    m_first = first;
    m_width *= 2;
}

TimeBuckets TimeBuckets::widened(qint64 most) const
{
    TimeBuckets other = *this;
    while (other.count() > most)
        other.widen();
    return other;
}

} // namespace handglass
