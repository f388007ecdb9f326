// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowview.h"

#include "ui/log/rowaccess.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <limits>

namespace handglass {

namespace {

constexpr int DragMs = 50;

int toInt(qint64 value)
{
    return static_cast<int>(
        std::clamp<qint64>(value, std::numeric_limits<int>::min() / 2, std::numeric_limits<int>::max() / 2));
}

} // namespace

RowView::RowView(QWidget *parent)
    : QAbstractItemView(parent)
    , m_header(new QHeaderView(Qt::Horizontal, this))
{
    installRowAccess();
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setAutoScrollMargin(0); // QAbstractItemView scrolls on only while the pointer moves
    m_drag.setInterval(DragMs);
    connect(&m_drag, &QTimer::timeout, this, &RowView::dragOn);
    m_header->setHighlightSections(false);
    const auto relayout = [this] {
        updateGeometries();
        viewport()->update();
    };
    connect(m_header, &QHeaderView::sectionResized, this, relayout);
    connect(m_header, &QHeaderView::sectionMoved, this, relayout);
    connect(m_header, &QHeaderView::geometriesChanged, this, &RowView::updateGeometries);
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, &RowView::fitColumn);
}

/// The header ends after this part of the object, and tells of changes until then.
RowView::~RowView()
{
    m_header->disconnect(this);
}

/// The header keeps a selection of its own: it would ask this one whether each row of a column is selected.
void RowView::setModel(QAbstractItemModel *model)
{
    m_header->setModel(model);
    QAbstractItemView::setModel(model);
}

int RowView::rowCount() const
{
    return model() != nullptr ? model()->rowCount() : 0;
}

void RowView::setRowHeight(int height)
{
    m_rowHeight = std::max(1, height);
    updateGeometries();
    viewport()->update();
}

int RowView::wholeRows() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

int RowView::firstVisibleRow() const
{
    return verticalScrollBar()->value();
}

void RowView::setFirstVisibleRow(int row)
{
    updateGeometries();
    verticalScrollBar()->setValue(row);
}

int RowView::rowAt(int y) const
{
    if (y < 0)
        return -1;
    const int row = firstVisibleRow() + y / m_rowHeight;
    return row < rowCount() ? row : -1;
}

std::pair<int, int> RowView::paintedRows() const
{
    const int first = firstVisibleRow();
    return {first, std::min(first + viewport()->height() / m_rowHeight, rowCount() - 1)};
}

QRect RowView::rowRect(int row) const
{
    const int top = toInt((qint64(row) - firstVisibleRow()) * m_rowHeight);
    return {0, top, viewport()->width(), m_rowHeight};
}

QList<int> RowView::visibleColumns() const
{
    QList<int> columns;
    for (int place = 0; place < m_header->count(); ++place) {
        const int column = m_header->logicalIndex(place);
        if (!m_header->isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

QRect RowView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || isIndexHidden(index))
        return {};
    QRect rect = rowRect(index.row());
    rect.setLeft(m_header->sectionViewportPosition(index.column()));
    rect.setWidth(m_header->sectionSize(index.column()));
    return rect;
}

void RowView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= rowCount())
        return;
    const int row = index.row();
    const int first = firstVisibleRow();
    const int fits = wholeRows();
    const bool above = row < first;
    const bool below = row >= first + fits;
    if (hint == PositionAtTop || (hint == EnsureVisible && above))
        verticalScrollBar()->setValue(row);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && below))
        verticalScrollBar()->setValue(row - fits + 1);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row - fits / 2);
}

QModelIndex RowView::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    const int column = m_header->logicalIndexAt(point.x());
    return row < 0 || column < 0 ? QModelIndex() : model()->index(row, column);
}

void RowView::keyboardSearch(const QString & /*search*/) { }

QModelIndex RowView::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/)
{
    const int last = rowCount() - 1;
    if (last < 0)
        return {};
    const QModelIndex current = currentIndex();
    const int column = std::max(0, current.column());
    if (!current.isValid() && action != MoveEnd)
        return model()->index(action == MoveHome ? 0 : firstVisibleRow(), column);
    int row = current.row();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        --row;
        break;
    case MoveDown:
    case MoveNext:
        ++row;
        break;
    case MovePageUp:
        row -= wholeRows();
        break;
    case MovePageDown:
        row += wholeRows();
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = last;
        break;
    case MoveLeft:
    case MoveRight:
        horizontalScrollBar()->triggerAction((action == MoveLeft) != isRightToLeft()
                ? QAbstractSlider::SliderSingleStepSub
                : QAbstractSlider::SliderSingleStepAdd);
        break;
    }
    return model()->index(std::clamp(row, 0, last), column);
}

int RowView::horizontalOffset() const
{
    return m_header->offset();
}

int RowView::verticalOffset() const
{
    return toInt(qint64(firstVisibleRow()) * m_rowHeight);
}

bool RowView::isIndexHidden(const QModelIndex &index) const
{
    return m_header->isSectionHidden(index.column());
}

/// One range, however many rows lie in it.
void RowView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int last = rowCount() - 1;
    if (last < 0)
        return;
    const auto rowOf = [this, last](int y) {
        const int steps = y >= 0 ? y / m_rowHeight : -((m_rowHeight - 1 - y) / m_rowHeight);
        return std::clamp(firstVisibleRow() + steps, 0, last);
    };
    const QModelIndex from = model()->index(rowOf(std::min(rect.top(), rect.bottom())), 0);
    const QModelIndex to = model()->index(rowOf(std::max(rect.top(), rect.bottom())), model()->columnCount() - 1);
    selectionModel()->select(QItemSelection(from, to), command);
}

