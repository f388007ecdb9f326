// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "ui/common/cookieshelf.h"
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
#include "ui/mainwindow/messagedesk.h"
#include "ui/mainwindow/mockcontrol.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/placeactions.h"
#include "ui/mainwindow/placereport.h"
#include "ui/mainwindow/removecontrol.h"
#include "ui/mainwindow/replaycontrol.h"
#include "ui/mainwindow/sessionfeed.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/settingscontrol.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/startpage.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/mainwindow/trustdesk.h"
#include "ui/mainwindow/widthsteps.h"
#include "ui/mainwindow/windowmenus.h"
#include "ui/mock/mockhead.h"
#include "ui/mock/mockstartpanel.h"
#include "ui/replay/replaypanel.h"
#include "ui/session/sessiontext.h"
#include "ui/settings/settingspage.h"
#include "ui/stats/statspanel.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

QString capturePath(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    const bool capture = path.endsWith(QStringLiteral(".hgcap"), Qt::CaseInsensitive);
    return capture || ExchangeDesk::isImportable(path) ? path : QString();
}

} // namespace

MainWindow::MainWindow(Theme &theme, Settings &settings, Workbench &workbench, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_workbench(workbench)
    , m_actions(theme, this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Handglass"));
    setAcceptDrops(true);
    makeParts();
    makeMenus();
    connectFile();
    connectView();
    connectSession();
    connectMock();
    connectSettings();
    connectSidebar();
    restore();
    setFocusOrder({&m_toolbar->address(), m_toolbar->requestButton(), m_toolbar->connectButton(), m_notices,
        m_mockStart, m_request, m_replayPanel, &m_page->mockHead(), &m_page->tabs(), &m_page->log(), &m_page->detail(),
        &m_page->compose(), &m_page->handshake(), &m_page->statistics(), m_startPage, m_settingsPage,
        &m_sidebar->view()});
    showPlace();
    m_desk->offerLost();
}

MainWindow::~MainWindow() = default;

// ---- putting it together

void MainWindow::makeParts()
{
    m_toolbar = new ToolBar(m_theme, m_actions, this);
    addToolBar(m_toolbar);
    m_status = new StatusLine(m_theme, this);
    setStatusBar(m_status);
    makeCentre();
    m_feed = new SessionFeed(m_workbench, m_shelf, m_model, this);
    m_desk = new CaptureDesk(m_workbench, m_shelf, m_settings, *m_notices, this);
    m_connect = new ConnectControl(m_workbench, m_settings, *m_toolbar, *m_request, m_actions, this);
    m_report = new PlaceReport(m_workbench, m_shelf, *m_desk, *m_status, *m_page, this);
    m_messages = new MessageDesk(m_workbench, *m_page, *m_notices, this);
    m_exchange = new ExchangeDesk({m_theme, m_workbench, m_shelf, m_settings, *m_notices, *m_page}, this);
    m_demo = new Demo(m_workbench, this);
    m_mock = new MockControl(m_workbench, m_settings, *m_mockStart, m_page->mockHead(), m_actions, *m_demo, this);
    m_settingsControl = new SettingsControl(m_workbench, *m_settingsPage, *m_stack, this);
    m_remove = new RemoveControl(m_workbench, m_shelf, *m_notices, this);
    m_replay = new ReplayControl(m_workbench, m_shelf, *m_connect, m_page->log(), *m_replayPanel, m_actions, this);
    m_widthSteps = std::make_unique<WidthSteps>(m_theme, *m_toolbar, *m_page, *m_sidebar, *m_splitter);
}

void MainWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notices = new NoticeArea(m_theme, centre);
    m_mockStart = new MockStartPanel(m_theme, m_settings, centre);
    m_workbench.cookies().setProfiles(m_settings.connections.cookieProfiles);
    m_request = new RequestPanel(m_theme, m_workbench.cookies(), centre);
    m_request->hide();
    m_replayPanel = new ReplayPanel(m_theme, centre);
    m_splitter = new QSplitter(Qt::Horizontal, centre);
    m_sidebar = new Sidebar(m_theme, m_model, centre);
    m_stack = new QStackedWidget(m_splitter);
    m_startPage = new StartPage(m_theme, m_actions, m_stack);
    m_page = new SessionPage(m_theme, m_stack);
    m_stack->addWidget(m_startPage);
    m_settingsPage = new SettingsPage(m_theme, m_settings, m_workbench.cookies(), m_stack);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_settingsPage);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({216, 1064});
    for (QWidget *part : std::initializer_list<QWidget *>{m_notices, m_mockStart, m_request, m_replayPanel})
        column->addWidget(part);
    column->addWidget(m_splitter, 1);
    setCentralWidget(centre);
}

void MainWindow::makeMenus()
{
    const LogPanel &log = m_page->log();
    const DetailPanel &detail = m_page->detail();
    fillMenus(*menuBar(), m_actions,
        {log.viewActions() + detail.viewActions(), log.messageActions() + detail.messageActions(), log.markActions(),
            log.goActions(), m_messages->actions(), m_exchange->copyMenu()->menuAction()});
    // Keys work also while the menu bar is not looked at; Delete belongs to the sidebar alone.
    m_actions.remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QAction *copyAs = m_exchange->copyMenu()->menuAction();
    m_sidebar->view().addActions({m_actions.replay, m_actions.rename, m_actions.remove, copyAs, m_actions.exportRows});
    m_page->log().addContextActions({m_actions.replaySelected, m_actions.replay, copyAs, m_actions.exportRows});
    m_page->handshake().addContextActions({copyAs});
}

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
    connect(m_exchange, &ExchangeDesk::opened, this, [this](Capture *capture) { setPlace({capture, {}}); });
    connect(m_actions.closeItem, &QAction::triggered, this, &MainWindow::removeCurrent);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.closing, &QActionGroup::triggered, this,
        [this](const QAction *choice) { m_settings.closing = static_cast<CloseChoice>(choice->data().toInt()); });
    connect(m_desk, &CaptureDesk::closingChoiceChanged, this, &MainWindow::refreshActions);
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
    connect(m_actions.statistics, &QAction::triggered, this, [this] { m_page->setTab(SessionPage::Statistics); });
    connect(m_actions.nextTab, &QAction::triggered, this, [this] { m_page->turnTab(1); });
    connect(m_actions.previousTab, &QAction::triggered, this, [this] { m_page->turnTab(-1); });
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
    connect(m_actions.help, &QAction::triggered, this, [this] { showHelp(*menuBar(), this); });
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
    });
    connect(m_mock, &MockControl::connectRequested, m_connect, &ConnectControl::connectToMock);
}

