// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/connectionrow.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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

void writeTimes(Out &out, const ConnectionRecord &record)
{
    for (const qint64 time : {record.startedNs, record.openedNs, record.closedNs, record.requestNs, record.responseNs})
        out.integerOrNull(time, 0);
    for (const qint64 duration : {record.times.nameLookup, record.times.tcp, record.times.tls, record.times.upgrade})
        out.integerOrNull(duration, -1);
}

void writeHandshake(Out &out, const ConnectionRecord &record)
{
    out.text(record.tls);
    out.bytes(record.rawRequest);
    out.bytes(record.rawResponse);
    out.bytes(record.body);
    out.integer(record.bodySize);
    out.text(jsonText(record.verdict.toJson()));
    out.integer(qint64(record.failure.phase));
    out.text(record.failure.fact);
    out.text(record.failure.cause);
    out.text(record.failure.suggestion);
    out.text(record.failure.notCause);
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
    for (qint64 *duration : {&times.nameLookup, &times.tcp, &times.tls, &times.upgrade})
        *duration = in.integer(-1);
}

void readHandshake(In &in, ConnectionRecord &record)
{
    record.tls = in.text();
    record.rawRequest = in.bytes();
    record.rawResponse = in.bytes();
    record.body = in.bytes();
    record.bodySize = in.integer();
    record.verdict = Verdict::fromJson(jsonArray(in.text()));
    record.failure.phase = in.oneOf(FailurePhase::Cancelled);
    record.failure.fact = in.text();
    record.failure.cause = in.text();
    record.failure.suggestion = in.text();
    record.failure.notCause = in.text();
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
    writeHandshake(out, record);
    writeClose(out, record);
}

ConnectionRecord readConnection(const sqlite::Statement &statement)
{
    ConnectionRecord record;
    In in(statement);
    readIdentity(in, record);
    readTimes(in, record);
    readHandshake(in, record);
    readClose(in, record);
    return record;
}

} // namespace handglass
