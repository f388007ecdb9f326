// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/scenariodesk.h"

#include "app/mock/scenarioreader.h"
#include "ui/common/textlabel.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/mock/rulemaking.h"
#include "ui/mock/rulespane.h"
#include "ui/mock/scenarioeditor.h"
#include "ui/mock/scenariopage.h"
#include "ui/mock/scenariosaver.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QTime>

#include <algorithm>
#include <utility>

namespace handglass {

ScenarioDesk::ScenarioDesk(
    Theme &theme, Workbench &workbench, ScenarioPage &page, const WindowActions &actions, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_workbench(workbench)
    , m_page(page)
    , m_window(window)
{
    connect(
        &workbench, &Workbench::sessionRemoved, this, [this](qint64 session) { delete m_held.take(session).editor; });
    connect(&workbench, &Workbench::scenarioApplied, this, &ScenarioDesk::noteApplied);
    connect(&workbench, &Workbench::scenarioCounted, this, &ScenarioDesk::takeCounts);
    connect(&page, &ScenarioPage::scenarioRequested, this, &ScenarioDesk::giveRules);
    connect(actions.saveScenario, &QAction::triggered, this, [this] {
        if (ScenarioEditor *editor = editorOf(m_place.scope.session))
            editor->saver().save();
    });
    connect(actions.saveScenarioAs, &QAction::triggered, this, [this] {
        if (ScenarioEditor *editor = editorOf(m_place.scope.session))
            editor->saver().saveAs();
    });
}

void ScenarioDesk::setPlace(const Place &place)
{
    m_place = place;
    const bool live = place.capture == m_workbench.live();
    m_page.showEditor(live ? editorOf(place.scope.session) : nullptr);
    showFacts();
}

ScenarioEditor *ScenarioDesk::editorOf(qint64 session)
{
    const SessionInfo *info = m_workbench.session(session);
    if (info == nullptr || !info->mock.scenario)
        return nullptr;
    Held &held = m_held[session];
    if (held.editor == nullptr) {
        held.editor = new ScenarioEditor(m_theme, info->scenario, &m_page);
        held.editor->setClientNamer(
            [this, session](qint64 connection) { return QString::number(m_workbench.numberOf(session, connection)); });
        held.editor->setCounts(held.counts);
        held.editor->setNarrow(m_page.isNarrow());
        connectEditor(session, *held.editor);
    }
    return held.editor;
}

ScenarioDocument *ScenarioDesk::document(qint64 mock)
{
    ScenarioEditor *editor = editorOf(mock);
    return editor == nullptr ? nullptr : &editor->document();
}

void ScenarioDesk::connectEditor(qint64 session, ScenarioEditor &editor)
{
    ScenarioDocument &document = editor.document();
    connect(&m_page, &ScenarioPage::narrowChanged, &editor, &ScenarioEditor::setNarrow);
    connect(&document, &ScenarioDocument::accepted, this,
        [this, session](const SharedScenario &scenario) { play(session, scenario); });
    connect(&document, &ScenarioDocument::checked, this, [this, session] {
        m_held[session].letGo = false; // it is worked on all the same
        showFacts();
    });
    connect(&document, &ScenarioDocument::modifiedChanged, this, &ScenarioDesk::showFacts);
    connect(&editor.rules(), &RulesPane::ruleFromUnmatchedRequested, this, &ScenarioDesk::ruleFromUnmatchedRequested);
}

// ---- playing it

void ScenarioDesk::play(qint64 session, const SharedScenario &scenario)
{
    const SessionInfo *info = m_workbench.session(session);
    Held &held = m_held[session];
    const bool isFirst = !std::exchange(held.wasAccepted, true);
    if (info == nullptr || held.editor == nullptr)
        return;
    // What it was started with is played already.
    const bool played = isFirst && held.editor->document().text() == info->scenario.text;
    if (!played || info->mock.scenario->routes.empty())
        m_workbench.setScenario(session, scenario);
}

void ScenarioDesk::noteApplied(qint64 session)
{
    m_held[session].applied =
        tr("applied %1, no client dropped").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")));
    showFacts();
}

void ScenarioDesk::takeCounts(qint64 session, const ScenarioCounts &counts)
{
    Held &held = m_held[session];
    held.counts = counts;
    if (held.editor != nullptr)
        held.editor->setCounts(counts);
    Q_EMIT counted();
}

void ScenarioDesk::showFacts()
{
    const Held held = m_held.value(m_place.scope.session);
    if (held.editor == nullptr)
        return m_page.facts()->setText({});
    const ScenarioDocument &document = held.editor->document();
    QString name = document.needsFile() ? tr("not in a file yet") : QFileInfo(document.file()).fileName();
    if (document.isModified())
        name += tr(", modified");
    const bool wrong = !document.errors().isEmpty();
    m_page.facts()->setInk(wrong ? Ink::Fail : Ink::Ok);
    const QString state = wrong  ? tr("✗ not valid, what was valid before is played")
        : held.applied.isEmpty() ? tr("✓ played as it is")
                                 : QStringLiteral("✓ ") + held.applied;
    m_page.facts()->setText(name + QStringLiteral("    ") + state);
}

/// A mock that echoes does the same by rules, which can be changed then.
void ScenarioDesk::giveRules()
{
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    if (info == nullptr || info->kind != SessionKind::Mock || info->mock.scenario)
        return;
    const QByteArray text =
        rulemaking::echo(info->mock.greeting, info->mock.subprotocols, info->mock.deflate.has_value());
    if (auto scenario = scenario::parseScenario(text))
        m_workbench.giveScenario(info->number, std::make_shared<const Scenario>(std::move(*scenario)), {{}, text});
    setPlace(m_place);
}

// ---- what is in no file

QList<qint64> ScenarioDesk::unsaved(qint64 session) const
{
    QList<qint64> sessions;
    for (auto it = m_held.cbegin(); it != m_held.cend(); ++it) {
        const bool asked = session == 0 || it.key() == session;
        if (asked && it->editor != nullptr && it->editor->hasUnsaved() && !it->letGo)
            sessions.append(it.key());
    }
    std::ranges::sort(sessions);
    return sessions;
}

QString ScenarioDesk::nameOf(qint64 session) const
{
    const ScenarioDocument &document = m_held.value(session).editor->document();
    if (!document.needsFile())
        return document.file();
    const SessionInfo *info = m_workbench.session(session);
    return info == nullptr ? tr("a mock") : info->name;
}

bool ScenarioDesk::mayGo(qint64 session)
{
    const QList<qint64> changed = unsaved(session);
    if (changed.isEmpty() || m_window->findChild<QMessageBox *>(QStringLiteral("scenarioQuestion")) != nullptr)
        return changed.isEmpty();
    QStringList names;
    for (const qint64 each : changed)
        names.append(nameOf(each));
    auto *box = new QMessageBox(m_window);
    box->setObjectName(QStringLiteral("scenarioQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Unsaved scenario"));
    box->setText(names.size() == 1
            ? tr("The scenario of %1 has changes that are in no file.").arg(names.first())
            : tr("The scenarios of these have changes that are in no file: %1").arg(names.join(QStringLiteral(", "))));
    box->setInformativeText(tr("Discarded changes cannot be brought back."));
    QPushButton *save = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    save->setObjectName(QStringLiteral("scenarioQuestionSave"));
    discard->setObjectName(QStringLiteral("scenarioQuestionDiscard"));
    cancel->setObjectName(QStringLiteral("scenarioQuestionCancel"));
    box->setDefaultButton(save);
    box->setEscapeButton(cancel);
    connect(save, &QPushButton::clicked, this, [this, session] { saveUnsaved(session); });
    connect(
        discard, &QPushButton::clicked, this,
        [this, session, changed] {
            for (const qint64 each : changed)
                m_held[each].letGo = true;
            Q_EMIT goAllowed(session);
        },
        Qt::QueuedConnection); // after the question is gone, which is the window's
    box->open();
    return false;
}

/// One after the other; each may ask for a file.
void ScenarioDesk::saveUnsaved(qint64 session)
{
    const QList<qint64> changed = unsaved(session);
    if (changed.isEmpty())
        return Q_EMIT goAllowed(session);
    ScenarioSaver &saver = m_held.value(changed.first()).editor->saver();
    connect(
        &saver, &ScenarioSaver::done, this, [this, session] { saveUnsaved(session); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    saver.save();
}

} // namespace handglass
