// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"

#include <QTest>

namespace handglass {

/// What a cell says once its row and the one before it are read.
inline QString readCell(const LogModel &model, int row, LogColumn column, int role = Qt::DisplayRole)
{
    const auto isRead = [&model, row] {
        return model.rowAt(row) != nullptr && (row == 0 || model.rowAt(row - 1) != nullptr);
    };
    if (!QTest::qWaitFor(isRead, 10'000))
        return QStringLiteral("row %1 was not read").arg(row);
    return model.index(row, static_cast<int>(column)).data(role).toString();
}

} // namespace handglass
