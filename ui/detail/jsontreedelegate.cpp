// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsontreedelegate.h"

#include <QApplication>
#include <QPainter>

namespace handglass {

namespace {

constexpr int RowHeight = 20;
constexpr int NoteGap = 10;

} // namespace

JsonTreeDelegate::JsonTreeDelegate(Theme &theme, const JsonTreeModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QSize JsonTreeDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {100, std::max(RowHeight, QFontMetrics(m_theme.mono()).height() + 3)};
}

QColor JsonTreeDelegate::valueColour(const JsonTreeModel::Shown &shown) const
{
    const Colours &colours = m_theme.colours();
    if (shown.isGroup)
        return colours.text2;
    switch (shown.kind) {
    case JsonIndex::Kind::String:
        return colours.jsonString;
    case JsonIndex::Kind::Number:
        return colours.jsonNumber;
    case JsonIndex::Kind::Literal:
        return colours.jsonLiteral;
    default:
        return colours.text3;
    }
}

void JsonTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
    const JsonTreeModel::Shown shown = m_model.shown(index);
    const Colours &colours = m_theme.colours();
    QRect room = option.rect.adjusted(4, 0, -4, 0);
    painter->save();
    QFont font = m_theme.mono();
    if (!shown.name.isEmpty()) {
        if (!shown.isElement)
            font.setWeight(QFont::Medium);
        painter->setFont(font);
        room.setLeft(paintPart(*painter, room, shown.name, shown.isElement ? colours.text3 : colours.text));
        painter->setFont(m_theme.mono());
        room.setLeft(paintPart(*painter, room, QStringLiteral(": "), colours.text3));
    }
    painter->setFont(m_theme.mono());
    const int noteWidth =
        shown.note.isEmpty() ? 0 : NoteGap + QFontMetrics(m_theme.font(TypeStep::Small)).horizontalAdvance(shown.note);
    const int end = paintPart(*painter, room.adjusted(0, 0, -noteWidth, 0), shown.value, valueColour(shown));
    painter->setFont(m_theme.font(TypeStep::Small));
    painter->setPen(colours.text2);
    painter->drawText(QRect(end + NoteGap, room.top(), noteWidth, room.height()), Qt::AlignVCenter, shown.note);
    painter->restore();
}

int JsonTreeDelegate::paintPart(QPainter &painter, const QRect &room, const QString &text, const QColor &ink) const
{
    const QString elided = painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width());
    paintHits(painter, room, elided);
    painter.setPen(ink);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine, elided);
    return std::min(room.right(), room.left() + painter.fontMetrics().horizontalAdvance(elided));
}

void JsonTreeDelegate::paintHits(QPainter &painter, const QRect &room, const QString &text) const
{
    if (m_search.isEmpty())
        return;
    const QByteArray utf8 = text.toUtf8();
    const QFontMetrics metrics = painter.fontMetrics();
    for (const ByteRange &hit : findAll(utf8, m_search, 20).ranges) {
        const int from = metrics.horizontalAdvance(QString::fromUtf8(utf8.first(hit.offset)));
        const int to = metrics.horizontalAdvance(QString::fromUtf8(utf8.first(hit.end())));
        const QRect box(room.left() + from, room.top() + 2, to - from, room.height() - 4);
        painter.fillRect(box, m_theme.colours().warnBg);
        painter.setPen(m_theme.colours().warn);
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }
}

} // namespace handglass
