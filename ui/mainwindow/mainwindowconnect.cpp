// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/flattabbar.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/requestpanel.h"
#include "ui/detail/detailpanel.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/addressbar.h"
#include "ui/mainwindow/capturedesk.h"
#include "ui/mainwindow/connectcontrol.h"
#include "ui/mainwindow/demo.h"
#include "ui/mainwindow/exchangedesk.h"
#include "ui/mainwindow/focusring.h"
#include "ui/mainwindow/helpdialog.h"
#include "ui/mainwindow/learncontrol.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/mockcontrol.h"
#include "ui/mainwindow/mockdesk.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/removecontrol.h"
#include "ui/mainwindow/replaycontrol.h"
#include "ui/mainwindow/scenariodesk.h"
#include "ui/mainwindow/sessionfeed.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/settingscontrol.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/mainwindow/trustdesk.h"
#include "ui/mainwindow/widthsteps.h"
#include "ui/mock/mockstartpanel.h"
#include "ui/session/sessiontext.h"
#include "ui/stats/statspanel.h"

#include <QApplication>
#include <QMenuBar>
#include <QPushButton>
#include <QScopedValueRollback>

/// What the window's parts say to each other.
namespace handglass {

void MainWindow::connectFile()
{
    connect(m_actions.newConnection, &QAction::triggered, this, [this] {
        setPlace({});
        m_connect->newConnection();
    });
    connect(m_actions.demo, &QAction::triggered, this, &MainWindow::startDemo);
    connect(m_actions.openCapture, &QAction::triggered, m_desk, &CaptureDesk::open);
    connect(m_actions.save, &QAction::triggered, this, [this] { m_desk->save(m_place.capture); });
    connect(m_actions.saveAs, &QAction::triggered, this, [this] { m_desk->saveAs(m_place.capture); });
    connect(m_actions.exportRows, &QAction::triggered, m_exchange, &ExchangeDesk::exportRows);
    connect(m_actions.importRows, &QAction::triggered, m_exchange, &ExchangeDesk::importRows);
    connect(m_actions.makeMock, &QAction::triggered, m_exchange, &ExchangeDesk::makeMock);
    connect(m_exchange, &ExchangeDesk::mockMade, m_mockStart, &MockStartPanel::startMade);
    connect(m_exchange, &ExchangeDesk::opened, this, [this](Capture *capture) { setPlace({capture, {}}); });
    connect(m_actions.closeItem, &QAction::triggered, this, &MainWindow::removeCurrent);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.closing, &QActionGroup::triggered, this,
        [this](const QAction *choice) { m_settings.closing = static_cast<CloseChoice>(choice->data().toInt()); });
    connect(m_desk, &CaptureDesk::closingChoiceChanged, this, &MainWindow::refreshActions);
    connect(m_desk, &CaptureDesk::fileChosen, this, &MainWindow::openFile);
    connect(m_desk, &CaptureDesk::opened, this, [this](Capture *capture) { setPlace({capture, {}}); });
    connect(m_desk, &CaptureDesk::closeAllowed, this, [this] {
        m_closing = true;
        close();
    });
    connect(m_workbench.live(), &Capture::grew, this, [this] {
        if (!m_actions.save->isEnabled())
            refreshActions();
    });
    connect(m_demo, &Demo::clientStarted, this, [this](qint64 session) {
        m_started = session;
        setPlace({m_workbench.live(), {session, 0}});
    });
    connect(m_demo, &Demo::failed, this, [this](const QString &sentence) {
        m_notices->tell(QStringLiteral("demoFailed"), NoticeBar::Level::Fail, sentence);
    });
}

