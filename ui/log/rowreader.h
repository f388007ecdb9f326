// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logrow.h"

#include <QCache>
#include <QHash>
#include <QList>

#include <memory>

namespace handglass {

class CaptureReader;
class PairIndex;

/// Reads rows with their notes. One thread at a time, the reader's.
class RowReader final
{
public:
    RowReader(const CaptureReader &reader, std::shared_ptr<const PairIndex> pairs);
    /// Of ascending ids; one that does not exist is left out.
    QList<LogRow> read(const QList<EntryId> &ids);

private:
    QList<Entry> entries(const QList<EntryId> &ids) const;
    void addNotes(LogRow &row);
    void addPairs(QList<LogRow> &rows) const;
    void findFragments(LogRow &row);
    void findPing(LogRow &row) const;
    const QList<EntryId> &frames(EntryId first);

    const CaptureReader &m_reader;
    const std::shared_ptr<const PairIndex> m_pairs;
    QCache<EntryId, QList<EntryId>> m_whole; ///< frames of whole messages, by the first; costs are ids
    QHash<EntryId, QList<EntryId>> m_coming; ///< of messages that are not whole, for one read()
};

} // namespace handglass
