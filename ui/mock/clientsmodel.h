// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/statemark.h"

#include <QAbstractTableModel>

#include <vector>

namespace handglass {

/// A client of a mock as the list shows it.
struct MockClient {
    ConnectionId id = 0;
    int number = 0; ///< in the order they came, from 1
    QString address;
    QString program; ///< by its User-Agent; empty: it gave none, or it is not read yet
    QString path;    ///< of its request, with the query; empty: none came
    QString subprotocol;
    ConnectionState state = ConnectionState::Connecting;
    QString status; ///< with a client that never opened: "403"; empty: it got no answer
    quint16 closeCode = 0;
    qint64 openedNs = 0; ///< 0: never
    qint64 closedNs = 0; ///< 0: not yet
    qint64 sent = 0;     ///< messages
    qint64 received = 0;
    bool operator==(const MockClient &) const = default;

    bool isOpen() const { return state == ConnectionState::Open; }
    bool hasEnded() const { return state == ConnectionState::Closed || state == ConnectionState::Failed; }
    bool wasRefused() const { return state == ConnectionState::Failed && openedNs == 0; }
};

/// Of a record without what takes room.
MockClient toMockClient(const ConnectionRecord &record, int number);

/// Who connected to a mock, and who was turned away, in order of their ids. Changes come in batches.
class ClientsModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientsModel)
public:
    enum Column : int { Number, Address, Program, State, Age, Sent, Received, Subprotocol, Path, ColumnCount };
    enum Role : int { SortRole = Qt::UserRole, IdRole, MarkRole, RefusedRole, OpenRole };

    struct Counts {
        qint64 sent = 0;
        qint64 received = 0;
    };
    /// What a request and a response say.
    struct Details {
        QString program;
        QString status;
    };

    explicit ClientsModel(QObject *parent = nullptr);

    void clear();
    /// Adds those that are not there, changes those that are; what is known of program, status and counts stays where
    /// the new one does not say.
    void put(QList<MockClient> clients);
    void setDetails(const QHash<ConnectionId, Details> &details);
    void setCounts(const QHash<ConnectionId, Counts> &counts);
    void remove(const QSet<ConnectionId> &ids);
    /// Ages are told from here.
    void setNow(qint64 ns);
    /// There are earlier ones: moreWanted() asks for them, put() and setMore() answer.
    void setMore(bool more) { m_more = more; }

    const MockClient *client(ConnectionId id) const;
    const std::vector<MockClient> &clients() const { return m_clients; }
    QModelIndex indexOf(ConnectionId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void moreWanted();

private:
    std::vector<MockClient>::iterator find(ConnectionId id);
    void tellChanged(int first, int last, Column from, Column to);
    QString text(const MockClient &client, int column) const;
    QVariant sortKey(const MockClient &client, int column) const;
    qint64 ageNs(const MockClient &client) const;
    QString accessibleText(const MockClient &client) const;

    std::vector<MockClient> m_clients; ///< ascending by id
    qint64 m_nowNs = 0;
    bool m_more = false;
};

/// "opening", "open", "closing", "closed 1000", "refused 403".
QString stateText(const MockClient &client);
StateMark markOf(const MockClient &client);

} // namespace handglass
