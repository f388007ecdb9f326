// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/stylepaint.h"

#include <QPainter>

namespace handglass::paint {

namespace {

constexpr qreal Radius = 4;

void line(QPainter *painter, const QList<QPointF> &points, const QColor &colour, qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(points.constData(), int(points.size()));
    painter->restore();
}

QColor controlBorder(QStyle::State state, const Colours &c)
{
    if (!(state & QStyle::State_Enabled))
        return c.line;
    if (state & QStyle::State_HasFocus)
        return c.accent;
    return (state & QStyle::State_MouseOver) ? c.text3 : c.edge;
}

} // namespace

void box(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, int borderWidth)
{
    const qreal inset = borderWidth / 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border.isValid() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const QRectF inner = border.isValid() ? QRectF(rect).adjusted(inset, inset, -inset, -inset) : QRectF(rect);
    painter->drawRoundedRect(inner, Radius, Radius);
    painter->restore();
}

void button(QPainter *painter, const QStyleOption &option, const Colours &c, bool primary, bool flat)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focus = option.state & QStyle::State_HasFocus;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (flat && !down && !focus) {
        if (enabled && (option.state & QStyle::State_MouseOver))
            box(painter, option.rect, c.hover, {});
        return;
    }
    if (primary && enabled) {
        const QColor fill = down ? c.accent.darker(115) : c.accent;
        box(painter, option.rect, fill, {});
        if (focus)
            box(painter, option.rect.adjusted(2, 2, -2, -2), {}, c.window);
        return;
    }
    const QColor fill = down ? c.sel : (enabled ? c.base : c.window);
    box(painter, option.rect, flat && !down ? QColor() : fill, controlBorder(option.state, c), focus ? 2 : 1);
}

void toolButton(QPainter *painter, const QStyleOption &option, const Colours &c)
{
    if (!(option.state & QStyle::State_AutoRaise)) {
        button(painter, option, c, false, false);
        return;
    }
    const bool focus = option.state & QStyle::State_HasFocus;
    const bool hover = (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
    QColor fill;
    if (option.state & (QStyle::State_Sunken | QStyle::State_On))
        fill = c.selInactive;
    else if (hover)
        fill = c.hover;
    if (fill.isValid() || focus)
        box(painter, option.rect, fill, focus ? c.accent : QColor(), focus ? 2 : 1);
}

void item(QPainter *painter, const QStyleOption &option, const Colours &c)
{
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.state & QStyle::State_Active ? c.sel : c.selInactive);
    else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))
        painter->fillRect(option.rect, c.hover);
}

void input(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &c, bool error)
{
    const QColor border = error ? c.fail : controlBorder(state, c);
    const bool enabled = state & QStyle::State_Enabled;
    box(painter, rect, enabled ? c.base : c.window, border, (state & QStyle::State_HasFocus) ? 2 : 1);
}

void checkBox(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &c)
{
    const bool enabled = state & QStyle::State_Enabled;
    const bool marked = state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor border = marked && enabled ? c.accent : controlBorder(state, c);
    const QColor fill = !enabled ? c.window : (marked ? c.accent : c.base);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(border, (state & QStyle::State_HasFocus) && !marked ? 2 : 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter->restore();
    const QColor mark = enabled ? c.onAccent : c.disabled;
    const QPointF o = rect.topLeft();
    const qreal s = rect.width() / 14.0;
    if (state & QStyle::State_On)
        line(painter, {o + QPointF(3.5, 7.4) * s, o + QPointF(6, 9.9) * s, o + QPointF(10.6, 4.4) * s}, mark, 1.6);
    else if (state & QStyle::State_NoChange)
        line(painter, {o + QPointF(4, 7) * s, o + QPointF(10, 7) * s}, mark, 1.6);
}

void radioButton(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &c)
{
    const bool enabled = state & QStyle::State_Enabled;
    const bool on = state & QStyle::State_On;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on && enabled ? c.accent : controlBorder(state, c), 1));
    painter->setBrush(enabled ? c.base : c.window);
    painter->drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(enabled ? c.accent : c.disabled);
        painter->drawEllipse(QRectF(rect).adjusted(4, 4, -4, -4));
    }
    painter->restore();
}

void chevron(QPainter *painter, const QRect &rect, Qt::ArrowType direction, const QColor &colour)
{
    const QPointF m = QRectF(rect).center();
    const qreal w = 3.5;
    const qreal h = 1.9;
    switch (direction) {
    case Qt::UpArrow:
        return line(painter, {m + QPointF(-w, h), m + QPointF(0, -h), m + QPointF(w, h)}, colour, 1.35);
    case Qt::LeftArrow:
        return line(painter, {m + QPointF(h, -w), m + QPointF(-h, 0), m + QPointF(h, w)}, colour, 1.35);
    case Qt::RightArrow:
        return line(painter, {m + QPointF(-h, -w), m + QPointF(h, 0), m + QPointF(-h, w)}, colour, 1.35);
    default:
        return line(painter, {m + QPointF(-w, -h), m + QPointF(0, h), m + QPointF(w, -h)}, colour, 1.35);
    }
}

void scrollBar(
    QPainter *painter, const QRect &groove, const QRect &slider, const QStyleOptionSlider &option, const Colours &c)
{
    painter->fillRect(groove, c.sunken);
    if (option.minimum >= option.maximum)
        return;
    const bool active = (option.state & QStyle::State_MouseOver) || (option.state & QStyle::State_Sunken);
    const bool vertical = option.orientation == Qt::Vertical;
    const QRectF thumb =
        QRectF(slider).adjusted(vertical ? 2 : 1, vertical ? 1 : 2, vertical ? -2 : -1, vertical ? -1 : -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(active ? c.text3 : c.edge);
    painter->drawRoundedRect(thumb, 3, 3);
    painter->restore();
}

} // namespace handglass::paint
