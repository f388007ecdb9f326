// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QList>
#include <QScrollBar>

#include <functional>

namespace handglass {

/// A vertical scroll bar with ticks where something is to be seen.
class TickBar final : public QScrollBar
{
    Q_OBJECT
public:
    /// Divides what is scrolled into so many parts, and tells which of them (ascending) get a tick.
    using Marks = std::function<QList<int>(int count)>;

    explicit TickBar(Theme &theme, QWidget *parent = nullptr);
    void setMarks(const Marks &marks);
    /// The marks are others now, or what is scrolled is.
    void marksChanged();
    /// What is highlighted: ticks of another colour, at the left half.
    void setMatches(const Marks &matches) { m_matches = matches; }
    QList<int> matchTicks() const;
    /// Their upper edges, px.
    QList<int> ticks() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Theme &m_theme;
    Marks m_marks;
    Marks m_matches;
    mutable QList<int> m_ticks;
    mutable bool m_known = false; ///< the ticks are those of the marks
};

} // namespace handglass
