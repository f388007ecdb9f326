// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/scenariodesk.h"

#include "ui/common/payloadeditor.h"
#include "ui/common/textlabel.h"
#include "ui/mock/scenariopage.h"

#include <QFileInfo>

namespace handglass {

ScenarioDesk::ScenarioDesk(Theme &theme, Workbench &workbench, ScenarioPage &page, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_workbench(workbench)
    , m_page(page)
{
    connect(&workbench, &Workbench::sessionRemoved, this, [this](qint64 session) { delete m_editors.take(session); });
}

void ScenarioDesk::setPlace(const Place &place)
{
    const SessionInfo *info = place.capture == m_workbench.live() ? m_workbench.session(place.scope.session) : nullptr;
    if (info == nullptr || !info->mock.scenario)
        return m_page.showEditor(nullptr);
    m_page.showEditor(editor(*info));
    m_page.facts()->setText(QFileInfo(info->scenario.file).fileName());
}

PayloadEditor *ScenarioDesk::editor(const SessionInfo &mock)
{
    PayloadEditor *&editor = m_editors[mock.number];
    if (editor == nullptr) {
        editor = new PayloadEditor(m_theme);
        editor->setLanguage(PayloadEditor::Language::Json);
        editor->setBytes(mock.scenario.text);
        editor->setReadOnly(true);
        editor->setAccessibleName(tr("Text of the scenario"));
    }
    return editor;
}

} // namespace handglass
