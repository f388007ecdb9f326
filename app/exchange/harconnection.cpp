// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/harconnection.h"

#include "app/exchange/recordjson.h"
#include "app/exchange/rowwords.h"
#include "app/protocol/closecode.h"
#include "app/protocol/httphead.h"
#include "app/protocol/verdict.h"
#include "app/protocol/websocketurl.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::HarImport)
};

constexpr double NsInSecond = 1e9;
constexpr double NsInMs = 1e6;

/// Header lines; names of HTTP/2 (":authority") and line ends within a value cannot stand in a head.
QByteArray headerLines(JsonFields &fields)
{
    QByteArray lines;
    const QJsonArray headers = fields.array("headers");
    for (const QJsonValue &header : headers) {
        const QByteArray name = header[u"name"].toString().toUtf8();
        const QByteArray value = header[u"value"].toString().toUtf8();
        if (headerError(name, value).isEmpty())
            lines += name + ": " + value + "\r\n";
    }
    return lines + "\r\n";
}

QByteArray versionOf(JsonFields &fields)
{
    const QByteArray version = fields.text("httpVersion").toUpper().toLatin1();
    return version.startsWith("HTTP/1.") ? version : QByteArray("HTTP/1.1");
}

void readRequest(JsonFields fields, ConnectionRecord &record)
{
    fields.require("url", Words::tr("the address"));
    const QString address = fields.text("url");
    const auto url = parseWebSocketUrl(address);
    if (!url) {
        fields.fail("url", Words::tr("an address such as wss://example.com/ (%1)").arg(url.error().sentence));
        return;
    }
    record.url = url->toString();
    const QByteArray method = fields.text("method").toLatin1();
    record.rawRequest = (method.isEmpty() ? QByteArray("GET") : method) + ' ' + url->target + ' ' + versionOf(fields)
        + "\r\n" + headerLines(fields);
}

void readResponse(JsonFields fields, ConnectionRecord &record)
{
    const qint64 status = fields.integer("status", -1, 999, 0);
    if (status <= 0)
        return; // none came
    record.rawResponse = versionOf(fields) + ' ' + QByteArray::number(status) + ' '
        + fields.text("statusText").toUtf8().replace('\r', ' ').replace('\n', ' ') + "\r\n" + headerLines(fields);
    JsonFields content = fields.fields("content");
    const QString body = content.text("text");
    record.body =
        content.text("encoding") == QLatin1String("base64") ? QByteArray::fromBase64(body.toLatin1()) : body.toUtf8();
    record.bodySize = std::max(record.body.size(), qsizetype(content.integer("size", -1, 1LL << 53, 0)));
}

qint64 duration(JsonFields &timings, const char *name)
{
    const double ms = timings.value(name).toDouble(-1);
    return ms < 0 ? -1 : qint64(ms * NsInMs);
}

void readTimings(JsonFields timings, ConnectionRecord &record)
{
    PhaseTimes &times = record.times;
    times.nameLookup = duration(timings, "dns");
    times.tls = duration(timings, "ssl");
    times.upgrade = duration(timings, "wait");
    const qint64 connect = duration(timings, "connect");
    times.tcp = connect < 0 ? -1 : connect - std::clamp<qint64>(times.tls, 0, connect);
    qint64 at = record.startedNs;
    for (const char *part : {"blocked", "dns", "connect", "send"})
        at += std::max<qint64>(duration(timings, part), 0);
    record.requestNs = at;
    record.responseNs = at + std::max<qint64>(times.upgrade, 0);
}

void judgeHandshake(ConnectionRecord &record)
{
    HttpHeadReader request(HttpHeadReader::Kind::Request);
    HttpHeadReader response(HttpHeadReader::Kind::Response);
    request.feed(record.rawRequest);
    response.feed(record.rawResponse);
    if (request.state() != HttpHeadReader::State::Done || response.state() != HttpHeadReader::State::Done)
        return;
    record.verdict = judge(request.head(), response.head());
    record.subprotocol = QString::fromLatin1(response.head().value("Sec-WebSocket-Protocol"));
    record.extensions = QString::fromLatin1(response.head().value("Sec-WebSocket-Extensions"));
    const QList<QByteArray> offered = request.head().tokens("Sec-WebSocket-Protocol");
    for (const QByteArray &name : offered)
        record.offeredSubprotocols.append(QString::fromLatin1(name));
    constexpr int SwitchingProtocols = 101;
    if (response.head().status == SwitchingProtocols) {
        record.openedNs = record.responseNs;
        return;
    }
    record.state = ConnectionState::Failed;
    record.failure.phase = FailurePhase::Verdict;
    record.failure.fact = record.verdict.failure();
    record.failure.section = QStringLiteral("RFC 6455 §4.1");
}

