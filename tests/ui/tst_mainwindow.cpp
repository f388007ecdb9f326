// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/flattabbar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QToolBar>

using namespace handglass;

namespace {

QString text(const QWidget *label)
{
    return label->property("text").toString();
}

void collect(const QMenu *menu, QList<QAction *> &leaves)
{
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->menu() != nullptr)
            collect(action->menu(), leaves);
        else if (!action->isSeparator())
            leaves.append(action);
    }
}

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_rig = std::make_unique<WindowRig>(m_folder->path());
        QVERIFY(m_rig->open(m_settings));
    }
    void cleanup()
    {
        m_rig->workbench.discardUnsaved();
        m_rig.reset();
    }
    void startsReady();
    void firstPaintIsWhatStays_data();
    void firstPaintIsWhatStays();
    void firstDeedIsNotLost_data();
    void firstDeedIsNotLost();
    void saysWhyItCannotStart();
    void everyActionHasAKeyOfItsOwn();
    void disabledActionsSayWhatWouldEnableThem();
    void wrongAddress_data();
    void wrongAddress();
    void addressErrorGoesAsOneTypes();
    void historyHoldsNoCredentials();
    void mockThenClient();
    void takenPortOffersAnother();
    void wrongSubprotocolIsSaidAtItsField();
    void refusedOnesStay();
    void selectedSessionsAreOneTimeline();
    void refusalTurnsToTheHandshakeAndBack();
    void cancelWhileConnecting();
    void removalAsksOnlyWhileOpen();
    void renamed();
    void messagesReachTheLog();
    void tabsByKey();
    void narrowSteps();
    void sidebarOpensOverANarrowWindow();
    void themeFollowsItsMenu();
    void panelsByF6();
    void tabGoesRound();
    void namesForScreenReaders();
    void demoTalks();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestMainWindow::startsReady()
{
    QVERIFY(m_rig->address()->hasFocus() || m_rig->find(u"address"_qs)->hasFocus());
    QVERIFY(m_rig->find(u"startPage"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"connect"_qs)->isEnabled());
    QVERIFY(!m_rig->find(u"connect"_qs)->toolTip().isEmpty());
    QCOMPARE(text(m_rig->find(u"statusCapture"_qs)), u"Capture empty"_qs);
}

void TestMainWindow::firstPaintIsWhatStays_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1280, 800);
    QTest::newRow("narrow") << QSize(900, 600);
}

void TestMainWindow::firstPaintIsWhatStays()
{
    QFETCH(QSize, size);
    MainWindow window(m_rig->theme, m_settings, m_rig->workbench);
    window.resize(size);
    const QImage first = window.grab().toImage();
    QVERIFY(!window.isComplete());
    QTRY_VERIFY(window.isComplete());
    QCOMPARE(window.grab().toImage(), first);
}

void TestMainWindow::firstDeedIsNotLost_data()
{
    QTest::addColumn<QString>("clicked");
    QTest::newRow("key") << QString();
    QTest::newRow("toolbar") << u"startMock"_qs;
    QTest::newRow("start page") << u"start-startMock"_qs;
}

void TestMainWindow::firstDeedIsNotLost()
{
    QFETCH(QString, clicked);
    MainWindow window(m_rig->theme, m_settings, m_rig->workbench);
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(!window.isComplete());
    if (clicked.isEmpty())
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
    else if (auto *action = window.findChild<QAction *>(clicked))
        QTest::mouseClick(window.findChild<QToolBar *>()->widgetForAction(action), Qt::LeftButton);
    else
        QTest::mouseClick(window.findChild<QWidget *>(clicked), Qt::LeftButton);
    QVERIFY(window.findChild<QSpinBox *>(u"mockPort"_qs)->isVisible());
}

