// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/utf8checker.h"

#include <cstring>

namespace handglass {

namespace {

/// Bytes of ASCII at the start of data, in steps of eight; what is left over is for the caller.
qsizetype asciiRun(const char *data, qsizetype size)
{
    qsizetype at = 0;
    for (; at + 8 <= size; at += 8) {
        quint64 word = 0;
        std::memcpy(&word, data + at, sizeof word);
        if ((word & 0x8080808080808080ULL) != 0)
            break;
    }
    return at;
}

} // namespace

bool Utf8Checker::feed(QByteArrayView bytes)
{
    if (m_failed)
        return false;
    const char *data = bytes.data();
    qsizetype at = 0;
    while (at < bytes.size()) {
        if (m_missing == 0) {
            const qsizetype run = asciiRun(data + at, bytes.size() - at);
            at += run;
            m_offset += run;
            if (at == bytes.size())
                break;
        }
        const auto byte = static_cast<quint8>(data[at]);
        if (!(m_missing == 0 ? begin(byte) : proceed(byte)))
            return false;
        ++at;
        ++m_offset;
    }
    return true;
}

/// The first byte of a code point: what may follow it is Table 3-7 of Unicode, the grammar of RFC 3629 §4.
bool Utf8Checker::begin(quint8 byte)
{
    if (byte < 0x80)
        return true;
    if (byte < 0xC2 || byte > 0xF4)
        return fail(m_offset, byte);
    m_start = m_offset;
    m_marked = m_offset;
    m_markedByte = byte;
    m_missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    m_low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    m_high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    return true;
}

bool Utf8Checker::proceed(quint8 byte)
{
    if (byte < m_low || byte > m_high)
        return fail(m_offset, byte);
    m_low = 0x80;
    m_high = 0xBF;
    if (--m_missing == 0)
        m_marked = -1;
    return true;
}

bool Utf8Checker::fail(qint64 offset, quint8 byte)
{
    m_failed = true;
    m_marked = offset;
    m_markedByte = byte;
    return false;
}

bool Utf8Checker::finish() const
{
    return !m_failed && m_missing == 0;
}

qint64 Utf8Checker::errorOffset() const
{
    return m_marked;
}

quint8 Utf8Checker::errorByte() const
{
    return m_marked < 0 ? 0 : m_markedByte;
}

qint64 Utf8Checker::validSize() const
{
    return m_missing > 0 ? m_start : m_offset;
}

void Utf8Checker::reset()
{
    *this = Utf8Checker();
}

} // namespace handglass
