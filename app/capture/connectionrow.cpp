// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/connectionrow.h"

#include "app/protocol/verdictjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

QString jsonText(const QJsonArray &array)
{
    return array.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray jsonArray(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).array();
}

/// Binds one value after the other.
class Out final
{
public:
    explicit Out(sqlite::Statement &statement)
        : m_statement(statement)
    {
    }
    void integer(qint64 value) { m_statement.bind(++m_at, value); }
    void integerOrNull(qint64 value, qint64 absent)
    {
        if (value == absent)
            m_statement.bindNull(++m_at);
        else
            integer(value);
    }
    void text(const QString &value)
    {
        if (value.isEmpty())
            m_statement.bindNull(++m_at);
        else
            m_statement.bind(++m_at, value);
    }
    void bytes(const QByteArray &value)
    {
        if (value.isEmpty())
            m_statement.bindNull(++m_at);
        else
            m_statement.bindUncopied(++m_at, value);
    }

private:
    sqlite::Statement &m_statement;
    int m_at = 0;
};

/// Reads one column after the other.
class In final
{
public:
    explicit In(const sqlite::Statement &statement)
        : m_statement(statement)
    {
    }
    qint64 integer(qint64 absent = 0)
    {
        const int at = m_at++;
        return m_statement.isNull(at) ? absent : m_statement.integer(at);
    }
    /// A value above last (a damaged file) reads as last.
    template <typename Enum> Enum oneOf(Enum last)
    {
        return static_cast<Enum>(std::clamp(integer(), qint64(0), qint64(last)));
    }
    QString text() { return m_statement.text(m_at++); }
    QByteArray bytes() { return m_statement.blob(m_at++); }

private:
    const sqlite::Statement &m_statement;
    int m_at = 0;
};

void writeIdentity(Out &out, const ConnectionRecord &record)
{
    out.integer(record.id);
    out.integer(record.session);
    out.text(record.sessionName);
    out.integer(qint64(record.role));
    out.integer(qint64(record.state));
    out.text(record.url);
    out.text(record.localAddress);
    out.text(record.peerAddress);
}

QJsonArray toJson(const QList<DialAttempt> &attempts)
{
    QJsonArray array;
    for (const DialAttempt &attempt : attempts)
        array.append(
            QJsonObject{{QStringLiteral("address"), attempt.address}, {QStringLiteral("start_ns"), attempt.startNs},
                {QStringLiteral("duration_ns"), attempt.durationNs}, {QStringLiteral("error"), attempt.error}});
    return array;
}

QList<DialAttempt> attemptsFromJson(const QJsonArray &array)
{
    QList<DialAttempt> attempts;
    for (const QJsonValue &value : array)
        attempts.append({value[u"address"].toString(), value[u"start_ns"].toInteger(),
            value[u"duration_ns"].toInteger(-1), value[u"error"].toString()});
    return attempts;
}

void writeTimes(Out &out, const ConnectionRecord &record)
{
    for (const qint64 time : {record.startedNs, record.openedNs, record.closedNs, record.requestNs, record.responseNs})
        out.integerOrNull(time, 0);
    const PhaseTimes &times = record.times;
    for (const qint64 duration : {times.nameLookup, times.tcp, times.proxy, times.tls, times.upgrade})
        out.integerOrNull(duration, -1);
}

void writeWay(Out &out, const ConnectionRecord &record)
{
    out.integer(qint64(record.reason));
    out.integerOrNull(record.previous, 0);
    out.integerOrNull(record.attempt, 0);
    out.text(record.proxy);
    out.bytes(record.proxyAnswer);
    out.text(jsonText(toJson(record.attempts)));
    out.text(record.tls);
    out.text(record.tlsFacts.isEmpty()
            ? QString()
            : QString::fromUtf8(QJsonDocument(record.tlsFacts.toJson()).toJson(QJsonDocument::Compact)));
    out.integer(record.observeOnly ? 1 : 0);
}

