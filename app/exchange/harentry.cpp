// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/harentry.h"

#include "app/exchange/recordedhead.h"
#include "app/exchange/recordjson.h"
#include "app/exchange/rowwords.h"
#include "app/protocol/bytetext.h"

#include <QJsonArray>
#include <QUrl>
#include <QUrlQuery>

namespace handglass {

namespace {

QJsonObject pair(const QString &name, const QString &value)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("value"), value}};
}

QJsonArray headersJson(const HttpHead &head)
{
    QJsonArray array;
    for (const HeaderField &field : head.fields)
        array.append(pair(headText(field.name), headText(field.value)));
    return array;
}

/// Names and values alone: what else a Set-Cookie says stands in its header.
QJsonArray cookiesJson(const HttpHead &head, const char *header, bool several)
{
    QJsonArray array;
    const QList<HeaderField> fields = head.all(header);
    for (const HeaderField &field : fields) {
        const QList<QByteArray> parts = several ? field.value.split(';') : QList{field.value.split(';').first()};
        for (const QByteArray &part : parts) {
            const qsizetype equals = part.indexOf('=');
            if (equals > 0)
                array.append(pair(headText(part.left(equals).trimmed()), headText(part.mid(equals + 1).trimmed())));
        }
    }
    return array;
}

QJsonArray queryJson(const QString &url)
{
    QJsonArray array;
    const auto items = QUrlQuery(QUrl(url)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        array.append(pair(name, value));
    return array;
}

double milliseconds(qint64 ns)
{
    return ns < 0 ? -1 : double(ns) / 1e6;
}

QJsonObject requestJson(const ConnectionRecord &record)
{
    const HttpHead head = recordedHead(HttpHeadReader::Kind::Request, record.rawRequest);
    return {{QStringLiteral("method"), head.method.isEmpty() ? QStringLiteral("GET") : headText(head.method)},
        {QStringLiteral("url"), record.url},
        {QStringLiteral("httpVersion"), head.version.isEmpty() ? QStringLiteral("HTTP/1.1") : headText(head.version)},
        {QStringLiteral("headers"), headersJson(head)}, {QStringLiteral("queryString"), queryJson(record.url)},
        {QStringLiteral("cookies"), cookiesJson(head, "Cookie", true)},
        {QStringLiteral("headersSize"), record.rawRequest.isEmpty() ? -1 : record.rawRequest.size()},
        {QStringLiteral("bodySize"), 0}};
}

QJsonObject contentJson(const ConnectionRecord &record, const HttpHead &head)
{
    QJsonObject content{
        {QStringLiteral("size"), record.bodySize}, {QStringLiteral("mimeType"), headText(head.value("Content-Type"))}};
    if (record.body.isEmpty())
        return content;
    const QString text = QString::fromUtf8(record.body);
    if (text.toUtf8() == record.body) {
        content[QStringLiteral("text")] = text;
    } else {
        content[QStringLiteral("text")] = QString::fromLatin1(record.body.toBase64());
        content[QStringLiteral("encoding")] = QStringLiteral("base64");
    }
    return content;
}

QJsonObject responseJson(const ConnectionRecord &record)
{
    const HttpHead head = recordedHead(HttpHeadReader::Kind::Response, record.rawResponse);
    return {{QStringLiteral("status"), head.status}, {QStringLiteral("statusText"), headText(head.reason)},
        {QStringLiteral("httpVersion"), head.version.isEmpty() ? QStringLiteral("HTTP/1.1") : headText(head.version)},
        {QStringLiteral("headers"), headersJson(head)},
        {QStringLiteral("cookies"), cookiesJson(head, "Set-Cookie", false)},
        {QStringLiteral("content"), contentJson(record, head)},
        {QStringLiteral("redirectURL"), headText(head.value("Location"))},
        {QStringLiteral("headersSize"), record.rawResponse.isEmpty() ? -1 : record.rawResponse.size()},
        {QStringLiteral("bodySize"), record.bodySize}, {QStringLiteral("_transferSize"), record.bodySize}};
}

/// HAR's connect holds ssl; a proxy's leave is part of connecting.
QJsonObject timingsJson(const ConnectionRecord &record)
{
    const PhaseTimes &times = record.times;
    qint64 connect = -1;
    for (const qint64 part : {times.tcp, times.proxy, times.tls}) {
        if (part >= 0)
            connect = qMax<qint64>(connect, 0) + part;
    }
    return {{QStringLiteral("blocked"), -1}, {QStringLiteral("dns"), milliseconds(times.nameLookup)},
        {QStringLiteral("connect"), milliseconds(connect)}, {QStringLiteral("ssl"), milliseconds(times.tls)},
        {QStringLiteral("send"), 0}, {QStringLiteral("wait"), qMax(0.0, milliseconds(times.upgrade))},
        {QStringLiteral("receive"), 0}};
}

/// The sum of the timings, as HAR 1.2 asks: ssl is in connect.
double totalTime(const QJsonObject &timings)
{
    double total = 0;
    for (const char *part : {"dns", "connect", "send", "wait", "receive"})
        total += qMax(0.0, timings[QLatin1String(part)].toDouble());
    return total;
}

QString addressOnly(const QString &endpoint)
{
    QString host = endpoint.left(endpoint.lastIndexOf(u':'));
    if (host.startsWith(u'['))
        host = host.mid(1, host.size() - 2);
    return host;
}

/// As HTTP Toolkit writes it.
QJsonValue closeJson(const ConnectionRecord &record)
{
    constexpr quint16 Abnormal = 1006;
    if (record.closeCode == Abnormal)
        return QStringLiteral("aborted");
    QJsonObject close{{QStringLiteral("timestamp"), double(record.closedNs) / 1e9}};
    close[QStringLiteral("code")] = record.closeCode;
    close[QStringLiteral("reason")] = record.closeReason;
    return close;
}

/// What HAR has no place for, in the words of our own JSON lines.
QJsonObject ownJson(const ConnectionRecord &record)
{
    QJsonObject own = recordJson(record);
    for (const char *elsewhere :
        {"url", "started", "request", "requestBase64", "response", "responseBase64", "body", "bodyBase64"})
        own.remove(QLatin1String(elsewhere));
    return own;
}

} // namespace

QJsonObject harEntry(const ConnectionRecord &record)
{
    const QJsonObject timings = timingsJson(record);
    QString started = rfc3339(record.startedNs);
    started.replace(23, started.size() - 24, QString()); // milliseconds, as Chrome writes it
    const QString &server = record.role == ConnectionRole::Client ? record.peerAddress : record.localAddress;
    QJsonObject entry{{QStringLiteral("startedDateTime"), started}, {QStringLiteral("time"), totalTime(timings)},
        {QStringLiteral("request"), requestJson(record)}, {QStringLiteral("response"), responseJson(record)},
        {QStringLiteral("cache"), QJsonObject()}, {QStringLiteral("timings"), timings},
        {QStringLiteral("connection"), QString::number(record.id)},
        {QStringLiteral("_resourceType"), QStringLiteral("websocket")},
        {QStringLiteral("_handglass"), ownJson(record)}};
    if (!server.isEmpty())
        entry[QStringLiteral("serverIPAddress")] = addressOnly(server);
    if (record.closedNs != 0 && record.closeCode != 0)
        entry[QStringLiteral("_webSocketClose")] = closeJson(record);
    if (record.failure)
        entry[QStringLiteral("comment")] = record.failure.fact;
    return entry;
}

} // namespace handglass
