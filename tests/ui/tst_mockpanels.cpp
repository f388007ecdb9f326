// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/flattabbar.h"
#include "ui/mock/clientsmodel.h"
#include "ui/mock/clientsview.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QToolButton>
#include <QWebSocket>
#include <QWheelEvent>

using namespace handglass;

namespace {

const QByteArray Quotes = R"({
  "scenario": 1,
  "routes": [
    {
      "path": "/v2/stream",
      "handshake": {
        "require": [{ "origin": ["http://quotes.example", "http://localhost:8000"] }],
        "subprotocols": { "speak": ["quotes.v2"] }
      },
      "rules": [{ "name": "echo", "do": [{ "echo": true }] }]
    }
  ],
  "replies": [
    { "name": "Halt EURUSD", "do": [{ "send": "halt for {{client}}" }] },
    { "name": "Close 1001", "do": [{ "close": { "code": 1001, "reason": "restart" } }] }
  ]
}
)";

/// A client that knows nothing of us.
struct BareClient {
    explicit BareClient(quint16 port, const QString &origin = u"http://quotes.example"_qs)
        : socket(origin)
        , texts(&socket, &QWebSocket::textMessageReceived)
        , pongs(&socket, &QWebSocket::pong)
        , connected(&socket, &QWebSocket::connected)
        , gone(&socket, &QWebSocket::disconnected)
    {
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/v2/stream"_qs.arg(port)));
        request.setRawHeader("User-Agent", "Python/3.11 websockets/10.4");
        request.setRawHeader("Sec-WebSocket-Protocol", "quotes.v2");
        socket.open(request);
    }
    QStringList said() const
    {
        QStringList all;
        for (const auto &call : texts)
            all.append(call.first().toString());
        return all;
    }
    QWebSocket socket;
    QSignalSpy texts;
    QSignalSpy pongs;
    QSignalSpy connected;
    QSignalSpy gone;
};

QString text(const QWidget *label)
{
    return label->property("text").toString();
}

} // namespace

/// The lower half of a mock's Scenario tab, with real clients.
class TestMockPanels final : public QObject
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
        startMock();
    }
    void cleanup()
    {
        m_rig->workbench.discardUnsaved();
        m_rig.reset();
    }
    void clientsAndTheRefusalAreListed();
    void secretsOfTheRefusedAreHidden();
    void pingsCloseAndDropTheChosenOnes();
    void closeCodeIsCheckedAsItIsTyped();
    void doubleClickShowsTheClient();
    void showHandshakeOfTheRefused();
    void allowsTheOriginInTheText();
    void repliesAreAddedAndRemoved();
    void wrongReplyIsNotAdded();
    void repliesGoToTheirTarget();
    void repliesFollowTheScenario();
    void replyThatCannotBeSentIsToldSo();
    void echoingMockHasNone();
    void composerSendsToTheChosenOnes();
    void faultsAreSwitched();
    void wheelScrollsPastTheBoxes();
    void faultsBelongToTheirMock();
    void narrowWindowHasTabs();
    void everyActionStandsInAMenu();

