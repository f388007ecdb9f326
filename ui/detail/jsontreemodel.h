// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonindex.h"

#include <QAbstractItemModel>

#include <memory>

namespace handglass {

/// JSON values as a tree. Rows are made when their parent is opened, never more than 1 000 in one: more children are
/// put into groups, as "[0 … 999]". Of a single object or array the top level are its children. The display role says
/// "name: value".
class JsonTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    /// What a row shows, in its parts.
    struct Shown {
        QString name;  ///< member's name or element's number; empty: none
        QString value; ///< as it is spelled, cut at 300 characters; of an object or array its beginning
        QString note;  ///< "3 members", "12 elements", "64 KiB"
        JsonIndex::Kind kind = JsonIndex::Kind::Literal;
        bool isGroup = false;
        bool isElement = false;
    };

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    void setIndex(std::shared_ptr<const JsonIndex> index);
    const JsonIndex &json() const { return *m_index; }
    Shown shown(const QModelIndex &index) const;
    /// Nothing for a group of children.
    std::optional<JsonIndex::Node> nodeOf(const QModelIndex &index) const;
    /// Makes the rows on the way to it. Invalid for the object or array whose children are the top level.
    QModelIndex indexOf(JsonIndex::Node node);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Item;
    Item *itemOf(const QModelIndex &index) const;
    QModelIndex indexOfItem(const Item &item) const;
    void addGroups(Item &parent, qint64 first, qint64 count) const;
    void addValues(Item &parent, qint64 first, qint64 count) const;
    void showGroup(const Item &item, Shown &shown) const;
    void showValue(const Item &item, Shown &shown) const;

    std::shared_ptr<const JsonIndex> m_index;
    std::unique_ptr<Item> m_top;
};

} // namespace handglass
