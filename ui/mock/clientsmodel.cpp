// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/clientsmodel.h"

#include "app/protocol/closecode.h"
#include "ui/common/format.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 Second = 1'000'000'000;

QString none()
{
    return QStringLiteral("–");
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? none() : text;
}

/// "27 s", "6 min 51 s".
QString ageText(qint64 ns)
{
    if (ns < 0)
        return none();
    return ns < 60 * Second ? ClientsModel::tr("%1 s").arg(ns / Second) : durationText(ns);
}

bool isNumber(int column)
{
    return column == ClientsModel::Number || (column >= ClientsModel::Age && column <= ClientsModel::Received);
}

/// The rows from first to last of what changed.
struct Range {
    int first = -1;
    int last = -1;
    void add(qsizetype row)
    {
        first = first < 0 ? int(row) : std::min(first, int(row));
        last = std::max(last, int(row));
    }
};

} // namespace

MockClient toMockClient(const ConnectionRecord &record, int number)
{
    MockClient client;
    client.id = record.id;
    client.number = number;
    client.address = record.peerAddress;
    client.path = record.url.section(u'/', 3);
    if (record.url.count(u'/') >= 3)
        client.path.prepend(u'/');
    client.subprotocol = record.subprotocol;
    client.state = record.state;
    client.closeCode = record.closeCode;
    client.openedNs = record.openedNs;
    client.closedNs = record.closedNs;
    return client;
}

QString stateText(const MockClient &client)
{
    switch (client.state) {
    case ConnectionState::Connecting:
        return ClientsModel::tr("opening");
    case ConnectionState::Open:
        return ClientsModel::tr("open");
    case ConnectionState::Closing:
        return ClientsModel::tr("closing");
    case ConnectionState::Closed:
    case ConnectionState::Failed:
        break;
    }
    if (client.wasRefused())
        return client.status.isEmpty() ? ClientsModel::tr("not opened")
                                       : ClientsModel::tr("refused %1").arg(client.status);
    return ClientsModel::tr("closed %1").arg(client.closeCode);
}

StateMark markOf(const MockClient &client)
{
    if (client.state == ConnectionState::Connecting)
        return StateMark::Connecting;
    if (client.wasRefused())
        return StateMark::Refused;
    return client.hasEnded() ? StateMark::Closed : StateMark::Open;
}

ClientsModel::ClientsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_nowNs(nowNs())
{
}

// ---- what comes in

void ClientsModel::clear()
{
    beginResetModel();
    m_clients = {};
    m_more = false;
    endResetModel();
}

std::vector<MockClient>::iterator ClientsModel::find(ConnectionId id)
{
    return std::ranges::lower_bound(m_clients, id, {}, &MockClient::id);
}

const MockClient *ClientsModel::client(ConnectionId id) const
{
    const auto at = std::ranges::lower_bound(m_clients, id, {}, &MockClient::id);
    return at == m_clients.end() || at->id != id ? nullptr : &*at;
}

QModelIndex ClientsModel::indexOf(ConnectionId id) const
{
    const MockClient *found = client(id);
    return found == nullptr ? QModelIndex() : index(int(found - m_clients.data()), 0);
}

void ClientsModel::tellChanged(int first, int last, Column from, Column to)
{
    if (first >= 0)
        Q_EMIT dataChanged(index(first, from), index(last, to));
}

/// The new ones in runs that stand together: most often one, at the end.
void ClientsModel::put(QList<MockClient> clients)
{
    std::ranges::sort(clients, {}, &MockClient::id);
    Range changed;
    std::vector<MockClient> fresh;
    for (MockClient &client : clients) {
        const auto at = find(client.id);
        if (at == m_clients.end() || at->id != client.id) {
            fresh.push_back(std::move(client));
            continue;
        }
        client.program = client.program.isEmpty() ? at->program : client.program;
        client.status = client.status.isEmpty() ? at->status : client.status;
        client.sent = std::max(client.sent, at->sent);
        client.received = std::max(client.received, at->received);
        if (*at != client) {
            *at = std::move(client);
            changed.add(at - m_clients.begin());
        }
    }
    tellChanged(changed.first, changed.last, Number, Path);
    for (auto run = fresh.begin(); run != fresh.end();) {
        const auto at = find(run->id);
        const auto end = at == m_clients.end()
            ? fresh.end()
            : std::find_if(run, fresh.end(), [&](const MockClient &each) { return each.id > at->id; });
        const int row = int(at - m_clients.begin());
        beginInsertRows({}, row, row + int(end - run) - 1);
        m_clients.insert(at, std::make_move_iterator(run), std::make_move_iterator(end));
        endInsertRows();
        run = end;
    }
}

