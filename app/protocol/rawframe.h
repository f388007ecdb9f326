// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/frame.h"

#include <QList>

#include <chrono>
#include <optional>

namespace handglass {

/// One frame field by field, legal or not (RFC 6455 §5.2).
struct RawFrame {
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    quint8 opcode = 1;                    ///< 0 to 15
    std::optional<MaskingKey> maskingKey; ///< none: MASK 0
    std::optional<quint64> falseLength;   ///< what the header says instead of the payload's true length
    std::optional<quint8> lengthBits;     ///< 7, 16, 64; none: the shortest form for the length that the header says
    QByteArray payload;                   ///< before masking
    bool operator==(const RawFrame &) const = default;
};

/// Exactly as the fields say. A length that its form cannot hold is cut to the form's low bits.
QByteArray encodeRawFrame(const RawFrame &frame);

/// One message as fragments of these payload sizes (bytes), the rest in a last one: the first keeps opcode and RSV
/// bits, the others are continuations, FIN only where the frame had it on the last. All take the same key.
QList<RawFrame> splitIntoFragments(const RawFrame &frame, const QList<qsizetype> &sizes);

/// A part of what is sent, written to TCP at once.
struct RawPiece {
    std::chrono::milliseconds pause{0}; ///< before it
    QByteArray bytes;
};

/// Bytes that go out as they are, between whole frames; nothing else is written before the last piece is.
struct RawSend {
    QList<RawPiece> pieces;
    QString purpose = {}; ///< why it is wrong on purpose, for its rows; empty: a person composed it
    int fault = 0;        ///< with purpose: which fault it is, as its maker counts them
    QByteArray lost = {}; ///< with purpose and without pieces: what is not sent
    bool reset = false;   ///< TCP is reset (RST) behind the last piece

    /// All in one piece.
    static RawSend of(const QByteArray &bytes);
    /// Cut behind each of these sizes (bytes), with the same pause before every piece but the first.
    static RawSend split(const QByteArray &bytes, const QList<qsizetype> &sizes, std::chrono::milliseconds pause);
    QByteArray bytes() const;
    qsizetype size() const; ///< bytes of all pieces
};

} // namespace handglass
