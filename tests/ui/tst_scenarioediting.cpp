// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/scenariorig.h"
#include "ui/common/noticebar.h"
#include "ui/log/logcolumns.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/unmatchedrows.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace handglass;

namespace {

const QByteArray Greeter = R"({
  "scenario": 1,
  "routes": [
    {
      "path": "/x",
      "rules": [
        { "name": "hello", "on": "text", "when": [{ "equals": "hello" }], "do": [{ "send": "good morning" }] },
        { "name": "bye", "on": "text", "when": [{ "equals": "bye" }], "do": [{ "send": "so long" }] }
      ]
    },
    { "path": "/second", "rules": [{ "name": "tick", "on": "timer", "every": "1h", "do": [{ "send": "tick" }] }] }
  ]
}
)";

} // namespace

/// A scenario is changed while it is played.
class TestScenarioEditing final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_rig = std::make_unique<ScenarioRig>(m_folder->path());
        QVERIFY(m_rig->play(m_settings, Greeter));
        QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
        m_client = std::make_unique<PlainClient>();
        QVERIFY(m_client->open(m_rig->mockUrl(u"/x"_qs)));
    }
    void cleanup()
    {
        m_client.reset();
        m_rig->workbench.discardUnsaved();
        m_rig.reset();
    }
    void typedTextIsPlayed();
    void wrongTextChangesNothing();
    void listSaysWhatTheTextSays();
    void hitsAreCounted();
    void switchedOffAndOn();
    void checkIsCountedAndSwitchedOff();
    void rulesByKeys();
    void duplicates();
    void actionIsDuplicated();
    void repliesByForm();
    void addressByForm();
    void changedAddressIsTold();
    void startedAgainElsewhere();
    void startedAgainInVain();
    void startedAgainBeyondThisComputer();
    void caretAndSelectionFollowEachOther();
    void routesComeAndGo();
    void replyOfTheFormIsSent();
    void textCompletesByTheSchema();
    void fieldsTakeErrors();
    void undoIsOne();
    void kindsOfTheForm();
    void conditionsOfTheForm();
    void whatTheFormDoesNotShow();
    void textThatIsNoJsonStopsTheForm();
    void lastHitIsSaid();
    void handshakeByForm();
    void unmatchedBecomesARule();
    void savedOnlyWhenAsked();
    void savedElsewhere();
    void otherProgramsEditIsNotLost();
    void closingAsks();
    void rulesForAMockThatEchoes();
    void narrowTurnsToTabs();

private:
    /// A field of the form, by the member that it is of.
    template <typename T> T *field(const QString &member, int index = 0) const
    {
        return m_rig->find(u"scenarioForm"_qs)->findChildren<T *>(u"form-"_qs + member).value(index);
    }
    template <typename T> T *named(const QString &accessibleName, int index = 0) const
    {
        QList<T *> found;
        for (T *widget : m_rig->find(u"scenarioForm"_qs)->findChildren<T *>()) {
            if (widget->accessibleName() == accessibleName)
                found.append(widget);
        }
        return found.value(index);
    }
    /// As a person picks it.
    static void pick(QComboBox *box, const QString &text)
    {
        QVERIFY(box != nullptr);
        const int row = box->findText(text);
        QVERIFY2(row >= 0, qPrintable(text));
        box->setFocus();
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    }
    static void typeInto(QWidget *field, const QString &text)
    {
        QVERIFY(field != nullptr);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }
    QString formErrors() const
    {
        QStringList texts;
        for (const QLabel *label : m_rig->find(u"scenarioForm"_qs)->findChildren<QLabel *>(u"formError"_qs)) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'|');
    }
    bool waitApplied()
    {
        QSignalSpy applied(&m_rig->workbench, &Workbench::scenarioApplied);
        return applied.wait();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<ScenarioRig> m_rig;
    std::unique_ptr<PlainClient> m_client;
};

void TestScenarioEditing::typedTextIsPlayed()
{
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
    m_rig->typeAt("good", u"very "_qs);
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"no client dropped"));
    QCOMPARE(m_client->ask(u"hello"_qs), u"very good morning"_qs);
    QCOMPARE(m_client->socket.state(), QAbstractSocket::ConnectedState);
    QVERIFY(m_rig->labelText(u"scenarioFacts"_qs).startsWith(u"scenario.json, modified"));
    QCOMPARE(m_rig->read(), Greeter); // not before it is saved
}

