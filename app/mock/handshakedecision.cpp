// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/handshakedecision.h"

#include "app/protocol/secretname.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Decision)
};

struct Wrong {
    QString expected;
    QString got;
    QString evidence;
};

QString quoted(const QString &text)
{
    return u'“' + text + u'”';
}

QString line(const HttpHead &request, const QByteArray &name)
{
    const QList<HeaderField> fields = request.all(name);
    return fields.isEmpty() ? QString() : QString::fromUtf8(fields.first().name + ": " + fields.first().value);
}

QString described(const ValueTest &test)
{
    using Operator = ValueTest::Operator;
    const QString value = QString::fromUtf8(unescapedJson(test.token));
    switch (test.test) {
    case Operator::Exists:
        return Words::tr("any value");
    case Operator::Absent:
        return Words::tr("none");
    case Operator::Equals:
        return quoted(value);
    case Operator::NotEquals:
        return Words::tr("another value than %1").arg(quoted(value));
    case Operator::Less:
        return Words::tr("less than %1").arg(value);
    case Operator::LessOrEqual:
        return Words::tr("at most %1").arg(value);
    case Operator::Greater:
        return Words::tr("more than %1").arg(value);
    case Operator::GreaterOrEqual:
        return Words::tr("at least %1").arg(value);
    case Operator::Contains:
        return Words::tr("a value that contains %1").arg(quoted(test.text));
    case Operator::Conforms:
        return Words::tr("a value that conforms to the schema");
    case Operator::Matches:
        break;
    }
    return Words::tr("a value that matches %1").arg(quoted(test.expression.pattern()));
}

std::optional<Wrong> checkNamed(const Check &check, const RequestFacts &facts)
{
    std::optional<Value> value;
    QString evidence;
    QString subject;
    const auto take = [&](const QHash<QString, QString> &values) {
        if (values.contains(check.name))
            value = Value{values.value(check.name).toUtf8(), false};
    };
    if (check.kind == Check::Kind::Header) {
        const QByteArray name = check.name.toUtf8();
        subject = Words::tr("the header %1").arg(check.name);
        evidence = line(facts.head, name);
        if (facts.head.has(name))
            value = Value{facts.head.value(name), false};
    } else if (check.kind == Check::Kind::Cookie) {
        subject = Words::tr("the cookie %1").arg(check.name);
        evidence = line(facts.head, "Cookie");
        take(facts.cookies);
    } else {
        subject = Words::tr("the query parameter %1").arg(check.name);
        evidence = QString::fromUtf8(facts.head.startLine);
        take(facts.query);
    }
    if (check.test.holds(value))
        return std::nullopt;
    using Operator = ValueTest::Operator;
    const bool isSecret = check.kind == Check::Kind::Cookie || isSecretName(check.name.toUtf8());
    const bool tells = check.test.test != Operator::Exists && check.test.test != Operator::Absent;
    if (isSecret && tells)
        return Wrong{Words::tr("%1 to have the right value").arg(subject),
            value ? Words::tr("another value") : Words::tr("none"), evidence};
    if (isSecret && value)
        return Wrong{Words::tr("%1 to have %2").arg(subject, described(check.test)), Words::tr("a value"), evidence};
    return Wrong{Words::tr("%1 to have %2").arg(subject, described(check.test)),
        value ? quoted(value->text()) : Words::tr("none"), evidence};
}

std::optional<Wrong> checkOrigin(const Check &check, const RequestFacts &facts)
{
    const QString origin = QString::fromUtf8(facts.head.value("Origin"));
    if (facts.head.has("Origin") && check.allowed.contains(origin, Qt::CaseInsensitive))
        return std::nullopt;
    return Wrong{Words::tr("Origin %1").arg(check.allowed.join(Words::tr(" or "))),
        facts.head.has("Origin") ? origin : Words::tr("none"), line(facts.head, "Origin")};
}

/// Not told what was wrong with it beyond its kind: the record keeps the request, the sentence need not repeat secrets.
std::optional<Wrong> checkAuthorization(const Check &check, const RequestFacts &facts)
{
    const bool basic = check.kind == Check::Kind::Basic;
    const QByteArray value = facts.head.value("Authorization");
    const QByteArray scheme = value.left(value.indexOf(' ')).toLower();
    const QByteArray rest = value.mid(value.indexOf(' ') + 1).trimmed();
    const bool isKind = value.contains(' ') && scheme == (basic ? "basic" : "bearer");
    const QString given = QString::fromUtf8(basic ? QByteArray::fromBase64(rest) : rest);
    if (isKind && check.allowed.contains(given))
        return std::nullopt;
    QString got = Words::tr("none");
    if (isKind)
        got = basic ? Words::tr("other credentials") : Words::tr("another token");
    else if (!value.isEmpty())
        got = Words::tr("Authorization of another kind");
    return Wrong{basic ? Words::tr("Authorization: Basic with the right user and password (RFC 7617)")
                       : Words::tr("Authorization: Bearer with a token that is known (RFC 6750)"),
        got, {}};
}

