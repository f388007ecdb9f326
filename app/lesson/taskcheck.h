// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/crossed.h"
#include "app/lesson/lesson.h"

namespace handglass::lesson {

/// What the tools of lessons measure on connections of their own, for the tasks.
struct ToolFigures {
    // lesson 1's comparison
    double pollingBytesPerEvent = 0; ///< on the wire, both directions, heads included
    double longPollingBytesPerEvent = 0;
    double streamingBytesPerEvent = 0;
    double webSocketBytesPerEvent = 0;
    double pollingDelayMs = 0; ///< median from event to arrival
    double webSocketDelayMs = 0;
    qint64 events = 0; ///< that every transport has delivered
    // lesson 11's pages: "open" or "refused"; empty: it has not tried
    QString goodOutcome;
    QString evilOutcome;
};

/// The subjects that a task's check may name, with one sentence of what each is: for the file's reader, its
/// documentation and its test.
QList<QPair<QString, QString>> taskSubjects();

/// Empty if op and value fit the subject, else the sentence that says what was expected.
QString taskCheckError(const TaskCheck &check);

/// What holds of all that has crossed a wire so far. log and figures must outlive it.
class TaskJudge final
{
public:
    TaskJudge(const WireLog &log, const ToolFigures &figures);
    /// False as well if what it speaks of has not happened.
    bool holds(const TaskCheck &check) const;

private:
    const WireLog &m_log;
    const ToolFigures &m_figures;
    Crossed m_crossed;
};

} // namespace handglass::lesson
