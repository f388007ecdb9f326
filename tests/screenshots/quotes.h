// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

/// Writes a capture that is the same each time: a minute of a client of quotes, with orders and their replies, Pings
/// and heartbeats. Empty, or why it could not be written.
QString recordQuotes(const QString &path);

} // namespace handglass
