// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturestore.h"
#include "app/exchange/importing.h"

namespace handglass {

/// Writes the capture that an import makes, in large transactions, and keeps what is to be told of it.
class CaptureBuilder final
{
    Q_DISABLE_COPY_MOVE(CaptureBuilder)
public:
    CaptureBuilder(std::unique_ptr<CaptureStore> store, const QString &path);

    /// Before the first row: its number.
    void setFirstId(EntryId id) { m_next = id; }
    EntryId nextId() const { return m_next + m_batch.count(); }
    EntryId add(const EntryRow &row, QByteArrayView payload, const QString &text = {},
        const std::optional<QByteArray> &content = {});
    void add(const ConnectionRecord &record);
    void mark(EntryId id, const QString &comment);
    void problem(const QString &sentence);
    /// What was given so far is in the file. False: see error().
    bool finish();

    bool failed() const { return m_code != 0; }
    CaptureError error() const;
    ImportReport &report() { return m_report; }

private:
    void begin();
    void writeBatch();
    void check(int code);

    std::unique_ptr<CaptureStore> m_store;
    QString m_path;
    EntryBatch m_batch;
    EntryId m_next = 1;
    qint64 m_inTransaction = 0; ///< bytes
    int m_code = 0;             ///< SQLite's first error
    QString m_message;
    ImportReport m_report;
};

} // namespace handglass
