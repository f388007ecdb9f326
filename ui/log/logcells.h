// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logcolumns.h"
#include "ui/log/logrow.h"

namespace handglass {

/// deltaNs: time since the row before in the view, −1 for none.
QString cellText(LogColumn column, const LogRow &row, qint64 deltaNs);
/// Empty where the cell says it all.
QString cellToolTip(LogColumn column, const LogRow &row);

} // namespace handglass
