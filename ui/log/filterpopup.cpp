// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filterpopup.h"

#include "ui/common/stylepaint.h"
#include "ui/common/textlabel.h"
#include "ui/log/filtershelf.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int Width = 460;
constexpr int ListHeight = 132;
constexpr int NameColumn = 0;
constexpr int TextColumn = 1;

} // namespace

FilterPopup::FilterPopup(Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_named(new QTreeWidget(this))
    , m_recent(new QListWidget(this))
    , m_save(new QPushButton(tr("&Save this filter"), this))
    , m_rename(new QPushButton(tr("Re&name"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
{
    setObjectName(QStringLiteral("filterPopup"));
    m_named->setObjectName(QStringLiteral("namedFilters"));
    m_named->setHeaderHidden(true);
    m_named->setRootIsDecorated(false);
    m_named->setColumnCount(2);
    m_named->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    m_named->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_recent->setObjectName(QStringLiteral("recentFilters"));
    m_save->setObjectName(QStringLiteral("saveFilter"));
    m_rename->setObjectName(QStringLiteral("renameFilter"));
    m_remove->setObjectName(QStringLiteral("removeFilter"));
    for (QWidget *list : {static_cast<QWidget *>(m_named), static_cast<QWidget *>(m_recent)}) {
        list->setFixedHeight(ListHeight);
        list->installEventFilter(this);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addStretch();
    buttons->addWidget(m_rename);
    buttons->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(sectionHeading(theme, tr("Saved filters"), m_named));
    column->addWidget(m_named);
    column->addLayout(buttons);
    column->addWidget(sectionHeading(theme, tr("Used last"), m_recent));
    column->addWidget(m_recent);
    connect(m_save, &QPushButton::clicked, this, &FilterPopup::saveCurrent);
    connect(m_rename, &QPushButton::clicked, this, &FilterPopup::rename);
    connect(m_remove, &QPushButton::clicked, this, &FilterPopup::removeSelected);
    connect(m_named, &QTreeWidget::itemChanged, this, &FilterPopup::keep);
    connect(m_named, &QTreeWidget::itemSelectionChanged, this, &FilterPopup::updateButtons);
    connect(m_named, &QTreeWidget::itemDoubleClicked, this,
        [this](const QTreeWidgetItem *item) { choose(item->text(TextColumn)); });
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) { choose(item->text()); });
    connect(m_recent, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { choose(item->text()); });
}

void FilterPopup::openUnder(const QWidget &field, const QString &current)
{
    m_current = current;
    fill();
    const int width = std::max(Width, field.width());
    QPoint at = field.mapToGlobal(QPoint(0, field.height() + 2));
    const QRect screen = field.screen()->availableGeometry();
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width)));
    setGeometry(QRect(at, QSize(width, sizeHint().height())));
    show();
    (m_named->topLevelItemCount() > 0 ? static_cast<QWidget *>(m_named) : m_recent)->setFocus(Qt::PopupFocusReason);
}

void FilterPopup::fill()
{
    const QSignalBlocker quiet(m_named);
    m_named->clear();
    const QList<NamedFilter> filters = FilterShelf::named();
    for (const NamedFilter &filter : filters) {
        auto *item = new QTreeWidgetItem(m_named, {filter.name, filter.text});
        item->setFlags(item->flags() | Qt::ItemIsEditable);
    }
    m_named->setCurrentItem(m_named->topLevelItem(0));
    m_recent->clear();
    m_recent->addItems(FilterShelf::recent());
    m_recent->setCurrentRow(0);
    updateButtons();
}

void FilterPopup::updateButtons()
{
    m_save->setEnabled(!m_current.isEmpty());
    m_save->setToolTip(m_current.isEmpty() ? tr("Write a filter first") : m_current);
    const bool any = m_named->currentItem() != nullptr;
    for (QPushButton *button : {m_rename, m_remove}) {
        button->setEnabled(any);
        button->setToolTip(any ? QString() : tr("Select a saved filter first"));
    }
}

/// Its name is its text until the user writes another, which can be done at once.
void FilterPopup::saveCurrent()
{
    const QList<QTreeWidgetItem *> same = m_named->findItems(m_current, Qt::MatchExactly, TextColumn);
    auto *item = same.isEmpty() ? new QTreeWidgetItem(m_named, {m_current, m_current}) : same.first();
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    m_named->setCurrentItem(item);
    keep();
    rename();
}

void FilterPopup::rename()
{
    if (QTreeWidgetItem *item = m_named->currentItem()) {
        m_named->setFocus();
        m_named->editItem(item, NameColumn);
    }
}

void FilterPopup::removeSelected()
{
    delete m_named->currentItem();
    keep();
    updateButtons();
}

void FilterPopup::keep()
{
    const QSignalBlocker quiet(m_named);
    QList<NamedFilter> filters;
    for (int row = 0; row < m_named->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_named->topLevelItem(row);
        if (item->text(NameColumn).trimmed().isEmpty())
            item->setText(NameColumn, item->text(TextColumn));
        filters.append({item->text(NameColumn).trimmed(), item->text(TextColumn)});
    }
    FilterShelf::setNamed(filters);
}

void FilterPopup::choose(const QString &filter)
{
    hide();
    Q_EMIT chosen(filter);
}

bool FilterPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_named && enter && m_named->currentItem() != nullptr)
        choose(m_named->currentItem()->text(TextColumn));
    else if (watched == m_named && key == Qt::Key_Delete)
        removeSelected();
    else if (key == Qt::Key_Escape)
        hide();
    else
        return QFrame::eventFilter(watched, event);
    return true;
}

void FilterPopup::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.setPen(m_theme.colours().edge);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace handglass
