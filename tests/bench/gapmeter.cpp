// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gapmeter.h"

#include <algorithm>

namespace bench {

GapMeter::GapMeter()
{
    startTimer(1, Qt::PreciseTimer);
    m_clock.start();
}

double GapMeter::gap(double part) const
{
    QList<double> sorted = m_gaps;
    sorted.append(double(m_clock.nsecsElapsed()) / 1e6);
    std::sort(sorted.begin(), sorted.end());
    return sorted.at(qsizetype(double(sorted.size() - 1) * part));
}

void GapMeter::timerEvent(QTimerEvent * /*event*/)
{
    m_gaps.append(double(m_clock.nsecsElapsed()) / 1e6);
    m_clock.restart();
}

} // namespace bench
