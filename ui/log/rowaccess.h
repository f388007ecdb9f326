// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handglass {

class RowView;

/// Makes row views known to assistive technology: a list with an item a row, whose name is the model's
/// Qt::AccessibleTextRole. Items are made when they are asked for, and a bounded number of them is kept. Once a
/// program.
void installRowAccess();

/// The row has the focus now.
void announceRow(RowView &view, int row);

} // namespace handglass
