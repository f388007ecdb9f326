// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/flowlayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace handglass {

FlowLayout::FlowLayout(int spacing, int lineSpacing, QWidget *parent)
    : QLayout(parent)
    , m_spacing(spacing)
    , m_lineSpacing(lineSpacing)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// Returns the height.
int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    QList<QLayoutItem *> line;
    int width = 0;
    int y = rect.y();
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const int wanted = item->sizeHint().width();
        if (!line.isEmpty() && width + m_spacing + wanted > rect.width()) {
            y += placeLine(line, rect, y, apply) + m_lineSpacing;
            line.clear();
            width = 0;
        }
        width += wanted + (line.isEmpty() ? 0 : m_spacing);
        line.append(item);
    }
    if (!line.isEmpty())
        y += placeLine(line, rect, y, apply);
    return y - rect.y();
}

/// Returns the line's height.
int FlowLayout::placeLine(const QList<QLayoutItem *> &line, const QRect &rect, int y, bool apply) const
{
    int height = 0;
    int rest = rect.width() - m_spacing * int(line.size() - 1);
    int growing = 0;
    for (const QLayoutItem *item : line) {
        height = std::max(height, item->sizeHint().height());
        rest -= item->sizeHint().width();
        growing += (item->expandingDirections() & Qt::Horizontal) != 0 ? 1 : 0;
    }
    if (!apply)
        return height;
    int x = rect.x();
    for (QLayoutItem *item : line) {
        const bool grows = (item->expandingDirections() & Qt::Horizontal) != 0;
        int width = item->sizeHint().width() + (grows && rest > 0 ? rest / growing : 0);
        width = std::min(width, rect.right() + 1 - x);
        const QRect place(x, y, width, height);
        item->setGeometry(
            QStyle::visualRect(parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight, rect, place));
        x += width + m_spacing;
    }
    return height;
}

} // namespace handglass
