// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenario.h"
#include "app/mock/templatecontext.h"

namespace handglass::scenario {

/// context.match is set to what the last expression that matched found.
bool holds(const Condition &condition, TemplateContext &context);
bool allHold(const std::vector<Condition> &conditions, TemplateContext &context);

} // namespace handglass::scenario
