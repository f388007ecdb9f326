// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonlines.h"
#include "app/cli/jsonparts.h"
#include "app/decode/contentcoding.h"
#include "app/protocol/closecode.h"
#include "app/protocol/httphead.h"

#include <QJsonArray>

namespace handglass {

namespace {

QJsonObject timesJson(const PhaseTimes &times)
{
    return {{QStringLiteral("nameLookupMs"), milliseconds(times.nameLookup)},
        {QStringLiteral("tcpMs"), milliseconds(times.tcp)}, {QStringLiteral("proxyMs"), milliseconds(times.proxy)},
        {QStringLiteral("tlsMs"), milliseconds(times.tls)}, {QStringLiteral("upgradeMs"), milliseconds(times.upgrade)}};
}

QJsonArray attemptsJson(const QList<DialAttempt> &attempts)
{
    QJsonArray array;
    for (const DialAttempt &attempt : attempts) {
        array.append(QJsonObject{{QStringLiteral("address"), attempt.address},
            {QStringLiteral("startMs"), milliseconds(attempt.startNs)},
            {QStringLiteral("durationMs"), milliseconds(attempt.durationNs)},
            {QStringLiteral("error"), attempt.error}});
    }
    return array;
}

QJsonObject certificateJson(const CertificateFacts &facts)
{
    constexpr qint64 NsInSecond = 1'000'000'000;
    return {{QStringLiteral("subject"), facts.subject}, {QStringLiteral("issuer"), facts.issuer},
        {QStringLiteral("names"), QJsonArray::fromStringList(facts.names)},
        {QStringLiteral("notBefore"), rfc3339(facts.notBefore * NsInSecond)},
        {QStringLiteral("notAfter"), rfc3339(facts.notAfter * NsInSecond)}, {QStringLiteral("key"), facts.key},
        {QStringLiteral("serial"), facts.serial}, {QStringLiteral("sha256"), QString::fromLatin1(facts.sha256.toHex())},
        {QStringLiteral("pem"), QString::fromLatin1(facts.pem)}};
}

QJsonObject tlsJson(const TlsFacts &facts)
{
    QJsonArray chain;
    for (const CertificateFacts &certificate : facts.chain)
        chain.append(certificateJson(certificate));
    return {{QStringLiteral("protocol"), facts.protocol}, {QStringLiteral("cipher"), facts.cipher},
        {QStringLiteral("alpn"), facts.alpn}, {QStringLiteral("serverName"), facts.serverName},
        {QStringLiteral("chain"), chain}, {QStringLiteral("errors"), QJsonArray::fromStringList(facts.errors)},
        {QStringLiteral("accepted"), facts.accepted}, {QStringLiteral("ownCertificate"), facts.ownCertificate}};
}

void putWhy(QJsonObject &object, const ConnectionRecord &record)
{
    if (record.reason == Reason::Asked)
        return;
    object[QStringLiteral("reason")] =
        record.reason == Reason::Redirect ? QStringLiteral("redirect") : QStringLiteral("reconnect");
    object[QStringLiteral("previous")] = record.previous;
    object[QStringLiteral("attempt")] = record.attempt;
}

/// To the server: addresses, proxy, TLS.
void putWay(QJsonObject &object, const ConnectionRecord &record)
{
    if (!record.attempts.isEmpty())
        object[QStringLiteral("attempts")] = attemptsJson(record.attempts);
    if (!record.proxy.isEmpty())
        object[QStringLiteral("proxy")] = record.proxy;
    if (!record.proxyAnswer.isEmpty())
        putBytes(object, QStringLiteral("proxyAnswer"), record.proxyAnswer);
    if (!record.tls.isEmpty())
        object[QStringLiteral("tls")] = record.tls;
    if (!record.tlsFacts.isEmpty())
        object[QStringLiteral("tlsFacts")] = tlsJson(record.tlsFacts);
}

/// A refusal's body, and without its content codings where it has any.
void putBody(QJsonObject &object, const ConnectionRecord &record)
{
    constexpr qsizetype LargestContent = 8 << 20;
    if (record.bodySize == 0)
        return;
    putBytes(object, QStringLiteral("body"), record.body);
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    if (reader.feed(record.rawResponse) != HttpHeadReader::State::Done || bodyCodings(reader.head()).isEmpty())
        return;
    const DecodedContent decoded = decodeContent(record.body, bodyCodings(reader.head()), LargestContent);
    if (!decoded.taken.isEmpty() && (decoded.error.isEmpty() || !decoded.content.isEmpty()))
        putBytes(object, QStringLiteral("bodyDecoded"), decoded.content);
    if (!decoded.error.isEmpty())
        object[QStringLiteral("bodyError")] = decoded.error;
}

} // namespace

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
    QJsonObject object = jsonLine("handshake", record.id, record.openedNs > 0 ? record.openedNs : record.startedNs);
    object[QStringLiteral("role")] =
        record.role == ConnectionRole::Client ? QStringLiteral("client") : QStringLiteral("server");
    object[QStringLiteral("url")] = record.url;
    object[QStringLiteral("local")] = record.localAddress;
    object[QStringLiteral("peer")] = record.peerAddress;
    object[QStringLiteral("accepted")] = record.openedNs > 0;
    object[QStringLiteral("subprotocol")] = record.subprotocol;
    object[QStringLiteral("extensions")] = record.extensions;
    putWhy(object, record);
    putWay(object, record);
    if (record.observeOnly)
        object[QStringLiteral("observeOnly")] = true;
    object[QStringLiteral("times")] = timesJson(record.times);
    putBytes(object, QStringLiteral("request"), record.rawRequest);
    putBytes(object, QStringLiteral("response"), record.rawResponse);
    putBody(object, record);
    object[QStringLiteral("checks")] = record.verdict.toJson();
    return object;
}

QJsonObject closeJson(const ConnectionRecord &record, const Entry &entry)
{
    QJsonObject object = jsonLine("close", record.id, entry.row.timeNs);
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
    const Failure &failure = record.failure;
    QJsonObject object = jsonLine("error", record.id, entry.row.timeNs);
    object[QStringLiteral("phase")] = phaseWord(failure.phase);
    object[QStringLiteral("sentence")] = failure.fact;
    object[QStringLiteral("section")] = failure.section;
    object[QStringLiteral("evidence")] = failure.evidence;
    object[QStringLiteral("cause")] = failure.cause;
    object[QStringLiteral("notCause")] = failure.notCause;
    object[QStringLiteral("suggestion")] = failure.suggestion;
    return object;
}

} // namespace handglass
