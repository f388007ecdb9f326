// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/wirewords.h"

#include <QCoreApplication>
#include <QPainter>

namespace handglass {

QString directionWord(lesson::End from, lesson::End ours)
{
    return from == ours ? QCoreApplication::translate("handglass::Wire", "Sent")
                        : QCoreApplication::translate("handglass::Wire", "Received");
}

QColor directionColour(lesson::End from, lesson::End ours, const Colours &colours)
{
    return from == ours ? colours.sent : colours.received;
}

int paintDirection(QPainter *painter, const Theme &theme, const QRect &rect, lesson::End from, lesson::End ours)
{
    const QFont font = theme.font(TypeStep::Table, QFont::Medium);
    const QString words =
        (from == ours ? QStringLiteral("\u2191 ") : QStringLiteral("\u2193 ")) + directionWord(from, ours);
    painter->save();
    painter->setFont(font);
    painter->setPen(directionColour(from, ours, theme.colours()));
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, words);
    painter->restore();
    return rect.left() + QFontMetrics(font).horizontalAdvance(words) + 4;
}

} // namespace handglass
