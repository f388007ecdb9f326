// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/messageparts.h"

#include <algorithm>

namespace handglass {

MessageParts::MessageParts(const CaptureReader &reader, EntryId id)
    : m_reader(reader)
{
    const QList<EntryId> frames = reader.messageFrames(id);
    for (const EntryId frame : frames) {
        const auto entry = reader.entry(frame);
        if (!entry)
            continue;
        m_parts.push_back({frame, m_size, entry->contentLength});
        m_size += entry->contentLength;
    }
}

QByteArray MessageParts::read(qint64 offset, qint64 length) const
{
    const qint64 end = length < 0 ? m_size : std::min(m_size, offset + length);
    auto part = std::upper_bound(
        m_parts.begin(), m_parts.end(), offset, [](qint64 at, const Part &of) { return at < of.start + of.size; });
    QByteArray bytes;
    for (; part != m_parts.end() && part->start < end; ++part) {
        const qint64 from = std::max<qint64>(0, offset - part->start);
        const QByteArray piece = m_reader.content(part->id, from, std::min(part->size, end - part->start) - from);
        bytes = bytes.isEmpty() ? piece : bytes + piece;
    }
    return bytes;
}

} // namespace handglass
