// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>

class QAction;
class QPushButton;

namespace handglass {

class TextLabel;
struct WindowActions;

/// One way to begin: icon, what it does, a line about it, its key. Triggers its action.
class StartRow final : public QAbstractButton
{
    Q_OBJECT
public:
    StartRow(Theme &theme, QAction *action, const QString &icon, const QString &title, const QString &note,
        QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QString m_icon;
    QString m_note;
    QString m_key;
};

/// What is shown while there is nothing to show: the demo first, then the other ways to begin.
class StartPage final : public QWidget
{
    Q_OBJECT
public:
    StartPage(Theme &theme, const WindowActions &actions, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead(Theme &theme);
    QWidget *makeDemo(Theme &theme, QAction *demo);
    QWidget *makeRows(Theme &theme, const WindowActions &actions);

    QWidget *m_column;
};

} // namespace handglass
