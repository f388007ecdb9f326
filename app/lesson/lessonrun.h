// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/breaks.h"
#include "app/lesson/lesson.h"
#include "app/lesson/livewire.h"
#include "app/lesson/taskcheck.h"

#include <QHash>
#include <QTimer>

namespace handglass::lesson {

/// What a student does on the lesson's last page, by input.
using TaskInputs = QHash<QString, QString>;

/// One lesson being taken: its steps on a live wire, what is broken, the task. No widgets. GUI thread.
///
/// Steps are entered one after the other by next(); a step that was entered can be looked at again (back(), forward(),
/// look()) without changing the wire: moment() is then earlier than the wire's end.
class LessonRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonRun)
public:
    enum class Part : quint8 { Steps, Break, Task };

    explicit LessonRun(QObject *parent = nullptr);
    ~LessonRun() override;

    /// Begins it; atStep: entered up to there at once (where it was left), from 0.
    void begin(const Lesson &lesson, int atStep = 0);
    /// The same lesson from its first step.
    void startOver();
    /// Its wire is ended.
    void leave();

    const Lesson &lesson() const { return m_lesson; }
    LiveWire &wire() { return *m_wire; }
    Part part() const { return m_part; }
    int step() const { return m_step; }       ///< that is looked at
    int entered() const { return m_entered; } ///< the last that was entered
    /// Its commands are done, what must have happened has not: the sentence what is waited for. Empty: nothing is.
    QString waitsFor() const;
    qsizetype moment() const; ///< of wire().log(), that the step looked at shows
    bool canBack() const;
    bool canNext() const;
    QString nextHint() const; ///< beside the button: "delivers the 101 to the client"

    void back();
    void next(); ///< forward through what was entered, then the next step; after the last one the breaks, then the task
    void look(int step);
    void setPart(Part part); ///< breaks and task can be reached at any time
    /// Steps follow each other by themselves, this long after each; none: by next().
    void setSpeed(std::optional<std::chrono::milliseconds> pause);
    std::optional<std::chrono::milliseconds> speed() const { return m_speed; }

    // Break one thing
    /// A new wire with this one thing broken; runs up to the other end's answer. Predicted first: see result().
    void runBreak(const QByteArray &id, std::optional<Fate> predicted);
    struct BreakResult {
        QByteArray id;
        std::optional<Fate> predicted;
        Fate obliged = Fate::Fails;
        std::optional<Fate> happened; ///< none: it still runs
        QString sentence;             ///< what the other end did, as its record says
        quint16 closeCode = 0;
        bool asObliged = false;
        bool predictedRight = false;
    };
    /// Of each that was run, newest last.
    const QList<BreakResult> &results() const { return m_results; }
    bool isBreaking() const;

    // The task
    /// A new wire with what the student gave; its checks are looked at from then on.
    void tryTask(const TaskInputs &inputs);
    bool isTrying() const;
    QList<bool> checksHold() const; ///< of lesson().task.checks
    bool isSolved() const { return m_solved; }
    /// For lesson 1: as they are measured.
    void setFigures(const CompareFigures &figures);
    QString error() const { return m_error; } ///< of an input, or of the wire: a sentence

Q_SIGNALS:
    void changed();
    void stepEntered(int step);
    void solved();

private:
    Lesson m_lesson;
    LiveWire *m_wire;
    Part m_part = Part::Steps;
    int m_step = 0;
    int m_entered = -1;
    std::optional<std::chrono::milliseconds> m_speed;
    QList<BreakResult> m_results;
    bool m_solved = false;
    QString m_error;
};

} // namespace handglass::lesson
