// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/ratechart.h"

#include "ui/stats/rangehandle.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineSeries>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace handglass {

namespace {

constexpr double Millisecond = 1e6;
constexpr int TickWidth = 110;

double middle(const RatePoint &point)
{
    return (double(point.fromNs) + double(point.toNs - point.fromNs) / 2) / Millisecond;
}

} // namespace

RateChart::RateChart(Theme &theme, QWidget *parent)
    : ChartView(theme, parent)
    , m_sent(new QLineSeries(this))
    , m_received(new QLineSeries(this))
    , m_start(new RangeHandle(theme, RangeHandle::End::Start, viewport()))
    , m_stop(new RangeHandle(theme, RangeHandle::End::Stop, viewport()))
{
    setObjectName(QStringLiteral("rateChart"));
    addSeries(m_received);
    addSeries(m_sent);
    connectHandle(m_start, &TimeRange::fromNs);
    connectHandle(m_stop, &TimeRange::toNs);
    RateChart::applyTheme();
}

void RateChart::connectHandle(RangeHandle *handle, qint64 TimeRange::*end)
{
    connect(handle, &RangeHandle::stepped, this, [this, end](int steps) {
        const qint64 from = std::clamp((*m_range).*end, m_shown.fromNs, m_shown.toNs);
        moveEnd(end, snapped(from) + steps * m_step);
        choose(m_range);
    });
    connect(handle, &RangeHandle::dragged, this, [this, end](int x) { moveEnd(end, snapped(timeAt(x))); });
    connect(handle, &RangeHandle::dropped, this, [this] { choose(m_range); });
    connect(handle, &RangeHandle::escaped, this, [this] {
        setFocus(Qt::OtherFocusReason);
        choose({});
    });
    connect(handle, &RangeHandle::activated, this, &RateChart::rowsRequested);
}

/// The ends keep a step between them.
void RateChart::moveEnd(qint64 TimeRange::*end, qint64 toNs)
{
    TimeRange moved = *m_range;
    if (end == &TimeRange::fromNs)
        moved.fromNs =
            std::clamp(toNs, snapped(m_shown.fromNs), std::max(snapped(m_shown.fromNs), moved.toNs - m_step));
    else
        moved.toNs = std::clamp(toNs, moved.fromNs + m_step, std::max(moved.fromNs, snapped(m_shown.toNs)) + m_step);
    setRange(moved);
}

void RateChart::setPoints(const QList<RatePoint> &points, RateOf what, const TimeRange &shown, qint64 stepNs)
{
    m_points = points;
    m_what = what;
    m_shown = shown;
    m_step = std::max<qint64>(stepNs, 1);
    setWords(rateWords(points, what));
    setLines();
}

void RateChart::setLines()
{
    QList<QPointF> sent;
    QList<QPointF> received;
    double most = 0;
    for (const RatePoint &point : std::as_const(m_points)) {
        sent.append({middle(point), point.sent});
        received.append({middle(point), point.received});
        most = std::max({most, point.sent, point.received});
    }
    m_sent->replace(sent);
    m_received->replace(received);
    m_sent->setPointsVisible(m_points.size() == 1); // a line needs two
    m_received->setPointsVisible(m_points.size() == 1);
    const ValueUnit unit = m_what == RateOf::Bytes ? ValueUnit::Bytes : ValueUnit::Number;
    const QList<Tick> y = valueTicks(most, ticksUp(), unit);
    const QList<Tick> x = timeTicks(m_shown.fromNs, m_shown.toNs, ticksAcross(TickWidth));
    setScales(double(m_shown.fromNs) / Millisecond, double(m_shown.toNs) / Millisecond, x, y);
}

void RateChart::setRange(const std::optional<TimeRange> &range)
{
    m_range = range;
    placeHandles();
    viewport()->update();
}

void RateChart::arranged()
{
    placeHandles();
}

double RateChart::pixelOfTime(qint64 ns) const
{
    const QRectF area = plot();
    const double at = pixelOf(double(std::clamp(ns, m_shown.fromNs, m_shown.toNs)) / Millisecond);
    return std::round(std::clamp(at, area.left(), area.right()));
}

