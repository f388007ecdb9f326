// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/types.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace handglass {

using MaskingKey = std::array<quint8, 4>;

/// One frame's header as it stood (or will stand) on the wire, RFC 6455 §5.2.
struct FrameHeader {
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    Opcode opcode = Opcode::Text;
    bool masked = false;
    MaskingKey maskingKey = {};
    quint64 payloadLength = 0; ///< bytes; the 63-bit rule is checked by FrameRules, not here
    quint8 lengthBits = 7;     ///< 7, 16 or 64: the length form used

    /// 2 to 14 bytes.
    int size() const;
    /// FIN, RSV1-3 and opcode as the first byte on the wire.
    quint8 firstByte() const;
    bool operator==(const FrameHeader &) const = default;
};

/// The shortest length form for this payload (RFC 6455 §5.2: the minimal number of bytes MUST be used).
quint8 minimalLengthBits(quint64 payloadLength);

/// The header's bytes exactly as the fields say, also where they break a rule.
QByteArray encodeHeader(const FrameHeader &header);

/// A whole frame: sets payloadLength and the minimal length form, masks the payload if header.masked.
QByteArray encodeFrame(FrameHeader header, QByteArrayView payload);

/// XORs in place (RFC 6455 §5.3); offset is the index of data[0] in the payload.
void applyMask(char *data, qsizetype size, const MaskingKey &key, quint64 offset = 0);

} // namespace handglass
