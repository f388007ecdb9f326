// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/workbench.h"
#include "ui/session/sessionmodel.h"

#include <QSet>
#include <QTimer>

namespace handglass {

/// Keeps the sidebar's model as the workbench and the open captures are. What changes often is written a few times a
/// second. GUI thread.
class SessionFeed final : public QObject
{
    Q_OBJECT
public:
    SessionFeed(Workbench &workbench, CaptureShelf &shelf, SessionModel &model, QObject *parent = nullptr);
    /// What stands in the tree from the first.
    static void addExamples(SessionModel &model);
    /// The tree's rows for a place, its own first; that is invalid if it has none.
    QModelIndexList indexesOf(const Place &place) const;
    Place placeOf(const QModelIndex &index) const;
    /// The current row, with the others of its capture merged into it.
    Place placeOf(const QModelIndex &current, const QModelIndexList &together) const;

private:
    /// Of a mock's client, or of one of several connections of a client session.
    struct ConnectionName {
        QString text;
        bool isFinal = false;
    };
    QModelIndex indexOf(Capture *capture, const ScopePart &part) const;
    void noteSession(qint64 session);
    void noteClient(qint64 session, ConnectionId connection);
    void noteCounts(const QList<qint64> &connections);
    void flush();
    void putSession(const SessionInfo &info);
    void putConnection(const SessionInfo &info, const ConnectionRecord &record);
    void putEarlier(const SessionInfo &info);
    ConnectionName &nameOf(const SessionInfo &info, const ConnectionRecord &record);
    void putCapture(Capture *capture);
    SessionRow clientRow(const SessionInfo &info) const;
    SessionRow mockRow(const SessionInfo &info) const;

    Workbench &m_workbench;
    CaptureShelf &m_shelf;
    SessionModel &m_model;
    QSet<qint64> m_dirtySessions;
    QSet<ConnectionId> m_dirtyClients;
    QHash<ConnectionId, ConnectionName> m_names;
    QTimer m_timer;
};

} // namespace handglass
