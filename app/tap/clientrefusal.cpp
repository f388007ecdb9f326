// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientrefusal.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/deflatenegotiation.h"
#include "app/tap/statusexplain.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ClientRefusal)
};

const Check *firstFailed(const Verdict &verdict, bool ofResponse)
{
    const auto found = std::ranges::find_if(verdict.checks,
        [ofResponse](const Check &check) { return check.onResponse == ofResponse && check.outcome == Outcome::Fail; });
    return found == verdict.checks.end() ? nullptr : &*found;
}

/// A check of one side alone, told as a sentence.
QString sentenceOf(const Check &check)
{
    return Verdict{{check}}.failure();
}

/// The line that a check of a 101 speaks of.
QString decidingLine(const HttpHead &response, const Check &check)
{
    if (check.responseLine <= 1)
        return headText(response.startLine);
    for (const HeaderField &field : response.fields) {
        if (field.line == check.responseLine)
            return evidenceLines(response, {field.name.constData()});
    }
    return {};
}

/// An opening that is no refusal and still none: what may be behind it.
void explainBadOpening(const Check &check, const HttpHead &response, Failure &failure)
{
    failure.evidence = decidingLine(response, check);
    if (check.id == "accept") {
        failure.cause = response.has("Sec-WebSocket-Accept")
            ? Text::tr("The value does not belong to this request's key: the server computes it wrongly, or a cache "
                       "answered for another request.")
            : Text::tr("The server did not prove that it understood the request as an opening handshake.");
    } else if (check.id == "subprotocol") {
        failure.suggestion = Text::tr("Offer the subprotocol that the server chose, if it is the one you want.");
    }
}

/// Agreed, but not spoken here.
QByteArray foreignExtension(const HttpHead &response)
{
    for (const Extension &extension : parseExtensions(response).value_or(QList<Extension>())) {
        if (!isPermessageDeflate(extension))
            return extension.name;
    }
    return {};
}

} // namespace

Failure refusalOf(const Verdict &verdict, const HttpHead &request, const HttpHead &response, const QByteArray &body)
{
    constexpr qint64 NsInSecond = 1'000'000'000;
    Failure failure;
    // a rule that the request breaks was the user's wish; the server has judged it
    if (const Check *failed = firstFailed(verdict, true)) {
        failure.phase = FailurePhase::Verdict;
        failure.fact = sentenceOf(*failed);
        failure.section = failed->section;
        const Check *broken = firstFailed(verdict, false);
        if (failed->id == "status")
            explainStatus(
                {request, response, body, broken ? sentenceOf(*broken) : QString(), nowNs() / NsInSecond}, failure);
        else
            explainBadOpening(*failed, response, failure);
    } else if (const QByteArray foreign = foreignExtension(response); !foreign.isEmpty()) {
        failure.phase = FailurePhase::Verdict;
        failure.fact = Text::tr("expected no extension but permessage-deflate, for Handglass speaks no other, got %1")
                           .arg(QString::fromLatin1(foreign));
        failure.cause = Text::tr("A header of the request offered it, and the server took it.");
        failure.evidence = evidenceLines(response, {"Sec-WebSocket-Extensions"});
        failure.suggestion = Text::tr("Take it out of Sec-WebSocket-Extensions in the request's headers.");
    }
    return failure;
}

} // namespace handglass
