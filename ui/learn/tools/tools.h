// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"
#include "ui/common/theme.h"

class QWidget;

namespace handglass {

namespace lesson {
class LessonRun;
}

/// What a step shows in the stage's place. It follows the lesson's connection and tells what it measures by
/// LessonRun::setFigures(); nothing of it runs while it is hidden. Stage: nullptr.
QWidget *makeLessonTool(lesson::Tool tool, Theme &theme, lesson::LessonRun &run, QWidget *parent);

} // namespace handglass
