// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawexamples.h"

#include <QString>

#include <tl/expected.hpp>

namespace handglass {

enum class DraftMask : quint8 { Random = 0, Given = 1, None = 2 };

/// One frame as it is typed.
struct FrameDraft {
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    int opcode = 1; ///< 0 to 15
    DraftMask mask = DraftMask::Random;
    QString key;           ///< with Given: four bytes in hex
    quint8 lengthBits = 0; ///< 7, 16, 64; 0: the shortest form
    bool lengthIsFalse = false;
    QString falseLength;
    bool hex = false; ///< how payload is written
    QString payload;
    QString fragments; ///< sizes, see sizesFrom()
    bool operator==(const FrameDraft &) const = default;
};

/// Frames that are sent one behind the other, and how TCP gets them.
struct RawDraft {
    QList<FrameDraft> frames{FrameDraft()};
    QString pieces; ///< sizes of the writes, see sizesFrom()
    int pauseMs = 0;
};

enum class DraftField : quint8 { Key, FalseLength, Payload, Fragments, Pieces };

/// What is wrong, and where.
struct DraftError {
    DraftField field = DraftField::Payload;
    int frame = 0;    ///< its index
    QString sentence; ///< "expected 4 bytes in hex, got 3"
};

/// "0x9 Ping", "0xB reserved, control".
QString opcodeText(int opcode);

/// Sizes in bytes, between commas or spaces; "3x1" is three of 1. Else the sentence.
tl::expected<QList<qsizetype>, QString> sizesFrom(const QString &text);

/// What goes out, fragments included. randomKey: for each frame that wants one.
tl::expected<QList<RawFrame>, DraftError> framesOf(const RawDraft &draft, const MaskingKey &randomKey);
tl::expected<RawSend, DraftError> sendingOf(const RawDraft &draft, const MaskingKey &randomKey);

/// An example as it would be typed. Its frames that have randomKey take a random one.
RawDraft draftOf(const RawExample &example, const MaskingKey &randomKey);

MaskingKey newRandomKey();
/// "37 fa 21 3d"
QString keyText(const MaskingKey &key);

} // namespace handglass
