// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payloadsource.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 BlockBytes = 16 << 10;

} // namespace

QByteArray readPart(const CaptureReader &reader, EntryId id, FramePart part, qint64 offset, qint64 length)
{
    return part == FramePart::Content ? reader.content(id, offset, length) : reader.payload(id, offset, length);
}

void PayloadSource::setEntry(Capture *capture, const Entry &entry, FramePart part)
{
    clear();
    m_capture = capture;
    m_id = entry.id;
    m_part = entry.hasContent() ? part : FramePart::Payload;
    m_size = m_part == FramePart::Content ? entry.contentLength : entry.payloadLength;
    const bool headIsOfPart = entry.hasContent() == (m_part == FramePart::Content);
    if (headIsOfPart && m_size == entry.head.size())
        m_bytes = entry.head;
}

void PayloadSource::setBytes(const QByteArray &bytes)
{
    clear();
    m_bytes = bytes;
    m_size = bytes.size();
}

void PayloadSource::clear()
{
    m_capture.clear();
    m_id = 0;
    m_part = FramePart::Payload;
    m_size = 0;
    m_bytes.clear();
    m_blocks.clear();
}

QByteArray PayloadSource::fetch(qint64 offset, qint64 length) const
{
    return m_capture ? readPart(m_capture->reader(), m_id, m_part, offset, length) : QByteArray();
}

const QByteArray *PayloadSource::block(qint64 index) const
{
    if (const QByteArray *known = m_blocks.object(index))
        return known;
    if (!m_capture)
        return nullptr;
    m_blocks.insert(index, new QByteArray(fetch(index * BlockBytes, BlockBytes)));
    return m_blocks.object(index);
}

std::function<QByteArray()> PayloadSource::loader() const
{
    if (m_bytes.size() == m_size || !m_capture)
        return [bytes = m_bytes] { return bytes; };
    return [path = m_capture->path(), id = m_id, part = m_part] {
        const auto reader = CaptureReader::open(path);
        return reader ? readPart(**reader, id, part, 0, -1) : QByteArray();
    };
}

QByteArray PayloadSource::read(qint64 offset, qint64 length) const
{
    const qint64 end = std::min(m_size, offset + std::max<qint64>(0, length));
    if (offset < 0 || offset >= end)
        return {};
    if (m_bytes.size() == m_size)
        return m_bytes.mid(offset, end - offset);
    if (end - offset > BlockBytes)
        return fetch(offset, end - offset);
    QByteArray bytes;
    while (offset < end) {
        const QByteArray *part = block(offset / BlockBytes);
        const QByteArray piece = part == nullptr ? QByteArray() : part->mid(offset % BlockBytes, end - offset);
        if (piece.isEmpty())
            break;
        bytes += piece;
        offset += piece.size();
    }
    return bytes;
}

} // namespace handglass
