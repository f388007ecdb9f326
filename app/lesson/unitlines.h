// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "app/lesson/unitreading.h"

namespace handglass::lesson {

/// What a person reads of a unit, as it is delivered: the lines of a head, the fields of a frame, bytes.
QList<UnitLine> unitLines(const WireUnit &unit);
/// Of a frame from this end. sent: as it was before it was broken.
QList<UnitLine> frameLines(const FrameParts &frame, const FrameParts &sent, End from);

} // namespace handglass::lesson
