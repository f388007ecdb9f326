// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/windowactions.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::WindowActions)
};

class Maker
{
public:
    Maker(Theme &theme, QObject *window)
        : m_theme(theme)
        , m_window(window)
    {
    }
    QAction *make(const char *name, const QString &text, const QKeySequence &keys, const char *icon = nullptr) const
    {
        auto *action = new QAction(text, m_window);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        if (icon != nullptr) {
            const auto paint = [action, theme = &m_theme, file = QString::fromLatin1(icon)] {
                action->setIcon(theme->icon(file));
            };
            paint();
            QObject::connect(&m_theme, &Theme::changed, action, paint);
        }
        setWhyNot(action, {});
        return action;
    }
    QAction *choice(QActionGroup *group, const char *name, const QString &text, int value) const
    {
        QAction *action = make(name, text, {});
        action->setCheckable(true);
        action->setData(value);
        group->addAction(action);
        return action;
    }

private:
    Theme &m_theme;
    QObject *m_window;
};

QKeySequence key(int keys)
{
    return QKeySequence(keys);
}

constexpr int Ctrl = int(Qt::CTRL);
constexpr int CtrlShift = int(Qt::CTRL) | int(Qt::SHIFT);

} // namespace

WindowActions::WindowActions(Theme &theme, QObject *window)
{
    const Maker a(theme, window);
    newConnection = a.make("newConnection", Words::tr("&New connection"), key(Ctrl | Qt::Key_N), "new");
    startMock = a.make("startMock", Words::tr("Start &mock"), key(Ctrl | Qt::Key_M), "mock");
    demo = a.make("startDemo", Words::tr("Start the &demo"), key(CtrlShift | Qt::Key_D), "run");
    openCapture = a.make("openCapture", Words::tr("&Open…"), key(Ctrl | Qt::Key_O), "capture");
    save = a.make("saveCapture", Words::tr("&Save capture"), key(Ctrl | Qt::Key_S), "save");
    saveAs = a.make("saveCaptureAs", Words::tr("Save capture &as…"), key(CtrlShift | Qt::Key_S));
    exportRows = a.make("exportRows", Words::tr("&Export…"), key(CtrlShift | Qt::Key_X), "export");
    importRows = a.make("importRows", Words::tr("&Import…"), key(CtrlShift | Qt::Key_O));
    closeItem = a.make("closeItem", Words::tr("&Close"), key(Ctrl | Qt::Key_W), "dismiss");
    quit = a.make("quit", Words::tr("&Quit"), key(Ctrl | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    forgetAddresses =
        a.make("forgetAddresses", Words::tr("Forget the &addresses"), key(CtrlShift | Qt::Key_H), "remove");
    settings = a.make("settings", Words::tr("&Settings"), key(Ctrl | Qt::Key_Comma), "request");
    settings->setMenuRole(QAction::PreferencesRole);

    messages = a.make("showMessages", Words::tr("&Messages"), key(Ctrl | Qt::Key_1));
    handshake = a.make("showHandshake", Words::tr("&Handshake"), key(Ctrl | Qt::Key_2));
    scenario = a.make("showScenario", Words::tr("S&cenario"), key(Ctrl | Qt::Key_4), "mock");
    statistics = a.make("showStatistics", Words::tr("Stat&istics"), key(Ctrl | Qt::Key_3), "statistics");
    nextTab = a.make("nextTab", Words::tr("Ne&xt tab"), key(Ctrl | Qt::Key_Tab), "next");
    previousTab = a.make("previousTab", Words::tr("&Previous tab"), key(CtrlShift | Qt::Key_Tab), "back");
    sidebar = a.make("toggleSidebar", Words::tr("&Sidebar"), key(Ctrl | Qt::Key_B));
    sidebar->setCheckable(true);
    nextPanel = a.make("nextPanel", Words::tr("N&ext panel"), key(Qt::Key_F6));
    previousPanel = a.make("previousPanel", Words::tr("P&revious panel"), key(int(Qt::SHIFT) | Qt::Key_F6));

    focusAddress = a.make("focusAddress", Words::tr("&Address"), key(Ctrl | Qt::Key_L), "search");
    connectNow = a.make("connectNow", Words::tr("&Connect"), key(CtrlShift | Qt::Key_Return), "new");
    cancel = a.make("cancelConnect", Words::tr("Ca&ncel connecting"), key(Ctrl | Qt::Key_Period), "stop");
    disconnect = a.make("disconnect", Words::tr("&Disconnect"), key(Ctrl | Qt::Key_D), "close");
    reconnect = a.make("reconnect", Words::tr("&Reconnect"), key(Qt::Key_F5), "reconnect");
    request = a.make("requestOptions", Words::tr("Re&quest options"), key(CtrlShift | Qt::Key_R), "request");
    request->setCheckable(true);
    replay = a.make("replay", Words::tr("Repla&y…"), key(CtrlShift | Qt::Key_Y), "run");
    replaySelected = a.make("replaySelected", Words::tr("Repla&y the selected rows…"), key(Ctrl | Qt::Key_Y));
    makeMock = a.make("makeMock", Words::tr("Mock of the conn&ection…"), key(Ctrl | Qt::Key_K), "mock");
    saveScenario = a.make("saveScenario", Words::tr("Save s&cenario"), key(Ctrl | int(Qt::ALT) | Qt::Key_E), "save");
    saveScenarioAs =
        a.make("saveScenarioAs", Words::tr("Save sce&nario as…"), key(CtrlShift | int(Qt::ALT) | Qt::Key_E));
    showUnmatched = a.make("showUnmatched", Words::tr("Next &unmatched message"), key(Ctrl | Qt::Key_U));
    ruleFromMessage =
        a.make("ruleFromMessage", Words::tr("Make a &rule from the message"), key(CtrlShift | Qt::Key_U), "add");
    connectToMock = a.make("connectToMock", Words::tr("C&onnect to the mock"), key(CtrlShift | Qt::Key_M), "client");
    copyMockAddress =
        a.make("copyMockAddress", Words::tr("Copy the &mock's address"), key(CtrlShift | Qt::Key_A), "copy");
    stopMock = a.make("stopMock", Words::tr("&Stop the mock"), key(CtrlShift | Qt::Key_K), "stop");
    rename = a.make("rename", Words::tr("Rena&me"), key(Qt::Key_F2), "edit");
    remove = a.make("removeItem", Words::tr("Remo&ve"), key(Qt::Key_Delete), "remove");

    learn = a.make("learn", Words::tr("&Learn"), key(CtrlShift | Qt::Key_L), "learn");
    learn->setCheckable(true);
    help = a.make("help", Words::tr("&Keys and captures"), key(Qt::Key_F1), "info");
    about = a.make("about", Words::tr("&About Handglass"), key(int(Qt::SHIFT) | Qt::Key_F1));
    about->setMenuRole(QAction::AboutRole);

    themes = new QActionGroup(window);
    a.choice(themes, "themeSystem", Words::tr("As the &system"), int(ThemeChoice::System));
    a.choice(themes, "themeLight", Words::tr("&Light"), int(ThemeChoice::Light));
    a.choice(themes, "themeDark", Words::tr("&Dark"), int(ThemeChoice::Dark));
    closing = new QActionGroup(window);
    a.choice(closing, "closingAsk", Words::tr("&Ask what to do with unsaved rows"), int(CloseChoice::Ask));
    a.choice(closing, "closingSave", Words::tr("&Save them"), int(CloseChoice::Save));
    a.choice(closing, "closingDiscard", Words::tr("&Discard them"), int(CloseChoice::Discard));
}

} // namespace handglass
