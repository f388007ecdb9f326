// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/mock/scenariofile.h"

namespace handglass {

/// Reads the scenario that the line names into its options; where it says nothing else, the scenario says where to
/// listen. Or every error, a line each.
tl::expected<scenario::LoadedScenario, QString> readScenario(MockCommandLine &line);

} // namespace handglass
