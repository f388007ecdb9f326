// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/statusexplain.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/httpdate.h"
#include "app/tap/challengeexplain.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::StatusExplain)
};

constexpr qsizetype ShownCharacters = 200;
constexpr char Version[] = "Sec-WebSocket-Version";

QString shown(QByteArrayView bytes)
{
    const QString text = headText(bytes);
    return text.size() <= ShownCharacters ? text : text.first(ShownCharacters) + QStringLiteral("…");
}

void addEvidence(Failure &failure, const QString &lines)
{
    if (lines.isEmpty() || failure.evidence.contains(lines))
        return;
    failure.evidence += (failure.evidence.isEmpty() ? QString() : QStringLiteral("\n")) + lines;
}

void addSentence(QString &text, const QString &sentence)
{
    text += (text.isEmpty() || sentence.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
}

/// What several servers write where TLS was expected and a plain request came.
bool wantsTls(const QByteArray &body)
{
    constexpr std::array Signs{"plain HTTP request was sent to HTTPS port", "HTTP request to an HTTPS server",
        "speaking plain HTTP to an SSL", "combination of host and port requires TLS",
        "this port speaks wss://, not ws://"};
    return std::ranges::any_of(Signs, [&body](const char *sign) { return body.contains(sign); });
}

void explainBadRequest(const RefusedExchange &exchange, Failure &failure)
{
    if (wantsTls(exchange.body)) {
        failure.cause = Text::tr("The body says that this port speaks TLS.");
        failure.suggestion = Text::tr("Connect with wss:// instead.");
        addEvidence(failure, shown(exchange.body.trimmed()));
    } else if (!exchange.requestFailure.isEmpty()) {
        failure.cause = Text::tr("The request breaks a rule itself: %1.").arg(exchange.requestFailure);
        failure.suggestion = Text::tr("Put that right in the request options.");
    } else {
        failure.notCause = Text::tr("The request keeps every rule of RFC 6455 §4.2.1.");
    }
}

void explainForbidden(const RefusedExchange &exchange, Failure &failure)
{
    const bool origin = exchange.request.has("Origin");
    failure.suggestion = origin
        ? Text::tr("Servers often refuse by Origin; check that this one is allowed: %1")
              .arg(shown(exchange.request.value("Origin")))
        : Text::tr("Servers often refuse a request without an Origin they know; set one in the request options.");
    if (!exchange.request.has("Authorization") && !exchange.request.has("Cookie"))
        addSentence(failure.suggestion, Text::tr("The request carried neither credentials nor cookies."));
}

void explainPath(const RefusedExchange &exchange, Failure &failure)
{
    failure.cause = exchange.response.status == 410
        ? Text::tr("The server says that %1 is gone for good.").arg(shown(exchange.request.target))
        : Text::tr("The server knows nothing at %1.").arg(shown(exchange.request.target));
    failure.suggestion = Text::tr("Check the path.");
    failure.notCause = Text::tr("Host and port are right: a web server answers there.");
}

void explainMethod(const RefusedExchange &exchange, Failure &failure)
{
    const QByteArrayList allowed = exchange.response.tokens("Allow");
    addEvidence(failure, evidenceLines(exchange.response, {"Allow"}));
    if (!allowed.isEmpty() && !allowed.contains("GET"))
        failure.cause = Text::tr("This path takes %1 only; an opening handshake is a GET (RFC 6455 §4.1).")
                            .arg(shown(allowed.join(", ")));
    failure.suggestion = Text::tr("Check that the path is that of a WebSocket endpoint.");
}

/// RFC 6455 §4.4: a server names the versions that it speaks.
void explainVersions(const RefusedExchange &exchange, Failure &failure)
{
    const QByteArray asked = exchange.request.value(Version);
    const QByteArrayList spoken = exchange.response.tokens(Version);
    const QString list = shown(spoken.join(", "));
    addEvidence(failure, evidenceLines(exchange.response, {Version}));
    if (!spoken.contains(asked)) {
        failure.cause =
            Text::tr("The server speaks version %1 of the WebSocket protocol, the request asked for %2, RFC "
                     "6455 §4.4.")
                .arg(list, asked.isEmpty() ? Text::tr("none") : shown(asked));
        failure.suggestion = spoken.contains("13") && asked != "13"
            ? Text::tr("Ask for version 13: take %1 out of the request's headers.").arg(QLatin1String(Version))
            : Text::tr("Handglass speaks version 13, that of RFC 6455; the server must speak it, too.");
    } else {
        addSentence(failure.cause, Text::tr("The server speaks version %1.").arg(list));
        addSentence(
            failure.notCause, Text::tr("The version is not the cause: the request asked for %1.").arg(shown(asked)));
    }
}

/// RFC 9110 §15.5.22.
void explainUpgrade(const RefusedExchange &exchange, Failure &failure)
{
    const QByteArrayList upgrades = exchange.response.tokens("Upgrade");
    addEvidence(failure, evidenceLines(exchange.response, {"Upgrade"}));
    if (upgrades.isEmpty()) {
        failure.cause =
            Text::tr("The server wants an upgrade and does not say to what: expected an Upgrade header, got "
                     "none, RFC 9110 §15.5.22.");
    } else if (!exchange.response.hasToken("Upgrade", "websocket")) {
        failure.cause =
            Text::tr("The server wants an upgrade to %1, not to websocket.").arg(shown(upgrades.join(", ")));
    } else if (!exchange.response.has(Version)) {
        failure.cause = Text::tr("The server wants an upgrade to websocket and did not see the request's.");
        failure.suggestion =
            Text::tr("A proxy or gateway on the way may take Upgrade and Connection out of the request.");
    }
}

void explainServerError(const RefusedExchange &exchange, Failure &failure)
{
    const int status = exchange.response.status;
    addEvidence(failure, evidenceLines(exchange.response, {"Server", "Via"}));
    if (status == 502 || status == 504) {
        failure.cause = status == 502
            ? Text::tr("A gateway answered; the server behind it is not there or answered it wrongly.")
            : Text::tr("A gateway answered; the server behind it did not answer it in time.");
        failure.suggestion =
            Text::tr("Check that the server behind the gateway runs, and that the gateway lets WebSocket through.");
    } else if (status == 500) {
        failure.cause = Text::tr("The server failed while it handled the request; its own log says why.");
    } else if (status == 501) {
        failure.cause = Text::tr("The server does not do what the request asks for.");
        failure.suggestion = Text::tr("Check that it speaks WebSocket, and that no proxy on the way does not.");
    } else if (status == 505) {
        failure.cause = Text::tr("The server does not take HTTP/1.1 requests; RFC 6455 §4.1 asks for HTTP/1.1.");
    } else if (status == 503) {
        failure.cause = Text::tr("The server is overloaded or being looked after.");
    }
}

/// RFC 9110 §10.2.3.
void explainRetryAfter(const RefusedExchange &exchange, Failure &failure)
{
    if (!exchange.response.has("Retry-After"))
        return;
    const QByteArray value = exchange.response.value("Retry-After");
    addEvidence(failure, evidenceLines(exchange.response, {"Retry-After"}));
    const auto wait = parseRetryAfter(value, exchange.now);
    if (!wait) {
        addSentence(failure.cause,
            Text::tr("When to try again cannot be read: expected seconds or a date in Retry-After, got %1, RFC 9110 "
                     "§10.2.3.")
                .arg(byteExcerpt(value)));
        return;
    }
    if (wait->count() == 0) {
        failure.suggestion = Text::tr("Try again now: the time that the server named is over.");
        return;
    }
    const QDateTime now = QDateTime::fromSecsSinceEpoch(exchange.now);
    const QDateTime then = now.addSecs(wait->count());
    const QString time =
        then.toString(then.date() == now.date() ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    failure.suggestion =
        Text::tr("Try again at %1, in %2: the server asks for that.").arg(time, waitText(wait->count()));
}

void explainByStatus(const RefusedExchange &exchange, Failure &failure)
{
    const int status = exchange.response.status;
    switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        addEvidence(failure, evidenceLines(exchange.response, {"Location"}));
        return;
    case 400:
        return explainBadRequest(exchange, failure);
    case 401:
    case 407:
        return explainUnauthorized(exchange, failure);
    case 403:
        return explainForbidden(exchange, failure);
    case 404:
    case 410:
        return explainPath(exchange, failure);
    case 405:
        return explainMethod(exchange, failure);
    case 421:
        failure.cause = Text::tr("The server does not answer for the host that was asked: %1.")
                            .arg(shown(exchange.request.value("Host")));
        failure.suggestion = Text::tr("Check host and port, and a Host header of yours.");
        return;
    case 426:
        return explainUpgrade(exchange, failure);
    case 429:
        failure.cause = Text::tr("The server was asked too often.");
        failure.suggestion = Text::tr("Try again later.");
        return;
    case 414:
    case 431:
        failure.cause =
            Text::tr("The request's head is too large for the server: %1 bytes.").arg(exchange.request.raw.size());
        failure.suggestion = Text::tr("Take headers or cookies out of the request.");
        return;
    default:
        break;
    }
    if (status / 100 == 2) {
        failure.cause = Text::tr("The server answered as to a plain page request.");
        failure.suggestion = Text::tr("Check that the path is that of a WebSocket endpoint.");
    } else if (status / 100 == 5) {
        failure.suggestion = Text::tr("Try again later.");
        explainServerError(exchange, failure);
    }
}

} // namespace

