// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/engine.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Engine)
};

using Kind = Action::Kind;

} // namespace

void Engine::begin(Client &client, const Rule &rule, TemplateContext &context, const Event &event, Effects &effects)
{
    if (client.jobs >= MostJobs) {
        if (!std::exchange(client.toldMostJobs, true))
            effects.emplace_back(LogEffect{client.id,
                Words::tr("expected at most %1 rules that wait for this client, got more: “%2” was not begun")
                    .arg(MostJobs)
                    .arg(rule.name)});
        return;
    }
    auto job = std::make_unique<Job>();
    job->client = client.id;
    job->scenario = m_scenario;
    job->rule = &rule;
    job->message = event.message;
    job->match = context.match;
    job->messageNumber = context.messageNumber;
    job->code = event.code;
    job->levels.push_back({&rule.actions, 0, 0});
    job->nowMs = m_nowMs;
    ++client.jobs;
    run(std::move(job), effects);
}

void Engine::run(std::unique_ptr<Job> job, Effects &effects)
{
    const auto at = m_clients.find(job->client);
    if (at == m_clients.end())
        return;
    Client &client = at->second;
    for (int steps = 0; steps < StepsAtOnce; ++steps) {
        if (job->levels.empty()) {
            --client.jobs;
            client.toldMostJobs = client.toldMostJobs && client.jobs > 0;
            return;
        }
        if (!step(*job, client, effects)) {
            const qint64 dueMs = job->nowMs;
            schedule(dueMs, std::move(job));
            return;
        }
    }
    job->nowMs = m_nowMs;
    schedule(m_nowMs, std::move(job));
}

/// False: it goes on at job.nowMs.
bool Engine::step(Job &job, Client &client, Effects &effects)
{
    Level &level = job.levels.back();
    if (level.at == level.actions->size()) {
        if (level.left == 0) {
            job.levels.pop_back();
        } else {
            level.at = 0;
            level.left -= level.left > 0 ? 1 : 0;
        }
        return true;
    }
    const Action &action = (*level.actions)[level.at];
    if (!job.waited && (action.delay.isGiven() || action.kind == Kind::Wait)) {
        TemplateContext facts = context(client, &job);
        const qint64 wait = delay(action, facts, effects, client.id);
        job.waited = true;
        job.nowMs = std::max(job.nowMs + wait, m_nowMs);
        if (job.nowMs > m_nowMs)
            return false;
    }
    job.waited = false;
    ++level.at;
    perform(action, job, client, effects);
    return true;
}

qint64 Engine::delay(const Action &action, TemplateContext &context, Effects &effects, ClientId client)
{
    const qint64 base = milliseconds(action.delay, context, effects, client)
        + (action.kind == Kind::Wait ? milliseconds(action.time, context, effects, client) : 0);
    const double jitter = double(milliseconds(action.jitter, context, effects, client));
    return std::max<qint64>(base + qRound64((m_random() * 2 - 1) * jitter), 0);
}

qint64 Engine::milliseconds(const Span &span, TemplateContext &context, Effects &effects, ClientId client)
{
    if (!span.isGiven())
        return 0;
    const QString text = span.text.render(context);
    const auto duration = parseDuration(text);
    if (!duration)
        effects.emplace_back(LogEffect{
            client, Words::tr("expected a duration such as “20ms”, got “%1”: 0 is taken").arg(text.left(40))});
    return duration ? duration->count() : 0;
}

void Engine::send(const Action &action, std::variant<QString, QByteArray> message, Client &client,
    TemplateContext &context, Effects &effects)
{
    QList<ClientId> to = receivers(action.to, client, context);
    if (!to.isEmpty())
        effects.emplace_back(SendEffect{std::move(to), std::move(message)});
}

QList<ClientId> Engine::receivers(const Target &to, const Client &client, TemplateContext &context) const
{
    using To = Target::Kind;
    QList<ClientId> all;
    const bool others = to.kind == To::Others || to.kind == To::RouteOthers || to.kind == To::GroupOthers;
    const auto add = [&](const Client &each) {
        if (!each.gone && !(others && each.id == client.id))
            all.append(each.id);
    };
    if (to.kind == To::Client) {
        add(client);
    } else if (to.kind == To::Group || to.kind == To::GroupOthers) {
        const QSet<ClientId> members = m_groups.value(to.group.render(context));
        for (const ClientId id : members)
            add(m_clients.at(id));
        std::ranges::sort(all);
    } else {
        const bool route = to.kind == To::Route || to.kind == To::RouteOthers;
        for (const auto &[id, each] : m_clients) {
            if (!route || (each.route != nullptr && each.route == client.route))
                add(each);
        }
    }
    return all;
}

