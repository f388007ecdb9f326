// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioreader.h"

#include "app/mock/scenarioparts.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

/// A file beside the scenario.
QString readFileName(const JsonNode &node)
{
    return node.name(Words::tr("the name of a file in the scenario's folder"));
}

void readTls(const JsonNode &node, Listen &listen)
{
    if (!node.isObject()) {
        listen.tls = node.boolean();
        return;
    }
    listen.tls = true;
    JsonMembers members(node, {});
    if (const auto file = members.require("certificate", Words::tr("a file, PEM or PKCS#12")))
        listen.certificateFile = readFileName(*file);
    if (const auto file = members.take("key"))
        listen.keyFile = readFileName(*file);
    members.finish();
}

Listen readListen(const JsonNode &node)
{
    Listen listen;
    JsonMembers members(node, Words::tr("where to listen (an object)"));
    if (const auto host = members.take("host")) {
        listen.host = host->text();
        if (host->isString() && QHostAddress(listen.host).isNull())
            host->fail(Words::tr("an IP address of this machine"));
    }
    if (const auto port = members.take("port"))
        listen.port = quint16(port->integer(0, 65'535));
    if (const auto tls = members.take("tls"))
        readTls(*tls, listen);
    members.finish();
    return listen;
}

PathPattern readPath(const JsonNode &node)
{
    const auto pattern = PathPattern::parse(node.text());
    if (!pattern && node.isString())
        node.fail(pattern.error());
    return pattern.value_or(PathPattern());
}

/// Names that Cancel, the log and a person go by. expected: what there should be instead.
void checkNames(const std::vector<JsonNode> &nodes, const std::vector<Rule> &rules, const QString &expected)
{
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto before = rules.begin() + std::ptrdiff_t(i);
        const bool again =
            std::find_if(rules.begin(), before, [&](const Rule &rule) { return rule.name == rules[i].name; }) != before;
        if (again)
            nodes[i].fail(expected, Words::tr("“%1” again").arg(rules[i].name));
    }
}

Route readRoute(const JsonNode &node, int &nextId)
{
    Route route;
    JsonMembers members(node, Words::tr("a route (an object)"));
    if (const auto path = members.require("path", Words::tr("such as “/echo”, “/rooms/{room}” or “/**”")))
        route.path = readPath(*path);
    if (const auto handshake = members.take("handshake"))
        route.handshake = readHandshake(*handshake);
    if (const auto match = members.take("match"))
        route.matchAll = match->oneOf({QStringLiteral("first"), QStringLiteral("all")}) == 1;
    if (const auto state = members.take("state"))
        route.state = readAssignments(*state);
    if (const auto rules = members.take("rules")) {
        const auto nodes = rules->elements(Words::tr("a list of rules"));
        for (std::size_t i = 0; i < nodes.size(); ++i)
            route.rules.push_back(readRule(nodes[i], int(i) + 1, nextId));
        checkNames(nodes, route.rules, Words::tr("another name for each rule of a route"));
    }
    if (const auto faults = members.take("faults")) {
        for (const JsonNode &fault : faults->elements(Words::tr("a list of faults")))
            route.faults.push_back(readFault(fault));
    }
    if (const auto script = members.take("script"))
        route.scriptFile = readFileName(*script);
    members.finish();
    return route;
}

void readRoutes(const JsonNode &node, Scenario &scenario, int &nextId)
{
    const auto nodes = node.elements(Words::tr("a list of routes"));
    if (node.isArray() && nodes.empty())
        node.fail(Words::tr("at least one route"), Words::tr("an empty list"));
    for (const JsonNode &element : nodes) {
        Route route = readRoute(element, nextId);
        const bool again = !route.path.text().isEmpty()
            && std::any_of(scenario.routes.begin(), scenario.routes.end(),
                [&](const Route &other) { return other.path == route.path; });
        if (again)
            element.fail(Words::tr("another path for each route"), Words::tr("“%1” again").arg(route.path.text()));
        scenario.routes.push_back(std::move(route));
    }
}

void readReplies(const JsonNode &node, Scenario &scenario, int &nextId)
{
    const auto nodes = node.elements(Words::tr("a list of prepared replies"));
    for (const JsonNode &element : nodes)
        scenario.replies.push_back(readReply(element, nextId));
    checkNames(nodes, scenario.replies, Words::tr("another name for each prepared reply"));
}

Scenario readScenario(const JsonNode &node)
{
    Scenario scenario;
    int nextId = 1;
    JsonMembers members(node, Words::tr("a scenario (an object)"));
    if (const auto version =
            members.require("scenario", Words::tr("the version of the format, %1").arg(FormatVersion))) {
        if (version->spelling() != QByteArray::number(FormatVersion))
            version->fail(Words::tr("%1, the version of the format that this program reads").arg(FormatVersion));
    }
    members.take("$schema"); // for editors
    if (const auto name = members.take("name"))
        scenario.name = name->text();
    if (const auto listen = members.take("listen"))
        scenario.listen = readListen(*listen);
    if (const auto shared = members.take("shared"))
        scenario.shared = readAssignments(*shared);
    if (const auto routes = members.require("routes", Words::tr("a list of routes")))
        readRoutes(*routes, scenario, nextId);
    if (const auto replies = members.take("replies"))
        readReplies(*replies, scenario, nextId);
    members.finish();
    return scenario;
}

Errors notJson(const JsonError &error)
{
    return {Error{error.offset, error.line, error.column, {}, error.sentence}};
}

} // namespace

tl::expected<Scenario, Errors> parseScenario(const QByteArray &text)
{
    if (const auto error = jsonError(text))
        return tl::unexpected(notJson(*error));
    const JsonIndex index(text);
    if (index.isCut())
        return tl::unexpected(Errors{Error{
            0, 1, 1, {}, Words::tr("expected a scenario of at most %1 values, got more").arg(JsonIndex::MostValues)}});
    Errors errors;
    Scenario scenario = readScenario(JsonNode(index, errors, 0));
    if (errors.isEmpty())
        return scenario;
    std::ranges::stable_sort(errors, {}, &Error::offset);
    return tl::unexpected(errors);
}

} // namespace handglass::scenario
