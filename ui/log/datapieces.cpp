// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "ui/common/format.h"
#include "ui/log/deflatetext.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogRow)
};

using Kind = DataPiece::Kind;

constexpr qsizetype HexBytesShown = 64;

QString hexLine(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.first(std::min(bytes.size(), HexBytesShown)).toByteArray().toHex(' '));
}

QString ellipsisIfCut(const Entry &entry, qsizetype shown)
{
    return entry.contentLength > shown ? QString(QChar(0x2026)) : QString();
}

DataPiece payloadPiece(const Entry &entry, bool text)
{
    if (text) {
        const bool cut = entry.contentLength > entry.head.size();
        const QByteArrayView shown = cut ? wholeCodePoints(entry.head) : QByteArrayView(entry.head);
        return {Kind::Payload, oneLine(shown) + ellipsisIfCut(entry, entry.head.size())};
    }
    const QString hex = hexLine(entry.head);
    const qsizetype shown = std::min(entry.head.size(), HexBytesShown);
    return {Kind::Payload, entry.contentLength > shown ? hex + u' ' + QChar(0x2026) : hex};
}

QList<DataPiece> closePieces(const Entry &entry)
{
    ClosePayload close;
    if (entry.payloadLength > 125 || parseClosePayload(entry.head, close))
        return entry.payloadLength == 0 ? QList<DataPiece>() : QList<DataPiece>{payloadPiece(entry, false)};
    if (entry.payloadLength == 0)
        return {{Kind::Strong, closeCodeText(NoStatusReceived)}, {Kind::Note, Text::tr("empty payload")}};
    const QString reason =
        close.reason.isEmpty() ? Text::tr("no reason") : Text::tr("“%1”").arg(oneLine(close.reason.toUtf8()));
    return {{Kind::Strong, closeCodeText(close.code)}, {Kind::Note, reason}};
}

QList<DataPiece> continuationPieces(const LogRow &row)
{
    const EntryId first = row.entry.row.messageFirst;
    if (first == 0)
        return {payloadPiece(row.entry, looksLikeText(row.entry.head))};
    const QString number = groupedNumber(first);
    if ((row.entry.row.bits & EntryLast) != 0)
        return {{Kind::Note, Text::tr("last fragment of #%1").arg(number)}};
    if (row.notes.fragmentIndex < 2)
        return {{Kind::Note, Text::tr("fragment of #%1").arg(number)}};
    return {{Kind::Note, Text::tr("fragment %1 of #%2").arg(row.notes.fragmentIndex).arg(number)}};
}

/// As it was measured; what a capture of version 1 does not tell comes from the two rows' times.
QString roundTripText(const LogRow &row)
{
    const bool told = !row.entry.violation() && !row.entry.text.isEmpty();
    return told ? oneLine(row.entry.text.toUtf8()) : Text::tr("RTT %1").arg(durationText(row.notes.roundTripNs));
}

QList<DataPiece> controlPieces(const LogRow &row)
{
    QList<DataPiece> pieces;
    if (row.entry.payloadLength > 0)
        pieces.append(payloadPiece(row.entry, looksLikeText(row.entry.head)));
    else
        pieces.append({Kind::Note, Text::tr("empty payload")});
    if (row.notes.answers == 0)
        return pieces;
    pieces.append({Kind::Tag, Text::tr("answers #%1").arg(groupedNumber(row.notes.answers))});
    if (row.entry.row.direction == Direction::Received)
        pieces.append({Kind::Tag, roundTripText(row)});
    return pieces;
}

