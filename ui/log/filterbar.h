// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "ui/common/theme.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace handglass {

class Segments;

/// The line above the log: text filter, quick segments, Follow, Clear, and the count.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(Theme &theme, QWidget *parent = nullptr);

    QString text() const;
    LogQuery::Show show() const;
    /// Takes effect at once.
    void setText(const QString &text);
    /// Takes text and segment back; returns false if there was nothing to take back.
    bool clearFilter();
    void focusText();
    void setCount(const QString &count);
    /// A sentence with an optional link, beside the count; empty: none.
    void setNotice(const QString &richText);

    QAction *findAction() const { return m_find; }
    QAction *followAction() const { return m_follow; }
    QAction *clearAction() const { return m_clear; }

Q_SIGNALS:
    void filterChanged();
    void noticeLinkActivated();
    /// Esc in an empty filter: to the table.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeActions();
    QToolButton *addButton(QHBoxLayout *row, QAction *action);
    void applyTheme();

    Theme &m_theme;
    QLineEdit *m_edit;
    QAction *m_funnel;
    Segments *m_segments;
    QToolButton *m_followButton;
    QToolButton *m_clearButton;
    QLabel *m_notice;
    QLabel *m_count;
    QAction *m_find;
    QAction *m_follow;
    QAction *m_clear;
    QTimer m_typed;
};

} // namespace handglass