QString evidenceLines(const HttpHead &head, std::initializer_list<const char *> names)
{
    QStringList lines;
    for (const char *name : names) {
        for (const HeaderField &field : head.all(name))
            lines.append(shown(field.name + ": " + field.value));
    }
    return lines.join(QLatin1Char('\n'));
}

QString waitText(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    const auto both = [](const QString &large, qint64 rest, const QString &small) {
        return rest == 0 ? large : large + QLatin1Char(' ') + small.arg(rest);
    };
    if (seconds < Minute)
        return Text::tr("%1 s").arg(seconds);
    if (seconds < Hour)
        return both(Text::tr("%1 min").arg(seconds / Minute), seconds % Minute, Text::tr("%1 s"));
    if (seconds < Day)
        return both(Text::tr("%1 h").arg(seconds / Hour), seconds % Hour / Minute, Text::tr("%1 min"));
    return both(Text::tr("%1 d").arg(seconds / Day), seconds % Day / Hour, Text::tr("%1 h"));
}

void explainStatus(const RefusedExchange &exchange, Failure &failure)
{
    failure.evidence = shown(exchange.response.startLine);
    explainByStatus(exchange, failure);
    if (exchange.response.has(Version))
        explainVersions(exchange, failure);
    explainRetryAfter(exchange, failure);
}

} // namespace handglass