void TestScenarioEditing::wrongTextChangesNothing()
{
    m_rig->typeAt("\"on\": \"text\", \"when\": [{ \"equals\": \"hello\"", u"x"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✗ line 7"_qs);
    QVERIFY2(m_rig->editor().annotation(6).startsWith(u"expected "), qPrintable(m_rig->editor().annotation(6)));
    QVERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"what was valid before is played"));
    QCOMPARE(m_rig->model().rowCount(m_rig->model().index(1, 0)), 2);
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
    QTest::keyClick(&m_rig->editor(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    QVERIFY(m_rig->editor().annotation(6).isEmpty());
    m_rig->typeAt("text\", \"when\": [{ \"equals\": \"hello\"", u"x"_qs); // JSON, but no event
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✗ line 7"_qs);
    QVERIFY(m_rig->editor().annotation(6).contains(u"got the text “xtext”"));
    QCOMPARE(m_client->ask(u"bye"_qs), u"so long"_qs);
}

void TestScenarioEditing::listSaysWhatTheTextSays()
{
    const QAbstractItemModelTester tester(
        m_rig->rules().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_rig->typeAt("hello\", \"on", u"say "_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"say hello"_qs).isValid());
    m_rig->typeAt("text\", \"when\": [{ \"equals\": \"hello\"", u"\b\b\b\bconnect"_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"On connect: say hello"_qs).isValid());
    m_rig->typeAt("\"path\": \"/x\",", u"\"match\": \"all\", "_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"Messages, all that match"_qs).isValid());
    m_rig->typeAt("\"path\": \"/x\",",
        u"\"handshake\": { \"require\": [{ \"bearer\": \"x\" }, { \"origin\": [\"a\", \"b\"] }], \"subprotocols\": { "
        "\"speak\": [\"v1\"], \"required\": true } }, "_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"Origin in a list of 2"_qs).isValid());
    QVERIFY(m_rig->ruleRow(u"Bearer token"_qs).isValid());
    QVERIFY(m_rig->ruleRow(u"Subprotocol required: v1"_qs).isValid());
}

void TestScenarioEditing::hitsAreCounted()
{
    QCOMPARE(m_rig->hits(u"hello"_qs), u"0"_qs);
    m_client->ask(u"hello"_qs);
    m_client->ask(u"hello"_qs);
    m_client->ask(u"bye"_qs);
    QTRY_COMPARE(m_rig->hits(u"hello"_qs), u"2"_qs);
    QTRY_COMPARE(m_rig->hits(u"bye"_qs), u"1"_qs);
    m_client->socket.sendTextMessage(u"what?"_qs);
    QTRY_COMPARE(m_rig->hits(u"Unmatched: only logged"_qs), u"1"_qs);
}

void TestScenarioEditing::switchedOffAndOn()
{
    const QModelIndex row = m_rig->ruleRow(u"hello"_qs);
    m_rig->selectRule(u"hello"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Space);
    QTRY_COMPARE(m_rig->ruleRow(u"hello"_qs).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QCOMPARE(m_rig->editor().bytes(),
        QByteArray(Greeter).replace("good morning\" }]", "good morning\" }], \"enabled\": false"));
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"applied"));
    m_client->socket.sendTextMessage(u"hello"_qs);
    QTRY_COMPARE(m_rig->hits(u"Unmatched: only logged"_qs), u"1"_qs);
    QSignalSpy applied(&m_rig->workbench, &Workbench::scenarioApplied);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Space);
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    QVERIFY(row.isValid());
    QTRY_VERIFY(!applied.isEmpty());
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
}

void TestScenarioEditing::checkIsCountedAndSwitchedOff()
{
    const QByteArray checked = QByteArray(Greeter).replace(
        R"("path": "/x",)", R"("path": "/x", "handshake": { "require": [{ "bearer": "t" }] },)");
    m_rig->editor().replaceBytes(0, m_rig->editor().bytes().size(), checked);
    QTRY_COMPARE(m_rig->hits(u"Bearer token"_qs), u"0"_qs);
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"applied"));
    PlainClient other;
    other.socket.open(QUrl(m_rig->mockUrl(u"/x"_qs)));
    QTRY_COMPARE(m_rig->hits(u"Bearer token"_qs), u"1"_qs);
    m_rig->selectRule(u"Bearer token"_qs);
    const QString lastHit = m_rig->labelText(u"scenarioLastHit"_qs);
    QVERIFY2(lastHit.startsWith(u"last turned away ") && lastHit.endsWith(u", client 2"), qPrintable(lastHit));
    QSignalSpy applied(&m_rig->workbench, &Workbench::scenarioApplied);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Space);
    QCOMPARE(m_rig->ruleRow(u"Bearer token"_qs).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(m_rig->editor().bytes().contains(R"({ "bearer": "t", "enabled": false })"));
    QTRY_VERIFY(!applied.isEmpty());
    QVERIFY(other.open(m_rig->mockUrl(u"/x"_qs)));
    QCOMPARE(other.ask(u"hello"_qs), u"good morning"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Space);
    QCOMPARE(m_rig->editor().bytes(), checked);
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs); // who is connected stays
}

void TestScenarioEditing::rulesByKeys()
{
    m_rig->selectRule(u"bye"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_rig->ruleRow(u"bye"_qs).row(), 0);
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"bye"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Delete);
    QVERIFY(!m_rig->ruleRow(u"bye"_qs).isValid());
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"hello"_qs);
    m_rig->click(u"scenarioAdd"_qs);
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"new rule"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    m_rig->editor().setFocus();
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&m_rig->editor(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_rig->editor().bytes(), Greeter); // one stack for all of it
}