QRegion RowView::visualRegionForSelection(const QItemSelection &selection) const
{
    const auto [first, last] = paintedRows();
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const int top = std::max(first, range.top());
        const int bottom = std::min(last, range.bottom());
        if (top <= bottom)
            region += rowRect(top).united(rowRect(bottom));
    }
    return region;
}

/// Twice: one scroll bar's coming takes the room that the other one is made for.
void RowView::updateGeometries()
{
    if (m_updating)
        return;
    const QScopedValueRollback guard(m_updating, true);
    const int height = m_header->isHidden() ? 0 : std::max(m_header->minimumHeight(), m_header->sizeHint().height());
    setViewportMargins(0, height, 0, 0);
    for (int pass = 0; pass < 2; ++pass) {
        verticalScrollBar()->setPageStep(wholeRows());
        verticalScrollBar()->setSingleStep(1);
        verticalScrollBar()->setRange(0, std::max(0, rowCount() - wholeRows()));
        const QRect area = viewport()->geometry();
        m_header->setGeometry(area.left(), area.top() - height, area.width(), height);
        horizontalScrollBar()->setPageStep(area.width());
        horizontalScrollBar()->setSingleStep(std::max(area.width() / 20, 2));
        horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - area.width()));
    }
    QAbstractItemView::updateGeometries();
}

void RowView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    if (dx != 0 || std::abs(dy) >= wholeRows()) {
        viewport()->update();
        return;
    }
    if (dy != 0)
        viewport()->scroll(0, dy * m_rowHeight);
}

void RowView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().toPoint();
    if ((event->buttons() & Qt::LeftButton) == 0 || rowsPastEdge() == 0) {
        m_drag.stop();
        return QAbstractItemView::mouseMoveEvent(event);
    }
    if (!m_drag.isActive())
        m_drag.start();
    dragToEdge();
}

void RowView::mouseReleaseEvent(QMouseEvent *event)
{
    m_drag.stop();
    QAbstractItemView::mouseReleaseEvent(event);
}

/// The further out, the more rows a step; 0: the pointer is over the rows.
int RowView::rowsPastEdge() const
{
    const int below = m_pointer.y() - viewport()->height();
    if (m_pointer.y() < 0)
        return m_pointer.y() / m_rowHeight - 1;
    return below < 0 ? 0 : below / m_rowHeight + 1;
}

void RowView::dragOn()
{
    verticalScrollBar()->setValue(firstVisibleRow() + rowsPastEdge());
    dragToEdge();
}

/// As if the pointer were over the row that is nearest to it.
void RowView::dragToEdge()
{
    const QRect area = viewport()->rect();
    const QPoint place(
        std::clamp(m_pointer.x(), area.left(), area.right()), std::clamp(m_pointer.y(), area.top(), area.bottom()));
    QMouseEvent move(QEvent::MouseMove, place, viewport()->mapToGlobal(place), Qt::NoButton, Qt::LeftButton,
        QGuiApplication::keyboardModifiers());
    QAbstractItemView::mouseMoveEvent(&move);
}

void RowView::paintEvent(QPaintEvent *event)
{
    if (rowCount() == 0)
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    QPainter painter(viewport());
    const auto [first, last] = paintedRows();
    const QRect area = event->rect();
    const int from = std::max(first, first + area.top() / m_rowHeight);
    const int to = std::min(last, first + area.bottom() / m_rowHeight);
    for (int row = from; row <= to; ++row)
        paintRow(&painter, row, option);
}

void RowView::paintRow(QPainter *painter, int row, QStyleOptionViewItem option) const
{
    if (selectionModel()->isSelected(model()->index(row, 0)))
        option.state |= QStyle::State_Selected;
    if (window()->isActiveWindow())
        option.state |= QStyle::State_Active;
    if (row == currentIndex().row() && hasFocus())
        option.state |= QStyle::State_HasFocus;
    const QRect whole = rowRect(row);
    for (int place = 0; place < m_header->count(); ++place) {
        const int column = m_header->logicalIndex(place);
        const int left = m_header->sectionViewportPosition(column);
        const int width = m_header->sectionSize(column);
        if (m_header->isSectionHidden(column) || left + width <= 0 || left >= viewport()->width())
            continue;
        option.rect = QRect(left, whole.top(), width, whole.height());
        const QModelIndex index = model()->index(row, column);
        itemDelegateForIndex(index)->paint(painter, option, index);
    }
}

void RowView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void RowView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QAbstractItemView::rowsInserted(parent, first, last);
    updateGeometries();
    viewport()->update();
}

/// The width that the rows on the screen ask for.
void RowView::fitColumn(int column)
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = m_header->sectionSizeHint(column);
    const auto [first, last] = paintedRows();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, column);
        width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    m_header->resizeSection(column, std::min(width, std::max(100, viewport()->width())));
}

void RowView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update(rowRect(previous.row()));
    viewport()->update(rowRect(current.row()));
    if (current.isValid() && hasFocus())
        announceRow(*this, current.row());
}

} // namespace handglass
