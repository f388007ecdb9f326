// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/popover.h"

#include "ui/common/stylepaint.h"
#include "ui/common/textlabel.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace handglass {

namespace {

constexpr int Width = 380;
constexpr int Padding = 12;
constexpr int Gap = 4;

} // namespace

Popover::Popover(Theme &theme, const QString &title, const QString &action, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_heading(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::DemiBold))
    , m_grid(new QGridLayout)
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_actions(new QHBoxLayout)
    , m_action(new QPushButton)
{
    m_error->setObjectName(QStringLiteral("popoverError"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_action->setObjectName(QStringLiteral("popoverSend"));
    m_action->setProperty("primary", true);
    m_grid->setColumnStretch(1, 1);
    m_grid->setHorizontalSpacing(8);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(Padding, Padding, Padding, Padding);
    all->setSpacing(8);
    all->addWidget(m_heading);
    all->addLayout(m_grid);
    all->addWidget(m_error);
    m_actions->setSpacing(8);
    m_actions->addStretch();
    m_actions->addWidget(m_action);
    all->addLayout(m_actions);
    all->setSizeConstraint(QLayout::SetMinimumSize);
    setMinimumWidth(Width);
    setMaximumWidth(Width);
    setFocusPolicy(Qt::ClickFocus);
    setPurpose(title, action);
    hide();
    connect(m_action, &QPushButton::clicked, this, &Popover::submitted);
    connect(qApp, &QApplication::focusChanged, this, &Popover::noticeFocus);
}

Popover::~Popover()
{
    qApp->disconnect(this);
}

void Popover::setPurpose(const QString &title, const QString &action)
{
    setAccessibleName(title);
    m_heading->setText(title);
    m_action->setText(action);
}

void Popover::openAbove(QWidget *anchor)
{
    m_anchor = anchor;
    setParent(anchor->window());
    place();
    show();
    raise();
    if (QWidget *first = m_grid->itemAtPosition(0, 1)->widget())
        first->setFocus(Qt::TabFocusReason);
}

void Popover::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    place();
}

void Popover::place()
{
    if (!m_anchor)
        return;
    layout()->activate();
    resize(Width, layout()->hasHeightForWidth() ? layout()->heightForWidth(Width) : sizeHint().height());
    const QWidget *window = m_anchor->window();
    const int right = m_anchor->mapTo(window, QPoint(m_anchor->width(), 0)).x();
    const int top = m_anchor->parentWidget()->mapTo(window, QPoint()).y();
    move(std::clamp(right - width(), 0, std::max(0, window->width() - width())), std::max(0, top - height() - Gap));
}

void Popover::leave()
{
    const bool focused = QApplication::focusWidget() && isAncestorOf(QApplication::focusWidget());
    hide();
    if (focused && m_anchor)
        m_anchor->setFocus(Qt::PopupFocusReason);
}

void Popover::noticeFocus(QWidget *, QWidget *to)
{
    const bool inside = to && (to == this || isAncestorOf(to));
    if (isVisible() && to && !inside && !QApplication::activePopupWidget())
        hide();
}

void Popover::setActionEnabled(bool enabled, const QString &whyNot)
{
    m_action->setEnabled(enabled);
    m_action->setToolTip(enabled ? QString() : whyNot);
    if (!m_second)
        return;
    m_second->setEnabled(enabled);
    m_second->setToolTip(m_action->toolTip());
}

void Popover::addRow(const QString &name, QWidget *field)
{
    auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
    label->setText(name);
    label->setBuddy(field);
    field->setAccessibleName(name);
    const int row = m_grid->count() == 0 ? 0 : m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
}

void Popover::addNote(QWidget *note)
{
    m_grid->addWidget(note, m_grid->rowCount(), 1);
}

QPushButton *Popover::addAction(const QString &text)
{
    m_second = new QPushButton(text);
    m_actions->insertWidget(1, m_second);
    setTabOrder(m_second, m_action);
    return m_second;
}

void Popover::clearError()
{
    if (hasError())
        showError({});
}

bool Popover::hasError() const
{
    return !m_error->isHidden();
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_second && m_second->hasFocus())
        m_second->click();
    else if (enter && m_action->isEnabled())
        m_action->click();
    else if (event->key() == Qt::Key_Escape)
        leave();
    else
        QFrame::keyPressEvent(event);
}

void Popover::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.setPen(m_theme.colours().edge);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace handglass
