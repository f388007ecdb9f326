// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/scenariomaking.h"

#include "app/exchange/exporter.h"
#include "app/exchange/messagegatherer.h"
#include "app/exchange/recordedhead.h"
#include "app/exchange/scenariotext.h"
#include "app/mock/pathpattern.h"
#include "app/protocol/closecode.h"
#include "app/protocol/secretname.h"

#include <QCoreApplication>
#include <QUrl>

namespace handglass {

namespace {

using Kind = CaptureError::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ScenarioMaking)
};

tl::unexpected<CaptureError> failure(Kind kind, const QString &sentence)
{
    return tl::unexpected(CaptureError{kind, sentence});
}

/// Of the request as it came; a path that would be a pattern fits everything.
QString pathOf(const ConnectionRecord &record)
{
    QByteArray target = recordedHead(HttpHeadReader::Kind::Request, record.rawRequest).target;
    if (target.isEmpty())
        target = QUrl(record.url).path(QUrl::FullyEncoded).toLatin1();
    const QString path = QUrl::fromPercentEncoding(target.left(target.indexOf('?')));
    const auto pattern = scenario::PathPattern::parse(path);
    const bool plain = pattern && pattern->parameters().isEmpty() && !path.contains(u'*');
    return plain ? path : QStringLiteral("/**");
}

bool isSecret(const HeaderField &field)
{
    return isSecretName(field.name);
}

QList<JsonPath> pathsOf(const QStringList &ignored)
{
    QList<JsonPath> paths;
    for (const QString &text : ignored) {
        if (const auto path = JsonPath::parse(text); path && !path->steps.isEmpty())
            paths.append(*path);
    }
    return paths;
}

/// Reads what a connection's server did.
class Gatherer
{
public:
    Gatherer(ExportContext &context, const ConnectionRecord &record)
        : m_context(context)
        , m_record(record)
        , m_messages(context.reader, context.walk)
        , m_server(record.role == ConnectionRole::Client ? Direction::Received : Direction::Sent)
        , m_steps(1)
    {
        m_steps.front().timeNs = record.openedNs;
    }

    /// Empty: all of it was read.
    QString gather()
    {
        const bool whole = m_context.forEachRow([this](const Entry &entry) { take(entry); });
        if (!m_error.isEmpty())
            return m_error;
        if (!whole)
            return m_context.reader.error();
        const ClosedBy server = m_record.role == ConnectionRole::Client ? ClosedBy::Peer : ClosedBy::Us;
        if (!m_ended && m_record.closedNs > 0 && m_record.closedBy == server)
            add({ServerAct::Kind::Drop, m_record.closedNs, {}, 0, {}});
        return {};
    }

    std::vector<ServerStep> takeSteps() { return std::move(m_steps); }
    qint64 sent() const { return m_sent; }
    qint64 leftOut() const { return m_leftOut; }

private:
    void take(const Entry &entry)
    {
        if (entry.row.kind != EntryKind::Frame || m_ended)
            return;
        if (const auto message = m_messages.take(entry))
            takeMessage(*message);
        else if (!m_messages.isPart())
            takeOther(entry);
        const qint64 messages = m_sent + qint64(m_steps.size());
        if (messages > MostScenarioMessages || m_bytes > LargestScenario)
            stop();
    }

    void stop()
    {
        m_error =
            Words::tr("expected at most %1 messages and %2 MiB of them, which a scenario may have, got more. Select "
                      "the rows that it shall be made of.")
                .arg(MostScenarioMessages)
                .arg(LargestScenario >> 20);
        m_context.walk.stop();
    }

    void takeMessage(const Message &message)
    {
        const bool isText = message.opcode() == Opcode::Text;
        QByteArray bytes;
        if (m_bytes + message.length > LargestScenario)
            return stop();
        message.pieces(m_context.reader, [&](QByteArrayView piece) { bytes += piece; });
        m_bytes += bytes.size();
        const qint64 timeNs = message.last.row.timeNs;
        if (message.first.row.direction == m_server)
            add({isText ? ServerAct::Kind::Text : ServerAct::Kind::Binary, timeNs, bytes, 0, {}});
        else
            m_steps.push_back({true, isText, timeNs, bytes, {}, {}});
    }

    void takeOther(const Entry &entry)
    {
        const bool broken = (entry.row.bits & (EntryViolation | EntryUnfinished)) != 0;
        if (entry.opcode() == Opcode::Pong && !broken)
            return;
        if (broken || !isControl(entry.opcode())) {
            ++m_leftOut;
            return;
        }
        const bool byServer = entry.row.direction == m_server;
        const QByteArray payload = m_context.reader.content(entry.id);
        if (entry.opcode() == Opcode::Close)
            takeClose(entry, payload, byServer);
        else if (byServer && payload.isValidUtf8())
            add({ServerAct::Kind::Ping, entry.row.timeNs, payload, 0, {}});
        else if (byServer)
            ++m_leftOut; // a scenario's Ping is a text
    }

    /// The first one says who ended it.
    void takeClose(const Entry &entry, const QByteArray &payload, bool byServer)
    {
        m_ended = true;
        ClosePayload close;
        if (!byServer || parseClosePayload(payload, close))
            return;
        constexpr quint16 Normal = 1000; // what a scenario says in place of none
        add({ServerAct::Kind::Close, entry.row.timeNs, close.reason.toUtf8(), close.code == 1005 ? Normal : close.code,
            {}});
    }

    void add(const ServerAct &act)
    {
        ++m_sent;
        m_steps.back().acts.push_back(act);
    }

