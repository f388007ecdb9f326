// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/chunkbuffer.h"

#include <utility>
#include <vector>

namespace handglass {

namespace {

constexpr size_t MostSpare = 4;

std::vector<std::unique_ptr<char[]>> &spare()
{
    thread_local std::vector<std::unique_ptr<char[]>> buffers;
    return buffers;
}

} // namespace

ChunkBuffer::ChunkBuffer()
{
    if (spare().empty()) {
        m_bytes = std::make_unique_for_overwrite<char[]>(Bytes);
        return;
    }
    m_bytes = std::move(spare().back());
    spare().pop_back();
}

ChunkBuffer::~ChunkBuffer()
{
    if (spare().size() < MostSpare)
        spare().push_back(std::move(m_bytes));
}

} // namespace handglass
