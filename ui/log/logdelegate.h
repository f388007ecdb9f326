// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/log/logcolumns.h"
#include "ui/log/rowtext.h"

#include <QHash>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace handglass {

class FilterHits;
class LogModel;

/// Draws every cell of the log: row kinds, arrows, tags, one line of payload.
class LogDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    LogDelegate(Theme &theme, const LogModel &model, QObject *parent);

    /// Rows that are highlighted; must outlive the delegate.
    void setHits(const FilterHits &hits) { m_hits = &hits; }
    void setHoveredRow(int row) { m_hoveredRow = row; }
    int hoveredRow() const { return m_hoveredRow; }
    /// Least height that the fonts need, px.
    int minimumRowHeight() const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void applyTheme();
    bool isHit(EntryId id) const;
    QColor background(const QStyleOptionViewItem &option, const Entry &entry, int row) const;
    QColor columnInk(LogColumn column, const Entry &entry) const;
    void paintDirection(QPainter *painter, const QRect &rect, const Entry &entry) const;
    void paintConnection(QPainter *painter, const QRect &rect, const QModelIndex &index, const Entry &entry) const;
    void paintText(QPainter *painter, const QRect &rect, const QModelIndex &index, const Entry &entry) const;
    void paintData(QPainter *painter, const QRect &rect, const LogRow &row) const;
    int paintPiece(QPainter *painter, const QRect &rect, const DataPiece &piece, const LogRow &row) const;
    int paintWords(
        QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QColor &ink) const;
    int paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour) const;
    void paintUnread(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintFocus(QPainter *painter, const QStyleOptionViewItem &option) const;

    Theme &m_theme;
    const LogModel &m_model;
    const FilterHits *m_hits = nullptr;
    int m_hoveredRow = -1;
    QFont m_font;
    QFont m_medium;
    QFont m_mono;
    mutable QHash<QString, QPixmap> m_icons;
};

} // namespace handglass
