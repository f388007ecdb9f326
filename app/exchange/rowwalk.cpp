// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/rowwalk.h"

#include <algorithm>

namespace handglass {

namespace {
constexpr EntryId IdsAChunk = 2000;
}

RowWalk::RowWalk(const CaptureReader &reader, const ExportRows &rows)
    : m_reader(reader)
    , m_rows(rows)
    , m_last(reader.lastId())
{
    if (m_rows.query.filter.usesMarks() && m_rows.query.marks.isEmpty())
        m_rows.query.marks = reader.marks();
}

QList<EntryId> RowWalk::idsIn(EntryId from, EntryId to) const
{
    const QList<EntryId> matching = m_reader.matches(m_rows.query, from, to);
    if (!m_rows.ids)
        return matching;
    QList<EntryId> ids;
    const auto begin = std::lower_bound(m_rows.ids->cbegin(), m_rows.ids->cend(), from);
    const auto end = std::upper_bound(begin, m_rows.ids->cend(), to);
    std::set_intersection(begin, end, matching.cbegin(), matching.cend(), std::back_inserter(ids));
    return ids;
}

bool RowWalk::contains(EntryId id) const
{
    return id <= m_last && !idsIn(id, id).isEmpty();
}

bool RowWalk::takeChunk(const QList<EntryId> &ids, const std::function<void(const Entry &)> &take)
{
    if (ids.isEmpty())
        return true;
    const bool together = ids.last() - ids.first() + 1 == ids.size();
    const QList<Entry> entries =
        together ? m_reader.range(ids.first(), ids.last(), int(ids.size())) : m_reader.entries(ids);
    for (const Entry &entry : entries) {
        if (m_stopped)
            return false;
        take(entry);
    }
    return m_reader.error().isEmpty();
}

bool RowWalk::forEach(const JobWatch &watch, const std::function<void(const Entry &)> &take)
{
    const bool listed = m_rows.ids.has_value();
    if (listed && m_rows.ids->isEmpty())
        return true;
    const EntryId first = std::max(m_reader.firstId(), listed ? m_rows.ids->first() : m_rows.query.after + 1);
    const EntryId last = listed ? std::min(m_last, m_rows.ids->last()) : m_last;
    for (EntryId from = first; from <= last; from += IdsAChunk) {
        if (watch.cancelled() || m_stopped)
            return false;
        const EntryId to = std::min(from + IdsAChunk - 1, last);
        if (!takeChunk(idsIn(from, to), take))
            return false;
        watch.tell(to - first + 1, last - first + 1);
    }
    return true;
}

} // namespace handglass
