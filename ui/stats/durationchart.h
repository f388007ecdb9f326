// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/loghistogram.h"
#include "ui/stats/chartview.h"

class QBarSeries;
class QBarSet;

namespace handglass {

/// How often which durations came, ms, with the median and the 90th and 99th percentile as lines. The scale ends where
/// few are left; the rest is told.
class DurationChart final : public ChartView
{
    Q_OBJECT
public:
    explicit DurationChart(Theme &theme, QWidget *parent = nullptr);
    void setDurations(const LogHistogram &ns);

protected:
    int pointCount() const override { return int(m_shares.size()); }
    double pointAt(int point) const override { return point; }
    QString pointText(int point) const override;
    void paintOver(QPainter &painter) override;
    void applyTheme() override;

private:
    double lineOf(int percent) const;
    void paintLabel(QPainter &painter, int row, int percent) const;

    QBarSeries *m_series;
    QBarSet *m_bars;
    LogHistogram m_ns;
    QList<double> m_shares; ///< percent
    double m_step = 1;      ///< ms a bar
};

/// "p50 0.69, p90 1.10, p99 3.91, most 4.04" in ms; empty if there are none.
QString percentileText(const LogHistogram &ns);

} // namespace handglass
