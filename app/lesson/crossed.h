// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/frame.h"
#include "app/protocol/httphead.h"

#include <optional>

namespace handglass::lesson {

/// A frame that was delivered.
struct CrossedFrame {
    End from = End::Client;
    FrameHeader header;
    QByteArray payload; ///< unmasked
    int message = -1;   ///< index into CrossedFrames::messages of that end; control frames have none
};

/// A data message, whole or still under way.
struct CrossedMessage {
    int fragments = 0;
    bool whole = false;
    bool compressed = false;
    bool controlBetween = false;       ///< a control frame of its end stood among its fragments
    QByteArray payload;                ///< of all fragments
    std::optional<QByteArray> content; ///< decompressed, if it was compressed, whole and right; else the payload
};

/// What has crossed a wire as the other end got it: held units are not among it.
struct Crossed {
    std::optional<HttpHead> request;
    std::optional<HttpHead> response;
    QList<CrossedFrame> frames; ///< in the order in which they were delivered
    QList<CrossedMessage> client;
    QList<CrossedMessage> server;

    const QList<CrossedMessage> &messages(End end) const { return end == End::Client ? client : server; }
};

Crossed crossed(const WireLog &log);

} // namespace handglass::lesson
