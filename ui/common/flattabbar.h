// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QTabBar>

namespace handglass {

enum class TabMark : quint8 { None, Ok, Warn, Fail };

/// Flat text, the current one medium with a 2 px accent underline; a tab may carry one mark. Height 32, or 28 in a
/// detail.
class FlatTabBar final : public QTabBar
{
    Q_OBJECT
public:
    explicit FlatTabBar(Theme &theme, int height = 32, QWidget *parent = nullptr);
    /// Also told in the tab's tool tip by meaning ("all rules kept").
    void setTabMark(int index, TabMark mark, const QString &meaning = {});
    TabMark tabMark(int index) const;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;

private:
    QColor markColour(TabMark mark) const;

    Theme &m_theme;
    int m_height;
};

} // namespace handglass
