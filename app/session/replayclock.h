// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace handglass {

/// How fast a replay goes.
struct ReplayPace {
    enum class Mode : quint8 {
        Timed,   ///< with the recorded gaps, divided by factor
        Fastest, ///< as fast as the peer takes them
        OneByOne ///< each when it is asked for
    };
    static constexpr double LeastFactor = 0.1;
    static constexpr double MostFactor = 100;

    Mode mode = Mode::Timed;
    double factor = 1;                   ///< LeastFactor to MostFactor; 2: in half the time
    std::chrono::milliseconds maxGap{0}; ///< the longest wait between two, after the factor; 0: as long as it takes
    bool operator==(const ReplayPace &) const = default;

    /// "with the recorded gaps, at most 5 s between two".
    QString text() const;
};

/// When each of a row of recorded messages is due. Each wait begins when the message before was due, not when it went
/// out, so that delays do not add up. Times: ns; recorded ones of the Unix epoch, the others of one monotonic clock.
class ReplayClock final
{
public:
    explicit ReplayClock(const ReplayPace &pace);
    const ReplayPace &pace() const { return m_pace; }
    /// From the wait that is under way on.
    void setPace(const ReplayPace &pace) { m_pace = pace; }
    /// The first message, recorded then, is due now.
    void begin(qint64 recorded, qint64 now);
    qint64 due(qint64 recorded) const;
    /// The message recorded then went out as it was due; with Fastest now.
    void sent(qint64 recorded, qint64 now);
    /// It went out now, whenever it was due.
    void sentNow(qint64 recorded, qint64 now);
    /// The clock stood still for so long.
    void shift(qint64 time) { m_anchor += time; }

private:
    ReplayPace m_pace;
    qint64 m_anchor = 0;   ///< when the last message was due
    qint64 m_recorded = 0; ///< and when it was recorded
};

} // namespace handglass
