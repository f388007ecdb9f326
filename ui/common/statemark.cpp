// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/statemark.h"

#include <QPainter>

namespace handglass {

void paintStateMark(QPainter *painter, const Theme &theme, const QRectF &rect, StateMark mark)
{
    const Colours &c = theme.colours();
    QRectF dot(0, 0, 7, 7);
    dot.moveCenter(rect.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (mark) {
    case StateMark::Open:
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.ok);
        painter->drawEllipse(dot);
        break;
    case StateMark::Closed:
        painter->setPen(QPen(c.text3, 1.35));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(dot);
        break;
    case StateMark::Connecting: {
        QPen pen(c.warn, 1.8);
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.1, 2.1});
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(dot.adjusted(-1, -1, 1, 1));
        break;
    }
    case StateMark::Refused: {
        QRectF icon(0, 0, 14, 14);
        icon.moveCenter(rect.center());
        theme.icon(QStringLiteral("fail"), c.fail).paint(painter, icon.toAlignedRect());
        break;
    }
    }
    painter->restore();
}

StateMarkLabel::StateMarkLabel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(16, 16);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StateMarkLabel::setMark(StateMark mark)
{
    m_mark = mark;
    update();
}

void StateMarkLabel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintStateMark(&painter, m_theme, rect(), m_mark);
}

} // namespace handglass
