// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filterhits.h"

#include "ui/log/logmodel.h"

#include <algorithm>

namespace handglass {

FilterHits::FilterHits(const LogModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
    connect(&m_finder, &HitFinder::found, this, &FilterHits::take);
}

void FilterHits::setFilter(const Filter &filter, LogQuery::Show show)
{
    if (filter == m_filter && show == m_show)
        return;
    m_filter = filter;
    m_show = show;
    restart();
}

void FilterHits::cancel()
{
    if (searchedPercent() == 100)
        return;
    m_finder.cancel();
    m_cancelled = true;
    Q_EMIT changed();
}

void FilterHits::restart()
{
    if (m_capture)
        m_capture->disconnect(this);
    m_finder.cancel();
    m_cancelled = false;
    m_hits.clear();
    m_low = m_high = 0;
    m_capture = m_model.capture();
    if (m_capture && isActive()) {
        connect(m_capture, &Capture::grew, this,
            [this](qint64 lastId) { m_finder.extend(lastId, m_model.query().connections); });
        connect(m_capture, &Capture::marksChanged, this, [this] {
            if (m_filter.usesMarks())
                restart();
        });
        HitJob job;
        job.path = m_capture->path();
        job.query = m_model.query();
        job.query.filter = m_filter;
        job.query.marks = m_capture->marks();
        job.nothing = job.query.connections.isEmpty() && m_model.scope() != LogScope{};
        job.upTo = m_capture->lastId();
        job.live = m_capture->isLive();
        m_finder.start(job);
    }
    Q_EMIT changed();
}

void FilterHits::take(const HitBatch &batch)
{
    m_hits.add(batch.ids);
    m_hits.add(batch.late);
    m_low = batch.low;
    m_high = batch.high;
    Q_EMIT changed();
}

int FilterHits::searchedPercent() const
{
    if (!m_capture || !isActive())
        return 100;
    const EntryId all = m_capture->lastId() - m_model.query().after;
    const EntryId done = m_high == 0 ? 0 : m_high - m_low + 1;
    return all <= 0 ? 100 : static_cast<int>(std::clamp<EntryId>(done * 100 / all, 0, 100));
}

EntryId FilterHits::next(EntryId id) const
{
    for (qint64 at = m_hits.rank(id + 1); at < m_hits.count(); ++at) {
        if (const EntryId hit = m_hits.at(at); m_model.rowOf(hit) >= 0)
            return hit;
    }
    return 0;
}

EntryId FilterHits::previous(EntryId id) const
{
    for (qint64 at = m_hits.rank(id) - 1; at >= 0; --at) {
        if (const EntryId hit = m_hits.at(at); m_model.rowOf(hit) >= 0)
            return hit;
    }
    return 0;
}

QList<int> FilterHits::parts(int count) const
{
    return m_model.partsWith(m_hits, count);
}

} // namespace handglass
