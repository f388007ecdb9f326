// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/linebar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace handglass {

namespace {

constexpr int Height = 34;
constexpr int ControlHeight = 24;

} // namespace

LineBar::LineBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(new QLabel(this))
    , m_edit(new QLineEdit(this))
    , m_error(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("logLine"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 1);
    row->setSpacing(8);
    m_edit->setObjectName(QStringLiteral("logLineEdit"));
    m_edit->setProperty("small", true);
    m_edit->setMinimumWidth(160);
    m_edit->installEventFilter(this);
    m_label->setBuddy(m_edit);
    m_error->setObjectName(QStringLiteral("logLineError"));
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_close->setObjectName(QStringLiteral("logLineClose"));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setFixedHeight(std::max(ControlHeight, fontMetrics().height() + 6));
    row->addWidget(m_label);
    row->addWidget(m_edit, 1);
    row->addWidget(m_error, 2);
    row->addWidget(m_close);
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    connect(m_edit, &QLineEdit::returnPressed, this, &LineBar::enter);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setError({}); });
    connect(m_error, &QLabel::linkActivated, this, &LineBar::linkActivated);
    connect(m_close, &QToolButton::clicked, this, &LineBar::leave);
    connect(&theme, &Theme::changed, this, &LineBar::applyTheme);
    applyTheme();
    hide();
}

void LineBar::applyTheme()
{
    const Colours &colours = m_theme.colours();
    const QFont small = m_theme.font(TypeStep::Table);
    for (QWidget *widget :
        {static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_error)})
        widget->setFont(small);
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, colours.text2);
    m_label->setPalette(ink);
    ink.setColor(QPalette::WindowText, colours.fail);
    ink.setColor(QPalette::Link, colours.accent);
    m_error->setPalette(ink);
    m_close->setIcon(m_theme.icon(QStringLiteral("dismiss")));
    update();
}

void LineBar::ask(const QString &label, const QString &text, const QString &placeholder, const Accept &accept)
{
    m_accept = accept;
    m_label->setText(label);
    m_edit->setAccessibleName(label);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setText(text);
    m_edit->selectAll();
    setError({});
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void LineBar::enter()
{
    const QString error = m_accept(m_edit->text());
    setError(error);
    if (error.isEmpty())
        leave();
}

void LineBar::refuse(const QString &text, const QString &richText)
{
    m_edit->setText(text);
    setError(richText);
}

void LineBar::setError(const QString &richText)
{
    m_error->setText(richText);
    m_edit->setProperty("error", !richText.isEmpty());
    m_edit->setAccessibleDescription(richText);
}

void LineBar::leave()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT left();
}

bool LineBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_edit || !key || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        leave();
    return true;
}

void LineBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colours().line);
}

} // namespace handglass
