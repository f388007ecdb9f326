// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/handshake.h"
#include "app/session/sessionoptions.h"

namespace handglass {

/// The opening request that these options ask for, all but its key. Credentials become an Authorization header unless
/// the user gave one; so do the jar's cookies with Cookie: a header that the user gave is sent alone, nothing is merged
/// into it.
RequestSpec requestOf(const ClientOptions &options);

/// The values of the Cookie headers that requestOf() would send, one a line; empty: none.
QByteArray cookiesOf(const ClientOptions &options);

/// Empty, or the sentence that says what of the options cannot go on the wire.
QString requestError(const ClientOptions &options);

} // namespace handglass
