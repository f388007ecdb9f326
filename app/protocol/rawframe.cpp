// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/rawframe.h"

#include <algorithm>

namespace handglass {

QByteArray encodeRawFrame(const RawFrame &frame)
{
    FrameHeader header;
    header.fin = frame.fin;
    header.rsv1 = frame.rsv1;
    header.rsv2 = frame.rsv2;
    header.rsv3 = frame.rsv3;
    header.opcode = static_cast<Opcode>(frame.opcode & 0xFU);
    header.masked = frame.maskingKey.has_value();
    header.maskingKey = frame.maskingKey.value_or(MaskingKey());
    header.payloadLength = frame.falseLength.value_or(quint64(frame.payload.size()));
    header.lengthBits = frame.lengthBits.value_or(minimalLengthBits(header.payloadLength));
    if (header.lengthBits == 7)
        header.payloadLength &= 0x7FU;
    else if (header.lengthBits == 16)
        header.payloadLength &= 0xFFFFU;
    QByteArray payload = frame.payload;
    if (header.masked)
        applyMask(payload.data(), payload.size(), header.maskingKey);
    return encodeHeader(header) + payload;
}

QList<RawFrame> splitIntoFragments(const RawFrame &frame, const QList<qsizetype> &sizes)
{
    QList<RawFrame> fragments;
    qsizetype at = 0;
    for (qsizetype i = 0; i <= sizes.size(); ++i) {
        const qsizetype left = frame.payload.size() - at;
        const qsizetype size = i == sizes.size() ? left : std::clamp<qsizetype>(sizes.at(i), 0, left);
        RawFrame fragment = frame;
        fragment.payload = frame.payload.mid(at, size);
        fragment.fin = frame.fin && i == sizes.size();
        if (i > 0) {
            fragment.opcode = 0;
            fragment.rsv1 = fragment.rsv2 = fragment.rsv3 = false;
        }
        fragments.append(fragment);
        at += size;
    }
    return fragments;
}

RawSend RawSend::of(const QByteArray &bytes)
{
    return RawSend{{RawPiece{{}, bytes}}};
}

RawSend RawSend::split(const QByteArray &bytes, const QList<qsizetype> &sizes, std::chrono::milliseconds pause)
{
    RawSend raw;
    qsizetype at = 0;
    for (const qsizetype size : sizes) {
        const qsizetype taken = std::clamp<qsizetype>(size, 0, bytes.size() - at);
        if (taken > 0)
            raw.pieces.append({raw.pieces.isEmpty() ? std::chrono::milliseconds(0) : pause, bytes.mid(at, taken)});
        at += taken;
    }
    if (at < bytes.size() || raw.pieces.isEmpty())
        raw.pieces.append({raw.pieces.isEmpty() ? std::chrono::milliseconds(0) : pause, bytes.mid(at)});
    return raw;
}

QByteArray RawSend::bytes() const
{
    QByteArray all;
    for (const RawPiece &piece : pieces)
        all += piece.bytes;
    return all;
}

qsizetype RawSend::size() const
{
    qsizetype size = 0;
    for (const RawPiece &piece : pieces)
        size += piece.bytes.size();
    return size;
}

} // namespace handglass
