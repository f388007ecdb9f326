// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logdelegate.h"

#include "ui/common/format.h"
#include "ui/common/tag.h"
#include "ui/log/filterhits.h"
#include "ui/log/logmodel.h"

#include <QAbstractItemView>
#include <QPainter>

namespace handglass {

namespace {

constexpr int Padding = 8;
constexpr int IconSize = 14;
constexpr int PieceGap = 12;
constexpr int HitBar = 3;

/// A rule that the peer broke. What the user sent by hand is no fault of anybody.
bool isFault(const Entry &entry)
{
    return entry.violation() && !entry.byHand();
}

QColor mixed(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

bool isEvent(const Entry &entry)
{
    return entry.row.kind != EntryKind::Frame;
}

} // namespace

LogDelegate::LogDelegate(Theme &theme, const LogModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
    connect(&theme, &Theme::changed, this, &LogDelegate::applyTheme);
    applyTheme();
}

void LogDelegate::applyTheme()
{
    m_font = m_theme.font(TypeStep::Table);
    m_medium = m_theme.font(TypeStep::Table, QFont::Medium);
    m_mono = m_theme.mono();
    m_icons.clear();
}

int LogDelegate::minimumRowHeight() const
{
    return std::max(QFontMetrics(m_font).height(), QFontMetrics(m_mono).height()) + 2;
}

QSize LogDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = QFontMetrics(m_font).horizontalAdvance(index.data().toString());
    return {text + 2 * Padding, option.rect.height()};
}

bool LogDelegate::isHit(EntryId id) const
{
    return m_hits != nullptr && m_hits->isActive() && m_hits->contains(id);
}

QColor LogDelegate::background(const QStyleOptionViewItem &option, const Entry &entry, int row) const
{
    const Colours &colours = m_theme.colours();
    if ((option.state & QStyle::State_Selected) != 0)
        return (option.state & QStyle::State_Active) != 0 && option.widget != nullptr && option.widget->hasFocus()
            ? colours.sel
            : colours.selInactive;
    if (isFault(entry))
        return colours.failBg;
    if (isHit(entry.id))
        return mixed(colours.sel, colours.base);
    if (row == m_hoveredRow)
        return colours.hover;
    if (isEvent(entry))
        return colours.sunken;
    return entry.row.direction == Direction::Sent ? colours.sentBg : colours.base;
}

QColor LogDelegate::columnInk(LogColumn column, const Entry &entry) const
{
    const Colours &colours = m_theme.colours();
    if (column == LogColumn::Number || column == LogColumn::Delta)
        return colours.text3;
    if (column == LogColumn::MaskKey)
        return colours.purpose;
    return isEvent(entry) ? colours.text2 : colours.text;
}

void LogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const LogRow *found = m_model.rowAt(index.row());
    if (found == nullptr) {
        paintUnread(painter, option, index);
        return;
    }
    const LogRow row = *found;
    painter->save();
    painter->setClipRect(option.rect);
    painter->fillRect(option.rect, background(option, row.entry, index.row()));
    if (isHit(row.entry.id) && option.rect.left() <= 0)
        painter->fillRect(0, option.rect.top(), HitBar, option.rect.height(), m_theme.colours().accent);
    const QRect inner = option.rect.adjusted(Padding, 0, -Padding, 0);
    const auto column = static_cast<LogColumn>(index.column());
    if (column == LogColumn::Data)
        paintData(painter, inner, row);
    else if (column == LogColumn::Direction && row.entry.row.direction != Direction::None)
        paintDirection(painter, inner, row.entry);
    else if (column == LogColumn::Connection && row.entry.row.connection > 0)
        paintConnection(painter, inner, index, row.entry);
    else
        paintText(painter, inner, index, row.entry);
    paintFocus(painter, option);
    painter->restore();
}

/// A row that is still being read tells its number.
void LogDelegate::paintUnread(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Entry unread;
    unread.row.kind = EntryKind::Frame;
    painter->fillRect(option.rect, background(option, unread, index.row()));
    painter->setFont(m_font);
    painter->setPen(m_theme.colours().text3);
    if (static_cast<LogColumn>(index.column()) == LogColumn::Number)
        painter->drawText(option.rect.adjusted(0, 0, -2, 0), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
            groupedNumber(m_model.idAt(index.row())));
    paintFocus(painter, option);
}

void LogDelegate::paintFocus(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view == nullptr || !view->hasFocus() || view->currentIndex().row() != option.index.row())
        return;
    const QRect row(0, option.rect.top(), view->viewport()->width(), option.rect.height());
    painter->setPen(m_theme.colours().accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(row.adjusted(0, 0, -1, -1));
}

void LogDelegate::paintDirection(QPainter *painter, const QRect &rect, const Entry &entry) const
{
    const bool sent = entry.row.direction == Direction::Sent;
    const QColor ink = sent ? m_theme.colours().sent : m_theme.colours().received;
    const QString name = sent ? QStringLiteral("sent") : QStringLiteral("received");
    const int used = paintIcon(painter, rect.adjusted(-1, 0, 0, 0), name, ink);
    paintWords(painter, rect.adjusted(used + 1, 0, 0, 0), directionText(entry), m_medium, ink);
}

