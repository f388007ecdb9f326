// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/rttchart.h"

#include <QLineSeries>
#include <QPainter>

#include <algorithm>

namespace handglass {

namespace {

constexpr double Millisecond = 1e6;
constexpr int TickWidth = 80;
constexpr qsizetype FewPoints = 40; ///< so few are shown as points, too

} // namespace

RttChart::RttChart(Theme &theme, QWidget *parent)
    : ChartView(theme, parent)
    , m_line(new QLineSeries(this))
{
    setObjectName(QStringLiteral("rttChart"));
    setAccessibleName(tr("Ping round trips, ms"));
    addSeries(m_line);
    RttChart::applyTheme();
}

void RttChart::setBuckets(const TimeBuckets &buckets, const LogHistogram &rtt, const TimeRange &shown)
{
    m_points.clear();
    double most = 0;
    for (qint64 at = 0; at < buckets.count(); ++at) {
        if (buckets[at].worstRttNs < 0)
            continue;
        const double worst = double(buckets[at].worstRttNs) / Millisecond;
        m_points.append({(double(buckets.startNs(at)) + double(buckets.widthNs()) / 2) / Millisecond, worst});
        most = std::max(most, worst);
    }
    m_line->replace(m_points);
    m_line->setPointsVisible(m_points.size() < FewPoints);
    setScales(double(shown.fromNs) / Millisecond, double(shown.toNs) / Millisecond,
        timeTicks(shown.fromNs, shown.toNs, ticksAcross(TickWidth)),
        valueTicks(m_points.isEmpty() ? 1.0 : most, ticksUp(), ValueUnit::Milliseconds));
    const auto ms = [](double ns) { return valueText(ns / Millisecond, ValueUnit::Milliseconds); };
    setWords(rtt.count() == 0
            ? tr("No Ping was answered.")
            : tr("%n round trip(s), ms: %1 to %2, mean %3.", nullptr, int(std::min<qint64>(rtt.count(), INT_MAX)))
                  .arg(ms(double(rtt.least())), ms(double(rtt.most())), ms(rtt.mean())));
}

void RttChart::setRange(const std::optional<TimeRange> &range)
{
    m_range = range;
    viewport()->update();
}

QString RttChart::pointText(int point) const
{
    const QPointF at = m_points.at(point);
    return tr("%1: %2 ms")
        .arg(timeText(qint64(at.x() * Millisecond), 1'000'000'000, false), valueText(at.y(), ValueUnit::Milliseconds));
}

void RttChart::paintUnder(QPainter &painter)
{
    if (!m_range)
        return;
    const QRectF area = plot();
    const double left = std::clamp(pixelOf(double(m_range->fromNs) / Millisecond), area.left(), area.right());
    const double right = std::clamp(pixelOf(double(m_range->toNs) / Millisecond), area.left(), area.right());
    painter.fillRect(QRectF(left, area.top(), right - left, area.height()), colours().sel);
}

void RttChart::applyTheme()
{
    m_line->setPen(QPen(colours().text, 1.2));
}

} // namespace handglass
