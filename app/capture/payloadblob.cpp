// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/payloadblob.h"

#include <sqlite3.h>

namespace handglass {

PayloadBlob::PayloadBlob(sqlite3 *db, const char *column)
    : m_db(db)
    , m_column(column)
{
}

PayloadBlob::~PayloadBlob()
{
    sqlite3_blob_close(m_blob);
}

int PayloadBlob::seek(EntryId id)
{
    if (m_blob != nullptr)
        return sqlite3_blob_reopen(m_blob, id);
    return sqlite3_blob_open(m_db, "main", "entry", m_column, id, 0, &m_blob);
}

int PayloadBlob::read(EntryId id, qint64 offset, qint64 length, QByteArray &bytes)
{
    bytes.clear();
    int code = seek(id);
    if (code != SQLITE_OK)
        return code;
    QByteArray part(length, Qt::Uninitialized);
    code = sqlite3_blob_read(m_blob, part.data(), int(length), int(offset));
    if (code == SQLITE_OK)
        bytes = part;
    return code;
}

} // namespace handglass
