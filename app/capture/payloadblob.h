// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <memory>

struct sqlite3;
struct sqlite3_blob;

namespace handglass {

/// Reads parts of payloads, or contents, without the rest. While it lives a read transaction may be open: keep it
/// short.
class PayloadBlob final
{
    Q_DISABLE_COPY_MOVE(PayloadBlob)
public:
    /// column: of the table entry; a literal.
    PayloadBlob(sqlite3 *db, const char *column);
    ~PayloadBlob();
    /// The range must lie inside the column. Returns SQLite's result code; bytes is empty unless SQLITE_OK.
    int read(EntryId id, qint64 offset, qint64 length, QByteArray &bytes);

private:
    int seek(EntryId id);

    sqlite3 *m_db;
    const char *m_column;
    sqlite3_blob *m_blob = nullptr;
};

} // namespace handglass
