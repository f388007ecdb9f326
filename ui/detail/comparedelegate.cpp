// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/comparedelegate.h"

#include <QPainter>

namespace handglass {

namespace {

constexpr int Margin = 8;
constexpr int RowHeight = 20;

} // namespace

CompareDelegate::CompareDelegate(Theme &theme, const CompareModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

int CompareDelegate::rowHeight() const
{
    return std::max(RowHeight, QFontMetrics(m_theme.mono()).height() + 3);
}

int CompareDelegate::wordWidth() const
{
    return QFontMetrics(m_theme.font(TypeStep::Table)).horizontalAdvance(QStringLiteral("10 000 000 equal values"))
        + 2 * Margin;
}

QColor CompareDelegate::background(const CompareRow &row) const
{
    const Colours &colours = m_theme.colours();
    switch (row.change) {
    case Change::Changed:
        return colours.warnBg;
    case Change::Added:
        return colours.okBg;
    case Change::Removed:
        return colours.failBg;
    case Change::Skipped:
        return colours.sunken;
    default:
        return colours.base;
    }
}

void CompareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    const CompareRow &row = m_model.row(index.row());
    const CompareSide &side = index.column() == CompareModel::Left ? row.left : row.right;
    const bool there = index.column() == CompareModel::Word || side.there;
    painter->save();
    painter->setClipRect(option.rect);
    painter->fillRect(option.rect, there || row.change == Change::Skipped ? background(row) : colours.sunken);
    if ((option.state & QStyle::State_Selected) != 0)
        painter->fillRect(option.rect, (option.state & QStyle::State_Active) != 0 ? colours.sel : colours.selInactive);
    if (index.column() == CompareModel::Word)
        paintWord(*painter, option.rect, index);
    else if (side.there)
        paintSide(*painter, option.rect, row, side);
    painter->restore();
}

void CompareDelegate::paintWord(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    const bool difference = m_model.row(index.row()).isDifference();
    painter.setFont(m_theme.font(TypeStep::Table, difference ? QFont::Medium : QFont::Normal));
    painter.setPen(difference ? colours.text : colours.text2);
    painter.drawText(room, Qt::AlignCenter, index.data().toString());
    painter.fillRect(QRect(room.left(), room.top(), 1, room.height()), colours.line);
    painter.fillRect(QRect(room.right(), room.top(), 1, room.height()), colours.line);
}

void CompareDelegate::paintSide(QPainter &painter, QRect room, const CompareRow &row, const CompareSide &side) const
{
    const Colours &colours = m_theme.colours();
    QFont font = m_theme.mono();
    const QFontMetrics metrics(font);
    painter.setFont(font);
    room.adjust(Margin, 0, -Margin, 0);
    if (m_model.comparison().as != CompareAs::Json) {
        const int width = metrics.horizontalAdvance(QStringLiteral("00000000"));
        painter.setPen(colours.text3);
        const auto way = m_model.comparison().as == CompareAs::Lines ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(QRect(room.left(), room.top(), width, room.height()), Qt::AlignVCenter | way, side.place);
        room.setLeft(room.left() + width + 2 * Margin);
    }
    room.setLeft(room.left() + row.level * 2 * metrics.horizontalAdvance(u' '));
    painter.setPen(colours.text);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine, side.text);
    if (row.change != Change::Changed)
        return;
    font.setWeight(QFont::Bold);
    for (const ByteRange &mark : side.marks) {
        const int from = room.left() + metrics.horizontalAdvance(side.text.left(mark.offset));
        const int width = metrics.horizontalAdvance(side.text.mid(mark.offset, mark.length));
        painter.fillRect(QRect(from, room.bottom() - 2, width, 2), colours.warn);
    }
}

} // namespace handglass
