// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/frame.h"

#include <chrono>
#include <functional>
#include <optional>

namespace handglass {

/// Pings of our own, so that a dead connection is noticed.
struct KeepAlive {
    std::chrono::milliseconds interval{0};     ///< between pings; 0: none are sent
    std::chrono::milliseconds timeout{20'000}; ///< for the Pong; then TCP is ended and the reason recorded
    bool operator==(const KeepAlive &) const = default;
};

/// How a tap behaves once the connection is open.
struct TapSettings {
    Role role = Role::Client;
    quint64 maxMessageSize = 64ULL << 20; ///< bytes; above it 1009
    qint64 unsentMark = 8LL << 20;        ///< bytes unsent above which the other side is not read
    /// Qt's side replies to what comes (echo), so a peer that does not take the replies is not read either. Else it is
    /// read all the same: one that sends back what it is sent would otherwise stand still with us, each waiting for the
    /// other.
    bool replies = true;
    std::optional<DeflateAgreement> deflate; ///< permessage-deflate as agreed; none: RSV1 is a violation
    bool observeOnly = false;                ///< a violation is recorded, not handed to Qt, and the connection goes on
    bool autoPong = true;                    ///< false: a Ping is only recorded
    bool tellRows = false;                   ///< takeMessageRow() is asked for every message
    KeepAlive keepAlive;
    std::chrono::milliseconds closeTimeout{5'000}; ///< for the peer's close frame, then for the end of TCP
    std::chrono::milliseconds linger{1'000};       ///< for the answer after failing, and behind our half's end
    std::function<MaskingKey()> newMaskingKey;     ///< for the frames that a client's tap composes itself
};

} // namespace handglass
