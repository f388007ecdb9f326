// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logcells.h"

#include "ui/common/format.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogCells)
};

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
    default:
        return {};
    }
}

} // namespace

QString cellText(LogColumn column, const LogRow &row, qint64 deltaNs)
{
    switch (column) {
    case LogColumn::Number:
        return groupedNumber(row.entry.id);
    case LogColumn::Time:
        return clockText(row.entry.row.timeNs);
    case LogColumn::Delta:
        return deltaNs < 0 ? QString() : deltaText(deltaNs);
    case LogColumn::Direction:
        return directionText(row.entry);
    case LogColumn::Type:
        return typeText(row.entry);
    case LogColumn::Data:
        return dataText(row);
    case LogColumn::Connection:
        return row.entry.row.connection > 0 ? groupedNumber(row.entry.row.connection) : QString();
    default:
        return frameFact(row.entry, column);
    }
}

QString cellToolTip(LogColumn column, const LogRow &row)
{
    switch (column) {
    case LogColumn::Time:
        return exactClockText(row.entry.row.timeNs);
    case LogColumn::Delta:
    case LogColumn::Number:
    case LogColumn::Direction:
        return {};
    case LogColumn::Size:
        if (row.entry.row.kind != EntryKind::Frame)
            return {};
        return Text::tr("%1 of payload, %2 on the wire")
            .arg(sizeText(row.entry.payloadLength), sizeText(row.entry.row.wireLength));
    case LogColumn::Data:
        return row.entry.text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(row.entry.text.toHtmlEscaped());
    default:
        return columnMeaning(column);
    }
}

} // namespace handglass
