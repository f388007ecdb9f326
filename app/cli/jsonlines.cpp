// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonlines.h"

#include "app/protocol/closecode.h"

#include <QDateTime>

namespace handglass {

namespace {

QString directionWord(Direction direction)
{
    return direction == Direction::Sent ? QStringLiteral("sent") : QStringLiteral("received");
}

/// The bytes as text where they are UTF-8, else in base64 under another name, so that nothing is lost.
void putBytes(QJsonObject &object, const QString &name, const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        object[name] = text;
    else
        object[name + QStringLiteral("Base64")] = QString::fromLatin1(bytes.toBase64());
}

QJsonValue milliseconds(qint64 ns)
{
    return ns < 0 ? QJsonValue() : QJsonValue(double(ns) / 1e6);
}

QJsonObject line(const char *type, ConnectionId connection, qint64 timeNs)
{
    return {{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("connection"), connection},
        {QStringLiteral("time"), rfc3339(timeNs)}};
}

QJsonObject timesJson(const PhaseTimes &times)
{
    return {{QStringLiteral("nameLookupMs"), milliseconds(times.nameLookup)},
        {QStringLiteral("tcpMs"), milliseconds(times.tcp)}, {QStringLiteral("tlsMs"), milliseconds(times.tls)},
        {QStringLiteral("upgradeMs"), milliseconds(times.upgrade)}};
}

} // namespace

QString rfc3339(qint64 unixNs)
{
    const QDateTime seconds = QDateTime::fromSecsSinceEpoch(unixNs / 1'000'000'000, Qt::UTC);
    return seconds.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss."))
        + QStringLiteral("%1Z").arg(unixNs % 1'000'000'000, 9, 10, QLatin1Char('0'));
}

QString opcodeWord(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return QStringLiteral("continuation");
    case Opcode::Text:
        return QStringLiteral("text");
    case Opcode::Binary:
        return QStringLiteral("binary");
    case Opcode::Close:
        return QStringLiteral("close");
    case Opcode::Ping:
        return QStringLiteral("ping");
    case Opcode::Pong:
        return QStringLiteral("pong");
    }
    return QStringLiteral("reserved");
}

QString phaseWord(FailurePhase phase)
{
    switch (phase) {
    case FailurePhase::None:
        break;
    case FailurePhase::NameLookup:
        return QStringLiteral("lookup");
    case FailurePhase::Tcp:
        return QStringLiteral("tcp");
    case FailurePhase::Proxy:
        return QStringLiteral("proxy");
    case FailurePhase::Tls:
        return QStringLiteral("tls");
    case FailurePhase::Request:
        return QStringLiteral("request");
    case FailurePhase::Response:
        return QStringLiteral("response");
    case FailurePhase::Verdict:
        return QStringLiteral("verdict");
    case FailurePhase::Open:
        return QStringLiteral("open");
    case FailurePhase::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

QJsonObject handshakeJson(const ConnectionRecord &record)
{
    QJsonObject object = line("handshake", record.id, record.openedNs > 0 ? record.openedNs : record.startedNs);
    object[QStringLiteral("role")] =
        record.role == ConnectionRole::Client ? QStringLiteral("client") : QStringLiteral("server");
    object[QStringLiteral("url")] = record.url;
    object[QStringLiteral("local")] = record.localAddress;
    object[QStringLiteral("peer")] = record.peerAddress;
    object[QStringLiteral("accepted")] = record.openedNs > 0;
    object[QStringLiteral("subprotocol")] = record.subprotocol;
    object[QStringLiteral("extensions")] = record.extensions;
    if (!record.tls.isEmpty())
        object[QStringLiteral("tls")] = record.tls;
    object[QStringLiteral("times")] = timesJson(record.times);
    putBytes(object, QStringLiteral("request"), record.rawRequest);
    putBytes(object, QStringLiteral("response"), record.rawResponse);
    if (record.bodySize > 0)
        putBytes(object, QStringLiteral("body"), record.body);
    object[QStringLiteral("checks")] = record.verdict.toJson();
    return object;
}

QJsonObject frameJson(const Entry &entry, const QByteArray &payload)
{
    QJsonObject object = line("frame", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("direction")] = directionWord(entry.row.direction);
    object[QStringLiteral("opcode")] = int(entry.opcode());
    object[QStringLiteral("name")] = opcodeWord(entry.opcode());
    object[QStringLiteral("fin")] = entry.fin();
    object[QStringLiteral("rsv")] = entry.rsv();
    object[QStringLiteral("mask")] = entry.masked();
    if (entry.masked())
        object[QStringLiteral("maskingKey")] = QStringLiteral("%1").arg(entry.row.maskKey, 8, 16, QLatin1Char('0'));
    object[QStringLiteral("wireLength")] = entry.row.wireLength;
    object[QStringLiteral("payloadLength")] = entry.payloadLength;
    if (isControl(entry.opcode()))
        putBytes(object, QStringLiteral("payload"), payload);
    if (entry.row.messageFirst > 0)
        object[QStringLiteral("messageFirst")] = entry.row.messageFirst;
    if ((entry.row.bits & EntryUnfinished) != 0)
        object[QStringLiteral("unfinished")] = true;
    if (entry.violation())
        object[QStringLiteral("violation")] = entry.text;
    return object;
}

QJsonObject messageJson(const Entry &entry, Opcode opcode, const QByteArray &payload)
{
    QJsonObject object = line("message", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("direction")] = directionWord(entry.row.direction);
    object[QStringLiteral("kind")] = opcodeWord(opcode);
    object[QStringLiteral("length")] = payload.size();
    if (opcode == Opcode::Text)
        putBytes(object, QStringLiteral("data"), payload);
    else
        object[QStringLiteral("dataBase64")] = QString::fromLatin1(payload.toBase64());
    return object;
}

QJsonObject closeJson(const ConnectionRecord &record, const Entry &entry)
{
    QJsonObject object = line("close", record.id, entry.row.timeNs);
    object[QStringLiteral("code")] = record.closeCode;
    object[QStringLiteral("name")] = closeCodeName(record.closeCode);
    object[QStringLiteral("reason")] = record.closeReason;
    object[QStringLiteral("by")] = record.closedBy == ClosedBy::Us ? QStringLiteral("us") : QStringLiteral("peer");
    object[QStringLiteral("clean")] = record.clean;
    object[QStringLiteral("sentence")] = entry.text;
    return object;
}

QJsonObject failureJson(const ConnectionRecord &record, const Entry &entry)
{
    QJsonObject object = line("error", record.id, entry.row.timeNs);
    object[QStringLiteral("phase")] = phaseWord(record.failure.phase);
    object[QStringLiteral("sentence")] = record.failure.fact;
    object[QStringLiteral("cause")] = record.failure.cause;
    object[QStringLiteral("suggestion")] = record.failure.suggestion;
    return object;
}

QJsonObject noticeJson(const Entry &entry)
{
    QJsonObject object = line("error", entry.row.connection, entry.row.timeNs);
    object[QStringLiteral("row")] = entry.id;
    object[QStringLiteral("sentence")] = entry.text;
    return object;
}

QJsonObject errorJson(const QString &sentence)
{
    return {{QStringLiteral("type"), QStringLiteral("error")}, {QStringLiteral("sentence"), sentence}};
}

} // namespace handglass
