// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/engine.h"
#include "app/mock/handshakedecision.h"
#include "app/session/session.h"
#include "app/tap/mockanswer.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <set>

namespace handglass {

class ScriptHost;

/// What the rules of a scenario have done since it was applied.
struct ScenarioCounts {
    struct RuleHits {
        QString route; ///< its path
        QString rule;
        scenario::RuleCount count;
    };
    /// Clients that were turned away.
    struct CheckHits {
        QString route;
        int check = SubprotocolCheck; ///< which one of its checks
        scenario::RuleCount count;
    };
    static constexpr int SubprotocolCheck = -1;
    QList<RuleHits> rules;   ///< in the file's order
    QList<CheckHits> checks; ///< those that turned somebody away
    qint64 unmatched = 0;    ///< messages, since the mock was started
};

/// Carries out on a mock's connections what the engine of its scenario says. Network thread.
class ScenarioPlayer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioPlayer)
public:
    /// What it needs of the mock.
    struct Mock {
        std::function<Tap *(ConnectionId)> tap;   ///< null: it is not open
        std::function<void(ConnectionId)> placed; ///< on its route, before anything is sent to it
        std::function<QString(ConnectionId, const Outgoing &)> send;
        std::function<void(ConnectionId, const scenario::Fault &)> fault; ///< to be made
        std::function<void(ConnectionId, const QString &)> note;          ///< a Notice row
    };
    ScenarioPlayer(SharedScenario scenario, Mock mock);
    ~ScenarioPlayer() override;

    void setScenario(SharedScenario scenario);

    /// number: of the client, from 1.
    MockDecision decide(ConnectionId id, int number, const HttpHead &request, const QString &address);
    /// It was decided on, and will not open.
    void arrivalGone(ConnectionId id) { m_arrivals.erase(id); }
    /// It was decided on, and is about to open: what is sent now goes before everything else.
    void connected(ConnectionId id);
    void message(ConnectionId id, const std::shared_ptr<const scenario::Incoming> &message);
    void control(ConnectionId id, scenario::Rule::Event event, const QByteArray &payload);
    void closed(ConnectionId id, quint16 code);
    /// What its route does wrong on purpose; it may be arriving still.
    QList<scenario::Fault> faultsOf(ConnectionId id) const;
    /// A prepared reply, for a client that is open. Empty, or why something could not be sent (what waits is told in
    /// the log).
    QString runReply(ConnectionId id, const QString &name);

Q_SIGNALS:
    void counted(const handglass::ScenarioCounts &counts);
    void unmatched(qint64 connection, qint64 row);

private:
    void perform(scenario::Effects effects);
    void performQueued();
    void perform(const scenario::Effect &effect);
    void sendAll(const scenario::SendEffect &effect);
    void send(ConnectionId id, const Outgoing &message);
    void stopReading(const scenario::StopReadingEffect &effect);
    void callScript(const scenario::ScriptEffect &effect);
    void updateScripts();
    std::unique_ptr<ScriptHost> startScript(const scenario::Route &route);
    void addToScript(ConnectionId id);
    void tellUnmatched(ConnectionId id);
    void tellError(ConnectionId id, const QString &error);
    void wake();
    void schedule();
    void countTurnedAway(ConnectionId id, const scenario::Decision &decision);
    void countSoon();
    void tellCounts();

    Mock m_mock;
    scenario::Engine m_engine;
    std::map<ConnectionId, scenario::Decision> m_arrivals;
    std::map<std::pair<QString, int>, scenario::RuleCount> m_turnedAway; ///< by route and check
    std::deque<scenario::Effect> m_queue; ///< taps are told from the event loop, not while they tell us
    std::map<QString, std::unique_ptr<ScriptHost>> m_scripts; ///< by the route's path
    std::set<ConnectionId> m_unsent; ///< whom something could not be sent to since something could
    QString m_sendError;             ///< of what was sent last that could not be
    EntryId m_row = 0;               ///< of the message that is handled
    QTimer m_timer;
    std::optional<qint64> m_dueMs; ///< when m_timer is to fire
    QTimer m_countsTimer;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::ScenarioCounts)
