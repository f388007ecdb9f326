// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"

#include <tl/expected.hpp>

namespace handglass::lesson {

// The values of a lesson's blocks. What cannot be read gives a sentence: "expected …, got …".

/// "client text Hello".
tl::expected<Command, QString> readCommand(const QString &text);
/// "ping from server", "client closed".
tl::expected<Until, QString> readUntil(const QString &text);
tl::expected<Tool, QString> readTool(const QString &text);
/// "response status = 101 | the server answers 101"; line is left 0.
tl::expected<TaskCheck, QString> readCheck(const QString &text);
/// "accept = abc" -> "accept=abc".
tl::expected<QString, QString> readInput(const QString &text);

} // namespace handglass::lesson
