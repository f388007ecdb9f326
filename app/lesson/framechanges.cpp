// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/framechanges.h"

#include "app/lesson/unitreading.h"
#include "app/protocol/closecode.h"
#include "app/protocol/framerules.h"
#include "app/protocol/rawframe.h"
#include "app/protocol/utf8checker.h"

namespace handglass::lesson {

namespace {

constexpr MaskingKey SampleKey{0x37, 0xfa, 0x21, 0x3d}; ///< RFC 6455 §5.7
constexpr qsizetype LongPing = 126;
constexpr quint64 Lie = 5;        ///< bytes
constexpr char LeadByte = '\xC3'; ///< of a code point of two bytes
constexpr char ReservedBlockType = 0x06;
constexpr Opcode ReservedData = Opcode(0x3);
constexpr Opcode ReservedControl = Opcode(0xB);

FrameParts partsOf(const WireUnit &unit)
{
    return readFrame(unit.bytes).value_or(FrameParts());
}

QByteArray encoded(const FrameParts &frame)
{
    return encodeFrame(frame.header, frame.payload);
}

/// The header says this length, in this form; the payload stays.
QByteArray withLength(FrameParts frame, quint64 length, quint8 lengthBits)
{
    frame.header.payloadLength = length;
    frame.header.lengthBits = lengthBits;
    QByteArray payload = frame.payload;
    if (frame.header.masked)
        applyMask(payload.data(), payload.size(), frame.header.maskingKey);
    return encodeHeader(frame.header) + payload;
}

bool endsWhole(const FrameParts &frame, qsizetype size)
{
    if (frame.header.opcode != Opcode::Text || frame.header.rsv1 || !frame.header.fin)
        return true;
    Utf8Checker checker;
    return checker.feed(QByteArrayView(frame.payload).first(size)) && checker.finish();
}

/// What is read as the next frame breaks a rule as soon as it is there, whatever extension was agreed.
bool breaksRule(QByteArrayView bytes, End from)
{
    const auto next = readFrame(bytes);
    const FrameRules rules(from == End::Client ? Role::Client : Role::Server, true);
    const auto violation = next ? rules.check(next->header) : std::nullopt;
    return violation && violation->closeCode == 1002;
}

/// The largest length that is too small and leaves what no receiver can take for a frame.
std::optional<QByteArray> sayingLess(const WireUnit &unit)
{
    FrameParts frame = partsOf(unit);
    // With the key 0 what is left is the text itself, which is no frame's header.
    for (const MaskingKey &key : {frame.header.maskingKey, MaskingKey{}}) {
        frame.header.maskingKey = key;
        for (qsizetype size = frame.payload.size() - 2; size >= 0 && size >= frame.payload.size() - LongPing; --size) {
            const QByteArray bytes = withLength(frame, quint64(size), minimalLengthBits(quint64(size)));
            const qsizetype left = frame.payload.size() - size;
            if (endsWhole(frame, size) && breaksRule(QByteArrayView(bytes).last(left), unit.from))
                return bytes;
        }
    }
    return {};
}

} // namespace

// ---- which

bool isWholeFrame(const WireUnit &unit)
{
    return readFrame(unit.bytes).has_value();
}

bool isMasked(const WireUnit &unit)
{
    return isWholeFrame(unit) && partsOf(unit).header.masked;
}

bool isUnmasked(const WireUnit &unit)
{
    return isWholeFrame(unit) && !partsOf(unit).header.masked;
}

bool hasNoRsv1(const WireUnit &unit)
{
    return isWholeFrame(unit) && !partsOf(unit).header.rsv1;
}

bool isNoClose(const WireUnit &unit)
{
    return isWholeFrame(unit) && !isClose(unit);
}

bool isDataFrame(const WireUnit &unit)
{
    const FrameParts frame = partsOf(unit);
    return isWholeFrame(unit) && (frame.header.opcode == Opcode::Text || frame.header.opcode == Opcode::Binary)
        && !frame.payload.isEmpty();
}

bool isWholeMessage(const WireUnit &unit)
{
    const FrameHeader header = partsOf(unit).header;
    return isWholeFrame(unit) && header.fin && (header.opcode == Opcode::Text || header.opcode == Opcode::Binary);
}

bool isPlainText(const WireUnit &unit)
{
    const FrameHeader header = partsOf(unit).header;
    return isWholeMessage(unit) && header.opcode == Opcode::Text && !header.rsv1;
}

bool isPing(const WireUnit &unit)
{
    return isWholeFrame(unit) && partsOf(unit).header.opcode == Opcode::Ping;
}

bool isClose(const WireUnit &unit)
{
    return isWholeFrame(unit) && partsOf(unit).header.opcode == Opcode::Close;
}

bool isCompressed(const WireUnit &unit)
{
    return isDataFrame(unit) && partsOf(unit).header.rsv1;
}

bool hasShortForm(const WireUnit &unit)
{
    return isWholeFrame(unit) && partsOf(unit).header.lengthBits == 7;
}

bool canSayLess(const WireUnit &unit)
{
    return isDataFrame(unit) && sayingLess(unit).has_value();
}

// ---- how

QByteArray unmasked(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.masked = false;
    return encoded(frame);
}

QByteArray masked(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.masked = true;
    frame.header.maskingKey = SampleKey;
    return encoded(frame);
}

QByteArray withRsv1(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.rsv1 = true;
    return encoded(frame);
}

QByteArray withRsv2(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.rsv2 = true;
    return encoded(frame);
}

QByteArray withReservedOpcode(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.opcode = isControl(frame.header.opcode) ? ReservedControl : ReservedData;
    return encoded(frame);
}

QByteArray asContinuation(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.opcode = Opcode::Continuation;
    return encoded(frame);
}

QByteArray asLongPing(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.payload = frame.payload.leftJustified(LongPing, '.');
    return encoded(frame);
}

QByteArray withoutFin(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.header.fin = false;
    return encoded(frame);
}

QByteArray withLongerForm(const WireUnit &unit, QByteArrayView)
{
    const FrameParts frame = partsOf(unit);
    return withLength(frame, frame.header.payloadLength, 16);
}

QByteArray withLengthMore(const WireUnit &unit, QByteArrayView)
{
    const FrameParts frame = partsOf(unit);
    const quint64 length = quint64(frame.payload.size()) + Lie;
    return withLength(frame, length, minimalLengthBits(length));
}

QByteArray withLengthLess(const WireUnit &unit, QByteArrayView)
{
    return sayingLess(unit).value_or(unit.bytes);
}

QByteArray withSplitCodePoint(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    const bool severalBytes = !frame.payload.isEmpty() && quint8(frame.payload.back()) >= 0x80;
    if (!frame.payload.isEmpty())
        frame.payload.chop(1);
    if (!severalBytes)
        frame.payload.append(LeadByte);
    return encoded(frame);
}

QByteArray asClose1005(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.payload = QByteArray("\x03\xED", 2) + frame.payload.mid(2);
    return encoded(frame);
}

QByteArray asCloseOneByte(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.payload = QByteArray("\x03", 1);
    return encoded(frame);
}

QByteArray withBrokenDeflate(const WireUnit &unit, QByteArrayView)
{
    FrameParts frame = partsOf(unit);
    frame.payload[0] = char(frame.payload.at(0) | ReservedBlockType);
    return encoded(frame);
}

} // namespace handglass::lesson
