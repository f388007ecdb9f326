// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/commandtext.h"

#include "app/protocol/framereader.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::LessonCommand)
};

std::optional<quint8> opcodeOf(const WireUnit &unit)
{
    if (unit.kind != UnitKind::Frame || unit.bytes.isEmpty())
        return std::nullopt;
    return quint8(unit.bytes[0]) & 0xFU;
}

QString opcodeText(quint8 opcode)
{
    switch (Opcode(opcode)) {
    case Opcode::Continuation:
        return Words::tr("the continuation frame");
    case Opcode::Text:
        return Words::tr("the text frame");
    case Opcode::Binary:
        return Words::tr("the binary frame");
    case Opcode::Close:
        return Words::tr("the Close frame");
    case Opcode::Ping:
        return Words::tr("the Ping");
    case Opcode::Pong:
        return Words::tr("the Pong");
    }
    return Words::tr("the frame with opcode 0x%1").arg(opcode, 0, 16);
}

QString unitText(UnitKind kind, std::optional<quint8> opcode)
{
    switch (kind) {
    case UnitKind::Request:
        return Words::tr("the request");
    case UnitKind::Response:
        return Words::tr("the answer");
    case UnitKind::Body:
        return Words::tr("the answer's body");
    case UnitKind::Frame:
        return opcode ? opcodeText(*opcode) : Words::tr("the frame");
    case UnitKind::Bytes:
        return Words::tr("the bytes");
    case UnitKind::TcpEnd:
        return Words::tr("the end of TCP");
    }
    return {};
}

QString endText(End end)
{
    return end == End::Client ? Words::tr("the client") : Words::tr("the server");
}

QString deliveryText(const WireLog &log)
{
    const QList<int> held = log.heldAt(log.events.size());
    if (held.isEmpty())
        return Words::tr("delivers what comes next");
    const WireUnit &unit = *log.unit(held.first());
    return Words::tr("delivers %1 to %2").arg(unitText(unit.kind, opcodeOf(unit)), endText(otherEnd(unit.from)));
}

QString stateText(EndState state)
{
    switch (state) {
    case EndState::Idle:
    case EndState::Connecting:
        return Words::tr("connecting");
    case EndState::Open:
        return Words::tr("open");
    case EndState::Closing:
        return Words::tr("closing");
    case EndState::Closed:
        return Words::tr("closed");
    case EndState::Failed:
        return Words::tr("failed");
    }
    return {};
}

bool isHeld(const Until &until, const WireLog &log)
{
    const QList<int> held = log.heldAt(log.events.size());
    if (held.isEmpty())
        return false;
    const WireUnit &unit = *log.unit(held.first());
    return unit.kind == until.unit && (!until.opcode || opcodeOf(unit) == until.opcode)
        && (!until.end || unit.from == *until.end);
}

bool isConnected(const WireLog &log)
{
    return std::any_of(log.events.begin(), log.events.end(),
        [](const WireEvent &event) { return event.kind == EventKind::TcpConnected; });
}

} // namespace

QString commandText(const Command &command, const WireLog &log)
{
    const QString end = endText(command.by);
    switch (command.kind) {
    case Command::Kind::Connect:
        return Words::tr("connects");
    case Command::Kind::Deliver:
    case Command::Kind::DeliverAll:
        return deliveryText(log);
    case Command::Kind::Text:
        return Words::tr("%1 sends “%2”").arg(end, command.text);
    case Command::Kind::Binary:
        return Words::tr("%1 sends %n bytes", nullptr, int(command.bytes.size())).arg(end);
    case Command::Kind::Fragments:
        return Words::tr("%1 sends a message in %n frames", nullptr, int(command.text.count(u'|')) + 1).arg(end);
    case Command::Kind::Ping:
        return Words::tr("%1 sends a Ping").arg(end);
    case Command::Kind::Close:
        return Words::tr("%1 sends a Close frame").arg(end);
    case Command::Kind::Raw:
        return Words::tr("%1 sends bytes as they are").arg(end);
    case Command::Kind::Drop:
        return Words::tr("%1 ends TCP").arg(end);
    }
    return {};
}

bool hasHappened(const Until &until, const WireLog &log)
{
    switch (until.kind) {
    case Until::Kind::Nothing:
        return true;
    case Until::Kind::Tcp:
        return isConnected(log);
    case Until::Kind::Held:
        return isHeld(until, log);
    case Until::Kind::State:
        return log.stateAt(until.end.value_or(End::Client), log.events.size()).state == until.state;
    }
    return false;
}

QString waitText(const Until &until)
{
    switch (until.kind) {
    case Until::Kind::Nothing:
        return {};
    case Until::Kind::Tcp:
        return Words::tr("Waits for TCP.");
    case Until::Kind::Held:
        return until.end ? Words::tr("Waits for %1 of %2.").arg(unitText(until.unit, until.opcode), endText(*until.end))
                         : Words::tr("Waits for %1.").arg(unitText(until.unit, until.opcode));
    case Until::Kind::State:
        return Words::tr("Waits until %1 is %2.").arg(endText(until.end.value_or(End::Client)), stateText(until.state));
    }
    return {};
}

} // namespace handglass::lesson