private:
    void startMock();
    /// The popover, after Enter.
    QWidget *addReply(const QString &name, int kind, const QString &content) const
    {
        m_rig->click(u"addReplyButton"_qs);
        m_rig->find<QLineEdit>(u"replyName"_qs)->setText(name);
        m_rig->find<QComboBox>(u"replyKind"_qs)->setCurrentIndex(kind);
        m_rig->find<QLineEdit>(u"replyContent"_qs)->setText(content);
        QTest::keyClick(m_rig->find(u"replyContent"_qs), Qt::Key_Return);
        return m_rig->find(u"replyPopover"_qs);
    }
    quint16 port() const { return m_rig->workbench.session(m_mock)->mock.port; }
    /// Connected, and in the list.
    std::unique_ptr<BareClient> connectClient() const
    {
        auto client = std::make_unique<BareClient>(port());
        const int before = clients()->model()->rowCount();
        if (!QTest::qWaitFor([&] { return client->connected.size() == 1 && clients()->model()->rowCount() > before; }))
            qWarning("no connection");
        if (!QTest::qWaitFor([&] { return cell(before, ClientsModel::State) == u"open"; }))
            qWarning("not open");
        return client;
    }
    ClientsView *clients() const { return m_rig->find<ClientsView>(u"clients"_qs); }
    QString cell(int row, int column) const { return clients()->model()->index(row, column).data().toString(); }
    void clickRow(int row, Qt::KeyboardModifiers keys = {}) const
    {
        const QRect rect = clients()->visualRect(clients()->model()->index(row, ClientsModel::State));
        QTest::mouseClick(clients()->viewport(), Qt::LeftButton, keys, rect.center());
    }
    QString result() const { return text(m_rig->find(u"operatorResult"_qs)); }
    QComboBox *target() const { return m_rig->find<QComboBox>(u"operatorTarget"_qs); }
    QCheckBox *faultSwitch(const char *name) const
    {
        return m_rig->find<QCheckBox>(u"switch-"_qs + QLatin1String(name));
    }
    void press(int digit) const { QTest::keyClick(m_rig->window.get(), Qt::Key(Qt::Key_0 + digit), Qt::AltModifier); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
    qint64 m_mock = 0;
};

