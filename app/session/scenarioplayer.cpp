// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/scenarioplayer.h"

#include "app/session/scripthost.h"
#include "app/tap/tap.h"

#include <QRandomGenerator>

namespace handglass {

using namespace scenario;

namespace {

constexpr std::chrono::milliseconds CountsInterval{200};

qint64 nowMs()
{
    return nowNs() / 1'000'000;
}

double randomNumber()
{
    return QRandomGenerator::global()->generateDouble();
}

bool isSending(const Effect &effect)
{
    return std::holds_alternative<SendEffect>(effect) || std::holds_alternative<UnmatchedEffect>(effect);
}

MockRefusal toRefusal(const Decision &decision)
{
    MockRefusal refusal;
    refusal.status = decision.refusal.status;
    refusal.reason = decision.refusal.reason;
    refusal.headers = decision.refusal.headers;
    if (decision.refusal.hasBody)
        refusal.body = decision.refusal.body;
    refusal.failure.phase = FailurePhase::Verdict;
    refusal.failure.fact = decision.fact;
    refusal.failure.evidence = decision.evidence;
    return refusal;
}

} // namespace

ScenarioPlayer::ScenarioPlayer(SharedScenario scenario, Mock mock)
    : m_mock(std::move(mock))
    , m_engine(std::move(scenario), randomNumber, nowMs())
{
    qRegisterMetaType<ScenarioCounts>();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_countsTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioPlayer::wake);
    connect(&m_countsTimer, &QTimer::timeout, this, &ScenarioPlayer::tellCounts);
    updateScripts();
}

ScenarioPlayer::~ScenarioPlayer() = default;

void ScenarioPlayer::setScenario(SharedScenario scenario)
{
    m_engine.setScenario(std::move(scenario), nowMs());
    m_turnedAway.clear();
    for (auto &[id, decision] : m_arrivals)
        decision.route = nullptr; // of the old one
    updateScripts();
    schedule();
    tellCounts();
}

MockDecision ScenarioPlayer::decide(ConnectionId id, int number, const HttpHead &request, const QString &address)
{
    Decision decision = scenario::decide(m_engine.scenario(), request, [this](const Route &route) {
        const auto arriving = std::ranges::count_if(m_arrivals, [&route](const auto &arrival) {
            return arrival.second.by == Decision::By::Nothing && arrival.second.route == &route;
        });
        return m_engine.clientsOf(route.path) + int(arriving);
    });
    decision.facts.address = address;
    decision.facts.number = number;
    MockDecision answer;
    if (decision.route != nullptr) {
        const HandshakeRules &rules = decision.route->handshake;
        answer.subprotocol = decision.facts.subprotocol;
        answer.deflate = rules.deflate;
        answer.headers = rules.headers;
        const double jitter = (randomNumber() * 2 - 1) * double(rules.jitter.count());
        answer.delay =
            std::max(rules.delay + std::chrono::milliseconds(qRound64(jitter)), std::chrono::milliseconds(0));
    }
    if (decision.by != Decision::By::Nothing) {
        answer.refusal = toRefusal(decision);
        countTurnedAway(id, decision);
    }
    m_arrivals[id] = std::move(decision);
    return answer;
}

void ScenarioPlayer::connected(ConnectionId id)
{
    auto arrival = m_arrivals.extract(id);
    if (arrival.empty())
        return;
    Effects effects = m_engine.connected(id, std::move(arrival.mapped().facts), nowMs());
    addToScript(id);
    m_mock.placed(id);
    perform(std::move(effects));
}

void ScenarioPlayer::message(ConnectionId id, const std::shared_ptr<const Incoming> &message)
{
    if (Tap *tap = m_mock.tap(id))
        m_row = tap->takeMessageRow();
    perform(m_engine.message(id, message, nowMs()));
}

void ScenarioPlayer::control(ConnectionId id, Rule::Event event, const QByteArray &payload)
{
    perform(m_engine.control(id, event, payload, nowMs()));
}

void ScenarioPlayer::closed(ConnectionId id, quint16 code)
{
    m_unsent.erase(id);
    perform(m_engine.closed(id, code, nowMs()));
}

