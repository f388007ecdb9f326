// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenarioeditor.h"

#include "ui/common/flattabbar.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/mock/rulespane.h"
#include "ui/mock/scenarioform.h"
#include "ui/mock/scenariosaver.h"
#include "ui/mock/scenariotextpane.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {

using Kind = RulesModel::Kind;
using formplan::Part;

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
    case Kind::Reply:
        return Part::Reply;
    case Kind::Scenario:
        return Part::Scenario;
    default:
        return Part::Nothing;
    }
}

} // namespace

ScenarioEditor::ScenarioEditor(Theme &theme, const scenario::ScenarioText &text, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_document(new ScenarioDocument(text, this))
    , m_rules(new RulesPane(theme, *m_document, this))
    , m_form(new ScenarioForm(theme, *m_document, this))
    , m_text(new ScenarioTextPane(theme, *m_document, this))
    , m_saver(new ScenarioSaver(*m_document, this))
    , m_tabs(new FlatTabBar(theme, 28, this))
    , m_tabRow(new QHBoxLayout)
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
    m_tabRow->setSpacing(0);
    m_tabRow->addWidget(m_tabs);
    rightColumn->addLayout(m_tabRow);
    rightColumn->addWidget(m_right, 1);
    m_splitter->addWidget(m_rules);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({240, 824});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
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
    connectSaver();
    m_rules->refresh();
}

// ---- its file

void ScenarioEditor::connectSaver()
{
    connect(m_text, &ScenarioTextPane::saveRequested, m_saver, &ScenarioSaver::save);
    connect(m_saver, &ScenarioSaver::done, this, &ScenarioEditor::closeBar);
    connect(m_saver, &ScenarioSaver::failed, this, [this](const QString &sentence) { tell(true, sentence); });
    connect(m_saver, &ScenarioSaver::overtaken, this, &ScenarioEditor::tellOvertaken);
    connect(m_saver, &ScenarioSaver::readAnew, this, [this](const QByteArray &text) {
        m_text->replaceText(text);
        tell(false, tr("%1 was changed by another program, and is read anew.").arg(m_document->file()));
    });
}

void ScenarioEditor::tellOvertaken()
{
    if (!m_document->isModified())
        return m_saver->readAgain();
    NoticeBar *bar = tell(true,
        tr("%1 was changed by another program. What you changed stands here, and is in no file.")
            .arg(m_document->file()));
    QPushButton *over = bar->addButton(tr("Write over it"), QStringLiteral("scenarioOver"));
    QPushButton *again = bar->addButton(tr("Read it anew"), QStringLiteral("scenarioAgain"));
    connect(over, &QPushButton::clicked, m_saver, &ScenarioSaver::saveOver);
    connect(again, &QPushButton::clicked, m_saver, &ScenarioSaver::readAgain);
}

NoticeBar *ScenarioEditor::tell(bool isFailure, const QString &text)
{
    closeBar();
    m_bar = new NoticeBar(m_theme, isFailure ? NoticeBar::Level::Fail : NoticeBar::Level::Info, text, this);
    m_bar->setObjectName(QStringLiteral("scenarioNotice"));
    QPushButton *close = m_bar->addButton(tr("Close"), QStringLiteral("scenarioNoticeClose"));
    connect(close, &QPushButton::clicked, this, &ScenarioEditor::closeBar);
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(0, m_bar);
    return m_bar;
}

void ScenarioEditor::closeBar()
{
    if (!m_bar)
        return;
    m_bar->setObjectName({});
    m_bar->hide();
    m_bar->deleteLater();
    m_bar.clear();
}

/// While the focus is in it, saving is of the scenario, and undo of its text.
bool ScenarioEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        for (const QKeySequence::StandardKey known :
            {QKeySequence::Save, QKeySequence::SaveAs, QKeySequence::Undo, QKeySequence::Redo}) {
            if (key.matches(known)) {
                event->accept();
                return true;
            }
        }
    }
    return QWidget::event(event);
}

void ScenarioEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SaveAs))
        m_saver->saveAs();
    else if (event->matches(QKeySequence::Save))
        m_saver->save();
    else if (event->matches(QKeySequence::Undo))
        m_text->undo();
    else if (event->matches(QKeySequence::Redo))
        m_text->redo();
    else
        QWidget::keyPressEvent(event);
}

void ScenarioEditor::turnTo(int tab)
{
    const bool narrow = !m_tabs->isHidden();
    m_form->setVisible(!narrow || tab == 0);
    m_text->setVisible(!narrow || tab == 1);
    m_form->head().setVisible(!narrow || tab == 0);
    m_text->head().setVisible(!narrow || tab == 1);
}

void ScenarioEditor::setNarrow(bool narrow)
{
    m_tabs->setVisible(narrow);
    placeHead(m_form->head(), *m_form, tr("Form"));
    placeHead(m_text->head(), *m_text, tr("Text"));
    turnTo(m_tabs->currentIndex());
}

/// Beside its tab, which says its title, it costs no height.
void ScenarioEditor::placeHead(PanelHead &head, QWidget &pane, const QString &title)
{
    const bool narrow = !m_tabs->isHidden();
    head.setTitle(narrow ? QString() : title);
    if (narrow)
        m_tabRow->addWidget(&head, 1);
    else
        qobject_cast<QVBoxLayout *>(pane.layout())->insertWidget(0, &head);
}

void ScenarioEditor::setCounts(const ScenarioCounts &counts)
{
    m_rules->setCounts(counts);
    showLastHit();
}

void ScenarioEditor::edit(const JsonPath &part)
{
    m_tabs->setCurrentIndex(0);
    m_rules->select(part);
    m_form->focusValue(part / "name");
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
    const QString hit = row->kind == Kind::Rule ? tr("last hit %1").arg(time) : tr("last turned away %1").arg(time);
    m_form->setFacts(client.isEmpty() ? hit : tr("%1, client %2").arg(hit, client));
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
