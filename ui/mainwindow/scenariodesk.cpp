// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/scenariodesk.h"

#include "ui/common/textlabel.h"
#include "ui/mock/rulespane.h"
#include "ui/mock/scenarioeditor.h"
#include "ui/mock/scenariopage.h"

#include <QFileInfo>
#include <QTime>

#include <utility>

namespace handglass {

ScenarioDesk::ScenarioDesk(Theme &theme, Workbench &workbench, ScenarioPage &page, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_workbench(workbench)
    , m_page(page)
{
    connect(
        &workbench, &Workbench::sessionRemoved, this, [this](qint64 session) { delete m_held.take(session).editor; });
    connect(&workbench, &Workbench::scenarioApplied, this, &ScenarioDesk::noteApplied);
    connect(&workbench, &Workbench::scenarioCounted, this, &ScenarioDesk::takeCounts);
}

void ScenarioDesk::setPlace(const Place &place)
{
    m_place = place;
    const SessionInfo *info = place.capture == m_workbench.live() ? m_workbench.session(place.scope.session) : nullptr;
    const bool played = info != nullptr && info->mock.scenario;
    m_page.showEditor(played ? editor(*info) : nullptr);
    showFacts();
}

ScenarioEditor *ScenarioDesk::editor(const SessionInfo &mock)
{
    Held &held = m_held[mock.number];
    if (held.editor == nullptr) {
        held.editor = new ScenarioEditor(m_theme, mock.scenario);
        held.editor->setCounts(held.counts);
        held.editor->setClientNamer([this, session = mock.number](qint64 connection) {
            return tr("client %1").arg(m_workbench.numberOf(session, connection));
        });
        connectEditor(mock.number, *held.editor);
    }
    return held.editor;
}

ScenarioDocument *ScenarioDesk::document(qint64 mock)
{
    const SessionInfo *info = m_workbench.session(mock);
    return info != nullptr && info->mock.scenario ? &editor(*info)->document() : nullptr;
}

void ScenarioDesk::connectEditor(qint64 session, ScenarioEditor &editor)
{
    ScenarioDocument &document = editor.document();
    connect(&document, &ScenarioDocument::accepted, this,
        [this, session](const SharedScenario &scenario) { play(session, scenario); });
    connect(&document, &ScenarioDocument::checked, this, &ScenarioDesk::showFacts);
    connect(&document, &ScenarioDocument::modifiedChanged, this, &ScenarioDesk::showFacts);
}

void ScenarioDesk::play(qint64 session, const SharedScenario &scenario)
{
    const SessionInfo *info = m_workbench.session(session);
    Held &held = m_held[session];
    const bool isFirst = !std::exchange(held.wasAccepted, true);
    // What it was started with is played already.
    const bool played = isFirst && info != nullptr && held.editor->document().text() == info->scenario.text;
    if (info != nullptr && (!played || info->mock.scenario->routes.empty()))
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
    const QString state = wrong ? tr("✗ not valid, what was valid before is played")
                                : (held.applied.isEmpty() ? tr("✓ played as it is") : u"✓ "_qs + held.applied);
    m_page.facts()->setText(name + QStringLiteral("    ") + state);
}

} // namespace handglass
