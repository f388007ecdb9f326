// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QStyledItemDelegate>

namespace handglass {

/// Draws the sidebar's rows: state mark, name, a small note at the right; selected with a 2 px accent bar. As a strip
/// only the marks.
class SessionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit SessionDelegate(Theme &theme, QObject *parent = nullptr);
    void setStrip(bool strip) { m_strip = strip; }
    bool isStrip() const { return m_strip; }
    /// Where a click opens and closes the row's children, in the row's rect.
    static QRect chevronRect(const QRect &row);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(
        QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintItem(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintMark(QPainter *painter, const QRect &rect, const QModelIndex &index) const;

    Theme &m_theme;
    bool m_strip = false;
};

} // namespace handglass
