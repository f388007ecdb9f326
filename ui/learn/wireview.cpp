// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/wireview.h"

#include "ui/learn/heldcard.h"
#include "ui/learn/measures.h"
#include "ui/learn/wirewords.h"

#include <QLabel>
#include <QPainter>

namespace handglass {

namespace {
constexpr int TravelMs = 250;
constexpr int Gap = 8;
constexpr int CardIndent = 36; ///< px at both sides of the card for its arrow
constexpr int HeadSize = 7;
} // namespace

WireView::WireView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_card(new HeldCard(theme, this))
    , m_flyer(new QLabel(this))
{
    setObjectName(QStringLiteral("wire"));
    setAccessibleName(tr("The wire"));
    setLayoutDirection(Qt::LeftToRight);
    m_card->hide();
    m_flyer->hide();
    m_flyer->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_motion.setDuration(TravelMs);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &x) { m_flyer->move(x.toInt(), m_flyer->y()); });
    connect(&m_motion, &QAbstractAnimation::finished, m_flyer, &QWidget::hide);
    connect(&theme, &Theme::changed, this, &WireView::arrange);
}

void WireView::setPicture(const lesson::StagePicture &picture, lesson::End ours, const QByteArray &focus)
{
    m_picture = picture;
    m_ours = ours;
    m_card->setVisible(picture.unit.has_value());
    if (picture.unit)
        m_card->setUnit(*picture.unit, ours, focus);
    arrange();
}

void WireView::sendOff()
{
    if (!m_picture.unit || !m_picture.unit->held || !isVisible())
        return;
    const bool toServer = m_picture.unit->from == lesson::End::Client;
    m_motion.stop();
    m_flyer->setPixmap(m_card->grab());
    m_flyer->setGeometry(m_card->geometry());
    m_motion.setStartValue(m_card->x());
    m_motion.setEndValue(toServer ? width() : -m_card->width());
    m_flyer->show();
    m_flyer->raise();
    m_motion.start();
}

int WireView::rowHeight() const
{
    return QFontMetrics(m_theme.font(TypeStep::Table)).height() + scaled(m_theme, 16);
}

int WireView::nextHeight() const
{
    if (m_picture.next.isEmpty())
        return 0;
    const QFontMetrics words(m_theme.font(TypeStep::Table));
    const QRect space(0, 0, qMax(40, width() - 2 * Gap), 1000);
    return qMin(2 * words.lineSpacing(),
               words.boundingRect(space, Qt::TextWordWrap | Qt::AlignHCenter, m_picture.next).height())
        + scaled(m_theme, 14);
}

/// The card is seen whole if that leaves the newest arrow its place; then come the arrows before it.
void WireView::arrange()
{
    const int room = height() - nextHeight();
    const int side = qMin(scaled(m_theme, CardIndent), width() / 12);
    const int cardWidth = width() - 2 * side;
    const int wanted = m_picture.unit ? m_card->wantedHeight(cardWidth) + Gap : 0;
    const int arrows = int(m_picture.arrows.size());
    const int least = qMin(arrows, 1);
    const int fit = qBound(least, (room - wanted) / rowHeight(), arrows);
    m_first = arrows - fit;
    if (m_first > 0 && fit > least) // the line "3 earlier" has the place of one
        ++m_first;
    const int top = (arrows - m_first + (m_first > 0 && fit > least ? 1 : 0)) * rowHeight();
    if (m_picture.unit)
        m_card->setGeometry(
            side, top + Gap, cardWidth, qMax(m_card->headHeight() + 20, qMin(wanted, room - top) - Gap));
    update();
}

void WireView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WireView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    const int shown = int(m_picture.arrows.size()) - m_first;
    if (m_first > 0 && (m_picture.arrows.size() > shown && shown > 0)
        && (!m_picture.unit || m_card->y() > shown * rowHeight() + Gap)) {
        painter.setFont(m_theme.font(TypeStep::Small));
        painter.setPen(m_theme.colours().text3);
        painter.drawText(QRect(Gap, 0, width() - Gap, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
            tr("%n earlier", nullptr, m_first));
        top = rowHeight();
    }
    for (int at = m_first; at < m_picture.arrows.size(); ++at, top += rowHeight())
        paintArrow(painter, m_picture.arrows.at(at), top);
    if (m_picture.unit && m_picture.unit->held)
        paintHeld(painter);
    if (!m_picture.next.isEmpty())
        paintNext(painter);
}

/// With a head at its end.
void WireView::paintLine(QPainter &painter, int from, int to, int y, bool head) const
{
    painter.drawLine(from, y, to, y);
    if (!head)
        return;
    QPen solid = painter.pen();
    solid.setStyle(Qt::SolidLine);
    painter.setPen(solid);
    const int back = to > from ? -HeadSize : HeadSize;
    painter.drawPolyline(
        QPolygonF({QPointF(to + back, y - HeadSize * 0.7), QPointF(to, y), QPointF(to + back, y + HeadSize * 0.7)}));
}

void WireView::paintArrow(QPainter &painter, const lesson::Arrow &arrow, int top) const
{
    const Colours &c = m_theme.colours();
    const bool tcp = arrow.unit == 0;
    const int y = top + rowHeight() - scaled(m_theme, 6);
    const QFont small = m_theme.font(TypeStep::Small);
    const QFont font = m_theme.font(TypeStep::Table);
    const int height = QFontMetrics(font).height();
    const int edge = Gap + HeadSize; // clear of the arrow's head
    const QRect line(edge, y - 3 - height, width() - 2 * edge, height);
    int left = line.left();
    painter.setFont(small);
    painter.setPen(c.text2);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, arrow.value);
    if (!tcp)
        left = paintDirection(&painter, m_theme, line, arrow.from, m_ours);
    painter.setFont(font);
    painter.setPen(arrow.broken ? c.purpose : c.text);
    const int room = line.right() - left - QFontMetrics(small).horizontalAdvance(arrow.value) - Gap;
    painter.drawText(QRect(left, line.top(), room, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(arrow.text, Qt::ElideRight, room));
    painter.setPen(QPen(tcp ? c.text3 : directionColour(arrow.from, m_ours, c), 1.4));
    const bool toServer = arrow.from == lesson::End::Client;
    paintLine(painter, toServer ? 0 : width() - 1, toServer ? width() - 2 : 1, y, true);
}

/// It left one end, and is not at the other.
void WireView::paintHeld(QPainter &painter) const
{
    const bool toServer = m_picture.unit->from == lesson::End::Client;
    const int y = m_card->geometry().center().y();
    QPen pen(directionColour(m_picture.unit->from, m_ours, m_theme.colours()), 1.4);
    painter.setPen(pen);
    const int left = m_card->x() - 1;
    const int right = m_card->x() + m_card->width();
    paintLine(painter, toServer ? 0 : right, toServer ? left : width() - 1, y, false);
    pen.setStyle(Qt::DashLine);
    pen.setDashPattern({2.5, 2.5});
    painter.setPen(pen);
    paintLine(painter, toServer ? right : left, toServer ? width() - 2 : 1, y, true);
}

void WireView::paintNext(QPainter &painter) const
{
    const Colours &c = m_theme.colours();
    const int top = height() - nextHeight() + 4;
    QPen pen(c.text3, 1);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.drawLine(0, top, width(), top);
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(c.text2);
    painter.drawText(QRect(Gap, top + 5, width() - 2 * Gap, height() - top - 5),
        int(Qt::TextWordWrap) | int(Qt::AlignHCenter) | int(Qt::AlignTop), m_picture.next);
}

} // namespace handglass
