// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/relaxation.h"

#include "app/mock/handshakedecision.h"
#include "app/mock/templatecontext.h"

#include <QCoreApplication>

#include <limits>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Relaxation)
};

using Edit = Relaxation::Edit;

JsonPath operator/(JsonPath path, const char *member)
{
    path.steps.append({JsonStep::Kind::Member, member, 0});
    return path;
}

JsonPath operator/(JsonPath path, qint64 element)
{
    path.steps.append({JsonStep::Kind::Element, {}, element});
    return path;
}

/// A path of the request as a route's: what would be a pattern there is not taken for one.
std::optional<Relaxation> newRoute(const QString &path)
{
    const auto pattern = PathPattern::parse(path);
    if (!pattern || path.contains(u'*') || path.contains(u'{'))
        return std::nullopt;
    return Relaxation{Words::tr("Add a route for this path"), Edit::Append, JsonPath() / "routes",
        "{ \"path\": " + quotedJson(path) + ", \"rules\": [] }"};
}

std::optional<Relaxation> forCheck(const Check &check, const HttpHead &request, const JsonPath &place)
{
    const QByteArray authorization = request.value("Authorization");
    const QByteArray token = authorization.mid(authorization.indexOf(' ') + 1).trimmed();
    if (check.kind == Check::Kind::Origin && request.has("Origin"))
        return Relaxation{Words::tr("Allow this Origin"), Edit::Append, place / "origin",
            quotedJson(QString::fromUtf8(request.value("Origin")))};
    const bool bearer = authorization.left(7).toLower() == "bearer ";
    if (check.kind == Check::Kind::Bearer && bearer && !token.isEmpty())
        return Relaxation{
            Words::tr("Allow this token"), Edit::Append, place / "bearer", quotedJson(QString::fromUtf8(token))};
    return Relaxation{Words::tr("Remove this check"), Edit::Remove, place, {}};
}

Relaxation forSubprotocol(const HttpHead &request, const JsonPath &place)
{
    const QList<QByteArray> offered = request.tokens("Sec-WebSocket-Protocol");
    if (offered.isEmpty())
        return {Words::tr("Require no subprotocol"), Edit::Replace, place / "required", "false"};
    const QString first = QString::fromUtf8(offered.first());
    return {Words::tr("Speak %1").arg(first), Edit::Append, place / "speak", quotedJson(first)};
}

} // namespace

std::optional<Relaxation> relaxationFor(const Scenario &scenario, const HttpHead &request)
{
    const Decision decision =
        decide(scenario, request, [](const Route & /*route*/) { return std::numeric_limits<int>::max(); });
    if (decision.rule.isEmpty())
        return std::nullopt;
    if (decision.route == nullptr)
        return newRoute(decision.facts.path);
    const HandshakeRules &rules = decision.route->handshake;
    const JsonPath handshake = JsonPath() / "routes" / qint64(decision.route - scenario.routes.data()) / "handshake";
    if (decision.check >= 0)
        return forCheck(
            rules.checks[std::size_t(decision.check)], request, handshake / "require" / qint64(decision.check));
    if (rules.subprotocols.required && decision.facts.subprotocol.isEmpty())
        return forSubprotocol(request, handshake / "subprotocols");
    return Relaxation{Words::tr("Allow %n client(s)", nullptr, rules.limit + 1), Edit::Replace, handshake / "limit",
        QByteArray::number(rules.limit + 1)};
}

} // namespace handglass::scenario
