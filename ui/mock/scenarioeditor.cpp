// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenarioeditor.h"

#include "ui/common/flattabbar.h"
#include "ui/mock/rulespane.h"
#include "ui/mock/scenarioform.h"
#include "ui/mock/scenariotextpane.h"

#include <QDateTime>
#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {

using Kind = RulesModel::Kind;
using formplan::Part;

constexpr int TabsBelow = 880; ///< a window of 1100 less its sidebar

Part partOf(const RulesModel::Row *row)
{
    if (row == nullptr)
        return Part::Nothing;
    switch (row->kind) {
    case Kind::Rule:
        return Part::Rule;
    case Kind::Check:
        return Part::Check;
    case Kind::Subprotocols:
        return Part::Subprotocols;
    case Kind::Settings:
        return Part::Route;
    default:
        return Part::Nothing;
    }
}

} // namespace

ScenarioEditor::ScenarioEditor(Theme &theme, const scenario::ScenarioText &text, QWidget *parent)
    : QWidget(parent)
    , m_document(new ScenarioDocument(text, this))
    , m_rules(new RulesPane(theme, *m_document, this))
    , m_form(new ScenarioForm(theme, *m_document, this))
    , m_text(new ScenarioTextPane(theme, *m_document, this))
    , m_tabs(new FlatTabBar(theme, 28, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_right(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("scenarioEditor"));
    m_tabs->setObjectName(QStringLiteral("scenarioTabs"));
    m_tabs->setAccessibleName(tr("Form or text of the rule"));
    m_tabs->addTab(tr("Form"));
    m_tabs->addTab(tr("Text"));
    m_tabs->hide();
    m_right->addWidget(m_form);
    m_right->addWidget(m_text);
    m_right->setChildrenCollapsible(false);
    m_right->setSizes({424, 400});
    auto *right = new QWidget(this);
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_tabs);
    rightColumn->addWidget(m_right, 1);
    m_splitter->addWidget(m_rules);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({240, 824});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    connect(m_document, &ScenarioDocument::edited, m_rules, &RulesPane::refresh);
    connect(m_document, &ScenarioDocument::checked, m_rules, &RulesPane::refresh);
    connect(m_rules, &RulesPane::currentChanged, this, &ScenarioEditor::takeCurrent);
    connect(m_text, &ScenarioTextPane::caretMoved, this, &ScenarioEditor::takeCaret);
    connect(m_form, &ScenarioForm::partFocused, m_text, &ScenarioTextPane::showPart);
    connect(m_form, &ScenarioForm::undoRequested, m_text, &ScenarioTextPane::undo);
    connect(m_form, &ScenarioForm::redoRequested, m_text, &ScenarioTextPane::redo);
    connect(m_form, &ScenarioForm::asTextRequested, this, [this](const JsonPath &path) {
        m_tabs->setCurrentIndex(1);
        m_text->goTo(path);
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &ScenarioEditor::turnTo);
    m_rules->refresh();
}

void ScenarioEditor::turnTo(int tab)
{
    const bool narrow = !m_tabs->isHidden();
    m_form->setVisible(!narrow || tab == 0);
    m_text->setVisible(!narrow || tab == 1);
}

void ScenarioEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // At larger text the same step, measured in text widths.
    const bool narrow = width() * 13 < TabsBelow * qMax(13, fontInfo().pixelSize());
    if (narrow == !m_tabs->isHidden())
        return;
    m_tabs->setVisible(narrow);
    turnTo(m_tabs->currentIndex());
}

void ScenarioEditor::setCounts(const ScenarioCounts &counts)
{
    m_rules->setCounts(counts);
    showLastHit();
}

void ScenarioEditor::setClientNamer(std::function<QString(qint64 connection)> name)
{
    m_clientName = std::move(name);
    showLastHit();
}

void ScenarioEditor::showLastHit()
{
    const RulesModel::Row *row = m_rules->current();
    const scenario::RuleCount *count = row == nullptr ? nullptr : m_rules->model().count(*row);
    if (count == nullptr || count->hits == 0)
        return m_form->setFacts({});
    const QString time = QDateTime::fromMSecsSinceEpoch(count->lastMs).toString(QStringLiteral("HH:mm:ss.zzz"));
    const QString client = m_clientName ? m_clientName(count->lastClient) : QString();
    m_form->setFacts(client.isEmpty() ? tr("last hit %1").arg(time) : tr("last hit %1, client %2").arg(time, client));
}

void ScenarioEditor::takeCurrent()
{
    const RulesModel::Row *row = m_rules->current();
    const JsonPath path = row == nullptr ? JsonPath() : row->path;
    m_text->showPart(row == nullptr || row->kind == Kind::Settings ? JsonPath() : path);
    m_form->showPart(partOf(row), path);
    showLastHit();
}

void ScenarioEditor::takeCaret(qint64 offset)
{
    const JsonIndex *tree = m_document->tree();
    if (tree != nullptr)
        m_rules->select(tree->path(tree->nodeAt(offset)));
}

} // namespace handglass
