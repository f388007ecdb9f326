// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/faultduty.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::FaultDuty)
};

struct Row {
    FaultKind kind;
    Duty duty;
    const char *obligation;
    const char *section;
};

using enum FaultKind;

constexpr const char *MustFail =
    QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty", "the client must fail the connection");
constexpr const char *MayEnd = QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
    "the frame breaks the protocol; the client may end the connection, and should say so with a Close frame");
constexpr const char *GoesOn = QT_TRANSLATE_NOOP(
    "handglass::scenario::FaultDuty", "the protocol has nothing to notice it by; the client should go on");

constexpr Row Table[] = {
    {WrongAccept, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {MissingUpgrade, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {WrongUpgrade, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {MissingConnection, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {WrongConnection, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {UnrequestedSubprotocol, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {UnrequestedExtension, Duty::Refuse, MustFail, "RFC 6455 §4.1"},
    {Status, Duty::Refuse,
        QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
            "the client must not take the connection for open; it handles the answer as HTTP says"),
        "RFC 6455 §4.1"},
    {Http10, Duty::Refuse, MustFail, "RFC 6455 §4.1, §4.2.2"},
    {Drip, Duty::Free,
        QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
            "the answer is right but slow; the client must wait for it before it sends, and may give up"),
        "RFC 6455 §4.1"},
    {NeverAnswer, Duty::Wait,
        QT_TRANSLATE_NOOP(
            "handglass::scenario::FaultDuty", "the client must send nothing before there is an answer; it may give up"),
        "RFC 6455 §4.1"},
    {CutOff, Duty::Refuse, MustFail, "RFC 6455 §7.2.1"},
    {Masked, Duty::Fail, QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty", "the client must close the connection"),
        "RFC 6455 §5.1"},
    {Rsv, Duty::Fail, MustFail, "RFC 6455 §5.2"},
    {ReservedOpcode, Duty::Fail, MustFail, "RFC 6455 §5.2"},
    {LongControl, Duty::MayFail, MayEnd, "RFC 6455 §5.5, §10.7"},
    {FragmentedControl, Duty::MayFail, MayEnd, "RFC 6455 §5.5, §10.7"},
    {LoneContinuation, Duty::MayFail, MayEnd, "RFC 6455 §5.4, §10.7"},
    {BadUtf8, Duty::Fail, MustFail, "RFC 6455 §8.1"},
    {FalseLength, Duty::MayFail,
        QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
            "the client cannot know; what follows is out of step, and it may end the connection for that"),
        "RFC 6455 §5.2, §10.7"},
    {BrokenDeflate, Duty::MayFail, MayEnd, "RFC 7692 §7.2.2, RFC 6455 §10.7"},
    {Lose, Duty::Free, GoesOn, "RFC 6455 §7.1.7"},
    {Duplicate, Duty::Free, GoesOn, "RFC 6455 §7.1.7"},
    {FaultKind::Delay, Duty::Free, GoesOn, "RFC 6455 §7.1.7"},
    {Reorder, Duty::Free, GoesOn, "RFC 6455 §7.1.7"},
    {Throughput, Duty::Free, GoesOn, "RFC 6455 §7.1.7"},
    {Freeze, Duty::Free,
        QT_TRANSLATE_NOOP(
            "handglass::scenario::FaultDuty", "the client may wait, ask with a Ping, or end the connection"),
        "RFC 6455 §5.5.2"},
    {Reset, Duty::Free,
        QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
            "the client must take the connection for failed, and should wait a little before it connects again"),
        "RFC 6455 §7.2.1, §7.2.3"},
    {CloseNotEchoed, Duty::Free,
        QT_TRANSLATE_NOOP(
            "handglass::scenario::FaultDuty", "the client should wait, and may end TCP after a reasonable time"),
        "RFC 6455 §7.1.1"},
    {PongWithheld, Duty::Free,
        QT_TRANSLATE_NOOP("handglass::scenario::FaultDuty",
            "a server must answer a Ping; the client may go on, or end the connection"),
        "RFC 6455 §5.5.2"},
};

} // namespace

FaultDuty dutyOf(FaultKind kind)
{
    const Row &row = *std::ranges::find(Table, kind, &Row::kind);
    return {row.duty, Words::tr(row.obligation), QString::fromUtf8(row.section)};
}

QString purposeText(FaultKind kind)
{
    const FaultDuty duty = dutyOf(kind);
    return Words::tr("Made on purpose, %1: %2, %3")
        .arg(QLatin1String(formOf(kind).name), duty.obligation, duty.section);
}

} // namespace handglass::scenario