qint64 RateChart::timeAt(double pixel) const
{
    return qint64(valueAt(std::clamp(pixel, plot().left(), plot().right())) * Millisecond);
}

/// To the nearest border between steps.
qint64 RateChart::snapped(qint64 timeNs) const
{
    return (timeNs + m_step / 2) / m_step * m_step;
}

/// An end outside of what is shown has no handle.
void RateChart::placeHandles()
{
    const QRect area = plot().toRect();
    const auto put = [&](RangeHandle *handle, bool shown, qint64 ns) {
        if (shown) {
            handle->place(int(pixelOfTime(ns)), area.top(), area.height());
            handle->setValue(timeText(ns, m_step % 1'000'000'000 == 0 ? 1'000'000'000 : 1, false));
        } else if (handle->hasFocus()) {
            setFocus(Qt::OtherFocusReason);
        }
        handle->setVisible(shown);
    };
    const bool visible = m_range && m_range->fromNs < m_shown.toNs && m_range->toNs > m_shown.fromNs;
    put(m_start, visible && m_range->fromNs >= m_shown.fromNs - m_step, m_range ? m_range->fromNs : 0);
    put(m_stop, visible && m_range->toNs <= m_shown.toNs + m_step, m_range ? m_range->toNs : 0);
}

void RateChart::choose(const std::optional<TimeRange> &range)
{
    setRange(range);
    if (!range)
        m_anchor.reset();
    Q_EMIT rangeChosen(range);
}

double RateChart::pointAt(int point) const
{
    return middle(m_points.at(point));
}

void RateChart::paintUnder(QPainter &painter)
{
    if (!m_range || m_range->toNs <= m_shown.fromNs || m_range->fromNs >= m_shown.toNs)
        return;
    const double left = pixelOfTime(m_range->fromNs);
    painter.fillRect(QRectF(left, plot().top(), pixelOfTime(m_range->toNs) - left, plot().height()), colours().sel);
}

void RateChart::applyTheme()
{
    m_sent->setPen(QPen(colours().sent, 1.5));
    QPen dashed(colours().received, 1.5, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({3, 2});
    m_received->setPen(dashed);
}

/// Shift and an arrow: a range from the step of the reading line on.
void RateChart::extendByKey(int key)
{
    if (m_points.isEmpty())
        return;
    if (point() < 0)
        setPoint(key == Qt::Key_Left ? pointCount() - 1 : 0);
    else if (m_anchor)
        setPoint(std::max(0, point() + (key == Qt::Key_Left ? -1 : 1)));
    const RatePoint &here = m_points.at(point());
    const qint64 from = snapped(here.fromNs);
    if (!m_anchor)
        m_anchor = from;
    choose(TimeRange{std::min(*m_anchor, from), std::max(*m_anchor, from) + m_step});
}

void RateChart::keyPressEvent(QKeyEvent *event)
{
    const bool arrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (arrow && event->modifiers().testFlag(Qt::ShiftModifier))
        return extendByKey(event->key());
    if (event->key() != Qt::Key_Shift)
        m_anchor.reset();
    if (event->key() == Qt::Key_Escape && m_range)
        return choose({});
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_range)
        return Q_EMIT rowsRequested();
    ChartView::keyPressEvent(event);
}

void RateChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !plot().contains(event->position()))
        return;
    m_pressed = event->position().x();
    m_dragging = false;
}

void RateChart::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return ChartView::mouseMoveEvent(event);
    const double x = event->position().x();
    m_dragging = m_dragging || std::abs(x - *m_pressed) >= QApplication::startDragDistance() / 2.0;
    if (!m_dragging)
        return;
    const qint64 from = snapped(timeAt(std::min(x, *m_pressed)));
    setRange(TimeRange{from, std::max(snapped(timeAt(std::max(x, *m_pressed))), from + m_step)});
}

/// A click beside the range takes it back.
void RateChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    m_pressed.reset();
    if (std::exchange(m_dragging, false))
        choose(m_range);
    else if (m_range && !m_range->contains(timeAt(event->position().x())))
        choose({});
}

bool RateChart::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_range
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return ChartView::event(event);
}

} // namespace handglass
