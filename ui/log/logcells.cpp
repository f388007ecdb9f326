// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logcells.h"

#include "ui/common/format.h"
#include "ui/log/deflatetext.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogCells)
};

QString sizes(const Entry &entry)
{
    if (entry.row.kind != EntryKind::Frame)
        return {};
    const QString wire =
        Text::tr("%1 of payload, %2 on the wire").arg(sizeText(entry.payloadLength), sizeText(entry.row.wireLength));
    if (!entry.hasContent())
        return wire;
    return QStringLiteral("<p>%1</p><p>%2</p>").arg(wire, deflateSentence(entry.payloadLength, entry.contentLength));
}

/// What the row's data say beyond what is painted.
QString remarks(const LogRow &row)
{
    const Entry &entry = row.entry;
    QStringList parts;
    if (row.marked)
        parts.append(
            row.comment.isEmpty() ? Text::tr("Marked") : Text::tr("Marked: %1").arg(row.comment.toHtmlEscaped()));
    if (entry.byHand() && !entry.onPurpose())
        parts.append(Text::tr("Made by hand: sent as it was composed, whatever the rules say."));
    if (!entry.text.isEmpty())
        parts.append(entry.text.toHtmlEscaped());
    if (entry.hasContent())
        parts.append(row.notes.messageContent > 0 ? deflateSentence(row.notes.messagePayload, row.notes.messageContent)
                                                  : deflateSentence(entry.payloadLength, entry.contentLength));
    return parts.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(parts.join(QStringLiteral("</p><p>")));
}

QString bit(bool set)
{
    return set ? QStringLiteral("1") : QStringLiteral("0");
}

QString frameFact(const Entry &entry, LogColumn column)
{
    if (entry.row.kind != EntryKind::Frame)
        return {};
    switch (column) {
    case LogColumn::Size:
        return groupedNumber(entry.payloadLength);
    case LogColumn::Opcode:
        return QStringLiteral("0x%1").arg(int(entry.opcode()), 0, 16);
    case LogColumn::Fin:
        return bit(entry.fin());
    case LogColumn::Rsv:
        return bit((entry.rsv() & 4) != 0) + u' ' + bit((entry.rsv() & 2) != 0) + u' ' + bit((entry.rsv() & 1) != 0);
    case LogColumn::Mask:
        return bit(entry.masked());
    case LogColumn::MaskKey:
        return entry.masked() ? maskKeyText(entry.row.maskKey) : QString();
    case LogColumn::WireSize:
        return groupedNumber(entry.row.wireLength);
    case LogColumn::ContentSize:
        return groupedNumber(entry.contentLength);
    case LogColumn::Ratio:
        return entry.hasContent() ? ratioText(entry.payloadLength, entry.contentLength) : QString();
    default:
        return {};
    }
}

} // namespace

QString cellText(LogColumn column, const LogRow &row)
{
    switch (column) {
    case LogColumn::Number:
        return groupedNumber(row.entry.id);
    case LogColumn::Time:
        return clockText(row.entry.row.timeNs);
    case LogColumn::Direction:
        return directionText(row.entry);
    case LogColumn::Type:
        return typeText(row.entry);
    case LogColumn::Data:
        return dataText(row);
    case LogColumn::Latency:
        return row.notes.latencyNs < 0 ? QString() : durationText(row.notes.latencyNs);
    default:
        return frameFact(row.entry, column);
    }
}

QString cellToolTip(LogColumn column, const LogRow &row)
{
    switch (column) {
    case LogColumn::Time:
        return exactClockText(row.entry.row.timeNs);
    case LogColumn::Number:
    case LogColumn::Data:
        return remarks(row);
    case LogColumn::Delta:
    case LogColumn::Direction:
        return {};
    case LogColumn::Size:
    case LogColumn::WireSize:
    case LogColumn::ContentSize:
    case LogColumn::Ratio:
        return sizes(row.entry);
    default:
        return columnMeaning(column);
    }
}

} // namespace handglass
