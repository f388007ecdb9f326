// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/engine.h"

#include <algorithm>

namespace handglass::scenario {

namespace {

constexpr qint64 MostBehindMs = 1'000; ///< a timer that is later than this does not catch up

} // namespace

void Engine::schedule(qint64 dueMs, Due due)
{
    m_due.emplace(std::pair(dueMs, ++m_serial), std::move(due));
}

std::optional<qint64> Engine::nextWakeMs() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first.first);
}

Effects Engine::wake(qint64 nowMs)
{
    Effects effects;
    const qint64 newer = m_serial; // what is scheduled meanwhile waits for the next call
    while (!m_due.empty() && m_due.begin()->first.first <= nowMs && m_due.begin()->first.second <= newer) {
        const qint64 dueMs = m_due.begin()->first.first;
        Due due = std::move(m_due.extract(m_due.begin()).mapped());
        m_nowMs = nowMs;
        if (auto *job = std::get_if<std::unique_ptr<Job>>(&due))
            run(std::move(*job), effects);
        else
            fire(std::get<Timer>(due), dueMs, effects);
    }
    return effects;
}

void Engine::startTimers(Client &client)
{
    if (client.route == nullptr)
        return;
    for (const Rule &rule : client.route->rules) {
        const bool timed = rule.on == Rule::Event::Timer || rule.on == Rule::Event::Silence;
        if (!timed || !rule.enabled || (rule.ofRoute && m_routeTimers.contains(&rule)))
            continue;
        if (rule.ofRoute)
            m_routeTimers.insert(&rule);
        startTimer({rule.ofRoute ? 0 : client.id, &rule, client.route, m_generation}, client);
    }
}

void Engine::startTimer(const Timer &timer, Client &client)
{
    TemplateContext facts = context(client);
    Effects ignored;
    const qint64 interval = std::max<qint64>(milliseconds(timer.rule->every, facts, ignored, client.id), 1);
    schedule(m_nowMs + interval, timer);
}

/// The client that the timer acts for; null if there is none any more.
Engine::Client *Engine::carrier(const Timer &timer)
{
    if (timer.client != 0) {
        const auto at = m_clients.find(timer.client);
        return at == m_clients.end() ? nullptr : &at->second;
    }
    const auto at = std::ranges::find_if(
        m_clients, [&timer](const auto &entry) { return entry.second.route == timer.route && !entry.second.gone; });
    return at == m_clients.end() ? nullptr : &at->second;
}

void Engine::fire(const Timer &timer, qint64 dueMs, Effects &effects)
{
    if (timer.generation != m_generation)
        return;
    Client *client = carrier(timer);
    if (client == nullptr) {
        m_routeTimers.remove(timer.rule);
        return;
    }
    const Rule &rule = *timer.rule;
    TemplateContext facts = context(*client);
    const qint64 interval = std::max<qint64>(milliseconds(rule.every, facts, effects, client->id), 1);
    if (rule.on == Rule::Event::Silence) {
        fireSilence(timer, *client, interval, effects);
        return;
    }
    if (!rule.once)
        schedule(m_nowMs - dueMs > MostBehindMs ? m_nowMs + interval : dueMs + interval, timer);
    actIf(*client, rule, {rule.on, nullptr, 0}, effects);
}

/// Once for each silence: the next one begins with what is received next.
void Engine::fireSilence(Timer timer, Client &client, qint64 interval, Effects &effects)
{
    const qint64 quietMs = client.lastReceivedMs + interval;
    if (quietMs > m_nowMs) {
        schedule(quietMs, timer);
        return;
    }
    const bool told = std::exchange(timer.silentSinceMs, client.lastReceivedMs) == client.lastReceivedMs;
    schedule(m_nowMs + interval, timer);
    if (!told)
        actIf(client, *timer.rule, {timer.rule->on, nullptr, 0}, effects);
}

} // namespace handglass::scenario
