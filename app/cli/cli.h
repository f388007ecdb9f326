// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace handglass {

/// The first argument is a command that needs no window: connect, mock, export, import, --help, --version.
bool isHeadless(const QStringList &arguments);

/// Runs it to its end. Needs no QCoreApplication and must be called before there is one. Returns the exit status: 0
/// done, 1 the connection failed, 2 bad usage.
int runHeadless(int argc, char **argv);

/// What `handglass --help` prints.
QString helpText();

} // namespace handglass
