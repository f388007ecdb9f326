// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace handglass {

/// What of this program is in memory (its resident set), bytes; 0: the system does not tell. Any thread.
qint64 residentBytes();

} // namespace handglass
