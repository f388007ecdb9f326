// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/types.h"

#include <span>

namespace handglass::lesson {

/// What becomes of the other end when something is broken, as RFC 6455 obliges it. Also what a student predicts.
enum class Fate : quint8 {
    Opens,   ///< the handshake goes on: nothing that it must mind
    Refused, ///< the server answers with an error status, no 101
    Fails,   ///< the client fails the connection before it is open: not a frame
    GoesOn,  ///< the message is taken as it is
    Closes,  ///< it fails the open connection, with one of closeCodes
    Waits    ///< it waits for more bytes; nothing else happens
};

/// One thing that a lesson can break on the wire, whichever end it comes from. The ends know nothing of it.
struct Break {
    const char *id;         ///< "other-guid"; stable: lesson files name it
    End by;                 ///< the end whose units are changed; the other one has to react
    UnitKind kind;          ///< of the units that it applies to
    const char *label;      ///< source text of context "handglass::Break": "Hash with another GUID"
    const char *does;       ///< one sentence: what is changed, in bytes and lines
    Fate fate;              ///< that RFC 6455 obliges the other end to
    const char *obligation; ///< "the client must fail the connection"
    const char *section;    ///< "RFC 6455 §4.1"
    std::span<const quint16>
        closeCodes; ///< with Closes: any of these is right; more than one only where the RFC says so

    QString labelText() const; ///< translated
    QString doesText() const;
    QString obligationText() const;
};

std::span<const Break> breaks();
const Break *breakOf(QByteArrayView id); ///< nullptr: there is none

/// Whether it can change this unit: end, kind, and for frames what it needs (a text frame, a payload, …).
bool appliesTo(const Break &fault, const WireUnit &unit);
/// The unit's bytes with the one thing wrong. Pure: the same bytes each time. request: the head that the wire
/// delivered before, for answers (empty: none).
QByteArray broken(const Break &fault, const WireUnit &unit, QByteArrayView request = {});

} // namespace handglass::lesson
