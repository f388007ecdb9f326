// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace handglass {

/// An icon of resources/icons in one colour, drawn from its SVG at the size and scale asked for. Disabled it has the
/// other colour. An unknown name gives a null icon.
QIcon svgIcon(const QString &name, const QColor &colour, const QColor &disabled);

} // namespace handglass
