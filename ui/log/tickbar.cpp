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

void TickBar::setMarks(const Marks &violations, const Marks &marked)
{
    m_violations = violations;
    m_marked = marked;
    marksChanged();
}

void TickBar::marksChanged()
{
    m_known = false;
    update();
}

void TickBar::find() const
{
    if (m_known)
        return;
    m_known = true;
    const int count = std::max(1, height() / TickHeight);
    const auto edges = [count](const Marks &marks) {
        QList<int> parts = marks ? marks(count) : QList<int>();
        for (int &part : parts)
            part *= TickHeight;
        return parts;
    };
    m_ticks = edges(m_violations);
    m_markedTicks = edges(m_marked);
}

QList<int> TickBar::ticks() const
{
    find();
    return m_ticks;
}

QList<int> TickBar::markedTicks() const
{
    find();
    return m_markedTicks;
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
    const int half = width() / 2;
    for (const int y : ticks())
        painter.fillRect(Inset, y, width() - 2 * Inset, TickHeight, m_theme.colours().fail);
    for (const int y : markedTicks())
        painter.fillRect(half, y, width() - half, TickHeight, m_theme.colours().accent);
    for (const int y : matchTicks())
        painter.fillRect(0, y, width() / 2, TickHeight, m_theme.colours().accent);
}

} // namespace handglass
