// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/capture/sqlite.h"

namespace handglass {

/// The record's values as parameters 1 … connectionColumnCount. The record must live until the statement has run.
void bindConnection(sqlite::Statement &statement, const ConnectionRecord &record);
/// From a row of connectionColumns().
ConnectionRecord readConnection(const sqlite::Statement &statement);

} // namespace handglass
