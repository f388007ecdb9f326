// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/loghistogram.h"
#include "ui/stats/chartview.h"

class QBarSeries;
class QBarSet;

namespace handglass {

/// Which share of each way's messages has which size, in doubling steps: sent filled, received outlined.
class SizeChart final : public ChartView
{
    Q_OBJECT
public:
    explicit SizeChart(Theme &theme, QWidget *parent = nullptr);
    void setSizes(const LogHistogram &sent, const LogHistogram &received);

protected:
    int pointCount() const override { return int(m_bars.size()); }
    double pointAt(int point) const override { return point; }
    QString pointText(int point) const override;
    void applyTheme() override;

private:
    /// Messages of low to twice as much, less one.
    struct Bar {
        qint64 low = 0;
        double sent = 0; ///< percent
        double received = 0;
    };
    QBarSeries *m_series;
    QBarSet *m_sent;
    QBarSet *m_received;
    QList<Bar> m_bars;
};

} // namespace handglass
