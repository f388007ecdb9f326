// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/noticebar.h"
#include "ui/exchange/mockdialog.h"
#include "ui/log/logpanel.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QWebSocket>

using namespace handglass;

/// From a connection of a capture to a mock that says what its server said, by the window alone.
class TestMockOfConnection final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init();
    void cleanup()
    {
        m_rig->workbench.discardUnsaved();
        m_rig.reset();
    }
    void startsAMock();
    void selectedRows();
    void wrongPathIsSaid();
    void whatCannotBeAMockIsSaid();
    void nothingToMakeItOf();

private:
    void openCapture(const std::function<void(CaptureMaker &)> &fill);
    MockDialog *openDialog();

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestMockOfConnection::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    m_settings.mockPort = probe.serverPort();
    m_rig = std::make_unique<WindowRig>(m_folder->filePath(QStringLiteral("unsaved")));
    QVERIFY(m_rig->open(m_settings));
}

void TestMockOfConnection::openCapture(const std::function<void(CaptureMaker &)> &fill)
{
    const QString path = m_folder->filePath(QStringLiteral("a.hgcap"));
    CaptureMaker maker(path);
    fill(maker);
    maker.finish();
    m_rig->window->openFile(path);
    QTRY_VERIFY(m_rig->window->place().capture != nullptr);
}

MockDialog *TestMockOfConnection::openDialog()
{
    m_rig->action(QStringLiteral("makeMock"))->trigger();
    return m_rig->window->findChild<MockDialog *>();
}

namespace {

void fillQuotes(CaptureMaker &maker)
{
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Direction::Received, header(Opcode::Text), "welcome");
    maker.frame(1, Direction::Sent, header(Opcode::Text, true), R"({"op":"buy","id":1})");
    maker.frame(1, Direction::Received, header(Opcode::Text), R"({"id":1,"bought":true})");
    maker.closed(record);
}

} // namespace

void TestMockOfConnection::startsAMock()
{
    openCapture(fillQuotes);
    const MockDialog *dialog = openDialog();
    QVERIFY(dialog != nullptr);
    auto *ignored = m_rig->find<QLineEdit>(QStringLiteral("mockIgnored"));
    QTest::keyClicks(ignored, QStringLiteral("$.id"));
    QTest::keyClick(ignored, Qt::Key_Return);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(m_rig->session()->scenario.text.contains(R"("ignoring": ["$.id"])"));

    QWebSocket client;
    QStringList heard;
    connect(&client, &QWebSocket::textMessageReceived, this, [&heard](const QString &text) { heard.append(text); });
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/chat").arg(m_rig->session()->mock.port)));
    QTRY_COMPARE(heard, QStringList{QStringLiteral("welcome")});
    client.sendTextMessage(QStringLiteral(R"({"id":"mine","op":"buy"})"));
    QTRY_COMPARE(heard.size(), 2);
    QCOMPARE(heard.last(), QStringLiteral(R"({"id":"mine","bought":true})"));
}

void TestMockOfConnection::selectedRows()
{
    openCapture(fillQuotes);
    auto *log = m_rig->window->findChild<LogPanel *>();
    QTRY_COMPARE(log->shownRows(), 5);
    log->showEntry(2);
    openDialog();
    QTest::keyClick(m_rig->find(QStringLiteral("mockSelected")), Qt::Key_Space);
    QTest::keyClick(m_rig->find(QStringLiteral("mockTimed")), Qt::Key_Space);
    QVERIFY(!m_rig->find(QStringLiteral("mockIgnored"))->isEnabled());
    m_rig->click(QStringLiteral("mockDialogStart"));
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(m_rig->session()->scenario.text.contains("welcome"));
    QVERIFY(!m_rig->session()->scenario.text.contains("bought"));
}

void TestMockOfConnection::wrongPathIsSaid()
{
    openCapture(fillQuotes);
    const MockDialog *dialog = openDialog();
    QTest::keyClicks(m_rig->find(QStringLiteral("mockIgnored")), QStringLiteral("id"));
    m_rig->click(QStringLiteral("mockDialogStart"));
    QVERIFY(dialog->isVisible());
    const QWidget *error = m_rig->find(QStringLiteral("mockDialogError"));
    QVERIFY(error->isVisible());
    QVERIFY(error->property("text").toString().startsWith(QStringLiteral("expected a path such as $.id, got “id”")));
    QCOMPARE(dialog->focusWidget(), m_rig->find(QStringLiteral("mockIgnored")));
}

void TestMockOfConnection::whatCannotBeAMockIsSaid()
{
    openCapture([](CaptureMaker &maker) {
        ConnectionRecord record = maker.connection(1);
        record.openedNs = 0;
        record.rawResponse.clear();
        record.failure.fact = QStringLiteral("expected an answer, got none");
        maker.writer().writeConnection(record);
    });
    openDialog();
    m_rig->click(QStringLiteral("mockDialogStart"));
    QTRY_VERIFY(m_rig->find<NoticeBar>(QStringLiteral("exchangeFailed")) != nullptr);
    const QString said = m_rig->find<NoticeBar>(QStringLiteral("exchangeFailed"))->text();
    QVERIFY2(said.contains(QStringLiteral("expected a connection that got an answer")), qPrintable(said));
    QCOMPARE(m_rig->workbench.sessions().size(), 0);
}

void TestMockOfConnection::nothingToMakeItOf()
{
    const QAction *action = m_rig->action(QStringLiteral("makeMock"));
    QVERIFY(!action->isEnabled());
    QVERIFY(action->toolTip().contains(QStringLiteral("Select a session or a capture in the sidebar first")));
}

QTEST_MAIN(TestMockOfConnection)
#include "tst_mockofconnection.moc"
