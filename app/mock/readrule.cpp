// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioparts.h"

#include <QCoreApplication>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

using Event = Rule::Event;

const QStringList &eventNames()
{
    static const QStringList names{QStringLiteral("connect"), QStringLiteral("message"), QStringLiteral("text"),
        QStringLiteral("binary"), QStringLiteral("ping"), QStringLiteral("pong"), QStringLiteral("close"),
        QStringLiteral("timer"), QStringLiteral("silence")};
    return names;
}

void readTimer(const JsonNode &node, JsonMembers &members, Rule &rule)
{
    const auto every = members.take("every");
    const auto after = members.take("after");
    if (every.has_value() == after.has_value())
        node.fail(Words::tr("one of “every” and “after” for a timer"), every ? Words::tr("both") : Words::tr("none"));
    else
        rule.every = (every ? *every : *after).span();
    rule.once = after.has_value();
    if (const auto scope = members.take("scope"))
        rule.ofRoute = scope->oneOf({QStringLiteral("client"), QStringLiteral("route")}) == 1;
}

} // namespace

Rule readRule(const JsonNode &node, int number, int &nextId)
{
    Rule rule;
    rule.offset = node.offset();
    rule.name = Words::tr("rule %1").arg(number);
    JsonMembers members(node, Words::tr("a rule (an object)"));
    if (const auto name = members.take("name"))
        rule.name = name->name(Words::tr("a name that is not empty"));
    if (const auto enabled = members.take("enabled"))
        rule.enabled = enabled->boolean();
    if (const auto on = members.take("on"))
        rule.on = static_cast<Event>(on->oneOf(eventNames()));
    if (rule.on == Event::Timer)
        readTimer(node, members, rule);
    if (rule.on == Event::Silence) {
        if (const auto after = members.require("after", Words::tr("a duration such as “30s”")))
            rule.every = after->span();
    }
    if (const auto conditions = members.take("when"))
        rule.conditions = readConditions(*conditions);
    if (const auto actions = members.require("do", Words::tr("a list of actions")))
        rule.actions = readActions(*actions, nextId);
    members.finish();
    return rule;
}

Rule readReply(const JsonNode &node, int &nextId)
{
    Rule reply;
    reply.offset = node.offset();
    reply.on = Event::Operator;
    JsonMembers members(node, Words::tr("a prepared reply (an object)"));
    if (const auto name = members.require("name", Words::tr("what its button says")))
        reply.name = name->name(Words::tr("a name that is not empty"));
    if (const auto actions = members.require("do", Words::tr("a list of actions")))
        reply.actions = readActions(*actions, nextId);
    members.finish();
    return reply;
}

} // namespace handglass::scenario
