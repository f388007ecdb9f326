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
#include "ui/mainwindow/learncontrol.h"
#include "ui/mainwindow/listencontrol.h"
#include "ui/mainwindow/messagedesk.h"
#include "ui/mainwindow/mockcontrol.h"
#include "ui/mainwindow/mockdesk.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/placeactions.h"
#include "ui/mainwindow/placereport.h"
#include "ui/mainwindow/removecontrol.h"
#include "ui/mainwindow/replaycontrol.h"
#include "ui/mainwindow/scenariodesk.h"
#include "ui/mainwindow/sessionfeed.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/settingscontrol.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/startpage.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/mainwindow/unmatchedcontrol.h"
#include "ui/mainwindow/widthsteps.h"
#include "ui/mainwindow/windowmenus.h"
#include "ui/mock/mockhead.h"
#include "ui/mock/mockstartpanel.h"
#include "ui/mock/scenariopage.h"
#include "ui/replay/replaypanel.h"
#include "ui/stats/statspanel.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

bool isScenario(const QString &path)
{
    return path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive);
}

/// Of what is dragged in; empty: nothing that can be opened.
QString openablePath(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    const bool capture = path.endsWith(QStringLiteral(".hgcap"), Qt::CaseInsensitive);
    return capture || isScenario(path) || ExchangeDesk::isImportable(path) ? path : QString();
}

/// Something that a person does; that the pointer is over the window is not.
bool isDeed(QEvent::Type type)
{
    switch (type) {
    case QEvent::ShortcutOverride: // comes before its key is looked up
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::TabletPress:
    case QEvent::TouchBegin:
    case QEvent::Wheel:
    case QEvent::ContextMenu:
    case QEvent::DragEnter:
        return true;
    default:
        return false;
    }
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
    m_theme.apply(m_settings.theme); // before there are widgets that would change with it
    m_toolbar = new ToolBar(m_theme, m_actions, this);
    addToolBar(m_toolbar);
    m_status = new StatusLine(m_theme, this);
    setStatusBar(m_status);
    addMenus(*menuBar());
    makeCentre();
    m_widthSteps = std::make_unique<WidthSteps>(m_theme, *m_toolbar, *m_sidebar, *m_splitter);
    m_demo = new Demo(m_workbench, this);
    restore();
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() = default;

// ---- putting it together

/// What is seen at first.
void MainWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *panels = new QWidget(centre);
    m_panels = new QVBoxLayout(panels);
    m_panels->setContentsMargins(0, 0, 0, 0);
    m_panels->setSpacing(0);
    SessionFeed::addExamples(m_model);
    m_splitter = new QSplitter(Qt::Horizontal, centre);
    m_sidebar = new Sidebar(m_theme, m_model, centre);
    m_stack = new QStackedWidget(m_splitter);
    m_startPage = new StartPage(m_theme, m_actions, m_stack);
    m_stack->addWidget(m_startPage);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({216, 1064});
    column->addWidget(panels);
    column->addWidget(m_splitter, 1);
    setCentralWidget(centre);
}

bool MainWindow::complete()
{
    if (m_complete)
        return *m_complete;
    qApp->removeEventFilter(this);
    if (const QString error = m_workbench.start(); !error.isEmpty()) {
        m_complete = false;
        Q_EMIT cannotStart(error);
        return false;
    }
    m_complete = true;
    makePanels();
    makeParts();
    makeMenus();
    connectFile();
    connectView();
    connectSession();
    connectMock();
    connectSettings();
    connectLearn();
    connectSidebar();
    restorePanels();
    orderFocus();
    showPlace();
    m_desk->offerLost();
    return true;
}

/// Whatever a person does, all is there to answer it.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (isDeed(event->type()))
        complete();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!m_complete)
        QMetaObject::invokeMethod(this, &MainWindow::complete, Qt::QueuedConnection);
}

void MainWindow::makePanels()
{
    QWidget *parent = m_panels->parentWidget();
    m_notices = new NoticeArea(m_theme, parent);
    m_mockStart = new MockStartPanel(m_theme, m_settings, parent);
    m_workbench.cookies().setProfiles(m_settings.connections.cookieProfiles);
    m_request = new RequestPanel(m_theme, m_workbench.cookies(), parent);
    m_request->hide();
    m_replayPanel = new ReplayPanel(m_theme, parent);
    for (QWidget *part : std::initializer_list<QWidget *>{m_notices, m_mockStart, m_request, m_replayPanel})
        m_panels->addWidget(part);
    m_page = new SessionPage(m_theme, m_stack);
    m_stack->addWidget(m_page);
    m_widthSteps->setPage(*m_page, width());
}

void MainWindow::makeParts()
{
    m_feed = new SessionFeed(m_workbench, m_shelf, m_model, this);
    m_desk = new CaptureDesk(m_workbench, m_shelf, m_settings, *m_notices, this);
    m_connect = new ConnectControl(m_workbench, m_settings, *m_toolbar, *m_request, m_actions, this);
    m_report = new PlaceReport(m_workbench, m_shelf, *m_desk, *m_status, *m_page, this);
    m_messages = new MessageDesk(m_workbench, *m_page, *m_notices, this);
    m_exchange = new ExchangeDesk({m_theme, m_workbench, m_shelf, m_settings, *m_notices, *m_page}, this);
    m_mock = new MockControl(m_workbench, m_settings, *m_mockStart, m_page->mockHead(), m_actions, *m_demo, this);
    m_listen = new ListenControl(m_workbench, *m_notices, m_mockStart->reach(), this);
    connect(m_mock, &MockControl::restartRequested, m_listen, &ListenControl::restart);
    m_scenarios = new ScenarioDesk(m_theme, m_workbench, m_page->scenario(), m_actions, this);
    m_unmatched = new UnmatchedControl(m_workbench, *m_scenarios, *m_page, *m_status, *m_notices, m_actions, this);
    m_mockDesk = new MockDesk({m_theme, m_workbench, *m_scenarios, m_page->scenario(), *m_status, *m_notices}, this);
    m_settingsControl = new SettingsControl(m_theme, m_settings, m_workbench, *m_stack, this);
    m_learn = new LearnControl({m_theme, m_settings, m_workbench, *m_stack, *m_sidebar, *m_toolbar, *m_status,
                                   *m_notices, *m_page, m_actions.learn},
        this);
    m_widthSteps->setLearn(*m_learn, width());
    m_remove = new RemoveControl(m_workbench, m_shelf, *m_notices, this);
    m_replay = new ReplayControl(m_workbench, m_shelf, *m_connect, m_page->log(), *m_replayPanel, m_actions, this);
}

