// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QPalette>

namespace handglass {

Colours lightColours();
Colours darkColours();
/// The roles that Qt's widgets read, from the tokens.
QPalette paletteFor(const Colours &colours);

} // namespace handglass
