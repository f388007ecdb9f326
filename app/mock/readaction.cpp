// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioparts.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

using Kind = Action::Kind;

struct ActionName {
    const char *name;
    Kind kind;
};
constexpr ActionName Names[] = {{"send", Kind::Send}, {"sendJson", Kind::SendJson}, {"sendBinary", Kind::SendBinary},
    {"sendFile", Kind::SendFile}, {"echo", Kind::Echo}, {"set", Kind::Set}, {"setShared", Kind::SetShared},
    {"join", Kind::Join}, {"leave", Kind::Leave}, {"ping", Kind::Ping}, {"close", Kind::Close}, {"drop", Kind::Drop},
    {"stopReading", Kind::StopReading}, {"fault", Kind::MakeFault}, {"wait", Kind::Wait}, {"cancel", Kind::Cancel},
    {"log", Kind::Log}, {"choose", Kind::Choose}, {"sequence", Kind::Sequence}, {"repeat", Kind::Repeat},
    {"script", Kind::Script}};

QStringList actionNames()
{
    QStringList names;
    for (const ActionName &action : Names)
        names.append(QLatin1String(action.name));
    return names;
}

/// "drop": true, and so on: there is nothing more to say.
void expectTrue(const JsonNode &node)
{
    if (node.spelling() != "true")
        node.fail(Words::tr("true"));
}

void readClose(const JsonNode &node, Action &action)
{
    if (node.spelling() == "true")
        return;
    std::optional<JsonNode> code = node;
    if (node.isObject()) {
        JsonMembers members(node, {});
        code = members.take("code");
        const auto reason = members.take("reason");
        if (reason)
            action.text = reason->textTemplate();
        if (reason && reason->isString() && reason->text().toUtf8().size() > 123)
            reason->fail(Words::tr("a reason of at most 123 bytes (RFC 6455 §5.5)"));
        members.finish();
    }
    if (!code)
        return;
    action.code = int(code->integer(1000, 4999));
    if (action.code == 1004 || action.code == 1005 || action.code == 1006 || action.code == 1015)
        code->fail(Words::tr("a close code that may be sent (RFC 6455 §7.4)"));
}

Branch readBranch(const JsonNode &node, bool weighted, int &nextId)
{
    Branch branch;
    if (node.isArray() || !weighted) {
        branch.actions = readActions(node, nextId);
        return branch;
    }
    JsonMembers members(node, Words::tr("a list of actions, or an object with “do” and “weight”"));
    if (const auto actions = members.require("do", Words::tr("a list of actions")))
        branch.actions = readActions(*actions, nextId);
    if (const auto weight = members.take("weight"))
        branch.weight = weight->number(0, 1'000'000);
    members.finish();
    return branch;
}

void readBranches(const JsonNode &node, bool weighted, Action &action, int &nextId)
{
    for (const JsonNode &element : node.elements(Words::tr("a list of lists of actions")))
        action.branches.push_back(readBranch(element, weighted, nextId));
    if (node.isArray() && action.branches.empty())
        node.fail(Words::tr("at least one list of actions"), Words::tr("an empty list"));
    const auto weighs = [](const Branch &branch) { return branch.weight > 0; };
    if (!action.branches.empty() && std::ranges::none_of(action.branches, weighs))
        node.fail(Words::tr("a weight above 0"), Words::tr("only 0"));
}

