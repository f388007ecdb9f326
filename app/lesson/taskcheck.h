// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"

namespace handglass::lesson {

/// What is measured of lesson 1's comparison, for its task.
struct CompareFigures {
    double pollingBytesPerEvent = 0; ///< on the wire, both directions, heads included
    double longPollingBytesPerEvent = 0;
    double streamingBytesPerEvent = 0;
    double webSocketBytesPerEvent = 0;
    double pollingDelayMs = 0; ///< median from event to arrival
    double webSocketDelayMs = 0;
    qint64 events = 0; ///< that every transport has delivered
};

/// The subjects that a task's check may name, with one sentence of what each is: for the file's reader, its
/// documentation and its test.
QList<QPair<QString, QString>> taskSubjects();

/// Empty if op and value fit the subject, else the sentence that says what was expected.
QString taskCheckError(const TaskCheck &check);

/// Whether it holds of what has crossed the wire so far.
bool holds(const TaskCheck &check, const WireLog &log, const CompareFigures &figures = {});

} // namespace handglass::lesson
