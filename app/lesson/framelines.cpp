// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/unitlines.h"

#include "app/protocol/closecode.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr qsizetype ShownPayload = 16; ///< bytes in hex

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::FrameLines)
};

int bit(bool set)
{
    return set ? 1 : 0;
}

UnitLine lineAt(const char *field, qsizetype offset, qsizetype size)
{
    UnitLine line;
    line.field = field;
    line.offset = offset;
    line.size = size;
    return line;
}

QString finText(const FrameHeader &header)
{
    if (isControl(header.opcode))
        return header.fin ? Text::tr("A control frame is never fragmented: FIN is 1. RFC 6455 §5.5")
                          : Text::tr("More fragments would follow, but a control frame must not be fragmented. The "
                                     "other end must fail the connection. RFC 6455 §5.5");
    if (!header.fin)
        return Text::tr("0: more fragments of this message follow, as continuation frames. RFC 6455 §5.4");
    return header.opcode == Opcode::Continuation
        ? Text::tr("1: the last fragment. The message is whole now. RFC 6455 §5.4")
        : Text::tr("1: the only fragment. The message is whole. RFC 6455 §5.4");
}

QString rsvText(const FrameHeader &header)
{
    if (header.rsv2 || header.rsv3)
        return Text::tr("No extension that is in use gives RSV2 or RSV3 a meaning: the other end must fail the "
                        "connection. RFC 6455 §5.2");
    if (header.rsv1)
        return Text::tr("RSV1 1: the message is compressed, if permessage-deflate was agreed. Without that the other "
                        "end must fail the connection. RFC 7692 §6, RFC 6455 §5.2");
    return Text::tr("0 unless an extension was agreed that gives them a meaning. RFC 6455 §5.2");
}

QString opcodeMeaning(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return Text::tr("The next fragment of the message that an earlier frame began. RFC 6455 §5.4");
    case Opcode::Text:
        return Text::tr("A message of text in UTF-8 begins. RFC 6455 §5.6");
    case Opcode::Binary:
        return Text::tr("A message of bytes begins; what they mean is up to the application. RFC 6455 §5.6");
    case Opcode::Close:
        return Text::tr("Begins the closing handshake, or answers it. RFC 6455 §5.5.1");
    case Opcode::Ping:
        return Text::tr("Asks for a Pong with the same payload. RFC 6455 §5.5.2");
    case Opcode::Pong:
        return Text::tr("Answers a Ping with its payload, or comes unasked as a sign of life. RFC 6455 §5.5.3");
    }
    return Text::tr("Reserved: the other end must fail the connection. RFC 6455 §5.2");
}

QString maskText(bool masked, End from)
{
    if (from == End::Client)
        return masked ? Text::tr("A client masks every frame: a masking key follows. RFC 6455 §5.1")
                      : Text::tr("A client must mask every frame. The server must close the connection, and may say "
                                 "1002. RFC 6455 §5.1");
    return masked ? Text::tr("A server must not mask. The client must close the connection, and may say 1002. RFC 6455 "
                             "§5.1")
                  : Text::tr("A server never masks: the payload stands there as it is. RFC 6455 §5.1");
}

QString lengthText(const FrameHeader &header, qsizetype there, bool more)
{
    QString text = header.lengthBits == 7 ? Text::tr("Up to 125 bytes the length stands in these 7 bits.")
        : header.lengthBits == 16         ? Text::tr("The 7 bits say 126: the length follows in 16 bits.")
                                          : Text::tr("The 7 bits say 127: the length follows in 64 bits.");
    if (header.lengthBits != minimalLengthBits(header.payloadLength))
        text += QLatin1Char(' ') + Text::tr("The shortest form must be used: this one is too long.");
    if (isControl(header.opcode) && header.payloadLength > 125)
        text += QLatin1Char(' ') + Text::tr("A control frame has at most 125 bytes (§5.5).");
    if (quint64(there) < header.payloadLength)
        text += QLatin1Char(' ') + Text::tr("Here are %1: the other end waits for the rest.").arg(there);
    else if (more)
        text += QLatin1Char(' ') + Text::tr("More bytes follow: the other end reads them as the next frame.");
    return text + QStringLiteral(" RFC 6455 §5.2");
}

