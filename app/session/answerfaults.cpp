// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/answerfaults.h"

#include "app/mock/faultduty.h"
#include "app/protocol/handshake.h"

#include <algorithm>

namespace handglass {

using scenario::Fault;
using scenario::FaultKind;

namespace {

/// A legal name that the client did not offer.
QByteArray unrequested(const HttpHead &request)
{
    const QList<QByteArray> offers = request.tokens("Sec-WebSocket-Protocol");
    QByteArray name = "not-requested";
    while (offers.contains(name))
        name += "-either";
    return name;
}

MockRefusal refusal(const Fault &fault)
{
    MockRefusal refusal;
    refusal.status = fault.status;
    refusal.headers = fault.headers;
    refusal.body = fault.body;
    refusal.failure.phase = FailurePhase::Verdict;
    refusal.failure.fact = scenario::purposeText(fault.kind);
    return refusal;
}

void make(const Fault &fault, const HttpHead &request, MockDecision &decision)
{
    AnswerFaults &wrong = decision.faults;
    switch (fault.kind) {
    case FaultKind::WrongAccept: // of another key
        wrong.headers.append(
            HeaderField{"Sec-WebSocket-Accept", acceptValue(request.value("Sec-WebSocket-Key") + '?')});
        break;
    case FaultKind::MissingUpgrade:
        wrong.without.append("Upgrade");
        break;
    case FaultKind::WrongUpgrade:
        wrong.headers.append(HeaderField{"Upgrade", "not-websocket"});
        break;
    case FaultKind::MissingConnection:
        wrong.without.append("Connection");
        break;
    case FaultKind::WrongConnection:
        wrong.headers.append(HeaderField{"Connection", "keep-alive"});
        break;
    case FaultKind::UnrequestedSubprotocol:
        wrong.headers.append(HeaderField{"Sec-WebSocket-Protocol", unrequested(request)});
        break;
    case FaultKind::UnrequestedExtension:
        wrong.extension = "x-not-requested";
        break;
    case FaultKind::Status:
        decision.refusal = refusal(fault);
        break;
    case FaultKind::Http10:
        wrong.http10 = true;
        break;
    case FaultKind::Drip:
        wrong.drip = fault.interval;
        break;
    case FaultKind::NeverAnswer:
        wrong.silent = true;
        break;
    case FaultKind::CutOff:
        wrong.cutOff = fault.number;
        break;
    default:
        return;
    }
    wrong.purposes.append({int(fault.kind), scenario::purposeText(fault.kind)});
}

} // namespace

void makeWrong(MockDecision &decision, const QList<Fault> &faults, const HttpHead &request)
{
    if (decision.refusal)
        return;
    QList<Fault> last;
    for (const Fault &fault : faults) {
        last.removeIf([&fault](const Fault &other) { return other.kind == fault.kind; });
        last.append(fault);
    }
    // Where there is no answer, or another one, nothing else can be seen of it.
    for (const FaultKind only : {FaultKind::NeverAnswer, FaultKind::Status}) {
        const auto at = std::ranges::find(last, only, &Fault::kind);
        if (at == last.end())
            continue;
        const Fault whole = *at;
        last.removeIf(
            [](const Fault &other) { return other.kind != FaultKind::Drip && other.kind != FaultKind::CutOff; });
        if (only == FaultKind::NeverAnswer)
            last.clear();
        last.append(whole);
        break;
    }
    for (const Fault &fault : std::as_const(last))
        make(fault, request, decision);
}

} // namespace handglass
