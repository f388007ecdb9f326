// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowaccess.h"

#include "ui/log/rowview.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QQueue>

namespace handglass {

namespace {

constexpr int MostItems = 1'000;

class RowItem final : public QAccessibleInterface
{
public:
    RowItem(RowView *view, int row)
        : m_view(view)
        , m_row(row)
    {
    }

    bool isValid() const override { return m_view && m_row < m_view->model()->rowCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int /*index*/) const override { return nullptr; }
    QAccessibleInterface *childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface * /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text /*which*/, const QString & /*text*/) override { }

    QString text(QAccessible::Text which) const override
    {
        if (which != QAccessible::Name || !isValid())
            return {};
        return m_view->model()->index(m_row, 0).data(Qt::AccessibleTextRole).toString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect row = m_view->rowRect(m_row);
        return {m_view->viewport()->mapToGlobal(row.topLeft()), row.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = state.focusable = state.multiSelectable = state.extSelectable = true;
        state.selected = m_view->selectionModel()->isSelected(m_view->model()->index(m_row, 0));
        state.focused = m_view->hasFocus() && m_view->currentIndex().row() == m_row;
        state.invisible = state.offscreen = !m_view->viewport()->rect().intersects(m_view->rowRect(m_row));
        return state;
    }

    int row() const { return m_row; }

private:
    QPointer<RowView> m_view;
    int m_row;
};

class RowList final : public QAccessibleWidget
{
public:
    explicit RowList(RowView *view)
        : QAccessibleWidget(view, QAccessible::List)
    {
    }
    ~RowList() override
    {
        for (const QAccessible::Id id : std::as_const(m_items))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return view()->model() != nullptr ? view()->model()->rowCount() : 0; }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        if (const auto known = m_items.constFind(index); known != m_items.constEnd())
            return QAccessible::accessibleInterface(*known);
        while (m_order.size() >= MostItems)
            QAccessible::deleteAccessibleInterface(m_items.take(m_order.dequeue()));
        auto *item = new RowItem(view(), index);
        m_items.insert(index, QAccessible::registerAccessibleInterface(item));
        m_order.enqueue(index);
        return item;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child != nullptr && child->role() == QAccessible::ListItem ? static_cast<const RowItem *>(child)->row()
                                                                          : -1;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        return child(view()->rowAt(view()->viewport()->mapFromGlobal(QPoint(x, y)).y()));
    }

    QAccessibleInterface *focusChild() const override { return child(view()->currentIndex().row()); }

private:
    RowView *view() const { return static_cast<RowView *>(object()); }

    mutable QHash<int, QAccessible::Id> m_items; ///< by row
    mutable QQueue<int> m_order;                 ///< as they were made
};

QAccessibleInterface *makeRowList(const QString & /*className*/, QObject *object)
{
    auto *view = qobject_cast<RowView *>(object);
    return view != nullptr ? new RowList(view) : nullptr;
}

} // namespace

void installRowAccess()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeRowList);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceRow(RowView &view, int row)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

} // namespace handglass
