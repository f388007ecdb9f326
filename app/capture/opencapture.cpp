// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/opencapture.h"

#include "app/capture/captureheader.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sqlite3.h>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureReader)
};

constexpr int busyMs = 1000;

int openReadOnly(sqlite::Database &db, const QString &path, bool immutable)
{
    const int flags = SQLITE_OPEN_READONLY | (immutable ? SQLITE_OPEN_URI : 0);
    const int code = sqlite::open(db, sqlite::fileName(path, immutable), flags);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(db.get(), busyMs);
    return sqlite::execute(db.get(), "SELECT id, bits, payload FROM entry LIMIT 1; SELECT id FROM connection LIMIT 1");
}

/// A log that cannot be opened because the folder cannot be written; without rows in it nothing is missed.
bool mayIgnoreLog(int code, const QString &path)
{
    const int primary = code & 0xFF;
    return (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY)
        && QFileInfo(path + QStringLiteral("-wal")).size() == 0;
}

} // namespace

tl::expected<sqlite::Database, CaptureError> openCapture(const QString &path)
{
    const auto header = readCaptureHeader(path);
    if (!header)
        return tl::unexpected(header.error());
    sqlite::Database db;
    int code = openReadOnly(db, path, !header->writeAheadLog);
    if (header->writeAheadLog && mayIgnoreLog(code, path))
        code = openReadOnly(db, path, true);
    if (code == SQLITE_OK)
        return db;
    const QString words = sqlite::message(db.get());
    if ((code & 0xFF) == SQLITE_ERROR)
        return tl::unexpected(CaptureError{CaptureError::Kind::Damaged,
            Words::tr("expected the tables of a capture, got a damaged one (%1): %2").arg(words, path)});
    return tl::unexpected(sqlite::error(code, words, path));
}

} // namespace handglass
