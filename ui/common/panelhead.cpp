// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/panelhead.h"

#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace handglass {

PanelHead::PanelHead(Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium, this))
    , m_facts(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
    , m_row(new QHBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_row->setContentsMargins(12, 0, 8, 0);
    m_row->setSpacing(8);
    m_facts->setElided(Qt::ElideRight);
    m_row->addWidget(m_title);
    m_row->addWidget(m_facts, 1);
    column->addLayout(m_row, 1);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    setMinimumHeight(28);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_title->setText(title);
}

void PanelHead::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PanelHead::setFacts(const QString &facts)
{
    m_facts->setText(facts);
}

void PanelHead::addLeading(QWidget *widget)
{
    m_row->insertWidget(m_leading++, widget);
}

void PanelHead::addTrailing(QWidget *widget)
{
    m_row->addWidget(widget, 0, Qt::AlignVCenter);
}

} // namespace handglass
