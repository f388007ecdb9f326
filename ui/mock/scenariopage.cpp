// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenariopage.h"

#include "ui/common/textlabel.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int NarrowPanel = 290;

} // namespace

ScenarioPage::ScenarioPage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_upper(new QStackedWidget(this))
    , m_lower(new QSplitter(Qt::Horizontal, this))
    , m_facts(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
{
    setObjectName(QStringLiteral("scenarioPage"));
    m_facts->setObjectName(QStringLiteral("scenarioFacts"));
    m_facts->setElided(Qt::ElideMiddle);
    m_upper->addWidget(makeNone(theme));
    m_splitter->addWidget(m_upper);
    m_splitter->addWidget(m_lower);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1); // a small window takes its height from both
    m_splitter->setChildrenCollapsible(false);
    m_lower->setObjectName(QStringLiteral("scenarioLower"));
    m_lower->setChildrenCollapsible(false);
    m_lower->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
}

QWidget *ScenarioPage::makeNone(Theme &theme)
{
    auto *page = new QWidget(m_upper);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(12, 12, 12, 12);
    auto *text = new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, page);
    text->setObjectName(QStringLiteral("scenarioNone"));
    text->setWordWrap(true);
    text->setText(tr("No scenario: this mock echoes what it gets. Given rules, it starts anew and does the same by "
                     "them, until they are changed; its clients get 1001 Going Away."));
    auto *give = new QPushButton(tr("Give it rules"), page);
    give->setObjectName(QStringLiteral("scenarioGive"));
    connect(give, &QPushButton::clicked, this, &ScenarioPage::scenarioRequested);
    column->addWidget(text);
    column->addWidget(give, 0, Qt::AlignLeft);
    column->addStretch(1);
    return page;
}

void ScenarioPage::showEditor(QWidget *editor)
{
    if (editor == nullptr) {
        m_upper->setCurrentIndex(0);
        m_facts->setText({});
        return;
    }
    if (m_upper->indexOf(editor) < 0)
        m_upper->addWidget(editor);
    m_upper->setCurrentWidget(editor);
}

void ScenarioPage::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    if (m_widths.size() > 1) {
        QList<int> widths = m_widths;
        widths.last() = narrow ? std::min(widths.last(), NarrowPanel) : widths.last();
        widths.first() = std::max(widths.first(), m_lower->width() - widths.last());
        m_lower->setSizes(widths);
    }
    Q_EMIT narrowChanged(narrow);
}

void ScenarioPage::addPanel(QWidget *panel, int width)
{
    m_lower->addWidget(panel);
    m_lower->setStretchFactor(m_lower->count() - 1, m_lower->count() == 1 ? 1 : 0);
    m_lower->setSizes(m_widths << width);
    m_splitter->setSizes({338, 306});
    m_lower->show();
}

} // namespace handglass
