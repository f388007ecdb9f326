// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenario.h"
#include "app/mock/scenarioerror.h"

#include <tl/expected.hpp>

namespace handglass::scenario {

/// The version of the format that this program reads.
constexpr int FormatVersion = 1;

/// Reads a scenario's text (RFC 8259 JSON in UTF-8); the files that it names are not read (see loadScenario()). Else
/// everything that is wrong in it, in the order of the text. Pure.
tl::expected<Scenario, Errors> parseScenario(const QByteArray &text);

} // namespace handglass::scenario
