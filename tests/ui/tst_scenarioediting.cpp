// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/scenariorig.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QStandardPaths>
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
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"HandglassTests"_qs);
        QSettings().clear();
    }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_rig = std::make_unique<ScenarioRig>(m_folder->path());
        QVERIFY(m_rig->play(m_settings, Greeter));
        QTRY_COMPARE(m_rig->labelText(u"scenarioState"_qs), u"✓ valid"_qs);
        m_client = std::make_unique<PlainClient>();
        QVERIFY(m_client->open(m_rig->session()->url + u"/x"_qs));
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
    void rulesByKeys();
    void caretAndSelectionFollowEachOther();
    void routesComeAndGo();

private:
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

QTEST_MAIN(TestScenarioEditing)
#include "tst_scenarioediting.moc"
