// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/hitfinder.h"
#include "ui/log/hitstore.h"

#include <QPointer>

namespace handglass {

class LogModel;

/// The rows of a log that a filter hits, where it only highlights: found by a worker, newest first, and as rows come.
class FilterHits final : public QObject
{
    Q_OBJECT
public:
    FilterHits(const LogModel &model, QObject *parent);

    /// Searches the model's rows anew if the filter or the model's quick filter is another one; an empty filter hits
    /// none.
    void setFilter(const Filter &filter, LogQuery::Show show);
    /// The model's capture or scope is another one now, or the search goes on after it was cancelled.
    void restart();
    /// What was found stays.
    void cancel();
    bool isCancelled() const { return m_cancelled; }
    bool isActive() const { return !m_filter.isEmpty(); }
    bool contains(EntryId id) const { return m_hits.contains(id); }
    qint64 count() const { return m_hits.count(); }
    int searchedPercent() const;
    /// The nearest hit behind a row, or before it, that is among the model's rows; 0: none.
    EntryId next(EntryId id) const;
    EntryId previous(EntryId id) const;
    /// As LogModel::partsWith().
    QList<int> parts(int count) const;

Q_SIGNALS:
    void changed();

private:
    void take(const HitBatch &batch);

    const LogModel &m_model;
    QPointer<Capture> m_capture;
    Filter m_filter;
    LogQuery::Show m_show = LogQuery::Show::All;
    bool m_cancelled = false;
    HitFinder m_finder;
    HitStore m_hits;
    EntryId m_low = 0; ///< searched so far
    EntryId m_high = 0;
};

} // namespace handglass
