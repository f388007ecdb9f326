// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logcolumns.h"
#include "ui/log/logrow.h"

#include <QStringList>

namespace handglass {

/// Tests of the filter language that say what a cell shows. content: the row's whole content, for JSON members of the
/// Data column (at most 20).
QStringList cellTests(LogColumn column, const Entry &entry, const QByteArray &content);

} // namespace handglass
