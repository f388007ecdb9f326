// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QTimer>

class QHeaderView;

namespace handglass {

/// A table whose rows have one height and cost nothing: ten million of them take no more memory or time than ten. (A
/// QTableView keeps a record of each row's height.) Whole rows are selected; the vertical scroll bar counts rows.
class RowView : public QAbstractItemView
{
    Q_OBJECT
public:
    explicit RowView(QWidget *parent = nullptr);
    ~RowView() override;

    void setModel(QAbstractItemModel *model) override;
    QHeaderView *horizontalHeader() const { return m_header; }
    int rowHeight() const { return m_rowHeight; } ///< px
    void setRowHeight(int height);
    int firstVisibleRow() const;
    void setFirstVisibleRow(int row);
    /// Rows that are seen whole, at least 1.
    int wholeRows() const;
    /// −1: none is there. y: px in the viewport.
    int rowAt(int y) const;
    /// First and last row that are painted, also in part; last is −1 without rows.
    std::pair<int, int> paintedRows() const;
    /// The whole row's place in the viewport.
    QRect rowRect(int row) const;
    /// In the order shown, hidden ones left out.
    QList<int> visibleColumns() const;

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    /// Does nothing: looking through ten million rows for one that begins with a letter would hold up the screen.
    void keyboardSearch(const QString &search) override;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &index) const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    int rowCount() const;
    void paintRow(QPainter *painter, int row, QStyleOptionViewItem option) const;
    void fitColumn(int column);
    int rowsPastEdge() const;
    void dragOn();
    void dragToEdge();

    QHeaderView *m_header;
    int m_rowHeight = 20;
    bool m_updating = false;
    QPoint m_pointer; ///< in the viewport, or outside of it while a button is held
    QTimer m_drag;    ///< runs while rows are dragged over past an edge
};

} // namespace handglass
