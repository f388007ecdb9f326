// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"

namespace handglass::lesson {

/// What a command does, behind the button that does it: "delivers the 101 to the client".
QString commandText(const Command &command, const WireLog &log);
bool hasHappened(const Until &until, const WireLog &log);
/// "Waits for the server's answer."; empty for Until::Nothing.
QString waitText(const Until &until);

} // namespace handglass::lesson
