// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonlines.h"

#include "app/cli/jsonparts.h"

namespace handglass {

QJsonObject frameJson(const Entry &entry, const FrameDetail &detail)
{
    QJsonObject object = jsonLine("frame", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("direction")] = directionWord(entry.row.direction);
    object[QStringLiteral("opcode")] = int(entry.opcode());
    object[QStringLiteral("name")] = opcodeWord(entry.opcode());
    object[QStringLiteral("fin")] = entry.fin();
    object[QStringLiteral("rsv")] = entry.rsv();
    object[QStringLiteral("mask")] = entry.masked();
    if (entry.masked())
        object[QStringLiteral("maskingKey")] = maskingKeyHex(entry.row.maskKey);
    object[QStringLiteral("wireLength")] = entry.row.wireLength;
    object[QStringLiteral("lengthBits")] = entry.row.lengthBits;
    object[QStringLiteral("payloadLength")] = entry.payloadLength;
    if (entry.hasContent())
        object[QStringLiteral("contentLength")] = entry.contentLength;
    if (detail.payload)
        putBytes(object, QStringLiteral("payload"), *detail.payload);
    if (detail.content)
        putBytes(object, QStringLiteral("content"), *detail.content);
    if (detail.rttNs >= 0)
        object[QStringLiteral("rttMs")] = milliseconds(detail.rttNs);
    if (entry.byHand())
        object[QStringLiteral("byHand")] = true;
    if (entry.onPurpose())
        object[QStringLiteral("onPurpose")] = entry.text;
    if (entry.row.messageFirst > 0)
        object[QStringLiteral("messageFirst")] = entry.row.messageFirst;
    if ((entry.row.bits & EntryUnfinished) != 0)
        object[QStringLiteral("unfinished")] = true;
    if (entry.violation())
        object[QStringLiteral("violation")] = entry.text;
    return object;
}

QJsonObject messageJson(const Entry &entry, const MessageDetail &detail)
{
    QJsonObject object = jsonLine("message", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("direction")] = directionWord(entry.row.direction);
    object[QStringLiteral("kind")] = opcodeWord(detail.opcode);
    object[QStringLiteral("length")] = detail.data.size();
    if (detail.compressedLength >= 0)
        object[QStringLiteral("compressedLength")] = detail.compressedLength;
    if (detail.opcode == Opcode::Text)
        putBytes(object, QStringLiteral("data"), detail.data);
    else
        object[QStringLiteral("dataBase64")] = QString::fromLatin1(detail.data.toBase64());
    return object;
}

QJsonObject noticeJson(const Entry &entry)
{
    QJsonObject object = jsonLine("notice", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("sentence")] = entry.text;
    if (entry.onPurpose())
        object[QStringLiteral("onPurpose")] = true;
    return object;
}

QJsonObject waitingJson(int number, qint64 milliseconds)
{
    return {{QStringLiteral("type"), QStringLiteral("waiting")}, {QStringLiteral("attempt"), number},
        {QStringLiteral("ms"), milliseconds}};
}

QJsonObject letGoJson(qint64 rows)
{
    return {{QStringLiteral("type"), QStringLiteral("letGo")}, {QStringLiteral("rows"), rows},
        {QStringLiteral("firstRow"), rows + 1}};
}

QJsonObject errorJson(const QString &sentence)
{
    return {{QStringLiteral("type"), QStringLiteral("error")}, {QStringLiteral("sentence"), sentence}};
}

} // namespace handglass
