// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/learn/lessonmodel.h"
#include "ui/learn/lessonpane.h"

#include <QStackedWidget>

namespace handglass {

class CloseCodePage;
class FrameLab;
class GlossaryPage;
class LessonView;

/// Learn: the lessons, the connection that is explained and the tools, one of them shown, chosen in sideView(). Keeps
/// how far each lesson was taken. GUI thread.
class LearnPage final : public QStackedWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LearnPage)
public:
    /// progress and lessons must outlive it.
    LearnPage(Theme &theme, LearnProgress &progress, const QList<lesson::Lesson> &lessons, QWidget *parent = nullptr);
    ~LearnPage() override;

    /// The first time: the first lesson that is not done, at the step where it was left. Then what was shown.
    void open();
    void showLesson(const QString &id);
    void explain(const Story &story);
    void showGlossary();
    void showTerm(const QString &id);
    void showCloseCodes();
    void showFrameLab();
    /// Nothing was done and nothing begun.
    void resetProgress();
    void setNarrow(bool narrow) { m_pane->setNarrow(narrow); }
    /// Its owner is the page until it has another parent.
    LessonView &sideView() { return *m_view; }
    LessonPane &pane() { return *m_pane; }
    /// Whose selection is a term of the glossary.
    QList<QWidget *> termWidgets() const;
    /// For the status bar.
    QString status() const;
    /// Leads to what a link of a lesson names; one of an RFC opens in the browser.
    void follow(const QUrl &link);

Q_SIGNALS:
    void statusChanged();
    void frameLabMade(handglass::FrameLab *lab);
    void escaped();

private:
    void choose(const QModelIndex &index);
    void turnTo(QWidget *page);
    void begin(int lesson, int atStep);
    void noteStep(int step);
    void noteSolved();
    void refreshSide();
    int indexOf(const QString &id) const;

    Theme &m_theme;
    LearnProgress &m_progress;
    const QList<lesson::Lesson> &m_lessons;
    LessonModel m_model;
    LessonView *m_view;
    LessonPane *m_pane;
    GlossaryPage *m_glossary = nullptr; ///< these are made when they are first shown
    CloseCodePage *m_closeCodes = nullptr;
    FrameLab *m_lab = nullptr;
    Story m_story; ///< that was explained last
};

} // namespace handglass
