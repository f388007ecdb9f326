// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/frame.h"

/// Makes the log of a wire by hand. Each unit is delivered at once unless it is held.
class LogMaker
{
public:
    using End = handglass::lesson::End;
    using UnitKind = handglass::lesson::UnitKind;
    using EventKind = handglass::lesson::EventKind;

    handglass::lesson::WireLog log;

    LogMaker &unit(End from, UnitKind kind, const QByteArray &bytes, bool held = false)
    {
        handglass::lesson::WireUnit unit;
        unit.number = int(log.units.size()) + 1;
        unit.from = from;
        unit.kind = kind;
        unit.bytes = bytes;
        unit.delivered = bytes;
        log.units.append(unit);
        event(EventKind::Arrived, unit.number);
        if (!held)
            event(EventKind::Delivered, unit.number);
        return *this;
    }
    LogMaker &request(const QByteArray &target, const QByteArray &key, const QByteArray &more = {})
    {
        return unit(End::Client, UnitKind::Request,
            "GET " + target
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                + key + "\r\nSec-WebSocket-Version: 13\r\n" + more + "\r\n");
    }
    LogMaker &response(const QByteArray &status, const QByteArray &headers = {})
    {
        return unit(End::Server, UnitKind::Response, "HTTP/1.1 " + status + "\r\n" + headers + "\r\n");
    }
    LogMaker &frame(End from, handglass::FrameHeader header, const QByteArray &payload, bool held = false)
    {
        header.masked = from == End::Client;
        header.maskingKey = {0x37, 0xfa, 0x21, 0x3d}; // of RFC 6455 §5.7
        return unit(from, UnitKind::Frame, handglass::encodeFrame(header, payload), held);
    }
    LogMaker &frame(End from, handglass::Opcode opcode, const QByteArray &payload, bool fin = true)
    {
        handglass::FrameHeader header;
        header.opcode = opcode;
        header.fin = fin;
        return frame(from, header, payload);
    }
    LogMaker &state(End end, handglass::lesson::EndState state, const QString &sentence = {}, quint16 closeCode = 0)
    {
        handglass::lesson::WireEvent event;
        event.kind = EventKind::EndChanged;
        event.end = end;
        event.state = state;
        event.sentence = sentence;
        event.closeCode = closeCode;
        log.events.append(event);
        return *this;
    }

private:
    void event(EventKind kind, int number)
    {
        handglass::lesson::WireEvent event;
        event.kind = kind;
        event.unit = number;
        log.events.append(event);
    }
};
