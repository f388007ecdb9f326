// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/hitstore.h"

#include <algorithm>
#include <bit>

namespace handglass {

namespace {

constexpr EntryId ChunkIds = 1 << 14;
constexpr size_t ChunkWords = ChunkIds / 64;

size_t chunkOf(EntryId id)
{
    return static_cast<size_t>(id / ChunkIds);
}

size_t wordOf(EntryId id)
{
    return static_cast<size_t>(id % ChunkIds) / 64;
}

quint64 bitOf(EntryId id)
{
    return quint64(1) << static_cast<unsigned>(id % 64);
}

/// Position of the set bit number `index` (0-based) of the word.
int selectBit(quint64 word, qint64 index)
{
    for (; index > 0; --index)
        word &= word - 1;
    return std::countr_zero(word);
}

} // namespace

void HitStore::clear()
{
    m_chunks.clear();
}

qint64 HitStore::count() const
{
    return m_chunks.empty() ? 0 : m_chunks.back().before + m_chunks.back().count;
}

EntryId HitStore::at(qint64 index) const
{
    if (index < 0 || index >= count())
        return 0;
    const auto after = std::upper_bound(m_chunks.begin(), m_chunks.end(), index,
        [](qint64 wanted, const Chunk &chunk) { return wanted < chunk.before; });
    const auto chunk = after - 1;
    qint64 rest = index - chunk->before;
    for (size_t word = 0; word < chunk->words.size(); ++word) {
        const int here = std::popcount(chunk->words[word]);
        if (rest < here)
            return (chunk - m_chunks.begin()) * ChunkIds + static_cast<qint64>(word) * 64
                + selectBit(chunk->words[word], rest);
        rest -= here;
    }
    return 0;
}

qint64 HitStore::rank(EntryId id) const
{
    if (id <= 0 || m_chunks.empty())
        return 0;
    if (chunkOf(id) >= m_chunks.size())
        return count();
    const Chunk &chunk = m_chunks[chunkOf(id)];
    qint64 below = chunk.before;
    if (chunk.words.empty())
        return below;
    for (size_t word = 0; word < wordOf(id); ++word)
        below += std::popcount(chunk.words[word]);
    return below + std::popcount(chunk.words[wordOf(id)] & (bitOf(id) - 1));
}

bool HitStore::contains(EntryId id) const
{
    if (id <= 0 || chunkOf(id) >= m_chunks.size())
        return false;
    const Chunk &chunk = m_chunks[chunkOf(id)];
    return !chunk.words.empty() && (chunk.words[wordOf(id)] & bitOf(id)) != 0;
}

bool HitStore::hasIn(EntryId from, EntryId to, const HitStore *also) const
{
    from = std::max<EntryId>(from, 1);
    for (EntryId start = from; start <= to; start = (start / ChunkIds + 1) * ChunkIds) {
        const size_t chunk = chunkOf(start);
        if (chunk >= m_chunks.size())
            return false;
        const Chunk &own = m_chunks[chunk];
        const Chunk *other = also != nullptr && chunk < also->m_chunks.size() ? &also->m_chunks[chunk] : nullptr;
        if (own.words.empty() || (also != nullptr && (other == nullptr || other->words.empty())))
            continue;
        const EntryId end = std::min(to, (start / ChunkIds + 1) * ChunkIds - 1);
        for (size_t word = wordOf(start); word <= wordOf(end); ++word) {
            quint64 hits = own.words[word] & (other != nullptr ? other->words[word] : ~quint64(0));
            if (word == wordOf(start))
                hits &= ~(bitOf(start) - 1);
            if (word == wordOf(end))
                hits &= bitOf(end) | (bitOf(end) - 1);
            if (hits != 0)
                return true;
        }
    }
    return false;
}

/// With its words.
HitStore::Chunk &HitStore::chunkFor(EntryId id)
{
    if (chunkOf(id) >= m_chunks.size()) {
        const Chunk empty{{}, count(), 0};
        m_chunks.resize(chunkOf(id) + 1, empty);
    }
    Chunk &chunk = m_chunks[chunkOf(id)];
    if (chunk.words.empty())
        chunk.words.resize(ChunkWords, 0);
    return chunk;
}

void HitStore::addRange(EntryId from, EntryId to, const HitStore *of)
{
    from = std::max<EntryId>(from, 1);
    for (EntryId start = from; start <= to; start = (start / 64 + 1) * 64) {
        const EntryId end = std::min(to, (start / 64 + 1) * 64 - 1);
        quint64 hits = ~(bitOf(start) - 1) & (bitOf(end) | (bitOf(end) - 1));
        if (of != nullptr) {
            const bool any = chunkOf(start) < of->m_chunks.size() && !of->m_chunks[chunkOf(start)].words.empty();
            hits &= any ? of->m_chunks[chunkOf(start)].words[wordOf(start)] : 0;
        }
        if (hits == 0)
            continue;
        Chunk &chunk = chunkFor(start);
        quint64 &word = chunk.words[wordOf(start)];
        chunk.count += std::popcount(hits & ~word);
        word |= hits;
    }
    if (from <= to && chunkOf(from) < m_chunks.size())
        countFrom(chunkOf(from));
}

EntryId HitStore::next(EntryId from) const
{
    for (EntryId start = std::max<EntryId>(from, 1); chunkOf(start) < m_chunks.size();) {
        const Chunk &chunk = m_chunks[chunkOf(start)];
        if (chunk.words.empty() || chunk.count == 0) {
            start = (start / ChunkIds + 1) * ChunkIds;
            continue;
        }
        const quint64 word = chunk.words[wordOf(start)] & ~(bitOf(start) - 1);
        if (word != 0)
            return start / 64 * 64 + std::countr_zero(word);
        start = (start / 64 + 1) * 64;
    }
    return 0;
}

EntryId HitStore::gap(EntryId from) const
{
    EntryId start = std::max<EntryId>(from, 1);
    while (chunkOf(start) < m_chunks.size() && !m_chunks[chunkOf(start)].words.empty()) {
        const quint64 word = ~m_chunks[chunkOf(start)].words[wordOf(start)] & ~(bitOf(start) - 1);
        if (word != 0)
            return start / 64 * 64 + std::countr_zero(word);
        start = (start / 64 + 1) * 64;
    }
    return start;
}

QList<EntryId> HitStore::ids() const
{
    QList<EntryId> all;
    all.reserve(count());
    for (EntryId id = next(1); id != 0; id = next(id)) {
        for (const EntryId end = gap(id); id < end; ++id)
            all.append(id);
    }
    return all;
}

void HitStore::add(const QList<EntryId> &ids)
{
    if (ids.isEmpty())
        return;
    for (const EntryId id : ids) {
        Chunk &chunk = chunkFor(id);
        quint64 &word = chunk.words[wordOf(id)];
        chunk.count += (word & bitOf(id)) == 0 ? 1 : 0;
        word |= bitOf(id);
    }
    countFrom(chunkOf(ids.first()));
}

void HitStore::removeBelow(EntryId id)
{
    if (id <= 0 || m_chunks.empty())
        return;
    const size_t end = std::min(chunkOf(id), m_chunks.size());
    for (size_t chunk = 0; chunk < end; ++chunk)
        m_chunks[chunk] = {};
    if (end < m_chunks.size() && !m_chunks[end].words.empty()) {
        Chunk &chunk = m_chunks[end];
        for (size_t word = 0; word < wordOf(id); ++word)
            chunk.words[word] = 0;
        chunk.words[wordOf(id)] &= ~(bitOf(id) - 1);
        chunk.count = 0;
        for (const quint64 word : chunk.words)
            chunk.count += std::popcount(word);
    }
    m_chunks.front().before = 0;
    countFrom(0);
}

void HitStore::countFrom(size_t chunk)
{
    for (size_t next = chunk + 1; next < m_chunks.size(); ++next)
        m_chunks[next].before = m_chunks[next - 1].before + m_chunks[next - 1].count;
}

} // namespace handglass
