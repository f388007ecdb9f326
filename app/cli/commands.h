// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

namespace handglass {

/// Each runs its command's event loop to the end and returns the exit status. Needs a QCoreApplication.
int runConnect(const ConnectCommandLine &line);
int runMock(const MockCommandLine &line);

} // namespace handglass