void writeFailure(Out &out, const Failure &failure)
{
    out.integer(qint64(failure.phase));
    out.text(failure.fact);
    out.text(failure.cause);
    out.text(failure.suggestion);
    out.text(failure.notCause);
    out.text(failure.evidence);
    out.text(failure.section);
}

void writeHandshake(Out &out, const ConnectionRecord &record)
{
    out.bytes(record.rawRequest);
    out.bytes(record.rawResponse);
    out.bytes(record.body);
    out.integer(record.bodySize);
    out.text(QString::fromUtf8(verdictJson(record.verdict)));
    writeFailure(out, record.failure);
    out.text(jsonText(QJsonArray::fromStringList(record.offeredSubprotocols)));
    out.text(record.subprotocol);
    out.text(record.extensions);
}

void writeClose(Out &out, const ConnectionRecord &record)
{
    out.integerOrNull(record.closeCode, 0);
    out.text(record.closeReason);
    out.integer(qint64(record.closedBy));
    out.integer(record.clean ? 1 : 0);
}

void readIdentity(In &in, ConnectionRecord &record)
{
    record.id = in.integer();
    record.session = in.integer();
    record.sessionName = in.text();
    record.role = in.oneOf(ConnectionRole::MockClient);
    record.state = in.oneOf(ConnectionState::Failed);
    record.url = in.text();
    record.localAddress = in.text();
    record.peerAddress = in.text();
}

void readTimes(In &in, ConnectionRecord &record)
{
    for (qint64 *time : {&record.startedNs, &record.openedNs, &record.closedNs, &record.requestNs, &record.responseNs})
        *time = in.integer();
    PhaseTimes &times = record.times;
    for (qint64 *duration : {&times.nameLookup, &times.tcp, &times.proxy, &times.tls, &times.upgrade})
        *duration = in.integer(-1);
}

void readWay(In &in, ConnectionRecord &record)
{
    record.reason = in.oneOf(Reason::Reconnect);
    record.previous = in.integer();
    record.attempt = int(std::clamp(in.integer(), qint64(0), qint64(std::numeric_limits<int>::max())));
    record.proxy = in.text();
    record.proxyAnswer = in.bytes();
    record.attempts = attemptsFromJson(jsonArray(in.text()));
    record.tls = in.text();
    record.tlsFacts = TlsFacts::fromJson(QJsonDocument::fromJson(in.text().toUtf8()).object());
    record.observeOnly = in.integer() != 0;
}

void readFailure(In &in, Failure &failure)
{
    failure.phase = in.oneOf(FailurePhase::Proxy);
    failure.fact = in.text();
    failure.cause = in.text();
    failure.suggestion = in.text();
    failure.notCause = in.text();
    failure.evidence = in.text();
    failure.section = in.text();
}

void readHandshake(In &in, ConnectionRecord &record)
{
    record.rawRequest = in.bytes();
    record.rawResponse = in.bytes();
    record.body = in.bytes();
    record.bodySize = in.integer();
    record.verdict = Verdict::fromJson(jsonArray(in.text()));
    readFailure(in, record.failure);
    for (const QJsonValue &name : jsonArray(in.text()))
        record.offeredSubprotocols.append(name.toString());
    record.subprotocol = in.text();
    record.extensions = in.text();
}

void readClose(In &in, ConnectionRecord &record)
{
    record.closeCode = static_cast<quint16>(in.integer());
    record.closeReason = in.text();
    record.closedBy = in.oneOf(ClosedBy::Peer);
    record.clean = in.integer() != 0;
}

} // namespace

void bindConnection(sqlite::Statement &statement, const ConnectionRecord &record)
{
    Out out(statement);
    writeIdentity(out, record);
    writeTimes(out, record);
    writeWay(out, record);
    writeHandshake(out, record);
    writeClose(out, record);
}

ConnectionRecord readConnection(const sqlite::Statement &statement)
{
    ConnectionRecord record;
    In in(statement);
    readIdentity(in, record);
    readTimes(in, record);
    readWay(in, record);
    readHandshake(in, record);
    readClose(in, record);
    return record;
}

} // namespace handglass
