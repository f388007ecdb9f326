// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

namespace handglass {

/// PRAGMA application_id of a capture: the ASCII letters HGCP.
inline constexpr quint32 captureApplicationId = 0x48474350;
/// PRAGMA user_version that this program writes and the newest that it reads. It reads all older ones, from 1.
inline constexpr quint32 captureVersion = 3;
/// The first version with entry.content.
inline constexpr quint32 contentVersion = 2;

/// Bytes.
inline constexpr qint64 capturePageSize = 16384;

/// The schema as SQL with its documentation; it is kept in the file (sqlite3 FILE .schema).
const char *captureSchema();
/// Adds the table of marks, which came with version 3, if it is not there.
const char *markSchema();

/// Columns of the table connection in the order of bindConnection() and readConnection(); NULL in place of those that
/// a capture of this version does not have.
QByteArray connectionColumns(quint32 version = captureVersion);
/// The same with NULL for what takes room: see CaptureReader::connectionList().
QByteArray connectionListColumns(quint32 version);
inline constexpr int connectionColumnCount = 46;

/// The column entry.bits; its layout is told in the schema.
constexpr qint64 entryBits(const EntryRow &row)
{
    const qint64 length = row.lengthBits == 7 ? 0 : row.lengthBits == 16 ? 1 : 2;
    return row.bits | qint64(row.kind) << 16 | qint64(row.direction) << 18 | length << 20;
}

/// What entry.bits holds, for comparing with (bits & mask).
inline constexpr qint64 entryKindMask = 3 << 16;
inline constexpr qint64 entryDirectionMask = 3 << 18;
inline constexpr qint64 entryControlMask = 0x8;

constexpr void setEntryBits(EntryRow &row, qint64 packed)
{
    const qint64 length = packed >> 20 & 3;
    row.bits = static_cast<quint16>(packed & 0xFFFF);
    row.kind = static_cast<EntryKind>(packed >> 16 & 3);
    const qint64 direction = packed >> 18 & 3;
    row.direction = direction == 3 ? Direction::None : static_cast<Direction>(direction);
    row.lengthBits = length == 0 ? 7 : length == 1 ? 16 : 64;
}

} // namespace handglass