/// A shape before the number, so that a connection's rows are seen at a glance: eight of them, in turn.
void LogDelegate::paintConnection(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const Entry &entry) const
{
    const QColor ink = columnInk(LogColumn::Connection, entry);
    const auto shape = static_cast<int>((entry.row.connection - 1) % 8);
    const QRectF box(rect.left() + 0.5, rect.center().y() - 3.5, 8, 8);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(ink, 1.3));
    painter->setBrush(shape < 4 ? QBrush(ink) : Qt::NoBrush);
    const QPointF middle = box.center();
    switch (shape % 4) {
    case 0:
        painter->drawEllipse(box);
        break;
    case 1:
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case 2:
        painter->drawPolygon(QPolygonF{QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()});
        break;
    default:
        painter->drawPolygon(QPolygonF{QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())});
        break;
    }
    painter->restore();
    paintWords(painter, rect.adjusted(14, 0, 0, 0), index.data().toString(), m_font, ink);
}

void LogDelegate::paintText(QPainter *painter, const QRect &rect, const QModelIndex &index, const Entry &entry) const
{
    const auto column = static_cast<LogColumn>(index.column());
    const bool mono = column == LogColumn::MaskKey;
    const bool medium = isEvent(entry) && column == LogColumn::Type;
    painter->setFont(mono ? m_mono : medium ? m_medium : m_font);
    painter->setPen(columnInk(column, entry));
    const bool right = isNumber(column) && column != LogColumn::Time;
    const QRect room = right ? rect.adjusted(-Padding, 0, 0, 0) : rect;
    QString text = index.data().toString();
    // A number that does not fit is told rounded, never cut.
    if (column == LogColumn::Size && painter->fontMetrics().horizontalAdvance(text) > room.width())
        text = sizeText(entry.payloadLength).replace(QStringLiteral(".0 "), QStringLiteral(" "));
    text = painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width());
    painter->drawText(room, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void LogDelegate::paintData(QPainter *painter, const QRect &rect, const LogRow &row) const
{
    QRect rest = rect;
    const QList<DataPiece> pieces = dataPieces(row);
    for (const DataPiece &piece : pieces) {
        if (rest.width() < 8)
            return;
        rest.setLeft(paintPiece(painter, rest, piece, row));
    }
}

int LogDelegate::paintPiece(QPainter *painter, const QRect &rect, const DataPiece &piece, const LogRow &row) const
{
    using Kind = DataPiece::Kind;
    const Colours &colours = m_theme.colours();
    switch (piece.kind) {
    case Kind::Tag:
        return paintTag(painter, m_theme, rect, piece.text);
    case Kind::Icon: {
        const bool opened = row.entry.row.kind == EntryKind::Opened;
        const QColor ink = row.entry.violation() ? colours.fail : opened ? colours.ok : colours.text2;
        return rect.left() + paintIcon(painter, rect.adjusted(-1, 0, 0, 0), piece.text, ink) + 2;
    }
    case Kind::Mark:
        return rect.left() + paintIcon(painter, rect.adjusted(-1, 0, 0, 0), piece.text, colours.accent) + 2;
    case Kind::Comment:
        return rect.left() + paintWords(painter, rect, piece.text, m_medium, colours.accent) + PieceGap;
    case Kind::ByHand:
    case Kind::OnPurpose:
        return rect.left() + paintIcon(painter, rect.adjusted(-1, 0, 0, 0), piece.text, colours.purpose) + 2;
    case Kind::Payload:
        return rect.left() + paintWords(painter, rect, piece.text, m_mono, colours.text) + PieceGap;
    case Kind::Strong:
        return rect.left() + paintWords(painter, rect, piece.text, m_medium, colours.text) + PieceGap;
    case Kind::Violation:
        return rect.left()
            + paintWords(painter, rect, piece.text, m_font, isFault(row.entry) ? colours.fail : colours.purpose)
            + PieceGap / 2;
    case Kind::Note:
    case Kind::Event:
        break;
    }
    return rect.left() + paintWords(painter, rect, piece.text, m_font, colours.text2) + PieceGap;
}

/// Returns the width used.
int LogDelegate::paintWords(
    QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QColor &ink) const
{
    painter->setFont(font);
    painter->setPen(ink);
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return painter->fontMetrics().horizontalAdvance(shown);
}

int LogDelegate::paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour) const
{
    const qreal scale = painter->device()->devicePixelRatio();
    const QString key = name + colour.name() + QString::number(scale);
    QPixmap &pixmap = m_icons[key];
    if (pixmap.isNull())
        pixmap = m_theme.icon(name, colour).pixmap(QSize(IconSize, IconSize), scale);
    painter->drawPixmap(QPoint(rect.left(), rect.top() + (rect.height() - IconSize) / 2), pixmap);
    return IconSize + 2;
}

} // namespace handglass
