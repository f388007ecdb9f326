// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QList>

#include <vector>

namespace handglass {

/// The ids that a filter hits, ascending: a bitmap in chunks with the number of hits before each, so that ten million
/// hits take 1.3 MB and row and id find each other without a search through all of them.
class HitStore final
{
public:
    void clear();
    qint64 count() const;
    /// Id of the hit with this index, 0 if there is none.
    EntryId at(qint64 index) const;
    /// Number of hits below the id.
    qint64 rank(EntryId id) const;
    bool contains(EntryId id) const;
    /// True if one of its hits lies in [from, to]; also, if given, is among the hits of another store.
    bool hasIn(EntryId from, EntryId to, const HitStore *also = nullptr) const;
    /// All ids of [from, to]; of another store's, if given, only those.
    void addRange(EntryId from, EntryId to, const HitStore *of = nullptr);
    /// The first hit from this id on; 0: none.
    EntryId next(EntryId from) const;
    /// The first id from this one on that is no hit.
    EntryId gap(EntryId from) const;
    QList<EntryId> ids() const;
    /// Those below the id are none any more.
    void removeBelow(EntryId id);
    /// Ascending ids, anywhere; those already here count once.
    void add(const QList<EntryId> &ids);

private:
    struct Chunk {
        std::vector<quint64> words; ///< empty: no hit
        qint64 before = 0;          ///< hits in earlier chunks
        int count = 0;
    };
    Chunk &chunkFor(EntryId id);
    void countFrom(size_t chunk);

    std::vector<Chunk> m_chunks;
};

} // namespace handglass
