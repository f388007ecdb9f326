// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/durationchart.h"

#include <QBarSeries>
#include <QBarSet>
#include <QPainter>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>

namespace handglass {

namespace {

constexpr double Millisecond = 1e6;
constexpr qsizetype Bars = 24;
constexpr int TickWidth = 60;

QString msText(double ns)
{
    return valueText(ns / Millisecond, ValueUnit::Milliseconds);
}

/// Each step's count, divided among the bars that it reaches over. All above the last bar is left out.
QList<double> sharesOf(const LogHistogram &ns, double stepMs)
{
    QList<double> shares(Bars, 0);
    for (const LogHistogram::Step &step : ns.steps()) {
        const double low = double(step.low) / Millisecond / stepMs;
        const double high = std::max(double(step.high + 1) / Millisecond / stepMs, low + 1e-9);
        for (auto bar = qsizetype(low); bar < Bars && double(bar) < high; ++bar) {
            const double part = std::min(high, double(bar) + 1) - std::max(low, double(bar));
            shares[bar] += double(step.count) * part / (high - low) * 100 / double(ns.count());
        }
    }
    return shares;
}

} // namespace

QString percentileText(const LogHistogram &ns)
{
    if (ns.count() == 0)
        return {};
    return DurationChart::tr("p50 %1, p90 %2, p99 %3, most %4")
        .arg(msText(double(ns.percentile(50))), msText(double(ns.percentile(90))), msText(double(ns.percentile(99))),
            msText(double(ns.most())));
}

DurationChart::DurationChart(Theme &theme, QWidget *parent)
    : ChartView(theme, parent)
    , m_series(new QBarSeries(this))
    , m_bars(new QBarSet(QString(), this))
{
    m_series->append(m_bars);
    m_series->setBarWidth(0.9);
    addSeries(m_series);
    DurationChart::applyTheme();
}

void DurationChart::setDurations(const LogHistogram &ns)
{
    m_ns = ns;
    m_shares.clear();
    m_bars->remove(0, m_bars->count());
    if (ns.count() == 0) {
        setScales(-0.5, Bars - 0.5, {}, valueTicks(0, ticksUp(), ValueUnit::Number));
        setWords(tr("None."));
        return;
    }
    const double most = std::min(double(ns.most()), 2 * double(ns.percentile(90))) / Millisecond;
    const QList<Tick> scale = valueTicks(most, std::min(5, ticksAcross(TickWidth)), ValueUnit::Milliseconds);
    m_step = scale.last().at / double(Bars);
    m_shares = sharesOf(ns, m_step);
    for (const double share : std::as_const(m_shares))
        m_bars->append(share);
    QList<Tick> x;
    for (const Tick &tick : scale)
        x.append({tick.at / m_step - 0.5, tick.label});
    const double highest = *std::max_element(m_shares.cbegin(), m_shares.cend());
    setScales(-0.5, Bars - 0.5, x, valueTicks(highest, ticksUp(), ValueUnit::Number));
    setWords(tr("%n in all, ms: %1 to %2, mean %3; %4.", nullptr, int(std::min<qint64>(ns.count(), INT_MAX)))
                 .arg(msText(double(ns.least())), msText(double(ns.most())), msText(ns.mean()), percentileText(ns)));
}

QString DurationChart::pointText(int point) const
{
    return tr("%1 to %2 ms: %3 %")
        .arg(valueText(point * m_step, ValueUnit::Milliseconds),
            valueText((point + 1) * m_step, ValueUnit::Milliseconds), valueText(m_shares.at(point), ValueUnit::Number));
}

/// The lines first, so that none goes through a label.
void DurationChart::paintOver(QPainter &painter)
{
    if (m_ns.count() == 0)
        return;
    constexpr std::array percents{50, 90, 99};
    const QRectF area = plot();
    painter.setPen(QPen(colours().text, 1, Qt::DotLine));
    for (const int percent : percents) {
        const double line = lineOf(percent);
        if (line <= area.right())
            painter.drawLine(QPointF(line, area.top()), QPointF(line, area.bottom()));
    }
    for (int row = 0; row < int(percents.size()); ++row)
        paintLabel(painter, row, percents[std::size_t(row)]);
}

double DurationChart::lineOf(int percent) const
{
    return std::round(pixelOf(double(m_ns.percentile(percent)) / Millisecond / m_step - 0.5));
}

void DurationChart::paintLabel(QPainter &painter, int row, int percent) const
{
    const QRectF area = plot();
    const double line = lineOf(percent);
    const bool beyond = line > area.right();
    QString text = QStringLiteral("p%1 %2").arg(percent).arg(msText(double(m_ns.percentile(percent))));
    if (beyond)
        text += QStringLiteral(" →");
    painter.setFont(theme().font(TypeStep::Small));
    const QFontMetrics metrics(painter.font());
    const double width = metrics.horizontalAdvance(text);
    double x = area.right() - width;
    if (!beyond)
        x = line + 4 + width <= viewport()->width() ? line + 4 : line - 4 - width;
    const double height = metrics.height();
    const QRectF place(x, area.top() + row * (height + 3), width, height);
    QColor behind = colours().base;
    behind.setAlpha(210);
    painter.fillRect(place.adjusted(-2, 0, 2, 0), behind);
    painter.setPen(colours().text);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
}

void DurationChart::applyTheme()
{
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(colours().text3);
}

} // namespace handglass
