// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/rangehandle.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>

namespace handglass {

namespace {

constexpr int Outside = 14; ///< px of the handle that lie outside of the range
constexpr int Inside = 6;
constexpr int PageSteps = 10;

} // namespace

RangeHandle::RangeHandle(Theme &theme, End end, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_end(end)
{
    setObjectName(end == End::Start ? QStringLiteral("rangeStart") : QStringLiteral("rangeEnd"));
    setAccessibleName(end == End::Start ? tr("Start of the range") : tr("End of the range"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeHorCursor);
    hide();
}

int RangeHandle::line() const
{
    return m_end == End::Start ? Outside : Inside;
}

void RangeHandle::place(int x, int top, int height)
{
    setGeometry(x - line(), top, Outside + Inside, height);
}

void RangeHandle::setValue(const QString &value)
{
    setToolTip(value);
    if (value == accessibleDescription())
        return;
    setAccessibleDescription(value);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

void RangeHandle::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QColor accent = m_theme.colours().accent;
    painter.fillRect(line(), 0, hasFocus() ? 2 : 1, height(), accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, hasFocus() ? 2 : 1));
    painter.setBrush(hasFocus() ? accent : m_theme.colours().base);
    painter.drawRoundedRect(QRectF(line() - 2.5, height() / 2.0 - 8, 6, 16), 2, 2);
}

bool RangeHandle::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

void RangeHandle::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return Q_EMIT stepped(-1);
    case Qt::Key_Right:
        return Q_EMIT stepped(1);
    case Qt::Key_PageUp:
        return Q_EMIT stepped(-PageSteps);
    case Qt::Key_PageDown:
        return Q_EMIT stepped(PageSteps);
    case Qt::Key_Escape:
        return Q_EMIT escaped();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Q_EMIT activated();
    default:
        event->ignore();
    }
}

void RangeHandle::mousePressEvent(QMouseEvent *event)
{
    m_dragging = event->button() == Qt::LeftButton;
    event->setAccepted(m_dragging);
}

void RangeHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        Q_EMIT dragged(mapToParent(event->position().toPoint()).x());
}

void RangeHandle::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragging && event->button() == Qt::LeftButton) {
        m_dragging = false;
        Q_EMIT dropped();
    }
}

} // namespace handglass
