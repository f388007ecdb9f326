// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/framerules.h"

#include <QCoreApplication>

#include <limits>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::FrameRules)
};

constexpr quint64 LargestControlPayload = 125;                         // RFC 6455 §5.5
constexpr quint64 LargestPayload = std::numeric_limits<qint64>::max(); // RFC 6455 §5.2
constexpr quint16 ProtocolError = 1002;
constexpr quint16 MessageTooBig = 1009;

const QString Framing = QStringLiteral("RFC 6455 §5.2");
const QString Masking = QStringLiteral("RFC 6455 §5.1");
const QString Fragmentation = QStringLiteral("RFC 6455 §5.4");
const QString ControlFrames = QStringLiteral("RFC 6455 §5.5");
const QString SizeLimits = QStringLiteral("RFC 6455 §10.4");
const QString Compression = QStringLiteral("RFC 7692 §6.1");

QString hex(Opcode opcode)
{
    return QStringLiteral("0x") + QString::number(static_cast<quint8>(opcode), 16).toUpper();
}

/// With its article, as it stands in a sentence.
QString frameName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return Text::tr("a continuation frame");
    case Opcode::Text:
        return Text::tr("a Text frame");
    case Opcode::Binary:
        return Text::tr("a Binary frame");
    case Opcode::Close:
        return Text::tr("a Close frame");
    case Opcode::Ping:
        return Text::tr("a Ping");
    case Opcode::Pong:
        return Text::tr("a Pong");
    }
    return Text::tr("a frame with opcode %1").arg(hex(opcode));
}

QString lengthForm(quint8 bits)
{
    return Text::tr("%1-bit").arg(bits);
}

QString byteCount(quint64 count)
{
    return count == 1 ? Text::tr("1 byte") : Text::tr("%1 bytes").arg(count);
}

quint64 saturatedSum(quint64 a, quint64 b)
{
    return b > std::numeric_limits<quint64>::max() - a ? std::numeric_limits<quint64>::max() : a + b;
}

/// A message of the largest size that cannot be compressed, as DEFLATE writes it, has less.
quint64 largestCompressed(quint64 size)
{
    return saturatedSum(size, size / 256 + 64);
}

Violation reservedBit(const QString &bit)
{
    return {Text::tr("%1 0").arg(bit), Text::tr("1 and no extension that uses it"), Framing, ProtocolError};
}

} // namespace

FrameRules::FrameRules(Role sender, bool rsv1Allowed, quint64 maxMessageSize)
    : m_sender(sender)
    , m_rsv1Allowed(rsv1Allowed)
    , m_maxMessageSize(maxMessageSize)
{
}

std::optional<Violation> FrameRules::check(const FrameHeader &header) const
{
    if (auto violation = checkReserved(header))
        return violation;
    if (auto violation = checkMask(header))
        return violation;
    if (auto violation = checkControl(header))
        return violation;
    if (auto violation = checkFragment(header))
        return violation;
    if (auto violation = checkLength(header))
        return violation;
    return checkMessageSize(header);
}

std::optional<Violation> FrameRules::checkReserved(const FrameHeader &header) const
{
    if (header.rsv1 && !m_rsv1Allowed)
        return reservedBit(QStringLiteral("RSV1"));
    if (header.rsv2)
        return reservedBit(QStringLiteral("RSV2"));
    if (header.rsv3)
        return reservedBit(QStringLiteral("RSV3"));
    if (!isDefined(header.opcode))
        return Violation{Text::tr("an opcode of 0x0 to 0x2 or 0x8 to 0xA"), hex(header.opcode), Framing, ProtocolError};
    if (header.rsv1 && (isControl(header.opcode) || header.opcode == Opcode::Continuation))
        return Violation{Text::tr("RSV1 only in the first frame of a message"),
            Text::tr("RSV1 1 in %1").arg(frameName(header.opcode)), Compression, ProtocolError};
    return {};
}

std::optional<Violation> FrameRules::checkMask(const FrameHeader &header) const
{
    if (m_sender == Role::Client && !header.masked)
        return Violation{Text::tr("a masked frame from the client"), Text::tr("MASK 0"), Masking, ProtocolError};
    if (m_sender == Role::Server && header.masked)
        return Violation{Text::tr("an unmasked frame from the server"), Text::tr("MASK 1"), Masking, ProtocolError};
    return {};
}

std::optional<Violation> FrameRules::checkControl(const FrameHeader &header) const
{
    if (!isControl(header.opcode))
        return {};
    if (header.payloadLength > LargestControlPayload)
        return Violation{Text::tr("at most 125 bytes in %1").arg(frameName(header.opcode)),
            QString::number(header.payloadLength), ControlFrames, ProtocolError};
    if (!header.fin)
        return Violation{
            Text::tr("FIN 1 in %1").arg(frameName(header.opcode)), Text::tr("FIN 0"), ControlFrames, ProtocolError};
    return {};
}

std::optional<Violation> FrameRules::checkFragment(const FrameHeader &header) const
{
    if (isControl(header.opcode))
        return {};
    if (m_inMessage && header.opcode != Opcode::Continuation) {
        const QString got =
            header.opcode == Opcode::Text ? Text::tr("a new Text frame") : Text::tr("a new Binary frame");
        return Violation{Text::tr("a continuation frame"), got, Fragmentation, ProtocolError};
    }
    if (!m_inMessage && header.opcode == Opcode::Continuation)
        return Violation{Text::tr("a Text or Binary frame"), Text::tr("a continuation frame with nothing to continue"),
            Fragmentation, ProtocolError};
    return {};
}

std::optional<Violation> FrameRules::checkLength(const FrameHeader &header) const
{
    if (header.payloadLength > LargestPayload)
        return Violation{
            Text::tr("a payload length below 2^63"), QString::number(header.payloadLength), Framing, ProtocolError};
    const quint8 minimal = minimalLengthBits(header.payloadLength);
    if (header.lengthBits != minimal)
        return Violation{
            Text::tr("the %1 length form for %2").arg(lengthForm(minimal), byteCount(header.payloadLength)),
            lengthForm(header.lengthBits), Framing, ProtocolError};
    return {};
}

std::optional<Violation> FrameRules::checkMessageSize(const FrameHeader &header) const
{
    if (isControl(header.opcode))
        return {};
    const bool continues = header.opcode == Opcode::Continuation;
    const quint64 size = saturatedSum(continues ? m_messageSize : 0, header.payloadLength);
    const bool compressed = continues ? m_compressed : header.rsv1;
    const quint64 most = compressed ? largestCompressed(m_maxMessageSize) : m_maxMessageSize;
    if (size <= most)
        return {};
    return Violation{compressed ? Text::tr("at most %1 in a compressed message").arg(byteCount(most))
                                : Text::tr("at most %1 in a message").arg(byteCount(most)),
        QString::number(size), SizeLimits, MessageTooBig};
}

void FrameRules::accept(const FrameHeader &header)
{
    if (isControl(header.opcode) || !isDefined(header.opcode))
        return;
    if (header.opcode != Opcode::Continuation) {
        m_inMessage = true;
        m_compressed = header.rsv1;
        m_messageOpcode = header.opcode;
        m_messageSize = 0;
    }
    if (m_inMessage)
        m_messageSize = saturatedSum(m_messageSize, header.payloadLength);
    if (header.fin) {
        m_inMessage = false;
        m_messageSize = 0;
    }
}

bool FrameRules::inMessage() const
{
    return m_inMessage;
}

Opcode FrameRules::messageOpcode() const
{
    return m_messageOpcode;
}

quint64 FrameRules::messageSize() const
{
    return m_messageSize;
}

} // namespace handglass