void TestMainWindow::saysWhyItCannotStart()
{
    QTemporaryFile file; // where the folder of captures should be
    QVERIFY(file.open());
    Workbench workbench(file.fileName() + u"/unsaved"_qs);
    MainWindow window(m_rig->theme, m_settings, workbench);
    const QSignalSpy told(&window, &MainWindow::cannotStart);
    window.show();
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told.at(0).at(0).toString().contains(file.fileName()), qPrintable(told.at(0).at(0).toString()));
    QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
    window.openFile(u"x.hgcap"_qs);
    QVERIFY(window.close());
    QCOMPARE(told.size(), 1);
}

void TestMainWindow::everyActionHasAKeyOfItsOwn()
{
    QList<QAction *> leaves;
    const QList<QAction *> menus = m_rig->window->menuBar()->actions();
    for (const QAction *menu : menus)
        collect(menu->menu(), leaves);
    QVERIFY(leaves.size() > 35);
    QHash<QKeySequence, QString> taken;
    for (const QAction *action : std::as_const(leaves)) {
        // Choices among themes, closing habits and row heights are made once, with the menu's letters.
        if (action->shortcut().isEmpty()) {
            QVERIFY2(action->isCheckable(), qPrintable(action->text()));
            continue;
        }
        QVERIFY2(!taken.contains(action->shortcut()),
            qPrintable(action->text() + u" and "_qs + taken.value(action->shortcut())));
        taken.insert(action->shortcut(), action->text());
    }
    for (const int key :
        {int(Qt::CTRL) | Qt::Key_L, int(Qt::CTRL) | Qt::Key_N, int(Qt::CTRL) | Qt::Key_M, int(Qt::CTRL) | Qt::Key_S,
            int(Qt::CTRL) | Qt::Key_O, int(Qt::CTRL) | Qt::Key_W, int(Qt::Key_F5), int(Qt::CTRL) | Qt::Key_B,
            int(Qt::Key_F6), int(Qt::CTRL) | Qt::Key_1, int(Qt::CTRL) | Qt::Key_Tab, int(Qt::Key_F2),
            int(Qt::CTRL) | Qt::Key_Q, int(Qt::CTRL) | Qt::Key_F, int(Qt::CTRL) | Qt::Key_Return, int(Qt::Key_F1)})
        QVERIFY2(taken.contains(QKeySequence(key)), qPrintable(QKeySequence(key).toString()));
}

void TestMainWindow::disabledActionsSayWhatWouldEnableThem()
{
    for (const char *name : {"saveCapture", "disconnect", "cancelConnect", "reconnect", "connectNow", "stopMock",
             "connectToMock", "copyMockAddress", "rename", "removeItem", "closeItem", "showHandshake"}) {
        const QAction *action = m_rig->action(QLatin1String(name));
        QVERIFY2(!action->isEnabled(), name);
        QVERIFY2(action->toolTip().contains(u": "), name);
    }
}

void TestMainWindow::wrongAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("caret");
    QTest::newRow("scheme") << u"ftp://a.example"_qs << u"ftp"_qs << 0;
    QTest::newRow("port") << u"ws://a.example:99999/"_qs << u"99999"_qs << 15;
    QTest::newRow("fragment") << u"ws://a.example/#x"_qs << u"fragment"_qs << 15;
    QTest::newRow("empty") << QString() << QString() << 0;
}

void TestMainWindow::wrongAddress()
{
    QFETCH(QString, address);
    QFETCH(QString, part);
    m_rig->connectTo(address);
    QWidget *error = m_rig->find(u"addressError"_qs);
    QVERIFY(error != nullptr && error->isVisible());
    const QString sentence = text(m_rig->find(u"addressErrorText"_qs));
    QVERIFY2(!sentence.isEmpty() && sentence.contains(part), qPrintable(sentence));
    QTEST(m_rig->address()->cursorPosition(), "caret");
    QCOMPARE(m_rig->address()->text(), address);
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_settings.addresses.isEmpty());
}

