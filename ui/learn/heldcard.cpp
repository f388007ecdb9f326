// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/heldcard.h"

#include "ui/learn/measures.h"
#include "ui/learn/unitlines.h"
#include "ui/learn/wirewords.h"

#include <QPainter>
#include <QVBoxLayout>

namespace handglass {

HeldCard::HeldCard(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_lines(new UnitLines(theme))
{
    setObjectName(QStringLiteral("heldUnit"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_lines);
    connect(m_lines, &UnitLines::lineChosen, this, &HeldCard::lineChosen);
    connect(&theme, &Theme::changed, this, &HeldCard::applyTheme);
    applyTheme();
}

void HeldCard::applyTheme()
{
    layout()->setContentsMargins(2, headHeight() + 3, 2, 3);
    update();
}

void HeldCard::setUnit(const lesson::HeldUnit &unit, lesson::End ours, const QByteArray &focus)
{
    m_unit = unit;
    m_ours = ours;
    m_lines->setLines(unit.lines, focus);
    setAccessibleName(tr("%1, %2, %3").arg(directionWord(unit.from, ours), unit.title, unit.size));
    update();
}

int HeldCard::headHeight() const
{
    return QFontMetrics(m_theme.font()).height() + 10;
}

int HeldCard::wantedHeight(int width) const
{
    return headHeight() + m_lines->heightAt(width - 4) + 6;
}

QColor HeldCard::colour() const
{
    return directionColour(m_unit.from, m_ours, m_theme.colours());
}

void HeldCard::paintEvent(QPaintEvent * /*event*/)
{
    const Colours &c = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_unit.held ? colour() : c.edge, 1.3));
    painter.setBrush(c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    painter.fillRect(QRect(2, headHeight(), width() - 4, 1), c.line);
    const QRect head = rect().adjusted(10, 0, -10, headHeight() - height());
    painter.setFont(m_theme.font(TypeStep::Small));
    painter.setPen(c.text2);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, m_unit.size);
    const int size = painter.fontMetrics().horizontalAdvance(m_unit.size);
    const QRect words = head.adjusted(0, 0, -size - 8, 0);
    const int x = paintDirection(&painter, m_theme, words, m_unit.from, m_ours);
    const QFont medium = m_theme.font(TypeStep::Table, QFont::Medium);
    painter.setFont(medium);
    painter.setPen(c.text);
    const QRect title = words.adjusted(x - words.left() + 4, 0, 0, 0);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(medium).elidedText(m_unit.title, Qt::ElideRight, title.width()));
}

} // namespace handglass