    ExportContext &m_context;
    const ConnectionRecord &m_record;
    MessageGatherer m_messages;
    Direction m_server;
    std::vector<ServerStep> m_steps;
    qint64 m_sent = 0;
    qint64 m_leftOut = 0;
    qint64 m_bytes = 0;
    bool m_ended = false;
    QString m_error;
};

QString noteOn(const MadeScenario &made)
{
    QStringList parts;
    if (made.leftOut > 0)
        parts.append(Words::tr("Left out: %1 frames that broke a rule or cannot be said in a scenario (faults can make "
                               "some of them).")
                         .arg(made.leftOut));
    if (made.hidden > 0)
        parts.append(Words::tr("Credentials left out: %1.").arg(made.hidden));
    if (made.shortened == 1)
        parts.append(Words::tr("One gap was longer than 24 h, and is 24 h now."));
    else if (made.shortened > 1)
        parts.append(Words::tr("%1 gaps were longer than 24 h, and are 24 h now.").arg(made.shortened));
    return parts.join(u' ');
}

/// Or a sentence.
tl::expected<ConnectionId, QString> connectionOf(const ExportRequest &request, const CaptureReader &reader)
{
    QList<ConnectionId> asked = request.rows.query.connections;
    if (asked.isEmpty())
        asked = reader.connectionIds();
    if (asked.size() == 1 && reader.connection(asked.first()))
        return asked.first();
    QStringList known;
    constexpr qsizetype MostNamed = 5;
    const QList<ConnectionRecord> records = reader.connectionList();
    for (const ConnectionRecord &record : records.first(std::min(records.size(), MostNamed)))
        known.append(Words::tr("%1 (%2)").arg(record.id).arg(record.url));
    if (records.size() > MostNamed)
        known.append(Words::tr("and %1 more").arg(records.size() - MostNamed));
    if (known.isEmpty())
        return tl::unexpected(Words::tr("expected a capture with a connection, got one without"));
    const QString got = asked.size() == 1 ? QString::number(asked.first()) : Words::tr("%1 of them").arg(asked.size());
    return tl::unexpected(
        Words::tr("expected one of the connections %1, got %2").arg(known.join(QStringLiteral(", ")), got));
}

/// What of a connection makes no server's side; empty: nothing.
QString unusable(const ConnectionRecord &record, const HttpHead &response)
{
    constexpr int SwitchingProtocols = 101;
    if (response.status == 0)
        return Words::tr("expected a connection that got an answer, got one that ended before (%1)")
            .arg(record.failure.fact.isEmpty() ? record.url : record.failure.fact);
    if (record.openedNs == 0 && response.status == SwitchingProtocols)
        return Words::tr(
            "expected a connection that opened or was refused, got a 101 that breaks a rule: %1. A scenario "
            "makes it by a fault of the handshake.")
            .arg(record.failure.fact);
    return {};
}

} // namespace

QString ignoredError(const QStringList &ignored)
{
    for (const QString &text : ignored) {
        const auto path = JsonPath::parse(text);
        if (!path)
            return Words::tr("expected a path such as $.id, got “%1” (at character %2: %3)")
                .arg(text)
                .arg(path.error().position + 1)
                .arg(path.error().expected);
        if (path->steps.isEmpty())
            return Words::tr("expected the path of a part, such as $.id, got “%1”").arg(text);
    }
    return {};
}

tl::expected<MadeScenario, CaptureError> makeScenario(const ExportRequest &request, const JobWatch &watch)
{
    if (const QString error = ignoredError(request.scenario.ignored); !error.isEmpty())
        return failure(Kind::Io, error);
    const auto reader = CaptureReader::open(request.source);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto connection = connectionOf(request, **reader);
    if (!connection)
        return failure(Kind::NotFound, connection.error());
    ExportRequest rows = request;
    rows.rows.query.connections = {*connection};
    ExportContext context(**reader, rows, watch);
    const ConnectionRecord record = context.connection(*connection);
    const HttpHead response = recordedHead(HttpHeadReader::Kind::Response, record.rawResponse);
    if (const QString error = unusable(record, response); !error.isEmpty())
        return failure(Kind::NotFound, error);

    Gatherer gatherer(context, record);
    const QString error = gatherer.gather();
    if (watch.cancelled())
        return failure(Kind::Cancelled, Words::tr("cancelled: no scenario was made"));
    if (!error.isEmpty())
        return failure(Kind::Io, error);
    HttpHead said = response;
    if (!request.withCredentials)
        said.fields.removeIf(isSecret);
    ServerRecord server{Words::tr("as %1").arg(record.url), pathOf(record), said, record.body, record.subprotocol,
        !record.extensions.isEmpty(), record.openedNs > 0, gatherer.takeSteps()};
    if (request.scenario.pace == MockPace::Waiting)
        echoIgnored(server.steps, pathsOf(request.scenario.ignored));
    MadeScenario made;
    made.rows = context.report.rows;
    made.sent = gatherer.sent();
    made.awaited = request.scenario.pace == MockPace::Waiting ? qint64(server.steps.size()) - 1 : 0;
    made.leftOut = gatherer.leftOut();
    made.hidden = request.withCredentials ? 0 : qint64(std::ranges::count_if(response.fields, isSecret));
    const WrittenScenario written = scenarioText(server, request.scenario);
    made.text = written.text;
    made.shortened = written.shortened;
    made.note = noteOn(made);
    return made;
}

} // namespace handglass
