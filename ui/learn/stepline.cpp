// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/stepline.h"

#include "ui/learn/measures.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace handglass {

namespace {
constexpr int StepWidth = 56;
constexpr int Radius = 6;
constexpr int Gap = 4;
} // namespace

StepButton::StepButton(Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCursor(Qt::PointingHandCursor);
}

void StepButton::setStep(const StepMark &step, Shape shape, const QString &spoken)
{
    m_shape = shape;
    setText(step.mark);
    setAccessibleName(spoken);
    setToolTip(step.reached ? spoken : tr("%1. Next leads there").arg(spoken));
    setEnabled(step.reached);
    setFocusPolicy(shape == Shape::Current ? Qt::StrongFocus : Qt::ClickFocus);
    update();
}

int StepButton::dotRadius() const
{
    return scaled(m_theme, Radius);
}

int StepButton::dotY() const
{
    return dotRadius() + 2;
}

QSize StepButton::sizeHint() const
{
    const QFontMetrics words(m_theme.font(TypeStep::Small, QFont::DemiBold));
    return {
        qMax(2 * dotRadius() + 4, words.horizontalAdvance(text()) + 2), dotY() + dotRadius() + Gap + words.height()};
}

void StepButton::paintEvent(QPaintEvent * /*event*/)
{
    const Colours &c = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre(width() / 2.0, dotY());
    const bool ahead = m_shape == Shape::Ahead;
    painter.setPen(QPen(ahead ? c.edge : c.accent, m_shape == Shape::Current ? 2 : 1));
    painter.setBrush(m_shape == Shape::Behind ? c.accent : c.window);
    painter.drawEllipse(centre, dotRadius() - 0.5, dotRadius() - 0.5);
    const bool current = m_shape == Shape::Current;
    painter.setFont(m_theme.font(TypeStep::Small, current ? QFont::DemiBold : QFont::Normal));
    painter.setPen(current ? c.text : isEnabled() ? c.text2 : c.text3);
    const QRect words(0, dotY() + dotRadius() + Gap, width(), painter.fontMetrics().height());
    painter.drawText(words, Qt::AlignCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    if (hasFocus()) {
        painter.setPen(c.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

/// Arrows are the line's.
void StepButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        QAbstractButton::keyPressEvent(event);
    else
        event->ignore();
}

StepLine::StepLine(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("stepLine"));
    setAccessibleName(tr("Steps"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &StepLine::refresh);
}

void StepLine::setSteps(const QList<StepMark> &steps, int current)
{
    if (steps == m_steps && current == m_current)
        return;
    m_steps = steps;
    m_current = current;
    while (m_buttons.size() > steps.size())
        m_buttons.takeLast()->deleteLater();
    while (m_buttons.size() < steps.size()) {
        auto *button = new StepButton(m_theme, this);
        const int at = int(m_buttons.size());
        button->setObjectName(QStringLiteral("step%1").arg(at + 1));
        connect(button, &QAbstractButton::clicked, this, [this, at] { Q_EMIT stepChosen(at); });
        button->show();
        m_buttons.append(button);
    }
    refresh();
}

void StepLine::refresh()
{
    const bool focused = focusWidget() != nullptr && focusWidget()->hasFocus();
    for (int at = 0; at < m_steps.size(); ++at) {
        const StepMark &step = m_steps.at(at);
        const auto shape = at == m_current   ? StepButton::Shape::Current
            : at < m_current && step.reached ? StepButton::Shape::Behind
                                             : StepButton::Shape::Ahead;
        m_buttons.at(at)->setStep(step, shape, tr("Step %1 of %2: %3").arg(at + 1).arg(m_steps.size()).arg(step.title));
    }
    if (focused && m_current >= 0)
        m_buttons.at(m_current)->setFocus();
    placeButtons();
    updateGeometry();
    update();
}

QSize StepLine::sizeHint() const
{
    return {int(m_steps.size()) * scaled(m_theme, StepWidth), minimumSizeHint().height()};
}

QSize StepLine::minimumSizeHint() const
{
    const int height = m_buttons.isEmpty() ? 0 : m_buttons.first()->sizeHint().height();
    return {int(m_steps.size()) * scaled(m_theme, 3 * Radius), height};
}

/// Each has the middle of its share of the width.
void StepLine::placeButtons()
{
    const int count = int(m_buttons.size());
    const int most = sizeHint().width();
    const int used = qMin(width(), most);
    for (int at = 0; at < count; ++at) {
        const int share = used / count;
        const QRect place(width() - used + at * share, 0, share, height());
        const int wide = qMin(share, m_buttons.at(at)->sizeHint().width());
        const QRect button(place.center().x() - wide / 2, 0, wide, height());
        m_buttons.at(at)->setGeometry(QStyle::visualRect(layoutDirection(), rect(), button));
    }
}

void StepLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeButtons();
}

void StepLine::paintEvent(QPaintEvent * /*event*/)
{
    const Colours &c = m_theme.colours();
    QPainter painter(this);
    for (int at = 1; at < m_buttons.size(); ++at) {
        const StepButton *from = m_buttons.at(at - 1);
        const StepButton *to = m_buttons.at(at);
        const bool behind = from->shape() == StepButton::Shape::Behind && to->shape() != StepButton::Shape::Ahead;
        painter.setPen(QPen(behind ? c.accent : c.edge, 1));
        const int gap = from->dotRadius() + 3;
        const int a = from->geometry().center().x();
        const int b = to->geometry().center().x();
        painter.drawLine(qMin(a, b) + gap, from->dotY(), qMax(a, b) - gap, from->dotY());
    }
}

void StepLine::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        return move(m_current, mirrored && event->key() == Qt::Key_Left ? 1 : -1);
    case Qt::Key_Right:
    case Qt::Key_Down:
        return move(m_current, mirrored && event->key() == Qt::Key_Right ? -1 : 1);
    case Qt::Key_Home:
        return move(-1, 1);
    case Qt::Key_End:
        return move(int(m_steps.size()), -1);
    default:
        QWidget::keyPressEvent(event);
    }
}

/// To the next in that direction that was reached.
void StepLine::move(int from, int by)
{
    for (int at = from + by; at >= 0 && at < m_steps.size(); at += by) {
        if (m_steps.at(at).reached)
            return Q_EMIT stepChosen(at);
    }
}

} // namespace handglass
