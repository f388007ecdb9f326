// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/linechart.h"

#include <QLineSeries>
#include <QPainter>

#include <algorithm>

namespace handglass {

namespace {

constexpr int TickWidth = 60; ///< px between two labels below
constexpr int KeyLine = 24;
constexpr int KeyGap = 6;

} // namespace

QPen penOf(const ChartLine &line, const Colours &colours)
{
    QPen pen(inkColour(line.ink, colours), 1.5, Qt::SolidLine, Qt::FlatCap);
    if (!line.dashes.isEmpty())
        pen.setDashPattern(line.dashes);
    return pen;
}

LineChart::LineChart(Theme &theme, ValueUnit y, const QString &xName, QWidget *parent)
    : ChartView(theme, parent)
    , m_unit(y)
    , m_xName(xName)
{
}

void LineChart::addMissing()
{
    while (m_series.size() < m_lines.size()) {
        auto *series = new QLineSeries(this);
        addSeries(series);
        m_series.append(series);
    }
}

void LineChart::setLines(const QList<ChartLine> &lines)
{
    m_lines = lines;
    addMissing();
    double right = 1;
    double most = 1;
    QStringList words;
    for (qsizetype at = 0; at < m_series.size(); ++at) {
        const ChartLine line = m_lines.value(at);
        m_series.at(at)->replace(line.points);
        for (const QPointF &point : line.points) {
            right = std::max(right, point.x());
            most = std::max(most, point.y());
        }
        if (!line.points.isEmpty())
            words.append(QStringLiteral("%1: %2").arg(line.name, valueText(line.points.last().y(), m_unit)));
    }
    QList<Tick> below = valueTicks(right, ticksAcross(TickWidth), ValueUnit::Number);
    while (!below.isEmpty() && below.last().at > right)
        below.removeLast();
    setScales(0, right, below, valueTicks(most, ticksUp(), m_unit));
    setWords(words.join(QStringLiteral("; ")));
    applyTheme();
}

int LineChart::pointCount() const
{
    return m_lines.isEmpty() ? 0 : int(m_lines.first().points.size());
}

double LineChart::pointAt(int point) const
{
    return m_lines.first().points.at(point).x();
}

QString LineChart::pointText(int point) const
{
    QStringList parts;
    for (const ChartLine &line : m_lines)
        parts.append(QStringLiteral("%1 %2").arg(line.name, valueText(line.points.value(point).y(), m_unit)));
    return m_xName.arg(valueText(pointAt(point), ValueUnit::Number)) + QStringLiteral(": ")
        + parts.join(QStringLiteral(", "));
}

void LineChart::applyTheme()
{
    for (qsizetype at = 0; at < m_lines.size(); ++at)
        m_series.at(at)->setPen(penOf(m_lines.at(at), colours()));
}

LineKey::LineKey(Theme &theme, const ChartLine &line, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_line(line)
{
    setAccessibleName(line.name);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize LineKey::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Table));
    return {KeyLine + KeyGap + metrics.horizontalAdvance(m_line.name), metrics.height()};
}

void LineKey::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int from = mirrored ? width() - KeyLine : 0;
    painter.setPen(penOf(m_line, m_theme.colours()));
    painter.drawLine(from, height() / 2, from + KeyLine, height() / 2);
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(m_theme.colours().text2);
    const int indent = KeyLine + KeyGap;
    painter.drawText(mirrored ? rect().adjusted(0, 0, -indent, 0) : rect().adjusted(indent, 0, 0, 0),
        Qt::AlignVCenter | Qt::AlignLeading, m_line.name);
}

} // namespace handglass
