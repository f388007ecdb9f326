// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"
#include "ui/mock/clientsmodel.h"

#include <QTimer>

#include <deque>

namespace handglass {

/// Keeps the list of a mock's clients as the live capture has them, at most 5 times a second: all that are open, and of
/// those that have ended the latest 500; earlier ones as the list asks for them. GUI thread; what is not at hand is
/// read on a worker.
class ClientsFeed final : public QObject
{
    Q_OBJECT
public:
    ClientsFeed(Workbench &workbench, ClientsModel &model, QObject *parent);

    /// 0: none.
    void setMock(qint64 session);
    qint64 refused() const { return m_refused; } ///< those included that the list does not hold
    qint64 closed() const { return m_closed; }

Q_SIGNALS:
    /// Totals, or who is open.
    void changed();

private:
    struct Ended {
        qint64 closedNs = 0;
        ConnectionId id = 0;
        bool refused = false;
        auto operator<=>(const Ended &) const = default;
    };
    void takeRecord(qint64 session, ConnectionId id);
    void takeCounts(const QList<qint64> &connections);
    void takeDropped(const QList<qint64> &connections);
    void flush();
    void fetchEarlier();
    void limit();
    void addEnded(const MockClient &client);
    MockClient clientOf(ConnectionId id) const;
    void readDetails(const QList<ConnectionId> &ids);

    Workbench &m_workbench;
    ClientsModel &m_model;
    qint64 m_mock = 0;
    int m_generation = 0; ///< of the mock's choice
    QHash<ConnectionId, MockClient> m_pending;
    std::deque<Ended> m_shown;    ///< in the list, in the order they ended
    std::vector<Ended> m_earlier; ///< not in the list
    QSet<ConnectionId> m_ended;   ///< both
    qsizetype m_most = 0;         ///< of m_shown
    qint64 m_refused = 0;
    qint64 m_closed = 0;
    bool m_openChanged = false;
    QTimer m_timer;
    QTimer m_clock;
};

} // namespace handglass
