// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/placekeeper.h"

#include "ui/log/logmodel.h"
#include "ui/log/logview.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

namespace handglass {

namespace {

/// A larger selection is given up but for its current row: finding each again would hold up the screen.
constexpr int MostSelected = 2'000;

} // namespace

PlaceKeeper::PlaceKeeper(LogModel &model, LogView &view, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
{
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &PlaceKeeper::remember);
    connect(&model, &QAbstractItemModel::modelReset, this, &PlaceKeeper::restore);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &PlaceKeeper::restore);
    connect(&view, &LogView::userScrolled, this, [this] { m_anchor = 0; });
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            forget();
    });
}

void PlaceKeeper::forget()
{
    m_selected.clear();
    m_all.clear();
    m_current = m_anchor = 0;
    m_holding = false;
}

void PlaceKeeper::remember()
{
    m_restoring = true; // until the rows are back: a reset clears the selection
    if (m_all.isEmpty() && m_current == 0)
        rememberSelection();
    m_selected = m_all;
    if (m_anchor == 0) {
        const QModelIndex current = m_view.currentIndex();
        const int top = m_view.firstVisibleRow();
        const bool visible = current.isValid() && m_view.viewport()->rect().intersects(m_view.visualRect(current));
        m_anchor = m_model.idAt(visible ? current.row() : top);
        m_offset = visible ? current.row() - top : 0;
    }
    m_holding = true;
}

void PlaceKeeper::rememberSelection()
{
    m_current = m_model.idAt(m_view.currentIndex().row());
    int count = 0;
    const QItemSelection ranges = m_view.selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges)
        count += range.height();
    if (count > MostSelected) {
        m_all = {m_current};
        return;
    }
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_all.append(m_model.idAt(row));
    }
}

void PlaceKeeper::restore()
{
    m_restoring = false;
    if (!m_holding)
        return;
    selectFound();
    if (m_anchor != 0 && !m_view.isFollowing())
        m_view.setFirstVisibleRow(m_model.rowsBefore(m_anchor) - m_offset);
}

/// Ranges of neighbouring rows, so that a long selection stays one range.
QItemSelection PlaceKeeper::takeFound()
{
    QItemSelection found;
    QList<EntryId> missing;
    int first = -1;
    int last = -1;
    const auto close = [&] {
        if (first >= 0)
            found.append(QItemSelectionRange(m_model.index(first, 0), m_model.index(last, LogModel::LastColumn)));
    };
    for (const EntryId id : std::as_const(m_selected)) {
        const int row = m_model.rowOf(id);
        if (row < 0) {
            missing.append(id);
        } else if (first >= 0 && row == last + 1) {
            last = row;
        } else {
            close();
            first = last = row;
        }
    }
    close();
    m_selected = missing;
    return found;
}

void PlaceKeeper::selectFound()
{
    const QScopedValueRollback guard(m_restoring, true);
    QItemSelectionModel *selection = m_view.selectionModel();
    const QItemSelection found = takeFound();
    if (!found.isEmpty())
        selection->select(found, QItemSelectionModel::Select);
    const int current = m_model.rowOf(m_current);
    if (current < 0 || m_view.currentIndex().row() == current)
        return;
    m_view.setAutoScroll(false);
    selection->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    m_view.setAutoScroll(true);
}

} // namespace handglass
