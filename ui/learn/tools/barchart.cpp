// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/barchart.h"

#include "ui/common/format.h"

#include <QBarSeries>
#include <QBarSet>

#include <algorithm>
#include <cmath>

namespace handglass {

namespace {

constexpr double LeastLog = 0.01;
constexpr double BarWidth = 0.7; ///< of a group's place

QString decadeText(double value)
{
    return value < 1 ? QString::number(value) : groupedNumber(qRound64(value));
}

} // namespace

BarChart::BarChart(Theme &theme, ValueUnit unit, Scale scale, Paint paint, QWidget *parent)
    : ChartView(theme, parent)
    , m_unit(unit)
    , m_scale(scale)
    , m_paint(paint)
    , m_series(new QBarSeries(this))
    , m_first(new QBarSet(QString(), this))
    , m_second(new QBarSet(QString(), this))
{
    m_series->append(m_first);
    m_series->append(m_second);
    m_series->setBarWidth(BarWidth);
    addSeries(m_series);
    BarChart::applyTheme();
}

void BarChart::setNames(const QString &first, const QString &second)
{
    m_firstName = first;
    m_secondName = second;
}

double BarChart::drawn(double value) const
{
    if (m_scale == Scale::Linear)
        return value;
    return value <= LeastLog ? 0 : std::log10(value / LeastLog);
}

QList<Tick> BarChart::ticks(double most) const
{
    if (m_scale == Scale::Linear)
        return valueTicks(most, ticksUp(), m_unit);
    QList<Tick> ticks;
    const int decades = std::max(3, int(std::ceil(drawn(most))));
    const int every = std::max(1, (decades + ticksUp() - 1) / ticksUp());
    for (int decade = 0; decade < decades + every; decade += every)
        ticks.append({double(decade), decadeText(LeastLog * std::pow(10, decade))});
    return ticks;
}

void BarChart::setGroups(const QList<BarGroup> &groups)
{
    m_groups = groups;
    m_first->remove(0, m_first->count());
    m_second->remove(0, m_second->count());
    QList<Tick> names;
    QStringList words;
    double most = 0;
    for (int at = 0; at < m_groups.size(); ++at) {
        const BarGroup &group = m_groups.at(at);
        m_first->append(drawn(group.first));
        m_second->append(drawn(group.second));
        most = std::max({most, group.first, group.second});
        names.append({double(at), group.name});
        words.append(pointText(at));
    }
    setScales(-0.5, double(m_groups.size()) - 0.5, names, ticks(most));
    setWords(words.join(QStringLiteral("; ")));
}

QString BarChart::pointText(int point) const
{
    const BarGroup &group = m_groups.at(point);
    return QStringLiteral("%1: %2 %3, %4 %5")
        .arg(group.name, valueText(group.first, m_unit), m_firstName, valueText(group.second, m_unit), m_secondName);
}

void BarChart::applyTheme()
{
    const bool directions = m_paint == Paint::Directions;
    const QColor first = directions ? colours().sent : colours().text3;
    const QColor second = directions ? colours().received : colours().text2;
    m_first->setPen(QPen(first, 1));
    m_first->setBrush(first);
    m_second->setPen(QPen(second, 1));
    m_second->setBrush(Qt::NoBrush);
}

} // namespace handglass