void TestScenarioEditing::duplicates()
{
    m_rig->selectRule(u"hello"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"hello 2"_qs);
    QCOMPARE(m_rig->ruleRow(u"hello 2"_qs).row(), 1);
    const QByteArray rule =
        R"({ "name": "hello", "on": "text", "when": [{ "equals": "hello" }], "do": [{ "send": "good morning" }] })";
    const QByteArray copy = QByteArray(rule).replace(R"("name": "hello")", R"("name": "hello 2")");
    QVERIFY(m_rig->editor().bytes().contains(rule + ",\n        " + copy + ",\n"));
    m_rig->action(u"scenarioDuplicate"_qs)->trigger(); // as the menus do
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"hello 3"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QTest::mouseClick(m_rig->find(u"scenarioRules"_qs), Qt::NoButton);
    m_rig->selectRule(u"Unmatched: only logged"_qs);
    QVERIFY(!m_rig->action(u"scenarioDuplicate"_qs)->isEnabled());
    const QPoint place = m_rig->rules().visualRect(m_rig->ruleRow(u"bye"_qs)).center();
    m_rig->selectRule(u"bye"_qs);
    Q_EMIT m_rig->rules().customContextMenuRequested(place);
    auto *menu = m_rig->find<QMenu>(u"scenarioRowMenu"_qs);
    QVERIFY(menu->isVisible());
    QVERIFY(menu->actions().contains(m_rig->action(u"scenarioDuplicate"_qs)));
    menu->close();
}

void TestScenarioEditing::actionIsDuplicated()
{
    m_rig->selectRule(u"hello"_qs);
    auto *text = field<QPlainTextEdit>(u"send"_qs);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    const QByteArray twice = R"("do": [{ "send": "good morning" }, { "send": "good morning" }])";
    QVERIFY(m_rig->editor().bytes().contains(twice));
    QTRY_VERIFY(field<QPlainTextEdit>(u"send"_qs, 1) != nullptr);
    QTest::keyClick(named<QToolButton>(u"Duplicate this action (Alt+Shift+Down)"_qs), Qt::Key_Space);
    QTRY_VERIFY(field<QPlainTextEdit>(u"send"_qs, 2) != nullptr);
    auto *kind = named<QComboBox>(u"Action"_qs, 2);
    Q_EMIT kind->customContextMenuRequested({});
    auto *menu = m_rig->find<QMenu>(u"scenarioActionMenu"_qs);
    QVERIFY(menu != nullptr);
    menu->findChild<QAction *>(u"duplicateAction"_qs)->trigger();
    menu->close();
    QTRY_VERIFY(field<QPlainTextEdit>(u"send"_qs, 3) != nullptr);
    m_client->socket.sendTextMessage(u"hello"_qs);
    QSignalSpy answers(&m_client->socket, &QWebSocket::textMessageReceived);
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"applied"));
    m_client->socket.sendTextMessage(u"hello"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(answers.size() >= 4, true, 5000);
}

void TestScenarioEditing::repliesByForm()
{
    for (QAction *action : m_rig->find<QMenu>(u"scenarioAddMenu"_qs)->actions()) {
        if (action->text() == u"&Prepared reply")
            action->trigger();
    }
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"new reply"_qs);
    typeInto(field<QLineEdit>(u"name"_qs), u"Halt"_qs);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"halted"_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"Halt"_qs).isValid());
    QCOMPARE(m_rig->ruleRow(u"Halt"_qs).parent().data().toString(), u"Prepared replies"_qs);
    auto *button = m_rig->find<QPushButton>(u"reply1Button"_qs);
    QTRY_VERIFY((button = m_rig->find<QPushButton>(u"reply1Button"_qs)) != nullptr && button->isEnabled());
    QTRY_COMPARE(button->accessibleName(), u"Halt"_qs);
    QSignalSpy answers(&m_client->socket, &QWebSocket::textMessageReceived);
    QTRY_VERIFY(m_rig->labelText(u"scenarioState"_qs) == u"✓ valid");
    m_rig->action(u"reply1"_qs)->trigger();
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.first().first().toString(), u"halted"_qs);
    m_rig->selectRule(u"Halt"_qs);
    QTest::keyClick(&m_rig->rules(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    QVERIFY(m_rig->ruleRow(u"Halt 2"_qs).isValid());
    QTest::keyClick(&m_rig->rules(), Qt::Key_Delete);
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"Halt"_qs);
    m_rig->selectRule(u"bye"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    m_rig->find<QPushButton>(u"reply1Button"_qs)->findChild<QAction *>(u"editReply"_qs)->trigger();
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"Halt"_qs);
    QVERIFY(field<QLineEdit>(u"name"_qs)->hasFocus());
}

void TestScenarioEditing::addressByForm()
{
    m_rig->selectRule(u"Name, address, variables"_qs);
    typeInto(field<QLineEdit>(u"listen.port"_qs), u"9090"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"("listen": { "port": 9090 })"));
    typeInto(field<QLineEdit>(u"listen.host"_qs), u"::1"_qs);
    QTest::mouseClick(field<QCheckBox>(u"listen.tls"_qs), Qt::LeftButton, Qt::NoModifier, QPoint(8, 8));
    QVERIFY(m_rig->editor().bytes().contains(R"("listen": { "port": 9090, "host": "::1", "tls": true })"));
    auto *certificate = field<QLineEdit>(u"listen.tls.certificate"_qs);
    typeInto(certificate, u"a.pem"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"("tls": { "certificate": "a.pem" })"));
    QVERIFY(field<QCheckBox>(u"listen.tls"_qs)->isChecked());
    QTest::keyClick(certificate, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(certificate, Qt::Key_Delete);
    QVERIFY(m_rig->editor().bytes().contains(R"("tls": true })")); // the program's own
    typeInto(field<QLineEdit>(u"listen.port"_qs), u"70000"_qs);
    QTRY_VERIFY2(formErrors().contains(u"from 0 to 65535"), qPrintable(formErrors()));
}

