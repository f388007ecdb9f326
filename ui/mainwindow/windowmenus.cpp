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

/// In the order of the bar.
enum Menu : int { File, Edit, View, Session, Message, Go, Learn, Help };

void addMenu(QMenuBar &bar, const QString &title, const char *name)
{
    QMenu *menu = bar.addMenu(title);
    menu->setObjectName(QLatin1String(name));
    menu->setToolTipsVisible(true);
}

/// nullptr: a separator.
void addAll(QMenu *menu, const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        if (action == nullptr)
            menu->addSeparator();
        else
            menu->addAction(action);
    }
}

void fillFile(QMenu *file, const WindowActions &a)
{
    addAll(file,
        {a.newConnection, a.startMock, a.demo, nullptr, a.openCapture, a.save, a.saveAs, nullptr, a.saveScenario,
            a.saveScenarioAs, nullptr, a.exportRows, a.importRows, nullptr});
    QMenu *closing = file->addMenu(Words::tr("When c&losing"));
    closing->setObjectName(QStringLiteral("menuClosing"));
    closing->addActions(a.closing->actions());
    addAll(file, {nullptr, a.closeItem, a.quit});
}

void fillView(QMenu *view, const WindowActions &a, const PanelActions &panels)
{
    addAll(view, {a.messages, a.scenario, a.handshake, a.statistics, a.nextTab, a.previousTab, nullptr});
    view->addActions(panels.view);
    addAll(view, {nullptr, a.sidebar, a.nextPanel, a.previousPanel, nullptr});
    QMenu *theme = view->addMenu(Words::tr("&Theme"));
    theme->setObjectName(QStringLiteral("menuTheme"));
    theme->addActions(a.themes->actions());
}

} // namespace

void addMenus(QMenuBar &bar)
{
    addMenu(bar, Words::tr("&File"), "menuFile");
    addMenu(bar, Words::tr("&Edit"), "menuEdit");
    addMenu(bar, Words::tr("&View"), "menuView");
    addMenu(bar, Words::tr("&Session"), "menuSession");
    addMenu(bar, Words::tr("&Message"), "menuMessage");
    addMenu(bar, Words::tr("&Go"), "menuGo");
    addMenu(bar, Words::tr("&Learn"), "menuLearn");
    addMenu(bar, Words::tr("&Help"), "menuHelp");
}

void fillMenus(const QMenuBar &bar, const WindowActions &a, const PanelActions &panels)
{
    const QList<QAction *> titles = bar.actions();
    const auto menu = [&titles](Menu which) { return titles.at(which)->menu(); };
    fillFile(menu(File), a);
    addAll(menu(Edit), {a.rename, a.remove, nullptr, panels.copyAs, nullptr, a.forgetAddresses, nullptr, a.settings});
    fillView(menu(View), a, panels);
    addAll(menu(Session),
        {a.focusAddress, a.request, nullptr, a.connectNow, a.cancel, a.disconnect, a.reconnect, nullptr, a.replay,
            a.makeMock, panels.explain, nullptr, a.connectToMock, a.copyMockAddress, a.showUnmatched, a.stopMock,
            nullptr});
    menu(Session)->addActions(panels.mock);
    QMenu *message = menu(Message);
    message->addActions(panels.compose);
    message->addSeparator();
    message->addActions(panels.message);
    message->addAction(a.replaySelected);
    message->addAction(a.ruleFromMessage);
    message->addSeparator();
    message->addActions(panels.mark);
    menu(Go)->addActions(panels.go);
    addAll(menu(Learn), QList<QAction *>{a.learn, nullptr} + panels.learn);
    addAll(menu(Help), {a.help, a.about});
}

} // namespace handglass
