// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

namespace handglass {

/// What a row says beyond its own frame: its place in its message, the Ping that a Pong answers.
struct RowNotes {
    int fragments = 0;         ///< first fragment: frames of its message; 0 while the last one has not come
    int fragmentIndex = 0;     ///< continuation: 1-based place in its message
    qint64 messagePayload = 0; ///< first fragment: bytes of the whole message's payloads; 0 while it is coming
    qint64 messageContent = 0; ///< and of what they mean
    EntryId answers = 0;       ///< Pong: the Ping it answers; a reply: the (first) request; 0: none found
    int requests = 0;          ///< a reply: how many it answers
    qint64 roundTripNs = -1;   ///< Pong: since the Ping
    qint64 latencyNs = -1;     ///< a reply: since the (first) request
    EntryId answeredBy = 0;    ///< the reply to it; 0: none found
};

struct LogRow {
    Entry entry;
    RowNotes notes;
    bool notesFinal = false; ///< the notes can change no more
    quint64 pairing = 0;     ///< PairIndex::generation() when it was read
    bool marked = false;
    QString comment = {};   ///< of a marked row
    bool unmatched = false; ///< no rule of the mock's scenario held for the message
};

} // namespace handglass
