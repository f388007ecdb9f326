// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

namespace handglass {

/// What of a capture a panel shows: one connection, all of a session, or (both 0) everything.
struct LogScope {
    qint64 session = 0;
    ConnectionId connection = 0;
    bool operator==(const LogScope &) const = default;
    bool contains(const ConnectionRecord &record) const
    {
        return (connection == 0 || record.id == connection) && (session == 0 || record.session == session);
    }
};

} // namespace handglass