void TestScenarioEditing::changedAddressIsTold()
{
    const quint16 port = m_rig->session()->mock.port;
    m_rig->selectRule(u"Name, address, variables"_qs);
    typeInto(field<QLineEdit>(u"listen.port"_qs), u"9090"_qs);
    const NoticeBar *bar = nullptr;
    QTRY_VERIFY((bar = m_rig->find<NoticeBar>(u"listenChange1"_qs)) != nullptr);
    QCOMPARE(bar->text(),
        u"mock :%1 listens on %1 until it is started again; the scenario now says 9090. Its clients get 1001 Going "
        "Away then."_qs.arg(port));
    QCOMPARE(m_rig->find<QPushButton>(u"listenRestart"_qs)->text(), u"Restart on 9090"_qs);
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
    m_rig->editor().setFocus();
    for (int steps = 0; steps < 4 && m_rig->editor().bytes() != Greeter; ++steps)
        QTest::keyClick(&m_rig->editor(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    QTRY_VERIFY(m_rig->find<NoticeBar>(u"listenChange1"_qs) == nullptr);
}

void TestScenarioEditing::startedAgainElsewhere()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    QSignalSpy gone(&m_client->socket, &QWebSocket::disconnected);
    m_rig->selectRule(u"Name, address, variables"_qs);
    typeInto(field<QLineEdit>(u"listen.port"_qs), QString::number(port));
    QTRY_VERIFY(m_rig->find<QPushButton>(u"listenRestart"_qs) != nullptr);
    QTRY_COMPARE(m_rig->find<QPushButton>(u"listenRestart"_qs)->text(), u"Restart on %1"_qs.arg(port));
    m_rig->click(u"listenRestart"_qs);
    QTRY_COMPARE(m_rig->session()->mock.port, port);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(m_client->socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(m_rig->find<NoticeBar>(u"listenChange1"_qs)->text(),
        u"mock :%1 is started again; its client got 1001 Going Away."_qs.arg(port));
    PlainClient other;
    QVERIFY(other.open(u"ws://127.0.0.1:%1/x"_qs.arg(port)));
    QCOMPARE(other.ask(u"hello"_qs), u"good morning"_qs);
    QCOMPARE(m_rig->session()->mock.scenario->listen.port, port);
}

void TestScenarioEditing::startedAgainInVain()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    m_rig->selectRule(u"Name, address, variables"_qs);
    typeInto(field<QLineEdit>(u"listen.port"_qs), QString::number(taken.serverPort()));
    QTRY_VERIFY(m_rig->find<QPushButton>(u"listenRestart"_qs) != nullptr);
    QTRY_VERIFY(m_rig->find<QPushButton>(u"listenRestart"_qs)->text().endsWith(QString::number(taken.serverPort())));
    m_rig->click(u"listenRestart"_qs);
    QTRY_VERIFY(m_rig->find<NoticeBar>(u"listenFailed1"_qs) != nullptr);
    const QString sentence = m_rig->find<NoticeBar>(u"listenFailed1"_qs)->text();
    QVERIFY2(sentence.contains(u"to be free") && sentence.endsWith(u"It goes on as before."), qPrintable(sentence));
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
    QCOMPARE(m_rig->state(), SessionState::Listening);
    const quint16 before = m_rig->session()->mock.port;
    m_rig->click(u"listenFreePort"_qs);
    QTRY_VERIFY(m_rig->session()->mock.port != before);
    QTRY_VERIFY(m_rig->find(u"listenFailed1"_qs) == nullptr);
    PlainClient other;
    QVERIFY(other.open(m_rig->mockUrl(u"/x"_qs)));
}

void TestScenarioEditing::startedAgainBeyondThisComputer()
{
    m_rig->selectRule(u"Name, address, variables"_qs);
    typeInto(field<QLineEdit>(u"listen.host"_qs), u"0.0.0.0"_qs);
    QTRY_VERIFY(m_rig->find<QPushButton>(u"listenRestart"_qs) != nullptr);
    m_rig->click(u"listenRestart"_qs);
    QVERIFY(m_rig->find(u"reachQuestion"_qs) != nullptr);
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs); // nothing is done before the answer
    m_rig->click(u"reachEverybody"_qs);
    QTRY_COMPARE(m_rig->session()->mock.address, QHostAddress(QHostAddress::AnyIPv4));
}

