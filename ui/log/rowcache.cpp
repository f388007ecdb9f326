// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowcache.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype CachedRows = 4'000;
constexpr int PatienceMs = 5;

} // namespace

RowCache::RowCache(QObject *parent)
    : QObject(parent)
    , m_rows(CachedRows)
{
    connect(&m_loader, &RowLoader::loaded, this, [this] {
        if (takeReady(QDeadlineTimer(0)))
            Q_EMIT loaded();
    });
}

void RowCache::setCapture(Capture *capture)
{
    if (m_capture) {
        if (auto *pairs = m_capture->findChild<CapturePairs *>(QString(), Qt::FindDirectChildrenOnly))
            pairs->disconnect(this);
    }
    m_capture = capture;
    m_pairs.reset();
    if (capture != nullptr) {
        CapturePairs *pairs = CapturePairs::of(capture);
        m_pairs = pairs->index();
        connect(pairs, &CapturePairs::changed, this, [this] {
            ++m_pairGrowth;
            Q_EMIT loaded();
        });
    }
    m_loader.setCapture(capture != nullptr ? capture->path() : QString(), m_pairs);
    m_rows.clear();
    m_asked.clear();
    m_stalled = false;
}

void RowCache::mark(LogRow &row) const
{
    if (!m_capture)
        return;
    const auto mark = m_capture->marks().constFind(row.entry.id);
    row.marked = mark != m_capture->marks().cend();
    row.comment = row.marked ? *mark : QString();
}

void RowCache::updateMarks()
{
    const QList<EntryId> ids = m_rows.keys();
    for (const EntryId id : ids)
        mark(m_rows.object(id)->row);
}

const LogRow *RowCache::find(EntryId id) const
{
    const Row *row = m_rows.object(id);
    return row != nullptr && row->row.entry.id != 0 ? &row->row : nullptr;
}

bool RowCache::isDue(EntryId id) const
{
    if (m_asked.contains(id))
        return false;
    const Row *row = m_rows.object(id);
    return row == nullptr || (!row->row.notesFinal && row->read.growth != m_growth) || hasStalePairs(*row);
}

bool RowCache::hasStalePairs(const Row &row) const
{
    if (!m_pairs || row.row.entry.row.kind != EntryKind::Frame)
        return false;
    const bool paired = row.row.notes.requests > 0 || row.row.notes.answeredBy != 0;
    return row.row.pairing != m_pairs->generation() || (!paired && row.read.pairs != m_pairGrowth);
}

void RowCache::load(const QList<EntryId> &ids)
{
    QList<EntryId> due;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(due), [this](EntryId id) { return isDue(id); });
    if (!due.isEmpty()) {
        for (const EntryId id : std::as_const(due))
            m_asked.insert(id, now());
        const QList<EntryId> dropped = m_loader.request(due);
        for (const EntryId id : dropped)
            m_asked.remove(id);
    }
    waitFor(ids);
}

void RowCache::waitFor(const QList<EntryId> &ids)
{
    const QDeadlineTimer until(PatienceMs, Qt::PreciseTimer);
    const auto missing = [this](EntryId id) { return m_asked.contains(id) && !m_rows.contains(id); };
    while (!m_stalled && std::any_of(ids.begin(), ids.end(), missing)) {
        takeReady(until);
        m_stalled = until.hasExpired();
    }
}

/// False: nothing came.
bool RowCache::takeReady(QDeadlineTimer until)
{
    const QList<RowBatch> batches = m_loader.take(until);
    for (const RowBatch &batch : batches) {
        m_stalled = false;
        QHash<EntryId, LogRow> read;
        for (const LogRow &row : batch.rows)
            read.insert(row.entry.id, row);
        for (const EntryId id : batch.asked) {
            auto *row = new Row{read.value(id), m_asked.take(id)};
            mark(row->row);
            m_rows.insert(id, row);
        }
    }
    return !batches.isEmpty();
}

} // namespace handglass