void Engine::perform(const Action &action, Job &job, Client &client, Effects &effects)
{
    TemplateContext facts = context(client, &job);
    switch (action.kind) {
    case Kind::Send:
        return send(action, action.text.render(facts), client, facts, effects);
    case Kind::SendJson:
        return send(action, QString::fromUtf8(action.json.render(facts)), client, facts, effects);
    case Kind::SendBinary:
        return send(action, action.bytes, client, facts, effects);
    case Kind::SendFile:
        if (action.asText)
            return send(action, QString::fromUtf8(action.bytes), client, facts, effects);
        return send(action, action.bytes, client, facts, effects);
    case Kind::Echo:
        if (job.message && job.message->isText())
            return send(action, job.message->text(), client, facts, effects);
        if (job.message)
            return send(action, job.message->bytes(), client, facts, effects);
        return;
    case Kind::Set:
        return assign(action.assignments, client.state, facts, true);
    case Kind::SetShared:
        return assign(action.assignments, m_shared, facts, true);
    default:
        return performOther(action, job, client, effects);
    }
}

void Engine::performOther(const Action &action, Job &job, Client &client, Effects &effects)
{
    TemplateContext facts = context(client, &job);
    switch (action.kind) {
    case Kind::Join: {
        const QString group = action.text.render(facts);
        client.groups.insert(group);
        m_groups[group].insert(client.id);
        break;
    }
    case Kind::Leave:
        leave(client, action.text.render(facts));
        break;
    case Kind::Ping:
        effects.emplace_back(PingEffect{client.id, action.text.render(facts).toUtf8()});
        break;
    case Kind::Close:
        effects.emplace_back(CloseEffect{client.id, quint16(action.code), action.text.render(facts)});
        break;
    case Kind::Drop:
        effects.emplace_back(DropEffect{client.id});
        break;
    case Kind::StopReading: {
        StopReadingEffect stop{client.id, {}};
        if (action.time.isGiven())
            stop.time = std::chrono::milliseconds(milliseconds(action.time, facts, effects, client.id));
        effects.emplace_back(stop);
        break;
    }
    case Kind::MakeFault:
        effects.emplace_back(FaultEffect{client.id, action.fault});
        break;
    case Kind::Log:
        effects.emplace_back(LogEffect{client.id, action.text.render(facts)});
        break;
    case Kind::Script:
        if (client.route != nullptr)
            effects.emplace_back(
                ScriptEffect{client.id, client.route->path.text(), action.name, job.message, job.code});
        break;
    case Kind::Cancel:
        cancel(client, action.name);
        break;
    default:
        performNested(action, job, client);
    }
}

void Engine::performNested(const Action &action, Job &job, Client &client)
{
    if (action.kind == Kind::Repeat) {
        const int left = action.times == 0 ? -1 : action.times - 1;
        job.levels.push_back({&action.branches.front().actions, 0, left});
    } else if (action.kind == Kind::Choose || action.kind == Kind::Sequence) {
        if (const Branch *branch = chosen(action, client))
            job.levels.push_back({&branch->actions, 0, 0});
    }
}

/// Null: the sequence is at its end.
const Branch *Engine::chosen(const Action &action, Client &client)
{
    const int count = int(action.branches.size());
    if (action.kind == Kind::Sequence) {
        int &turn = client.turns[action.id];
        if (turn == count && action.end == Action::End::Nothing)
            return nullptr;
        if (turn == count)
            turn = action.end == Action::End::Last ? count - 1 : 0;
        return &action.branches[std::size_t(turn++)];
    }
    double total = 0;
    for (const Branch &branch : action.branches)
        total += branch.weight;
    double at = m_random() * total;
    const Branch *last = nullptr;
    for (const Branch &branch : action.branches) {
        if (branch.weight <= 0)
            continue;
        last = &branch;
        at -= branch.weight;
        if (at < 0)
            break;
    }
    return last;
}

void Engine::cancel(Client &client, const QString &rule)
{
    const ClientId id = client.id;
    const auto ended = std::erase_if(m_due, [&](const auto &entry) {
        const auto *job = std::get_if<std::unique_ptr<Job>>(&entry.second);
        return job != nullptr && (*job)->client == id && (*job)->rule->name == rule;
    });
    client.jobs -= int(ended);
}

} // namespace handglass::scenario
