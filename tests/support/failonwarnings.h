// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace handglass {

/// From here to the test function's end a warning that QTest::ignoreMessage() does not expect fails it. Call it in
/// init(). What Qt's offscreen platform says of itself, whenever a window or a popup is shown, is no warning.
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

} // namespace handglass