void TestMainWindow::addressErrorGoesAsOneTypes()
{
    m_rig->connectTo(u"ftp://a"_qs);
    QVERIFY(m_rig->find(u"addressError"_qs)->isVisible());
    QTest::keyClicks(m_rig->find(u"address"_qs), u"x"_qs);
    QVERIFY(!m_rig->find(u"addressError"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"connect"_qs)->isEnabled());
    m_rig->type(u"a.example"_qs);
    QVERIFY(m_rig->find(u"connect"_qs)->isEnabled());
}

void TestMainWindow::historyHoldsNoCredentials()
{
    m_rig->connectTo(u"ws://ann:secret@127.0.0.1:1/x"_qs);
    QCOMPARE(m_settings.addresses, QStringList{u"ws://127.0.0.1:1/x"_qs});
    QCOMPARE(m_rig->address()->text(), u"ws://127.0.0.1:1/x"_qs);
    auto *box = m_rig->find<QComboBox>(u"address"_qs);
    QCOMPARE(box->count(), 1);
    QCOMPARE(m_rig->session()->client.user, u"ann"_qs); // still known to the session, for F5
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QCOMPARE(box->count(), 1);
    m_rig->action(u"forgetAddresses"_qs)->trigger();
    QCOMPARE(box->count(), 0);
    QVERIFY(m_settings.addresses.isEmpty());
}

void TestMainWindow::mockThenClient()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    const QString url = m_rig->session()->url;
    QCOMPARE(text(m_rig->find(u"mockUrl"_qs)), url);
    QVERIFY(!m_rig->find(u"mockStartPanel"_qs)->isVisible());
    m_rig->click(u"mockCopy"_qs);
    QCOMPARE(QApplication::clipboard()->text(), url);

    m_rig->click(u"mockConnect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QTRY_COMPARE(QApplication::focusWidget(), m_rig->find(u"composeEditor"_qs)); // ready to write
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Disconnect"_qs);
    const qint64 client = m_rig->session()->number;
    const qint64 mock = m_rig->workbench.sessions().first();
    QTRY_COMPARE(
        m_rig->sidebar()->model()->rowCount(static_cast<SessionModel *>(m_rig->sidebar()->model())->sessionIndex(mock)),
        1);

    const auto *model = static_cast<SessionModel *>(m_rig->sidebar()->model());
    QTRY_COMPARE(model->index(0, 0, model->sessionIndex(mock)).data().toString(), u"1  Handglass"_qs);

    m_rig->click(u"connect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Connect"_qs);
    QTest::keyClick(m_rig->window.get(), Qt::Key_F5);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QCOMPARE(m_rig->session()->number, client);
    QTRY_COMPARE(m_rig->workbench.live()->connections().size(), 4); // two, seen from both ends
}

