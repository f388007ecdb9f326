// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/framefields.h"

#include "ui/common/format.h"
#include "ui/log/deflatetext.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

using Id = FrameField::Id;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::FrameField)
};

const QString Framing = QStringLiteral("RFC 6455 §5.2");

QString bitsPlace(int first, int count, const QString &section = Framing)
{
    return count == 1 ? Text::tr("bit %1, %2").arg(first).arg(section)
                      : Text::tr("bits %1–%2, %3").arg(first).arg(first + count - 1).arg(section);
}

QString hexByte(quint8 byte)
{
    return QStringLiteral("0x%1").arg(byte, 2, 16, QLatin1Char('0'));
}

QString digit(bool set)
{
    return set ? QStringLiteral("1") : QStringLiteral("0");
}

QString byteCount(quint64 bytes)
{
    return bytes == 1 ? Text::tr("1 byte") : Text::tr("%1 bytes").arg(groupedNumber(qint64(bytes)));
}

/// Which field the recorded sentence speaks of ("expected …, got …, RFC 6455 §n").
Id brokenField(const QString &sentence)
{
    const auto says = [&sentence](QLatin1String word) { return sentence.contains(word); };
    if (says(QLatin1String("RSV")))
        return Id::Rsv;
    if (says(QLatin1String("MASK")) || says(QLatin1String("masked")))
        return Id::Mask;
    if (says(QLatin1String("FIN")))
        return Id::Fin;
    if (says(QLatin1String("UTF-8")) || says(QLatin1String("close code")) || says(QLatin1String("reason")))
        return Id::Payload;
    if (says(QLatin1String("length")) || says(QLatin1String("bytes")))
        return Id::Length;
    return Id::Opcode;
}

FrameField fieldAt(Id id, int firstBit, int bits)
{
    FrameField field;
    field.id = id;
    field.firstBit = firstBit;
    field.bits = bits;
    return field;
}

FrameField finField(const FramePicture &picture)
{
    FrameField field = fieldAt(Id::Fin, 0, 1);
    const bool fin = picture.header.fin;
    field.name = QStringLiteral("FIN");
    field.value = QString();
    field.bytes = {digit(fin)};
    field.filter = QStringLiteral("websocket.fin");
    field.title = QStringLiteral("FIN");
    field.explanation = fin ? Text::tr("1: this is the last (or only) fragment of its message.")
                            : Text::tr("0: more fragments of this message follow, as continuation frames (§5.4).");
    return field;
}

/// What RSV1 says under permessage-deflate.
QString deflateBit(const FrameHeader &header, const FrameContext &context)
{
    if (header.rsv1)
        return Text::tr("RSV1 1: the message is compressed with permessage-deflate (RFC 7692 §6).");
    if (context.compressed)
        return Text::tr("The message is compressed with permessage-deflate: RSV1 1 stands in its first frame only "
                        "(RFC 7692 §6.1).");
    return Text::tr("permessage-deflate is agreed: RSV1 in a message's first frame would say that it is compressed "
                    "(RFC 7692 §6).");
}

FrameField rsvField(const FramePicture &picture, const FrameContext &context)
{
    FrameField field = fieldAt(Id::Rsv, 1, 3);
    const FrameHeader &header = picture.header;
    QStringList set;
    for (const auto &[on, bit] : {std::pair(header.rsv1, QStringLiteral("1")), {header.rsv2, QStringLiteral("2")},
             {header.rsv3, QStringLiteral("3")}}) {
        if (on)
            set.append(bit);
    }
    field.name = QStringLiteral("RSV1–3");
    field.value = set.isEmpty() ? Text::tr("none set") : Text::tr("RSV%1 set").arg(set.join(QStringLiteral(", ")));
    field.filter = QStringLiteral("websocket.rsv");
    field.title = QStringLiteral("RSV1, RSV2, RSV3");
    field.explanation = Text::tr("0 unless an extension gives them a meaning.");
    if (context.deflateAgreed || context.compressed)
        field.explanation += u' ' + deflateBit(header, context);
    return field;
}

QString opcodeMeaning(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return Text::tr("The next fragment of a message that an earlier frame began.");
    case Opcode::Text:
        return Text::tr("The payload is text in UTF-8.");
    case Opcode::Binary:
        return Text::tr("The payload is bytes; what they mean is up to the application.");
    case Opcode::Close:
        return Text::tr("Starts or answers the closing handshake (§5.5.1).");
    case Opcode::Ping:
        return Text::tr("Asks for a Pong with the same payload (§5.5.2).");
    case Opcode::Pong:
        return Text::tr("Answers a Ping, or comes unasked as a sign of life (§5.5.3).");
    }
    return Text::tr("Reserved: no extension gives it a meaning.");
}