void TestScenarioEditing::caretAndSelectionFollowEachOther()
{
    m_rig->typeAt("so long", {});
    QTest::keyClick(&m_rig->editor(), Qt::Key_Right);
    QTRY_COMPARE(m_rig->rules().currentIndex().data().toString(), u"bye"_qs);
    QVERIFY((m_rig->editor().markersAtLine(7) & 4U) != 0);
    m_rig->selectRule(u"hello"_qs);
    QVERIFY((m_rig->editor().markersAtLine(6) & 4U) != 0);
    QVERIFY((m_rig->editor().markersAtLine(7) & 4U) == 0);
    m_rig->typeAt("tick\", \"on", {}); // of the other route
    QTest::keyClick(&m_rig->editor(), Qt::Key_Right);
    QTRY_COMPARE(m_rig->rules().currentIndex().data().toString(), u"Every 1h: tick"_qs);
    QCOMPARE(m_rig->find<QComboBox>(u"scenarioRoutes"_qs)->currentText(), u"/second"_qs);
}

void TestScenarioEditing::routesComeAndGo()
{
    auto *routes = m_rig->find<QComboBox>(u"scenarioRoutes"_qs);
    QCOMPARE(routes->count(), 2);
    m_rig->click(u"scenarioAddRoute"_qs);
    QCOMPARE(routes->currentText(), u"/new"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    m_rig->click(u"scenarioRemoveRoute"_qs);
    QCOMPARE(routes->count(), 2);
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    QCOMPARE(routes->currentText(), u"/second"_qs);
}

void TestScenarioEditing::replyOfTheFormIsSent()
{
    m_rig->selectRule(u"hello"_qs);
    auto *send = field<QPlainTextEdit>(u"send"_qs);
    QVERIFY(send != nullptr);
    QCOMPARE(send->toPlainText(), u"good morning"_qs);
    typeInto(send, u"hi {{text}}"_qs);
    QVERIFY(waitApplied());
    QTRY_VERIFY(m_rig->labelText(u"scenarioState"_qs) == u"✓ valid");
    QTRY_COMPARE(m_client->ask(u"hello"_qs), u"hi hello"_qs);
    QCOMPARE(m_client->socket.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(m_rig->editor().bytes(), QByteArray(Greeter).replace("good morning", "hi {{text}}"));
    QCOMPARE(send->toPlainText(), u"hi {{text}}"_qs);
    QVERIFY(send->hasFocus());
}

void TestScenarioEditing::textCompletesByTheSchema()
{
    PayloadEditor &editor = m_rig->editor();
    m_rig->window->move(-700, 0); // the text is on the screen, which is small
    m_rig->typeAt(R"("on": "text", "when": [{ "equals": "hello")", u"\"en"_qs);
    QVERIFY(editor.isListActive());
    QTest::keyClick(&editor, Qt::Key_Return);
    QVERIFY(!editor.isListActive());
    QVERIFY(editor.bytes().contains(R"("name": "hello", "enabled": "on": "text")"));
    QTest::keyClicks(&editor, u"fa"_qs);
    QVERIFY(editor.isListActive());
    QTest::keyClick(&editor, Qt::Key_Tab);
    QVERIFY(editor.hasFocus());
    QTest::keyClicks(&editor, u", "_qs);
    QVERIFY(editor.bytes().contains(R"("name": "hello", "enabled": false, "on": "text")"));
    QTRY_COMPARE(m_rig->ruleRow(u"hello"_qs).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    m_rig->typeAt("morning", u"de"_qs); // in a text that is sent
    QVERIFY(!editor.isListActive());
    m_rig->typeAt(R"("name": "bye")", {});
    QTest::keyClick(&editor, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(editor.isListActive());
    QTest::keyClick(&editor, Qt::Key_Escape);
    QVERIFY(!editor.isListActive());
    QVERIFY(editor.hasFocus());
}

void TestScenarioEditing::fieldsTakeErrors()
{
    m_rig->selectRule(u"hello"_qs);
    auto *delay = named<QLineEdit>(u"Delay and jitter, such as 20ms ± 5ms"_qs);
    QVERIFY(delay != nullptr);
    typeInto(delay, u"soon"_qs);
    QTRY_VERIFY(formErrors().contains(u"expected a duration"));
    QVERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"what was valid before is played"));
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs);
    typeInto(delay, u"20 ± 5 ms"_qs);
    QTRY_COMPARE(formErrors(), QString());
    QVERIFY(m_rig->editor().bytes().contains(R"({ "send": "good morning", "delay": "20ms", "jitter": "5 ms" })"));
    typeInto(delay, {});
    QTest::keyClick(delay, Qt::Key_Delete);
    QTRY_COMPARE(m_rig->editor().bytes(), Greeter);
    auto *value = field<QLineEdit>(u"equals"_qs);
    typeInto(value, u"hey"_qs); // no JSON: it stays in the field
    QVERIFY(formErrors().contains(u"expected"));
    QCOMPARE(value->text(), u"hey"_qs);
    QVERIFY(value->property("error").toBool());
    QCOMPARE(m_rig->editor().bytes(), Greeter);
    typeInto(value, u"\"hey\""_qs);
    QTRY_COMPARE(formErrors(), QString());
    QVERIFY(m_rig->editor().bytes().contains(R"([{ "equals": "hey" }])"));
}

void TestScenarioEditing::undoIsOne()
{
    m_rig->selectRule(u"hello"_qs);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"one"_qs);
    m_rig->typeAt("bye\", \"on", u"good"_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"goodbye"_qs).isValid());
    m_rig->selectRule(u"hello"_qs);
    QWidget *send = field<QPlainTextEdit>(u"send"_qs);
    send->setFocus();
    QTest::keyClick(send, Qt::Key_Z, Qt::ControlModifier); // in the form, of what was typed in the text
    QTRY_VERIFY(m_rig->ruleRow(u"bye"_qs).isValid());
    QTRY_COMPARE(field<QPlainTextEdit>(u"send"_qs)->toPlainText(), u"one"_qs);
    QTest::keyClick(send, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_rig->editor().bytes(), Greeter);
    QTRY_COMPARE(field<QPlainTextEdit>(u"send"_qs)->toPlainText(), u"good morning"_qs);
    QTest::keyClick(send, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_rig->editor().bytes().contains("\"one\""));
}

