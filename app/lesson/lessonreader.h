// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"

#include <tl/expected.hpp>

namespace handglass::lesson {

/// What is wrong with a lesson's file: "03-opening-handshake.md, line 41: expected one of …, got “…”".
struct LessonError {
    QString file;
    int line = 0; ///< from 1
    QString sentence;
    QString toString() const;
};

/// Reads a lesson; the format stands in resources/lessons/README.md. Strict: a key, a break, a tool or a subject that
/// is not known is an error, and so is a step without text, a step line mark over 8 characters, a lesson without steps
/// or without a task that is checked.
tl::expected<Lesson, LessonError> readLesson(const QString &file, const QByteArray &text);

/// All lessons of the program, in order, in the user's language where there is a translation, else in English. Those
/// that the program ships are free of errors: a test sees to it.
const QList<Lesson> &lessons();
const Lesson *lessonOf(const QString &id); ///< nullptr: there is none

} // namespace handglass::lesson
