// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawparts.h"

#include "ui/compose/rawdraft.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RawParts)
};

QString firstLabel(const RawFrame &frame)
{
    QStringList words{frame.fin ? Words::tr("FIN 1") : Words::tr("FIN 0")};
    const std::pair<bool, const char *> reserved[]{{frame.rsv1, "RSV1"}, {frame.rsv2, "RSV2"}, {frame.rsv3, "RSV3"}};
    for (const auto &[set, name] : reserved) {
        if (set)
            words.append(QLatin1String(name));
    }
    words.append(opcodeText(frame.opcode & 0xF));
    return words.join(QStringLiteral(", "));
}

QString lengthLabel(const RawFrame &frame)
{
    const quint64 length = frame.falseLength.value_or(quint64(frame.payload.size()));
    const quint8 bits = frame.lengthBits.value_or(minimalLengthBits(length));
    QString text = Words::tr("MASK %1, length %2").arg(frame.maskingKey ? 1 : 0).arg(length);
    if (bits != 7)
        text += Words::tr(", %1-bit form").arg(bits);
    if (bits < minimalLengthBits(length))
        text += Words::tr(", cut: too long for the %1-bit form").arg(bits);
    else if (length != quint64(frame.payload.size()))
        text += Words::tr(", false");
    return text;
}

QString payloadLabel(const RawFrame &frame)
{
    return frame.maskingKey ? Words::tr("payload %1 B, masked").arg(frame.payload.size())
                            : Words::tr("payload %1 B").arg(frame.payload.size());
}

} // namespace

QList<RawBytes> partsOf(const QList<RawFrame> &frames)
{
    QList<RawBytes> parts;
    for (qsizetype i = 0; i < frames.size(); ++i) {
        const RawFrame &frame = frames.at(i);
        const QByteArray wire = encodeRawFrame(frame);
        const qsizetype header = wire.size() - frame.payload.size();
        const qsizetype key = frame.maskingKey ? 4 : 0;
        parts.append({RawPart::First, i, wire.first(1), firstLabel(frame)});
        parts.append({RawPart::Length, i, wire.mid(1, header - key - 1), lengthLabel(frame)});
        if (key > 0)
            parts.append(
                {RawPart::Key, i, wire.mid(header - key, key), Words::tr("key %1").arg(keyText(*frame.maskingKey))});
        if (!frame.payload.isEmpty())
            parts.append({RawPart::Payload, i, wire.mid(header), payloadLabel(frame)});
    }
    return parts;
}

} // namespace handglass
