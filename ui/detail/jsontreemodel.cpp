// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsontreemodel.h"

#include "ui/common/format.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 MostRows = 1'000; ///< in one parent
constexpr qsizetype LongestValue = 300;
constexpr qsizetype LongestToolTip = 2'000;

/// The first characters of bytes, and whether there are more.
QString beginning(QByteArrayView utf8, qsizetype most)
{
    QString text = QString::fromUtf8(utf8.first(std::min(utf8.size(), 4 * most)));
    const bool cut = utf8.size() > 4 * most || text.size() > most;
    text.truncate(most);
    return cut ? text + u'…' : text;
}

QByteArrayView withoutQuotes(QByteArrayView name)
{
    return name.sliced(1).chopped(1);
}

} // namespace

struct JsonTreeModel::Item {
    Item *parent = nullptr;
    int row = 0;
    JsonIndex::Node node = JsonIndex::Document; ///< of a group the parent of its children
    qint64 number = 0;                          ///< in its JSON parent; of a group its first child's
    qint64 count = -1;                          ///< of a group; −1: it is a value
    bool filled = false;
    std::vector<std::unique_ptr<Item>> children;
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_index(std::make_shared<const JsonIndex>())
    , m_top(std::make_unique<Item>())
{
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setIndex(std::shared_ptr<const JsonIndex> index)
{
    beginResetModel();
    m_index = std::move(index);
    m_top = std::make_unique<Item>();
    const bool single = m_index->size() > 0 && m_index->hasChildren(0) && m_index->nextSibling(0) == m_index->size();
    m_top->node = single ? 0 : JsonIndex::Document;
    endResetModel();
}

JsonTreeModel::Item *JsonTreeModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_top.get();
}

QModelIndex JsonTreeModel::indexOfItem(const Item &item) const
{
    return &item == m_top.get() ? QModelIndex() : createIndex(item.row, 0, &item);
}

std::optional<JsonIndex::Node> JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    const Item *item = itemOf(index);
    return index.isValid() && item->count < 0 ? std::optional(item->node) : std::nullopt;
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (row < 0 || row >= int(item->children.size()) || column != 0)
        return {};
    return createIndex(row, 0, item->children[std::size_t(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOfItem(*itemOf(index)->parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return 1;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (item->count >= 0 || item->node == JsonIndex::Document)
        return item->count > 0 || m_index->size() > 0;
    return m_index->hasChildren(item->node);
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return !itemOf(parent)->filled && hasChildren(parent);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Item &item = *itemOf(parent);
    const qint64 first = item.count >= 0 ? item.number : 0;
    const qint64 count = item.count >= 0 ? item.count : m_index->childCount(item.node);
    qint64 step = 1;
    while (count > step * MostRows)
        step *= MostRows;
    item.filled = true;
    beginInsertRows(parent, 0, int((count + step - 1) / step) - 1);
    if (step > 1)
        addGroups(item, first, count);
    else
        addValues(item, first, count);
    endInsertRows();
}

void JsonTreeModel::addGroups(Item &parent, qint64 first, qint64 count) const
{
    qint64 step = MostRows;
    while (count > step * MostRows)
        step *= MostRows;
    for (qint64 at = 0; at < count; at += step) {
        auto group = std::make_unique<Item>();
        group->parent = &parent;
        group->row = int(at / step);
        group->node = parent.node;
        group->number = first + at;
        group->count = std::min(step, count - at);
        parent.children.push_back(std::move(group));
    }
}

void JsonTreeModel::addValues(Item &parent, qint64 first, qint64 count) const
{
    JsonIndex::Node node = m_index->child(parent.node, first);
    for (qint64 i = 0; i < count; ++i) {
        auto value = std::make_unique<Item>();
        value->parent = &parent;
        value->row = int(i);
        value->node = node;
        value->number = first + i;
        parent.children.push_back(std::move(value));
        node = m_index->nextSibling(node);
    }
}

QModelIndex JsonTreeModel::indexOf(JsonIndex::Node node)
{
    if (node >= m_index->size() || node == m_top->node)
        return {};
    QModelIndex index;
    const QList<JsonIndex::Step> way = m_index->way(node);
    for (qsizetype i = m_top->node == JsonIndex::Document ? 0 : 1; i < way.size(); ++i) {
        const Item *item = nullptr;
        do {
            fetchMore(index);
            const auto &children = itemOf(index)->children;
            const auto after = std::upper_bound(children.begin(), children.end(), way[i].row,
                [](qint64 row, const auto &child) { return row < child->number; });
            item = (after - 1)->get();
            index = indexOfItem(*item);
        } while (item->count >= 0);
    }
    return index;
}

JsonTreeModel::Shown JsonTreeModel::shown(const QModelIndex &index) const
{
    Shown shown;
    if (!index.isValid())
        return shown;
    const Item &item = *itemOf(index);
    if (item.count >= 0)
        showGroup(item, shown);
    else
        showValue(item, shown);
    return shown;
}

void JsonTreeModel::showGroup(const Item &item, Shown &shown) const
{
    shown.isGroup = true;
    shown.value =
        QStringLiteral("[%1 … %2]").arg(groupedNumber(item.number), groupedNumber(item.number + item.count - 1));
}

void JsonTreeModel::showValue(const Item &item, Shown &shown) const
{
    const JsonIndex::Node node = item.node;
    shown.kind = m_index->kind(node);
    const bool single =
        item.parent == m_top.get() && m_top->node == JsonIndex::Document && m_index->childCount(m_top->node) == 1;
    shown.isElement = !m_index->isMember(node);
    if (!shown.isElement)
        shown.name = beginning(withoutQuotes(m_index->name(node)), LongestValue);
    else if (!single)
        shown.name = QString::number(item.number);
    if (!m_index->isContainer(node)) {
        const QByteArrayView value = m_index->value(node);
        shown.value = beginning(value, LongestValue);
        if (shown.value.endsWith(u'…'))
            shown.note = sizeText(value.size());
        return;
    }
    const bool object = shown.kind == JsonIndex::Kind::Object;
    if (!m_index->hasChildren(node)) {
        shown.value = object ? QStringLiteral("{}") : QStringLiteral("[]");
        return;
    }
    const int count = int(m_index->childCount(node));
    shown.value = object ? QStringLiteral("{…}") : QStringLiteral("[…]");
    shown.note = object ? tr("%n members", nullptr, count) : tr("%n elements", nullptr, count);
    if (count == 1)
        shown.note = object ? tr("1 member") : tr("1 element");
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::ToolTipRole) {
        const auto node = nodeOf(index);
        return node && !m_index->isContainer(*node) ? beginning(m_index->value(*node), LongestToolTip) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const Shown row = shown(index);
    QString text = row.name.isEmpty() ? row.value : QStringLiteral("%1: %2").arg(row.name, row.value);
    if (role == Qt::AccessibleTextRole && !row.note.isEmpty())
        text += QStringLiteral(", ") + row.note;
    return text;
}

} // namespace handglass
