// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/windowmenus.h"

#include "ui/mainwindow/windowactions.h"

#include <QCoreApplication>
#include <QMenuBar>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::WindowMenus)
};

QMenu *addMenu(QMenuBar &bar, const QString &title, const char *name)
{
    QMenu *menu = bar.addMenu(title);
    menu->setObjectName(QLatin1String(name));
    menu->setToolTipsVisible(true);
    return menu;
}

/// nullptr: a separator.
void addAll(QMenu *menu, std::initializer_list<QAction *> actions)
{
    for (QAction *action : actions) {
        if (action == nullptr)
            menu->addSeparator();
        else
            menu->addAction(action);
    }
}

void fillFile(QMenuBar &bar, const WindowActions &a)
{
    QMenu *file = addMenu(bar, Words::tr("&File"), "menuFile");
    addAll(file,
        {a.newConnection, a.startMock, a.demo, nullptr, a.openCapture, a.save, a.saveAs, nullptr, a.exportRows,
            a.importRows, nullptr});
    QMenu *closing = file->addMenu(Words::tr("When c&losing"));
    closing->setObjectName(QStringLiteral("menuClosing"));
    closing->addActions(a.closing->actions());
    addAll(file, {nullptr, a.closeItem, a.quit});
}

void fillView(QMenuBar &bar, const WindowActions &a, const PanelActions &panels)
{
    QMenu *view = addMenu(bar, Words::tr("&View"), "menuView");
    addAll(view, {a.messages, a.scenario, a.handshake, a.statistics, a.nextTab, a.previousTab, nullptr});
    view->addActions(panels.view);
    addAll(view, {nullptr, a.sidebar, a.nextPanel, a.previousPanel, nullptr});
    QMenu *theme = view->addMenu(Words::tr("&Theme"));
    theme->setObjectName(QStringLiteral("menuTheme"));
    theme->addActions(a.themes->actions());
}

} // namespace

void fillMenus(QMenuBar &bar, const WindowActions &a, const PanelActions &panels)
{
    fillFile(bar, a);
    addAll(addMenu(bar, Words::tr("&Edit"), "menuEdit"),
        {a.rename, a.remove, nullptr, panels.copyAs, nullptr, a.forgetAddresses, nullptr, a.settings});
    fillView(bar, a, panels);
    addAll(addMenu(bar, Words::tr("&Session"), "menuSession"),
        {a.focusAddress, a.request, nullptr, a.connectNow, a.cancel, a.disconnect, a.reconnect, nullptr, a.replay,
            nullptr, a.connectToMock, a.copyMockAddress, a.stopMock});
    QMenu *message = addMenu(bar, Words::tr("&Message"), "menuMessage");
    message->addActions(panels.compose);
    message->addSeparator();
    message->addActions(panels.message);
    message->addAction(a.replaySelected);
    message->addSeparator();
    message->addActions(panels.mark);
    addMenu(bar, Words::tr("&Go"), "menuGo")->addActions(panels.go);
    addAll(addMenu(bar, Words::tr("&Help"), "menuHelp"), {a.help, a.about});
}

} // namespace handglass
