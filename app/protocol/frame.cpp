// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/frame.h"

#include <cstring>

namespace handglass {

namespace {

constexpr quint8 FinBit = 0x80;
constexpr quint8 Rsv1Bit = 0x40;
constexpr quint8 Rsv2Bit = 0x20;
constexpr quint8 Rsv3Bit = 0x10;
constexpr quint8 MaskBit = 0x80;

void appendBigEndian(QByteArray &bytes, quint64 value, int size)
{
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>((value >> shift) & 0xFF));
}

quint8 lengthField(const FrameHeader &header)
{
    if (header.lengthBits == 64)
        return 127;
    if (header.lengthBits == 16)
        return 126;
    return static_cast<quint8>(header.payloadLength & 0x7F);
}

} // namespace

int FrameHeader::size() const
{
    const int extended = lengthBits == 64 ? 8 : lengthBits == 16 ? 2 : 0;
    return 2 + extended + (masked ? 4 : 0);
}

quint8 FrameHeader::firstByte() const
{
    return static_cast<quint8>((fin ? FinBit : 0) | (rsv1 ? Rsv1Bit : 0) | (rsv2 ? Rsv2Bit : 0) | (rsv3 ? Rsv3Bit : 0)
        | (static_cast<quint8>(opcode) & 0x0F));
}

quint8 minimalLengthBits(quint64 payloadLength)
{
    return payloadLength > 0xFFFF ? 64 : payloadLength > 125 ? 16 : 7;
}

QByteArray encodeHeader(const FrameHeader &header)
{
    QByteArray bytes;
    bytes.reserve(header.size());
    bytes.append(static_cast<char>(header.firstByte()));
    bytes.append(static_cast<char>((header.masked ? MaskBit : 0) | lengthField(header)));
    if (header.lengthBits == 64)
        appendBigEndian(bytes, header.payloadLength, 8);
    else if (header.lengthBits == 16)
        appendBigEndian(bytes, header.payloadLength, 2);
    if (header.masked)
        bytes.append(reinterpret_cast<const char *>(header.maskingKey.data()), header.maskingKey.size());
    return bytes;
}

QByteArray encodeFrame(FrameHeader header, QByteArrayView payload)
{
    header.payloadLength = static_cast<quint64>(payload.size());
    header.lengthBits = minimalLengthBits(header.payloadLength);
    QByteArray bytes = encodeHeader(header);
    const qsizetype start = bytes.size();
    bytes.reserve(start + payload.size());
    bytes.append(payload);
    if (header.masked)
        applyMask(bytes.data() + start, payload.size(), header.maskingKey);
    return bytes;
}

void applyMask(char *data, qsizetype size, const MaskingKey &key, quint64 offset)
{
    std::array<quint8, 8> turned;
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = key[(offset + i) % key.size()];
    quint64 word = 0;
    std::memcpy(&word, turned.data(), sizeof word);

    qsizetype at = 0;
    for (; at + 8 <= size; at += 8) {
        quint64 part = 0;
        std::memcpy(&part, data + at, sizeof part);
        part ^= word;
        std::memcpy(data + at, &part, sizeof part);
    }
    for (std::size_t i = 0; at < size; ++at, ++i)
        data[at] = static_cast<char>(static_cast<quint8>(data[at]) ^ turned[i]);
}

} // namespace handglass
