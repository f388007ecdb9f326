// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/session/sessionoptions.h"

#include <chrono>
#include <optional>

namespace handglass {

/// Whether another try may go better than the one that ended so; status: of the answer, 0 if none came.
///
/// Yes: no address, no TCP, no proxy, no TLS but for a certificate that was refused; no answer, or a broken one; 408,
/// 425, 429, 500, 502, 503, 504; an open connection that broke off, or was closed by the peer with 1001, 1011, 1012,
/// 1013 or 1014 (RFC 6455 §7.4.1 and its registry).
/// No: what we or the user ended or refused; any other answer, which says that something must change first (401, 403,
/// 404, a wrong accept value, …); a violation, which would come again; 1000 and every other code.
bool mayHeal(const ConnectionRecord &record, int status);

/// It stood long enough for the tries behind it to be counted anew: a server that opens each connection and drops it at
/// once is not asked again and again without growing waits (RFC 6455 §7.2.3).
bool lasted(const ConnectionRecord &record, const ReconnectOptions &options);

/// How long to wait before the try of this number, from 1: truncated binary exponential back-off (RFC 6455 §7.2.3) with
/// jitter; never less than the server asked for. random: from 0 up to 1.
std::chrono::milliseconds reconnectWait(
    const ReconnectOptions &options, int number, double random, std::optional<std::chrono::seconds> retryAfter);

} // namespace handglass
