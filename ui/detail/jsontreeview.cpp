// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsontreeview.h"

#include "ui/detail/jsontreedelegate.h"
#include "ui/detail/jsontreemodel.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

namespace handglass {

namespace {

constexpr int OpenedAtFirst = 200; ///< rows; a document that has no more is open as a whole

/// A value as the filter's grammar wants it: a string in quotes, with its quotes and backslashes escaped.
QString filterValue(const JsonIndex &json, JsonIndex::Node node)
{
    const QByteArrayView value = json.value(node);
    if (json.kind(node) != JsonIndex::Kind::String)
        return QString::fromUtf8(value);
    QString text = QString::fromUtf8(unescapedJson(value));
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

} // namespace

JsonTreeView::JsonTreeView(Theme &theme, JsonTreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(model)
    , m_delegate(new JsonTreeDelegate(theme, model, this))
{
    setObjectName(QStringLiteral("jsonTree"));
    setAccessibleName(tr("JSON members"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(16);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setItemDelegate(m_delegate);
    setModel(&model);
    header()->setStretchLastSection(true);
    makeActions();
    connect(&theme, &Theme::changed, this, &JsonTreeView::applyTheme);
    applyTheme();
    updateActions();
}

QAction *JsonTreeView::addRowAction(const QString &text, const QKeySequence &keys, const char *name)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    addAction(action);
    return action;
}

void JsonTreeView::makeActions()
{
    m_copyValue = addRowAction(tr("&Copy value"), QKeySequence::Copy, "treeCopyValue");
    connect(m_copyValue, &QAction::triggered, this, &JsonTreeView::copyValue);
    m_copyPath = addRowAction(tr("Copy &path"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), "treeCopyPath");
    connect(m_copyPath, &QAction::triggered, this, &JsonTreeView::copyPath);
    m_filter = addRowAction(tr("&Filter by this member"), QKeySequence(Qt::ALT | Qt::Key_Return), "treeFilter");
    connect(m_filter, &QAction::triggered, this, &JsonTreeView::filterByThis);
    m_expand = addRowAction(tr("&Expand all below"), QKeySequence(Qt::Key_Asterisk), "treeExpand");
    connect(m_expand, &QAction::triggered, this,
        [this] { Q_EMIT expandedInPart(!expandBelow(currentIndex(), MostOpened)); });
    m_collapse = addRowAction(tr("C&ollapse all"), QKeySequence(Qt::Key_Slash), "treeCollapse");
    connect(m_collapse, &QAction::triggered, this, [this] {
        collapseAll();
        Q_EMIT expandedInPart(false);
    });
}

void JsonTreeView::applyTheme()
{
    setFont(m_theme.mono());
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void JsonTreeView::openTop()
{
    m_model.fetchMore({});
    expandBelow({}, OpenedAtFirst);
    setCurrentIndex(m_model.index(0, 0));
    updateActions();
}

/// Level by level, so that what the bound leaves closed is what lies deepest.
bool JsonTreeView::expandBelow(const QModelIndex &top, int most)
{
    scheduleDelayedItemsLayout(); // one layout for all
    QList<QModelIndex> level{top};
    while (!level.isEmpty()) {
        QList<QModelIndex> next;
        for (const QModelIndex &index : std::as_const(level)) {
            if (!m_model.hasChildren(index))
                continue;
            m_model.fetchMore(index);
            const int rows = m_model.rowCount(index);
            if (index.isValid() && rows > most)
                return false;
            most -= rows;
            if (index.isValid())
                expand(index);
            for (int row = 0; row < rows; ++row)
                next.append(m_model.index(row, 0, index));
        }
        level = next;
    }
    return true;
}

void JsonTreeView::showNode(JsonIndex::Node node)
{
    const QModelIndex index = m_model.indexOf(node);
    if (!index.isValid())
        return;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        expand(above);
    setCurrentIndex(index);
    scrollTo(index);
}

void JsonTreeView::setSearch(const ByteSearch &search)
{
    m_delegate->setSearch(search);
    viewport()->update();
}

void JsonTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    updateActions();
}

QString JsonTreeView::whyNoFilter() const
{
    const auto node = m_model.nodeOf(currentIndex());
    if (!node)
        return tr("Select a member first");
    if (m_model.json().childCount(JsonIndex::Document) > 1)
        return tr("Only a message that is one JSON text can be found by its members");
    return m_model.json().path(*node).steps.isEmpty() ? tr("The message is this value alone") : QString();
}

void JsonTreeView::updateActions()
{
    if (m_collapse == nullptr)
        return;
    const bool value = m_model.nodeOf(currentIndex()).has_value();
    for (QAction *action : {m_copyValue, m_copyPath}) {
        action->setEnabled(value);
        action->setToolTip(value ? action->text().remove(u'&') : tr("Select a member first"));
    }
    const QString whyNot = whyNoFilter();
    m_filter->setEnabled(whyNot.isEmpty());
    m_filter->setToolTip(whyNot.isEmpty() ? tr("Show the rows that have this member with this value") : whyNot);
}

/// Of a string what it says, of anything else how it is spelled.
void JsonTreeView::copyValue()
{
    const auto node = m_model.nodeOf(currentIndex());
    if (!node)
        return;
    const JsonIndex &json = m_model.json();
    const bool string = json.kind(*node) == JsonIndex::Kind::String;
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(string ? unescapedJson(json.value(*node)) : json.value(*node).toByteArray()));
}

void JsonTreeView::copyPath()
{
    if (const auto node = m_model.nodeOf(currentIndex()))
        QGuiApplication::clipboard()->setText(m_model.json().path(*node).text());
}

void JsonTreeView::filterByThis()
{
    const auto node = m_model.nodeOf(currentIndex());
    if (!node || !whyNoFilter().isEmpty())
        return;
    const JsonIndex &json = m_model.json();
    const QString path = json.path(*node).text();
    Q_EMIT filterRequested(json.isContainer(*node) ? path : path + u'=' + filterValue(json, *node));
}

/// Qt's own "*" would open all that there is.
void JsonTreeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Asterisk)
        m_expand->trigger();
    else
        QTreeView::keyPressEvent(event);
}

void JsonTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    menu.setToolTipsVisible(true);
    menu.addActions({m_copyValue, m_copyPath, m_filter});
    menu.addSeparator();
    menu.addActions({m_expand, m_collapse});
    menu.exec(event->globalPos());
}

} // namespace handglass
