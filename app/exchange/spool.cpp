// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/spool.h"

namespace handglass {

namespace {
constexpr qint64 MostInMemory = 16 << 20;
constexpr qint64 ReadBytes = 1 << 20;
} // namespace

void Spool::append(Strand strand, QByteArrayView bytes)
{
    m_strands[strand].tail.append(bytes);
    m_inMemory += bytes.size();
    if (m_inMemory > MostInMemory)
        spill();
}

bool Spool::isEmpty(Strand strand) const
{
    const auto found = m_strands.constFind(strand);
    return found == m_strands.cend() || (found->blocks.empty() && found->tail.isEmpty());
}

void Spool::spill()
{
    if (!m_file.isOpen() && !m_file.open())
        m_error = m_file.errorString();
    m_inMemory = 0;
    for (Held &held : m_strands) {
        if (held.tail.isEmpty())
            continue;
        if (m_error.isEmpty() && m_file.write(held.tail) != held.tail.size())
            m_error = m_file.errorString();
        held.blocks.push_back({m_end, held.tail.size()});
        m_end += held.tail.size();
        held.tail = {};
    }
    if (m_error.isEmpty() && !m_file.flush())
        m_error = m_file.errorString();
}

void Spool::read(Strand strand, const std::function<void(QByteArrayView)> &take)
{
    const auto found = m_strands.constFind(strand);
    if (found == m_strands.cend())
        return;
    for (const Block &block : found->blocks) {
        m_file.seek(block.offset);
        for (qint64 left = block.size; left > 0 && m_error.isEmpty();) {
            const QByteArray part = m_file.read(std::min(left, ReadBytes));
            if (part.isEmpty())
                m_error = m_file.errorString();
            take(part);
            left -= part.size();
        }
    }
    take(found->tail);
}

} // namespace handglass
