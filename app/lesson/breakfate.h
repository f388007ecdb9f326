// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/breaks.h"

namespace handglass::lesson {

/// What the end that a break reached did then.
struct BreakFate {
    Fate fate = Fate::GoesOn;
    quint16 closeCode = 0; ///< with Closes: of its Close frame; 1006: TCP ended without one
    QString sentence;      ///< of its own record; empty: it says nothing
};

/// The Ping that asks whether an end still takes what comes.
QByteArray probePayload();
/// None: it has not shown yet. An end that waits shows nothing; that is for a clock to say.
std::optional<BreakFate> fateOf(const Break &fault, const WireLog &log);
/// The broken unit has reached the other end.
bool wasMade(const Break &fault, const WireLog &log);

} // namespace handglass::lesson
