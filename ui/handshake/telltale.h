// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/handshake/handshakeheads.h"

namespace handglass {

/// The line that decides.
struct Telltale {
    HeadSide side = HeadSide::Response;
    int line = 0; ///< 0: none
};

/// Accepted: Sec-WebSocket-Accept. Refused: the header in which the server says what it wants instead
/// (WWW-Authenticate, Location, Retry-After, …), else the line of the first rule that failed, else the start line.
Telltale telltale(const ConnectionRecord &record, const HandshakeHeads &heads);

} // namespace handglass
