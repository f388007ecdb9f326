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

/// RFC 9110 §15, RFC 6585.
QByteArrayView reasonOf(int status)
{
    static constexpr std::pair<int, const char *> Reasons[] = {{200, "OK"}, {204, "No Content"},
        {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"}, {307, "Temporary Redirect"},
        {308, "Permanent Redirect"}, {400, "Bad Request"}, {401, "Unauthorized"}, {402, "Payment Required"},
        {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"}, {406, "Not Acceptable"},
        {407, "Proxy Authentication Required"}, {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"},
        {418, "I'm a teapot"}, {421, "Misdirected Request"}, {426, "Upgrade Required"}, {428, "Precondition Required"},
        {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"}, {451, "Unavailable For Legal Reasons"},
        {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"}, {503, "Service Unavailable"},
        {504, "Gateway Timeout"}, {511, "Network Authentication Required"}};
    const auto at = std::ranges::find(Reasons, status, &std::pair<int, const char *>::first);
    return at == std::end(Reasons) ? QByteArrayView("") : QByteArrayView(at->second);
}

QByteArray bodyText(const Failure &failure, const QString &hint)
{
    QString body = failure.fact + QLatin1Char('\n');
    for (const QString &more : {failure.cause, failure.suggestion, hint}) {
        if (!more.isEmpty())
            body += QLatin1Char('\n') + more + QLatin1Char('\n');
    }
    return body.toUtf8();
}

MockAnswer refuse(MockRefusal refusal, const QString &hint = {})
{
    QList<HeaderField> headers = refusal.headers;
    if (!refusal.body)
        headers.append(HeaderField{"Content-Type", "text/plain; charset=utf-8"});
    MockAnswer answer;
    answer.status = refusal.status;
    answer.body = refusal.body ? *refusal.body : bodyText(refusal.failure, hint);
    const QByteArrayView reason = refusal.reason.isEmpty() ? reasonOf(refusal.status) : QByteArrayView(refusal.reason);
    const QByteArray whole = composeRefusal(refusal.status, reason, headers, answer.body);
    answer.head = whole.first(whole.indexOf("\r\n\r\n") + 4);
    answer.body = whole.mid(answer.head.size()); // none with 204
    answer.failure = std::move(refusal.failure);
    return answer;
}

MockAnswer refuse(int status, Failure failure, const QString &hint = {}, const QList<HeaderField> &headers = {})
{
    return refuse({status, {}, headers, {}, std::move(failure)}, hint);
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

MockAnswer accept(const HttpHead &request, const MockDecision &decision)
{
    ResponseSpec spec;
    spec.key = request.value("Sec-WebSocket-Key");
    spec.subprotocol = decision.subprotocol.toUtf8();
    spec.headers = decision.headers + decision.faults.headers;
    spec.without = decision.faults.without;
    if (decision.faults.http10)
        spec.version = "HTTP/1.0";
    MockAnswer answer;
    negotiateDeflate(request, decision.deflate, answer);
    if (answer.deflate)
        spec.extensions = composeExtension(answer.deflate->toExtension());
    if (!decision.faults.extension.isEmpty())
        spec.extensions += (spec.extensions.isEmpty() ? "" : ", ") + decision.faults.extension;
    answer.head = composeResponse(spec);
    answer.subprotocol = QString::fromUtf8(spec.subprotocol);
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    reader.feed(answer.head);
    answer.verdict = judge(request, reader.head());
    if (!decision.faults.purposes.isEmpty())
        answer.verdict.setOnPurpose();
    return answer;
}

void cutOff(MockAnswer &answer, qsizetype bytes)
{
    answer.head.truncate(bytes);
    answer.body.clear();
    answer.deflate.reset();
    answer.verdict = {};
    answer.failure = {};
    answer.failure.phase = FailurePhase::Verdict;
    answer.failure.fact = answer.faults.text();
}

} // namespace

QString AnswerFaults::text() const
{
    QStringList texts;
    for (const Purpose &purpose : purposes)
        texts.append(purpose.text);
    return texts.join(QStringLiteral(". "));
}

QString firstSpoken(const HttpHead &request, const QStringList &spoken)
{
    for (const QByteArray &offer : request.tokens("Sec-WebSocket-Protocol")) {
        if (spoken.contains(QString::fromUtf8(offer)))
            return QString::fromUtf8(offer);
    }
    return {};
}

MockAnswer answerRequest(const HttpHead &request, const QString &url, const MockPolicy &policy)
{
    const Verdict verdict{judgeRequest(request)};
    if (verdict.outcome() != Outcome::Fail) {
        MockDecision decision = policy(request);
        MockAnswer answer = decision.refusal ? refuse(std::move(*decision.refusal)) : accept(request, decision);
        if (decision.refusal)
            answer.verdict = verdict;
        answer.delay = decision.delay;
        answer.faults = decision.faults;
        if (answer.faults.cutOff)
            cutOff(answer, *answer.faults.cutOff);
        return answer;
    }
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
