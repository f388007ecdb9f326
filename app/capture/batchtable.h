// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/capture/sqlite.h"

namespace handglass {

/// A batch as a table that SQL reads, so that one statement inserts all its rows: half the time of a statement a row,
/// as nothing is bound and the table's cursor stays where it is. <https://www.sqlite.org/vtab.html>
class BatchTable final
{
    Q_DISABLE_COPY_MOVE(BatchTable)
public:
    BatchTable() = default;

    /// Makes it known to the connection. Returns SQLite's result code, as the next.
    int prepare(sqlite3 *db);
    /// Rows of a batch, with ids from first on: the one after the table's last. Their texts, contents and payloads must
    /// live until the call returns.
    int insert(EntryId first, const EntryBatch &batch);

    const EntryBatch *batch() const { return m_batch; }

private:
    sqlite3 *m_db = nullptr;
    sqlite::Statement m_insert;
    const EntryBatch *m_batch = nullptr;
};

} // namespace handglass
