// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/replay.h"

namespace handglass {

/// "40 messages", with what is left out.
QString countText(const ReplayCounts &counts, bool frames);
/// "12 of 40 sent. Next: row 118 in 3.2 s." total: 0 if it is not known.
QString progressText(const ReplayProgress &progress, qint64 total);

} // namespace handglass
