// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/relaxation.h"
#include "app/mock/scenarioreader.h"
#include "ui/mainwindow/mockdesk.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/scenariodesk.h"
#include "ui/mock/clientspanel.h"
#include "ui/mock/mocktools.h"
#include "ui/mock/operatorpanel.h"
#include "ui/mock/scenariodocument.h"
#include "ui/mock/scenarioeditor.h"

#include <algorithm>

// What the lower half changes in the scenario's text.

namespace handglass {

namespace {

std::optional<scenario::Relaxation> relaxationOf(const SharedScenario &scenario, const ConnectionRecord &record)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    const bool readable = reader.feed(record.rawRequest) == HttpHeadReader::State::Done;
    return scenario && readable ? scenario::relaxationFor(*scenario, reader.head()) : std::nullopt;
}

void apply(const scenario::Relaxation &relaxation, ScenarioDocument &document)
{
    using Edit = scenario::Relaxation::Edit;
    const JsonIndex *tree = document.tree();
    if (relaxation.edit == Edit::Remove)
        return document.remove(relaxation.place);
    if (relaxation.edit == Edit::Replace || tree == nullptr)
        return document.setValue(relaxation.place, relaxation.json);
    const auto node = jsonedit::find(*tree, relaxation.place);
    if (!node || tree->kind(*node) == JsonIndex::Kind::Array)
        return document.insert(relaxation.place, -1, relaxation.json);
    document.setValue(relaxation.place, "[" + tree->value(*node).toByteArray() + ", " + relaxation.json + "]");
}

} // namespace

void MockDesk::showRefusal(ConnectionId id)
{
    const ConnectionRecord *record = m_workbench.live()->connection(id);
    if (record == nullptr)
        return;
    const ScenarioDocument *scenario = m_scenarios.document(m_mock);
    const auto relaxation = scenario == nullptr ? std::nullopt : relaxationOf(scenario->scenario(), *record);
    const bool allowed = !relaxation && m_relaxed.contains(id);
    m_clients->showRefusal(*record, m_workbench.numberOf(m_mock, id), relaxation ? relaxation->title : QString(),
        allowed ? tr("The scenario as it is now lets it in.") : QString());
}

void MockDesk::relax(ConnectionId id)
{
    const auto scenario = document();
    const ConnectionRecord *record = m_workbench.live()->connection(id);
    if (!scenario)
        return m_notices.tell(QStringLiteral("scenarioEdit"), NoticeBar::Level::Fail, scenario.error());
    const auto relaxation = record == nullptr ? std::nullopt : relaxationOf((*scenario)->scenario(), *record);
    if (!relaxation)
        return;
    m_relaxed.insert(id);
    apply(*relaxation, **scenario);
}

tl::expected<ScenarioDocument *, QString> MockDesk::document() const
{
    ScenarioDocument *scenario = m_scenarios.document(m_mock);
    if (scenario == nullptr || !scenario->isChecked() || !scenario->errors().isEmpty())
        return tl::unexpected(tr("expected a scenario without errors, got one that is being edited: nothing was "
                                 "changed; mend its text first"));
    return scenario;
}

/// It is read by itself first, so that nothing wrong comes into the text.
void MockDesk::addReply(const QString &name, const QByteArray &actions)
{
    OperatorPanel &panel = m_tools->operators();
    const QByteArray reply = "{ \"name\": " + jsonedit::quoted(name) + ", \"do\": " + actions + " }";
    const auto read = scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/"}],"replies":[)" + reply + "]}");
    if (!read)
        return panel.replyAdded(read.error().first().sentence);
    const auto scenario = document();
    if (!scenario)
        return panel.replyAdded(scenario.error());
    const auto &known = (*scenario)->scenario()->replies;
    if (std::ranges::find(known, name, &scenario::Rule::name) != known.end())
        return panel.replyAdded(tr("expected another name for each prepared reply, got “%1” again").arg(name));
    (*scenario)->insert(JsonPath() / "replies", -1, reply);
    panel.replyAdded({});
}

std::optional<JsonPath> MockDesk::replyPlace(const QString &name) const
{
    const ScenarioDocument *scenario = m_scenarios.document(m_mock);
    if (scenario == nullptr || !scenario->scenario())
        return std::nullopt;
    const auto &known = scenario->scenario()->replies;
    const auto at = std::ranges::find(known, name, &scenario::Rule::name);
    return at == known.end() ? std::nullopt : std::optional(JsonPath() / "replies" / qint64(at - known.begin()));
}

void MockDesk::editReply(const QString &name)
{
    ScenarioEditor *editor = m_scenarios.editorOf(m_mock);
    const auto place = replyPlace(name);
    if (editor != nullptr && place)
        editor->edit(*place);
}

void MockDesk::removeReply(const QString &name)
{
    const auto scenario = document();
    if (!scenario)
        return m_tools->operators().setResult(scenario.error(), true);
    if (const auto place = replyPlace(name))
        (*scenario)->remove(*place);
}

} // namespace handglass
