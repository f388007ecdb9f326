// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/phasepicture.h"

#include <QPainter>

#include <algorithm>

namespace handglass {

namespace {

constexpr int Padding = 6;
constexpr int Tip = 5; ///< px of an arrow's head
constexpr int LeastWire = 220;

} // namespace

PhasePicture::PhasePicture(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("From URL to connection, phase after phase"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PhasePicture::setPhases(const QString &server, const QList<PicturePhase> &phases)
{
    m_server = server;
    m_phases = phases;
    QStringList words;
    for (const PicturePhase &phase : phases) {
        QStringList parts;
        for (const PicturePhase::Arrow &arrow : phase.arrows)
            parts.append(arrow.toServer ? tr("client to server: %1").arg(arrow.text)
                                        : tr("server to client: %1").arg(arrow.text));
        if (!phase.note.isEmpty())
            parts.append(phase.note);
        const QString name = phase.value.isEmpty() ? phase.name : tr("%1, %2").arg(phase.name, phase.value);
        words.append(QStringLiteral("%1: %2").arg(name, parts.join(QStringLiteral(", "))));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int PhasePicture::line() const
{
    return QFontMetrics(m_theme.font(TypeStep::Table)).height() + 6;
}

int PhasePicture::heightOf(const PicturePhase &phase) const
{
    return int(std::max<qsizetype>(1, phase.arrows.size())) * line() + 2 * Padding;
}

int PhasePicture::side() const
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Table, QFont::Medium));
    int widest = metrics.horizontalAdvance(QStringLiteral("000.0 ms"));
    for (const PicturePhase &phase : m_phases)
        widest = std::max({widest, metrics.horizontalAdvance(phase.name), metrics.horizontalAdvance(phase.value)});
    return widest + 16;
}

QSize PhasePicture::sizeHint() const
{
    int height = line() + Padding;
    for (const PicturePhase &phase : m_phases)
        height += heightOf(phase);
    return {2 * side() + 360, height};
}

QSize PhasePicture::minimumSizeHint() const
{
    return {2 * side() + LeastWire, sizeHint().height()};
}

void PhasePicture::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colours &colours = m_theme.colours();
    painter.setFont(m_theme.font(TypeStep::Table, QFont::Medium));
    painter.setPen(colours.text);
    const QRect names(side(), 0, width() - 2 * side(), line());
    painter.drawText(names, Qt::AlignLeft | Qt::AlignVCenter, tr("Client"));
    painter.drawText(names, Qt::AlignRight | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_server, Qt::ElideMiddle, names.width() * 2 / 3));
    painter.fillRect(side(), line(), 2, height() - line(), colours.edge);
    painter.fillRect(width() - side() - 2, line(), 2, height() - line(), colours.edge);
    int top = line() + Padding;
    for (const PicturePhase &phase : m_phases) {
        paintPhase(painter, phase, top);
        top += heightOf(phase);
    }
}

void PhasePicture::paintPhase(QPainter &painter, const PicturePhase &phase, int top) const
{
    const Colours &colours = m_theme.colours();
    const int height = heightOf(phase);
    painter.fillRect(0, top, width(), 1, colours.line);
    painter.setFont(m_theme.font(TypeStep::Table, QFont::Medium));
    painter.setPen(colours.text);
    painter.drawText(QRect(0, top, side() - 8, height), Qt::AlignLeft | Qt::AlignVCenter, phase.name);
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(colours.text2);
    painter.drawText(
        QRect(width() - side() + 8, top, side() - 8, height), Qt::AlignRight | Qt::AlignVCenter, phase.value);
    if (phase.arrows.isEmpty()) {
        const QRect room(side() + 12, top, width() - 2 * side() - 24, height);
        painter.drawText(
            room, Qt::AlignCenter, painter.fontMetrics().elidedText(phase.note, Qt::ElideRight, room.width()));
    }
    for (qsizetype at = 0; at < phase.arrows.size(); ++at)
        paintArrow(painter, phase.arrows.at(at), top + Padding + int(at + 1) * line() - 3);
}

/// Its words stand on it.
void PhasePicture::paintArrow(QPainter &painter, const PicturePhase::Arrow &arrow, int y) const
{
    const Colours &colours = m_theme.colours();
    const int left = side() + 6;
    const int right = width() - side() - 8;
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(arrow.toServer ? colours.sent : colours.received, 1.3);
    if (!arrow.toServer)
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.drawLine(left, y, right, y);
    const int tip = arrow.toServer ? right : left;
    const int back = arrow.toServer ? -Tip : Tip;
    pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    painter.drawLine(tip, y, tip + back, y - Tip + 1);
    painter.drawLine(tip, y, tip + back, y + Tip - 1);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(m_theme.font(TypeStep::Table));
    painter.setPen(colours.text);
    const QRect room(left + 8, y - line() + 3, right - left - 16, line() - 3);
    painter.drawText(room, (arrow.toServer ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(arrow.text, Qt::ElideRight, room.width()));
}

} // namespace handglass
