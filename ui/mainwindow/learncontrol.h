// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QObject>

class QStackedWidget;

namespace handglass {

class LearnPage;
class Sidebar;
class StatusLine;

/// Opens and leaves Learn in the window's stack and sidebar; the page is made when it is first opened. Its actions
/// stand in the Learn menu. GUI thread.
class LearnControl final : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        Theme &theme;
        Settings &settings;
        QStackedWidget &stack;
        Sidebar &sidebar;
        StatusLine &status;
        QAction *learn; ///< shows the page, or what was there before
    };
    LearnControl(const Parts &parts, QWidget *window);

    void open();
    /// Back to what was shown before, if Learn is open.
    void leave();
    bool isOpen() const;
    void setNarrow(bool narrow);
    QWidget *page() const; ///< nullptr: it was not opened yet
    /// For the Learn menu, behind the action that opens it. nullptr: a separator.
    QList<QAction *> actions() const { return m_actions; }

Q_SIGNALS:
    /// What else stands in the stack only for a while leaves it now.
    void opening();
    void pageMade();
    /// The focus was in the page, and is nowhere now.
    void focusLeft();

private:
    void makeActions();
    void makePage();
    void noticePage();
    void refresh();
    void askReset();
    void reset();

    Parts m_parts;
    QWidget *m_window;
    QList<QAction *> m_actions;
    QAction *m_next = nullptr;
    QAction *m_back = nullptr;
    QAction *m_startOver = nullptr;
    QAction *m_reset = nullptr;
    LearnPage *m_page = nullptr;
    QWidget *m_before = nullptr; ///< what the stack showed when the page was opened
    bool m_narrow = false;
};

} // namespace handglass
