// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"

#include <QString>

namespace handglass {

/// What an example is about; the menu's groups, in this order.
enum class RawGroup : quint8 { Masking, Reserved, Control, Fragments, Lengths, Text, Close };

/// A ready violation (or rare legal case), with what RFC 6455 obliges the peer to do.
struct RawExample {
    QByteArray id; ///< stable: "rsv2", "unmasked", "ping-126", …
    QString title; ///< "Ping of 126 bytes"
    QList<RawFrame> frames;
    QString duty;    ///< "The peer must fail the connection; 1002 is the code that says so."
    QString section; ///< "RFC 6455 §5.5"
    RawGroup group = RawGroup::Masking;
    bool legal = false; ///< a peer that fails the connection for it is wrong
};

/// "Masking", "Reserved bits and opcodes", …
QString rawGroupName(RawGroup group);

/// Those that the sender's role can break: a client's are masked with this key, unless that is what they break.
QList<RawExample> rawExamples(Role sender, const MaskingKey &key);

} // namespace handglass
