// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexline.h"

#include "ui/common/format.h"
#include "ui/log/deflatetext.h"

#include <QMouseEvent>
#include <QPainter>

namespace handglass {

namespace {

constexpr int Margin = 12;
constexpr int Height = 30;

} // namespace

HexLine::HexLine(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("hexLine"));
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize HexLine::sizeHint() const
{
    return {600, std::max(Height, QFontMetrics(m_theme.mono()).height() + 14)};
}

void HexLine::setPicture(const FramePicture &picture)
{
    m_picture = picture;
    m_selected = picture.mostTelling();
    const QByteArray bytes = picture.headerBytes + picture.wireHead;
    setAccessibleName(title());
    setAccessibleDescription(QString::fromLatin1(bytes.toHex(' ')) + QStringLiteral(", ") + sizes());
    update();
}

void HexLine::setSelected(int field)
{
    m_selected = field;
    update();
}

QString HexLine::title() const
{
    return tr("Frame, %1").arg(sizeText(m_picture.headerBytes.size() + m_picture.payloadCame));
}

QString HexLine::sizes() const
{
    const QString wire = tr("%1 header + %2 payload")
                             .arg(groupedNumber(m_picture.headerBytes.size()), groupedNumber(m_picture.payloadCame));
    if (m_picture.content < 0)
        return wire;
    return tr("%1 → %2 content, %3")
        .arg(wire, groupedNumber(m_picture.content), ratioText(m_picture.payloadCame, m_picture.content));
}

int HexLine::bytesX() const
{
    return Margin + std::max(112, QFontMetrics(m_theme.font(TypeStep::Table)).horizontalAdvance(title()) + 16);
}

int HexLine::shownBytes() const
{
    const int byteWidth = QFontMetrics(m_theme.mono()).horizontalAdvance(QStringLiteral("00 "));
    const int sizesWidth = QFontMetrics(m_theme.font(TypeStep::Table)).horizontalAdvance(sizes());
    const int room = (width() - bytesX() - sizesWidth - 2 * Margin) / byteWidth - 1;
    return std::clamp(room, 2, static_cast<int>(m_picture.headerBytes.size() + m_picture.wireHead.size()));
}

int HexLine::fieldOfByte(qsizetype byte) const
{
    for (int i = 0; i < m_picture.fields.size(); ++i) {
        const FrameField &field = m_picture.fields.at(i);
        const bool payload = field.id == FrameField::Id::Payload && byte >= field.firstBit / 8;
        if (payload || (byte * 8 < field.firstBit + field.bits && (byte + 1) * 8 > field.firstBit))
            return i;
    }
    return -1;
}

bool HexLine::isSelected(qsizetype byte) const
{
    if (m_selected < 0 || m_selected >= m_picture.fields.size())
        return false;
    const FrameField &field = m_picture.fields.at(m_selected);
    if (field.id == FrameField::Id::Payload)
        return byte >= field.firstBit / 8;
    return byte * 8 < field.firstBit + field.bits && (byte + 1) * 8 > field.firstBit;
}

void HexLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colours &colours = m_theme.colours();
    painter.fillRect(rect(), colours.base);
    painter.fillRect(0, 0, width(), 1, colours.line);
    painter.fillRect(0, height() - 1, width(), 1, colours.line);
    if (m_picture.headerBytes.isEmpty())
        return;
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(colours.text2);
    painter.drawText(rect().adjusted(Margin, 0, -Margin, 0), Qt::AlignVCenter | Qt::AlignLeft, title());
    painter.drawText(rect().adjusted(Margin, 0, -Margin, 0), Qt::AlignVCenter | Qt::AlignRight, sizes());
    painter.setFont(m_theme.mono());
    const int digit = painter.fontMetrics().horizontalAdvance(u'0');
    const QByteArray bytes = m_picture.headerBytes + m_picture.wireHead;
    const int key = m_picture.indexOf(FrameField::Id::Key);
    const int shown = shownBytes();
    for (int i = 0; i < shown; ++i) {
        const QRect place(bytesX() + i * 3 * digit, 6, 3 * digit, height() - 12);
        if (isSelected(i))
            painter.fillRect(place.adjusted(-digit / 2, 0, -digit / 2, 0), colours.sel);
        const bool payload = i >= m_picture.headerBytes.size();
        painter.setPen(payload ? colours.text2 : fieldOfByte(i) == key ? colours.purpose : colours.text);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, QString::fromLatin1(bytes.mid(i, 1).toHex()));
    }
    if (shown < m_picture.headerBytes.size() + m_picture.payloadCame)
        painter.drawText(
            QRect(bytesX() + shown * 3 * digit, 0, 2 * digit, height()), Qt::AlignVCenter, QString(QChar(0x2026)));
}

void HexLine::mousePressEvent(QMouseEvent *event)
{
    const int digit = QFontMetrics(m_theme.mono()).horizontalAdvance(u'0');
    const int x = event->position().toPoint().x() - bytesX() + digit / 2;
    if (x < 0 || x / (3 * digit) >= shownBytes())
        return;
    if (const int field = fieldOfByte(x / (3 * digit)); field >= 0)
        Q_EMIT fieldSelected(field);
}

} // namespace handglass
