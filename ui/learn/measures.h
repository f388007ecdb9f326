// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

namespace handglass {

/// A measure of the design at the size of the text: it is drawn for 13 px.
inline int scaled(const Theme &theme, int px)
{
    return px * qMax(13, theme.font().pixelSize()) / 13;
}

} // namespace handglass