QList<Fault> ScenarioPlayer::faultsOf(ConnectionId id) const
{
    const auto arrival = m_arrivals.find(id);
    const Route *route = arrival != m_arrivals.end() ? arrival->second.route : m_engine.routeOf(id);
    return route == nullptr ? QList<Fault>() : QList<Fault>(route->faults.begin(), route->faults.end());
}

QString ScenarioPlayer::runReply(ConnectionId id, const QString &name)
{
    auto effects = m_engine.reply(id, name, nowMs());
    if (!effects)
        return tr("expected a prepared reply of the scenario, got “%1”: nothing was sent").arg(name);
    m_sendError.clear();
    perform(std::move(*effects));
    return std::exchange(m_sendError, {});
}

void ScenarioPlayer::wake()
{
    m_dueMs.reset();
    perform(m_engine.wake(nowMs()));
}

void ScenarioPlayer::schedule()
{
    const auto due = m_engine.nextWakeMs();
    if (due == m_dueMs)
        return;
    m_dueMs = due;
    if (due)
        m_timer.start(std::chrono::milliseconds(std::max<qint64>(*due - nowMs(), 0)));
    else
        m_timer.stop();
}

/// What is sent goes to Qt's class at once, so that it keeps its place among the messages; a tap is told from the event
/// loop, and so is everything behind that.
void ScenarioPlayer::perform(Effects effects)
{
    for (Effect &effect : effects) {
        if (m_queue.empty() && isSending(effect)) {
            perform(effect);
            continue;
        }
        if (m_queue.empty())
            QMetaObject::invokeMethod(this, &ScenarioPlayer::performQueued, Qt::QueuedConnection);
        m_queue.push_back(std::move(effect));
    }
    schedule();
    countSoon();
}

void ScenarioPlayer::performQueued()
{
    const std::deque<Effect> queue = std::exchange(m_queue, {});
    for (const Effect &effect : queue)
        perform(effect);
}

void ScenarioPlayer::perform(const Effect &effect)
{
    if (const auto *sending = std::get_if<SendEffect>(&effect)) {
        sendAll(*sending);
    } else if (const auto *row = std::get_if<LogEffect>(&effect)) {
        m_mock.note(row->client, row->text);
    } else if (const auto *none = std::get_if<UnmatchedEffect>(&effect)) {
        tellUnmatched(none->client);
    } else if (const auto *stop = std::get_if<StopReadingEffect>(&effect)) {
        stopReading(*stop);
    } else if (const auto *fault = std::get_if<FaultEffect>(&effect)) {
        m_mock.fault(fault->client, fault->fault);
    } else if (const auto *script = std::get_if<ScriptEffect>(&effect)) {
        callScript(*script);
    } else if (const auto *ping = std::get_if<PingEffect>(&effect)) {
        if (Tap *tap = m_mock.tap(ping->client))
            tellError(ping->client, tap->ping(ping->payload));
    } else if (const auto *close = std::get_if<CloseEffect>(&effect)) {
        if (Tap *tap = m_mock.tap(close->client))
            tellError(close->client, tap->close(close->code, close->reason));
    } else if (const auto *drop = std::get_if<DropEffect>(&effect)) {
        if (Tap *tap = m_mock.tap(drop->client))
            tap->abort();
    }
}

void ScenarioPlayer::sendAll(const SendEffect &effect)
{
    const Outgoing message = std::visit([](const auto &content) { return Outgoing(content); }, effect.message);
    for (const ConnectionId id : effect.to)
        send(id, message);
}

/// That a client does not take what it is sent is told once, until it does again.
void ScenarioPlayer::send(ConnectionId id, const Outgoing &message)
{
    const QString error = m_mock.send(id, message);
    if (error.isEmpty()) {
        m_unsent.erase(id);
        return;
    }
    m_sendError = error;
    if (m_unsent.insert(id).second)
        tellError(id, error);
}

