// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"
#include "app/tap/clientopening.h"

namespace handglass {

/// What these options mean for one connection.
OpeningSettings openingSettings(const ClientOptions &options);
/// Another one for each frame that a client masks by itself. Any thread.
MaskingKey newMaskingKey();

} // namespace handglass