void TestMainWindow::takenPortOffersAnother()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QTest::keyClick(m_rig->window.get(), Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(m_rig->find(u"mockStartPanel"_qs)->isVisible());
    m_rig->find<QSpinBox>(u"mockPort"_qs)->setValue(other.serverPort());
    m_rig->click(u"mockStartButton"_qs);
    QTRY_VERIFY(m_rig->find(u"mockFreePort"_qs)->isVisible());
    QVERIFY(text(m_rig->find(u"mockError"_qs)).contains(QString::number(other.serverPort())));
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    m_rig->click(u"mockFreePort"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(m_rig->session()->mock.port != other.serverPort());
}

void TestMainWindow::wrongSubprotocolIsSaidAtItsField()
{
    m_rig->action(u"startMock"_qs)->trigger();
    QTest::keyClicks(m_rig->find(u"mockSubprotocols"_qs), u"ch@t"_qs);
    QTest::keyClick(m_rig->find(u"mockSubprotocols"_qs), Qt::Key_Return);
    QVERIFY(m_rig->find(u"mockError"_qs)->isVisible());
    QVERIFY(m_rig->find(u"mockSubprotocols"_qs)->property("error").toBool());
    QVERIFY(m_rig->find(u"mockSubprotocols"_qs)->hasFocus());
    QTest::keyClick(m_rig->find(u"mockSubprotocols"_qs), Qt::Key_Escape);
    QVERIFY(!m_rig->find(u"mockStartPanel"_qs)->isVisible());
}

void TestMainWindow::refusedOnesStay()
{
    m_rig->connectTo(u"127.0.0.1:1/first"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    m_rig->connectTo(u"127.0.0.1:1/second"_qs);
    QTRY_VERIFY(m_rig->session()->refused && m_rig->session()->name.endsWith(u"second"));
    QCOMPARE(m_rig->workbench.sessions().size(), 2);
    const auto *model = static_cast<SessionModel *>(m_rig->sidebar()->model());
    const QList<qint64> sessions = m_rig->workbench.sessions();
    for (const qint64 session : sessions)
        QTRY_COMPARE(model->sessionIndex(session).data(SessionModel::MarkRole).toInt(), int(StateMark::Refused));
}

void TestMainWindow::selectedSessionsAreOneTimeline()
{
    const QStringList paths{u"first"_qs, u"second"_qs, u"third"_qs};
    for (const QString &path : paths) {
        m_rig->connectTo(u"127.0.0.1:1/"_qs + path);
        QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused && m_rig->session()->name.endsWith(path));
    }
    const QList<qint64> sessions = m_rig->workbench.sessions();
    SessionView *sidebar = m_rig->sidebar();
    const auto click = [&](int session, Qt::KeyboardModifiers keys) {
        const QModelIndex index = static_cast<SessionModel *>(sidebar->model())->sessionIndex(sessions.at(session));
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, keys, sidebar->visualRect(index).center());
    };
    const auto *log = m_rig->find(u"logView"_qs);
    const auto *rows = static_cast<const QAbstractItemView *>(log)->model();
    click(0, {});
    QCOMPARE(m_rig->window->place().scope, (LogScope{sessions.at(0), 0}));
    QTRY_VERIFY(rows->rowCount() > 0);
    const int one = rows->rowCount();
    click(2, Qt::ControlModifier);
    QCOMPARE(m_rig->window->place().scope, (LogScope{sessions.at(2), 0, {{sessions.at(0), 0}}}));
    QTRY_COMPARE(rows->rowCount(), 2 * one);
    QCOMPARE(sidebar->selectionModel()->selectedRows().size(), 2);
    click(1, {});
    QCOMPARE(m_rig->window->place().scope, (LogScope{sessions.at(1), 0}));
    QTRY_COMPARE(rows->rowCount(), one);
}

void TestMainWindow::refusalTurnsToTheHandshakeAndBack()
{
    auto *tabs = m_rig->find<FlatTabBar>(u"tabs"_qs);
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_COMPARE(tabs->currentIndex(), 1);
    QTRY_COMPARE(tabs->tabMark(1), TabMark::Fail);
    QCOMPARE(m_settings.tab, 0);
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QTRY_COMPARE(tabs->currentIndex(), 0);
    QTRY_COMPARE(tabs->tabMark(1), TabMark::Ok);
}

void TestMainWindow::cancelWhileConnecting()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    m_rig->connectTo(u"127.0.0.1:%1/"_qs.arg(silent.serverPort()));
    QTRY_COMPARE(m_rig->state(), SessionState::Upgrading);
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Cancel"_qs);
    QVERIFY(text(m_rig->find(u"phase"_qs)).startsWith(u"Connecting, "));
    m_rig->click(u"connect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Connect"_qs);
    QTRY_VERIFY(!m_rig->find(u"phase"_qs)->isVisible());
}

