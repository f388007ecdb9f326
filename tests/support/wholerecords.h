// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"

namespace handglass {

/// All of a small capture's connections, whole, in order of id.
inline QList<ConnectionRecord> wholeRecords(const CaptureReader &reader)
{
    QList<ConnectionRecord> records;
    for (const ConnectionId id : reader.connectionIds())
        records.append(reader.connection(id).value_or(ConnectionRecord()));
    return records;
}

} // namespace handglass
