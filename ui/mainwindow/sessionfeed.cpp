// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sessionfeed.h"

#include "ui/common/format.h"
#include "ui/mainwindow/rowtally.h"
#include "ui/mock/scenarioexamples.h"
#include "ui/session/sessiontext.h"

namespace handglass {

namespace {

constexpr std::chrono::milliseconds Refresh{100};

/// A refusal's number, else how many rows there are.
QString noteOf(const ConnectionRecord &record, qint64 rows)
{
    if (markOf(record) == StateMark::Refused)
        return responseStatus(record).section(u' ', 0, 0);
    return groupedNumber(rows);
}

} // namespace

SessionFeed::SessionFeed(Workbench &workbench, CaptureShelf &shelf, SessionModel &model, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_shelf(shelf)
    , m_model(model)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Refresh);
    connect(&m_timer, &QTimer::timeout, this, &SessionFeed::flush);
    connect(&workbench, &Workbench::sessionAdded, this, [this](qint64 session) {
        if (const SessionInfo *info = m_workbench.session(session))
            putSession(*info);
    });
    connect(&workbench, &Workbench::sessionChanged, this, &SessionFeed::noteSession);
    connect(&workbench, &Workbench::sessionRemoved, this, [this](qint64 session) { m_model.removeSession(session); });
    connect(&workbench, &Workbench::connectionChanged, this, &SessionFeed::noteClient);
    connect(&workbench, &Workbench::connectionsDropped, this, [this](const QList<qint64> &connections) {
        for (const qint64 connection : connections) {
            m_names.remove(connection);
            m_model.removeClient(connection);
        }
    });
    connect(&workbench.tally(), &RowTally::changed, this, &SessionFeed::noteCounts);
    connect(&shelf, &CaptureShelf::opened, this, &SessionFeed::putCapture);
    connect(&shelf, &CaptureShelf::closing, this, [this](Capture *capture) { m_model.removeCapture(capture); });
    connect(&model, &SessionModel::renamed, &workbench, &Workbench::rename);
}

void SessionFeed::addExamples(SessionModel &model)
{
    const QList<ScenarioExample> examples = scenarioExamples();
    for (const ScenarioExample &example : examples)
        model.addExample(
            example.file, {example.name, {}, {}, tr("%1 Enter or a double click starts it.").arg(example.what)});
}

QModelIndexList SessionFeed::indexesOf(const Place &place) const
{
    QModelIndexList rows{indexOf(place.capture, {place.scope.session, place.scope.connection})};
    if (place.capture == m_workbench.live()) {
        for (const ScopePart &part : place.scope.also)
            rows.append(indexOf(place.capture, part));
    }
    return rows;
}

QModelIndex SessionFeed::indexOf(Capture *capture, const ScopePart &part) const
{
    if (capture != m_workbench.live())
        return m_model.captureIndex(capture);
    return part.connection != 0 ? m_model.clientIndex(part.session, part.connection)
                                : m_model.sessionIndex(part.session);
}

Place SessionFeed::placeOf(const QModelIndex &index) const
{
    Place place;
    place.scope.session = index.data(SessionModel::SessionRole).toLongLong();
    place.scope.connection = index.data(SessionModel::ConnectionRole).toLongLong();
    QObject *capture = index.data(SessionModel::CaptureRole).value<QObject *>();
    if (capture != nullptr)
        place.capture = qobject_cast<Capture *>(capture);
    else if (place.scope.session != 0)
        place.capture = m_workbench.live();
    return place;
}

Place SessionFeed::placeOf(const QModelIndex &current, const QModelIndexList &together) const
{
    Place place = placeOf(current);
    for (const QModelIndex &index : together) {
        const Place other = placeOf(index);
        if (index == current || other.capture != place.capture)
            continue;
        if (other.scope == LogScope{} || place.scope == LogScope{})
            return {place.capture, {}};
        place.scope.also.append({other.scope.session, other.scope.connection});
    }
    return place;
}

void SessionFeed::noteSession(qint64 session)
{
    m_dirtySessions.insert(session);
    if (!m_timer.isActive())
        m_timer.start();
}

void SessionFeed::noteClient(qint64 session, ConnectionId connection)
{
    m_dirtyClients.insert(connection);
    noteSession(session);
}

void SessionFeed::noteCounts(const QList<qint64> &connections)
{
    for (const qint64 connection : connections) {
        if (const ConnectionRecord *record = m_workbench.live()->summary(connection))
            noteClient(record->session, connection);
    }
}

