// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/framerow.h"

#include <QList>
#include <QString>

#include <optional>

namespace handglass {

/// A field of the RFC 6455 §5.2 picture with what it holds in one frame.
struct FrameField {
    enum class Id : quint8 { Fin, Rsv, Opcode, Mask, Length, ExtendedLength, Key, Payload };
    Id id = Id::Fin;
    int firstBit = 0;
    int bits = 1;
    QString name;        ///< in the diagram: "extended payload length, 16 bits"
    QString value;       ///< in the diagram, below the bits: "150 bytes"; empty: each byte has its own
    QStringList bytes;   ///< below each byte: "0xdc → {"
    QString filter;      ///< Wireshark's name: "websocket.payload_length"
    QString title;       ///< "Extended payload length"
    QString place;       ///< "bits 16–31, RFC 6455 §5.2"
    QString explanation; ///< a sentence or two
    QString reading;     ///< "0x0096 = 150"
    QString judgement;   ///< "minimal form"; empty: nothing to judge
    QString reason;      ///< why it is so
    bool broken = false;
    /// "Extended payload length, bits 16–31: 150 bytes"
    QString spoken() const;
};

/// Who sent the frame on what kind of connection.
struct FrameContext {
    bool fromClient = true;
    bool deflateAgreed = false; ///< permessage-deflate is among the agreed extensions
    bool compressed = false;    ///< the row has content beside its payload
};

/// A frame as it stood on the wire: its bits and the fields that they make.
struct FramePicture {
    FrameHeader header;
    bool lengthKnown = true; ///< false: the connection ended inside the frame and its declared length is not recorded
    QByteArray headerBytes;
    QByteArray wireHead; ///< the payload's first bytes as they crossed the wire
    qint64 payloadCame = 0;
    qint64 content = -1; ///< bytes that the payload decompresses to; −1: it is not compressed
    bool byHand = false; ///< composed by the user: no rule was applied
    QList<FrameField> fields;
    QString violation; ///< the recorded sentence; empty: none

    /// −1 if there is none.
    int indexOf(FrameField::Id id) const;
    /// The broken field, else the one that tells the length.
    int mostTelling() const;
    /// Bits of the header and of those payload bytes that are drawn.
    int bitCount() const;
    bool bitAt(int bit) const;
    /// True for bits of a length that is not known.
    bool isUnknown(int bit) const;
};

/// payloadHead: the unmasked payload's first bytes; of a row without content its head holds them.
FramePicture framePicture(
    const Entry &entry, const FrameContext &context, const std::optional<QByteArray> &payloadHead = {});
/// What follows from the rules for this frame: "Masked, as every client frame must be (§5.1)", …
QStringList keptRules(const FramePicture &picture, const FrameContext &context);
/// "0x1 text", "0x9 ping"; a reserved one as "0x3 reserved".
QString opcodeText(Opcode opcode);

} // namespace handglass