void MainWindow::connectSettings()
{
    m_settingsControl->connectParts(m_actions, *m_request, *m_connect);
    m_settingsControl->connectTrust(*new TrustDesk(m_theme, m_settings, this), m_page->handshake(), *m_connect);
    connect(m_settingsPage, &SettingsPage::themeChosen, this, &MainWindow::setTheme);
    connect(m_settingsPage, &SettingsPage::retentionChanged, this,
        [this] { m_workbench.setRetention(m_settings.retention); });
    connect(m_settingsControl, &SettingsControl::focusLeft, this,
        [this] { m_toolbar->address().setFocus(Qt::OtherFocusReason); });
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
    connect(&view, &SessionView::opened, this, [this] { focusInto(m_page->log().view()); });
    connect(m_sidebar, &Sidebar::left, this, [this] { moveFocus(panels(), true); });
    connect(m_actions.rename, &QAction::triggered, &view, &SessionView::renameCurrent);
    connect(m_actions.remove, &QAction::triggered, this, &MainWindow::removeCurrent);
}

QList<QWidget *> MainWindow::panels() const
{
    return {&m_toolbar->address(), m_mockStart, m_request, m_replayPanel, &m_page->tabs(), m_page->log().view(),
        &m_page->detail(), &m_page->compose(), &m_page->handshake(), &m_page->statistics(), m_settingsPage,
        &m_sidebar->view()};
}

// ---- from one start to the next

void MainWindow::restore()
{
    resize(1280, 800);
    setMinimumSize(640, 420);
    restoreGeometry(m_settings.geometry);
    m_splitter->restoreState(m_settings.sidebarSplitter);
    m_page->splitter().restoreState(m_settings.detailSplitter);
    m_page->handshake().restoreSplitters(m_settings.handshakeSplitters);
    m_sidebar->setShown(m_settings.sidebarShown);
    m_page->setTab(m_settings.tab);
    setTheme(m_settings.theme);
}

void MainWindow::store()
{
    m_settings.geometry = saveGeometry();
    if (!m_sidebar->isNarrow())
        m_settings.sidebarSplitter = m_splitter->saveState();
    m_settings.detailSplitter = m_page->splitter().saveState();
    m_settings.handshakeSplitters = m_page->handshake().splitterState();
    m_settings.sidebarShown = m_sidebar->isShown();
}

void MainWindow::setTheme(ThemeChoice choice)
{
    m_settings.theme = choice;
    m_theme.apply(choice);
    refreshActions();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange)
        m_theme.followSystem();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!event->spontaneous() && m_place.capture == nullptr)
        m_toolbar->address().focusAll();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_widthSteps)
        m_widthSteps->apply(width());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && !m_desk->mayClose()) {
        event->ignore();
        return;
    }
    store();
    event->accept();
}

// ---- the current place

void MainWindow::setPlace(const Place &place)
{
    if (place == m_place)
        return m_settingsControl->leave();
    m_place = place;
    showPlace();
}

void MainWindow::showPlace()
{
    const bool live = m_place.capture == m_workbench.live();
    m_stack->setCurrentWidget(m_place.capture == nullptr ? m_startPage : m_page);
    m_page->setScope(m_place.capture, m_place.scope, live);
    m_connect->setPlace(m_place);
    m_mock->setPlace(m_place);
    m_settingsControl->setPlace(m_place);
    m_report->setPlace(m_place);
    m_messages->setPlace(m_place);
    m_exchange->setPlace(m_place);
    m_replay->setPlace(m_place);
    const QModelIndex row = m_feed->indexOf(m_place);
    SessionView &view = m_sidebar->view();
    // A recording's session has the capture's place in the tree only while it is not chosen itself.
    const QModelIndexList chosen = view.selectionModel()->selectedRows();
    if (!(m_feed->placeOf(view.currentIndex(), chosen) == m_place))
        view.choose(row);
    refreshActions();
}

void MainWindow::refreshActions()
{
    updatePlaceActions(m_actions, m_workbench, m_settings, m_place);
    m_actions.sidebar->setChecked(m_sidebar->isOpen());
}

void MainWindow::removeCurrent()
{
    if (m_place.capture != nullptr && m_actions.remove->isEnabled())
        m_remove->remove(m_place);
}

void MainWindow::chooseAnother()
{
    const QList<qint64> left = m_workbench.sessions();
    if (left.isEmpty())
        setPlace({});
    else
        setPlace({m_workbench.live(), {left.last(), 0}});
}

// ---- from outside

void MainWindow::openFile(const QString &path)
{
    if (ExchangeDesk::isImportable(path))
        m_exchange->importFile(path);
    else
        m_desk->openFile(path);
}

void MainWindow::startDemo()
{
    m_notices->close(QStringLiteral("demoFailed"));
    m_demo->start();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!capturePath(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = capturePath(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace handglass