void readRepeat(const JsonNode &node, JsonMembers &members, Action &action, int &nextId)
{
    const bool forever = node.isString();
    action.times = forever ? node.oneOf({QStringLiteral("forever")}) : int(node.integer(1, 1'000'000'000));
    const auto inner = members.require("do", Words::tr("a list of actions"));
    if (!inner)
        return;
    action.branches.push_back({1, readActions(*inner, nextId)});
    const auto waits = [](const Action &each) { return each.kind == Kind::Wait || each.delay.isGiven(); };
    if (forever && std::ranges::none_of(action.branches.front().actions, waits))
        inner->fail(Words::tr("a “wait” or “delay” among what is repeated without end"), Words::tr("none"));
}

void readTarget(const JsonNode &node, Action &action)
{
    Target &to = action.to;
    if (!node.isObject()) {
        static const QStringList words{QStringLiteral("client"), QStringLiteral("all"), QStringLiteral("others"),
            QStringLiteral("route"), QStringLiteral("routeOthers")};
        to.kind = static_cast<Target::Kind>(node.oneOf(words));
        return;
    }
    JsonMembers members(node, {});
    if (const auto group = members.require("group", Words::tr("a group's name")))
        to.group = group->textTemplate();
    to.kind = Target::Kind::Group;
    if (const auto others = members.take("others"); others && others->boolean())
        to.kind = Target::Kind::GroupOthers;
    members.finish();
}

QString readFunction(const JsonNode &node)
{
    static const QRegularExpression identifier(QStringLiteral("^[A-Za-z_$][A-Za-z0-9_$]*$"));
    const QString name = node.text(Words::tr("the name of a function of the route's script"));
    if (node.isString() && !name.contains(identifier))
        node.fail(Words::tr("the name of a function of the route's script"));
    return name;
}

void readSendFile(const JsonNode &value, JsonMembers &members, Action &action)
{
    action.name = value.name(Words::tr("the name of a file in the scenario's folder"));
    action.asText = true;
    if (const auto as = members.take("as"))
        action.asText = as->oneOf({QStringLiteral("text"), QStringLiteral("binary")}) == 0;
}

bool isSending(Kind kind)
{
    return kind <= Kind::Echo;
}

void readValue(const JsonNode &value, JsonMembers &members, Action &action, int &nextId)
{
    switch (action.kind) {
    case Kind::Send:
    case Kind::Join:
    case Kind::Leave:
    case Kind::Ping:
    case Kind::Log:
        action.text = value.textTemplate();
        break;
    case Kind::SendJson:
        action.json = value.jsonTemplate();
        break;
    case Kind::SendBinary:
        action.bytes = readHex(value);
        break;
    case Kind::SendFile:
        readSendFile(value, members, action);
        break;
    case Kind::Echo:
    case Kind::Drop:
        expectTrue(value);
        break;
    case Kind::Set:
    case Kind::SetShared:
        action.assignments = readAssignments(value);
        break;
    case Kind::Close:
        readClose(value, action);
        break;
    case Kind::StopReading:
        if (value.spelling() != "true")
            action.time = value.span();
        break;
    case Kind::MakeFault:
        action.fault = readFault(value);
        if (formOf(action.fault.kind).handshake)
            value.fail(Words::tr("a fault of frames (one of the handshake stands with the route)"));
        break;
    case Kind::Wait:
        action.time = value.span();
        break;
    case Kind::Cancel:
        action.name = value.name(Words::tr("the name of a rule"));
        break;
    case Kind::Choose:
    case Kind::Sequence:
        readBranches(value, action.kind == Kind::Choose, action, nextId);
        break;
    case Kind::Repeat:
        readRepeat(value, members, action, nextId);
        break;
    case Kind::Script:
        action.name = readFunction(value);
        break;
    }
}

Action readAction(const JsonNode &node, int &nextId)
{
    Action action;
    JsonMembers members(node, Words::tr("an action (an object)"));
    const QStringList names = actionNames();
    const auto found = members.anyOf(names);
    if (node.isObject() && found.size() != 1)
        node.fail(Words::tr("one action (%1)").arg(names.join(QStringLiteral(", "))),
            found.empty() ? Words::tr("none") : Words::tr("“%1” and “%2”").arg(found[0].first, found[1].first));
    if (found.size() != 1)
        return action;
    action.id = nextId++;
    action.kind = Names[names.indexOf(found.front().first)].kind;
    readValue(found.front().second, members, action, nextId);
    if (const auto to = isSending(action.kind) ? members.take("to") : std::nullopt)
        readTarget(*to, action);
    if (const auto then = action.kind == Kind::Sequence ? members.take("then") : std::nullopt)
        action.end = static_cast<Action::End>(
            then->oneOf({QStringLiteral("repeat"), QStringLiteral("last"), QStringLiteral("nothing")}));
    if (const auto delay = members.take("delay"))
        action.delay = delay->span();
    if (const auto jitter = members.take("jitter")) {
        action.jitter = jitter->span();
        if (!action.delay.isGiven())
            jitter->fail(Words::tr("a “delay” that it is a part of"), Words::tr("none"));
    }
    members.finish();
    return action;
}

} // namespace

QByteArray readHex(const JsonNode &node)
{
    QByteArray hex;
    for (const QChar c : node.text(Words::tr("bytes in hex such as “01 a0 ff”"))) {
        const char digit = c.toLatin1();
        if (c.isSpace())
            continue;
        if (!isxdigit(uchar(digit))) {
            node.fail(Words::tr("bytes in hex such as “01 a0 ff”"));
            return {};
        }
        hex += digit;
    }
    if (hex.size() % 2 != 0)
        node.fail(Words::tr("two hex digits for each byte"), Words::tr("%1 digits").arg(hex.size()));
    return QByteArray::fromHex(hex);
}

std::vector<Assignment> readAssignments(const JsonNode &node)
{
    std::vector<Assignment> assignments;
    for (const auto &[name, value] : JsonMembers(node, Words::tr("variables (an object of names and values)")).all()) {
        if (name.isEmpty() || name.contains(u' ') || name.contains(u'}'))
            value.fail(Words::tr("a variable's name without spaces"), Words::tr("“%1”").arg(name));
        assignments.push_back({name, value.jsonTemplate()});
    }
    return assignments;
}

std::vector<Action> readActions(const JsonNode &node, int &nextId)
{
    std::vector<Action> actions;
    for (const JsonNode &element : node.elements(Words::tr("a list of actions")))
        actions.push_back(readAction(element, nextId));
    return actions;
}

} // namespace handglass::scenario
