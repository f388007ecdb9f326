// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lessonpane.h"

#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/learn/breakpanel.h"
#include "ui/learn/fatetext.h"
#include "ui/learn/heldcard.h"
#include "ui/learn/learnbar.h"
#include "ui/learn/learnbody.h"
#include "ui/learn/learnhead.h"
#include "ui/learn/lessontext.h"
#include "ui/learn/stage.h"
#include "ui/learn/taskpanel.h"
#include "ui/learn/tools/tools.h"
#include "ui/learn/unitlines.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

using lesson::LessonRun;
using Part = LessonRun::Part;

/// In a cell of a Markdown table.
QString cellText(QString text)
{
    return text.replace(u'|', QStringLiteral("\\|")).simplified();
}

} // namespace

LessonPane::LessonPane(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new LessonRun(this))
{
    setObjectName(QStringLiteral("lessonPane"));
    m_storyPause.setSingleShot(true);
    makeParts();
    connectParts();
}

LessonPane::~LessonPane() = default;

void LessonPane::makeParts()
{
    m_head = new LearnHead(m_theme);
    m_stage = new Stage(m_theme);
    m_upper = new QStackedWidget;
    m_upper->addWidget(m_stage);
    m_text = new LessonText(m_theme);
    m_text->setObjectName(QStringLiteral("lessonText"));
    m_text->setAccessibleName(tr("Explanation"));
    m_task = new TaskPanel(m_theme);
    m_texts = new QStackedWidget;
    m_texts->addWidget(m_text);
    m_texts->addWidget(m_task);
    m_breaks = new BreakPanel(m_theme);
    m_body = new LearnBody(m_theme, m_upper, m_texts, m_breaks);
    m_error = new TextLabel(m_theme, TypeStep::Body, Ink::Fail);
    m_error->setObjectName(QStringLiteral("lessonError"));
    m_error->setWordWrap(true);
    m_error->setContentsMargins(16, 6, 16, 6);
    m_bar = new LearnBar(m_theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(new Hairline);
    column->addWidget(m_body, 1);
    column->addWidget(new Hairline);
    column->addWidget(m_error);
    column->addWidget(m_bar);
}

void LessonPane::connectParts()
{
    connect(m_run, &LessonRun::changed, this, &LessonPane::refresh);
    connect(m_run, &LessonRun::stepEntered, this, &LessonPane::stepEntered);
    connect(m_run, &LessonRun::solved, this, &LessonPane::solved);
    connect(&m_storyPause, &QTimer::timeout, this, &LessonPane::goNext);
    connect(&m_head->steps(), &StepLine::stepChosen, this, &LessonPane::chooseStep);
    connect(m_stage, &Stage::lineChosen, this, &LessonPane::chooseLine);
    connect(m_text, &LessonText::linkActivated, this, &LessonPane::linkActivated);
    connect(m_task, &TaskPanel::linkActivated, this, &LessonPane::linkActivated);
    connect(m_task, &TaskPanel::tryRequested, this, [this](const lesson::TaskInputs &inputs) {
        m_tried = true;
        m_run->tryTask(inputs);
    });
    connect(m_breaks, &BreakPanel::runRequested, this, [this](const QByteArray &id, lesson::Fate predicted) {
        m_run->setPart(Part::Break);
        m_run->runBreak(id, predicted);
    });
    connect(m_bar, &LearnBar::backClicked, this, &LessonPane::goBack);
    connect(m_bar, &LearnBar::nextClicked, this, &LessonPane::goNext);
    connect(m_bar, &LearnBar::startOverClicked, this, &LessonPane::startOver);
    connect(m_bar, &LearnBar::speedChosen, this, &LessonPane::chooseSpeed);
}

void LessonPane::showLesson(const lesson::Lesson &lesson, int atStep)
{
    m_story.reset();
    m_storyPause.stop();
    m_tried = false;
    m_lastPlace = -1;
    m_breaks->setBreaks(lesson.breaks);
    m_task->setTask(lesson.task);
    m_run->begin(lesson, atStep);
    refresh();
}

void LessonPane::showStory(const Story &story)
{
    stopSpeed();
    m_story = story;
    m_storyAt = 0;
    m_lastPlace = -1;
    refresh();
}

void LessonPane::returnToLesson()
{
    stopSpeed();
    m_story.reset();
    m_lastPlace = -1;
    refresh();
}

void LessonPane::setNarrow(bool narrow)
{
    m_stage->setNarrow(narrow);
    m_body->setNarrow(narrow);
}

void LessonPane::focusNext()
{
    m_bar->focusNext();
}

QWidget *LessonPane::unitLines() const
{
    return m_stage->card()->lines();
}

// ---- what is shown

void LessonPane::refresh()
{
    if (!m_story && !hasLesson())
        return;
    const int place = m_story ? m_storyAt : lessonPlace();
    const bool moved = place != m_lastPlace;
    const bool hadFocus = m_bar->next().hasFocus();
    if (moved)
        m_line.reset();
    m_lastPlace = place;
    if (m_story)
        refreshStory();
    else
        refreshLesson();
    if (moved)
        turnBody();
    if (moved && hadFocus && !m_story && m_run->part() == Part::Task)
        m_task->focusFirst();
    Q_EMIT statusChanged();
}

/// Of the line of steps: behind those of the lesson come the breaks and the task.
int LessonPane::lessonPlace() const
{
    const int steps = int(m_run->lesson().steps.size());
    return m_run->part() == Part::Steps ? m_run->step() : m_run->part() == Part::Break ? steps : steps + 1;
}

QList<StepMark> LessonPane::lessonSteps() const
{
    QList<StepMark> marks;
    for (const lesson::LessonStep &step : m_run->lesson().steps)
        marks.append({step.mark, step.title, marks.size() <= m_run->entered()});
    marks.append({tr("Break"), tr("break one thing"), true});
    marks.append({tr("Task"), m_run->lesson().task.title, true});
    return marks;
}

void LessonPane::showSteps(const QString &title, const QString &subtitle, const QList<StepMark> &steps, int current)
{
    m_head->setTitle(title, subtitle);
    m_head->steps().setSteps(steps, current);
}

void LessonPane::showPicture(const lesson::WireLog &log, qsizetype moment, const QByteArray &focus)
{
    const lesson::StagePicture picture = lesson::picture(log, moment);
    QByteArray field = focus;
    if (m_line && picture.unit && *m_line < picture.unit->lines.size())
        field = picture.unit->lines.at(*m_line).field;
    const bool moves = m_bar->speed().has_value();
    m_stage->setPicture(picture, log.live ? lesson::End::Client : log.ours, field, moves);
    refreshText(picture);
}

void LessonPane::refreshLesson()
{
    const lesson::Lesson &lesson = m_run->lesson();
    const Part part = m_run->part();
    const int steps = int(lesson.steps.size());
    const QString subtitle = part == Part::Task ? tr("Your turn: %1").arg(lesson.task.title)
        : part == Part::Break
        ? tr("Break one thing")
        : tr("Step %1 of %2: %3").arg(m_run->step() + 1).arg(steps).arg(lesson.steps.at(m_run->step()).title);
    showSteps(
        QStringLiteral("%1\u2002%2").arg(lesson.number).arg(lesson.title), subtitle, lessonSteps(), lessonPlace());
    showTool();
    const QByteArray focus = part == Part::Steps ? lesson.steps.at(m_run->step()).focus : QByteArray();
    if (part != Part::Steps && m_run->log().events.isEmpty()) // nothing was tried yet
        showPicture(m_run->stepsLog(), m_run->stepsLog().events.size(), {});
    else
        showPicture(m_run->log(), m_run->moment(), focus);
    m_body->setBreaksShown(!lesson.breaks.isEmpty());
    const QList<LessonRun::BreakResult> &results = m_run->results();
    const bool showsResult = part == Part::Break && !results.isEmpty();
    m_breaks->setResult(showsResult ? std::optional(results.last()) : std::nullopt, m_run->isBreaking());
    m_breaks->setError(part == Part::Break ? m_run->error() : QString());
    const QList<bool> holds = m_run->checksHold();
    const bool anyHolds = holds.contains(true);
    m_task->setOutcome(m_tried || anyHolds, holds, m_run->isSolved(), part == Part::Task ? m_run->error() : QString());
    m_error->setText(part == Part::Steps ? m_run->error() : QString());
    m_error->setVisible(!m_error->text().isEmpty());
    const bool goesOn = part == Part::Task && m_run->isSolved() && m_following;
    const QString waits = part == Part::Steps ? m_run->waitsFor() : QString();
    const QString hint = goesOn ? tr("the next lesson") : waits.isEmpty() ? m_run->nextHint() : waits;
    m_bar->setState({m_run->canBack(), goesOn || m_run->canNext(), goesOn ? tr("Next lesson") : tr("Next"), hint,
        !waits.isEmpty()});
}

void LessonPane::refreshStory()
{
    const lesson::StoryStep step = m_story->steps.value(m_storyAt);
    QList<StepMark> marks;
    for (const lesson::StoryStep &each : std::as_const(m_story->steps))
        marks.append({each.mark, each.title, true});
    const QString subtitle = tr("Step %1 of %2: %3").arg(m_storyAt + 1).arg(marks.size()).arg(step.title);
    showTool();
    m_texts->setCurrentWidget(m_text);
    showSteps(m_story->name, subtitle, marks, m_storyAt);
    showPicture(m_story->log, step.moment, step.focus);
    m_body->setTextName(tr("Explanation"));
    m_body->setBreaksShown(false);
    m_error->hide();
    const bool more = m_storyAt + 1 < m_story->steps.size();
    const QString hint = more ? m_story->steps.at(m_storyAt + 1).title : tr("the end of what was recorded");
    m_bar->setState({m_storyAt > 0, more, tr("Next"), hint});
    if (m_bar->speed() && more)
        m_storyPause.start(*m_bar->speed());
}

void LessonPane::refreshText(const lesson::StagePicture &picture)
{
    LessonText::Content content;
    if (m_story) {
        const lesson::StoryStep step = m_story->steps.value(m_storyAt);
        content = {.heading = step.heading, .text = step.text, .markdown = false};
    } else if (m_run->part() == Part::Break) {
        content = {.heading = tr("Break one thing"), .text = m_run->lesson().breakText + breakReport()};
    } else if (m_run->part() == Part::Steps) {
        content.text = m_run->lesson().steps.at(m_run->step()).text;
    }
    const bool task = !m_story && m_run->part() == Part::Task;
    m_texts->setCurrentWidget(task ? static_cast<QWidget *>(m_task) : m_text);
    m_body->setTextName(task ? tr("Your turn") : tr("Explanation"));
    if (task)
        return;
    if (picture.unit && m_upper->currentWidget() == m_stage) {
        content.lines = picture.unit->lines;
        content.selected = m_line.value_or(-1);
    }
    m_text->setContent(content);
}

/// What was broken so far, newest first, as a table.
QString LessonPane::breakReport() const
{
    QString rows;
    for (const LessonRun::BreakResult &result : m_run->results()) {
        const lesson::Break *fault = lesson::breakOf(result.id);
        if (fault == nullptr || !result.happened)
            continue;
        const QString predicted = result.predicted ? fateVerb(*result.predicted) : tr("nothing");
        rows.prepend(
            QStringLiteral("| %1 | %2 | %3 |\n")
                .arg(cellText(fault->labelText()), cellText(predicted), cellText(fateSentence(*fault, result))));
    }
    return rows.isEmpty() ? QString()
                          : QStringLiteral("\n\n| %1 | %2 | %3 |\n| --- | --- | --- |\n")
                                .arg(tr("Broken"), tr("Predicted"), tr("What happened"))
            + rows;
}

lesson::Tool LessonPane::tool() const
{
    const lesson::Lesson &lesson = m_run->lesson();
    if (m_story || m_run->part() == Part::Break)
        return lesson::Tool::Stage;
    return m_run->part() == Part::Task ? lesson.task.tool : lesson.steps.at(m_run->step()).tool;
}

void LessonPane::showTool()
{
    const lesson::Tool shown = tool();
    QWidget *&widget = m_tools.at(size_t(shown));
    if (widget == nullptr && shown != lesson::Tool::Stage) {
        widget = makeLessonTool(shown, m_theme, *m_run, m_upper);
        m_upper->addWidget(widget);
    }
    m_upper->setCurrentWidget(widget == nullptr ? m_stage : widget);
}

QString LessonPane::lessonName() const
{
    return QStringLiteral("%1-%2").arg(m_run->lesson().number, 2, 10, QLatin1Char('0')).arg(m_run->lesson().id);
}

void LessonPane::turnBody()
{
    if (!m_story && m_run->part() == Part::Break)
        m_body->turnTo(LearnBody::Part::Breaks);
    else if ((!m_story && m_run->part() == Part::Task) || m_body->isInSight(LearnBody::Part::Breaks))
        m_body->turnTo(LearnBody::Part::Text);
}

QString LessonPane::status() const
{
    if (m_story)
        return tr("Made of the log: %1").arg(m_story->name);
    if (m_run->part() == Part::Break)
        return m_run->isBreaking() ? tr("Something is broken on purpose") : tr("Break one thing");
    if (m_run->part() == Part::Task)
        return m_run->isSolved() ? tr("Task solved") : tr("Task not solved yet");
    return tr("Held by the lesson at step %1").arg(m_run->step() + 1);
}

// ---- what is done

void LessonPane::chooseStep(int step)
{
    if (m_story) {
        m_storyAt = step;
        m_storyPause.stop();
        return refresh();
    }
    const int steps = int(m_run->lesson().steps.size());
    if (step < steps)
        m_run->look(step);
    else
        m_run->setPart(step == steps ? Part::Break : Part::Task);
}

void LessonPane::chooseLine(int line)
{
    m_line = line;
    refresh();
}

void LessonPane::chooseSpeed()
{
    m_run->setSpeed(m_story ? std::nullopt : m_bar->speed());
    m_storyPause.stop();
    if (m_story)
        refresh();
}

void LessonPane::stopSpeed()
{
    m_bar->stopSpeed();
    m_storyPause.stop();
    if (m_run->speed())
        m_run->setSpeed(std::nullopt);
}

void LessonPane::goBack()
{
    if (!m_story)
        return m_run->canBack() ? m_run->back() : void();
    if (m_storyAt > 0)
        chooseStep(m_storyAt - 1);
}

void LessonPane::goNext()
{
    if (m_story) {
        if (m_storyAt + 1 < m_story->steps.size())
            chooseStep(m_storyAt + 1);
        return;
    }
    if (m_run->part() == Part::Task && m_run->isSolved() && m_following)
        Q_EMIT nextLessonRequested();
    else
        m_run->next();
}

void LessonPane::startOver()
{
    if (m_story)
        return chooseStep(0);
    m_tried = false;
    m_lastPlace = -1;
    m_breaks->setBreaks(m_run->lesson().breaks);
    m_task->setTask(m_run->lesson().task);
    m_run->startOver();
    focusNext();
}

void LessonPane::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_bar->next().click();
        return;
    case Qt::Key_Escape:
        Q_EMIT escaped();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

/// Nobody looks: nothing goes on by itself.
void LessonPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    stopSpeed();
}

} // namespace handglass
