// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace handglass {

/// How often which values came, on a logarithmic scale: 32 steps to each doubling, at most 1 888 counters (15 KiB) for
/// any values. Values to 63 are kept exactly; a percentile above is told as the middle of its step, so it is at most
/// 1/64 (1.6 %) off. Least, most and mean are exact. Negative values count as 0.
class LogHistogram final
{
public:
    struct Step {
        qint64 low = 0;
        qint64 high = 0; ///< the last value that belongs to it
        qint64 count = 0;
    };

    void add(qint64 value);
    LogHistogram &operator+=(const LogHistogram &other);

    qint64 count() const { return m_count; }
    qint64 least() const { return m_least; } ///< 0 if empty, as all of these
    qint64 most() const { return m_most; }
    double mean() const { return m_count == 0 ? 0 : m_sum / double(m_count); }
    /// The smallest value that this share of all is not above (nearest rank); percent from 0 to 100.
    qint64 percentile(double percent) const;
    /// Those that any value fell into, ascending. None lies in two octaves (…, 64 to 127, 128 to 255, …).
    std::vector<Step> steps() const;

private:
    std::vector<qint64> m_counts; ///< grown to the highest step used
    qint64 m_count = 0;
    qint64 m_least = 0;
    qint64 m_most = 0;
    double m_sum = 0;
};

} // namespace handglass
