// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sideview.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace handglass {

SideView::SideView(Theme &theme, QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    header()->setMinimumSectionSize(1);
    setFrameShape(QFrame::NoFrame);
    setIndentation(0);
    setRootIsDecorated(false);
    setExpandsOnDoubleClick(false);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

SideView::~SideView() = default;

void SideView::setStrip(bool strip)
{
    if (strip == m_strip)
        return;
    m_strip = strip;
    setVerticalScrollBarPolicy(strip ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    scheduleDelayedItemsLayout();
}

void SideView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.flags() & Qt::ItemIsSelectable)
        Q_EMIT opened(index);
}

void SideView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid() && state() != EditingState)
            Q_EMIT opened(currentIndex());
        return;
    case Qt::Key_Escape:
        Q_EMIT escaped();
        return;
    default:
        QTreeView::keyPressEvent(event);
    }
}

void SideView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    header()->resizeSection(0, viewport()->width()); // a hidden header does not stretch its last section
    scheduleDelayedItemsLayout();                    // what wraps is as high as the width says
}

void paintSideRow(QPainter *painter, const QStyleOptionViewItem &option, const Colours &colours)
{
    const bool selected = option.state & QStyle::State_Selected;
    const QRect row = option.rect;
    if (selected)
        painter->fillRect(row, colours.sel);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(row, colours.hover);
    if (!selected)
        return;
    painter->fillRect(QRect(row.left(), row.top(), 2, row.height()), colours.accent);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(colours.accent);
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

} // namespace handglass
