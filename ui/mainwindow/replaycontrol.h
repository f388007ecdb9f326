// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/workbench.h"
#include "ui/replay/replaypanel.h"

#include <QThreadPool>

#include <atomic>

namespace handglass {

class ConnectControl;
class LogPanel;
struct WindowActions;

/// Replays what a client sent, of the current place or of its selected rows: the panel, its actions, and the one replay
/// that goes on. GUI thread.
class ReplayControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReplayControl)
public:
    ReplayControl(Workbench &workbench, CaptureShelf &shelf, ConnectControl &connecting, LogPanel &log,
        ReplayPanel &panel, const WindowActions &actions, QObject *parent);
    ~ReplayControl() override;

    void setPlace(const Place &place);

Q_SIGNALS:
    /// What is sent goes into this session.
    void started(qint64 session);

private:
    void connectPanel();
    void refreshSource();
    void refreshActions();
    QList<const ConnectionRecord *> clientConnections() const;
    void openAll();
    void openSelected();
    void open(const QList<EntryId> &rows);
    QString sourceName(const QList<const ConnectionRecord *> &connections) const;
    ReplayTarget sourceTarget(const ConnectionRecord &source) const;
    QList<ReplayTarget> targets() const;
    void count();
    void takeCounts(const ReplayCounts &counts, const QString &error);
    void start();
    void connectAnew(const QString &address, bool isSource);
    void takeSession(qint64 session);
    void begin(qint64 session);
    void stop();

    Workbench &m_workbench;
    CaptureShelf &m_shelf;
    ConnectControl &m_connecting;
    LogPanel &m_log;
    ReplayPanel &m_panel;
    const WindowActions &m_actions;
    Place m_place;
    ReplaySelection m_selection;
    QString m_whyNoSource;     ///< nothing of the place can be replayed
    ConnectionRecord m_source; ///< the first of the connections that are replayed
    bool m_sourceIsLive = false;
    qint64 m_awaited = 0; ///< session that the replay begins in as soon as it opens
    std::unique_ptr<Replay> m_replay;
    std::shared_ptr<std::atomic_bool> m_countCancelled;
    QThreadPool m_counting; ///< of one thread
};

} // namespace handglass
