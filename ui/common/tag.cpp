// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/tag.h"

#include <QFontMetrics>
#include <QPainter>

namespace handglass {

namespace {
constexpr int Padding = 4;
constexpr int Gap = 6;
} // namespace

int tagWidth(const Theme &theme, const QString &text)
{
    return QFontMetrics(theme.font(TypeStep::Small)).horizontalAdvance(text) + 2 * Padding;
}

int paintTag(QPainter *painter, const Theme &theme, const QRect &rect, const QString &text)
{
    const QFont font = theme.font(TypeStep::Small);
    const int height = qMin(rect.height() - 2, QFontMetrics(font).height() + 2);
    const QRect frame(rect.left(), rect.center().y() - height / 2 + 1, tagWidth(theme, text), height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(theme.colours().line);
    painter->setBrush(theme.colours().base);
    painter->drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter->setFont(font);
    painter->setPen(theme.colours().text2);
    painter->drawText(frame, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter->restore();
    return frame.left() + frame.width() + Gap;
}

} // namespace handglass
