// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

class QAction;

namespace handglass {

class ClientsFeed;
class ClientsModel;
class ClientsPanel;
class MockTools;
class NoticeArea;
class ScenarioDesk;
class ScenarioDocument;
class ScenarioPage;
class StatusLine;
class Theme;
struct FaultReports;

/// The lower half of a mock's Scenario tab: its clients, faults and prepared replies, as they act on the current mock.
/// GUI thread.
class MockDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MockDesk)
public:
    struct Parts {
        Theme &theme;
        Workbench &workbench;
        ScenarioDesk &scenarios;
        ScenarioPage &page;
        StatusLine &status;
        NoticeArea &notices;
    };
    MockDesk(const Parts &parts, QObject *parent);
    ~MockDesk() override;

    void setPlace(const Place &place);
    /// For the window's menus.
    QList<QAction *> actions() const;

Q_SIGNALS:
    void placeRequested(const handglass::Place &place);
    /// The handshake of this connection is to be seen.
    void handshakeRequested(const handglass::Place &place);
    /// The caret belongs in the composer, which sends to this place.
    void composeRequested(const handglass::Place &place);

private:
    struct Running {
        QString reply;
        qsizetype clients = 0;
    };
    void connectClients();
    void connectFaults();
    void connectOperator();
    LogScope scopeOf(const QList<qint64> &clients) const;
    Place placeOf(const QList<qint64> &clients) const;
    const SessionInfo *mock() const;
    void showClients();
    void showRefusal(ConnectionId id);
    void relax(ConnectionId id);
    void showFaults();
    void showReports();
    void takeVerdicts(qint64 session, const QList<FaultVerdict> &verdicts);
    void showReplies();
    /// Of the current mock, if its text is right as it stands; else a sentence says what to do first.
    tl::expected<ScenarioDocument *, QString> document() const;
    void addReply(const QString &name, const QByteArray &actions);
    void editReply(const QString &name);
    void removeReply(const QString &name);
    std::optional<JsonPath> replyPlace(const QString &name) const;
    void run(const QString &reply);
    void takeOutcome(qint64 token, const QString &error);

    Workbench &m_workbench;
    ScenarioDesk &m_scenarios;
    StatusLine &m_status;
    NoticeArea &m_notices;
    ClientsModel *m_model;
    ClientsFeed *m_feed;
    ClientsPanel *m_clients;
    MockTools *m_tools;
    Place m_place;
    qint64 m_mock = 0; ///< current, also while one of its clients is looked at; 0: none
    qint64 m_token;
    QSet<ConnectionId> m_relaxed;                              ///< what turned them away was taken out of the scenario
    QHash<qint64, Running> m_running;                          ///< by token
    std::map<qint64, std::unique_ptr<FaultReports>> m_reports; ///< by mock
};

} // namespace handglass
