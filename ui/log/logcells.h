// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logcolumns.h"
#include "ui/log/logrow.h"

namespace handglass {

/// Of the row alone: Δ and the connection's name are the model's.
QString cellText(LogColumn column, const LogRow &row);
/// Empty where the cell says it all.
QString cellToolTip(LogColumn column, const LogRow &row);

} // namespace handglass
