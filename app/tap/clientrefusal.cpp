// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientrefusal.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ClientRefusal)
};

/// A header of the answer as evidence; empty if it is not there.
QString evidence(const HttpHead &response, const char *name)
{
    const QByteArray value = response.value(name);
    if (value.isEmpty())
        return {};
    return Text::tr("The answer says %1: %2").arg(QLatin1String(name), QString::fromUtf8(value));
}

void explainUnauthorized(Failure &failure, const HttpHead &request, const HttpHead &response)
{
    failure.cause = evidence(response, "WWW-Authenticate");
    failure.suggestion = request.has("Authorization")
        ? Text::tr("The request carried credentials; check that they are right for this server.")
        : Text::tr("Give user and password, or a bearer token, in the request options.");
}

void explainForbidden(Failure &failure, const HttpHead &request)
{
    failure.suggestion = request.has("Origin")
        ? Text::tr("Servers often refuse by Origin; check that this one is allowed: %1")
              .arg(QString::fromUtf8(request.value("Origin")))
        : Text::tr("Servers often refuse a request without an Origin they know; set one in the request options.");
}

void explainStatus(Failure &failure, const HttpHead &request, const HttpHead &response, const QByteArray &body)
{
    switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        failure.cause = evidence(response, "Location");
        break;
    case 200:
        failure.cause = Text::tr("The server answered as to a plain page request.");
        failure.suggestion = Text::tr("Check that the path is that of a WebSocket endpoint.");
        break;
    case 400:
        if (body.contains("plain HTTP request was sent to HTTPS port")) {
            failure.cause = Text::tr("The body says that this port speaks TLS.");
            failure.suggestion = Text::tr("Connect with wss:// instead.");
        }
        break;
    case 401:
    case 407:
        explainUnauthorized(failure, request, response);
        break;
    case 403:
        explainForbidden(failure, request);
        break;
    case 404:
        failure.suggestion = Text::tr("Check the path.");
        break;
    case 426:
        failure.cause = evidence(response, "Sec-WebSocket-Version");
        break;
    case 429:
    case 503:
        failure.cause = evidence(response, "Retry-After");
        failure.suggestion = Text::tr("Try again later.");
        break;
    default:
        break;
    }
}

} // namespace

Failure refusalOf(const Verdict &verdict, const HttpHead &request, const HttpHead &response, const QByteArray &body)
{
    Failure failure;
    Verdict ofResponse; // a rule that the request breaks was the user's wish; the server has judged it
    std::ranges::copy_if(verdict.checks, std::back_inserter(ofResponse.checks), &Check::onResponse);
    const QString fact = ofResponse.failure();
    if (!fact.isEmpty()) {
        failure.phase = FailurePhase::Verdict;
        failure.fact = fact;
        explainStatus(failure, request, response, body);
    } else if (response.has("Sec-WebSocket-Extensions")) {
        failure.phase = FailurePhase::Verdict;
        failure.fact = Text::tr("expected no extension, for Handglass speaks none, got %1")
                           .arg(QString::fromUtf8(response.tokens("Sec-WebSocket-Extensions").join(", ")));
        failure.cause = Text::tr("A header of the request offered it, and the server took it.");
        failure.suggestion = Text::tr("Remove Sec-WebSocket-Extensions from the request's headers.");
    }
    return failure;
}

} // namespace handglass
