// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"
#include "ui/stats/chartview.h"
#include "ui/stats/ticks.h"

class QLineSeries;

namespace handglass {

/// One line of a chart; told apart from the others by its dashes and its name.
struct ChartLine {
    QString name;
    Ink ink = Ink::Text;
    QList<qreal> dashes = {};   ///< QPen::setDashPattern(); empty: solid
    QList<QPointF> points = {}; ///< all lines have a point at the same places
};

/// Some lines over one scale from 0.
class LineChart final : public ChartView
{
    Q_OBJECT
public:
    /// y: what the values are; xName: "%1 s", of a point's place.
    LineChart(Theme &theme, ValueUnit y, const QString &xName, QWidget *parent = nullptr);
    void setLines(const QList<ChartLine> &lines);

protected:
    int pointCount() const override;
    double pointAt(int point) const override;
    QString pointText(int point) const override;
    void applyTheme() override;

private:
    void addMissing();

    ValueUnit m_unit;
    QString m_xName;
    QList<ChartLine> m_lines;
    QList<QLineSeries *> m_series;
};

/// How a chart draws a line, and its name.
class LineKey final : public QWidget
{
    Q_OBJECT
public:
    LineKey(Theme &theme, const ChartLine &line, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    ChartLine m_line;
};

/// What a line is drawn with.
QPen penOf(const ChartLine &line, const Colours &colours);

} // namespace handglass
