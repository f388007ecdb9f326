// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace handglass {

class TextLabel;

/// One sentence over the whole width with its buttons at the right; stands in the window, asks for nothing by itself.
class NoticeBar final : public QWidget
{
    Q_OBJECT
public:
    enum class Level : quint8 { Info, Warn, Fail };

    NoticeBar(Theme &theme, Level level, const QString &text, QWidget *parent = nullptr);
    void setText(const QString &text);
    QString text() const;
    /// Objects are named by their text's use: pass one for tests and style.
    QPushButton *addButton(const QString &text, const QString &objectName);
    void clearButtons();

private:
    void applyTheme();

    Theme &m_theme;
    Level m_level;
    QLabel *m_icon;
    TextLabel *m_text;
    QHBoxLayout *m_row;
    QList<QPushButton *> m_buttons;
};

} // namespace handglass
