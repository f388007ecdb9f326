// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

namespace lesson {
class LessonRun;
}

/// A lesson as it was taken, as one HTML page that needs nothing else: each step that was entered with its text and the
/// bytes that crossed since the one before, what was broken and what came of it, the task and its outcome. Prints well,
/// also by QTextDocument.
QString transcriptHtml(const lesson::LessonRun &run);

} // namespace handglass
