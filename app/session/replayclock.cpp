// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/replayclock.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Replay)
};
} // namespace

QString ReplayPace::text() const
{
    if (mode == Mode::Fastest)
        return Words::tr("as fast as the peer takes them");
    if (mode == Mode::OneByOne)
        return Words::tr("one by one");
    const bool recorded = qFuzzyCompare(factor, 1.0);
    const QString speed =
        recorded ? Words::tr("with the recorded gaps") : Words::tr("at %1 times the recorded speed").arg(factor);
    if (maxGap.count() == 0)
        return speed;
    return Words::tr("%1, at most %2 s between two").arg(speed).arg(double(maxGap.count()) / 1000);
}

ReplayClock::ReplayClock(const ReplayPace &pace)
    : m_pace(pace)
{
}

void ReplayClock::begin(qint64 recorded, qint64 now)
{
    sentNow(recorded, now);
}

qint64 ReplayClock::due(qint64 recorded) const
{
    if (m_pace.mode != ReplayPace::Mode::Timed)
        return m_anchor;
    // Rows of several connections may stand a little out of order; a wrong clock may have gone back.
    const qint64 gap = recorded > m_recorded ? recorded - m_recorded : 0;
    constexpr std::chrono::nanoseconds Century = std::chrono::hours(100LL * 365 * 24); // damaged times may say more
    const std::chrono::nanoseconds most = m_pace.maxGap.count() > 0 ? m_pace.maxGap : Century;
    return m_anchor + qint64(std::min(double(gap) / m_pace.factor, double(most.count())));
}

void ReplayClock::sent(qint64 recorded, qint64 now)
{
    sentNow(recorded, m_pace.mode == ReplayPace::Mode::Timed ? due(recorded) : now);
}

void ReplayClock::sentNow(qint64 recorded, qint64 now)
{
    m_anchor = now;
    m_recorded = recorded;
}

} // namespace handglass