/// Of a message's first frame: how many it has, and how large it is compressed and not.
QList<DataPiece> messageTags(const LogRow &row)
{
    QList<DataPiece> tags;
    const RowNotes &notes = row.notes;
    const bool fragmented = (row.entry.row.bits & EntryFirst) != 0;
    if (notes.fragments > 0)
        tags.append({Kind::Tag, Text::tr("%1 fragments").arg(groupedNumber(notes.fragments))});
    else if (fragmented)
        tags.append({Kind::Tag, Text::tr("first fragment")});
    if (!row.entry.hasContent())
        return tags;
    if (notes.fragments > 0)
        tags.append({Kind::Tag, Text::tr("deflate %1").arg(deflateSizes(notes.messagePayload, notes.messageContent))});
    else if (fragmented)
        tags.append({Kind::Tag, Text::tr("deflate")});
    else
        tags.append(
            {Kind::Tag, Text::tr("deflate %1").arg(deflateSizes(row.entry.payloadLength, row.entry.contentLength))});
    return tags;
}

/// Compressed bytes that could not be decompressed are no text, whatever the opcode says.
bool isReadable(const Entry &entry)
{
    const bool compressed = (entry.rsv() & 4) != 0;
    return entry.opcode() == Opcode::Text && (entry.hasContent() || !compressed);
}

QList<DataPiece> framePieces(const LogRow &row)
{
    switch (row.entry.opcode()) {
    case Opcode::Continuation:
        return continuationPieces(row);
    case Opcode::Close:
        return closePieces(row.entry);
    case Opcode::Ping:
    case Opcode::Pong:
        return controlPieces(row);
    case Opcode::Text:
    case Opcode::Binary:
        break;
    }
    QList<DataPiece> pieces = messageTags(row);
    if (row.notes.requests == 1)
        pieces.append({Kind::Tag, Text::tr("answers #%1").arg(groupedNumber(row.notes.answers))});
    else if (row.notes.requests > 1)
        pieces.append({Kind::Tag,
            Text::tr("answers %1 from #%2").arg(groupedNumber(row.notes.requests), groupedNumber(row.notes.answers))});
    if (row.entry.payloadLength == 0)
        pieces.append({Kind::Note, Text::tr("empty payload")});
    else if (row.entry.contentLength == 0)
        pieces.append({Kind::Note, Text::tr("empty content")});
    else
        pieces.append(payloadPiece(row.entry, isReadable(row.entry)));
    return pieces;
}

QString eventIcon(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Opened:
        return QStringLiteral("new");
    case EntryKind::Closed:
        return QStringLiteral("close");
    default:
        return QStringLiteral("info");
    }
}

} // namespace

QList<DataPiece> dataPieces(const LogRow &row)
{
    const Entry &entry = row.entry;
    QList<DataPiece> pieces;
    if (row.marked)
        pieces.append({Kind::Mark, QStringLiteral("saved")});
    if (!row.comment.isEmpty())
        pieces.append({Kind::Comment, oneLine(row.comment.toUtf8())});
    if (entry.onPurpose())
        pieces.append({Kind::OnPurpose, QStringLiteral("fault")});
    else if (entry.byHand())
        pieces.append({Kind::ByHand, QStringLiteral("fault")});
    else if (entry.violation())
        pieces.append({Kind::Icon, QStringLiteral("warn")});
    if (entry.violation())
        pieces.append({Kind::Violation, oneLine(entry.text.toUtf8())});
    if (entry.row.kind != EntryKind::Frame) {
        if (entry.violation())
            return pieces;
        if (!entry.byHand() && !entry.onPurpose())
            pieces.append({Kind::Icon, eventIcon(entry.row.kind)});
        pieces.append({Kind::Event, oneLine(entry.text.toUtf8())});
        return pieces;
    }
    if (entry.onPurpose())
        pieces.append({Kind::Violation, oneLine(entry.text.toUtf8())});
    if (row.unmatched)
        pieces.append({Kind::Tag, Text::tr("no rule")});
    if ((entry.row.bits & EntryUnfinished) != 0)
        pieces.append({Kind::Tag, Text::tr("cut off after %1").arg(sizeText(entry.payloadLength))});
    return pieces + framePieces(row);
}

} // namespace handglass