/// As HTTP Toolkit and Handglass write it: {code, reason, timestamp}, or "aborted".
void readClose(JsonFields &entry, ConnectionRecord &record)
{
    const QJsonValue close = entry.value("_webSocketClose");
    if (close.toString() == QLatin1String("aborted")) {
        record.closeCode = AbnormalClosure;
        record.closedBy = ClosedBy::Peer;
        return;
    }
    if (close.isUndefined() || close.isNull())
        return;
    JsonFields fields = entry.fields("_webSocketClose");
    record.closeCode = quint16(fields.integer("code", 0, 4999, NoStatusReceived));
    record.closeReason = fields.text("reason");
    record.closedNs = harTime(fields.value("timestamp").toDouble(-1), record.startedNs).value_or(0);
}

/// Our own entries hold what HAR has no place for.
ConnectionRecord begun(JsonFields &entry)
{
    ConnectionRecord record;
    if (entry.value("_handglass").isObject()) {
        JsonFields own = entry.fields("_handglass");
        return readRecord(own);
    }
    record.state = ConnectionState::Closed;
    const QString server = entry.text("serverIPAddress");
    if (server.isEmpty())
        return record;
    const auto url = parseWebSocketUrl(entry.fields("request").text("url"));
    const bool v6 = server.contains(u':') && !server.startsWith(u'[');
    record.peerAddress =
        (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(server).arg(url ? url->port : 0);
    return record;
}

} // namespace

ConnectionRecord harConnection(const QJsonObject &object, const QString &path, ConnectionId id, QString &error)
{
    JsonFields entry(object, path, error);
    ConnectionRecord record = begun(entry);
    const bool own = record.id != 0;
    record.id = id;
    if (!own)
        record.session = id;
    record.startedNs = entry.time("startedDateTime");
    readRequest(entry.fields("request"), record);
    readResponse(entry.fields("response"), record);
    if (own)
        return record;
    readTimings(entry.fields("timings"), record);
    judgeHandshake(record);
    readClose(entry, record);
    return record;
}

std::optional<qint64> harTime(double time, qint64 startedNs)
{
    constexpr double LeastMilliseconds = 1e11;
    constexpr double LeastSeconds = 1e9;
    constexpr double MostMilliseconds = 9e12; // ns in 63 bits
    if (!(time >= 0) || time > MostMilliseconds)
        return std::nullopt;
    if (time >= LeastMilliseconds)
        return qint64(time * 1e3) * 1'000;
    if (time >= LeastSeconds)
        return qint64(time * NsInMs) * 1'000; // a double holds microseconds
    return startedNs + qint64(time * NsInSecond);
}

HarMessage harMessage(const QJsonObject &object, const QString &path, qint64 startedNs, QString &error)
{
    static const QStringList types{QStringLiteral("send"), QStringLiteral("receive"), QStringLiteral("error")};
    static const QList<qint64> opcodes{-1, 1, 2, 8, 9, 10};
    JsonFields fields(object, path, error);
    HarMessage message;
    fields.require("type", Words::tr("one of %1").arg(types.join(QStringLiteral(", "))));
    const int type = fields.oneOf("type", types);
    message.sent = type == 0;
    message.error = type == 2;
    if (fields.has("time") && !fields.value("time").isDouble())
        fields.fail("time", Words::tr("a number"));
    message.timeNs = harTime(fields.value("time").toDouble(-1), startedNs);
    const qint64 opcode = fields.integer("opcode", -1, 15, message.error ? -1 : 1);
    if (!opcodes.contains(opcode) || (opcode == -1 && !message.error))
        fields.fail("opcode", Words::tr("1, 2, 8, 9 or 10, or -1 with an error"));
    message.opcode = quint8(std::max<qint64>(opcode, 0));
    fields.require("data", Words::tr("a text"));
    const QString data = fields.text("data");
    if (message.error || opcode == 1) {
        message.data = data.toUtf8();
        return message;
    }
    const auto decoded = QByteArray::fromBase64Encoding(data.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        fields.fail("data", Words::tr("base64 (RFC 4648 §4)"));
    message.data = decoded.decoded;
    return message;
}

} // namespace handglass
