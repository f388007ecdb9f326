// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/framepicture.h"

#include "ui/common/format.h"
#include "ui/detail/framefields.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr int BitsARow = 32;
constexpr int LeastPayloadBytes = 4;

/// Payload bytes that fill the diagram's row, or the next one when fewer than four fit.
qsizetype drawnPayloadBytes(int headerBits)
{
    const int rest = (BitsARow - headerBits % BitsARow) % BitsARow / 8;
    return rest >= LeastPayloadBytes ? rest : rest + BitsARow / 8;
}

} // namespace

QString FrameField::spoken() const
{
    const QString held = value.isEmpty() ? bytes.join(QStringLiteral(", ")) : value;
    return QStringLiteral("%1, %2: %3").arg(title, place, held);
}

FramePicture framePicture(const Entry &entry, const FrameContext &context, const std::optional<QByteArray> &payloadHead)
{
    const QByteArray head = payloadHead.value_or(entry.hasContent() ? QByteArray() : entry.head);
    FramePicture picture;
    picture.header = headerOf(entry);
    picture.payloadCame = entry.payloadLength;
    const bool unfinished = (entry.row.bits & EntryUnfinished) != 0;
    picture.lengthKnown = !unfinished || picture.header.payloadLength > quint64(entry.payloadLength);
    picture.headerBytes = encodeHeader(picture.header);
    picture.violation = entry.violation() ? entry.text : QString();
    picture.content = entry.hasContent() ? entry.contentLength : -1;
    picture.byHand = entry.byHand();
    picture.wireHead = head.first(std::min<qsizetype>(head.size(), 64));
    if (picture.header.masked)
        applyMask(picture.wireHead.data(), picture.wireHead.size(), picture.header.maskingKey);
    const qsizetype drawn = drawnPayloadBytes(static_cast<int>(picture.headerBytes.size()) * 8);
    picture.fields = frameFields(picture, head.first(std::min(head.size(), drawn)), context);
    return picture;
}

int FramePicture::indexOf(FrameField::Id id) const
{
    for (int i = 0; i < fields.size(); ++i) {
        if (fields.at(i).id == id)
            return i;
    }
    return -1;
}

int FramePicture::mostTelling() const
{
    for (int i = 0; i < fields.size(); ++i) {
        if (fields.at(i).broken)
            return i;
    }
    const int extended = indexOf(FrameField::Id::ExtendedLength);
    return extended >= 0 ? extended : indexOf(FrameField::Id::Length);
}

int FramePicture::bitCount() const
{
    return fields.isEmpty() ? 0 : fields.last().firstBit + fields.last().bits;
}

bool FramePicture::bitAt(int bit) const
{
    const qsizetype byte = bit / 8;
    const QByteArray &bytes = byte < headerBytes.size() ? headerBytes : wireHead;
    const qsizetype index = byte < headerBytes.size() ? byte : byte - headerBytes.size();
    return index < bytes.size() && ((static_cast<quint8>(bytes.at(index)) >> (7 - bit % 8)) & 1U) != 0;
}

bool FramePicture::isUnknown(int bit) const
{
    if (lengthKnown)
        return false;
    return std::any_of(fields.begin(), fields.end(), [bit](const FrameField &field) {
        const bool length = field.id == FrameField::Id::Length || field.id == FrameField::Id::ExtendedLength;
        return length && bit >= field.firstBit && bit < field.firstBit + field.bits;
    });
}

} // namespace handglass