FrameField opcodeField(const FramePicture &picture)
{
    FrameField field = fieldAt(Id::Opcode, 4, 4);
    field.name = Text::tr("opcode");
    field.value = opcodeText(picture.header.opcode);
    field.filter = QStringLiteral("websocket.opcode");
    field.title = Text::tr("Opcode");
    field.explanation = opcodeMeaning(picture.header.opcode);
    if (isControl(picture.header.opcode))
        field.explanation += u' ' + Text::tr("A control frame: at most 125 bytes, never fragmented (§5.5).");
    return field;
}

FrameField maskField(const FramePicture &picture, const FrameContext &context)
{
    FrameField field = fieldAt(Id::Mask, 8, 1);
    const bool masked = picture.header.masked;
    field.name = QStringLiteral("MASK");
    field.bytes = {digit(masked)};
    field.filter = QStringLiteral("websocket.mask");
    field.title = QStringLiteral("MASK");
    field.explanation = masked ? Text::tr("1: a masking key follows and the payload is masked with it.")
                               : Text::tr("0: the payload stands on the wire as it is.");
    if (masked == context.fromClient) {
        field.judgement = context.fromClient ? Text::tr("masked") : Text::tr("not masked");
        field.reason = context.fromClient ? Text::tr("Every frame from a client must be masked (§5.1).")
                                          : Text::tr("A frame from a server must not be masked (§5.1).");
    }
    return field;
}

void judgeLength(FrameField &field, const FrameHeader &header)
{
    if (header.lengthBits != minimalLengthBits(header.payloadLength))
        return;
    field.judgement = Text::tr("minimal form");
    const QString length = groupedNumber(qint64(header.payloadLength));
    if (header.lengthBits == 7)
        field.reason = Text::tr("Up to 125 the length stands in 7 bits.");
    else if (header.lengthBits == 16)
        field.reason = Text::tr("%1 does not fit in 7 bits, whose largest length is 125.").arg(length);
    else
        field.reason = Text::tr("%1 does not fit in 16 bits, whose largest length is 65 535.").arg(length);
}

FrameField lengthField(const FramePicture &picture)
{
    FrameField field = fieldAt(Id::Length, 9, 7);
    const FrameHeader &header = picture.header;
    field.name = Text::tr("payload len");
    field.filter = QStringLiteral("websocket.payload_length");
    field.title = Text::tr("Payload length");
    if (header.lengthBits == 7) {
        field.value = picture.lengthKnown ? byteCount(header.payloadLength) : Text::tr("not recorded");
        field.explanation = Text::tr("Up to 125 this is the payload's length itself.");
        field.reading = picture.lengthKnown ? QString::number(header.payloadLength) : QString();
        if (picture.lengthKnown)
            judgeLength(field, header);
        return field;
    }
    const bool sixteen = header.lengthBits == 16;
    field.value = sixteen ? Text::tr("126: see next") : Text::tr("127: see next");
    field.explanation = sixteen ? Text::tr("126: the length follows in the next 16 bits.")
                                : Text::tr("127: the length follows in the next 64 bits.");
    return field;
}

FrameField extendedField(const FramePicture &picture)
{
    const FrameHeader &header = picture.header;
    FrameField field = fieldAt(Id::ExtendedLength, 16, header.lengthBits);
    field.name = Text::tr("extended payload length, %1 bits").arg(header.lengthBits);
    field.filter = QStringLiteral("websocket.payload_length");
    field.title = Text::tr("Extended payload length");
    field.explanation = header.lengthBits == 16
        ? Text::tr("The 7-bit field says 126: the true length follows in 16 bits, big-endian.")
        : Text::tr("The 7-bit field says 127: the true length follows in 64 bits, big-endian, the highest bit 0.");
    if (!picture.lengthKnown) {
        field.value = Text::tr("not recorded");
        return field;
    }
    field.value = byteCount(header.payloadLength);
    field.reading = QStringLiteral("0x%1 = %2")
                        .arg(header.payloadLength, header.lengthBits / 4, 16, QLatin1Char('0'))
                        .arg(groupedNumber(qint64(header.payloadLength)));
    judgeLength(field, header);
    return field;
}

FrameField keyField(const FramePicture &picture, int firstBit)
{
    FrameField field = fieldAt(Id::Key, firstBit, 32);
    field.name = Text::tr("masking key, 32 bits");
    for (const quint8 byte : picture.header.maskingKey)
        field.bytes.append(hexByte(byte));
    field.filter = QStringLiteral("websocket.masking_key");
    field.title = Text::tr("Masking key");
    field.explanation = Text::tr("Chosen anew by the client for each frame, unpredictably, so that an intermediary "
                                 "cannot be fed bytes of an attacker's choice (§5.3, §10.3).");
    field.reading = field.bytes.join(u' ');
    return field;
}

/// Compressed bytes are no characters.
QString byteText(quint8 wire, quint8 plain, bool masked, bool compressed)
{
    if (compressed)
        return masked ? QStringLiteral("%1 → %2").arg(hexByte(wire), hexByte(plain)) : hexByte(wire);
    const bool printable = plain > 0x20 && plain < 0x7F;
    const QString shown = printable ? QString(QLatin1Char(static_cast<char>(plain)))
        : plain == 0x20             ? Text::tr("space")
                                    : hexByte(plain);
    if (masked)
        return QStringLiteral("%1 → %2").arg(hexByte(wire), shown);
    return printable ? QStringLiteral("%1 %2").arg(hexByte(wire), shown) : hexByte(wire);
}

