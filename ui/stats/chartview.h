// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/stats/ticks.h"

#include <QChartView>

class QAbstractSeries;
class QValueAxis;

namespace handglass {

/// A chart without frame, legend or animation: Qt Charts draws the series, this the scales, the grid in the colour of
/// lines, and a reading line at one of the points, which arrow keys and the mouse move. What is read is told in words.
class ChartView : public QChartView
{
    Q_OBJECT
public:
    explicit ChartView(Theme &theme, QWidget *parent = nullptr);
    /// Of the point at the reading line; empty: there is none.
    QString reading() const;
    /// The whole chart in words, for those who do not see it.
    void setWords(const QString &words);
    QSize sizeHint() const override { return {300, 160}; }

Q_SIGNALS:
    void readingChanged(const QString &text);

protected:
    /// Takes the series; both scales are its own.
    void addSeries(QAbstractSeries *series);
    void setScales(double xLow, double xHigh, const QList<Tick> &x, const QList<Tick> &y);
    QRectF plot() const;
    double pixelOf(double x) const;
    double valueAt(double pixel) const;
    /// Ticks that fit beside each other.
    int ticksAcross(int labelWidth) const;
    int ticksUp() const;

    /// Points are counted from the left.
    virtual int pointCount() const = 0;
    virtual double pointAt(int point) const = 0;
    virtual QString pointText(int point) const = 0;
    /// The point at the reading line; −1: none.
    int point() const { return m_point; }
    void setPoint(int point);
    /// Below and above the series.
    virtual void paintUnder(QPainter & /*painter*/) { }
    virtual void paintOver(QPainter & /*painter*/) { }
    virtual void applyTheme() { }
    /// Sizes or scales are others.
    virtual void arranged() { }
    const Theme &theme() const { return m_theme; }
    const Colours &colours() const { return m_theme.colours(); }

    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    int nearestPoint(double pixel) const;

    Theme &m_theme;
    QValueAxis *m_x;
    QValueAxis *m_y;
    QList<Tick> m_xTicks;
    QList<Tick> m_yTicks;
    QString m_words;
    int m_point = -1;
};

} // namespace handglass
