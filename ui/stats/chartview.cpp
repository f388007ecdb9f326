// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/chartview.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLegend>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace handglass {

namespace {

constexpr int Gap = 8;
constexpr int TopMargin = 10;

} // namespace

ChartView::ChartView(Theme &theme, QWidget *parent)
    : QChartView(new QChart, parent)
    , m_theme(theme)
    , m_x(new QValueAxis(this))
    , m_y(new QValueAxis(this))
{
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(120, 130); // explicit: QChartView sets a smaller one
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    QChart *shown = chart();
    shown->setBackgroundVisible(false);
    shown->setPlotAreaBackgroundVisible(false);
    shown->setMargins({});
    shown->legend()->hide();
    shown->addAxis(m_x, Qt::AlignBottom);
    shown->addAxis(m_y, Qt::AlignLeft);
    m_x->setVisible(false);
    m_y->setVisible(false);
    connect(&m_theme, &Theme::changed, this, [this] {
        applyTheme();
        arrange();
    });
}

void ChartView::addSeries(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_x);
    series->attachAxis(m_y);
}

void ChartView::setScales(double xLow, double xHigh, const QList<Tick> &x, const QList<Tick> &y)
{
    m_x->setRange(xLow, std::max(xHigh, xLow + 1e-3));
    m_y->setRange(0, std::max(y.isEmpty() ? 0 : y.last().at, 1e-6));
    m_xTicks = x;
    m_yTicks = y;
    arrange();
}

void ChartView::setWords(const QString &words)
{
    m_words = words;
    if (m_point < 0)
        setAccessibleDescription(words);
}

QString ChartView::reading() const
{
    return m_point >= 0 && m_point < pointCount() ? pointText(m_point) : QString();
}

QRectF ChartView::plot() const
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Small));
    int labels = metrics.horizontalAdvance(QStringLiteral("00"));
    for (const Tick &tick : m_yTicks)
        labels = std::max(labels, metrics.horizontalAdvance(tick.label));
    const double left = labels + 12 + Gap;
    return {left, TopMargin, std::max(1.0, viewport()->width() - left - 2 * Gap),
        std::max(1.0, viewport()->height() - TopMargin - metrics.height() - Gap - 0.0)};
}

double ChartView::pixelOf(double x) const
{
    const QRectF area = plot();
    return area.left() + (x - m_x->min()) / (m_x->max() - m_x->min()) * area.width();
}

double ChartView::valueAt(double pixel) const
{
    const QRectF area = plot();
    return m_x->min() + (pixel - area.left()) / area.width() * (m_x->max() - m_x->min());
}

int ChartView::ticksAcross(int labelWidth) const
{
    return std::max(1, int(plot().width()) / std::max(labelWidth, 1));
}

int ChartView::ticksUp() const
{
    return std::clamp(int(plot().height()) / 45, 2, 5);
}

void ChartView::arrange()
{
    chart()->setPlotArea(plot());
    m_point = std::min(m_point, pointCount() - 1);
    arranged();
    viewport()->update();
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    arrange();
}

void ChartView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, colours().base);
    paintUnder(*painter);
    const QRectF area = plot();
    const QFont small = m_theme.font(TypeStep::Small);
    const QFontMetrics metrics(small);
    painter->setFont(small);
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (const Tick &tick : std::as_const(m_yTicks)) {
        const double y = std::round(area.bottom() - tick.at / m_y->max() * area.height());
        painter->setPen(colours().line);
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter->setPen(colours().text2);
        const QRectF place(0, y - metrics.height() / 2.0, area.left() - Gap, metrics.height());
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter->setPen(colours().text2);
    for (const Tick &tick : std::as_const(m_xTicks)) {
        const int width = metrics.horizontalAdvance(tick.label);
        const double x = std::clamp(pixelOf(tick.at) - width / 2.0, 2.0, viewport()->width() - width - 2.0);
        painter->drawText(QRectF(x, area.bottom() + 4, width + 2, metrics.height()), Qt::AlignLeft, tick.label);
    }
    painter->setRenderHint(QPainter::Antialiasing);
}

void ChartView::drawForeground(QPainter *painter, const QRectF & /*rect*/)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintOver(*painter);
    if (m_point >= 0) {
        const double x = std::round(pixelOf(pointAt(m_point)));
        painter->setPen(colours().text3);
        painter->drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    }
    if (hasFocus()) {
        painter->setPen(colours().accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void ChartView::setPoint(int point)
{
    point = std::clamp(point, -1, pointCount() - 1);
    if (point == m_point)
        return;
    m_point = point;
    const QString text = reading();
    setAccessibleDescription(text.isEmpty() ? m_words : text);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    viewport()->update();
    Q_EMIT readingChanged(text);
}

int ChartView::nearestPoint(double pixel) const
{
    int nearest = -1;
    for (int at = 0; at < pointCount(); ++at) {
        if (nearest < 0 || std::abs(pixelOf(pointAt(at)) - pixel) < std::abs(pixelOf(pointAt(nearest)) - pixel))
            nearest = at;
    }
    return nearest;
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    const int last = pointCount() - 1;
    const int page = std::max(1, last / 10);
    switch (event->key()) {
    case Qt::Key_Left:
        return setPoint(m_point < 0 ? last : std::max(0, m_point - 1));
    case Qt::Key_Right:
        return setPoint(m_point < 0 ? 0 : m_point + 1);
    case Qt::Key_PageUp:
        return setPoint(std::max(0, m_point - page));
    case Qt::Key_PageDown:
        return setPoint(m_point + page);
    case Qt::Key_Home:
        return setPoint(std::min(0, last));
    case Qt::Key_End:
        return setPoint(last);
    case Qt::Key_Escape:
        if (m_point >= 0)
            return setPoint(-1);
        break;
    default:
        break;
    }
    event->ignore(); // keys that are not a chart's go on to the window
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    setPoint(plot().contains(at) ? nearestPoint(at.x()) : -1);
}

void ChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    if (!hasFocus())
        setPoint(-1);
}

void ChartView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    setPoint(-1);
}

bool ChartView::event(QEvent *event)
{
    // Escape takes the reading line away before it leaves the panel.
    if (event->type() == QEvent::ShortcutOverride && m_point >= 0
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QChartView::event(event);
}

} // namespace handglass
