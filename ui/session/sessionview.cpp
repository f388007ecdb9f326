// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sessionview.h"

#include "ui/session/sessiondelegate.h"
#include "ui/session/sessionmodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

namespace handglass {

SessionView::SessionView(Theme &theme, SessionModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_delegate(new SessionDelegate(theme, this))
{
    setObjectName(QStringLiteral("sessions"));
    setAccessibleName(tr("Sessions and captures"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    header()->setMinimumSectionSize(1);
    setFrameShape(QFrame::NoFrame);
    setIndentation(0);
    setRootIsDecorated(false);
    setExpandsOnDoubleClick(false);
    setSelectionMode(ExtendedSelection);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    expandAll();
    // What the user has folded stays so as more comes.
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &into, int first, int last) {
        if (this->model()->rowCount(into) == last - first + 1)
            expand(into);
    });
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

bool SessionView::isStrip() const
{
    return m_delegate->isStrip();
}

void SessionView::setStrip(bool strip)
{
    if (strip == isStrip())
        return;
    m_delegate->setStrip(strip);
    setVerticalScrollBarPolicy(strip ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    scheduleDelayedItemsLayout();
}

/// Whatever key is held.
void SessionView::choose(const QModelIndexList &rows)
{
    QItemSelection selection;
    for (const QModelIndex &row : rows) {
        if (row.parent().isValid())
            expand(row.parent());
        if (row.isValid())
            selection.select(row, row);
    }
    selectionModel()->setCurrentIndex(rows.value(0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(rows.value(0));
}

void SessionView::renameCurrent()
{
    if (currentIndex().flags() & Qt::ItemIsEditable)
        edit(currentIndex());
}

void SessionView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    const QModelIndexList indexes = selectionModel()->selectedRows();
    if (indexes.size() > 1)
        Q_EMIT chosenTogether(indexes);
    else
        Q_EMIT chosen(indexes.value(0));
}

void SessionView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool folds = index.isValid() && !isStrip() && model()->rowCount(index) > 0 && index.parent().isValid()
        && SessionDelegate::chevronRect(visualRect(index)).contains(event->position().toPoint());
    if (folds)
        setExpanded(index, !isExpanded(index));
    else
        QTreeView::mousePressEvent(event);
}

void SessionView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.flags() & Qt::ItemIsSelectable)
        Q_EMIT opened(index);
}

void SessionView::keyPressEvent(QKeyEvent *event)
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

void SessionView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    header()->resizeSection(0, viewport()->width()); // a hidden header does not stretch its last section
    scheduleDelayedItemsLayout();                    // the hints wrap
}

} // namespace handglass
