// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/effect.h"
#include "app/mock/scenario.h"
#include "app/mock/templatecontext.h"

#include <QSet>

#include <map>
#include <unordered_map>

namespace handglass::scenario {

/// How often a rule has acted.
struct RuleCount {
    qint64 hits = 0;
    qint64 lastMs = 0; ///< Unix epoch
    ClientId lastClient = 0;
    bool operator==(const RuleCount &) const = default;
};

/// Plays a scenario to its clients: is told what happens, answers with what is to be done. No socket, no clock: every
/// call is told the time, in ms since the Unix epoch, which never goes back.
///
/// A rule that acts begins a *job*: its actions, one after the other. A job that waits (delay, wait) lets the others
/// pass. Nothing goes round without end: a job does at most StepsAtOnce actions before the others get their turn.
class Engine final
{
    Q_DISABLE_COPY_MOVE(Engine)
public:
    static constexpr int StepsAtOnce = 1'000;
    static constexpr int MostJobs = 10'000; ///< of a client, waiting; what would begin another is passed over

    Engine(SharedScenario scenario, RandomSource random, qint64 nowMs);
    ~Engine();

    /// Its rules hold from the next event on. Clients stay, with their variables and groups, on the route of the same
    /// path, else on the one that fits theirs. What rules have begun goes on; timers start anew.
    void setScenario(SharedScenario scenario, qint64 nowMs);
    const Scenario &scenario() const { return *m_scenario; }

    Effects connected(ClientId client, RequestFacts facts, qint64 nowMs);
    Effects message(ClientId client, const std::shared_ptr<const Incoming> &message, qint64 nowMs);
    /// event: Ping or Pong.
    Effects control(ClientId client, Rule::Event event, const QByteArray &payload, qint64 nowMs);
    /// A prepared reply of the scenario, for a client that it knows. None: there is none of this name.
    std::optional<Effects> reply(ClientId client, const QString &name, qint64 nowMs);
    /// The client is gone; rules can still act on the others.
    Effects closed(ClientId client, quint16 code, qint64 nowMs);
    /// What was due by now.
    Effects wake(qint64 nowMs);
    std::optional<qint64> nextWakeMs() const;

    bool knows(ClientId client) const { return m_clients.contains(client); }
    /// Null if the client is unknown or no route fits it.
    const Route *routeOf(ClientId client) const;
    const RequestFacts *factsOf(ClientId client) const; ///< null if it is unknown
    QList<ClientId> clients() const;
    int clientsOf(const PathPattern &path) const;
    RuleCount count(const Rule &rule) const; ///< of the scenario that is played
    qint64 unmatched() const { return m_unmatched; }

private:
    struct Client {
        ClientId id = 0;
        RequestFacts facts;
        const Route *route = nullptr; ///< of m_scenario
        Variables state;
        QSet<QString> groups;
        qint64 messages = 0;
        qint64 lastReceivedMs = 0;
        QHash<int, int> turns; ///< of sequences, by Action::id
        int jobs = 0;
        bool toldMostJobs = false;
        bool gone = false; ///< gets nothing any more
    };
    struct Level {
        const std::vector<Action> *actions = nullptr;
        std::size_t at = 0;
        int left = 0; ///< rounds after this one; below 0: without end
    };
    struct Job {
        ClientId client = 0;
        SharedScenario scenario; ///< that the pointers point into
        const Rule *rule = nullptr;
        std::shared_ptr<const Incoming> message;
        std::optional<QRegularExpressionMatch> match;
        qint64 messageNumber = 0;
        quint16 code = 0;
        std::vector<Level> levels;
        bool waited = false; ///< for the delay of the next action
        qint64 nowMs = 0;    ///< when it is to go on
    };
    struct Timer {
        ClientId client = 0; ///< 0: of the route
        const Rule *rule = nullptr;
        const Route *route = nullptr;
        int generation = 0;
        qint64 silentSinceMs = -1; ///< Silence: of the silence that it acted on
    };
    using Due = std::variant<std::unique_ptr<Job>, Timer>;
    struct Event {
        Rule::Event kind;
        std::shared_ptr<const Incoming> message;
        quint16 code = 0;
    };

    TemplateContext context(Client &client, const Job *job = nullptr);
    void assign(const std::vector<Assignment> &assignments, Variables &variables, TemplateContext &context, bool again);
    void placeOnRoute(Client &client);
    void leave(Client &client, const QString &group);
    bool handle(Client &client, const Event &event, Effects &effects);
    bool actIf(Client &client, const Rule &rule, const Event &event, Effects &effects);
    void callScript(const Client &client, const QString &function, const Event &event, Effects &effects);

    // timers
    void startTimers(Client &client);
    void startTimer(const Timer &timer, Client &client);
    void fire(const Timer &timer, qint64 dueMs, Effects &effects);
    void fireSilence(Timer timer, Client &client, qint64 interval, Effects &effects);
    Client *carrier(const Timer &timer);
    void schedule(qint64 dueMs, Due due);

    // jobs
    void begin(Client &client, const Rule &rule, TemplateContext &context, const Event &event, Effects &effects);
    void run(std::unique_ptr<Job> job, Effects &effects);
    bool step(Job &job, Client &client, Effects &effects);
    void perform(const Action &action, Job &job, Client &client, Effects &effects);
    void performOther(const Action &action, Job &job, Client &client, Effects &effects);
    void performNested(const Action &action, Job &job, Client &client);
    const Branch *chosen(const Action &action, Client &client);
    void send(const Action &action, std::variant<QString, QByteArray> message, Client &client, TemplateContext &context,
        Effects &effects);
    void cancel(Client &client, const QString &rule);
    QList<ClientId> receivers(const Target &to, const Client &client, TemplateContext &context) const;
    /// A template that gives no duration: a row of the log says so, and it is 0.
    qint64 milliseconds(const Span &span, TemplateContext &context, Effects &effects, ClientId client);
    qint64 delay(const Action &action, TemplateContext &context, Effects &effects, ClientId client);

    SharedScenario m_scenario;
    RandomSource m_random;
    Variables m_shared;
    std::map<ClientId, Client> m_clients;
    QHash<QString, QSet<ClientId>> m_groups;
    std::map<std::pair<qint64, qint64>, Due> m_due; ///< by time, then in order
    qint64 m_serial = 0;
    QSet<const Rule *> m_routeTimers; ///< that run
    int m_generation = 0;             ///< of the scenario, so that timers of an old one end
    std::unordered_map<const Rule *, RuleCount> m_counts;
    qint64 m_unmatched = 0;
    qint64 m_nowMs = 0;
};

} // namespace handglass::scenario
