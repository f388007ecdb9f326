// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/breaks.h"

#include <vector>

namespace handglass::lesson {

/// A break and what it does to the bytes.
struct BreakRow {
    Break fault;
    bool (*applies)(const WireUnit &unit); ///< to a unit of the fault's end and kind
    QByteArray (*change)(const WireUnit &unit, QByteArrayView request);
};

std::vector<BreakRow> headBreaks();
std::vector<BreakRow> frameBreaks();

} // namespace handglass::lesson
