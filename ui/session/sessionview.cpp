// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sessionview.h"

#include "ui/session/sessiondelegate.h"
#include "ui/session/sessionmodel.h"

#include <QMouseEvent>

namespace handglass {

SessionView::SessionView(Theme &theme, SessionModel &model, QWidget *parent)
    : SideView(theme, parent)
    , m_delegate(new SessionDelegate(theme, this))
{
    setObjectName(QStringLiteral("sessions"));
    setAccessibleName(tr("Sessions and captures"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setSelectionMode(ExtendedSelection);
    expandAll();
    // What the user has folded stays so as more comes.
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &into, int first, int last) {
        if (this->model()->rowCount(into) == last - first + 1)
            expand(into);
    });
}

void SessionView::setStrip(bool strip)
{
    m_delegate->setStrip(strip);
    SideView::setStrip(strip);
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
    SideView::selectionChanged(selected, deselected);
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
        SideView::mousePressEvent(event);
}

} // namespace handglass
