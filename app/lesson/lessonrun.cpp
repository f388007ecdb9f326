// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonrun.h"

#include "app/lesson/commandtext.h"
#include "app/mock/scenariofile.h"

#include <QFile>

using namespace std::chrono_literals;

namespace handglass::lesson {

LessonRun::Track::Track(QObject *parent)
    : wire(parent)
    , script(wire, parent)
{
}

LessonRun::LessonRun(QObject *parent)
    : QObject(parent)
    , m_steps(nullptr)
    , m_tries(nullptr)
{
    m_pause.setSingleShot(true);
    m_quiet.setSingleShot(true);
    connect(&m_steps.wire, &LiveWire::changed, this, &LessonRun::settle);
    connect(&m_steps.script, &WireScript::done, this, &LessonRun::settle);
    connect(&m_steps.script, &WireScript::connecting, this, [this] {
        if (!m_places.isEmpty())
            m_past.append(stepsLog());
    });
    connect(&m_tries.wire, &LiveWire::changed, this, &LessonRun::takeTries);
    connect(&m_tries.script, &WireScript::done, this, &LessonRun::takeTries);
    for (Track *track : {&m_steps, &m_tries}) {
        connect(&track->script, &WireScript::failed, this, &LessonRun::report);
        connect(&track->wire, &LiveWire::failed, this, &LessonRun::report);
    }
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_speed && m_part == Part::Steps && canNext() && m_step + 1 < m_lesson.steps.size())
            next();
    });
    connect(&m_quiet, &QTimer::timeout, this, &LessonRun::breakIsQuiet);
}

LessonRun::~LessonRun() = default;

void LessonRun::begin(const Lesson &lesson, int atStep)
{
    leave();
    m_lesson = lesson;
    m_part = Part::Steps;
    m_entered = -1;
    m_target = std::clamp(atStep, 0, int(std::max<qsizetype>(lesson.steps.size(), 1)) - 1);
    m_past.clear();
    m_places.clear();
    m_results.clear();
    m_inputs.clear();
    m_tried = false;
    m_figures = {};
    m_solved = false;
    m_error.clear();
    enter(0);
}

void LessonRun::startOver()
{
    begin(Lesson(m_lesson));
}

void LessonRun::leave()
{
    m_pause.stop();
    stopBreak();
    for (Track *track : {&m_steps, &m_tries}) {
        track->script.stop();
        track->wire.stop();
    }
}

WireSetup LessonRun::setup() const
{
    WireSetup setup;
    setup.path = m_lesson.path;
    setup.subprotocols = m_lesson.subprotocols;
    setup.origin = m_lesson.origin;
    setup.deflate = m_lesson.deflate;
    if (m_lesson.scenario.isEmpty())
        return setup;
    const QString folder = QStringLiteral(":/lessons");
    QFile file(folder + u'/' + m_lesson.scenario); // of the program itself, in memory
    if (file.open(QIODevice::ReadOnly)) {
        if (const auto loaded = scenario::loadScenarioText(file.readAll(), folder))
            setup.scenario = loaded->scenario;
    }
    return setup;
}

qsizetype LessonRun::moment() const
{
    return m_part == Part::Steps ? momentOf(m_step) : log().events.size();
}

void LessonRun::report(const QString &error)
{
    m_error = error;
    stopBreak();
    Q_EMIT changed();
}

// ---- the steps

const WireLog &LessonRun::logOf(int step) const
{
    const qsizetype past = step >= 0 && step < m_places.size() ? m_places[step].log : m_past.size();
    return past < m_past.size() ? m_past[past] : stepsLog();
}

qsizetype LessonRun::momentOf(int step) const
{
    return step >= 0 && step < m_places.size() ? m_places[step].moment : stepsLog().events.size();
}

/// What must have happened before the last entered step is all there has happened.
bool LessonRun::isHere() const
{
    return m_steps.script.isBusy() ? false : hasHappened(m_lesson.steps[m_entered].until, stepsLog());
}

void LessonRun::enter(int step)
{
    if (step >= m_lesson.steps.size())
        return;
    if (m_entered >= 0)
        m_places.append({m_past.size(), stepsLog().events.size()});
    m_entered = step;
    m_step = step;
    m_waiting = true;
    m_error.clear();
    m_steps.script.run(setup(), m_lesson.steps[step].commands);
    Q_EMIT stepEntered(step);
    settle();
}

void LessonRun::settle()
{
    if (m_entered >= 0 && m_waiting && isHere()) {
        m_waiting = false;
        if (m_entered < m_target) {
            enter(m_entered + 1);
            return;
        }
        if (m_speed && m_part == Part::Steps)
            m_pause.start(*m_speed);
    }
    Q_EMIT changed();
}

QString LessonRun::waitsFor() const
{
    if (!m_waiting)
        return {};
    const QString commands = m_steps.script.waitsFor();
    return commands.isEmpty() ? waitText(m_lesson.steps[m_entered].until) : commands;
}

bool LessonRun::canBack() const
{
    return m_part != Part::Steps || m_step > 0;
}

bool LessonRun::canNext() const
{
    if (m_part != Part::Steps)
        return m_part == Part::Break && !isBreaking();
    return m_step < m_entered || (!m_waiting && m_entered >= 0);
}

QString LessonRun::nextHint() const
{
    if (m_part != Part::Steps)
        return m_part == Part::Break ? tr("your turn: %1").arg(m_lesson.task.title) : QString();
    if (m_step + 1 >= m_lesson.steps.size())
        return tr("break one thing");
    const LessonStep &following = m_lesson.steps[m_step + 1];
    if (m_step < m_entered || following.commands.isEmpty())
        return following.title;
    return commandText(following.commands.first(), stepsLog());
}

void LessonRun::back()
{
    if (m_part != Part::Steps)
        setPart(m_part == Part::Task ? Part::Break : Part::Steps);
    else
        look(m_step - 1);
}

void LessonRun::next()
{
    if (!canNext())
        return;
    if (m_part == Part::Break)
        return setPart(Part::Task);
    if (m_step < m_entered)
        return look(m_step + 1);
    if (m_entered + 1 < m_lesson.steps.size())
        return enter(m_entered + 1);
    setPart(Part::Break);
}

void LessonRun::look(int step)
{
    if (step < 0 || step > m_entered)
        return;
    m_part = Part::Steps;
    m_step = step;
    m_pause.stop();
    Q_EMIT changed();
}

void LessonRun::setPart(Part part)
{
    if (part == m_part)
        return;
    m_pause.stop();
    stopBreak();
    m_part = part;
    m_error.clear();
    if (part == Part::Task)
        prepareTask();
    Q_EMIT changed();
}

void LessonRun::setSpeed(std::optional<std::chrono::milliseconds> pause)
{
    m_speed = pause;
    m_pause.stop();
    if (m_speed && m_part == Part::Steps && !m_waiting)
        m_pause.start(*m_speed);
    Q_EMIT changed();
}

/// Of the wire of breaks and the task.
void LessonRun::takeTries()
{
    if (m_breaking)
        judgeBreak();
    if (m_part == Part::Task)
        judgeTask();
    Q_EMIT changed();
}

} // namespace handglass::lesson