void SessionFeed::flush()
{
    const QSet<qint64> sessions = std::exchange(m_dirtySessions, {});
    const QList<ConnectionId> clients = std::exchange(m_dirtyClients, {}).values();
    for (const qint64 session : sessions) {
        if (const SessionInfo *info = m_workbench.session(session))
            putSession(*info);
    }
    QList<ConnectionId> inOrder = clients;
    std::sort(inOrder.begin(), inOrder.end());
    for (const ConnectionId connection : inOrder) {
        const ConnectionRecord *record = m_workbench.live()->connection(connection);
        const SessionInfo *info = record == nullptr ? nullptr : m_workbench.session(record->session);
        if (info == nullptr)
            continue;
        if (info->kind == SessionKind::Client)
            putEarlier(*info);
        record = m_workbench.live()->connection(connection);
        if (record != nullptr && (info->kind == SessionKind::Mock || m_names.contains(connection)))
            putConnection(*info, *record);
    }
}

/// A client session that has had one connection is that connection; with the second one, all are rows under it.
void SessionFeed::putEarlier(const SessionInfo &info)
{
    const QList<ConnectionId> all = m_workbench.connectionsOf(info.number);
    if (all.size() < 2)
        return;
    for (const ConnectionId connection : all) {
        const ConnectionRecord *record = m_workbench.live()->connection(connection);
        if (record != nullptr && !m_names.contains(connection))
            putConnection(info, *record);
    }
}

void SessionFeed::putSession(const SessionInfo &info)
{
    m_model.setSession(info.number, info.kind == SessionKind::Mock ? mockRow(info) : clientRow(info));
}

SessionRow SessionFeed::clientRow(const SessionInfo &info) const
{
    SessionRow row;
    row.name = info.name;
    row.toolTip = info.url;
    const ConnectionRecord *record = m_workbench.live()->connection(info.connection);
    if (info.isConnecting())
        row.mark = StateMark::Connecting;
    else if (info.state == SessionState::Open || info.state == SessionState::Closing)
        row.mark = StateMark::Open;
    else
        row.mark = info.refused ? StateMark::Refused : StateMark::Closed;
    if (record == nullptr)
        return row;
    row.toolTip += u'\n' + connectionText(*record);
    if (row.mark == StateMark::Refused) {
        row.note = noteOf(*record, 0);
        return row;
    }
    row.note = groupedNumber(m_workbench.countOf({info.number, 0}).rows);
    return row;
}

SessionRow SessionFeed::mockRow(const SessionInfo &info) const
{
    SessionRow row;
    row.name = info.name;
    row.toolTip = info.url;
    row.mark = info.state == SessionState::Listening ? StateMark::Open : StateMark::Closed;
    row.note = clientsText(m_workbench.openClients(info.number).size());
    return row;
}

SessionFeed::ConnectionName &SessionFeed::nameOf(const SessionInfo &info, const ConnectionRecord &record)
{
    ConnectionName &name = m_names[record.id];
    // The first record may come before the request is complete.
    if (!name.isFinal) {
        name.text = info.kind == SessionKind::Mock ? clientProgram(record) : reasonText(record);
        name.isFinal = record.state != ConnectionState::Connecting;
    }
    return name;
}

void SessionFeed::putConnection(const SessionInfo &info, const ConnectionRecord &record)
{
    const ConnectionName &name = nameOf(info, record);
    SessionRow row;
    row.name = QStringLiteral("%1  %2").arg(m_workbench.numberOf(info.number, record.id)).arg(name.text);
    row.mark = markOf(record);
    row.note = noteOf(record, m_workbench.tally().of(record.id).rows);
    const QString place = info.kind == SessionKind::Mock ? record.peerAddress : record.url;
    row.toolTip = QStringLiteral("%1\n%2").arg(place, connectionText(record));
    if (record.failure)
        row.toolTip += u'\n' + record.failure.fact;
    m_model.setClient(info.number, record.id, row);
}

void SessionFeed::putCapture(Capture *capture)
{
    SessionRow row;
    row.name = m_shelf.name(capture);
    row.note = groupedNumber(capture->lastId());
    row.toolTip = capture->path();
    m_model.setCapture(capture, row);
    QMap<qint64, SessionRow> sessions;
    const QList<ConnectionRecord> all = capture->connections();
    for (const ConnectionRecord &record : all) {
        SessionRow &one = sessions[record.session];
        one.name = record.sessionName.isEmpty() ? record.url : record.sessionName;
        one.mark = markOf(record) == StateMark::Refused ? StateMark::Refused : StateMark::Closed;
        one.toolTip = record.url;
    }
    for (auto it = sessions.cbegin(); it != sessions.cend(); ++it)
        m_model.setCapturedSession(capture, it.key(), it.value());
}

} // namespace handglass
