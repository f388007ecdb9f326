// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/pieces.h"
#include "app/exchange/rowwalk.h"

#include <QHash>

namespace handglass {

/// A message, put together from its frames and decompressed.
struct Message {
    Entry first;
    Entry last; ///< told at its time
    QList<EntryId> frames;
    qint64 length = 0; ///< bytes of what is said

    Opcode opcode() const { return first.opcode(); }
    /// In pieces that are multiples of 3 bytes but for the last.
    void pieces(const CaptureReader &reader, const TakePiece &take) const;
};

/// From rows, in order, to messages: each is told once, with its last frame's row, or if that one is not selected with
/// the first of its rows that is. A frame that broke a rule, was not finished, or is of no message makes none.
class MessageGatherer final
{
public:
    MessageGatherer(const CaptureReader &reader, const RowWalk &walk);
    /// The message that this row completes; none: the row is no part of one, or it is told with another row.
    std::optional<Message> take(const Entry &entry);
    /// The row is part of a message, whichever row tells it. Of the row taken last.
    bool isPart() const { return m_isPart; }

private:
    /// A message of several frames, while its rows come.
    struct Open {
        EntryId first = 0;
        EntryId told = 0; ///< the row that tells it
        bool whole = false;
        Message message;
    };
    Open open(const Entry &entry, EntryId first) const;

    const CaptureReader &m_reader;
    const RowWalk &m_walk;
    QHash<ConnectionId, Open> m_open[2]; ///< sent, received
    bool m_isPart = false;
};

} // namespace handglass
