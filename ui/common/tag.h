// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QRect>

class QPainter;

namespace handglass {

/// Width of a tag with this text, frame and padding included.
int tagWidth(const Theme &theme, const QString &text);
/// A fact in a hairline frame, small text2, at the left of rect and in its vertical middle. Returns the x after it and
/// a gap of 6 px.
int paintTag(QPainter *painter, const Theme &theme, const QRect &rect, const QString &text);

} // namespace handglass
