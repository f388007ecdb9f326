// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sidebar.h"

#include "ui/common/hairline.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>

namespace handglass {

namespace {
constexpr int MinWidth = 160;
constexpr int MaxWidth = 360;
constexpr int OverWidth = 240;
} // namespace

Sidebar::Sidebar(Theme &theme, SessionModel &model, QWidget *stage)
    : QWidget(stage)
    , m_stage(stage)
    , m_sessions(new SessionView(theme, model, this))
    , m_view(m_sessions)
{
    setObjectName(QStringLiteral("sidebar"));
    setAutoFillBackground(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    setMinimumWidth(MinWidth);
    setMaximumWidth(MaxWidth);
    take(*m_sessions);
}

void Sidebar::take(SideView &view)
{
    layout()->addWidget(&view);
    connect(&view, &SideView::escaped, this, [this] {
        closeOver();
        Q_EMIT left();
    });
    connect(&view, &QAbstractItemView::clicked, this, [this] { closeOver(); });
    connect(&view, &SideView::opened, this, [this] { closeOver(); });
    view.installEventFilter(this);
}

void Sidebar::turnTo(SideView &view)
{
    if (&view == m_view)
        return;
    closeOver();
    if (view.parentWidget() != this)
        take(view);
    m_view->hide();
    m_view = &view;
    m_view->setStrip(m_narrow);
    m_view->show();
}

bool Sidebar::isOpen() const
{
    return m_narrow ? m_over != nullptr : m_shown;
}

void Sidebar::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    closeOver();
    m_narrow = narrow;
    m_view->setStrip(narrow);
    setMinimumWidth(narrow ? SideView::StripWidth : MinWidth);
    setMaximumWidth(narrow ? SideView::StripWidth : MaxWidth);
    updateShown();
    Q_EMIT openChanged();
}

void Sidebar::setShown(bool shown)
{
    m_shown = shown;
    updateShown();
    Q_EMIT openChanged();
}

void Sidebar::setAway(bool away)
{
    closeOver();
    m_away = away;
    updateShown();
}

void Sidebar::updateShown()
{
    setVisible(!m_away && (m_narrow || m_shown));
}

void Sidebar::toggle()
{
    if (!m_narrow)
        setShown(!m_shown);
    else if (m_over == nullptr)
        openOver();
    else
        closeOver();
}

void Sidebar::openOver()
{
    auto *over = new QWidget(m_stage);
    over->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(over);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_view);
    row->addWidget(new Hairline(Qt::Vertical, over));
    m_view->setStrip(false);
    const QPoint at = mapTo(m_stage, QPoint());
    over->setGeometry(at.x(), at.y(), OverWidth, height());
    over->show();
    over->raise();
    m_view->setFocus();
    m_over = over; // from here on the tree's loss of focus closes it
    Q_EMIT openChanged();
}

void Sidebar::closeOver()
{
    if (m_over == nullptr)
        return;
    QWidget *over = m_over;
    m_over = nullptr;
    layout()->addWidget(m_view);
    m_view->setStrip(m_narrow);
    m_view->show();
    over->hide();
    over->deleteLater();
    Q_EMIT openChanged();
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    // A menu or a rename editor takes the focus only for a while.
    if (watched == m_view && event->type() == QEvent::FocusOut && QApplication::activePopupWidget() == nullptr
        && !m_view->isAncestorOf(QApplication::focusWidget()))
        closeOver();
    return QWidget::eventFilter(watched, event);
}

void Sidebar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_over != nullptr)
        m_over->setFixedHeight(height());
}

} // namespace handglass
