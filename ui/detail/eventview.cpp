// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/eventview.h"

#include "ui/common/textlabel.h"
#include "ui/detail/factsview.h"

#include <QVBoxLayout>

namespace handglass {

EventView::EventView(Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_text(new TextLabel(theme))
    , m_facts(new FactsView(theme))
{
    setObjectName(QStringLiteral("eventView"));
    setAccessibleName(tr("Event"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("eventText"));
    m_text->setWordWrap(true);
    m_text->setContentsMargins(12, 8, 12, 2);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_text);
    column->addWidget(m_facts);
    column->addStretch(1);
    setWidget(page);
}

void EventView::setEntry(const Entry &entry, const ConnectionRecord *connection)
{
    m_text->setText(entry.text);
    m_text->setInk(entry.byHand() || entry.onPurpose() ? Ink::Purpose : entry.violation() ? Ink::Fail : Ink::Text);
    m_facts->setFacts(eventFacts(entry) + (connection != nullptr ? connectionFacts(*connection) : QList<Fact>()));
}

} // namespace handglass
