// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logview.h"

#include "ui/log/columnmemory.h"
#include "ui/log/logdelegate.h"
#include "ui/log/logmodel.h"
#include "ui/log/rowaccess.h"
#include "ui/log/tickbar.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace handglass {

namespace {

constexpr int DenseRow = 20;
constexpr int ComfortableRow = 24;
constexpr int NarrowWindow = 1040;

} // namespace

LogView::LogView(Theme &theme, LogModel &model, QWidget *parent)
    : RowView(parent)
    , m_theme(theme)
    , m_delegate(new LogDelegate(theme, model, this))
    , m_ticks(new TickBar(theme))
{
    setObjectName(QStringLiteral("logView"));
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBar(m_ticks);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setMouseTracking(true);
    setItemDelegate(m_delegate);
    setModel(&model);
    m_columns = std::make_unique<ColumnMemory>(*horizontalHeader());
    watchScrolling();
    connect(&model, &LogModel::rowsLoaded, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &LogView::applyTheme);
    applyTheme();
}

LogView::~LogView() = default;

void LogView::watchScrolling()
{
    QScrollBar *bar = verticalScrollBar();
    connect(
        bar, &QScrollBar::actionTriggered, this, [this, bar] { userMoved(bar->sliderPosition() >= bar->maximum()); });
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        if (state() == DragSelectingState)
            userMoved(value >= bar->maximum());
    });
    connect(bar, &QScrollBar::rangeChanged, this, [this] {
        if (m_following)
            goToEnd();
    });
    connect(model(), &QAbstractItemModel::rowsRemoved, this, &LogView::rowsRemoved);
    connect(model(), &QAbstractItemModel::modelReset, this, [this] {
        updateGeometries();
        if (m_following)
            goToEnd();
    });
}

void LogView::applyTheme()
{
    horizontalHeader()->setFont(m_theme.font(TypeStep::Small, QFont::Medium));
    setComfortable(m_comfortable);
    viewport()->update();
}

void LogView::setComfortable(bool on)
{
    m_comfortable = on;
    const int wanted = on ? ComfortableRow : DenseRow;
    setRowHeight(std::max(wanted, m_delegate->minimumRowHeight()));
}

void LogView::setHits(const FilterHits &hits)
{
    m_delegate->setHits(hits);
}

void LogView::setFollowing(bool on)
{
    if (on)
        goToEnd();
    if (on == m_following)
        return;
    m_following = on;
    Q_EMIT followingChanged(on);
}

void LogView::userMoved(bool atEnd)
{
    Q_EMIT userScrolled();
    if (atEnd != m_following)
        setFollowing(atEnd);
}

void LogView::goToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogView::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    viewport()->update();
}

void LogView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const int top = firstVisibleRow();
    const int count = last - first + 1;
    const bool above = first <= top && model()->rowCount() > count;
    RowView::rowsInserted(parent, first, last);
    if (m_following)
        goToEnd();
    else if (above)
        verticalScrollBar()->setValue(top + count);
}

/// The first rows were let go: what is seen stays.
void LogView::rowsRemoved(const QModelIndex & /*parent*/, int first, int last)
{
    const int top = firstVisibleRow();
    updateGeometries();
    viewport()->update();
    if (m_following)
        goToEnd();
    else if (first <= top)
        setFirstVisibleRow(std::max(0, top - (last - first + 1)));
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escapePressed();
        return;
    }
    const int before = verticalScrollBar()->value();
    RowView::keyPressEvent(event);
    const bool toEnd = event->key() == Qt::Key_End && currentIndex().row() == model()->rowCount() - 1;
    if (toEnd || verticalScrollBar()->value() != before)
        userMoved(verticalScrollBar()->value() >= verticalScrollBar()->maximum());
    if (toEnd)
        Q_EMIT endPressed();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    RowView::mouseMoveEvent(event);
    hoverRow(rowAt(event->position().toPoint().y()));
}

void LogView::leaveEvent(QEvent *event)
{
    RowView::leaveEvent(event);
    hoverRow(-1);
}

void LogView::hoverRow(int row)
{
    const int before = m_delegate->hoveredRow();
    if (row == before)
        return;
    m_delegate->setHoveredRow(row);
    updateRow(before);
    updateRow(row);
}

void LogView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(rowRect(row));
}

void LogView::focusInEvent(QFocusEvent *event)
{
    RowView::focusInEvent(event);
    announceRow(*this, currentIndex().row());
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    RowView::focusOutEvent(event);
    viewport()->update();
}

void LogView::resizeEvent(QResizeEvent *event)
{
    m_columns->setNarrow(window()->width() < NarrowWindow);
    RowView::resizeEvent(event);
    if (m_following)
        goToEnd();
}

void LogView::paintEvent(QPaintEvent *event)
{
    RowView::paintEvent(event);
    if (model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font());
    painter.setPen(m_theme.colours().text2);
    painter.drawText(
        viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

} // namespace handglass