void TestMainWindow::removalAsksOnlyWhileOpen()
{
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    QTest::keyClick(m_rig->window.get(), Qt::Key_W, Qt::ControlModifier);
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_rig->find(u"startPage"_qs)->isVisible());

    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    m_rig->sidebar()->setFocus();
    QTest::keyClick(m_rig->sidebar(), Qt::Key_Delete);
    QTRY_VERIFY(m_rig->find(u"removeNow"_qs) != nullptr);
    QCOMPARE(m_rig->workbench.sessions().size(), 2);
    m_rig->click(u"removeKeep"_qs);
    QCOMPARE(m_rig->state(), SessionState::Open);
    m_rig->action(u"removeItem"_qs)->trigger();
    m_rig->click(u"removeNow"_qs);
    QCOMPARE(m_rig->workbench.sessions().size(), 1);
    QCOMPARE(m_rig->session()->kind, SessionKind::Mock); // the one that is left is shown
}

void TestMainWindow::renamed()
{
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    m_rig->sidebar()->setFocus();
    QTest::keyClick(m_rig->sidebar(), Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), u"orders"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_rig->session()->name, u"orders"_qs);
    QTRY_COMPARE(m_rig->sidebar()->currentIndex().data().toString(), u"orders"_qs);
}

void TestMainWindow::messagesReachTheLog()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    const LogScope scope = m_rig->window->place().scope;
    m_rig->workbench.sendText(scope, u"first"_qs, 0);
    QTRY_COMPARE(m_rig->workbench.countOf(scope).received, 1);
    QTRY_VERIFY(text(m_rig->find(u"logCount"_qs)).startsWith(u"3"));
    QTRY_VERIFY(text(m_rig->find(u"statusCapture"_qs)).startsWith(u"Capture not saved"));
    QVERIFY(text(m_rig->find(u"statusState"_qs)).startsWith(u"Open since"));
}

