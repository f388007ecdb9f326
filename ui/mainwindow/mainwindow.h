// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/mainwindow/workbench.h"
#include "ui/session/sessionmodel.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace handglass {

class CaptureDesk;
class ConnectControl;
class Demo;
class ExchangeDesk;
class LearnControl;
class ListenControl;
class MessageDesk;
class MockControl;
class MockDesk;
class MockStartPanel;
class NoticeArea;
class PlaceReport;
class RemoveControl;
class ReplayControl;
class ReplayPanel;
class RequestPanel;
class ScenarioDesk;
class SessionFeed;
class SessionPage;
class SettingsControl;
class Sidebar;
class StatusLine;
class ToolBar;
class UnmatchedControl;
class WidthSteps;

/// Puts the panels together: menus, toolbar, sidebar, the current session's page, status bar. What they do is their
/// own; the sessions are the workbench's. What is first seen of it is made first: the rest once that is painted, or
/// before, as soon as anything needs it.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)
public:
    /// All must outlive the window, which starts the workbench if that was not done.
    MainWindow(Theme &theme, Settings &settings, Workbench &workbench, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A capture, what becomes one by an import, or a mock's scenario.
    void openFile(const QString &path);
    void startDemo();
    Demo &demo() { return *m_demo; }
    Place place() const { return m_place; }
    /// Starts the workbench and makes what is not there yet: the panels, and what all that is seen does. False:
    /// nothing can be recorded, cannotStart() was told.
    bool complete();
    bool isComplete() const { return m_complete.value_or(false); }

Q_SIGNALS:
    void cannotStart(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeCentre();
    void makePanels();
    void makeParts();
    void makeMenus();
    void connectFile();
    void connectView();
    void connectSession();
    void connectMock();
    void connectSettings();
    void connectLearn();
    void connectSidebar();
    void restore();
    void restorePanels();
    void store();

    void setPlace(const Place &place);
    void showPlace();
    void refreshActions();
    void editRequest();
    void setTheme(ThemeChoice choice);
    void removeCurrent();
    void showOutcome(const SessionInfo &info);
    void chooseAnother();
    QList<QWidget *> panels() const;
    void orderFocus();

    Theme &m_theme;
    Settings &m_settings;
    Workbench &m_workbench;
    CaptureShelf m_shelf;
    SessionModel m_model;
    WindowActions m_actions;
    Place m_place;
    qint64 m_started = 0;     ///< session whose try the user just began: the composer gets the focus as it opens
    bool m_turnedTab = false; ///< the handshake is shown because of a refusal, not because the user chose it
    bool m_turning = false;   ///< while the window itself changes the tab
    bool m_closing = false;
    std::optional<bool> m_complete; ///< nullopt: not tried

    ToolBar *m_toolbar = nullptr;
    NoticeArea *m_notices = nullptr;
    MockStartPanel *m_mockStart = nullptr;
    RequestPanel *m_request = nullptr;
    ReplayPanel *m_replayPanel = nullptr;
    QVBoxLayout *m_panels = nullptr; ///< what opens between toolbar and sidebar
    QSplitter *m_splitter = nullptr;
    Sidebar *m_sidebar = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_startPage = nullptr;
    SessionPage *m_page = nullptr;
    StatusLine *m_status = nullptr;
    CaptureDesk *m_desk = nullptr;
    SessionFeed *m_feed = nullptr;
    ConnectControl *m_connect = nullptr;
    PlaceReport *m_report = nullptr;
    MessageDesk *m_messages = nullptr;
    ExchangeDesk *m_exchange = nullptr;
    Demo *m_demo = nullptr;
    MockControl *m_mock = nullptr;
    ListenControl *m_listen = nullptr;
    MockDesk *m_mockDesk = nullptr;
    ScenarioDesk *m_scenarios = nullptr;
    UnmatchedControl *m_unmatched = nullptr;
    RemoveControl *m_remove = nullptr;
    ReplayControl *m_replay = nullptr;
    SettingsControl *m_settingsControl = nullptr;
    LearnControl *m_learn = nullptr;
    std::unique_ptr<WidthSteps> m_widthSteps;
};

} // namespace handglass