QString closePayloadText(const QByteArray &payload)
{
    if (payload.isEmpty())
        return Text::tr("Empty: no close code is given, and the other end notes 1005. RFC 6455 §7.1.5");
    ClosePayload close;
    const auto violation = parseClosePayload(payload, close);
    if (violation)
        return violation->sentence().toHtmlEscaped();
    return Text::tr("Two bytes of close code, then the reason in UTF-8: %1. RFC 6455 §5.5.1")
        .arg(close.reason.isEmpty()
                ? closeCodeText(close.code)
                : QStringLiteral("%1 “%2”").arg(closeCodeText(close.code), close.reason.toHtmlEscaped()));
}

QString payloadMeaning(const FrameParts &frame)
{
    if (frame.header.opcode == Opcode::Close)
        return closePayloadText(frame.payload);
    if (frame.header.rsv1)
        return Text::tr("Compressed with DEFLATE, if permessage-deflate was agreed. RFC 7692 §7.2.1");
    if (frame.header.masked)
        return Text::tr("Shown unmasked: each byte on the wire is XORed with one byte of the key. RFC 6455 §5.3");
    return Text::tr("As it stands on the wire. RFC 6455 §5.2");
}

QString payloadLine(const FrameParts &frame)
{
    const QString hex = hexText(frame.payload, ShownPayload);
    const bool text = frame.header.opcode != Opcode::Binary && frame.header.opcode != Opcode::Close
        && !frame.header.rsv1 && quotedText(frame.payload).startsWith(QChar(0x201C));
    return text ? Text::tr("payload %1  %2").arg(hex, quotedText(frame.payload)) : Text::tr("payload %1").arg(hex);
}

QList<UnitLine> headerLines(const FrameHeader &header, End from)
{
    UnitLine fin = lineAt("fin", 0, 1);
    fin.text = QStringLiteral("FIN %1").arg(bit(header.fin));
    fin.explanation = finText(header);
    UnitLine rsv = lineAt("rsv", 0, 1);
    rsv.text =
        QStringLiteral("RSV1 %1  RSV2 %2  RSV3 %3").arg(bit(header.rsv1)).arg(bit(header.rsv2)).arg(bit(header.rsv3));
    rsv.explanation = rsvText(header);
    UnitLine opcode = lineAt("opcode", 0, 1);
    opcode.text = isDefined(header.opcode)
        ? Text::tr("opcode 0x%1, %2").arg(QString::number(int(header.opcode), 16), opcodeName(header.opcode))
        : opcodeName(header.opcode);
    opcode.explanation = opcodeMeaning(header.opcode);
    UnitLine mask = lineAt("mask", 1, 1);
    mask.text = QStringLiteral("MASK %1").arg(bit(header.masked));
    mask.explanation = maskText(header.masked, from);
    return {fin, rsv, opcode, mask};
}

} // namespace

QList<UnitLine> frameLines(const FrameParts &frame, const FrameParts &sent, End from)
{
    const FrameHeader &header = frame.header;
    const int keySize = header.masked ? int(header.maskingKey.size()) : 0;
    QList<UnitLine> lines = headerLines(header, from);
    UnitLine length = lineAt("length", 1, header.size() - keySize - 1);
    length.text = Text::tr("length %1 (%2 bits)").arg(header.payloadLength).arg(header.lengthBits);
    length.explanation = lengthText(header, frame.payload.size(), !frame.rest.isEmpty());
    lines.append(length);
    if (header.masked) {
        UnitLine key = lineAt("maskingKey", header.size() - keySize, keySize);
        key.text = Text::tr("masking key %1")
                       .arg(hexText({reinterpret_cast<const char *>(header.maskingKey.data()), keySize}));
        key.explanation = Text::tr("Chosen anew for each frame, so that nobody can foresee it. RFC 6455 §5.3, §10.3");
        lines.append(key);
    }
    if (!frame.payload.isEmpty()) {
        UnitLine payload = lineAt("payload", header.size(), frame.payload.size());
        payload.text = payloadLine(frame);
        payload.explanation = payloadMeaning(frame);
        payload.broken = frame.payload != sent.payload;
        lines.append(payload);
    }
    const QList<UnitLine> before = headerLines(sent.header, from);
    for (qsizetype i = 0; i < before.size(); ++i)
        lines[i].broken = lines.at(i).text != before.at(i).text;
    lines[before.size()].broken =
        header.payloadLength != sent.header.payloadLength || header.lengthBits != sent.header.lengthBits;
    return lines;
}

} // namespace handglass::lesson
