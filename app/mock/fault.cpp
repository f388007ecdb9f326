// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/fault.h"

#include <algorithm>

namespace handglass::scenario {

namespace {

constexpr qint64 MostBytes = 1LL << 40;
constexpr qint64 MostHead = 64 * 1024;

constexpr FaultForm handshake(FaultKind kind, const char *name)
{
    return {kind, name, true, false, nullptr, 0, 0, 0, nullptr, 0};
}

constexpr FaultForm frames(FaultKind kind, const char *name, bool everyNth = true)
{
    return {kind, name, false, everyNth, nullptr, 0, 0, 0, nullptr, 0};
}

constexpr FaultForm numbered(FaultForm form, const char *number, qint64 least, qint64 most, qint64 standard)
{
    form.number = number;
    form.least = least;
    form.most = most;
    form.standard = standard;
    return form;
}

constexpr FaultForm timed(FaultForm form, const char *interval, int standardMs)
{
    form.interval = interval;
    form.standardMs = standardMs;
    return form;
}

using enum FaultKind;

constexpr FaultForm Forms[] = {
    handshake(WrongAccept, "wrongAccept"),
    handshake(MissingUpgrade, "missingUpgrade"),
    handshake(WrongUpgrade, "wrongUpgrade"),
    handshake(MissingConnection, "missingConnection"),
    handshake(WrongConnection, "wrongConnection"),
    handshake(UnrequestedSubprotocol, "unrequestedSubprotocol"),
    handshake(UnrequestedExtension, "unrequestedExtension"),
    handshake(Status, "status"),
    handshake(Http10, "http10"),
    timed(handshake(Drip, "drip"), "interval", 100),
    handshake(NeverAnswer, "neverAnswer"),
    numbered(handshake(CutOff, "cutOff"), "after", 0, MostHead, 20),
    frames(Masked, "masked"),
    numbered(frames(Rsv, "rsv"), "bits", 1, 7, 2),
    numbered(frames(ReservedOpcode, "reservedOpcode"), "opcode", 3, 15, 3),
    numbered(frames(LongControl, "longControl"), "length", 126, 65'535, 126),
    frames(FragmentedControl, "fragmentedControl"),
    frames(LoneContinuation, "loneContinuation"),
    frames(BadUtf8, "badUtf8"),
    numbered(frames(FalseLength, "falseLength"), "by", -65'535, 65'535, 1),
    frames(BrokenDeflate, "brokenDeflate"),
    frames(Lose, "lose"),
    frames(Duplicate, "duplicate"),
    timed(frames(FaultKind::Delay, "delay"), "interval", 1'000),
    frames(Reorder, "reorder"),
    numbered(frames(Throughput, "throughput", false), "bytesPerSecond", 1, MostBytes, 1'024),
    timed(frames(Freeze, "freeze", false), "interval", 0),
    frames(Reset, "reset"),
    frames(CloseNotEchoed, "closeNotEchoed", false),
    frames(PongWithheld, "pongWithheld", false),
};

} // namespace

std::span<const FaultForm> faultForms()
{
    return Forms;
}

const FaultForm &formOf(FaultKind kind)
{
    return *std::ranges::find(Forms, kind, &FaultForm::kind);
}

Fault standardFault(FaultKind kind)
{
    const FaultForm &form = formOf(kind);
    Fault fault;
    fault.kind = kind;
    fault.number = form.standard;
    fault.interval = std::chrono::milliseconds(form.standardMs);
    fault.status = kind == Status ? 503 : 0;
    return fault;
}

Fault madeLegal(Fault fault)
{
    const FaultForm &form = formOf(fault.kind);
    fault.every = std::max(fault.every, 1);
    fault.interval = std::max(fault.interval, std::chrono::milliseconds(0));
    if (form.number != nullptr)
        fault.number = std::clamp(fault.number, form.least, form.most);
    if (fault.kind == Status)
        fault.status = std::clamp(fault.status, 200, 599);
    const bool known = fault.kind == ReservedOpcode && fault.number >= 8 && fault.number <= 10;
    const bool nothing = fault.kind == FalseLength && fault.number == 0;
    if (known || nothing)
        fault.number = form.standard;
    return fault;
}

QStringList faultNames()
{
    QStringList names;
    for (const FaultForm &form : Forms)
        names.append(QLatin1String(form.name));
    return names;
}

} // namespace handglass::scenario
