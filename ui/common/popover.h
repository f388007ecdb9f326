// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QFrame>
#include <QPointer>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace handglass {

class TextLabel;

/// A small form that opens above the panel of the button it belongs to, within the window. Enter submits; Esc, a click
/// elsewhere and Tab beyond its end leave it; what was typed stays. An error stands at the bottom until the next
/// change.
class Popover : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Popover)
public:
    Popover(Theme &theme, const QString &title, const QString &action, QWidget *parent);
    ~Popover() override;
    void openAbove(QWidget *anchor);
    void showError(const QString &sentence);
    /// Hides it; the focus returns to the button.
    void leave();
    /// Another title, which names what it is done to, and another word for the action.
    void setPurpose(const QString &title, const QString &action);
    /// The action is possible; else whyNot says what would enable it.
    void setActionEnabled(bool enabled, const QString &whyNot);

Q_SIGNALS:
    void submitted();

protected:
    void addRow(const QString &name, QWidget *field);
    void addNote(QWidget *note);
    /// A second thing to do, left of the action; possible when that is.
    QPushButton *addAction(const QString &text);
    void clearError();
    bool hasError() const;
    QPushButton *actionButton() const { return m_action; }
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void noticeFocus(QWidget *from, QWidget *to);

    Theme &m_theme;
    QPointer<QWidget> m_anchor;
    TextLabel *m_heading;
    QGridLayout *m_grid;
    TextLabel *m_error;
    QHBoxLayout *m_actions;
    QPushButton *m_action;
    QPushButton *m_second = nullptr;
};

} // namespace handglass
