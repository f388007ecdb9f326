// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handglass {

/// Raises this process's soft limit of open descriptors to the hard one, where the system has such a limit.
void raiseDescriptorLimit();

} // namespace handglass
