// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "ui/common/theme.h"

class QPainter;

namespace handglass {

/// "Sent" for what our end wrote, else "Received".
QString directionWord(lesson::End from, lesson::End ours);
QColor directionColour(lesson::End from, lesson::End ours, const Colours &colours);
/// Arrow and word in their colour, at the left of rect. Returns the x behind them.
int paintDirection(QPainter *painter, const Theme &theme, const QRect &rect, lesson::End from, lesson::End ours);

} // namespace handglass
