// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breakfate.h"

#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

/// Number of the event that delivered it; −1: it was not.
qsizetype madeAt(const Break &fault, const WireLog &log)
{
    for (qsizetype i = 0; i < log.events.size(); ++i) {
        const WireUnit *unit = log.unit(log.events[i].unit);
        if (log.events[i].kind == EventKind::Delivered && unit && unit->broken.contains(fault.id))
            return i;
    }
    return -1;
}

std::optional<BreakFate> answerFate(const WireUnit &unit)
{
    if (unit.kind == UnitKind::TcpEnd)
        return BreakFate{Fate::Refused, 0, QCoreApplication::translate("handglass::BreakFate", "It ended TCP.")};
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    if (unit.kind != UnitKind::Response || reader.feed(unit.bytes) != HttpHeadReader::State::Done)
        return std::nullopt;
    const HttpHead &head = reader.head();
    return BreakFate{head.status == 101 ? Fate::Opens : Fate::Refused, 0, QString::fromUtf8(head.startLine)};
}

std::optional<BreakFate> frameFate(const WireUnit &unit)
{
    FrameReader reader;
    reader.feed(unit.bytes);
    Frame frame;
    if (!reader.next(frame))
        return std::nullopt;
    switch (frame.header.opcode) {
    case Opcode::Close: {
        ClosePayload close;
        parseClosePayload(frame.payload, close);
        return BreakFate{Fate::Closes, close.code, {}};
    }
    case Opcode::Pong:
        return frame.payload == probePayload() ? std::optional(BreakFate{Fate::GoesOn, 0, {}}) : std::nullopt;
    default: // an echo may be of what stood before the fault
        return std::nullopt;
    }
}

/// What the end shows by a unit of its own.
std::optional<BreakFate> fateByUnit(const Break &fault, const WireUnit &unit)
{
    if (unit.from == fault.by)
        return std::nullopt;
    if (fault.kind == UnitKind::Request)
        return answerFate(unit);
    if (fault.kind != UnitKind::Frame)
        return std::nullopt;
    if (unit.kind == UnitKind::TcpEnd)
        return BreakFate{Fate::Closes, AbnormalClosure, {}};
    return unit.kind == UnitKind::Frame ? frameFate(unit) : std::nullopt;
}

/// What its record says.
std::optional<BreakFate> fateByState(const Break &fault, const WireEvent &event)
{
    if (event.end == fault.by)
        return std::nullopt;
    if (fault.kind == UnitKind::Response && event.state == EndState::Open)
        return BreakFate{Fate::Opens, 0, event.sentence};
    if (event.state != EndState::Failed && event.state != EndState::Closed)
        return std::nullopt;
    return fault.kind == UnitKind::Frame  ? BreakFate{Fate::Closes, event.closeCode, event.sentence}
        : fault.kind == UnitKind::Request ? BreakFate{Fate::Refused, 0, event.sentence}
                                          : BreakFate{Fate::Fails, 0, event.sentence};
}

/// The end says more of it in its record than the wire shows.
QString sentenceOf(const Break &fault, const WireLog &log)
{
    return log.stateAt(otherEnd(fault.by), log.events.size()).sentence;
}

} // namespace

QByteArray probePayload()
{
    return QByteArrayLiteral("still there?");
}

bool wasMade(const Break &fault, const WireLog &log)
{
    return madeAt(fault, log) >= 0;
}

std::optional<BreakFate> fateOf(const Break &fault, const WireLog &log)
{
    const qsizetype made = madeAt(fault, log);
    if (made < 0)
        return std::nullopt;
    for (qsizetype i = made + 1; i < log.events.size(); ++i) {
        const WireEvent &event = log.events[i];
        const WireUnit *unit = log.unit(event.unit);
        auto fate = event.kind == EventKind::EndChanged ? fateByState(fault, event)
            : event.kind == EventKind::Arrived && unit  ? fateByUnit(fault, *unit)
                                                        : std::nullopt;
        if (!fate)
            continue;
        if (const QString sentence = sentenceOf(fault, log); !sentence.isEmpty())
            fate->sentence = sentence;
        return fate;
    }
    return std::nullopt;
}

} // namespace handglass::lesson
