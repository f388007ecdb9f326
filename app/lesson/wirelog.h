// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace handglass::lesson {

/// Which end of a lesson's wire.
enum class End : quint8 { Client, Server };
constexpr End otherEnd(End end)
{
    return end == End::Client ? End::Server : End::Client;
}

enum class UnitKind : quint8 {
    Request,  ///< a whole head, up to and with its empty line
    Response, ///< the same, of an answer
    Body,     ///< what follows an answer that did not open the connection
    Frame,    ///< one whole frame (RFC 6455 §5.2)
    Bytes,    ///< none of these: what came before TCP ended in the middle of one, or cannot be a head
    TcpEnd    ///< the end closed its side of TCP (FIN, or RST); no bytes
};

/// What crosses the wire in one piece: it is held, shown, changed and delivered as a whole.
struct WireUnit {
    int number = 0; ///< from 1, in the order in which units came
    End from = End::Client;
    UnitKind kind = UnitKind::Request;
    QByteArray bytes;      ///< as its end sent it
    QByteArray delivered;  ///< as the other end got it; another than bytes only if something is broken on purpose
    QByteArrayList broken; ///< ids of the breaks that changed it; see breaks.h
    bool operator==(const WireUnit &) const = default;
};

/// How far an end has come, as its own record in the capture says.
enum class EndState : quint8 { Idle, Connecting, Open, Closing, Closed, Failed };

enum class EventKind : quint8 {
    TcpConnecting,
    TcpConnected,
    Arrived,   ///< a unit is held on the wire
    Delivered, ///< it reached the other end
    EndChanged ///< of `end`: state, sentence, closeCode
};

struct WireEvent {
    EventKind kind = EventKind::TcpConnecting;
    qint64 ns = 0; ///< since the wire began
    int unit = 0;  ///< with Arrived and Delivered: WireUnit::number
    // with EndChanged
    End end = End::Client;
    EndState state = EndState::Idle;
    QString sentence;      ///< with Failed, and with Closed for a broken rule: "expected …, got …, RFC 6455 §…"
    quint16 closeCode = 0; ///< with Closed, as that end sees it, 1005 and 1006 included; 0: none
    QString closeReason;
    bool operator==(const WireEvent &) const = default;
};

/// All that happened on one wire, in order; only ever grows. A moment is a number of events of it: what was before.
/// Live (LiveWire) or made of a connection of the log (recordedLog()).
struct WireLog {
    QString clientAddress; ///< "127.0.0.1:51498"
    QString serverAddress;
    QString url;
    bool live = true; ///< false: made of a record. What the other end did inside is not known then: only its bytes are
    End ours = End::Client; ///< if not live: the end that was Handglass
    QList<WireUnit> units;
    QList<WireEvent> events;

    const WireUnit *unit(int number) const
    {
        return number >= 1 && number <= units.size() ? &units[number - 1] : nullptr;
    }
    /// Numbers of the units that have come and not been delivered before this moment, oldest first.
    QList<int> heldAt(qsizetype moment) const;
    /// As it last changed before this moment.
    WireEvent stateAt(End end, qsizetype moment) const;
};

} // namespace handglass::lesson
