// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace handglass {

/// Room for what is read at once. Its thread lends it and gets it back, so that there are as many as passes over
/// sockets stand in each other, and not two for each of thousands of connections. Lives and ends on one thread.
class ChunkBuffer final
{
    Q_DISABLE_COPY_MOVE(ChunkBuffer)
public:
    static constexpr qsizetype Bytes = 256 * 1024;

    ChunkBuffer();
    ~ChunkBuffer();
    char *data() { return m_bytes.get(); }

private:
    std::unique_ptr<char[]> m_bytes;
};

} // namespace handglass
