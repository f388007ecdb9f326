// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <span>

namespace handglass::scenario {

/// What a mock does wrong on purpose.
enum class FaultKind : quint8 {
    // in the handshake
    WrongAccept,
    MissingUpgrade,
    WrongUpgrade,
    MissingConnection,
    WrongConnection,
    UnrequestedSubprotocol,
    UnrequestedExtension,
    Status, ///< status, headers, body in place of the 101
    Http10, ///< the 101 says HTTP/1.0
    Drip,   ///< the head a byte at a time, interval between them
    NeverAnswer,
    CutOff, ///< TCP ends after so many bytes of the head
    // of frames
    Masked,
    Rsv,            ///< bits
    ReservedOpcode, ///< opcode
    LongControl,    ///< a Ping of length bytes (126 or more)
    FragmentedControl,
    LoneContinuation,
    BadUtf8,
    FalseLength, ///< the header says by bytes more than follow (negative: fewer)
    BrokenDeflate,
    Lose,       ///< the message is not sent
    Duplicate,  ///< it is sent twice
    Delay,      ///< it is sent later, by interval
    Reorder,    ///< it is sent behind the next one
    Throughput, ///< bytes a second
    Freeze,     ///< nothing is sent any more; for interval, if given
    Reset,      ///< RST in the middle of a frame
    CloseNotEchoed,
    PongWithheld
};

/// One fault with its parameters; those that the kind does not have keep their defaults.
struct Fault {
    FaultKind kind = FaultKind::WrongAccept;
    int every = 1; ///< frame faults: of the messages sent to the client each n-th
    std::chrono::milliseconds interval{0};
    qint64 number = 0; ///< Rsv: bits 1 to 7; ReservedOpcode: 3 to 7, 11 to 15; LongControl: length; FalseLength: by;
                       ///< CutOff: bytes of the head; Throughput: bytes a second
    int status = 0;
    QList<HeaderField> headers;
    QByteArray body;

    bool operator==(const Fault &) const = default;
};

/// How a scenario spells a fault, and what may be given with it.
struct FaultForm {
    FaultKind kind;
    const char *name;
    bool handshake;
    bool everyNth;      ///< takes "every"
    const char *number; ///< the member that gives Fault::number; null: none
    qint64 least;
    qint64 most;
    qint64 standard;      ///< if it is not given
    const char *interval; ///< the member that gives Fault::interval; null: none
    int standardMs;       ///< if it is not given
};

std::span<const FaultForm> faultForms();
const FaultForm &formOf(FaultKind kind);
/// With the parameters that it has if none are given; of Status 503.
Fault standardFault(FaultKind kind);
/// Parameters that it cannot have are brought into what they may be.
Fault madeLegal(Fault fault);
QStringList faultNames();

} // namespace handglass::scenario
