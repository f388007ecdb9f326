// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <utility>

namespace handglass {

/// Whole frames that go on as they came: consecutive ones of one chunk are written at once, without a copy.
class FrameRun final
{
public:
    /// The bytes that add()'s frames are parts of, until the next begin().
    void begin(QByteArrayView chunk) { m_chunk = chunk; }

    template <typename Write> void add(QByteArrayView wire, Write &&write)
    {
        const bool inChunk =
            wire.data() >= m_chunk.data() && wire.data() + wire.size() <= m_chunk.data() + m_chunk.size();
        if (inChunk && !m_run.isEmpty() && m_run.data() + m_run.size() == wire.data()) {
            m_run = QByteArrayView(m_run.data(), m_run.size() + wire.size());
            return;
        }
        flush(write);
        if (inChunk)
            m_run = wire;
        else // put together from several chunks: valid only until the reader's next call
            write(wire);
    }

    template <typename Write> void flush(Write &&write)
    {
        if (!m_run.isEmpty())
            write(std::exchange(m_run, QByteArrayView()));
    }

private:
    QByteArrayView m_chunk;
    QByteArrayView m_run;
};

} // namespace handglass
