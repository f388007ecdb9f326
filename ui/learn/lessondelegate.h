// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QStyledItemDelegate>

namespace handglass {

/// Draws a LessonView's rows: number, title, and at the right what is done or current. As a strip the number alone,
/// in the colour of its state.
class LessonDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit LessonDelegate(Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGroup(QPainter *painter, const QRect &row, const QModelIndex &index) const;
    void paintLesson(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintOther(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintWords(
        QPainter *painter, const QStyleOptionViewItem &option, int left, int right, const QString &text) const;

    Theme &m_theme;
};

} // namespace handglass
