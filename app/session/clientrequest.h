// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/handshake.h"
#include "app/session/sessionoptions.h"

namespace handglass {

/// The opening request that these options ask for, all but its key. Credentials become an Authorization header unless
/// the user gave one.
RequestSpec requestOf(const ClientOptions &options);

/// Empty, or the sentence that says what of the options cannot go on the wire.
QString requestError(const ClientOptions &options);

} // namespace handglass
