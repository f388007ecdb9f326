// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QString>

namespace handglass {

class LogModel;

/// "1 201 rows", "12 of 1 201 rows", "Searching 40 % · 12 rows".
QString countText(const LogModel &model);
/// What the table says while it has no rows. cleared: some are hidden by Clear.
QString emptyText(const LogModel &model, bool cleared);
/// Rich text with a link that shows them again. rows −1: not counted.
QString clearedText(qint64 rows, EntryId upTo);
/// What retention took: rows up to the first one that is still there.
QString letGoText(EntryId firstId);

} // namespace handglass
