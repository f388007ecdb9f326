// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioparts.h"

#include "app/protocol/handshake.h"

#include <QCoreApplication>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

void readHeader(const JsonNode &value, const QByteArray &name, QList<HeaderField> &headers)
{
    const HeaderField field{name, value.text().toUtf8()};
    const QString error = headerError(field.name, field.value);
    if (!error.isEmpty())
        value.failAs(error);
    headers.append(field);
}

/// The head is ours to compose: these would contradict it.
bool isOurs(const QByteArray &name)
{
    for (const char *ours :
        {"Connection", "Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"}) {
        if (name.compare(ours, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

Refusal readRefusal(const JsonNode &node, Refusal refusal)
{
    JsonMembers members(node, Words::tr("what a client gets that is turned away (an object)"));
    if (const auto status = members.take("status"))
        refusal.status = int(status->integer(200, 599));
    if (const auto reason = members.take("reason")) {
        refusal.reason = reason->text().toUtf8();
        if (refusal.reason.contains('\r') || refusal.reason.contains('\n'))
            reason->fail(Words::tr("a reason in one line"));
    }
    if (const auto headers = members.take("headers"))
        refusal.headers = readHeaders(*headers);
    if (const auto body = members.take("body")) {
        refusal.body = body->text().toUtf8();
        refusal.hasBody = true;
    }
    members.finish();
    return refusal;
}

QStringList readAllowed(const JsonNode &node, const QString &expected)
{
    if (node.isArray()) {
        if (node.elements({}).empty())
            node.fail(expected, Words::tr("an empty list"));
        return node.texts({});
    }
    return {node.name(expected)};
}

QString readUser(const JsonNode &node)
{
    JsonMembers members(node, Words::tr("an object with “user” and “password”"));
    const auto user = members.require("user", Words::tr("a name"));
    const auto password = members.require("password", Words::tr("a text"));
    members.finish();
    const QString name = user ? user->text() : QString();
    if (name.contains(u':'))
        user->fail(Words::tr("a name without “:” (RFC 7617 §2)"));
    return name + u':' + (password ? password->text() : QString());
}

const QStringList &checkNames()
{
    static const QStringList names{QStringLiteral("header"), QStringLiteral("origin"), QStringLiteral("basic"),
        QStringLiteral("bearer"), QStringLiteral("cookie"), QStringLiteral("query")};
    return names;
}

Check readKind(const QString &kind, const JsonNode &value, JsonMembers &members)
{
    Check check;
    check.kind = static_cast<Check::Kind>(checkNames().indexOf(kind));
    check.refusal.status = 401;
    switch (check.kind) {
    case Check::Kind::Origin:
        check.refusal.status = 403;
        check.allowed = readAllowed(value, Words::tr("an origin such as “https://example.org”, or a list of them"));
        check.rule = Words::tr("Origin in a list of %n", nullptr, int(check.allowed.size()));
        break;
    case Check::Kind::Basic:
        check.allowed = {readUser(value)};
        check.refusal.headers = {{"WWW-Authenticate", "Basic realm=\"mock\", charset=\"UTF-8\""}};
        check.rule = Words::tr("Basic authentication");
        break;
    case Check::Kind::Bearer:
        check.allowed = readAllowed(value, Words::tr("a token, or a list of them"));
        check.refusal.headers = {{"WWW-Authenticate", "Bearer realm=\"mock\""}};
        check.rule = Words::tr("Bearer token");
        break;
    default:
        check.name = value.name(Words::tr("its name (a text that is not empty)"));
        check.test = readTest(members);
        check.rule = kind + u' ' + check.name;
        if (check.kind == Check::Kind::Header)
            check.refusal.status = 400;
        break;
    }
    return check;
}

Check readCheck(const JsonNode &node)
{
    JsonMembers members(node, Words::tr("a check of the request (an object)"));
    const auto kinds = members.anyOf(checkNames());
    if (node.isObject() && kinds.size() != 1)
        node.fail(Words::tr("one of %1").arg(checkNames().join(QStringLiteral(", "))),
            kinds.empty() ? Words::tr("none") : Words::tr("%1 of them").arg(kinds.size()));
    Check check = kinds.empty() ? Check() : readKind(kinds.front().first, kinds.front().second, members);
    if (const auto name = members.take("name"))
        check.rule = name->name(Words::tr("a name that is not empty"));
    if (const auto enabled = members.take("enabled"))
        check.enabled = enabled->boolean();
    if (const auto refuse = members.take("refuse"))
        check.refusal = readRefusal(*refuse, check.refusal);
    members.finish();
    return check;
}

Subprotocols readSubprotocols(const JsonNode &node)
{
    Subprotocols subprotocols;
    JsonMembers members(node, Words::tr("an object with “speak”"));
    if (const auto speak = members.require("speak", Words::tr("a list of subprotocols"))) {
        subprotocols.spoken = speak->texts(Words::tr("a list of subprotocols"));
        const QString error = subprotocolError(subprotocols.spoken);
        if (!error.isEmpty() && !subprotocols.spoken.contains(QString()))
            speak->failAs(error);
    }
    if (const auto order = members.take("order"))
        subprotocols.order =
            static_cast<Subprotocols::Order>(order->oneOf({QStringLiteral("client"), QStringLiteral("server")}));
    if (const auto required = members.take("required"))
        subprotocols.required = required->boolean();
    if (const auto refuse = members.take("refuse"))
        subprotocols.refusal = readRefusal(*refuse, subprotocols.refusal);
    members.finish();
    return subprotocols;
}

std::optional<DeflatePolicy> readDeflate(const JsonNode &node)
{
    if (!node.isObject())
        return node.boolean() ? std::optional(DeflatePolicy()) : std::nullopt;
    DeflatePolicy policy;
    JsonMembers members(node, {});
    if (const auto value = members.take("serverNoContextTakeover"))
        policy.serverNoContextTakeover = value->boolean();
    if (const auto value = members.take("clientNoContextTakeover"))
        policy.clientNoContextTakeover = value->boolean();
    if (const auto bits = members.take("serverMaxWindowBits"))
        policy.serverMaxWindowBits = int(bits->integer(8, 15));
    if (const auto bits = members.take("clientMaxWindowBits"))
        policy.clientMaxWindowBits = int(bits->integer(8, 15));
    members.finish();
    return policy;
}

void readResponse(JsonMembers &members, HandshakeRules &rules)
{
    if (const auto headers = members.take("headers")) {
        rules.headers = readHeaders(*headers);
        for (const HeaderField &field : rules.headers) {
            if (isOurs(field.name))
                headers->fail(Words::tr("headers beside those of the handshake itself (a fault can break those)"),
                    QString::fromUtf8(field.name));
        }
    }
    if (const auto cookies = members.take("cookies")) {
        for (const JsonNode &cookie : cookies->elements(Words::tr("a list of cookies such as “id=1; Path=/”")))
            readHeader(cookie, "Set-Cookie", rules.headers);
    }
}

} // namespace

QList<HeaderField> readHeaders(const JsonNode &node)
{
    QList<HeaderField> headers;
    for (const auto &[name, value] : JsonMembers(node, Words::tr("headers (an object of names and texts)")).all()) {
        if (value.isArray()) {
            for (const JsonNode &each : value.elements({}))
                readHeader(each, name.toUtf8(), headers);
        } else {
            readHeader(value, name.toUtf8(), headers);
        }
    }
    return headers;
}

HandshakeRules readHandshake(const JsonNode &node)
{
    HandshakeRules rules;
    JsonMembers members(node, Words::tr("rules of the handshake (an object)"));
    if (const auto checks = members.take("require")) {
        for (const JsonNode &check : checks->elements(Words::tr("a list of checks")))
            rules.checks.push_back(readCheck(check));
    }
    if (const auto subprotocols = members.take("subprotocols"))
        rules.subprotocols = readSubprotocols(*subprotocols);
    readResponse(members, rules);
    if (const auto deflate = members.take("deflate"))
        rules.deflate = readDeflate(*deflate);
    if (const auto limit = members.take("limit"))
        rules.limit = int(limit->integer(1, 1'000'000));
    if (const auto refuse = members.take("refuseOverLimit"))
        rules.limitRefusal = readRefusal(*refuse, rules.limitRefusal);
    if (const auto delay = members.take("delay"))
        rules.delay = delay->duration();
    if (const auto jitter = members.take("jitter"))
        rules.jitter = jitter->duration();
    members.finish();
    return rules;
}

} // namespace handglass::scenario
