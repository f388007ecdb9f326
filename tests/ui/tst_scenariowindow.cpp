// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/flattabbar.h"
#include "ui/mock/scenarioexamples.h"
#include "ui/mock/scenariopage.h"
#include "ui/session/sessionmodel.h"

#include <QDir>
#include <QFileDialog>
#include <QMimeData>

using namespace handglass;

namespace {

const QByteArray Greeter = R"({
  "scenario": 1,
  "routes": [
    {
      "path": "/greet",
      "rules": [
        { "name": "hello", "on": "text", "when": [{ "equals": "hello" }], "do": [{ "send": "good morning" }] }
      ]
    }
  ]
}
)";

QString text(const QWidget *label)
{
    return label->property("text").toString();
}

} // namespace

/// The ways to a mock with a scenario.
class TestScenarioWindow final : public QObject
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
    void everyExampleIsListed();
    void exampleStartsFromTheSidebar();
    void openedFileIsOffered();
    void draggedIn();
    void wrongFileIsSaidWithItsPlace();
    void reachIsAskedForOnce_data();
    void reachIsAskedForOnce();
    void noScenarioEchoes();
    void tabComesAndGoesWithTheMock();

private:
    QString write(const QByteArray &content, const QString &name = u"greeter.json"_qs) const
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path : QString();
    }
    void useFreePort() const
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_rig->find<QSpinBox>(u"mockPort"_qs)->setValue(probe.serverPort());
    }
    QString currentTab() const
    {
        const auto *tabs = m_rig->find<FlatTabBar>(u"tabs"_qs);
        return tabs->tabText(tabs->currentIndex());
    }
    QModelIndex exampleRow(int row) const
    {
        const QAbstractItemModel &model = *m_rig->sidebar()->model();
        return model.index(row, 0, model.index(2, 0));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestScenarioWindow::everyExampleIsListed()
{
    QStringList listed;
    const QList<ScenarioExample> examples = scenarioExamples();
    for (const ScenarioExample &example : examples) {
        listed.append(QFileInfo(example.file).fileName());
        QVERIFY2(scenario::loadScenario(example.file), qPrintable(example.file));
    }
    listed.sort();
    QCOMPARE(listed, QDir(u":/scenarios"_qs).entryList({u"*.json"_qs}, QDir::Files, QDir::Name));
    QCOMPARE(m_rig->sidebar()->model()->rowCount(m_rig->sidebar()->model()->index(2, 0)), listed.size());
}

void TestScenarioWindow::exampleStartsFromTheSidebar()
{
    SessionView &sidebar = *m_rig->sidebar();
    sidebar.setCurrentIndex(exampleRow(1));
    QCOMPARE(sidebar.currentIndex().data().toString(), u"Chat with rooms"_qs);
    QTest::keyClick(&sidebar, Qt::Key_Return);
    // Its port may be taken on this machine; then another is a click away.
    auto *free = m_rig->find<QPushButton>(u"mockFreePort"_qs);
    QTRY_VERIFY(m_rig->state() == SessionState::Listening || free->isVisible());
    if (free->isVisible())
        QTest::mouseClick(free, Qt::LeftButton);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QCOMPARE(currentTab(), u"Scenario"_qs);
    QVERIFY(m_rig->find<ScenarioPage>(u"scenarioPage"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"mockStartPanel"_qs)->isVisible());
    QCOMPARE(m_rig->session()->mock.scenario->name, u"Chat with rooms"_qs);
    QCOMPARE(m_settings.mockPort, quint16(8080));
}

void TestScenarioWindow::openedFileIsOffered()
{
    const QString path = write(Greeter);
    m_rig->window->openFile(path);
    QVERIFY(m_rig->find(u"mockStartPanel"_qs)->isVisible());
    QTRY_COMPARE(text(m_rig->find(u"mockScenarioFacts"_qs)), u"1 route, 1 rule"_qs);
    QVERIFY(!m_rig->find(u"mockGreeting"_qs)->isVisible()); // the scenario says that
    QCOMPARE(m_rig->workbench.sessions().size(), 0);        // nothing listens because a file was opened
    useFreePort();
    m_rig->click(u"mockStartButton"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QCOMPARE(m_rig->session()->scenario.file, path);
    QCOMPARE(m_rig->session()->scenario.text, Greeter);
    QCOMPARE(m_rig->session()->url, m_rig->mockUrl(u"/greet"_qs)); // where somebody answers
    QTRY_COMPARE(text(m_rig->find(u"scenarioFacts"_qs)), u"greeter.json    ✓ played as it is"_qs);
}

void TestScenarioWindow::draggedIn()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write(Greeter))});
    QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_rig->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_rig->window.get(), &drop);
    QTRY_COMPARE(text(m_rig->find(u"mockScenarioFacts"_qs)), u"1 route, 1 rule"_qs);
}

