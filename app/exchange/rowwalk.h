// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"

namespace handglass {

/// The rows of a selection up to one that is the last at the start, read in pieces.
class RowWalk final
{
public:
    RowWalk(const CaptureReader &reader, const ExportRows &rows);
    const ExportRows &rows() const { return m_rows; }
    /// In order of id. False: the watch was cancelled, stop() was called, or the capture could not be read.
    bool forEach(const JobWatch &watch, const std::function<void(const Entry &)> &take);
    void stop() { m_stopped = true; }
    bool contains(EntryId id) const;

private:
    QList<EntryId> idsIn(EntryId from, EntryId to) const;
    bool takeChunk(const QList<EntryId> &ids, const std::function<void(const Entry &)> &take);

    const CaptureReader &m_reader;
    ExportRows m_rows;
    EntryId m_last;
    bool m_stopped = false;
};

} // namespace handglass
