// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/types.h"

#include <deque>

namespace handglass {

/// What went one way.
struct Flow {
    qint64 messages = 0;  ///< that began; control frames are messages of their own
    qint64 wireBytes = 0; ///< headers and payloads
};

/// What happened in a span of time.
struct TimeBucket {
    Flow sent;
    Flow received;
    qint64 worstRttNs = -1; ///< of the Pongs that came in it; −1: none
    TimeBucket &operator+=(const TimeBucket &other);
};

/// Equal spans of time that border on each other, in any number of rows at most so many of them. They begin at
/// multiples of their width since the Unix epoch.
class TimeBuckets final
{
public:
    /// What happens when there are too many.
    enum class Full : quint8 {
        Widen, ///< neighbours become one, twice as wide
        Slide  ///< the oldest are dropped
    };
    TimeBuckets(qint64 widthNs, qint64 most, Full full);

    /// The one that this time falls into, which is made if it is not there. nullptr: it has slid out.
    TimeBucket *at(qint64 timeNs);
    qint64 count() const { return qint64(m_buckets.size()); }
    qint64 widthNs() const { return m_width; }
    qint64 startNs(qint64 index) const { return (m_first + index) * m_width; }
    const TimeBucket &operator[](qint64 index) const { return m_buckets[std::size_t(index)]; }
    /// The same in at most so many.
    TimeBuckets widened(qint64 most) const;

private:
    void widen();
    void makeRoom(qint64 timeNs);

    qint64 m_width;
    qint64 m_most;
    Full m_full;
    qint64 m_first = 0; ///< of the first bucket: its start over the width
    std::deque<TimeBucket> m_buckets;
};

} // namespace handglass