void MainWindow::connectView()
{
    connect(m_actions.messages, &QAction::triggered, this, [this] { m_page->setTab(SessionPage::Messages); });
    connect(m_actions.handshake, &QAction::triggered, this, [this] { m_page->setTab(SessionPage::Handshake); });
    connect(m_actions.scenario, &QAction::triggered, this, [this] { m_page->setTab(SessionPage::Scenario); });
    connect(m_actions.statistics, &QAction::triggered, this, [this] { m_page->setTab(SessionPage::Statistics); });
    connect(m_actions.nextTab, &QAction::triggered, this, [this] { m_page->turnTab(1); });
    connect(m_actions.previousTab, &QAction::triggered, this, [this] { m_page->turnTab(-1); });
    connect(&m_page->statistics(), &StatsPanel::contentMade, this, &MainWindow::orderFocus);
    connect(m_page, &SessionPage::tabChanged, this, [this](int tab) {
        if (m_turning)
            return;
        m_turnedTab = false;
        m_settings.tab = tab;
    });
    connect(m_actions.sidebar, &QAction::triggered, m_sidebar, &Sidebar::toggle);
    connect(m_sidebar, &Sidebar::openChanged, this, [this] { m_actions.sidebar->setChecked(m_sidebar->isOpen()); });
    connect(m_actions.nextPanel, &QAction::triggered, this, [this] { moveFocus(panels(), true); });
    connect(m_actions.previousPanel, &QAction::triggered, this, [this] { moveFocus(panels(), false); });
    connect(m_actions.themes, &QActionGroup::triggered, this,
        [this](const QAction *choice) { setTheme(static_cast<ThemeChoice>(choice->data().toInt())); });
    connect(m_actions.help, &QAction::triggered, this, [this] {
        if (!m_learn->showTermOf(QApplication::focusWidget()))
            showHelp(*menuBar(), this);
    });
    connect(m_actions.about, &QAction::triggered, this, [this] { showAbout(this); });
}

void MainWindow::connectSession()
{
    connect(m_actions.focusAddress, &QAction::triggered, this, [this] { m_toolbar->address().focusAll(); });
    connect(m_actions.request, &QAction::toggled, this, [this](bool shown) {
        m_request->setVisible(shown);
        m_toolbar->requestButton()->setChecked(shown);
        if (shown)
            focusInto(m_request);
    });
    connect(m_toolbar->requestButton(), &QPushButton::toggled, m_actions.request, &QAction::setChecked);
    connect(m_connect, &ConnectControl::started, this, [this](qint64 session) {
        m_started = session;
        m_remove->closeQuestion();
        setPlace({m_workbench.live(), {session, 0}});
    });
    connect(m_replay, &ReplayControl::started, this, [this](qint64 session) {
        if (session != m_place.scope.session || m_place.capture != m_workbench.live())
            setPlace({m_workbench.live(), {session, 0}});
    });
    connect(&m_page->handshake(), &HandshakePanel::reconnectRequested, m_connect, &ConnectControl::reconnect);
    connect(&m_page->handshake(), &HandshakePanel::editRequestRequested, this, &MainWindow::editRequest);
    connect(&m_workbench, &Workbench::sessionChanged, this, [this](qint64 session) {
        if (session != m_place.scope.session)
            return;
        refreshActions();
        if (session == m_started)
            showOutcome(*m_workbench.session(session));
    });
    connect(&m_workbench, &Workbench::sessionRemoved, this, [this](qint64 session) {
        if (m_place.capture == m_workbench.live() && session == m_place.scope.session)
            chooseAnother();
    });
    connect(&m_workbench, &Workbench::connectionsDropped, this, [this](const QList<qint64> &connections) {
        if (m_place.capture == m_workbench.live() && connections.contains(m_place.scope.connection))
            setPlace({m_place.capture, {m_place.scope.session, 0}});
    });
    connect(&m_shelf, &CaptureShelf::closing, this, [this](const Capture *capture) {
        if (capture == m_place.capture)
            setPlace({});
    });
}

/// A refusal is explained by the handshake; once it opens, the messages are what matters again.
void MainWindow::showOutcome(const SessionInfo &info)
{
    const bool open = info.state == SessionState::Open;
    if (!info.refused && !open)
        return;
    m_started = 0;
    const QScopedValueRollback turning(m_turning, true);
    if (open && std::exchange(m_turnedTab, false))
        m_page->setTab(SessionPage::Messages);
    if (open && m_page->tab() == SessionPage::Messages)
        m_page->compose().focusField();
    if (info.refused && m_page->tab() == SessionPage::Messages) {
        m_turnedTab = true;
        m_page->setTab(SessionPage::Handshake);
    }
}