void TestScenarioEditing::kindsOfTheForm()
{
    m_rig->selectRule(u"hello"_qs);
    pick(named<QComboBox>(u"Action"_qs), u"close"_qs);
    QTRY_VERIFY(field<QLineEdit>(u"close.code"_qs) != nullptr);
    typeInto(field<QLineEdit>(u"close.reason"_qs), u"enough"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"("do": [{ "close": { "code": 1000, "reason": "enough" } }])"));
    pick(named<QComboBox>(u"Action"_qs), u"one at random"_qs);
    QTRY_COMPARE(m_rig->find(u"scenarioForm"_qs)->findChildren<QLineEdit *>(u"form-weight"_qs).size(), 2);
    QTest::mouseClick(named<QToolButton>(u"Add action"_qs), Qt::LeftButton); // of the first branch
    QTRY_VERIFY(field<QPlainTextEdit>(u"send"_qs) != nullptr);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"nested"_qs);
    typeInto(field<QLineEdit>(u"weight"_qs, 1), u"0"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QTRY_COMPARE(m_client->ask(u"hello"_qs), u"nested"_qs);
    pick(named<QComboBox>(u"Action"_qs), u"run a fault"_qs);
    QTRY_VERIFY(named<QComboBox>(u"Fault"_qs) != nullptr);
    pick(named<QComboBox>(u"Fault"_qs), u"rsv"_qs);
    QTRY_VERIFY(field<QLineEdit>(u"bits"_qs) != nullptr);
    typeInto(field<QLineEdit>(u"bits"_qs), u"4"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"({ "fault": { "name": "rsv", "bits": 4 } })"));
    QTest::mouseClick(named<QToolButton>(u"Remove this action"_qs), Qt::LeftButton);
    QTRY_VERIFY(m_rig->editor().bytes().contains("\"hello\" }], \"do\": [] }"));
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
}

void TestScenarioEditing::conditionsOfTheForm()
{
    m_rig->selectRule(u"hello"_qs);
    pick(named<QComboBox>(u"Condition"_qs), u"JSON member"_qs);
    QTRY_VERIFY(field<QLineEdit>(u"json"_qs) != nullptr);
    QVERIFY(m_rig->editor().bytes().contains(R"([{ "json": "$.op", "equals": "hello" }])"));
    pick(named<QComboBox>(u"Test"_qs), u"does not exist"_qs);
    QTRY_VERIFY(m_rig->editor().bytes().contains(R"([{ "json": "$.op", "exists": false }])"));
    QTest::mouseClick(named<QToolButton>(u"and"_qs), Qt::LeftButton);
    QTRY_VERIFY(named<QComboBox>(u"Condition"_qs, 1) != nullptr);
    pick(named<QComboBox>(u"Condition"_qs, 1), u"length"_qs);
    QTRY_VERIFY(field<QLineEdit>(u"length.most"_qs) != nullptr);
    typeInto(field<QLineEdit>(u"length.most"_qs), u"9"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"({ "length": { "least": 1, "most": 9 } })"));
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QTRY_COMPARE(m_client->ask(u"{}"_qs), u"good morning"_qs);
    pick(field<QComboBox>(u"on"_qs), u"timer"_qs);
    QTRY_VERIFY(field<QLineEdit>(u"every"_qs) != nullptr);
    QCOMPARE(field<QLineEdit>(u"every"_qs)->text(), u"1s"_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"Every 1s: hello"_qs).isValid());
}

void TestScenarioEditing::whatTheFormDoesNotShow()
{
    m_rig->typeAt("\"do\": [{ \"send\": \"good", u"\"note\": 7, "_qs);
    m_rig->selectRule(u"hello"_qs);
    QTRY_VERIFY(named<QToolButton>(u"Edit as text"_qs) != nullptr);
    QTest::mouseClick(named<QToolButton>(u"Edit as text"_qs), Qt::LeftButton);
    QVERIFY(m_rig->editor().hasFocus());
    QCOMPARE(m_rig->editor().bytes().sliced(m_rig->editor().selectionStart(), 2), QByteArray("7,"));
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"x"_qs);
    QVERIFY(m_rig->editor().bytes().contains("\"note\": 7")); // it is not dropped
}

