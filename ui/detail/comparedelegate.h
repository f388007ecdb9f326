// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/comparemodel.h"

#include <QStyledItemDelegate>

namespace handglass {

/// A side of a comparison's row: its line or offset, its text, and what of it differs.
class CompareDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CompareDelegate(Theme &theme, const CompareModel &model, QObject *parent);
    int rowHeight() const;
    int wordWidth() const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor background(const CompareRow &row) const;
    void paintWord(QPainter &painter, const QRect &room, const QModelIndex &index) const;
    void paintSide(QPainter &painter, QRect room, const CompareRow &row, const CompareSide &side) const;

    Theme &m_theme;
    const CompareModel &m_model;
};

} // namespace handglass
