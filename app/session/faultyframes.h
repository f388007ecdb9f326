// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"
#include "app/protocol/rawframe.h"

namespace handglass {

/// How a fault changes what is sent to a client.
enum class FaultEffectOn : quint8 {
    Handshake,
    Message, ///< a message is sent otherwise
    Before,  ///< a frame goes before a message
    Stream   ///< holds for all that is sent, or for what answers the client
};
FaultEffectOn effectOf(scenario::FaultKind kind);

/// The message as a fault of Message makes it, or the frame of one of Before. Of Delay, Duplicate and Reorder: the
/// message as it is; of Lose nothing, but the message to be told. compressed: permessage-deflate was agreed.
RawSend faultyFrames(const scenario::Fault &fault, bool text, const QByteArray &payload, bool compressed);
/// With a payload of its own.
RawSend faultyFrames(const scenario::Fault &fault, bool compressed);

} // namespace handglass
