// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lessonview.h"

#include "ui/common/textlabel.h"
#include "ui/learn/lessondelegate.h"
#include "ui/learn/lessonmodel.h"

#include <QScopedValueRollback>

namespace handglass {

namespace {
constexpr int Padding = 12;
} // namespace

LessonView::LessonView(Theme &theme, LessonModel &model, QWidget *parent)
    : SideView(theme, parent)
    , m_footer(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
{
    setObjectName(QStringLiteral("lessons"));
    setAccessibleName(tr("Lessons and tools"));
    setModel(&model);
    setItemDelegate(new LessonDelegate(theme, this));
    setSelectionMode(SingleSelection);
    m_footer->setObjectName(QStringLiteral("lessonsFooter"));
    m_footer->setWordWrap(true);
    m_footer->setText(tr("Everything here runs on this computer: the client, the server and the wire are real."));
    expandAll();
    connect(&model, &QAbstractItemModel::rowsInserted, this, &QTreeView::expand);
    connect(&theme, &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        placeFooter();
    });
}

void LessonView::setStrip(bool strip)
{
    SideView::setStrip(strip);
    placeFooter();
}

void LessonView::choose(const QModelIndex &row)
{
    const QScopedValueRollback choosing(m_choosing, true);
    if (row.isValid())
        setCurrentIndex(row);
    else
        selectionModel()->clear();
}

void LessonView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    SideView::selectionChanged(selected, deselected);
    const QModelIndex index = selectionModel()->selectedRows().value(0);
    if (index.isValid() && !m_choosing)
        Q_EMIT chosen(index);
}

void LessonView::resizeEvent(QResizeEvent *event)
{
    placeFooter();
    SideView::resizeEvent(event);
}

void LessonView::placeFooter()
{
    const int space = width() - 2 * Padding;
    const int height = m_footer->heightForWidth(space) + 2 * Padding;
    const bool shown = !isStrip() && this->height() > 3 * height;
    m_footer->setVisible(shown);
    m_footer->setGeometry(Padding, this->height() - height, space, height);
    setViewportMargins(0, 0, 0, shown ? height : 0);
}

} // namespace handglass
