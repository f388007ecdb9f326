// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/breakfate.h"
#include "app/lesson/lesson.h"
#include "app/lesson/livewire.h"
#include "app/lesson/taskcheck.h"
#include "app/lesson/wirescript.h"

#include <QHash>
#include <QTimer>

namespace handglass::lesson {

/// What a student gives on the lesson's last page, by input.
using TaskInputs = QHash<QString, QString>;

/// One lesson being taken: its steps on a live wire, what is broken, the task. No widgets. GUI thread.
///
/// Steps are entered one after the other by next(); a step that was entered can be looked at again (back(), look())
/// without changing the wire: moment() is then earlier than the wire's end. Breaks and the task run on a wire of their
/// own, so that the steps stay as they are.
class LessonRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonRun)
public:
    enum class Part : quint8 { Steps, Break, Task };

    struct BreakResult {
        QByteArray id;
        std::optional<Fate> predicted;
        std::optional<Fate> happened; ///< none: it still runs, or could not be made: then error() says why
        QString sentence;             ///< what the other end says of it in its record; may be empty
        quint16 closeCode = 0;        ///< with Fate::Closes; 1006: it ended TCP without a Close frame
        WireLog log;                  ///< what crossed; empty while it runs

        bool asObliged() const; ///< it did what the RFC obliges it to
        bool predictedRight() const { return happened && predicted == happened; }
    };

    explicit LessonRun(QObject *parent = nullptr);
    ~LessonRun() override;

    /// Begins it; atStep: entered up to there at once (where it was left), from 0.
    void begin(const Lesson &lesson, int atStep = 0);
    /// The same lesson from its first step, without results.
    void startOver();
    /// Its wires are ended; what they logged stays.
    void leave();

    const Lesson &lesson() const { return m_lesson; }
    Part part() const { return m_part; }
    /// The wire of the part that is looked at.
    LiveWire &wire() { return m_part == Part::Steps ? m_steps.wire : m_tries.wire; }
    const WireLog &log() const { return m_part == Part::Steps ? logOf(m_step) : m_tries.wire.log(); }
    qsizetype moment() const; ///< of log(), that is looked at
    /// Empty, or what went wrong with the wire, a command or an input, and what to do.
    QString error() const { return m_error; }

    // The steps
    int step() const { return m_step; }       ///< that is looked at
    int entered() const { return m_entered; } ///< the last that was entered; −1: none
    /// Of the connection that a step shows: some lessons make several, one after the other.
    const WireLog &logOf(int step) const;
    qsizetype momentOf(int step) const; ///< of logOf()
    /// Of the newest connection, which the step entered last shows.
    const WireLog &stepsLog() const { return m_steps.wire.log(); }
    /// A sentence; empty: the step that was entered last is all there.
    QString waitsFor() const;
    bool canBack() const;
    bool canNext() const;
    QString nextHint() const; ///< beside the button: "delivers the oldest message that is held"

    void back(); ///< from breaks and task to the last step
    /// Forward through what was entered, then the next step; behind the last one the breaks, then the task.
    void next();
    void look(int step);     ///< one that was entered
    void setPart(Part part); ///< breaks and task can be reached at any time
    /// Steps follow each other by themselves, this long after each; none: by next().
    void setSpeed(std::optional<std::chrono::milliseconds> pause);
    std::optional<std::chrono::milliseconds> speed() const { return m_speed; }

    // Break one thing
    /// A new wire with this one thing broken; what the other end does becomes a result.
    void runBreak(const QByteArray &id, std::optional<Fate> predicted);
    bool isBreaking() const { return m_breaking != nullptr; }
    const QList<BreakResult> &results() const { return m_results; } ///< newest last

    // The task
    /// A new wire with what the student gave. With the input "accept" the wire is there already, its answer held.
    void tryTask(const TaskInputs &inputs);
    bool isTrying() const { return m_tries.script.isBusy(); }
    const TaskInputs &tried() const { return m_inputs; } ///< last
    QList<bool> checksHold() const;                      ///< of lesson().task.checks
    bool isSolved() const { return m_solved; }
    /// As a tool measures them.
    void setFigures(const ToolFigures &figures);

Q_SIGNALS:
    void changed();
    void stepEntered(int step);
    void solved();

private:
    struct Track {
        explicit Track(QObject *parent);
        LiveWire wire;
        WireScript script;
    };
    /// Where a step was left for the next one.
    struct Place {
        qsizetype log = 0; ///< index into m_past; its size: the wire's
        qsizetype moment = 0;
    };
    WireSetup setup() const;
    bool isHere() const;
    void enter(int step);
    void settle();
    void takeTries();
    void judgeBreak();
    void breakIsQuiet();
    void endBreak(const BreakFate &fate);
    void stopBreak();
    void prepareTask();
    void judgeTask();
    bool answerIsHeld() const;
    void report(const QString &error);

    Lesson m_lesson;
    Track m_steps;
    Track m_tries;
    Part m_part = Part::Steps;
    int m_step = 0;
    int m_entered = -1;
    int m_target = 0;       ///< steps up to this one are entered by themselves
    QList<WireLog> m_past;  ///< of the connections before the wire's
    QList<Place> m_places;  ///< of the steps before the one that was entered last
    bool m_waiting = false; ///< m_entered is not all there
    std::optional<std::chrono::milliseconds> m_speed;
    QTimer m_pause; ///< with a speed: until the next step
    const Break *m_breaking = nullptr;
    bool m_probed = false; ///< the end that says nothing was asked whether it still takes what comes
    QTimer m_quiet;        ///< of a break: since the wire's last change
    QList<BreakResult> m_results;
    TaskInputs m_inputs;
    bool m_tried = false; ///< what m_tries logs is the student's
    ToolFigures m_figures;
    bool m_solved = false;
    QString m_error;
};

} // namespace handglass::lesson
