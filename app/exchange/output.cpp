// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/output.h"

#include <QIODevice>

namespace handglass {

namespace {
constexpr qsizetype BufferBytes = 256 << 10;
}

Output::Output(QIODevice &device)
    : m_device(device)
{
    m_buffer.reserve(BufferBytes);
}

void Output::write(QByteArrayView bytes)
{
    m_size += bytes.size();
    if (m_buffer.size() + bytes.size() > BufferBytes)
        flush();
    if (bytes.size() >= BufferBytes)
        push(bytes);
    else
        m_buffer.append(bytes);
}

bool Output::flush()
{
    push(m_buffer);
    m_buffer.resize(0);
    return !m_failed;
}

void Output::push(QByteArrayView bytes)
{
    while (!m_failed && !bytes.isEmpty()) {
        const qint64 written = m_device.write(bytes.data(), bytes.size());
        m_failed = written <= 0;
        if (!m_failed)
            bytes = bytes.sliced(written);
    }
}

} // namespace handglass
