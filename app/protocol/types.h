// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace handglass {

/// Which end of the public leg Handglass plays. A client's frames are masked, a server's are not (RFC 6455 §5.1).
enum class Role : quint8 { Client = 0, Server = 1 };

/// Seen from Handglass on the public leg. None: rows that are not frames (opened, closed, notice).
enum class Direction : quint8 { None = 0, Sent = 1, Received = 2 };

/// RFC 6455 §5.2. The reserved values 3-7 and 11-15 may occur in a header that came from the wire.
enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

/// RFC 6455 §5.5: control frames have the high bit of the opcode set.
constexpr bool isControl(Opcode opcode)
{
    return (static_cast<quint8>(opcode) & 0x8U) != 0;
}

/// False for the reserved opcodes 0x3-0x7 and 0xB-0xF.
constexpr bool isDefined(Opcode opcode)
{
    const auto value = static_cast<quint8>(opcode);
    return value <= 0x2 || (value >= 0x8 && value <= 0xA);
}

} // namespace handglass
