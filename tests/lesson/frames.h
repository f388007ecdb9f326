// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/frame.h"

namespace handglass::lesson {

/// A whole frame as this end sends it; a client's with the key of RFC 6455 §5.7.
inline QByteArray frameFrom(End from, Opcode opcode, const QByteArray &payload, bool rsv1 = false)
{
    FrameHeader header;
    header.opcode = opcode;
    header.rsv1 = rsv1;
    header.masked = from == End::Client;
    header.maskingKey = {0x37, 0xfa, 0x21, 0x3d};
    return encodeFrame(header, payload);
}

} // namespace handglass::lesson
