// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/common/whynot.h"

#include <QAction>
#include <QActionGroup>

namespace handglass {

/// Every action of the window itself, with its words, key and icon; panels bring their own. All belong to the window.
struct WindowActions {
    QAction *newConnection, *startMock, *demo, *openCapture, *save, *saveAs, *exportRows, *importRows, *closeItem,
        *quit;
    QAction *forgetAddresses, *settings;
    QAction *messages, *scenario, *handshake, *statistics, *nextTab, *previousTab, *sidebar, *nextPanel, *previousPanel;
    QAction *focusAddress, *connectNow, *cancel, *disconnect, *reconnect, *request;
    QAction *replay, *replaySelected;
    QAction *makeMock, *connectToMock, *copyMockAddress, *stopMock, *rename, *remove;
    QAction *saveScenario, *saveScenarioAs, *showUnmatched, *ruleFromMessage;
    QAction *learn, *help, *about;
    QActionGroup *themes;  ///< data(): ThemeChoice
    QActionGroup *closing; ///< data(): CloseChoice

    WindowActions(Theme &theme, QObject *window);
};

} // namespace handglass
