// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/tickbar.h"

#include <QPainter>

namespace handglass {

namespace {

constexpr int TickHeight = 2;
constexpr int Inset = 2;

} // namespace

TickBar::TickBar(Theme &theme, QWidget *parent)
    : QScrollBar(Qt::Vertical, parent)
    , m_theme(theme)
{
}

void TickBar::setMarks(const Marks &marks)
{
    m_marks = marks;
    marksChanged();
}

void TickBar::marksChanged()
{
    m_known = false;
    update();
}

QList<int> TickBar::ticks() const
{
    if (m_known)
        return m_ticks;
    m_known = true;
    m_ticks.clear();
    const int count = std::max(1, height() / TickHeight);
    for (const int part : m_marks ? m_marks(count) : QList<int>())
        m_ticks.append(part * TickHeight);
    return m_ticks;
}

QList<int> TickBar::matchTicks() const
{
    QList<int> ticks;
    for (const int part : m_matches ? m_matches(std::max(1, height() / TickHeight)) : QList<int>())
        ticks.append(part * TickHeight);
    return ticks;
}

void TickBar::resizeEvent(QResizeEvent *event)
{
    QScrollBar::resizeEvent(event);
    marksChanged();
}

void TickBar::paintEvent(QPaintEvent *event)
{
    QScrollBar::paintEvent(event);
    if (minimum() >= maximum())
        return;
    QPainter painter(this);
    for (const int y : ticks())
        painter.fillRect(Inset, y, width() - 2 * Inset, TickHeight, m_theme.colours().fail);
    for (const int y : matchTicks())
        painter.fillRect(0, y, width() / 2, TickHeight, m_theme.colours().accent);
}

} // namespace handglass
