// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/recordjson.h"

#include "app/exchange/rowwords.h"

#include <limits>

namespace handglass {

namespace {

constexpr qint64 Most = std::numeric_limits<qint64>::max();

const QStringList &roles()
{
    static const QStringList words{QStringLiteral("client"), QStringLiteral("server")};
    return words;
}

const QStringList &states()
{
    static const QStringList words{QStringLiteral("connecting"), QStringLiteral("open"), QStringLiteral("closing"),
        QStringLiteral("closed"), QStringLiteral("failed")};
    return words;
}

const QStringList &reasons()
{
    static const QStringList words{QStringLiteral("asked"), QStringLiteral("redirect"), QStringLiteral("reconnect")};
    return words;
}

const QStringList &closers()
{
    static const QStringList words{QStringLiteral("nobody"), QStringLiteral("us"), QStringLiteral("peer")};
    return words;
}

const QStringList &phases()
{
    static const QStringList words{QStringLiteral("none"), QStringLiteral("lookup"), QStringLiteral("tcp"),
        QStringLiteral("tls"), QStringLiteral("request"), QStringLiteral("response"), QStringLiteral("verdict"),
        QStringLiteral("open"), QStringLiteral("cancelled"), QStringLiteral("proxy")};
    return words;
}

void putText(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object[QLatin1String(name)] = text;
}

void putTime(QJsonObject &object, const char *name, qint64 ns)
{
    if (ns != 0)
        object[QLatin1String(name)] = rfc3339(ns);
}

void putNumber(QJsonObject &object, const char *name, qint64 number, qint64 absent)
{
    if (number != absent)
        object[QLatin1String(name)] = number;
}

void putNonEmpty(QJsonObject &object, const char *name, const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        putBytes(object, QLatin1String(name), bytes);
}

/// The members of a record and of its parts, by name: one list for writing and reading.
struct TextMember {
    const char *name;
    QString ConnectionRecord::*member;
};
constexpr TextMember textMembers[] = {{"sessionName", &ConnectionRecord::sessionName}, {"url", &ConnectionRecord::url},
    {"local", &ConnectionRecord::localAddress}, {"peer", &ConnectionRecord::peerAddress},
    {"proxy", &ConnectionRecord::proxy}, {"tls", &ConnectionRecord::tls},
    {"subprotocol", &ConnectionRecord::subprotocol}, {"extensions", &ConnectionRecord::extensions},
    {"closeReason", &ConnectionRecord::closeReason}};

struct TimeMember {
    const char *name;
    qint64 ConnectionRecord::*member;
};
constexpr TimeMember timeMembers[] = {{"started", &ConnectionRecord::startedNs},
    {"opened", &ConnectionRecord::openedNs}, {"closed", &ConnectionRecord::closedNs},
    {"requested", &ConnectionRecord::requestNs}, {"responded", &ConnectionRecord::responseNs}};

struct PhaseMember {
    const char *name;
    qint64 PhaseTimes::*member;
};
constexpr PhaseMember phaseMembers[] = {{"nameLookupNs", &PhaseTimes::nameLookup}, {"tcpNs", &PhaseTimes::tcp},
    {"proxyNs", &PhaseTimes::proxy}, {"tlsNs", &PhaseTimes::tls}, {"upgradeNs", &PhaseTimes::upgrade}};

struct BytesMember {
    const char *name;
    QByteArray ConnectionRecord::*member;
};
constexpr BytesMember bytesMembers[] = {{"proxyAnswer", &ConnectionRecord::proxyAnswer},
    {"request", &ConnectionRecord::rawRequest}, {"response", &ConnectionRecord::rawResponse},
    {"body", &ConnectionRecord::body}};

struct FailureMember {
    const char *name;
    QString Failure::*member;
};
constexpr FailureMember failureMembers[] = {{"sentence", &Failure::fact}, {"cause", &Failure::cause},
    {"suggestion", &Failure::suggestion}, {"notCause", &Failure::notCause}, {"evidence", &Failure::evidence},
    {"section", &Failure::section}};

QJsonObject failureJson(const Failure &failure)
{
    QJsonObject object{{QStringLiteral("phase"), phases().at(int(failure.phase))}};
    for (const FailureMember &member : failureMembers)
        putText(object, member.name, failure.*member.member);
    return object;
}

QJsonArray attemptsJson(const QList<DialAttempt> &attempts)
{
    QJsonArray array;
    for (const DialAttempt &attempt : attempts) {
        QJsonObject object{{QStringLiteral("address"), attempt.address}, {QStringLiteral("startNs"), attempt.startNs}};
        putNumber(object, "durationNs", attempt.durationNs, -1);
        putText(object, "error", attempt.error);
        array.append(object);
    }
    return array;
}

QList<DialAttempt> readAttempts(JsonFields &fields)
{
    QList<DialAttempt> attempts;
    const QJsonArray array = fields.array("attempts");
    for (const QJsonValue &value : array)
        attempts.append({value[u"address"].toString(), value[u"startNs"].toInteger(),
            value[u"durationNs"].toInteger(-1), value[u"error"].toString()});
    return attempts;
}

Failure readFailure(JsonFields fields)
{
    Failure failure;
    failure.phase = static_cast<FailurePhase>(fields.oneOf("phase", phases()));
    for (const FailureMember &member : failureMembers)
        failure.*member.member = fields.text(member.name);
    return failure;
}

} // namespace

QJsonObject recordJson(const ConnectionRecord &record)
{
    QJsonObject object{{QStringLiteral("id"), record.id}, {QStringLiteral("session"), record.session},
        {QStringLiteral("role"), roles().at(int(record.role))},
        {QStringLiteral("state"), states().at(int(record.state))}};
    for (const TextMember &member : textMembers)
        putText(object, member.name, record.*member.member);
    for (const TimeMember &member : timeMembers)
        putTime(object, member.name, record.*member.member);
    QJsonObject times;
    for (const PhaseMember &member : phaseMembers)
        putNumber(times, member.name, record.times.*member.member, -1);
    object[QStringLiteral("times")] = times;
    if (record.reason != Reason::Asked)
        object[QStringLiteral("reason")] = reasons().at(int(record.reason));
    putNumber(object, "previous", record.previous, 0);
    putNumber(object, "attempt", record.attempt, 0);
    if (!record.attempts.isEmpty())
        object[QStringLiteral("attempts")] = attemptsJson(record.attempts);
    if (!record.tlsFacts.isEmpty())
        object[QStringLiteral("tlsFacts")] = record.tlsFacts.toJson();
    if (record.observeOnly)
        object[QStringLiteral("observeOnly")] = true;
    for (const BytesMember &member : bytesMembers)
        putNonEmpty(object, member.name, record.*member.member);
    putNumber(object, "bodySize", record.bodySize, 0);
    if (!record.verdict.checks.isEmpty())
        object[QStringLiteral("checks")] = record.verdict.toJson();
    if (record.failure)
        object[QStringLiteral("failure")] = failureJson(record.failure);
    if (!record.offeredSubprotocols.isEmpty())
        object[QStringLiteral("offeredSubprotocols")] = QJsonArray::fromStringList(record.offeredSubprotocols);
    putNumber(object, "closeCode", record.closeCode, 0);
    if (record.closedBy != ClosedBy::Nobody)
        object[QStringLiteral("closedBy")] = closers().at(int(record.closedBy));
    if (record.clean)
        object[QStringLiteral("clean")] = true;
    return object;
}

ConnectionRecord readRecord(JsonFields &fields)
{
    ConnectionRecord record;
    record.id = fields.integer("id", 1, Most, 0);
    record.session = fields.integer("session", 0, Most, 0);
    record.role = static_cast<ConnectionRole>(fields.oneOf("role", roles()));
    record.state = static_cast<ConnectionState>(fields.oneOf("state", states()));
    for (const TextMember &member : textMembers)
        record.*member.member = fields.text(member.name);
    for (const TimeMember &member : timeMembers)
        record.*member.member = fields.time(member.name);
    JsonFields times = fields.fields("times");
    for (const PhaseMember &member : phaseMembers)
        record.times.*member.member = times.integer(member.name, 0, Most, -1);
    record.reason = static_cast<Reason>(fields.oneOf("reason", reasons()));
    record.previous = fields.integer("previous", 0, Most, 0);
    record.attempt = int(fields.integer("attempt", 0, std::numeric_limits<int>::max(), 0));
    record.attempts = readAttempts(fields);
    record.tlsFacts = TlsFacts::fromJson(fields.object("tlsFacts"));
    record.observeOnly = fields.boolean("observeOnly");
    for (const BytesMember &member : bytesMembers)
        record.*member.member = fields.bytes(member.name);
    record.bodySize = fields.integer("bodySize", 0, Most, 0);
    record.verdict = Verdict::fromJson(fields.array("checks"));
    record.failure = readFailure(fields.fields("failure"));
    record.offeredSubprotocols = fields.texts("offeredSubprotocols");
    record.closeCode = quint16(fields.integer("closeCode", 0, 0xFFFF, 0));
    record.closedBy = static_cast<ClosedBy>(fields.oneOf("closedBy", closers()));
    record.clean = fields.boolean("clean");
    return record;
}

} // namespace handglass
