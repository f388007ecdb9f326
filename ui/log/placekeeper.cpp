// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/placekeeper.h"

#include "ui/log/logmodel.h"
#include "ui/log/logview.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

namespace handglass {

namespace {

/// Stretches of neighbouring rows; each of them costs whoever looks at the selection.
constexpr qsizetype MostRanges = 2'000;

} // namespace

PlaceKeeper::PlaceKeeper(LogModel &model, LogView &view, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
{
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &PlaceKeeper::remember);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { restore(0, m_model.rowCount() - 1); });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex & /*parent*/, int first, int last) { restore(first, last); });
    connect(&view, &LogView::userScrolled, this, [this] { m_anchor = 0; });
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            forget();
    });
}

void PlaceKeeper::forget()
{
    m_selected.clear();
    m_current = m_anchor = 0;
    m_holding = false;
}

HitStore PlaceKeeper::selection() const
{
    HitStore ids;
    const QItemSelection ranges = m_view.selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges)
        ids.addRange(m_model.idAt(range.top()), m_model.idAt(range.bottom()), m_model.hits());
    return ids;
}

void PlaceKeeper::remember()
{
    m_restoring = true; // until the rows are back: a reset clears the selection
    m_ranges = 0;
    if (m_selected.count() == 0 && m_current == 0) {
        m_selected = selection();
        m_current = m_model.idAt(m_view.currentIndex().row());
    }
    if (m_anchor == 0) {
        const QModelIndex current = m_view.currentIndex();
        const int top = m_view.firstVisibleRow();
        const bool visible = current.isValid() && m_view.viewport()->rect().intersects(m_view.visualRect(current));
        m_anchor = m_model.idAt(visible ? current.row() : top);
        m_offset = visible ? current.row() - top : 0;
    }
    m_holding = true;
}

void PlaceKeeper::restore(int first, int last)
{
    m_restoring = false;
    if (!m_holding)
        return;
    const QScopedValueRollback guard(m_restoring, true);
    select(selectedIn(first, last));
    restoreCurrent();
    if (m_anchor != 0 && !m_view.isFollowing())
        m_view.setFirstVisibleRow(m_model.rowsBefore(m_anchor) - m_offset);
}

/// The last row from this one on whose neighbours up to it are selected, too.
int PlaceKeeper::endOfRun(int row) const
{
    if (m_model.hits() == nullptr)
        return m_model.rowsBefore(m_selected.gap(m_model.idAt(row))) - 1;
    while (m_selected.contains(m_model.idAt(row + 1)))
        ++row;
    return row;
}

/// Of the rows [first, last] as few ranges as there can be, and at most one more than may be.
QItemSelection PlaceKeeper::selectedIn(int first, int last) const
{
    QItemSelection found;
    int row = first;
    while (row <= last && found.size() <= MostRanges) {
        const EntryId id = m_selected.next(m_model.idAt(row));
        row = id == 0 ? last + 1 : m_model.rowsBefore(id);
        if (row > last || m_model.idAt(row) != id)
            continue;
        const int end = std::min(last, endOfRun(row));
        found.append(QItemSelectionRange(m_model.index(row, 0), m_model.index(end, LogModel::LastColumn)));
        row = end + 1;
    }
    return found;
}

void PlaceKeeper::select(const QItemSelection &found)
{
    m_ranges += found.size();
    if (found.isEmpty())
        return;
    if (m_ranges <= MostRanges) {
        m_view.selectionModel()->select(found, QItemSelectionModel::Select);
        return;
    }
    const qint64 rows = m_selected.count();
    m_selected.clear();
    m_selected.addRange(m_current, m_current);
    m_ranges = 0;
    m_view.selectionModel()->clearSelection();
    if (const int current = m_model.rowOf(m_current); current >= 0)
        m_view.selectionModel()->select(
            m_model.index(current, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    Q_EMIT selectionDropped(rows);
}

void PlaceKeeper::restoreCurrent()
{
    const int current = m_model.rowOf(m_current);
    if (current < 0 || m_view.currentIndex().row() == current)
        return;
    m_view.setAutoScroll(false);
    m_view.selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    m_view.setAutoScroll(true);
}

} // namespace handglass
