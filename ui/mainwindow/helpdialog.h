// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenuBar;
class QWidget;

namespace handglass {

/// Every key by menu, and what becomes of captures. Not modal; deletes itself.
void showHelp(const QMenuBar &menus, QWidget *window);
/// Name, version, licence. Not modal; deletes itself.
void showAbout(QWidget *window);

} // namespace handglass
