// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/exchange/jsonfields.h"

namespace handglass {

// Parts of the JSON lines.

/// null: it did not happen.
QJsonValue milliseconds(qint64 ns);
/// What every line about a connection begins with.
QJsonObject jsonLine(const char *type, ConnectionId connection, qint64 timeNs);

} // namespace handglass
