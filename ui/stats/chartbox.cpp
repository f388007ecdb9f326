// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/chartbox.h"

#include "ui/common/textlabel.h"
#include "ui/stats/chartview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int HeadHeight = 30;

} // namespace

ChartBox::ChartBox(Theme &theme, const QString &title, ChartView *chart, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium, this))
    , m_facts(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_row(new QHBoxLayout)
    , m_chart(chart)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QWidget(this);
    head->setMinimumHeight(HeadHeight);
    head->setLayout(m_row);
    m_row->setContentsMargins(12, 0, 12, 0);
    m_row->setSpacing(12);
    m_facts->setElided(Qt::ElideRight);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_row->addWidget(m_title);
    m_row->addWidget(m_facts, 1);
    column->addWidget(head);
    column->addWidget(chart, 1);
    setTitle(title);
    connect(chart, &ChartView::readingChanged, this, &ChartBox::showFacts);
}

void ChartBox::setTitle(const QString &title)
{
    m_title->setText(title);
    m_chart->setAccessibleName(title);
}

void ChartBox::setFacts(const QString &facts)
{
    m_text = facts;
    showFacts(m_chart->reading());
}

void ChartBox::showFacts(const QString &reading)
{
    m_facts->setText(reading.isEmpty() ? m_text : reading);
}

void ChartBox::addTrailing(QWidget *widget)
{
    m_row->addWidget(widget, 0, Qt::AlignVCenter);
}

} // namespace handglass
