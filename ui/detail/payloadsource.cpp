// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payloadsource.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 BlockBytes = 16 << 10;

} // namespace

void PayloadSource::setEntry(Capture *capture, const Entry &entry)
{
    clear();
    m_capture = capture;
    m_id = entry.id;
    m_size = entry.payloadLength;
    if (entry.payloadLength == entry.head.size())
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
    m_size = 0;
    m_bytes.clear();
    m_blocks.clear();
}

const QByteArray *PayloadSource::block(qint64 index) const
{
    if (const QByteArray *known = m_blocks.object(index))
        return known;
    if (!m_capture)
        return nullptr;
    m_blocks.insert(index, new QByteArray(m_capture->reader().payload(m_id, index * BlockBytes, BlockBytes)));
    return m_blocks.object(index);
}

QByteArray PayloadSource::read(qint64 offset, qint64 length) const
{
    const qint64 end = std::min(m_size, offset + std::max<qint64>(0, length));
    if (offset < 0 || offset >= end)
        return {};
    if (m_bytes.size() == m_size)
        return m_bytes.mid(offset, end - offset);
    if (end - offset > BlockBytes)
        return m_capture ? m_capture->reader().payload(m_id, offset, end - offset) : QByteArray();
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
