// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/noticebar.h"

#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

NoticeBar::NoticeBar(Theme &theme, Level level, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_level(level)
    , m_icon(new QLabel(this))
    , m_text(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Normal, this))
    , m_row(new QHBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_row->setContentsMargins(12, 6, 12, 6);
    m_row->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_row->addWidget(m_icon);
    m_row->addWidget(m_text, 1);
    column->addLayout(m_row);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, &NoticeBar::applyTheme);
    setText(text);
    applyTheme();
}

void NoticeBar::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString NoticeBar::text() const
{
    return m_text->text();
}

QPushButton *NoticeBar::addButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    m_row->addWidget(button);
    button->show(); // the bar may be shown already
    m_buttons.append(button);
    return button;
}

void NoticeBar::clearButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
}

void NoticeBar::applyTheme()
{
    const Colours &c = m_theme.colours();
    const bool info = m_level == Level::Info;
    const bool warn = m_level == Level::Warn;
    const QColor background = info ? c.sel : (warn ? c.warnBg : c.failBg);
    const QString icon = info ? QStringLiteral("info") : (warn ? QStringLiteral("warn") : QStringLiteral("fail"));
    QPalette own = palette();
    own.setColor(QPalette::Window, background);
    setPalette(own);
    m_icon->setPixmap(
        m_theme.icon(icon, info ? c.accent : (warn ? c.warn : c.fail)).pixmap(QSize(16, 16), devicePixelRatioF()));
}

} // namespace handglass
