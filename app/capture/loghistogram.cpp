// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/loghistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace handglass {

namespace {

constexpr int ExactBits = 6; ///< values below 1 << ExactBits have a step each
constexpr int StepBits = 5;  ///< steps to an octave, as a power of two
constexpr std::size_t Exact = std::size_t(1) << ExactBits;
constexpr std::size_t Steps = std::size_t(1) << StepBits;

std::size_t stepOf(qint64 value)
{
    const auto number = static_cast<quint64>(value);
    if (number < Exact)
        return std::size_t(number);
    const int octave = 63 - std::countl_zero(number);
    const auto inOctave = std::size_t(number >> (octave - StepBits)) - Steps;
    return Exact + std::size_t(octave - ExactBits) * Steps + inOctave;
}

LogHistogram::Step rangeOf(std::size_t step)
{
    if (step < Exact)
        return {qint64(step), qint64(step), 0};
    const int octave = ExactBits + int((step - Exact) / Steps);
    const std::size_t inOctave = (step - Exact) % Steps;
    const qint64 low = qint64(Steps + inOctave) << (octave - StepBits);
    return {low, low + ((qint64(1) << (octave - StepBits)) - 1), 0};
}

} // namespace

void LogHistogram::add(qint64 value)
{
    value = std::max<qint64>(value, 0);
    const std::size_t step = stepOf(value);
    if (step >= m_counts.size())
        m_counts.resize(step + 1, 0);
    ++m_counts[step];
    m_least = m_count == 0 ? value : std::min(m_least, value);
    m_most = std::max(m_most, value);
    m_sum += double(value);
    ++m_count;
}

LogHistogram &LogHistogram::operator+=(const LogHistogram &other)
{
    if (other.m_count == 0)
        return *this;
    if (m_counts.size() < other.m_counts.size())
        m_counts.resize(other.m_counts.size(), 0);
    for (std::size_t step = 0; step < other.m_counts.size(); ++step)
        m_counts[step] += other.m_counts[step];
    m_least = m_count == 0 ? other.m_least : std::min(m_least, other.m_least);
    m_most = std::max(m_most, other.m_most);
    m_sum += other.m_sum;
    m_count += other.m_count;
    return *this;
}

qint64 LogHistogram::percentile(double percent) const
{
    if (m_count == 0)
        return 0;
    const auto rank = std::clamp<qint64>(std::llround(std::ceil(percent / 100.0 * double(m_count))), 1, m_count);
    if (rank == m_count)
        return m_most;
    qint64 seen = 0;
    for (std::size_t step = 0; step < m_counts.size(); ++step) {
        seen += m_counts[step];
        if (seen >= rank) {
            const Step range = rangeOf(step);
            return std::clamp(range.low + (range.high - range.low) / 2, m_least, m_most);
        }
    }
    return m_most;
}

std::vector<LogHistogram::Step> LogHistogram::steps() const
{
    std::vector<Step> found;
    for (std::size_t step = 0; step < m_counts.size(); ++step) {
        if (m_counts[step] == 0)
            continue;
        found.push_back(rangeOf(step));
        found.back().count = m_counts[step];
    }
    return found;
}

} // namespace handglass