void MainWindow::connectMock()
{
    connect(m_mock, &MockControl::started, this, [this](qint64 session) {
        setPlace({m_workbench.live(), {session, 0}});
        const QScopedValueRollback turning(m_turning, true);
        if (m_workbench.session(session)->mock.scenario)
            m_page->setTab(SessionPage::Scenario);
    });
    connect(m_scenarios, &ScenarioDesk::goAllowed, this, [this](qint64 session) {
        if (session == 0)
            close();
        else if (session == m_place.scope.session)
            removeCurrent();
    });
    connect(m_mock, &MockControl::connectRequested, m_connect, &ConnectControl::connectToMock);
    connect(m_mockDesk, &MockDesk::placeRequested, this, &MainWindow::setPlace);
    connect(m_mockDesk, &MockDesk::handshakeRequested, this, [this](const Place &place) {
        setPlace(place);
        m_page->setTab(SessionPage::Handshake);
    });
    connect(m_mockDesk, &MockDesk::composeRequested, this, [this](const Place &place) {
        setPlace(place);
        m_page->setTab(SessionPage::Messages);
        m_page->compose().focusField();
    });
}

void MainWindow::connectSettings()
{
    m_settingsControl->connectParts(m_actions, *m_request, *m_connect);
    m_settingsControl->connectTrust(*new TrustDesk(m_theme, m_settings, this), m_page->handshake(), *m_connect);
    connect(m_settingsControl, &SettingsControl::themeChosen, this, &MainWindow::setTheme);
    connect(m_settingsControl, &SettingsControl::retentionChanged, this,
        [this] { m_workbench.setRetention(m_settings.retention); });
    connect(m_settingsControl, &SettingsControl::pageMade, this, &MainWindow::orderFocus);
    connect(m_settingsControl, &SettingsControl::focusLeft, this,
        [this] { m_toolbar->address().setFocus(Qt::OtherFocusReason); });
}

void MainWindow::connectLearn()
{
    connect(m_learn, &LearnControl::opening, m_settingsControl, &SettingsControl::leave);
    connect(m_learn, &LearnControl::presentingChanged, this, [this] { m_widthSteps->apply(width()); });
    connect(m_learn, &LearnControl::pageMade, this, &MainWindow::orderFocus);
    connect(m_learn, &LearnControl::focusLeft, this, [this] { m_toolbar->address().setFocus(Qt::OtherFocusReason); });
}

/// With the section in sight that the last try failed by.
void MainWindow::editRequest()
{
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    const ConnectionRecord *record = info == nullptr ? nullptr : m_workbench.live()->connection(info->connection);
    const FailurePhase phase = record == nullptr ? FailurePhase::None : record->failure.phase;
    const QString status = phase == FailurePhase::Verdict ? responseStatus(*record) : QString();
    if (phase == FailurePhase::Tls)
        m_request->turnTo(RequestPanel::Tls);
    else if (phase == FailurePhase::Proxy)
        m_request->turnTo(RequestPanel::Proxy);
    else if (status.startsWith(u'3'))
        m_request->turnTo(RequestPanel::Redirects);
    else if (phase != FailurePhase::None)
        m_request->turnTo(RequestPanel::Headers);
    m_actions.request->setChecked(true);
    if (status.startsWith(QStringLiteral("401")))
        m_request->focusAuthorization();
    else
        focusInto(m_request);
}

void MainWindow::connectSidebar()
{
    connect(&m_page->log(), &LogPanel::entryActivated, this, [this] { focusInto(&m_page->detail()); });
    connect(&m_page->log(), &LogPanel::allRequested, this, [this](qint64 id) {
        setPlace({m_place.capture, {}});
        m_page->log().showEntry(id);
    });
    SessionView &view = m_sidebar->view();
    connect(&view, &SessionView::chosen, this, [this](const QModelIndex &index) {
        const Place chosen = m_feed->placeOf(index);
        if (chosen.capture != nullptr)
            setPlace(chosen);
    });
    connect(&view, &SessionView::chosenTogether, this, [this](const QModelIndexList &indexes) {
        const Place together = m_feed->placeOf(m_sidebar->view().currentIndex(), indexes);
        if (together.capture != nullptr)
            setPlace(together);
    });
    connect(&view, &SessionView::opened, this, [this](const QModelIndex &index) {
        const QString example = index.data(SessionModel::FileRole).toString();
        if (example.isEmpty())
            focusInto(m_page->log().view());
        else
            m_mockStart->startScenario(example);
    });
    connect(m_sidebar, &Sidebar::left, this, [this] { moveFocus(panels(), true); });
    connect(m_actions.rename, &QAction::triggered, &view, &SessionView::renameCurrent);
    connect(m_actions.remove, &QAction::triggered, this, &MainWindow::removeCurrent);
}

} // namespace handglass