FrameField payloadField(const FramePicture &picture, QByteArrayView head, int firstBit)
{
    const FrameHeader &header = picture.header;
    FrameField field = fieldAt(Id::Payload, firstBit, static_cast<int>(head.size()) * 8);
    const QString size = byteCount(picture.payloadCame);
    const bool all = head.size() == picture.payloadCame;
    const bool compressed = picture.content >= 0;
    const QString kind = compressed
        ? header.masked ? Text::tr("payload, compressed, masked") : Text::tr("payload, compressed")
        : header.masked ? Text::tr("payload, masked")
                        : Text::tr("payload");
    const QString what = QStringLiteral("%1: %2").arg(kind, size);
    field.name = all ? what : Text::tr("%1, the first %2 here").arg(what).arg(head.size());
    for (qsizetype i = 0; i < head.size(); ++i)
        field.bytes.append(byteText(
            static_cast<quint8>(picture.wireHead.at(i)), static_cast<quint8>(head[i]), header.masked, compressed));
    field.filter = QStringLiteral("websocket.payload");
    field.title = Text::tr("Payload");
    field.place = Text::tr("from bit %1, %2").arg(firstBit).arg(Framing);
    field.explanation = header.masked ? Text::tr("%1. Each byte is XORed with one byte of the key (§5.3).").arg(size)
                                      : Text::tr("%1, as they are.").arg(size);
    if (compressed)
        field.explanation += u' '
            + Text::tr("Compressed: they stand for %1 of content, %2 (RFC 7692 §7.2.2).")
                  .arg(byteCount(quint64(picture.content)), ratioText(picture.payloadCame, picture.content));
    if (!picture.lengthKnown || quint64(picture.payloadCame) < header.payloadLength)
        field.explanation += u' ' + Text::tr("The connection ended before the rest came.");
    return field;
}

} // namespace

QString opcodeText(Opcode opcode)
{
    QString name;
    switch (opcode) {
    case Opcode::Continuation:
        name = Text::tr("continuation");
        break;
    case Opcode::Text:
        name = Text::tr("text");
        break;
    case Opcode::Binary:
        name = Text::tr("binary");
        break;
    case Opcode::Close:
        name = Text::tr("close");
        break;
    case Opcode::Ping:
        name = Text::tr("ping");
        break;
    case Opcode::Pong:
        name = Text::tr("pong");
        break;
    default:
        name = Text::tr("reserved");
        break;
    }
    return QStringLiteral("0x%1 %2").arg(static_cast<int>(opcode), 0, 16).arg(name);
}

QList<FrameField> frameFields(const FramePicture &picture, QByteArrayView payloadHead, const FrameContext &context)
{
    QList<FrameField> fields{finField(picture), rsvField(picture, context), opcodeField(picture),
        maskField(picture, context), lengthField(picture)};
    int bit = 16;
    if (picture.header.lengthBits > 7) {
        fields.append(extendedField(picture));
        bit += picture.header.lengthBits;
    }
    if (picture.header.masked) {
        fields.append(keyField(picture, bit));
        bit += 32;
    }
    if (!payloadHead.isEmpty())
        fields.append(payloadField(picture, payloadHead, bit));
    Id broken = brokenField(picture.violation);
    if (broken == Id::Length && picture.header.lengthBits > 7)
        broken = Id::ExtendedLength;
    for (FrameField &field : fields) {
        if (field.place.isEmpty())
            field.place = bitsPlace(field.firstBit, field.bits);
        if (picture.violation.isEmpty() || field.id != broken)
            continue;
        field.broken = true;
        field.judgement = Text::tr("rule broken");
        field.reason = picture.violation;
    }
    return fields;
}

QStringList keptRules(const FramePicture &picture, const FrameContext &context)
{
    const FrameHeader &header = picture.header;
    QStringList kept;
    if (header.masked == context.fromClient)
        kept.append(header.masked ? Text::tr("Masked, as every client frame must be (§5.1)")
                                  : Text::tr("Not masked, as every server frame must be (§5.1)"));
    if (isControl(header.opcode) && header.fin && picture.lengthKnown && header.payloadLength <= 125)
        kept.append(Text::tr("At most 125 bytes and not fragmented, as every control frame must be (§5.5)"));
    if (context.deflateAgreed && !header.rsv1 && (header.opcode == Opcode::Text || header.opcode == Opcode::Binary))
        kept.append(Text::tr("RSV1 0: sent uncompressed although permessage-deflate is on (RFC 7692 §6)"));
    if (context.deflateAgreed && header.rsv1 && picture.content >= 0)
        kept.append(Text::tr("RSV1 1: compressed, as permessage-deflate allows (RFC 7692 §6)"));
    return kept;
}

} // namespace handglass
