// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/bytesearch.h"
#include "ui/common/theme.h"
#include "ui/detail/jsontreemodel.h"

#include <QStyledItemDelegate>

namespace handglass {

/// A row of the JSON tree: the name, then the value in its type's colour, then how much there is; hits of a search are
/// marked.
class JsonTreeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    JsonTreeDelegate(Theme &theme, const JsonTreeModel &model, QObject *parent);
    void setSearch(const ByteSearch &search) { m_search = search; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor valueColour(const JsonTreeModel::Shown &shown) const;
    /// Returns where the text ends.
    int paintPart(QPainter &painter, const QRect &room, const QString &text, const QColor &ink) const;
    void paintHits(QPainter &painter, const QRect &room, const QString &text) const;

    Theme &m_theme;
    const JsonTreeModel &m_model;
    ByteSearch m_search;
};

} // namespace handglass
