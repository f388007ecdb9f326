// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonrun.h"

namespace handglass {

/// What can be predicted of a break, in the order in which it is offered.
QList<lesson::Fate> predictions(const lesson::Break &fault);
/// Behind "the client will": "fail the connection".
QString fateVerb(lesson::Fate fate);
/// Of a break that has run: "The client failed the connection." with the close code where there is one.
QString fateSentence(const lesson::Break &fault, const lesson::LessonRun::BreakResult &result);

} // namespace handglass
