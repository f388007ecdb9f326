// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/placeactions.h"

#include "ui/common/settings.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/mainwindow/workbench.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::PlaceActions)
};

void check(const QActionGroup *group, int value)
{
    const QList<QAction *> choices = group->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toInt() == value);
}

void updateMock(const WindowActions &actions, const SessionInfo *mock)
{
    const QString noMock = Words::tr("Select a mock first (Ctrl+M starts one)");
    const bool listening = mock != nullptr && mock->state == SessionState::Listening;
    setWhyNot(actions.connectToMock, listening ? QString() : noMock);
    setWhyNot(actions.stopMock, listening ? QString() : noMock);
    setWhyNot(actions.copyMockAddress, mock != nullptr ? QString() : noMock);
}

QString whyNoRemoval(const Place &place, bool live)
{
    if (place.capture == nullptr)
        return Words::tr("Select a session or a capture in the sidebar first");
    return live && place.scope.connection != 0 ? Words::tr("A connection goes with its session") : QString();
}

} // namespace

void updatePlaceActions(
    const WindowActions &actions, const Workbench &workbench, const Settings &settings, const Place &place)
{
    const bool nowhere = place.capture == nullptr;
    const bool live = place.capture == workbench.live();
    const SessionInfo *info = live ? workbench.session(place.scope.session) : nullptr;
    const bool isMock = info != nullptr && info->kind == SessionKind::Mock;
    const bool recorded = workbench.live()->lastId() > 0 || workbench.live()->hasConnections();
    const bool canSave = recorded || (!nowhere && !live);
    for (QAction *action : {actions.save, actions.saveAs})
        setWhyNot(action, canSave ? QString() : Words::tr("Nothing is recorded yet"));
    for (QAction *action :
        {actions.messages, actions.handshake, actions.statistics, actions.nextTab, actions.previousTab})
        setWhyNot(action, nowhere ? Words::tr("Connect, start a mock or open a capture first") : QString());
    setWhyNot(actions.makeMock, nowhere ? Words::tr("Select a session or a capture in the sidebar first") : QString());
    setWhyNot(actions.exportRows, nowhere ? Words::tr("Connect, start a mock or open a capture first") : QString());
    const bool canRename = info != nullptr && place.scope.connection == 0;
    setWhyNot(actions.rename, canRename ? QString() : Words::tr("Select a session in the sidebar first"));
    for (QAction *action : {actions.remove, actions.closeItem})
        setWhyNot(action, whyNoRemoval(place, live));
    updateMock(actions, isMock ? info : nullptr);
    const bool hasScenario = isMock && info->mock.scenario;
    for (QAction *action :
        {actions.saveScenario, actions.saveScenarioAs, actions.showUnmatched, actions.ruleFromMessage})
        setWhyNot(action, hasScenario ? QString() : Words::tr("Select a mock with a scenario first"));
    setWhyNot(actions.scenario,
        isMock && place.scope.connection == 0 ? QString() : Words::tr("Select a mock first (Ctrl+M starts one)"));
    check(actions.themes, int(settings.theme));
    check(actions.closing, int(settings.closing));
}

} // namespace handglass
