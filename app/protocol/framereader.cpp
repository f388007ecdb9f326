// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/framereader.h"

#include "app/protocol/boundedappend.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

constexpr qsizetype Unending = std::numeric_limits<qsizetype>::max();
constexpr qsizetype KeptCapacity = 1 << 20; ///< a buffer above this is given back after its frame

/// Reads a header; false while bytes are missing.
bool readHeader(QByteArrayView bytes, FrameHeader &header)
{
    if (bytes.size() < 2)
        return false;
    const auto *data = reinterpret_cast<const uchar *>(bytes.data());
    const uchar first = data[0];
    const uchar length = data[1] & 0x7F;
    header.fin = (first & 0x80) != 0;
    header.rsv1 = (first & 0x40) != 0;
    header.rsv2 = (first & 0x20) != 0;
    header.rsv3 = (first & 0x10) != 0;
    header.opcode = static_cast<Opcode>(first & 0x0F);
    header.masked = (data[1] & 0x80) != 0;
    header.lengthBits = length == 127 ? 64 : length == 126 ? 16 : 7;
    const int size = header.size();
    if (bytes.size() < size)
        return false;
    header.payloadLength = length == 127 ? qFromBigEndian<quint64>(data + 2)
        : length == 126                  ? qFromBigEndian<quint16>(data + 2)
                                         : length;
    if (header.masked)
        std::copy_n(data + size - 4, 4, header.maskingKey.begin());
    else
        header.maskingKey = {};
    return true;
}

/// Header and payload; a length that no memory can hold never completes.
qsizetype frameSize(const FrameHeader &header)
{
    const int size = header.size();
    return header.payloadLength > static_cast<quint64>(Unending - size)
        ? Unending
        : size + static_cast<qsizetype>(header.payloadLength);
}

void emptyBuffer(QByteArray &buffer)
{
    if (buffer.capacity() > KeptCapacity)
        buffer = QByteArray();
    else
        buffer.resize(0);
}

} // namespace

void FrameReader::feed(QByteArrayView bytes)
{
    if (!m_chunk.isEmpty())
        m_rest.append(m_chunk);
    m_chunk = bytes;
}

bool FrameReader::next(Frame &frame)
{
    dropTaken();
    return m_rest.isEmpty() ? takeFromChunk(frame) : takeFromRest(frame);
}

void FrameReader::dropTaken()
{
    if (!m_pending && !m_unmasked.isEmpty())
        emptyBuffer(m_unmasked);
    if (m_taken == 0)
        return;
    if (m_taken == m_rest.size())
        emptyBuffer(m_rest);
    else
        m_rest.remove(0, m_taken);
    m_taken = 0;
}

bool FrameReader::takeFromChunk(Frame &frame)
{
    if (readHeader(m_chunk, m_header)) {
        const qsizetype size = frameSize(m_header);
        if (size <= m_chunk.size()) {
            fillFrame(frame, m_chunk.first(size));
            m_chunk = m_chunk.sliced(size);
            return true;
        }
        m_pending = true;
    }
    m_rest.append(m_chunk);
    m_chunk = {};
    return false;
}

bool FrameReader::takeFromRest(Frame &frame)
{
    if (!m_pending) {
        fillRest(2);
        while (!readHeader(m_rest, m_header)) {
            if (m_chunk.isEmpty())
                return false;
            fillRest(m_rest.size() < 2 ? 2 : m_header.size());
        }
        m_pending = true;
    }
    const qsizetype size = frameSize(m_header);
    fillRest(size);
    if (m_rest.size() < size)
        return false;
    m_pending = false;
    fillFrame(frame, QByteArrayView(m_rest).first(size));
    m_taken = size;
    return true;
}

void FrameReader::fillRest(qsizetype wanted)
{
    const qsizetype missing = std::min(wanted - m_rest.size(), m_chunk.size());
    if (missing <= 0)
        return;
    appendBounded(m_rest, m_chunk.first(missing), wanted);
    m_chunk = m_chunk.sliced(missing);
}

void FrameReader::fillFrame(Frame &frame, QByteArrayView wire)
{
    frame.header = m_header;
    frame.wire = wire;
    frame.payload = wire.sliced(m_header.size());
    if (m_header.masked)
        frame.payload = unmask(frame.payload);
}

/// arrived: the masked payload from its first byte; what was unmasked before is kept.
QByteArrayView FrameReader::unmask(QByteArrayView arrived)
{
    const qsizetype done = m_unmasked.size();
    appendBounded(m_unmasked, arrived.sliced(done), frameSize(m_header) - m_header.size());
    applyMask(m_unmasked.data() + done, arrived.size() - done, m_header.maskingKey, static_cast<quint64>(done));
    return m_unmasked;
}

const FrameHeader *FrameReader::pendingHeader() const
{
    return m_pending ? &m_header : nullptr;
}

QByteArrayView FrameReader::pendingPayload()
{
    if (!m_pending)
        return {};
    const qsizetype end = std::min(m_rest.size(), frameSize(m_header));
    const QByteArrayView arrived = QByteArrayView(m_rest).first(end).sliced(m_header.size());
    return m_header.masked ? unmask(arrived) : arrived;
}

qsizetype FrameReader::buffered() const
{
    return pendingWire().size();
}

QByteArrayView FrameReader::pendingWire() const
{
    return QByteArrayView(m_rest).sliced(m_taken);
}

void FrameReader::clear()
{
    *this = FrameReader();
}

} // namespace handglass
