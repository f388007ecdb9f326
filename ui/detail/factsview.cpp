// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/factsview.h"

#include "ui/common/textlabel.h"

#include <QGridLayout>

namespace handglass {

FactsView::FactsView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("factsView"));
    m_grid->setContentsMargins(12, 6, 12, 6);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
}

void FactsView::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Fact &fact : facts) {
        auto *name = new TextLabel(m_theme, TypeStep::Table, Ink::Text2);
        name->setText(fact.name);
        name->setMinimumHeight(18);
        auto *value = new TextLabel(m_theme, TypeStep::Table);
        value->setText(fact.value);
        value->setWordWrap(true);
        value->setMinimumHeight(18);
        value->setAccessibleName(fact.name);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(name, row, 0, Qt::AlignTop | Qt::AlignLeft);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        m_grid->setRowStretch(row++, 0);
    }
    m_grid->setRowStretch(row, 1);
}

} // namespace handglass
