// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QList>

#include <algorithm>

namespace handglass {

/// A session, or one connection of it.
struct ScopePart {
    qint64 session = 0;
    ConnectionId connection = 0;
    bool operator==(const ScopePart &) const = default;
    bool contains(const ConnectionRecord &record) const
    {
        return (connection == 0 || record.id == connection) && (session == 0 || record.session == session);
    }
};

/// What of a capture a panel shows: one connection, all of a session, or (both 0) everything; and others merged with it
/// into one timeline.
struct LogScope {
    qint64 session = 0;
    ConnectionId connection = 0;
    QList<ScopePart> also = {};
    bool operator==(const LogScope &) const = default;
    bool contains(const ConnectionRecord &record) const
    {
        return ScopePart{session, connection}.contains(record)
            || std::any_of(
                also.cbegin(), also.cend(), [&record](const ScopePart &part) { return part.contains(record); });
    }
};

} // namespace handglass
