// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/mockhead.h"

#include "ui/common/hairline.h"
#include "ui/common/statemark.h"
#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

MockHead::MockHead(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mark(new StateMarkLabel(theme, this))
    , m_state(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium, this))
    , m_url(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Normal, this))
    , m_reach(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
    , m_copy(new QPushButton(tr("Copy address"), this))
    , m_connect(new QPushButton(tr("Connect to it"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_start(new QPushButton(tr("Start again"), this))
{
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(11, 0, 12, 0);
    row->setSpacing(8);
    m_url->setMono(true);
    m_url->setObjectName(QStringLiteral("mockUrl"));
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_url->setAccessibleName(tr("Address of the mock"));
    m_reach->setElided(Qt::ElideRight);
    for (QWidget *part : std::initializer_list<QWidget *>{m_mark, m_state, m_url})
        row->addWidget(part);
    row->addWidget(m_reach, 1);
    m_copy->setObjectName(QStringLiteral("mockCopy"));
    m_connect->setObjectName(QStringLiteral("mockConnect"));
    m_stop->setObjectName(QStringLiteral("mockStop"));
    m_start->setObjectName(QStringLiteral("mockStart"));
    for (QPushButton *button : {m_copy, m_connect, m_stop, m_start})
        row->addWidget(button);
    column->addLayout(row, 1);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    setFixedHeight(qMax(36, fontMetrics().height() + 18));
    connect(m_copy, &QPushButton::clicked, this, &MockHead::copyRequested);
    connect(m_connect, &QPushButton::clicked, this, &MockHead::connectRequested);
    connect(m_stop, &QPushButton::clicked, this, &MockHead::stopRequested);
    connect(m_start, &QPushButton::clicked, this, &MockHead::startRequested);
    connect(&m_theme, &Theme::changed, this, &MockHead::applyTheme);
    applyTheme();
}

void MockHead::setMock(const QString &url, bool listening, bool loopback)
{
    m_mark->setMark(listening ? StateMark::Open : StateMark::Closed);
    m_state->setText(listening ? tr("Listening on") : tr("Stopped, was on"));
    m_url->setText(url);
    m_reach->setText(loopback ? tr("this computer only") : tr("every computer that reaches this one"));
    m_connect->setVisible(listening);
    m_stop->setVisible(listening);
    m_start->setVisible(!listening);
}

void MockHead::applyTheme()
{
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    m_connect->setIcon(m_theme.icon(QStringLiteral("new")));
    m_stop->setIcon(m_theme.icon(QStringLiteral("stop")));
    m_start->setIcon(m_theme.icon(QStringLiteral("run")));
}

} // namespace handglass
