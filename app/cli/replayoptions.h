// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/optionreader.h"

namespace handglass {

/// --replay and what goes with it.
void addReplayOptions(OptionReader &reader);
/// Opens the capture, to find the connection.
void readReplay(OptionReader &reader, ConnectCommandLine &line);
/// Of --speed: a factor, or max. Empty, or the sentence that says what was expected.
QString readSpeed(const QString &text, ReplayPace &pace);

} // namespace handglass