void MainWindow::makeMenus()
{
    const LogPanel &log = m_page->log();
    const DetailPanel &detail = m_page->detail();
    fillMenus(*menuBar(), m_actions,
        {log.viewActions() + detail.viewActions(), log.messageActions() + detail.messageActions(), log.markActions(),
            log.goActions(), m_messages->actions(), m_mockDesk->actions(), m_learn->actions(), m_learn->explainAction(),
            m_exchange->copyMenu()->menuAction()});
    // Keys work also while the menu bar is not looked at; Delete belongs to the sidebar alone.
    m_actions.remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QAction *copyAs = m_exchange->copyMenu()->menuAction();
    m_sidebar->view().addActions(
        {m_actions.replay, m_actions.makeMock, m_actions.rename, m_actions.remove, copyAs, m_actions.exportRows});
    m_page->log().addContextActions({m_actions.ruleFromMessage, m_actions.replaySelected, m_actions.replay,
        m_actions.makeMock, copyAs, m_actions.exportRows});
    m_page->handshake().addContextActions({copyAs});
}

QList<QWidget *> MainWindow::panels() const
{
    QList<QWidget *> all{&m_toolbar->address(), m_mockStart, m_request, m_replayPanel, &m_page->tabs(),
        m_page->log().view(), &m_page->detail(), &m_page->compose(), &m_page->handshake(), &m_page->statistics(),
        &m_page->scenario()};
    for (QWidget *page : {m_settingsControl->page(), m_learn->page()}) {
        if (page != nullptr)
            all.append(page);
    }
    return all << &m_sidebar->current();
}

/// Also of parts that were made when they were first shown.
void MainWindow::orderFocus()
{
    QList<QWidget *> order{&m_toolbar->address(), m_toolbar->requestButton(), m_toolbar->connectButton(), m_notices,
        m_mockStart, m_request, m_replayPanel, &m_page->mockHead(), &m_page->tabs(), &m_page->log(), &m_page->detail(),
        &m_page->compose(), &m_page->scenario(), &m_page->handshake(), &m_page->statistics(), m_startPage};
    for (QWidget *page : {m_settingsControl->page(), m_learn->page()}) {
        if (page != nullptr)
            order.append(page);
    }
    setFocusOrder(order << &m_sidebar->current());
}

// ---- from one start to the next

void MainWindow::restore()
{
    resize(1280, 800);
    setMinimumSize(640, 420);
    restoreGeometry(m_settings.geometry);
    m_splitter->restoreState(m_settings.sidebarSplitter);
    m_sidebar->setShown(m_settings.sidebarShown);
}

void MainWindow::restorePanels()
{
    m_page->splitter().restoreState(m_settings.detailSplitter);
    m_page->handshake().restoreSplitters(m_settings.handshakeSplitters);
    m_page->setTab(m_settings.tab);
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
    if (isComplete() && !m_closing && (!m_scenarios->mayGo() || !m_desk->mayClose())) {
        event->ignore();
        return;
    }
    if (isComplete())
        store();
    event->accept();
}

// ---- the current place

void MainWindow::setPlace(const Place &place)
{
    if (place == m_place) {
        m_settingsControl->leave();
        return m_learn->leave();
    }
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
    m_scenarios->setPlace(m_place);
    m_mockDesk->setPlace(m_place);
    m_unmatched->setPlace(m_place);
    m_settingsControl->setPlace(m_place);
    m_learn->setPlace(m_place);
    m_report->setPlace(m_place);
    m_messages->setPlace(m_place);
    m_exchange->setPlace(m_place);
    m_replay->setPlace(m_place);
    const QModelIndexList rows = m_feed->indexesOf(m_place);
    SessionView &view = m_sidebar->view();
    // A recording's session has the capture's place in the tree only while it is not chosen itself.
    const QModelIndexList chosen = view.selectionModel()->selectedRows();
    if (!(m_feed->placeOf(view.currentIndex(), chosen) == m_place))
        view.choose(rows);
    refreshActions();
}

void MainWindow::refreshActions()
{
    updatePlaceActions(m_actions, m_workbench, m_settings, m_place);
    m_actions.sidebar->setChecked(m_sidebar->isOpen());
}

void MainWindow::removeCurrent()
{
    if (m_place.capture == nullptr || !m_actions.remove->isEnabled())
        return;
    const bool live = m_place.capture == m_workbench.live();
    if (!live || m_place.scope.session == 0 || m_scenarios->mayGo(m_place.scope.session))
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
    if (!complete())
        return;
    if (isScenario(path))
        m_mockStart->openScenario(path);
    else if (ExchangeDesk::isImportable(path))
        m_exchange->importFile(path);
    else
        m_desk->openFile(path);
}

void MainWindow::startDemo()
{
    if (!complete())
        return;
    m_notices->close(QStringLiteral("demoFailed"));
    m_demo->start();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!openablePath(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = openablePath(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace handglass