std::optional<Wrong> checked(const Check &check, const RequestFacts &facts)
{
    switch (check.kind) {
    case Check::Kind::Origin:
        return checkOrigin(check, facts);
    case Check::Kind::Basic:
    case Check::Kind::Bearer:
        return checkAuthorization(check, facts);
    default:
        return checkNamed(check, facts);
    }
}

QString chooseSubprotocol(const Subprotocols &rules, const HttpHead &request)
{
    QStringList offered;
    for (const QByteArray &offer : request.tokens("Sec-WebSocket-Protocol"))
        offered.append(QString::fromUtf8(offer));
    const bool client = rules.order == Subprotocols::Order::Client;
    const QStringList &first = client ? offered : rules.spoken;
    const QStringList &second = client ? rules.spoken : offered;
    const auto chosen =
        std::find_if(first.cbegin(), first.cend(), [&](const QString &each) { return second.contains(each); });
    return chosen == first.cend() ? QString() : *chosen;
}

void turnAway(Decision &decision, Decision::By by, const QString &rule, const Refusal &refusal, const Wrong &wrong)
{
    decision.by = by;
    decision.rule = rule;
    decision.refusal = refusal;
    decision.evidence = wrong.evidence;
    decision.fact = Words::tr("expected %1, got %2, rule “%3”").arg(wrong.expected, wrong.got, rule);
    if (decision.route != nullptr)
        decision.fact += Words::tr(" of route %1").arg(decision.route->path.text());
}

void findRoute(const Scenario &scenario, Decision &decision)
{
    QStringList paths;
    for (const Route &route : scenario.routes) {
        paths.append(route.path.text());
        if (const auto parameters = route.path.match(decision.facts.path)) {
            decision.route = &route;
            decision.facts.parameters = *parameters;
            return;
        }
    }
    const Wrong wrong{Words::tr("one of the paths %1").arg(paths.join(QStringLiteral(", "))), decision.facts.path,
        QString::fromUtf8(decision.facts.head.startLine)};
    turnAway(decision, Decision::By::Routes, Words::tr("routes"), {404, {}, {}, {}, false}, wrong);
}

void checkSubprotocol(const Subprotocols &rules, Decision &decision)
{
    decision.facts.subprotocol = chooseSubprotocol(rules, decision.facts.head);
    if (!rules.required || !decision.facts.subprotocol.isEmpty())
        return;
    const QString offered = QString::fromUtf8(decision.facts.head.tokens("Sec-WebSocket-Protocol").join(", "));
    turnAway(decision, Decision::By::Subprotocols, Words::tr("Subprotocol required"), rules.refusal,
        {Words::tr("one of the subprotocols %1").arg(rules.spoken.join(QStringLiteral(", "))),
            offered.isEmpty() ? Words::tr("none") : offered, line(decision.facts.head, "Sec-WebSocket-Protocol")});
}

} // namespace

Decision decide(
    const Scenario &scenario, const HttpHead &request, const std::function<int(const Route &)> &clientsOfRoute)
{
    Decision decision;
    decision.facts = RequestFacts::of(request);
    findRoute(scenario, decision);
    if (decision.route == nullptr)
        return decision;
    const HandshakeRules &rules = decision.route->handshake;
    for (std::size_t i = 0; i < rules.checks.size(); ++i) {
        const Check &check = rules.checks[i];
        const auto wrong = check.enabled ? checked(check, decision.facts) : std::nullopt;
        if (wrong) {
            decision.check = int(i);
            turnAway(decision, Decision::By::Check, check.rule, check.refusal, *wrong);
            return decision;
        }
    }
    checkSubprotocol(rules.subprotocols, decision);
    if (decision.by != Decision::By::Nothing || rules.limit == 0)
        return decision;
    const int clients = clientsOfRoute(*decision.route);
    if (clients >= rules.limit)
        turnAway(decision, Decision::By::Limit, Words::tr("Connection limit"), rules.limitRefusal,
            {Words::tr("at most %1 clients at a time").arg(rules.limit), Words::tr("one more than %1").arg(clients),
                {}});
    return decision;
}

} // namespace handglass::scenario
