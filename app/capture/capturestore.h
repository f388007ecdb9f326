// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/batchtable.h"
#include "app/capture/captureerror.h"
#include "app/capture/marks.h"
#include "app/capture/records.h"
#include "app/capture/sqlite.h"
#include "app/capture/trimmer.h"

#include <tl/expected.hpp>

#include <memory>

namespace handglass {

/// The writing side of a capture file, without threads: rows into transactions, transactions into the file. Functions
/// return SQLite's result codes.
class CaptureStore final
{
    Q_DISABLE_COPY_MOVE(CaptureStore)
public:
    /// Creates the file (0600; missing folders 0700); it must not exist.
    static tl::expected<std::unique_ptr<CaptureStore>, CaptureError> create(const QString &path);
    /// Leaves one file without write-ahead log, as a saved one, unless a reader still has it open.
    ~CaptureStore();

    int begin();
    /// Rows of a batch, with ids from first on. Their texts, contents and payloads must live until the call returns.
    int write(EntryId first, const EntryBatch &batch);
    int write(const ConnectionRecord &record);
    int write(const MarkChange &change) { return m_marks.write(change); }
    /// After write(): lets old rows go, see Trimmer::trim().
    int trim() { return m_trimmer.trim(m_last); }
    int commit();
    /// Outside of transactions: moves the write-ahead log into the file, so that it is written from its start again.
    int checkpointIfDue() { return m_logBytes < m_checkpointAt ? 0 : checkpoint(); }
    int checkpoint();
    void rollback();
    Trimmer &trimmer() { return m_trimmer; }
    /// SQLite's words on the last error.
    QString message() const;

private:
    CaptureStore() = default;
    int setUp(const QByteArray &name);

    sqlite::Database m_db;
    BatchTable m_batch;
    sqlite::Statement m_begin;
    sqlite::Statement m_commit;
    sqlite::Statement m_rollback;
    sqlite::Statement m_connection;
    MarkStatements m_marks;
    Trimmer m_trimmer;
    EntryId m_last = 0;
    EntryId m_committedLast = 0;
    qint64 m_logBytes = 0; ///< of the write-ahead log after the last commit
    qint64 m_checkpointAt = 0;
};

} // namespace handglass
