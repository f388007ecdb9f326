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
    /// violations: across the bar; marked: at its right half.
    void setMarks(const Marks &violations, const Marks &marked);
    /// The marks are others now, or what is scrolled is.
    void marksChanged();
    /// What is highlighted: ticks of another colour, at the left half.
    void setMatches(const Marks &matches) { m_matches = matches; }
    QList<int> matchTicks() const;
    /// The upper edges of the violations' ticks, px.
    QList<int> ticks() const;
    QList<int> markedTicks() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void find() const;

    Theme &m_theme;
    Marks m_violations;
    Marks m_marked;
    Marks m_matches;
    mutable QList<int> m_ticks;
    mutable QList<int> m_markedTicks;
    mutable bool m_known = false; ///< the ticks are those of the marks
};

} // namespace handglass