void TestScenarioEditing::textThatIsNoJsonStopsTheForm()
{
    m_rig->selectRule(u"hello"_qs);
    m_rig->typeAt("\"rules\"", u"!"_qs);
    QWidget *note = m_rig->find(u"scenarioFormNote"_qs);
    QTRY_VERIFY(note->isVisible());
    QCOMPARE(field<QPlainTextEdit>(u"send"_qs)->toPlainText(), u"good morning"_qs);
    QVERIFY(!field<QPlainTextEdit>(u"send"_qs)->isEnabled());
    QTest::keyClick(&m_rig->editor(), Qt::Key_Backspace);
    QTRY_VERIFY(!note->isVisible());
    m_rig->selectRule(u"hello"_qs);
    QVERIFY(field<QPlainTextEdit>(u"send"_qs)->isEnabled());
}

void TestScenarioEditing::lastHitIsSaid()
{
    m_rig->selectRule(u"hello"_qs);
    QCOMPARE(m_rig->labelText(u"scenarioLastHit"_qs), QString());
    m_client->ask(u"hello"_qs);
    QTRY_VERIFY(m_rig->labelText(u"scenarioLastHit"_qs).startsWith(u"last hit "));
    QVERIFY(m_rig->labelText(u"scenarioLastHit"_qs).endsWith(u", client 1"));
}

void TestScenarioEditing::handshakeByForm()
{
    m_rig->selectRule(u"Subprotocol: none"_qs);
    auto *speak = field<QPlainTextEdit>(u"speak"_qs);
    speak->setFocus();
    QTest::keyClicks(speak, u"v2"_qs);
    QTest::keyClick(speak, Qt::Key_Return);
    QTest::keyClicks(speak, u"v1"_qs);
    QTest::mouseClick(field<QCheckBox>(u"required"_qs), Qt::LeftButton, Qt::NoModifier, QPoint(8, 8));
    QTRY_VERIFY(m_rig->ruleRow(u"Subprotocol required: v2, v1"_qs).isValid());
    QVERIFY(m_rig->editor().bytes().contains(
        R"("handshake": { "subprotocols": { "speak": ["v2", "v1"], "required": true } })"));
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"applied"));
    PlainClient other; // offers none
    other.socket.open(QUrl(m_rig->mockUrl(u"/x"_qs)));
    QSignalSpy failed(&other.socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error));
    QVERIFY(failed.wait());
    QCOMPARE(m_client->ask(u"hello"_qs), u"good morning"_qs); // who is connected stays
}

void TestScenarioEditing::unmatchedBecomesARule()
{
    m_client->socket.sendTextMessage(u"{\"id\":1,\"op\":\"subscribe\"}"_qs);
    auto *status = m_rig->find<QToolButton>(u"statusUnmatched"_qs);
    QTRY_VERIFY(status->isVisible());
    QCOMPARE(status->text(), u"1 message matched no rule"_qs);
    const LogModel &log = *qobject_cast<LogModel *>(m_rig->find<LogView>(u"logView"_qs)->model());
    QTest::mouseClick(status, Qt::LeftButton);
    const auto dataOfCurrent = [&] {
        const QModelIndex current = m_rig->find<LogView>(u"logView"_qs)->currentIndex();
        return log.index(current.row(), int(LogColumn::Data)).data().toString();
    };
    QTRY_VERIFY2(dataOfCurrent().startsWith(u"[no rule]"), qPrintable(dataOfCurrent()));
    QVERIFY(m_rig->find(u"logView"_qs)->isVisible());
    QTRY_VERIFY(m_rig->window->findChild<LogPanel *>()->currentEntry() != 0);
    m_rig->action(u"ruleFromMessage"_qs)->trigger();
    QTRY_VERIFY(m_rig->ruleRow(u"subscribe"_qs).isValid());
    QCOMPARE(m_rig->rules().currentIndex().data().toString(), u"subscribe"_qs);
    QVERIFY(m_rig->editor().bytes().contains(R"("when": [{ "json": "$.op", "equals": "subscribe" }])"));
    QTRY_VERIFY(field<QPlainTextEdit>(u"send"_qs) != nullptr && field<QPlainTextEdit>(u"send"_qs)->hasFocus());
    QTest::keyClicks(field<QPlainTextEdit>(u"send"_qs), u"subscribed {{$.id}}"_qs);
    QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
    QTRY_COMPARE(m_client->ask(u"{\"id\":7,\"op\":\"subscribe\"}"_qs), u"subscribed 7"_qs);
    const EntryId before = m_rig->workbench.unmatched().newest(m_rig->session()->number);
    m_client->socket.sendTextMessage(u"plain"_qs);
    QTRY_COMPARE(m_rig->hits(u"Unmatched: only logged"_qs), u"2"_qs);
    QTRY_VERIFY(m_rig->find(u"scenarioFromUnmatched"_qs)->isVisible());
    QTRY_VERIFY(m_rig->workbench.unmatched().newest(m_rig->session()->number) != before);
    m_rig->click(u"scenarioFromUnmatched"_qs);
    QTRY_VERIFY(m_rig->ruleRow(u"plain"_qs).isValid());
}

