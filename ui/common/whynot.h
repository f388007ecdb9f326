// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

namespace handglass {

/// Enabled, or disabled with the sentence that says what would enable it.
void setWhyNot(QAction *action, const QString &whyNot);

} // namespace handglass
