// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"
#include "app/capture/records.h"
#include "app/capture/sqlite.h"

#include <QMap>

#include <tl/expected.hpp>

#include <optional>

namespace handglass {

/// A row's mark is set, with its comment (which may be empty), or taken away.
struct MarkChange {
    EntryId entry = 0;
    std::optional<QString> comment; ///< nullopt: no mark any more
};

/// The statements of changes, in one database.
class MarkStatements final
{
public:
    int prepare(sqlite3 *db);
    /// A mark of a row that is not there is not kept.
    int write(const MarkChange &change);

private:
    sqlite::Statement m_set;
    sqlite::Statement m_remove;
};

/// All marks, into marks; SQLite's result code.
int readMarks(sqlite3 *db, QMap<EntryId, QString> &marks);

/// Changes a mark in a capture that has no writer here. A capture of an old version gets the table and keeps its
/// version, so that an older Handglass still opens it. Waits for the disk: run on a worker, one at a time.
tl::expected<void, CaptureError> changeMark(const QString &path, const MarkChange &change);

} // namespace handglass
