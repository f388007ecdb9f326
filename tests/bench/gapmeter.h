// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>

namespace bench {

/// How long the event loop of its thread answers to nothing: gaps between the ticks of a timer of 1 ms.
class GapMeter final : public QObject
{
public:
    GapMeter();
    /// ms; part 0.99: the 99th percentile, 1: the longest.
    double gap(double part) const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    QElapsedTimer m_clock;
    QList<double> m_gaps;
};

} // namespace bench
