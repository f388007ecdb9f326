// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/template.h"

#include <chrono>
#include <optional>

namespace handglass::scenario {

/// "20ms", "1.5s", "2min", "1h"; nothing if it is no duration, or longer than 24 h.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

/// A duration that a file gives, or that a template gives when it is needed.
struct Span {
    Template text; ///< empty: none is given

    bool isGiven() const { return !text.isEmpty(); }
    bool operator==(const Span &) const = default;
};

} // namespace handglass::scenario