void TestMainWindow::tabsByKey()
{
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    auto *tabs = m_rig->find<FlatTabBar>(u"tabs"_qs);
    QTRY_COMPARE(tabs->currentIndex(), 1);
    QTest::keyClick(m_rig->window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 0);
    QTest::keyClick(m_rig->window.get(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 1);
    QCOMPARE(m_settings.tab, 1);
    QTest::keyClick(m_rig->window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 2);
    QTest::keyClick(m_rig->window.get(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 0);
    QTest::keyClick(m_rig->window.get(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(tabs->currentIndex(), 2);
    QTest::keyClick(m_rig->window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 1);
}

void TestMainWindow::narrowSteps()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    auto *toolbar = m_rig->find<QToolBar>(u"toolbar"_qs);
    QWidget *sidebar = m_rig->find(u"sidebar"_qs);
    QWidget *facts = m_rig->find(u"facts"_qs);
    m_rig->window->resize(1280, 800);
    QCOMPARE(toolbar->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    QVERIFY(facts->isVisible());
    m_rig->window->resize(1100, 700);
    QCOMPARE(toolbar->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QVERIFY(facts->isVisible());
    QVERIFY(sidebar->width() >= 160);
    m_rig->window->resize(1000, 700);
    QVERIFY(!facts->isVisible());
    m_rig->window->resize(900, 600);
    QTRY_COMPARE(sidebar->width(), SessionView::StripWidth);
    QTRY_COMPARE(m_rig->find(u"sessionPage"_qs)->width(), 900 - SessionView::StripWidth - 1);
    QCOMPARE(m_rig->window->width(), 900); // nothing in it is wider
    QCOMPARE(m_rig->window->height(), 600);
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(sidebar->width() >= 160);
}

void TestMainWindow::sidebarOpensOverANarrowWindow()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->window->resize(900, 600);
    QVERIFY(m_rig->sidebar()->isStrip());
    QTest::keyClick(m_rig->window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!m_rig->sidebar()->isStrip());
    QVERIFY(m_rig->sidebar()->width() > 160);
    QVERIFY(m_rig->sidebar()->hasFocus());
    QTest::keyClick(m_rig->sidebar(), Qt::Key_Escape);
    QTRY_VERIFY(m_rig->sidebar()->isStrip());
    m_rig->window->resize(1280, 800);
    QTest::keyClick(m_rig->window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!m_rig->sidebar()->isVisible());
    QTest::keyClick(m_rig->window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(m_rig->sidebar()->isVisible());
}

void TestMainWindow::themeFollowsItsMenu()
{
    m_rig->action(u"themeDark"_qs)->trigger();
    QCOMPARE(m_settings.theme, ThemeChoice::Dark);
    QVERIFY(m_rig->action(u"themeDark"_qs)->isChecked());
    QTRY_COMPARE(m_rig->window->grab().toImage().pixelColor(2, 400), m_rig->theme.colours().window);
    m_rig->action(u"themeLight"_qs)->trigger();
    QTRY_COMPARE(m_rig->window->grab().toImage().pixelColor(2, 400), QColor(0xF3F4F6));
}

void TestMainWindow::panelsByF6()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QTest::keyClick(m_rig->window.get(), Qt::Key_L, Qt::ControlModifier);
    QSet<QWidget *> seen;
    for (int i = 0; i < 6; ++i) {
        QWidget *before = QApplication::focusWidget();
        QTest::keyClick(m_rig->window.get(), Qt::Key_F6);
        QVERIFY(QApplication::focusWidget() != nullptr);
        QVERIFY(QApplication::focusWidget() != before);
        seen.insert(QApplication::focusWidget());
    }
    QVERIFY(seen.size() >= 4);
    QVERIFY(seen.contains(m_rig->sidebar()));
}

void TestMainWindow::tabGoesRound()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QTest::keyClick(m_rig->window.get(), Qt::Key_L, Qt::ControlModifier);
    const LogScope scope = m_rig->window->place().scope;
    m_rig->workbench.sendText(scope, u"a row to look at"_qs, 0);
    QTRY_COMPARE(m_rig->workbench.countOf(scope).received, 1);
    QTRY_VERIFY(text(m_rig->find(u"logCount"_qs)).startsWith(u"3"));
    m_rig->find(u"logView"_qs)->setFocus();
    QTest::keyClick(m_rig->find(u"logView"_qs), Qt::Key_Up);
    QTest::keyClick(m_rig->window.get(), Qt::Key_L, Qt::ControlModifier);
    QList<QWidget *> order;
    QWidget *focus = QApplication::focusWidget();
    while (!order.contains(focus) && order.size() < 80) {
        order.append(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
        focus = QApplication::focusWidget();
    }
    QVERIFY(order.contains(focus)); // it goes round
    const auto at = [&](const QString &name) {
        const auto found = std::find_if(order.begin(), order.end(), [&](const QWidget *widget) {
            return widget->objectName() == name || m_rig->find(name)->isAncestorOf(widget);
        });
        return found == order.end() ? -1 : int(found - order.begin());
    };
    int before = -1;
    for (const QString &name : {u"address"_qs, u"tabs"_qs, u"logFilter"_qs, u"logView"_qs, u"detailTabs"_qs,
             u"composeEditor"_qs, u"sessions"_qs}) {
        QVERIFY2(at(name) > before, qPrintable(name));
        before = at(name);
    }
}

void TestMainWindow::namesForScreenReaders()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->action(u"requestOptions"_qs)->trigger();
    const QList<QWidget *> all = m_rig->window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0)
            continue;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY(interface != nullptr);
        const QString name = interface->text(QAccessible::Name);
        QVERIFY2(!name.isEmpty(),
            qPrintable(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
}

void TestMainWindow::demoTalks()
{
    m_rig->click(u"start-demo"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    const LogScope scope = m_rig->window->place().scope;
    QTRY_COMPARE(m_rig->workbench.countOf(scope).rows, 10);
    QCOMPARE(m_rig->workbench.countOf(scope).sent, 3);
    QCOMPARE(m_rig->workbench.countOf(scope).received, 4);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
