// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/mockanswer.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/handshake.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::MockAnswer)
};

QByteArrayView reasonOf(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 408:
        return "Request Timeout";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Internal Server Error";
    }
}

MockAnswer refuse(int status, Failure failure, const QString &hint = {}, const QList<HeaderField> &headers = {})
{
    QString body = failure.fact + QLatin1Char('\n');
    for (const QString &more : {failure.cause, failure.suggestion, hint}) {
        if (!more.isEmpty())
            body += QLatin1Char('\n') + more + QLatin1Char('\n');
    }
    QList<HeaderField> all = headers;
    all.append(HeaderField{"Content-Type", "text/plain; charset=utf-8"});
    MockAnswer answer;
    answer.status = status;
    answer.body = body.toUtf8();
    answer.head = composeRefusal(status, reasonOf(status), all, answer.body);
    answer.head.chop(answer.body.size());
    answer.failure = std::move(failure);
    return answer;
}

QList<HeaderField> upgradeHeaders()
{
    // RFC 9110 §15.5.22: 426 has Upgrade, and Connection names it.
    return {{"Upgrade", "websocket"}, {"Connection", "Upgrade, close"}, {"Sec-WebSocket-Version", "13"}};
}

QString hintFor(const QString &url)
{
    return Text::tr("This is a mock WebSocket server of Handglass, not a web page.\n"
                    "Connect to it with a WebSocket client, for example in a browser's console:\n\n"
                    "    new WebSocket(\"%1\")\n\n"
                    "or in a terminal:\n\n"
                    "    handglass connect %1")
        .arg(url);
}

bool asksForWebSocket(const HttpHead &request)
{
    return request.hasToken("Upgrade", "websocket");
}

MockAnswer notAWebSocketRequest(const HttpHead &request, const QString &url)
{
    Failure failure;
    failure.phase = FailurePhase::Verdict;
    const QString got = request.has("Upgrade") ? QString::fromLatin1(request.value("Upgrade")) : Text::tr("none");
    failure.fact = Text::tr("expected Upgrade: websocket, got %1, RFC 6455 §4.2.1").arg(got);
    failure.cause = Text::tr("This is a plain HTTP request.");
    return refuse(426, std::move(failure), hintFor(url), upgradeHeaders());
}

Failure verdictFailure(const Verdict &verdict)
{
    Failure failure;
    failure.phase = FailurePhase::Verdict;
    failure.fact = verdict.failure();
    return failure;
}

MockAnswer wrongVersion(const HttpHead &request)
{
    Failure failure;
    failure.phase = FailurePhase::Verdict;
    const QString got = request.has("Sec-WebSocket-Version")
        ? QString::fromLatin1(request.value("Sec-WebSocket-Version"))
        : Text::tr("none");
    failure.fact = Text::tr("expected Sec-WebSocket-Version 13, got %1, RFC 6455 §4.4").arg(got);
    failure.suggestion = Text::tr("Ask for version 13, the one that RFC 6455 defines.");
    return refuse(426, std::move(failure), {}, upgradeHeaders());
}

QByteArray chooseSubprotocol(const HttpHead &request, const QStringList &spoken)
{
    for (const QByteArray &offer : request.tokens("Sec-WebSocket-Protocol")) {
        if (spoken.contains(QString::fromUtf8(offer)))
            return offer;
    }
    return {};
}

/// Chooses among the offers of permessage-deflate.
void negotiateDeflate(const HttpHead &request, const std::optional<DeflatePolicy> &policy, MockAnswer &answer)
{
    const QList<Extension> offered = parseExtensions(request).value_or(QList<Extension>());
    if (!policy) {
        if (std::ranges::any_of(offered, isPermessageDeflate))
            answer.notices.append(Text::tr("permessage-deflate was offered and declined: this mock has it turned off"));
        return;
    }
    const DeflateAnswer chosen = answerDeflateOffers(offered, *policy);
    answer.deflate = chosen.agreement;
    for (const DeclinedOffer &declined : chosen.declined)
        answer.notices.append(Text::tr("The offer %1 was declined: %2")
                                  .arg(headText(composeExtension(declined.offer)), declined.reason.sentence()));
}

MockAnswer accept(const HttpHead &request, const QStringList &subprotocols, const std::optional<DeflatePolicy> &deflate)
{
    ResponseSpec spec;
    spec.key = request.value("Sec-WebSocket-Key");
    spec.subprotocol = chooseSubprotocol(request, subprotocols);
    MockAnswer answer;
    negotiateDeflate(request, deflate, answer);
    if (answer.deflate)
        spec.extensions = composeExtension(answer.deflate->toExtension());
    answer.head = composeResponse(spec);
    answer.subprotocol = QString::fromUtf8(spec.subprotocol);
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    reader.feed(answer.head);
    answer.verdict = judge(request, reader.head());
    return answer;
}

} // namespace

MockAnswer answerRequest(const HttpHead &request, const QString &url, const QStringList &subprotocols,
    const std::optional<DeflatePolicy> &deflate)
{
    const Verdict verdict{judgeRequest(request)};
    if (verdict.outcome() != Outcome::Fail)
        return accept(request, subprotocols, deflate);
    MockAnswer answer;
    if (!asksForWebSocket(request))
        answer = notAWebSocketRequest(request, url);
    else if (request.value("Sec-WebSocket-Version") != "13")
        answer = wrongVersion(request);
    else
        answer = refuse(400, verdictFailure(verdict));
    answer.verdict = verdict;
    if (request.method == "HEAD")
        answer.body.clear(); // RFC 9110 §9.3.2
    return answer;
}

MockAnswer answerUnreadable(const QString &error, const QByteArray &raw, const HttpHeadReader::Limits &limits)
{
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = error;
    if (raw.startsWith("\x16\x03")) {
        failure.cause = Text::tr("The client began a TLS handshake, and this port speaks ws://, not wss://.");
        failure.suggestion = Text::tr("Connect with ws://.");
    }
    const bool tooLarge = raw.size() > limits.headBytes || raw.count('\n') > limits.fields;
    return refuse(tooLarge ? 431 : 400, std::move(failure));
}

MockAnswer answerNotTls(const QString &url)
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = Text::tr("expected a TLS handshake, got a request in clear: this port speaks wss://, not ws://");
    failure.suggestion = Text::tr("Connect to %1.").arg(url);
    return refuse(400, std::move(failure));
}

MockAnswer answerSilence(qint64 bytes, qint64 milliseconds)
{
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = Text::tr("expected a request head within %1 s, got %2 bytes, RFC 6455 §4.2.1")
                       .arg(double(milliseconds) / 1000.0)
                       .arg(bytes);
    return refuse(408, std::move(failure));
}

MockAnswer answerNoDescriptor()
{
    Failure failure;
    failure.phase = FailurePhase::Tcp;
    failure.fact = Text::tr("expected a free file descriptor for this client, got none: all that the system allows "
                            "this program are in use");
    failure.suggestion = Text::tr("Close connections, or raise the limit (ulimit -n).");
    return refuse(503, std::move(failure));
}

MockAnswer answerQtRefused(const QString &why)
{
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = Text::tr("expected QWebSocketServer to take a legal request, got: %1").arg(why);
    return refuse(500, std::move(failure));
}

} // namespace handglass
