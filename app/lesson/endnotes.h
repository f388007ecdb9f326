// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "app/lesson/wireat.h"

namespace handglass::lesson {

/// What an end did, does and may do at a moment.
EndPicture endPicture(const WireAt &wire, End end);

/// Of the opening handshake.
QList<Note> clientHandshakeNotes(const WireAt &wire);
QList<Note> serverHandshakeNotes(const WireAt &wire);
/// Of the frames: the last that it sent and read, what it owes, what it may send.
QList<Note> frameNotes(const WireAt &wire, End end);

} // namespace handglass::lesson
