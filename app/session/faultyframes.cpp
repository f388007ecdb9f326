// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/faultyframes.h"

#include "app/mock/faultduty.h"

#include <QRandomGenerator>

#include <algorithm>

namespace handglass {

using scenario::Fault;
using scenario::FaultKind;

namespace {

constexpr quint8 Text = 1;
constexpr quint8 Binary = 2;
constexpr quint8 Ping = 9;
constexpr quint8 FirstControl = 8;
constexpr qsizetype MostControl = 125; ///< RFC 6455 §5.5
const QByteArray OwnPayload = "made on purpose";

MaskingKey randomKey()
{
    const quint32 number = QRandomGenerator::global()->generate();
    return {quint8(number >> 24U), quint8(number >> 16U), quint8(number >> 8U), quint8(number | 1U)};
}

/// RSV1 has a meaning where permessage-deflate was agreed, but for a continuation (RFC 7692 §6.1).
QByteArray withRsv(RawFrame frame, qint64 bits, bool compressed)
{
    if (compressed && bits == 4) {
        QList<RawFrame> fragments = splitIntoFragments(frame, {frame.payload.size() / 2});
        fragments.last().rsv1 = true;
        return encodeRawFrame(fragments.first()) + encodeRawFrame(fragments.last());
    }
    frame.rsv1 = (bits & 4) != 0;
    frame.rsv2 = (bits & 2) != 0;
    frame.rsv3 = (bits & 1) != 0;
    return encodeRawFrame(frame);
}

QByteArray withOpcode(RawFrame frame, qint64 opcode)
{
    frame.opcode = quint8(opcode);
    if (frame.opcode >= FirstControl)
        frame.payload.truncate(MostControl); // only one thing is wrong
    return encodeRawFrame(frame);
}

QByteArray withFalseLength(RawFrame frame, qint64 by)
{
    if (frame.payload.size() + by < 0 || frame.payload.isEmpty())
        frame.payload = OwnPayload;
    frame.falseLength = quint64(std::max<qint64>(frame.payload.size() + by, 0));
    return encodeRawFrame(frame);
}

QByteArray control(qsizetype size, bool fin)
{
    RawFrame ping;
    ping.opcode = Ping;
    ping.fin = fin;
    ping.payload = size == 0 ? OwnPayload : QByteArray(size, 'x');
    return encodeRawFrame(ping);
}

/// BTYPE 11 is no kind of block (RFC 1951 §3.2.3).
QByteArray withBrokenDeflate(RawFrame frame)
{
    frame.rsv1 = true;
    frame.payload.prepend('\x07');
    return encodeRawFrame(frame);
}

QByteArray halfOf(const RawFrame &frame)
{
    const QByteArray whole = encodeRawFrame(frame);
    return whole.first(std::max<qsizetype>(1, whole.size() / 2));
}

QByteArray bytesOf(const Fault &fault, RawFrame frame, bool compressed)
{
    switch (fault.kind) {
    case FaultKind::Masked:
        frame.maskingKey = randomKey();
        return encodeRawFrame(frame);
    case FaultKind::Rsv:
        return withRsv(frame, fault.number, compressed);
    case FaultKind::ReservedOpcode:
        return withOpcode(frame, fault.number);
    case FaultKind::LongControl:
        return control(fault.number, true);
    case FaultKind::FragmentedControl:
        return control(0, false);
    case FaultKind::LoneContinuation:
        frame.opcode = 0;
        return encodeRawFrame(frame);
    case FaultKind::BadUtf8:
        frame.opcode = Text;
        frame.payload += '\xFF';
        return encodeRawFrame(frame);
    case FaultKind::FalseLength:
        return withFalseLength(frame, fault.number);
    case FaultKind::BrokenDeflate:
        return withBrokenDeflate(frame);
    case FaultKind::Reset:
        return halfOf(frame);
    default:
        return encodeRawFrame(frame);
    }
}

} // namespace

FaultEffectOn effectOf(FaultKind kind)
{
    switch (kind) {
    case FaultKind::LongControl:
    case FaultKind::FragmentedControl:
        return FaultEffectOn::Before;
    case FaultKind::Throughput:
    case FaultKind::Freeze:
    case FaultKind::CloseNotEchoed:
    case FaultKind::PongWithheld:
        return FaultEffectOn::Stream;
    default:
        return scenario::formOf(kind).handshake ? FaultEffectOn::Handshake : FaultEffectOn::Message;
    }
}

RawSend faultyFrames(const Fault &fault, bool text, const QByteArray &payload, bool compressed)
{
    RawSend raw;
    raw.purpose = scenario::purposeText(fault.kind);
    raw.fault = int(fault.kind);
    if (fault.kind == FaultKind::Lose) {
        raw.lost = payload;
        return raw;
    }
    RawFrame frame;
    frame.opcode = text ? Text : Binary;
    frame.payload = payload;
    raw.pieces = {RawPiece{{}, bytesOf(fault, frame, compressed)}};
    raw.reset = fault.kind == FaultKind::Reset;
    return raw;
}

RawSend faultyFrames(const Fault &fault, bool compressed)
{
    return faultyFrames(fault, true, OwnPayload, compressed);
}

} // namespace handglass
