// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/challengeexplain.h"

#include "app/protocol/authchallenge.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ChallengeExplain)
};

QString cut(const QString &text)
{
    constexpr qsizetype Most = 200;
    return text.size() <= Most ? text : text.first(Most) + QStringLiteral("…");
}

QString challengeAdvice(const QList<AuthChallenge> &challenges)
{
    const auto offers = [&challenges](const char *scheme) {
        return std::ranges::any_of(
            challenges, [scheme](const AuthChallenge &challenge) { return challenge.is(QLatin1String(scheme)); });
    };
    if (offers("Basic") && offers("Bearer"))
        return Text::tr("Give user and password, or a bearer token, in the request options.");
    if (offers("Basic"))
        return Text::tr("Give user and password in the request options (--auth).");
    if (offers("Bearer"))
        return Text::tr("Give a bearer token in the request options.");
    if (challenges.isEmpty())
        return Text::tr("Give what the server asks for, often a token or a cookie, in the request options.");
    return Text::tr("Handglass makes credentials for Basic and Bearer only; give a whole header of yours for %1.")
        .arg(cut(challenges.first().scheme));
}

/// One that nobody gave, for what we give is asked with CONNECT. Authorization is not for it (RFC 9110 §11.7.2).
QString proxyAdvice()
{
    return Text::tr("Give that proxy with user and password (--proxy), or a Proxy-Authorization header of yours.");
}

/// RFC 6750 §3: why a token was not taken.
QString tokenError(const QList<AuthChallenge> &challenges)
{
    for (const AuthChallenge &challenge : challenges) {
        const QString error = challenge.parameter(QLatin1String("error"));
        const QString description = challenge.parameter(QLatin1String("error_description"));
        if (!error.isEmpty() && !description.isEmpty())
            return Text::tr("It says %1: “%2”.").arg(cut(error), cut(description));
        if (!error.isEmpty())
            return Text::tr("It says %1.").arg(cut(error));
    }
    return {};
}

} // namespace

void explainUnauthorized(const RefusedExchange &exchange, Failure &failure)
{
    const bool proxy = exchange.response.status == 407;
    const char *header = proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
    const bool sent = exchange.request.has(proxy ? "Proxy-Authorization" : "Authorization");
    const QList<AuthChallenge> challenges = authChallenges(exchange.response, header);
    const QString lines = evidenceLines(exchange.response, {header});
    failure.evidence += lines.isEmpty() ? lines : QLatin1Char('\n') + lines;
    if (challenges.isEmpty()) {
        failure.cause = Text::tr("The server asks for credentials and does not say which: expected a %1 header, got "
                                 "none, RFC 9110 §15.5.%2.")
                            .arg(QLatin1String(header), proxy ? QStringLiteral("8") : QStringLiteral("2"));
    } else {
        failure.cause = proxy ? Text::tr("A proxy on the way asks for %1.").arg(challengesText(challenges))
                              : Text::tr("The server asks for %1.").arg(challengesText(challenges));
        const QString error = tokenError(challenges);
        failure.cause += error.isEmpty() ? error : QLatin1Char(' ') + error;
    }
    if (sent)
        failure.suggestion = Text::tr("The request carried credentials; check that they are right for this server.");
    else
        failure.suggestion = proxy ? proxyAdvice() : challengeAdvice(challenges);
}

} // namespace handglass
