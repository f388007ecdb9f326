// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/textlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace handglass {

QColor inkColour(Ink ink, const Colours &c)
{
    switch (ink) {
    case Ink::Text:
        return c.text;
    case Ink::Text2:
        return c.text2;
    case Ink::Text3:
        return c.text3;
    case Ink::Sent:
        return c.sent;
    case Ink::Received:
        return c.received;
    case Ink::Ok:
        return c.ok;
    case Ink::Warn:
        return c.warn;
    case Ink::Fail:
        return c.fail;
    case Ink::Purpose:
        return c.purpose;
    case Ink::Accent:
        return c.accent;
    }
    return c.text;
}

TextLabel::TextLabel(Theme &theme, TypeStep step, Ink ink, QFont::Weight weight, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_step(step)
    , m_ink(ink)
    , m_weight(weight)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText);
    connect(&m_theme, &Theme::changed, this, &TextLabel::applyTheme);
    applyTheme();
}

void TextLabel::setInk(Ink ink)
{
    m_ink = ink;
    applyTheme();
}

void TextLabel::setMono(bool mono)
{
    m_mono = mono;
    applyTheme();
}

void TextLabel::setElided(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
}

QSize TextLabel::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    if (m_elide != Qt::ElideNone)
        size.setWidth(0);
    return size;
}

void TextLabel::applyTheme()
{
    setFont(m_mono ? m_theme.mono() : m_theme.font(m_step, m_weight));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, inkColour(m_ink, m_theme.colours()));
    own.setColor(QPalette::Disabled, QPalette::WindowText, m_theme.colours().disabled);
    own.setColor(QPalette::Link, m_theme.colours().accent);
    setPalette(own);
}

bool TextLabel::isCut() const
{
    return m_elide != Qt::ElideNone && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!isCut())
        return QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), int(alignment()) | Qt::TextSingleLine,
        fontMetrics().elidedText(text(), m_elide, contentsRect().width()));
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
        return true;
    }
    return QLabel::event(event);
}

TextLabel *sectionHeading(Theme &theme, const QString &text, QWidget *part)
{
    auto *label = new TextLabel(theme, TypeStep::Small, Ink::Text2, QFont::DemiBold);
    label->setText(text);
    label->setBuddy(part);
    part->setAccessibleName(text);
    return label;
}

} // namespace handglass
