// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/clientsfeed.h"

#include "app/protocol/httphead.h"
#include "app/protocol/useragent.h"
#include "ui/common/background.h"
#include "ui/session/sessiontext.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds Refresh{200};
constexpr std::chrono::milliseconds Second{1'000};
constexpr qsizetype Page = 500;
constexpr qsizetype Slack = 100; ///< so that not every client that ends takes another one out

using DetailsById = QHash<ConnectionId, ClientsModel::Details>;

ClientsModel::Details detailsOf(const ConnectionRecord &record)
{
    ClientsModel::Details details;
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    if (reader.feed(record.rawRequest) == HttpHeadReader::State::Done)
        details.program = programOf(reader.head().value("User-Agent"));
    if (record.openedNs == 0)
        details.status = responseStatus(record).section(u' ', 0, 0);
    return details;
}

DetailsById readFrom(const QString &path, const QList<ConnectionId> &ids)
{
    DetailsById details;
    const auto reader = CaptureReader::open(path);
    for (const ConnectionId id : reader ? ids : QList<ConnectionId>()) {
        if (const auto record = (*reader)->connection(id))
            details.insert(id, detailsOf(*record));
    }
    return details;
}

} // namespace

ClientsFeed::ClientsFeed(Workbench &workbench, ClientsModel &model, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_model(model)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Refresh);
    m_clock.setInterval(Second);
    connect(&m_timer, &QTimer::timeout, this, &ClientsFeed::flush);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_model.setNow(nowNs()); });
    connect(&m_model, &ClientsModel::moreWanted, this, &ClientsFeed::fetchEarlier);
    connect(&workbench, &Workbench::connectionChanged, this, &ClientsFeed::takeRecord);
    connect(&workbench, &Workbench::connectionsDropped, this, &ClientsFeed::takeDropped);
    connect(&workbench, &Workbench::sessionChanged, this, [this](qint64 session) {
        m_openChanged = m_openChanged || session == m_mock;
        if (session == m_mock && !m_timer.isActive())
            m_timer.start();
    });
    connect(&workbench.tally(), &RowTally::changed, this, &ClientsFeed::takeCounts);
}

MockClient ClientsFeed::clientOf(ConnectionId id) const
{
    const ConnectionRecord *record = m_workbench.live()->summary(id);
    if (record == nullptr)
        return {};
    MockClient client = toMockClient(*record, m_workbench.numberOf(m_mock, id));
    const RowCount count = m_workbench.tally().of(id);
    client.sent = count.sent;
    client.received = count.received;
    return client;
}

void ClientsFeed::setMock(qint64 session)
{
    if (session == m_mock)
        return;
    m_mock = session;
    ++m_generation;
    m_pending.clear();
    m_shown.clear();
    m_earlier.clear();
    m_ended.clear();
    m_most = Page;
    m_refused = 0;
    m_closed = 0;
    m_model.clear();
    m_timer.stop();
    m_clock.stop();
    if (m_mock == 0)
        return;
    QList<MockClient> clients;
    for (const ConnectionId id : m_workbench.connectionsOf(m_mock)) {
        const MockClient client = clientOf(id);
        if (client.hasEnded()) {
            m_earlier.push_back({client.closedNs, id, client.wasRefused()});
            m_ended.insert(id);
            ++(client.wasRefused() ? m_refused : m_closed);
        } else if (client.id != 0) {
            clients.append(client);
        }
    }
    std::ranges::sort(m_earlier);
    m_model.setNow(nowNs());
    m_model.put(clients);
    QList<ConnectionId> ids;
    for (const MockClient &client : std::as_const(clients))
        ids.append(client.id);
    readDetails(ids);
    m_most = 0;
    fetchEarlier();
    m_clock.start();
    Q_EMIT changed();
}

/// The latest of those that the list does not hold.
void ClientsFeed::fetchEarlier()
{
    QList<MockClient> clients;
    QList<ConnectionId> ids;
    m_most += Page;
    while (!m_earlier.empty() && clients.size() < Page) {
        const Ended ended = m_earlier.back();
        m_earlier.pop_back();
        m_shown.push_front(ended);
        clients.append(clientOf(ended.id));
        ids.append(ended.id);
    }
    m_model.put(clients);
    m_model.setMore(!m_earlier.empty());
    readDetails(ids);
}

void ClientsFeed::readDetails(const QList<ConnectionId> &ids)
{
    if (ids.isEmpty())
        return;
    const auto work = [path = m_workbench.live()->path(), ids] { return readFrom(path, ids); };
    inBackground(work).then(this, [this, generation = m_generation](const DetailsById &details) {
        if (generation == m_generation)
            m_model.setDetails(details);
    });
}

void ClientsFeed::takeRecord(qint64 session, ConnectionId id)
{
    if (session != m_mock || m_mock == 0)
        return;
    const ConnectionRecord *record = m_workbench.live()->connection(id); // whole: it has just come
    if (record == nullptr)
        return;
    MockClient client = clientOf(id);
    const ClientsModel::Details details = detailsOf(*record);
    client.program = details.program;
    client.status = details.status;
    m_pending.insert(id, client);
    if (!m_timer.isActive())
        m_timer.start();
}

void ClientsFeed::addEnded(const MockClient &client)
{
    if (m_ended.contains(client.id))
        return;
    m_ended.insert(client.id);
    m_shown.push_back({client.closedNs, client.id, client.wasRefused()});
    ++(client.wasRefused() ? m_refused : m_closed);
}

void ClientsFeed::flush()
{
    const QHash<ConnectionId, MockClient> pending = std::exchange(m_pending, {});
    QList<MockClient> clients;
    for (const MockClient &client : pending) {
        if (m_ended.contains(client.id) && m_model.client(client.id) == nullptr)
            continue; // an earlier one
        clients.append(client);
        if (client.hasEnded())
            addEnded(client);
    }
    m_model.put(clients);
    limit();
    if (std::exchange(m_openChanged, false) || !clients.isEmpty())
        Q_EMIT changed();
}

/// Those that ended longest ago go out of the list.
void ClientsFeed::limit()
{
    if (qsizetype(m_shown.size()) <= m_most + Slack)
        return;
    QSet<ConnectionId> out;
    while (qsizetype(m_shown.size()) > m_most) {
        m_earlier.push_back(m_shown.front());
        out.insert(m_shown.front().id);
        m_shown.pop_front();
    }
    m_model.remove(out);
    m_model.setMore(true);
}

void ClientsFeed::takeCounts(const QList<qint64> &connections)
{
    if (m_mock == 0)
        return;
    QHash<ConnectionId, ClientsModel::Counts> counts;
    for (const qint64 connection : connections) {
        const RowCount count = m_workbench.tally().of(connection);
        if (m_model.client(connection) != nullptr)
            counts.insert(connection, {count.sent, count.received});
    }
    m_model.setCounts(counts);
}

void ClientsFeed::takeDropped(const QList<qint64> &connections)
{
    if (m_mock == 0)
        return;
    const QSet<ConnectionId> gone(connections.cbegin(), connections.cend());
    const auto drop = [this, &gone](const Ended &ended) {
        if (!gone.contains(ended.id))
            return false;
        --(ended.refused ? m_refused : m_closed);
        return true;
    };
    std::erase_if(m_shown, drop);
    std::erase_if(m_earlier, drop);
    m_ended.subtract(gone);
    m_model.remove(gone);
    Q_EMIT changed();
}

} // namespace handglass
