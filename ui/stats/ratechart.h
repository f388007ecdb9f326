// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stats/chartview.h"
#include "ui/stats/ratepoints.h"

#include <optional>

class QLineSeries;

namespace handglass {

class RangeHandle;

/// Messages or bytes a second each way over time: sent solid, received dashed. A range of time is dragged with the
/// mouse, or with Shift and the arrow keys from the reading line; its two ends are moved by mouse and keys.
class RateChart final : public ChartView
{
    Q_OBJECT
public:
    explicit RateChart(Theme &theme, QWidget *parent = nullptr);
    /// Shown from and to, Unix epoch; the points lie in it.
    void setPoints(const QList<RatePoint> &points, RateOf what, const TimeRange &shown, qint64 stepNs);
    void setRange(const std::optional<TimeRange> &range);

Q_SIGNALS:
    /// By the user.
    void rangeChosen(const std::optional<handglass::TimeRange> &range);
    /// Enter: the rows of the range.
    void rowsRequested();

protected:
    int pointCount() const override { return int(m_points.size()); }
    double pointAt(int point) const override;
    QString pointText(int point) const override { return rateText(m_points.at(point), m_what); }
    void paintUnder(QPainter &painter) override;
    void applyTheme() override;
    void arranged() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void connectHandle(RangeHandle *handle, qint64 TimeRange::*end);
    void moveEnd(qint64 TimeRange::*end, qint64 toNs);
    qint64 timeAt(double pixel) const;
    qint64 snapped(qint64 timeNs) const;
    double pixelOfTime(qint64 ns) const;
    void choose(const std::optional<TimeRange> &range);
    void extendByKey(int key);
    void placeHandles();
    void setLines();

    QLineSeries *m_sent;
    QLineSeries *m_received;
    RangeHandle *m_start;
    RangeHandle *m_stop;
    QList<RatePoint> m_points;
    RateOf m_what = RateOf::Messages;
    TimeRange m_shown;
    qint64 m_step = 1; ///< the steps' width, ns
    std::optional<TimeRange> m_range;
    std::optional<double> m_pressed; ///< pixel at which the mouse button went down
    std::optional<qint64> m_anchor;  ///< from which Shift and arrow keys extend
    bool m_dragging = false;
};

} // namespace handglass