void TestScenarioEditing::savedOnlyWhenAsked()
{
    m_rig->selectRule(u"hello"_qs);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"x"_qs);
    QCOMPARE(m_rig->read(), Greeter);
    QTest::keyClick(field<QPlainTextEdit>(u"send"_qs), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(m_rig->read(), m_rig->editor().bytes());
    QTRY_VERIFY(!m_rig->labelText(u"scenarioFacts"_qs).contains(u"modified"));
    QVERIFY(!m_rig->find(u"scenarioSave"_qs)->isEnabled());
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"y"_qs);
    QVERIFY(m_rig->labelText(u"scenarioFacts"_qs).contains(u"modified"));
    m_rig->action(u"saveScenario"_qs)->trigger();
    QTRY_VERIFY(m_rig->read().contains("\"y\""));
}

void TestScenarioEditing::savedElsewhere()
{
    m_rig->action(u"saveScenarioAs"_qs)->trigger();
    auto *dialog = m_rig->find<QFileDialog>(u"scenarioSaveDialog"_qs);
    QVERIFY(dialog != nullptr);
    const QString target = m_folder->filePath(u"other.json"_qs);
    Q_EMIT dialog->fileSelected(target);
    dialog->close();
    QTRY_VERIFY(m_rig->labelText(u"scenarioFacts"_qs).startsWith(u"other.json"));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), Greeter);
}

void TestScenarioEditing::otherProgramsEditIsNotLost()
{
    const QByteArray theirs = QByteArray(Greeter).replace("good morning", "theirs");
    QVERIFY(m_rig->write(theirs)); // nothing of ours is changed: it is read
    QTRY_COMPARE(m_rig->editor().bytes(), theirs);
    QTRY_COMPARE(m_client->ask(u"hello"_qs), u"theirs"_qs);
    m_rig->selectRule(u"hello"_qs);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"ours"_qs);
    const QByteArray again = QByteArray(Greeter).replace("so long", "again");
    QVERIFY(m_rig->write(again));
    QTRY_VERIFY(m_rig->find(u"scenarioOver"_qs) != nullptr);
    QTest::keyClick(field<QPlainTextEdit>(u"send"_qs), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_rig->read(), again); // not without a word
    QTRY_VERIFY(m_rig->find(u"scenarioOver"_qs) != nullptr);
    m_rig->click(u"scenarioOver"_qs);
    QTRY_VERIFY(m_rig->read().contains("ours"));
    QTRY_VERIFY(m_rig->find(u"scenarioNotice"_qs) == nullptr);
}

void TestScenarioEditing::closingAsks()
{
    m_rig->selectRule(u"hello"_qs);
    typeInto(field<QPlainTextEdit>(u"send"_qs), u"x"_qs);
    m_rig->workbench.discardUnsaved();
    m_rig->window->close();
    QVERIFY(m_rig->window->isVisible());
    QVERIFY(m_rig->find<QMessageBox>(u"scenarioQuestion"_qs) != nullptr);
    m_rig->click(u"scenarioQuestionCancel"_qs);
    QTRY_VERIFY(m_rig->find<QMessageBox>(u"scenarioQuestion"_qs) == nullptr);
    m_client->socket.abort();
    m_rig->action(u"stopMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    m_rig->action(u"closeItem"_qs)->trigger();
    m_rig->click(u"scenarioQuestionSave"_qs);
    QTRY_VERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_rig->read().contains("\"x\""));
}

void TestScenarioEditing::rulesForAMockThatEchoes()
{
    m_rig->startMock();
    QTRY_VERIFY(m_rig->session() != nullptr && !m_rig->session()->mock.scenario);
    m_rig->action(u"showScenario"_qs)->trigger();
    m_rig->click(u"scenarioGive"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(m_rig->session()->mock.scenario != nullptr);
    PlainClient client;
    QVERIFY(client.open(m_rig->mockUrl(u"/any"_qs)));
    QCOMPARE(client.ask(u"same"_qs), u"same"_qs);
}

void TestScenarioEditing::narrowTurnsToTabs()
{
    m_rig->window->resize(1280, 800);
    QVERIFY(!m_rig->find(u"scenarioTabs"_qs)->isVisible());
    QVERIFY(m_rig->editor().isVisible());
    m_rig->window->resize(900, 600);
    QTRY_VERIFY(m_rig->find(u"scenarioTabs"_qs)->isVisible());
    QVERIFY(!m_rig->editor().isVisible());
    QVERIFY(m_rig->find(u"scenarioForm"_qs)->isVisible());
    const auto rowOf = [&](const QString &name) {
        return m_rig->find(name)->mapTo(m_rig->window.get(), QPoint(0, m_rig->find(name)->height() / 2)).y();
    };
    QVERIFY(!m_rig->find(u"scenarioState"_qs)->isVisible());
    QTest::keyClick(m_rig->find(u"scenarioTabs"_qs), Qt::Key_Right);
    QVERIFY(m_rig->editor().isVisible());
    QTRY_VERIFY(m_rig->find(u"scenarioState"_qs)->isVisible());
    QTRY_VERIFY(qAbs(rowOf(u"scenarioState"_qs) - rowOf(u"scenarioTabs"_qs)) < 10); // beside its tab
    QCOMPARE(m_rig->window->width(), 900);
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(m_rig->find(u"scenarioState"_qs)->isVisible() && m_rig->find(u"scenarioLastHit"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"scenarioTabs"_qs)->isVisible());
}

QTEST_MAIN(TestScenarioEditing)
#include "tst_scenarioediting.moc"
