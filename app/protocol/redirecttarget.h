// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"

#include <tl/expected.hpp>

namespace handglass {

/// 301, 302, 303, 307, 308 (RFC 9110 §15.4): each means for a GET: the same request at the Location.
bool isRedirect(int status);

/// Where a redirect leads: its Location, relative ones resolved against the address that was asked (RFC 3986 §5.2).
/// Credentials in it are left out. Else the sentence that says why it cannot be followed: missing, several, another
/// scheme, a fragment (RFC 6455 §3), unreadable.
tl::expected<WebSocketUrl, QString> redirectTarget(const WebSocketUrl &from, const HttpHead &response);

/// What is meant for one of them may be sent to the other: the same scheme, host and port; or the same host from ws to
/// wss, both on their standard ports.
bool isSameServer(const WebSocketUrl &from, const WebSocketUrl &to);

} // namespace handglass
