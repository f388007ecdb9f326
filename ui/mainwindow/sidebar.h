// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/sessionview.h"

#include <QWidget>

namespace handglass {

/// Holds a tree at the window's left: the sessions, or what else was turned to. In a narrow window it is a strip of
/// state marks, and the whole tree opens over the content.
class Sidebar final : public QWidget
{
    Q_OBJECT
public:
    /// stage: what the tree may open over; it must outlive the sidebar.
    Sidebar(Theme &theme, SessionModel &model, QWidget *stage);
    SessionView &view() { return *m_sessions; }
    SideView &current() { return *m_view; }
    /// Shows this tree, which becomes the sidebar's.
    void turnTo(SideView &view);
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }
    /// Wide: shows or hides it. Narrow: opens or closes the tree over the content.
    void toggle();
    bool isOpen() const;
    void setShown(bool shown);
    bool isShown() const { return m_shown; }
    /// Hidden for a while, whatever else is said.
    void setAway(bool away);

Q_SIGNALS:
    /// isOpen() is another now.
    void openChanged();
    void left(); ///< Esc in the tree

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void take(SideView &view);
    void updateShown();
    void openOver();
    void closeOver();

    QWidget *m_stage;
    SessionView *m_sessions;
    SideView *m_view;
    QWidget *m_over = nullptr; ///< frame of the open tree; nullptr while it stands in its place
    bool m_narrow = false;
    bool m_shown = true;
    bool m_away = false;
};

} // namespace handglass
