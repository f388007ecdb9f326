// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sessiondelegate.h"

#include "ui/common/sideview.h"
#include "ui/common/stylepaint.h"
#include "ui/session/sessionmodel.h"

#include <QPainter>
#include <QTreeView>

namespace handglass {

namespace {

using Kind = SessionModel::Kind;
constexpr int Left = 12;     ///< group names and hints
constexpr int MarkLeft = 21; ///< centre of the mark is 8 px on
constexpr int ClientIndent = 16;
constexpr int Right = 11;
constexpr int RowHeight = 24;

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(SessionModel::KindRole).toInt());
}

bool isNested(Kind kind)
{
    return kind == Kind::Client || kind == Kind::CapturedSession;
}

QRect hintRect(const QRect &row)
{
    return row.adjusted(Left, 2, -Right, -2);
}

} // namespace

SessionDelegate::SessionDelegate(Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QRect SessionDelegate::chevronRect(const QRect &row)
{
    return {row.left() + 2, row.top(), 19, row.height()};
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Kind kind = kindOf(index);
    const int text = QFontMetrics(m_theme.font()).height();
    if (kind == Kind::Group)
        return {0, m_strip ? 10 : qMax(RowHeight, text + 4) + (index.row() > 0 ? 12 : 4)};
    if (kind != Kind::Hint)
        return {0, qMax(RowHeight, text + 6)};
    if (m_strip)
        return {0, 1};
    const int width =
        option.widget != nullptr ? qobject_cast<const QTreeView *>(option.widget)->viewport()->width() : 0;
    const QRect space(0, 0, qMax(80, width - Left - Right), 1000);
    const QRect words =
        QFontMetrics(m_theme.font(TypeStep::Table)).boundingRect(space, Qt::TextWordWrap, index.data().toString());
    return {0, words.height() + 6};
}

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_theme.colours();
    const Kind kind = kindOf(index);
    painter->save();
    if (kind == Kind::Group && !m_strip) {
        painter->setFont(m_theme.font(TypeStep::Small, QFont::DemiBold));
        painter->setPen(c.text3);
        painter->drawText(
            option.rect.adjusted(Left, 0, -Right, -4), Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
    } else if (kind == Kind::Hint && !m_strip) {
        painter->setFont(m_theme.font(TypeStep::Table));
        painter->setPen(c.text2);
        painter->drawText(hintRect(option.rect), Qt::TextWordWrap, index.data().toString());
    } else if (kind != Kind::Group && kind != Kind::Hint) {
        paintItem(painter, option, index);
    }
    painter->restore();
}

void SessionDelegate::paintItem(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_theme.colours();
    const bool selected = option.state & QStyle::State_Selected;
    const QRect row = option.rect;
    paintSideRow(painter, option, c);
    if (m_strip) {
        paintMark(painter, row, index);
        return;
    }
    const bool nested = isNested(kindOf(index));
    const int left = row.left() + MarkLeft + (nested ? ClientIndent : 0);
    if (!nested && index.model()->rowCount(index) > 0)
        paint::chevron(
            painter, chevronRect(row), (option.state & QStyle::State_Open) ? Qt::DownArrow : Qt::RightArrow, c.text2);
    paintMark(painter, QRect(left, row.top(), 16, row.height()), index);

    const QString note = index.data(SessionModel::NoteRole).toString();
    const QFont small = m_theme.font(TypeStep::Small);
    const int noteWidth = note.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(note) + 8;
    painter->setFont(small);
    painter->setPen(c.text3);
    painter->drawText(row.adjusted(0, 0, -Right, 0), Qt::AlignRight | Qt::AlignVCenter, note);
    const QFont font = m_theme.font(TypeStep::Body, selected ? QFont::Medium : QFont::Normal);
    const QRect words(left + 21, row.top(), row.right() - Right - noteWidth - left - 21, row.height());
    painter->setFont(font);
    painter->setPen(nested ? c.text2 : c.text);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
}

void SessionDelegate::paintMark(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Kind kind = kindOf(index);
    if (kind != Kind::Capture && kind != Kind::Example) {
        const auto mark = static_cast<StateMark>(index.data(SessionModel::MarkRole).toInt());
        paintStateMark(painter, m_theme, rect, mark);
        return;
    }
    QRect icon(0, 0, 14, 14);
    icon.moveCenter(rect.center());
    const QString name = kind == Kind::Capture ? QStringLiteral("capture") : QStringLiteral("mock");
    m_theme.icon(name, m_theme.colours().text2).paint(painter, icon);
}

void SessionDelegate::updateEditorGeometry(
    QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const
{
    editor->setGeometry(option.rect.adjusted(MarkLeft + 16, 0, -4, 0));
}

} // namespace handglass
