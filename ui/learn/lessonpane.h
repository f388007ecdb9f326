// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonrun.h"
#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QStackedWidget;

namespace handglass {

class BreakPanel;
class LearnBar;
class LearnBody;
class LearnHead;
class LessonText;
class Stage;
class TaskPanel;
class TextLabel;
struct StepMark;

/// A connection of the log as it is explained: what crossed, and the steps of its story.
struct Story {
    QString name; ///< "ws://127.0.0.1:8080/chat"
    lesson::WireLog log;
    QList<lesson::StoryStep> steps;
};

/// One lesson on the stage, or the story of a connection: head with its steps, both ends and the wire, what is said of
/// them, what can be broken, the task, and the bar that leads through it. GUI thread.
class LessonPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonPane)
public:
    explicit LessonPane(Theme &theme, QWidget *parent = nullptr);
    ~LessonPane() override;

    void showLesson(const lesson::Lesson &lesson, int atStep);
    void showStory(const Story &story);
    bool showsStory() const { return m_story.has_value(); }
    /// Of the lesson that was shown last, also while a story is.
    lesson::LessonRun &run() { return *m_run; }
    bool hasLesson() const { return m_run->entered() >= 0; }
    /// Back to the lesson from a story.
    void returnToLesson();
    /// Number and id of the lesson, for a file's name.
    QString lessonName() const;
    void setNarrow(bool narrow);
    /// There is another lesson behind this one.
    void setFollowing(bool following) { m_following = following; }
    void focusNext();
    void stopSpeed();
    void goBack();
    void goNext();
    void startOver();
    QWidget *unitLines() const;
    QString status() const; ///< "Held by the lesson at step 6"

Q_SIGNALS:
    void stepEntered(int step);
    void solved();
    void nextLessonRequested();
    void linkActivated(const QUrl &link);
    void statusChanged();
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeParts();
    void connectParts();
    void refresh();
    void refreshLesson();
    void refreshStory();
    void refreshText(const lesson::StagePicture &picture);
    void showTool();
    lesson::Tool tool() const;
    void showSteps(const QString &title, const QString &subtitle, const QList<StepMark> &steps, int current);
    void showPicture(const lesson::WireLog &log, qsizetype moment, const QByteArray &focus);
    void chooseStep(int step);
    void chooseLine(int line);
    void chooseSpeed();
    void turnBody();
    int lessonPlace() const;
    QList<StepMark> lessonSteps() const;
    QString breakReport() const;

    Theme &m_theme;
    lesson::LessonRun *m_run;
    std::optional<Story> m_story;
    int m_storyAt = 0;
    QTimer m_storyPause;
    bool m_following = false;
    bool m_tried = false;      ///< the task, since the lesson began
    std::optional<int> m_line; ///< of the unit, that was chosen by the user at this place
    int m_lastPlace = -1;
    std::array<QWidget *, 8> m_tools{}; ///< by lesson::Tool, made when first shown

    LearnHead *m_head = nullptr;
    QStackedWidget *m_upper = nullptr;
    Stage *m_stage = nullptr;
    QStackedWidget *m_texts = nullptr;
    LessonText *m_text = nullptr;
    TaskPanel *m_task = nullptr;
    BreakPanel *m_breaks = nullptr;
    LearnBody *m_body = nullptr;
    TextLabel *m_error = nullptr;
    LearnBar *m_bar = nullptr;
};

} // namespace handglass
