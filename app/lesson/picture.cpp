// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/picture.h"

#include "app/lesson/endnotes.h"
#include "app/lesson/unitlines.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr qsizetype MostArrows = 100; ///< the last ones
constexpr int SwitchingProtocols = 101;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::StagePicture)
};

QString milliseconds(qint64 ns)
{
    const double ms = double(ns) / 1'000'000;
    return Text::tr("%1 ms").arg(ms, 0, 'f', ms < 1 ? 2 : 1);
}

Arrow arrowOf(const WireUnit &unit)
{
    Arrow arrow;
    arrow.unit = unit.number;
    arrow.from = unit.from;
    arrow.text = unitText(unit);
    if (unit.kind != UnitKind::TcpEnd)
        arrow.value = sizeText(unit.delivered.size());
    arrow.broken = unit.delivered != unit.bytes;
    return arrow;
}

QList<Arrow> arrows(const WireAt &wire)
{
    QList<Arrow> arrows;
    if (wire.tcpConnected()) {
        Arrow tcp;
        tcp.text = Text::tr("TCP: SYN, SYN+ACK, ACK");
        if (wire.tcpNs() > 0) // a server's record does not know it
            tcp.value = milliseconds(wire.tcpNs());
        arrows.append(tcp);
    }
    const auto &delivered = wire.delivered();
    for (const WireUnit *unit : delivered.sliced(std::max(qsizetype(0), delivered.size() - MostArrows)))
        arrows.append(arrowOf(*unit));
    return arrows;
}

HeldUnit heldUnit(const WireUnit &unit, bool held)
{
    HeldUnit picture;
    picture.unit = unit.number;
    picture.from = unit.from;
    picture.held = held;
    const QString name = unitName(unit.kind, unit.delivered);
    picture.title = held ? Text::tr("%1, held on the wire").arg(name) : Text::tr("%1, delivered").arg(name);
    picture.size = sizeText(unit.delivered.size());
    picture.lines = unitLines(unit);
    return picture;
}

/// 0: there is none.
int lineOf(const HttpHead &head, QByteArrayView name)
{
    const auto fields = head.all(name);
    return fields.isEmpty() ? 0 : fields.first().line;
}

QString afterFrame(const WireAt &wire, const WireUnit &unit)
{
    const auto frame = readFrame(unit.delivered);
    if (!frame)
        return {};
    const Opcode opcode = frame->header.opcode;
    const quint64 there = quint64(frame->payload.size());
    if (there < frame->header.payloadLength)
        return Text::tr("the other end waits for %1 more bytes").arg(frame->header.payloadLength - there);
    if (opcode == Opcode::Ping)
        return Text::tr("a Pong with the same payload, from the other end");
    if (opcode != Opcode::Close)
        return frame->header.fin ? Text::tr("the other end reads it") : Text::tr("more fragments of this message");
    const auto &steps = wire.steps();
    const bool answer = std::ranges::any_of(steps, [&unit](const WireAt::Step &step) {
        const auto other = step.delivered && step.unit->from != unit.from && step.unit->kind == UnitKind::Frame
            ? readFrame(step.unit->delivered)
            : std::nullopt;
        return other && other->header.opcode == Opcode::Close;
    });
    return answer ? Text::tr("the end of TCP, from the server first")
                  : Text::tr("a Close in answer, then the end of TCP");
}

QString afterResponse(const WireUnit &unit)
{
    const HttpHead head = readHead(unit.delivered, UnitKind::Response);
    if (head.status != SwitchingProtocols)
        return Text::tr("no frames, as the answer is not 101");
    const int line = lineOf(head, "Sec-WebSocket-Accept");
    return line == 0 ? Text::tr("frames both ways, if the client takes this answer")
                     : Text::tr("frames both ways, as soon as the client has checked line %1").arg(line);
}

QString afterHeld(const WireAt &wire, const WireUnit &unit)
{
    switch (unit.kind) {
    case UnitKind::Request:
        return Text::tr("the server reads the request and answers");
    case UnitKind::Response:
        return afterResponse(unit);
    case UnitKind::Frame:
        return afterFrame(wire, unit);
    case UnitKind::TcpEnd:
        return Text::tr("the other end ends its side of TCP, too");
    case UnitKind::Body:
    case UnitKind::Bytes:
        break;
    }
    return {};
}

bool isOver(const WireAt &wire, End end)
{
    const EndState state = wire.state(end).state;
    return state == EndState::Closed || state == EndState::Failed;
}

QString next(const WireAt &wire)
{
    if (const WireUnit *held = wire.oldestHeld())
        return isOver(wire, otherEnd(held->from)) ? Text::tr("nothing: the other end has closed and reads no more")
                                                  : afterHeld(wire, *held);
    if (isOver(wire, End::Client) || isOver(wire, End::Server))
        return {};
    if (!wire.request())
        return wire.tcpConnected() ? Text::tr("the request, a GET that asks for websocket")
                                   : Text::tr("the TCP connection");
    if (!wire.response())
        return Text::tr("the server’s answer");
    return wire.state(End::Client).state == EndState::Open ? Text::tr("frames, from either end at any time")
                                                           : QString();
}

} // namespace

StagePicture picture(const WireLog &log, qsizetype moment)
{
    const WireAt wire(log, moment);
    StagePicture picture;
    picture.client = endPicture(wire, End::Client);
    picture.server = endPicture(wire, End::Server);
    picture.arrows = arrows(wire);
    if (const WireUnit *held = wire.oldestHeld())
        picture.unit = heldUnit(*held, true);
    else if (!wire.delivered().isEmpty())
        picture.unit = heldUnit(*wire.delivered().last(), false);
    picture.next = next(wire);
    return picture;
}

} // namespace handglass::lesson
