// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"

#include <vector>

namespace handglass {

/// A message's content as one piece, whatever its fragments: read in parts, of any size. Of a control frame, or a
/// fragment whose message is not known, the frame's own. Reads on the reader's thread.
class MessageParts final
{
public:
    /// The reader must outlive it. Frames that are committed now.
    MessageParts(const CaptureReader &reader, EntryId id);
    qint64 size() const { return m_size; }
    /// Cut at the end; length −1: to the end.
    QByteArray read(qint64 offset, qint64 length = -1) const;

private:
    struct Part {
        EntryId id = 0;
        qint64 start = 0;
        qint64 size = 0;
    };
    const CaptureReader &m_reader;
    std::vector<Part> m_parts;
    qint64 m_size = 0;
};

} // namespace handglass