void ScenarioPlayer::stopReading(const StopReadingEffect &effect)
{
    Tap *tap = m_mock.tap(effect.client);
    if (tap == nullptr)
        return;
    tap->setReading(false);
    if (effect.time)
        QTimer::singleShot(*effect.time, tap, [tap] { tap->setReading(true); });
}

/// One whose file has not changed goes on, with its variables.
void ScenarioPlayer::updateScripts()
{
    std::map<QString, std::unique_ptr<ScriptHost>> old = std::exchange(m_scripts, {});
    for (const Route &route : m_engine.scenario().routes) {
        if (route.script.isEmpty())
            continue;
        std::unique_ptr<ScriptHost> &before = old[route.path.text()];
        const bool same = before && before->script() == route.script;
        m_scripts[route.path.text()] = same ? std::move(before) : startScript(route);
        for (const ConnectionId id : same ? QList<ConnectionId>() : m_engine.clients()) {
            if (m_engine.routeOf(id) == &route)
                addToScript(id);
        }
    }
}

std::unique_ptr<ScriptHost> ScenarioPlayer::startScript(const Route &route)
{
    auto host = std::make_unique<ScriptHost>(route.scriptFile, route.script);
    connect(host.get(), &ScriptHost::effect, this, [this](const Effect &effect) { perform(Effects{effect}); });
    connect(host.get(), &ScriptHost::failed, this,
        [this](qint64 client, const QString &sentence) { m_mock.note(client, sentence); });
    connect(host.get(), &ScriptHost::unhandled, this, [this](qint64 client) {
        m_row = 0;
        tellUnmatched(client);
    });
    return host;
}

void ScenarioPlayer::addToScript(ConnectionId id)
{
    const Route *route = m_engine.routeOf(id);
    const auto host = route == nullptr ? m_scripts.end() : m_scripts.find(route->path.text());
    if (host != m_scripts.end())
        host->second->addClient(id, *m_engine.factsOf(id));
}

void ScenarioPlayer::callScript(const ScriptEffect &effect)
{
    const auto host = m_scripts.find(effect.route);
    if (host == m_scripts.end())
        m_mock.note(
            effect.client, tr("expected a script of route %1 for %2(), got none").arg(effect.route, effect.function));
    else
        host->second->call({effect.client, effect.function, effect.message, effect.code});
}

void ScenarioPlayer::tellUnmatched(ConnectionId id)
{
    const Route *route = m_engine.routeOf(id);
    const QString where = route ? tr("No rule of route %1").arg(route->path.text()) : tr("No route");
    m_mock.note(id,
        m_row == 0 ? tr("%1 holds for the message.").arg(where)
                   : tr("%1 holds for the message in row %2.").arg(where).arg(m_row));
    Q_EMIT unmatched(id, m_row);
}

void ScenarioPlayer::tellError(ConnectionId id, const QString &error)
{
    if (!error.isEmpty())
        m_mock.note(id, tr("Not done as the scenario says: %1").arg(error));
}

void ScenarioPlayer::countTurnedAway(ConnectionId id, const Decision &decision)
{
    const bool isCheck = decision.by == Decision::By::Check;
    if (!isCheck && decision.by != Decision::By::Subprotocols)
        return;
    const int check = isCheck ? decision.check : ScenarioCounts::SubprotocolCheck;
    RuleCount &count = m_turnedAway[{decision.route->path.text(), check}];
    ++count.hits;
    count.lastMs = nowMs();
    count.lastClient = id;
    countSoon();
}

void ScenarioPlayer::countSoon()
{
    if (!m_countsTimer.isActive())
        m_countsTimer.start(CountsInterval);
}

void ScenarioPlayer::tellCounts()
{
    ScenarioCounts counts;
    counts.unmatched = m_engine.unmatched();
    for (const Route &route : m_engine.scenario().routes) {
        for (const Rule &rule : route.rules)
            counts.rules.append({route.path.text(), rule.name, m_engine.count(rule)});
    }
    for (const auto &[place, count] : m_turnedAway)
        counts.checks.append({place.first, place.second, count});
    Q_EMIT counted(counts);
}

} // namespace handglass
