// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lessondelegate.h"

#include "ui/common/sideview.h"
#include "ui/learn/lessonmodel.h"

#include <QPainter>

namespace handglass {

namespace {

using Kind = LessonModel::Kind;
using State = LessonModel::State;
constexpr int Padding = 12;
constexpr int RowHeight = 24;
constexpr int MarkSize = 14;
constexpr int ToolLeft = 22;

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(LessonModel::KindRole).toInt());
}

bool isStrip(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const SideView *>(option.widget);
    return view != nullptr && view->isStrip();
}

void drawIcon(QPainter *painter, const QIcon &icon, const QPoint &centre)
{
    QRect place(0, 0, MarkSize, MarkSize);
    place.moveCenter(centre);
    icon.paint(painter, place);
}

} // namespace

LessonDelegate::LessonDelegate(Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize LessonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = qMax(RowHeight, QFontMetrics(m_theme.font()).height() + 6);
    if (kindOf(index) != Kind::Group)
        return {0, height};
    if (isStrip(option))
        return {0, index.row() > 0 ? 10 : 1};
    return {0, height + (index.row() > 0 ? 12 : 4)};
}

void LessonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const Kind kind = kindOf(index);
    if (kind != Kind::Group)
        paintSideRow(painter, option, m_theme.colours());
    if (kind == Kind::Lesson)
        paintLesson(painter, option, index);
    else if (kind != Kind::Group)
        paintOther(painter, option, index);
    else if (!isStrip(option))
        paintGroup(painter, option.rect, index);
    painter->restore();
}

void LessonDelegate::paintGroup(QPainter *painter, const QRect &row, const QModelIndex &index) const
{
    const QRect words = row.adjusted(Padding, 0, -Padding, -4);
    painter->setPen(m_theme.colours().text3);
    painter->setFont(m_theme.font(TypeStep::Small));
    painter->drawText(words, Qt::AlignRight | Qt::AlignBottom, index.data(LessonModel::NoteRole).toString());
    painter->setFont(m_theme.font(TypeStep::Small, QFont::DemiBold));
    painter->setPen(m_theme.colours().text2);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
}

void LessonDelegate::paintLesson(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_theme.colours();
    const auto state = static_cast<State>(index.data(LessonModel::StateRole).toInt());
    const QString number = QString::number(index.data(LessonModel::NumberRole).toInt());
    const QRect &row = option.rect;
    const bool strip = isStrip(option);
    const int digits = QFontMetrics(m_theme.font()).horizontalAdvance(QStringLiteral("00"));
    const int left = row.left() + 8 + digits;
    painter->setFont(m_theme.font());
    painter->setPen(strip && state == State::Done ? c.ok : c.text2);
    painter->drawText(
        QRect(row.left(), row.top(), left - row.left(), row.height()), Qt::AlignRight | Qt::AlignVCenter, number);
    const QPoint mark(row.right() - (strip ? 8 : Padding + 3), row.center().y() + 1);
    if (state == State::Done)
        drawIcon(painter, m_theme.icon(QStringLiteral("ok"), c.ok), mark);
    else if (state == State::Current)
        drawIcon(painter, m_theme.icon(QStringLiteral("run"), c.accent), mark);
    if (!strip)
        paintWords(painter, option, left + 7, row.right() - Padding - MarkSize - 2, index.data().toString());
}

void LessonDelegate::paintOther(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect &row = option.rect;
    const QIcon icon = m_theme.icon(index.data(LessonModel::IconRole).toString(), m_theme.colours().text2);
    const int left = row.left() + (isStrip(option) ? row.width() / 2 - MarkSize / 2 : ToolLeft);
    drawIcon(painter, icon, QPoint(left + MarkSize / 2, row.center().y() + 1));
    if (!isStrip(option))
        paintWords(painter, option, left + MarkSize + 6, row.right() - Padding, index.data().toString());
}

void LessonDelegate::paintWords(
    QPainter *painter, const QStyleOptionViewItem &option, int left, int right, const QString &text) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const QFont font = m_theme.font(TypeStep::Body, selected ? QFont::Medium : QFont::Normal);
    const QRect words(left, option.rect.top(), right - left, option.rect.height());
    painter->setFont(font);
    painter->setPen(m_theme.colours().text);
    painter->drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, words.width()));
}

} // namespace handglass
