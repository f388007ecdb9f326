// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

/// One end of a range in a chart: an accent line that the mouse drags and arrow keys move. The chart gives it its
/// place, and its name and value for those who do not see it.
class RangeHandle final : public QWidget
{
    Q_OBJECT
public:
    enum class End : quint8 { Start, Stop };
    RangeHandle(Theme &theme, End end, QWidget *parent);
    /// x of the line and the height of the plot, in the parent.
    void place(int x, int top, int height);
    void setValue(const QString &value);

Q_SIGNALS:
    /// By keys.
    void stepped(int steps);
    /// To this x in the parent, by the mouse.
    void dragged(int x);
    void dropped();
    void escaped();
    /// Enter.
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    int line() const;

    Theme &m_theme;
    End m_end;
    bool m_dragging = false;
};

} // namespace handglass