void TestMockPanels::startMock()
{
    const QString path = m_folder->filePath(u"quotes.json"_qs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(Quotes);
    file.close();
    m_rig->window->openFile(path);
    QTRY_COMPARE(text(m_rig->find(u"mockScenarioFacts"_qs)), u"1 route, 1 rule"_qs);
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    m_rig->find<QSpinBox>(u"mockPort"_qs)->setValue(probe.serverPort());
    probe.close();
    m_rig->click(u"mockStartButton"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_mock = m_rig->session()->number;
    QVERIFY(clients()->isVisible());
}

void TestMockPanels::clientsAndTheRefusalAreListed()
{
    const auto first = connectClient();
    BareClient refused(port(), u"http://127.0.0.1:5500"_qs);
    QTRY_COMPARE(clients()->model()->rowCount(), 2);
    QTRY_COMPARE(cell(1, ClientsModel::State), u"refused 403"_qs);
    QCOMPARE(cell(0, ClientsModel::Number), u"1"_qs);
    QCOMPARE(cell(0, ClientsModel::Address), u"127.0.0.1:%1"_qs.arg(first->socket.localPort()));
    QCOMPARE(cell(0, ClientsModel::Program), u"Python websockets"_qs);
    QCOMPARE(cell(0, ClientsModel::State), u"open"_qs);
    QCOMPARE(cell(0, ClientsModel::Subprotocol), u"quotes.v2"_qs);
    QCOMPARE(cell(0, ClientsModel::Path), u"/v2/stream"_qs);
    QCOMPARE(cell(1, ClientsModel::Age), u"–"_qs);
    first->socket.sendTextMessage(u"hi"_qs);
    QTRY_COMPARE(cell(0, ClientsModel::Sent), u"1"_qs);
    QTRY_COMPARE(cell(0, ClientsModel::Received), u"1"_qs);
    const QWidget *sentence = m_rig->find(u"refusedSentence"_qs);
    QTRY_VERIFY(sentence->isVisible());
    QVERIFY2(text(sentence).startsWith(
                 u"Client 2 refused: expected Origin http://quotes.example or http://localhost:8000, got "
                 "http://127.0.0.1:5500, rule “Origin in a list of 2”"_qs),
        qPrintable(text(sentence)));
    const QString request = text(m_rig->find(u"refusedRequest"_qs));
    QVERIFY(request.contains(u"GET /v2/stream HTTP/1.1"));
    QVERIFY(request.contains(u"background-color"));
    QVERIFY(request.section(u"background-color"_qs, 1).contains(u"http://127.0.0.1:5500"));
    clickRow(0);
    QVERIFY(!sentence->isVisible());
    first->socket.close(QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(cell(0, ClientsModel::State), u"closed 1001"_qs);
}

void TestMockPanels::secretsOfTheRefusedAreHidden()
{
    QTcpSocket refused;
    refused.connectToHost(QHostAddress::LocalHost, port());
    QTRY_COMPARE(refused.state(), QAbstractSocket::ConnectedState);
    refused.write("GET /v2/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: a=1; b=2\r\n"
                  "Origin: http://127.0.0.1:5500\r\nAuthorization: Bearer abcdefgh\r\n\r\n");
    QTRY_COMPARE(clients()->model()->rowCount(), 1);
    auto *request = m_rig->find<QLabel>(u"refusedRequest"_qs);
    QTRY_VERIFY(request->isVisible());
    QVERIFY2(request->text().contains(u"8 characters hidden"), qPrintable(request->text()));
    QVERIFY(request->text().contains(u"Authorization: Bearer "));
    QVERIFY(!request->text().contains(u"a=1"));
    QVERIFY(!request->text().contains(u"abcdefgh"));
    auto *reveal = m_rig->find<QToolButton>(u"refusedReveal"_qs);
    QVERIFY(reveal->isVisible());
    QTest::mouseClick(reveal, Qt::LeftButton);
    QVERIFY(request->text().contains(u"a=1; b=2"));
    QTest::mouseClick(reveal, Qt::LeftButton);
    QVERIFY(!request->text().contains(u"a=1"));
    Q_EMIT request->linkActivated(u"reveal"_qs); // as a click on the hidden words does
    QVERIFY(request->text().contains(u"a=1; b=2"));
    BareClient plain(port(), u"http://127.0.0.1:5500"_qs);
    QTRY_COMPARE(clients()->model()->rowCount(), 2);
    QTRY_VERIFY(!reveal->isVisible());
    clickRow(0);
    QTRY_VERIFY(request->text().contains(u"8 characters hidden")); // hidden again
}

void TestMockPanels::pingsCloseAndDropTheChosenOnes()
{
    const auto first = connectClient();
    const auto second = connectClient();
    const auto third = connectClient();
    QVERIFY(!m_rig->find(u"clientsPing"_qs)->isEnabled());
    clickRow(0);
    clickRow(1, Qt::ControlModifier);
    m_rig->click(u"clientsPing"_qs);
    const auto pinged = [this](int client) {
        const QList<ConnectionId> open = m_rig->workbench.openClients(m_mock);
        return m_rig->workbench.lastRtt(open.value(client)) >= 0;
    };
    QTRY_VERIFY(pinged(0) && pinged(1));
    QVERIFY(!pinged(2));
    m_rig->click(u"clientsClose"_qs);
    m_rig->find<QComboBox>(u"closeCode"_qs); // the composer has one, too
    QWidget *popover = nullptr;
    for (QWidget *each : m_rig->window->findChildren<QWidget *>(u"closePopover"_qs))
        popover = each->isVisible() ? each : popover;
    QVERIFY(popover != nullptr);
    popover->findChild<QComboBox *>(u"closeCode"_qs)->setEditText(u"4001"_qs);
    popover->findChild<QLineEdit *>(u"closeReason"_qs)->setText(u"enough"_qs);
    QTest::keyClick(popover->findChild<QLineEdit *>(u"closeReason"_qs), Qt::Key_Return);
    QTRY_COMPARE(first->gone.size(), 1);
    QTRY_COMPARE(second->gone.size(), 1);
    QCOMPARE(int(first->socket.closeCode()), 4001);
    QCOMPARE(second->socket.closeReason(), u"enough"_qs);
    QTRY_COMPARE(cell(0, ClientsModel::State), u"closed 4001"_qs);
    QCOMPARE(third->gone.size(), 0);
    clickRow(2);
    m_rig->action(u"clientDrop"_qs)->trigger();
    QTRY_COMPARE(third->gone.size(), 1);
    QTRY_COMPARE(cell(2, ClientsModel::State), u"closed 1006"_qs);
    QTRY_VERIFY(!m_rig->action(u"clientDrop"_qs)->isEnabled());
}

void TestMockPanels::closeCodeIsCheckedAsItIsTyped()
{
    const auto client = connectClient();
    clickRow(0);
    m_rig->click(u"clientsClose"_qs);
    QWidget *popover = QApplication::focusWidget()->parentWidget();
    while (popover->objectName() != u"closePopover")
        popover = popover->parentWidget();
    auto *code = popover->findChild<QComboBox *>(u"closeCode"_qs);
    const auto *error = popover->findChild<QLabel *>(u"popoverError"_qs);
    QTest::keyClick(code, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(code, u"1006"_qs);
    QVERIFY(error->isVisible());
    QVERIFY2(error->text().contains(u"1006"), qPrintable(error->text()));
    QTest::keyClick(popover, Qt::Key_Return);
    QVERIFY(popover->isVisible());
    QTest::keyClick(code, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(code, u"1008"_qs);
    QVERIFY(!error->isVisible());
    QTest::keyClick(popover, Qt::Key_Return);
    QTRY_COMPARE(client->gone.size(), 1);
    QCOMPARE(int(client->socket.closeCode()), 1008);
}

void TestMockPanels::doubleClickShowsTheClient()
{
    const auto first = connectClient();
    const auto second = connectClient();
    const QRect row = clients()->visualRect(clients()->model()->index(1, ClientsModel::Address));
    QTest::mouseClick(clients()->viewport(), Qt::LeftButton, {}, row.center());
    QTest::mouseDClick(clients()->viewport(), Qt::LeftButton, {}, row.center());
    const Place place = m_rig->window->place();
    QCOMPARE(place.scope.connection, m_rig->workbench.openClients(m_mock).at(1));
    QCOMPARE(m_rig->sidebar()->currentIndex().data().toString(), u"2  Python websockets"_qs);
}

void TestMockPanels::showHandshakeOfTheRefused()
{
    BareClient refused(port(), u"http://evil.example"_qs);
    QTRY_VERIFY(m_rig->find(u"refusedHandshake"_qs)->isVisible());
    m_rig->click(u"refusedHandshake"_qs);
    const auto *tabs = m_rig->find<FlatTabBar>(u"tabs"_qs);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Handshake"_qs);
    QVERIFY(m_rig->window->place().scope.connection != 0);
}

void TestMockPanels::allowsTheOriginInTheText()
{
    BareClient refused(port(), u"http://127.0.0.1:5500"_qs);
    QTRY_VERIFY(m_rig->find(u"refusedRelax"_qs)->isVisible());
    QCOMPARE(text(m_rig->find(u"refusedRelax"_qs)), u"Allow this Origin"_qs);
    m_rig->click(u"refusedRelax"_qs);
    QTRY_VERIFY(m_rig->find(u"refusedNote"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"refusedRelax"_qs)->isVisible());
    QCOMPARE(m_rig->session()->mock.scenario->routes.front().handshake.checks.front().allowed,
        (QStringList{u"http://quotes.example"_qs, u"http://localhost:8000"_qs, u"http://127.0.0.1:5500"_qs}));
    BareClient allowed(port(), u"http://127.0.0.1:5500"_qs);
    QTRY_COMPARE(allowed.connected.size(), 1);
}

void TestMockPanels::repliesAreAddedAndRemoved()
{
    const auto client = connectClient();
    const QWidget *popover = addReply(u"Price spike"_qs, 1, u"{\"price\": 9.99, \"to\": \"{{client}}\"}"_qs);
    QVERIFY(!popover->isVisible());
    QTRY_VERIFY(m_rig->find(u"reply3Button"_qs) != nullptr);
    QVERIFY(m_rig->find(u"reply3Button"_qs)->isEnabled());
    QCOMPARE(m_rig->find(u"reply3Button"_qs)->accessibleName(), u"Price spike"_qs);
    press(3);
    QTRY_COMPARE(client->said(), QStringList{u"{\"price\":9.99,\"to\":1}"_qs});
    m_rig->find(u"reply1Button"_qs)->findChild<QAction *>(u"removeReply"_qs)->trigger();
    QTRY_VERIFY(m_rig->find(u"reply3Button"_qs) == nullptr);
    QCOMPARE(m_rig->session()->mock.scenario->replies.front().name, u"Close 1001"_qs);
    QCOMPARE(client->gone.size(), 0); // it was applied while it runs
}

void TestMockPanels::wrongReplyIsNotAdded()
{
    const auto error = [this] {
        return m_rig->find(u"replyPopover"_qs)->findChild<QLabel *>(u"popoverError"_qs)->text();
    };
    QVERIFY(addReply(u"A"_qs, 1, u"{\"a\": }"_qs)->isVisible());
    QVERIFY2(error().contains(u"expected"), qPrintable(error()));
    addReply(u"A"_qs, 0, u"{{nonsense}}"_qs);
    QVERIFY2(error().contains(u"nonsense"), qPrintable(error()));
    addReply(u"A"_qs, 2, u"abc"_qs);
    QVERIFY2(error().contains(u"two hex digits"), qPrintable(error()));
    addReply(u"A"_qs, 4, u"1006 x"_qs);
    QVERIFY2(error().contains(u"1006"), qPrintable(error()));
    addReply({}, 0, u"x"_qs);
    QVERIFY2(error().contains(u"a name"), qPrintable(error()));
    QTRY_VERIFY2((addReply(u"Halt EURUSD"_qs, 0, u"x"_qs), error().contains(u"again")), qPrintable(error()));
    QCOMPARE(m_rig->session()->mock.scenario->replies.size(), std::size_t(2));
    QVERIFY(m_rig->find(u"reply3Button"_qs) == nullptr);
}

void TestMockPanels::repliesGoToTheirTarget()
{
    const auto first = connectClient();
    const auto second = connectClient();
    const auto third = connectClient();
    QTRY_COMPARE(target()->currentText(), u"to all 3 open"_qs);
    press(1);
    QTRY_COMPARE(third->said(), QStringList{u"halt for 3"_qs});
    QTRY_COMPARE(first->said(), QStringList{u"halt for 1"_qs});
    QTRY_COMPARE(result(), u"Halt EURUSD: sent to 3 clients"_qs);
    target()->setCurrentIndex(target()->findText(u"to the 0 chosen"_qs));
    QVERIFY(!m_rig->find(u"reply1Button"_qs)->isEnabled());
    clickRow(1);
    QCOMPARE(target()->currentText(), u"to the 1 chosen"_qs);
    m_rig->click(u"reply1Button"_qs);
    QTRY_COMPARE(second->said().size(), 2);
    QTRY_COMPARE(result(), u"Halt EURUSD: sent to 1 client"_qs);
    target()->setCurrentIndex(target()->findText(u"to client 3"_qs));
    press(2);
    QTRY_COMPARE(third->gone.size(), 1);
    QCOMPARE(int(third->socket.closeCode()), 1001);
    QTRY_VERIFY(!m_rig->find(u"reply1Button"_qs)->isEnabled());
    QCOMPARE(target()->currentText(), u"to client 3"_qs); // gone: nobody, not all
    QCOMPARE(first->said().size(), 1);
    QCOMPARE(third->said().size(), 1);
}

void TestMockPanels::repliesFollowTheScenario()
{
    const auto client = connectClient();
    auto scenario = *m_rig->session()->mock.scenario;
    scenario.replies.erase(scenario.replies.begin());
    scenario.replies.front().name = u"Bye & gone"_qs;
    m_rig->workbench.setScenario(m_mock, std::make_shared<const Scenario>(scenario));
    QTRY_COMPARE(m_rig->find(u"reply1Button"_qs)->accessibleName(), u"Bye & gone"_qs);
    QVERIFY(m_rig->find(u"reply2Button"_qs) == nullptr);
    press(1);
    QTRY_COMPARE(client->gone.size(), 1);
}

void TestMockPanels::replyThatCannotBeSentIsToldSo()
{
    const auto first = connectClient();
    const auto second = connectClient();
    m_rig->workbench.close({m_mock, m_rig->workbench.openClients(m_mock).first(), {}}, 1000, {}, 0);
    press(1); // the first is closing by then
    QTRY_COMPARE(second->said().size(), 1);
    QTRY_VERIFY2(
        result().startsWith(u"Halt EURUSD: sent to 1 of 2 clients; not to the others: "), qPrintable(result()));
    QVERIFY(first->said().isEmpty());
}

void TestMockPanels::echoingMockHasNone()
{
    m_rig->startMock();
    QTRY_VERIFY(m_rig->session()->number != m_mock);
    m_rig->action(u"showScenario"_qs)->trigger();
    QVERIFY(text(m_rig->find(u"repliesNone"_qs)).contains(u"no scenario"));
    QVERIFY(m_rig->find(u"reply1Button"_qs) == nullptr);
    QCOMPARE(clients()->model()->rowCount(), 0);
}

void TestMockPanels::composerSendsToTheChosenOnes()
{
    const auto first = connectClient();
    const auto second = connectClient();
    const auto third = connectClient();
    clickRow(0);
    clickRow(2, Qt::ControlModifier);
    m_rig->action(u"clientCompose"_qs)->trigger();
    QCOMPARE(m_rig->window->place().scope.also.size(), 1);
    QCOMPARE(m_rig->sidebar()->selectionModel()->selectedRows().size(), 2);
    QVERIFY(text(m_rig->find(u"composeSend"_qs)).startsWith(u"Send to 2"));
    QTest::keyClicks(QApplication::focusWidget(), u"to you two"_qs);
    m_rig->action(u"sendMessage"_qs)->trigger();
    QTRY_COMPARE(first->said(), QStringList{u"to you two"_qs});
    QTRY_COMPARE(third->said(), QStringList{u"to you two"_qs});
    m_rig->workbench.sendRaw(m_rig->window->place().scope, RawSend::of(QByteArray("\x81\x01z")), 0);
    QTRY_COMPARE(third->said().value(1), u"z"_qs);
    QVERIFY(second->said().isEmpty());
}

void TestMockPanels::faultsAreSwitched()
{
    const auto client = connectClient();
    client->socket.ping();
    QTRY_COMPARE(client->pongs.size(), 1);
    faultSwitch("pongWithheld")->click();
    QCOMPARE(text(m_rig->find(u"faultsCount"_qs)), u"1 on"_qs);
    QTRY_COMPARE(text(m_rig->find(u"statusFaults"_qs)), u"1 fault on"_qs);
    QVERIFY(m_rig->find(u"statusFaults"_qs)->isVisible());
    client->socket.ping();
    client->socket.sendTextMessage(u"x"_qs);
    QTRY_COMPARE(client->said().size(), 1);
    QCOMPARE(client->pongs.size(), 1);
    const QWidget *report = m_rig->find(u"faultsReport"_qs);
    QTRY_VERIFY2(text(report).contains(u"Pong withheld, once"), qPrintable(text(report)));
    QVERIFY2(text(report).contains(u"§5.5.2. Client 1 stayed open, as it may."), qPrintable(text(report)));
    QVERIFY(report->isVisible());
    auto *status = m_rig->find(u"fault-status"_qs)->findChild<QComboBox *>(u"status"_qs);
    status->setCurrentIndex(status->findText(u"426"_qs));
    faultSwitch("status")->click();
    QTRY_COMPARE(text(m_rig->find(u"statusFaults"_qs)), u"2 faults on"_qs);
    const QList<scenario::Fault> on = m_rig->workbench.faults(m_mock);
    QCOMPARE(on.size(), 2);
    QCOMPARE(on.first().kind, scenario::FaultKind::Status);
    QCOMPARE(on.first().status, 426);
    faultSwitch("status")->click();
    QTRY_COMPARE(text(m_rig->find(u"statusFaults"_qs)), u"1 fault on"_qs); // the mock has taken it
    faultSwitch("pongWithheld")->click();
    QTRY_VERIFY(!m_rig->find(u"statusFaults"_qs)->isVisible());
    client->socket.ping();
    QTRY_COMPARE(client->pongs.size(), 2);
}

void TestMockPanels::faultsBelongToTheirMock()
{
    auto *every = m_rig->find(u"fault-rsv"_qs)->findChild<QSpinBox *>(u"every"_qs);
    QVERIFY(!every->isVisible());
    faultSwitch("rsv")->click();
    QVERIFY(every->isVisibleTo(m_rig->window.get()));
    every->setValue(50);
    QCOMPARE(every->text(), u"every 50th"_qs);
    QTRY_COMPARE(m_rig->workbench.faults(m_mock).value(0).every, 50);
    QCOMPARE(m_rig->workbench.faults(m_mock).value(0).number, 2);
    m_rig->startMock();
    QTRY_VERIFY(m_rig->session()->number != m_mock);
    QVERIFY(!faultSwitch("rsv")->isChecked());
    QVERIFY(!m_rig->find(u"statusFaults"_qs)->isVisible());
    QTest::keyClick(m_rig->sidebar(), Qt::Key_Up);
    QCOMPARE(m_rig->session()->number, m_mock);
    QVERIFY(faultSwitch("rsv")->isChecked());
    QCOMPARE(every->value(), 50);
    QVERIFY(m_rig->find(u"statusFaults"_qs)->isVisible());
}

void TestMockPanels::wheelScrollsPastTheBoxes()
{
    auto *after = m_rig->find(u"fault-cutOff"_qs)->findChild<QSpinBox *>(u"after"_qs);
    const int value = after->value();
    QWheelEvent wheel(after->rect().center(), after->mapToGlobal(after->rect().center()), {}, QPoint(0, -120),
        Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(after, &wheel);
    QCOMPARE(after->value(), value);
    QVERIFY(!wheel.isAccepted()); // the list's
}

void TestMockPanels::narrowWindowHasTabs()
{
    auto *tabs = m_rig->find<FlatTabBar>(u"mockToolTabs"_qs);
    QVERIFY(!tabs->isVisible());
    QVERIFY(m_rig->find(u"faultsPanel"_qs)->isVisible());
    QVERIFY(m_rig->find(u"operatorPanel"_qs)->isVisible());
    m_rig->window->resize(900, 600);
    QTRY_VERIFY(tabs->isVisible());
    QVERIFY(!m_rig->find(u"operatorPanel"_qs)->isVisible());
    faultSwitch("masked")->click();
    QCOMPARE(tabs->tabText(0), u"Faults, 1 on"_qs);
    tabs->setCurrentIndex(1);
    QVERIFY(m_rig->find(u"operatorPanel"_qs)->isVisible());
    QVERIFY(m_rig->find(u"reply2Button"_qs)->isVisible());
    for (const QString &name : {u"operatorTarget"_qs, u"clients"_qs, u"mockToolTabs"_qs}) {
        const QWidget *part = m_rig->find(name);
        QTRY_VERIFY2(m_rig->window->rect().contains(QRect(part->mapTo(m_rig->window.get(), QPoint()), part->size())),
            qPrintable(name));
    }
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(!tabs->isVisible());
}

void TestMockPanels::everyActionStandsInAMenu()
{
    QStringList found;
    const auto collect = [&found](const auto &self, const QWidget *menu) -> void {
        for (const QAction *action : menu->actions()) {
            found.append(action->objectName());
            if (action->menu() != nullptr)
                self(self, action->menu());
        }
    };
    collect(collect, m_rig->window->menuBar());
    for (const char *name : {"clientPing", "clientClose", "clientDrop", "clientCompose", "clientOpen",
             "clientHandshake", "reply1", "reply2"})
        QVERIFY2(found.contains(QLatin1String(name)), name);
    QCOMPARE(m_rig->action(u"reply1"_qs)->shortcut(), QKeySequence(Qt::ALT | Qt::Key_1));
}

QTEST_MAIN(TestMockPanels)
#include "tst_mockpanels.moc"
