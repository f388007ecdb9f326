// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/mainwindow/workbench.h"

#include <QAction>
#include <QPointer>

class QStackedWidget;

namespace handglass {

class LabDesk;
class LearnPage;
class LessonExport;
class NoticeArea;
class SessionPage;
class Sidebar;
class StatusLine;
class ToolBar;
struct Story;

/// Opens and leaves Learn in the window's stack and sidebar; the page is made when it is first opened. Brings there
/// what the other panels ask for: a connection that is to be explained, a term of the glossary. Its actions stand in
/// the Learn menu. GUI thread.
class LearnControl final : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        Theme &theme;
        Settings &settings;
        Workbench &workbench;
        QStackedWidget &stack;
        Sidebar &sidebar;
        ToolBar &toolbar;
        StatusLine &status;
        NoticeArea &notices;
        SessionPage &sessions;
        QAction *learn; ///< shows the page, or what was there before
    };
    LearnControl(const Parts &parts, QWidget *window);

    void setPlace(const Place &place);
    void open();
    /// Back to what was shown before, if Learn is open.
    void leave();
    bool isOpen() const;
    void setNarrow(bool narrow);
    QWidget *page() const; ///< nullptr: it was not opened yet
    /// Opens the glossary at what is selected in the widget. False: that is no term.
    bool showTermOf(const QWidget *widget);

    /// For the Learn menu, behind the action that opens it. nullptr: a separator.
    QList<QAction *> actions() const { return m_actions; }
    QAction *explainAction() const { return m_explain; } ///< of the place's connection
    QAction *whatIsAction() const { return m_whatIs; }   ///< of what is selected in the panel that has the focus

Q_SIGNALS:
    /// What else stands in the stack only for a while leaves it now.
    void opening();
    void pageMade();
    /// Text sizes are others now.
    void presentingChanged();
    /// The focus was in the page, and is nowhere now.
    void focusLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *make(const char *name, const QString &text, const QKeySequence &keys);
    void makeActions();
    void connectActions();
    void makePage();
    void show();
    void noticePage();
    void refresh();
    void nameTerm();
    void present(bool on);
    void escape();
    const ConnectionRecord *connection() const;
    void explain();
    void takeStory(const Story &story);
    void exportLesson();
    void askReset();
    void reset();

    Parts m_parts;
    QWidget *m_window;
    Place m_place;
    QList<QAction *> m_actions;
    QAction *m_next = nullptr;
    QAction *m_back = nullptr;
    QAction *m_startOver = nullptr;
    QAction *m_explain = nullptr;
    QAction *m_whatIs = nullptr;
    QAction *m_lab = nullptr;
    QAction *m_glossary = nullptr;
    QAction *m_closeCodes = nullptr;
    QAction *m_export = nullptr;
    QAction *m_present = nullptr;
    QAction *m_reset = nullptr;
    LearnPage *m_page = nullptr;
    LabDesk *m_labDesk = nullptr;
    LessonExport *m_exporting;
    QWidget *m_before = nullptr;    ///< what the stack showed when the page was opened
    QPointer<QWidget> m_termWidget; ///< that had the focus last, of those with terms
    int m_asked = 0;                ///< number of the last connection that was to be explained
    bool m_narrow = false;
};

} // namespace handglass