void ClientsModel::setDetails(const QHash<ConnectionId, Details> &details)
{
    Range changed;
    for (auto it = details.cbegin(); it != details.cend(); ++it) {
        const auto at = find(it.key());
        if (at == m_clients.end() || at->id != it.key())
            continue;
        at->program = it->program;
        at->status = it->status;
        changed.add(at - m_clients.begin());
    }
    tellChanged(changed.first, changed.last, Program, State);
}

void ClientsModel::setCounts(const QHash<ConnectionId, Counts> &counts)
{
    Range changed;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        const auto at = find(it.key());
        if (at == m_clients.end() || at->id != it.key())
            continue;
        at->sent = it->sent;
        at->received = it->received;
        changed.add(at - m_clients.begin());
    }
    tellChanged(changed.first, changed.last, Sent, Received);
}

void ClientsModel::remove(const QSet<ConnectionId> &ids)
{
    for (auto end = m_clients.end(); end != m_clients.begin();) {
        auto begin = end;
        while (begin != m_clients.begin() && ids.contains((begin - 1)->id))
            --begin;
        if (begin == end) {
            --end;
            continue;
        }
        beginRemoveRows({}, int(begin - m_clients.begin()), int(end - m_clients.begin()) - 1);
        end = m_clients.erase(begin, end);
        endRemoveRows();
    }
}

void ClientsModel::setNow(qint64 ns)
{
    m_nowNs = ns;
    Range open;
    for (std::size_t row = 0; row < m_clients.size(); ++row) {
        if (m_clients[row].openedNs != 0 && !m_clients[row].hasEnded())
            open.add(qsizetype(row));
    }
    tellChanged(open.first, open.last, Age, Age);
}

bool ClientsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more;
}

void ClientsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_more = false;
    Q_EMIT moreWanted();
}

// ---- what is shown

int ClientsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_clients.size());
}

int ClientsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

/// −1: it never opened.
qint64 ClientsModel::ageNs(const MockClient &client) const
{
    if (client.openedNs == 0)
        return -1;
    return std::max<qint64>((client.hasEnded() ? client.closedNs : m_nowNs) - client.openedNs, 0);
}

QString ClientsModel::text(const MockClient &client, int column) const
{
    switch (column) {
    case Number:
        return groupedNumber(client.number);
    case Address:
        return client.address;
    case Program:
        return orDash(client.program);
    case State:
        return stateText(client);
    case Age:
        return ageText(ageNs(client));
    case Sent:
        return client.openedNs == 0 ? none() : groupedNumber(client.sent);
    case Received:
        return client.openedNs == 0 ? none() : groupedNumber(client.received);
    case Subprotocol:
        return orDash(client.subprotocol);
    default:
        return orDash(client.path);
    }
}

QVariant ClientsModel::sortKey(const MockClient &client, int column) const
{
    switch (column) {
    case Number:
        return client.id;
    case State:
        return QStringLiteral("%1 %2").arg(int(client.state)).arg(stateText(client));
    case Age:
        return ageNs(client);
    case Sent:
        return client.openedNs == 0 ? -1 : client.sent;
    case Received:
        return client.openedNs == 0 ? -1 : client.received;
    default:
        return text(client, column);
    }
}

QString ClientsModel::accessibleText(const MockClient &client) const
{
    QStringList parts{tr("client %1").arg(client.number), client.address, client.program, stateText(client)};
    if (client.openedNs != 0)
        parts << tr("for %1").arg(ageText(ageNs(client))) << tr("%1 sent").arg(client.sent)
              << tr("%1 received").arg(client.received) << client.subprotocol;
    parts << client.path;
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariant ClientsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MockClient &client = m_clients[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(client, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ToolTipRole:
        if (index.column() == State && client.hasEnded() && !client.wasRefused())
            return closeCodeText(client.closeCode);
        return text(client, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Number ? accessibleText(client) : text(client, index.column());
    case SortRole:
        return sortKey(client, index.column());
    case IdRole:
        return client.id;
    case MarkRole:
        return int(markOf(client));
    case RefusedRole:
        return client.wasRefused();
    case OpenRole:
        return client.isOpen();
    default:
        return {};
    }
}

QVariant ClientsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[] = {tr("#"), tr("Address"), tr("Program"), tr("State"), tr("Age"), tr("Sent"), tr("Received"),
        tr("Subprotocol"), tr("Path")};
    const QString meanings[] = {tr("Number, in the order they came"), tr("Where the client connects from"),
        tr("What its User-Agent names"), tr("State"), tr("How long it has been open, or was"),
        tr("Messages sent to it"), tr("Messages received from it"), tr("Agreed subprotocol"),
        tr("Path and query of its request")};
    if (role == Qt::DisplayRole)
        return titles[section];
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return meanings[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

} // namespace handglass
