// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/engine.h"

#include "app/mock/conditions.h"

#include <algorithm>

namespace handglass::scenario {

namespace {

bool accepts(Rule::Event on, const Rule::Event event, const Incoming *message)
{
    if (event != Rule::Event::Message)
        return on == event;
    return on == Rule::Event::Message || on == (message->isText() ? Rule::Event::Text : Rule::Event::Binary);
}

const RequestFacts &noRequest()
{
    static const RequestFacts facts;
    return facts;
}

} // namespace

Engine::Engine(SharedScenario scenario, RandomSource random, qint64 nowMs)
    : m_random(std::move(random))
{
    setScenario(std::move(scenario), nowMs);
}

Engine::~Engine() = default;

void Engine::setScenario(SharedScenario scenario, qint64 nowMs)
{
    const SharedScenario old = std::exchange(m_scenario, std::move(scenario));
    m_nowMs = nowMs;
    ++m_generation;
    m_counts.clear();
    m_routeTimers = {};
    TemplateContext context;
    Variables none;
    context.request = &noRequest();
    context.state = &none;
    context.shared = &m_shared;
    context.random = &m_random;
    context.nowMs = nowMs;
    assign(m_scenario->shared, m_shared, context, false);
    for (auto &[id, client] : m_clients) {
        client.turns = {};
        placeOnRoute(client);
        startTimers(client);
    }
}

/// again: also those that have a value.
void Engine::assign(
    const std::vector<Assignment> &assignments, Variables &variables, TemplateContext &context, bool again)
{
    for (const Assignment &assignment : assignments) {
        if (again || !variables.contains(assignment.name))
            variables.insert(assignment.name, assignment.value.render(context));
    }
}

void Engine::placeOnRoute(Client &client)
{
    const auto fitting = std::ranges::find_if(
        m_scenario->routes, [&client](const Route &route) { return route.path.match(client.facts.path).has_value(); });
    client.route = fitting == m_scenario->routes.end() ? nullptr : &*fitting;
    if (client.route == nullptr)
        return;
    client.facts.parameters = *client.route->path.match(client.facts.path);
    TemplateContext facts = context(client);
    assign(client.route->state, client.state, facts, false);
}

TemplateContext Engine::context(Client &client, const Job *job)
{
    TemplateContext context;
    context.request = &client.facts;
    context.state = &client.state;
    context.shared = &m_shared;
    context.random = &m_random;
    context.nowMs = m_nowMs;
    context.clientsOfRoute = [this, route = client.route] { return route == nullptr ? 0 : clientsOf(route->path); };
    context.messageNumber = client.messages;
    if (job != nullptr) {
        context.message = job->message.get();
        context.messageNumber = job->messageNumber;
        context.closeCode = job->code;
        context.match = job->match;
    }
    return context;
}

Effects Engine::connected(ClientId id, RequestFacts facts, qint64 nowMs)
{
    m_nowMs = nowMs;
    Client &client = m_clients[id];
    client.id = id;
    client.facts = std::move(facts);
    client.lastReceivedMs = nowMs;
    placeOnRoute(client);
    Effects effects;
    if (client.route == nullptr)
        return effects;
    const Event event{Rule::Event::Connect, nullptr, 0};
    handle(client, event, effects);
    callScript(client, QStringLiteral("onConnect"), event, effects);
    startTimers(client);
    return effects;
}

Effects Engine::message(ClientId id, const std::shared_ptr<const Incoming> &message, qint64 nowMs)
{
    m_nowMs = nowMs;
    Effects effects;
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return effects;
    Client &client = at->second;
    client.lastReceivedMs = nowMs;
    ++client.messages;
    const Event event{Rule::Event::Message, message, 0};
    if (handle(client, event, effects))
        return effects;
    if (client.route != nullptr && !client.route->script.isEmpty()) {
        callScript(client, QStringLiteral("onMessage"), event, effects);
    } else {
        ++m_unmatched;
        effects.emplace_back(UnmatchedEffect{id});
    }
    return effects;
}

Effects Engine::control(ClientId id, Rule::Event kind, const QByteArray &payload, qint64 nowMs)
{
    m_nowMs = nowMs;
    Effects effects;
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return effects;
    at->second.lastReceivedMs = nowMs;
    handle(at->second, {kind, std::make_shared<Incoming>(payload), 0}, effects);
    return effects;
}

std::optional<Effects> Engine::reply(ClientId id, const QString &name, qint64 nowMs)
{
    m_nowMs = nowMs;
    Effects effects;
    const auto found = std::ranges::find(m_scenario->replies, name, &Rule::name);
    if (found == m_scenario->replies.end())
        return std::nullopt;
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return effects;
    TemplateContext facts = context(at->second);
    begin(at->second, *found, facts, {Rule::Event::Operator, nullptr, 0}, effects);
    return effects;
}

Effects Engine::closed(ClientId id, quint16 code, qint64 nowMs)
{
    m_nowMs = nowMs;
    Effects effects;
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return effects;
    Client &client = at->second;
    client.gone = true;
    const QSet<QString> groups = client.groups;
    for (const QString &group : groups)
        leave(client, group);
    const Event event{Rule::Event::Close, nullptr, code};
    handle(client, event, effects);
    callScript(client, QStringLiteral("onClose"), event, effects);
    m_clients.erase(at);
    return effects;
}

/// A group without members is forgotten.
void Engine::leave(Client &client, const QString &group)
{
    client.groups.remove(group);
    const auto members = m_groups.find(group);
    if (members == m_groups.end())
        return;
    members->remove(client.id);
    if (members->isEmpty())
        m_groups.erase(members);
}

bool Engine::handle(Client &client, const Event &event, Effects &effects)
{
    const Route *route = client.route;
    bool acted = false;
    for (std::size_t i = 0; route != nullptr && i < route->rules.size(); ++i) {
        const Rule &rule = route->rules[i];
        if (!rule.enabled || !accepts(rule.on, event.kind, event.message.get()))
            continue;
        acted = actIf(client, rule, event, effects) || acted;
        if (acted && !route->matchAll)
            break;
    }
    return acted;
}

bool Engine::actIf(Client &client, const Rule &rule, const Event &event, Effects &effects)
{
    TemplateContext facts = context(client);
    facts.message = event.message.get();
    facts.closeCode = event.code;
    if (!allHold(rule.conditions, facts))
        return false;
    RuleCount &count = m_counts[&rule];
    ++count.hits;
    count.lastMs = m_nowMs;
    count.lastClient = client.id;
    begin(client, rule, facts, event, effects);
    return true;
}

void Engine::callScript(const Client &client, const QString &function, const Event &event, Effects &effects)
{
    if (client.route != nullptr && !client.route->script.isEmpty())
        effects.emplace_back(ScriptEffect{client.id, client.route->path.text(), function, event.message, event.code});
}

const Route *Engine::routeOf(ClientId client) const
{
    const auto at = m_clients.find(client);
    return at == m_clients.end() ? nullptr : at->second.route;
}

const RequestFacts *Engine::factsOf(ClientId client) const
{
    const auto at = m_clients.find(client);
    return at == m_clients.end() ? nullptr : &at->second.facts;
}

QList<ClientId> Engine::clients() const
{
    QList<ClientId> ids;
    for (const auto &[id, client] : m_clients)
        ids.append(id);
    return ids;
}

int Engine::clientsOf(const PathPattern &path) const
{
    return int(std::ranges::count_if(m_clients,
        [&path](const auto &entry) { return entry.second.route != nullptr && entry.second.route->path == path; }));
}

RuleCount Engine::count(const Rule &rule) const
{
    const auto at = m_counts.find(&rule);
    return at == m_counts.end() ? RuleCount() : at->second;
}

} // namespace handglass::scenario
