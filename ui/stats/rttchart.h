// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statistics.h"
#include "ui/stats/chartview.h"

#include <optional>

class QLineSeries;

namespace handglass {

/// The worst round trip of a Ping in each step of time, ms; with the range that is chosen in the chart of the rates.
class RttChart final : public ChartView
{
    Q_OBJECT
public:
    explicit RttChart(Theme &theme, QWidget *parent = nullptr);
    void setBuckets(const TimeBuckets &buckets, const LogHistogram &rtt, const TimeRange &shown);
    void setRange(const std::optional<TimeRange> &range);

protected:
    int pointCount() const override { return int(m_points.size()); }
    double pointAt(int point) const override { return m_points.at(point).x(); }
    QString pointText(int point) const override;
    void paintUnder(QPainter &painter) override;
    void applyTheme() override;

private:
    QLineSeries *m_line;
    QList<QPointF> m_points; ///< ms since the epoch, ms
    std::optional<TimeRange> m_range;
};

} // namespace handglass