void TestScenarioWindow::wrongFileIsSaidWithItsPlace()
{
    QByteArray wrong = Greeter;
    wrong.replace("\"text\"", "\"txt\"");
    m_rig->window->openFile(write(wrong));
    QWidget *error = m_rig->find(u"mockError"_qs);
    QTRY_VERIFY(error->isVisible());
    QCOMPARE(text(error),
        u"greeter.json:7:34: $.routes[0].rules[0].on: expected one of connect, message, text, binary, ping, pong, "
        "close, timer, silence, got the text “txt”"_qs);
    useFreePort();
    m_rig->click(u"mockStartButton"_qs);
    QCOMPARE(m_rig->workbench.sessions().size(), 0);
    QVERIFY(error->isVisible());
    m_rig->click(u"mockMend"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QCOMPARE(m_rig->session()->scenario.text, wrong);
    QVERIFY(m_rig->session()->mock.scenario->routes.empty());
}

void TestScenarioWindow::reachIsAskedForOnce_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("everybody") << u"reachEverybody"_qs << QHostAddress(QHostAddress::AnyIPv4);
    QTest::newRow("this computer") << u"reachLocal"_qs << QHostAddress(QHostAddress::LocalHost);
}

void TestScenarioWindow::reachIsAskedForOnce()
{
    QFETCH(QString, button);
    QByteArray open = Greeter;
    open.replace("\"scenario\": 1,", "\"scenario\": 1, \"listen\": { \"host\": \"0.0.0.0\" },");
    m_rig->window->openFile(write(open));
    QTRY_COMPARE(text(m_rig->find(u"mockScenarioFacts"_qs)), u"1 route, 1 rule, says that it listens on 0.0.0.0"_qs);
    useFreePort();
    m_rig->click(u"mockStartButton"_qs);
    QVERIFY(m_rig->find(u"reachQuestion"_qs) != nullptr);
    QCOMPARE(m_rig->workbench.sessions().size(), 0);
    m_rig->click(button);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QTEST(m_rig->session()->mock.address, "address");
    QTRY_VERIFY(m_rig->find(u"reachQuestion"_qs) == nullptr);
    m_rig->window->openFile(write(open));
    QTRY_VERIFY(m_rig->find(u"mockStartPanel"_qs)->isVisible());
    QTRY_VERIFY(!text(m_rig->find(u"mockScenarioFacts"_qs)).contains(u"Reading"_qs));
    useFreePort();
    m_rig->click(u"mockStartButton"_qs);
    QTRY_COMPARE(m_rig->workbench.sessions().size(), 2); // not asked again
}

void TestScenarioWindow::noScenarioEchoes()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(!m_rig->session()->mock.scenario);
    QCOMPARE(currentTab(), u"Messages"_qs);
    m_rig->action(u"showScenario"_qs)->trigger();
    QCOMPARE(currentTab(), u"Scenario"_qs);
    QVERIFY(m_rig->find(u"scenarioNone"_qs)->isVisible());
}

void TestScenarioWindow::tabComesAndGoesWithTheMock()
{
    auto *tabs = m_rig->find<FlatTabBar>(u"tabs"_qs);
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QCOMPARE(tabs->count(), 4);
    QCOMPARE(tabs->tabText(1), u"Scenario"_qs);
    QTest::keyClick(m_rig->window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(currentTab(), u"Handshakes"_qs);
    QTest::keyClick(m_rig->window.get(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(currentTab(), u"Scenario"_qs);
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QCOMPARE(tabs->count(), 3);
    QCOMPARE(currentTab(), u"Messages"_qs);
    QVERIFY(!m_rig->action(u"showScenario"_qs)->isEnabled());
    QTest::keyClick(m_rig->sidebar(), Qt::Key_Up);
    QCOMPARE(currentTab(), u"Scenario"_qs);
}

QTEST_MAIN(TestScenarioWindow)
#include "tst_scenariowindow.moc"
