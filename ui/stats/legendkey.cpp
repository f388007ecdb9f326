// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/legendkey.h"

#include <QPainter>

namespace handglass {

namespace {

constexpr int LineWidth = 21;
constexpr int BoxWidth = 10;
constexpr int Gap = 6;

} // namespace

LegendKey::LegendKey(Theme &theme, Direction direction, Shape shape, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_direction(direction)
    , m_shape(shape)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QString LegendKey::text() const
{
    return m_direction == Direction::Sent ? tr("Sent") : tr("Received");
}

QSize LegendKey::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Table));
    return {(m_shape == Shape::Line ? LineWidth : BoxWidth) + Gap + metrics.horizontalAdvance(text()) + 2,
        metrics.height() + 2};
}

void LegendKey::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const bool sent = m_direction == Direction::Sent;
    const QColor colour = sent ? m_theme.colours().sent : m_theme.colours().received;
    const int middle = height() / 2;
    if (m_shape == Shape::Line) {
        QPen pen(colour, 2, sent ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap);
        if (!sent)
            pen.setDashPattern({2, 1.25});
        painter.setPen(pen);
        painter.drawLine(0, middle, LineWidth, middle);
    } else {
        painter.setPen(colour);
        painter.setBrush(sent ? QBrush(colour) : QBrush());
        painter.drawRect(0, middle - BoxWidth / 2, BoxWidth - 1, BoxWidth - 1);
    }
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(colour);
    const int left = (m_shape == Shape::Line ? LineWidth : BoxWidth) + Gap;
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace handglass
