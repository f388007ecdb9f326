// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "rawclient.h"

#include "app/mock/scenarioreader.h"

#include "tests/mock/scenariocases.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace handglass;
using scenariocases::action;
using scenariocases::handshake;
using scenariocases::route;

namespace {

SharedScenario read(const QByteArray &text)
{
    auto scenario = scenario::parseScenario(text);
    if (!scenario)
        qFatal("%s", qPrintable(scenario.error().first().text(QStringLiteral("test"))));
    return std::make_shared<const Scenario>(std::move(*scenario));
}

MockOptions options(const QByteArray &text)
{
    MockOptions options = MockFixture::anyPort();
    options.scenario = read(text);
    return options;
}

/// "Text hello", "Close 03e8", "none".
QByteArray next(RawClient &client, int waitMs = RawClient::WaitMs)
{
    const auto frame = client.frame(waitMs);
    if (!frame)
        return "none";
    switch (frame->header.opcode) {
    case Opcode::Text:
        return "Text " + frame->payload;
    case Opcode::Binary:
        return "Binary " + frame->payload.toHex();
    case Opcode::Close:
        return "Close " + frame->payload.toHex();
    case Opcode::Ping:
        return "Ping " + frame->payload;
    case Opcode::Pong:
        return "Pong " + frame->payload;
    default:
        return "?";
    }
}

QByteArray upgrade(RawClient &client, const QByteArray &target, const QByteArray &headers = {})
{
    client.send(RawClient::request(headers, target));
    const HttpHead head = client.head();
    return QByteArray::number(head.status) + ' ' + head.reason;
}

} // namespace

/// What a client sees of a mock that plays a scenario, and what the capture keeps of it.
class TestMockScenario : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void unknownPathSaysWhichThereAre();
    void refusalIsKeptWithItsRule();
    void refusalsAreCountedAndSwitchedOff();
    void chosenRefusal();
    void responseAndSubprotocol();
    void deflateIsTheRoutes();
    void limitCountsWhoIsThere();
    void delaysTheAnswer();
    void clientLeavesDuringTheDelay();
    void connectComesBeforeReplies();
    void repliesInOrder();
    void broadcasts();
    void timersAndDelays();
    void pingsAndCloses();
    void dropsTcp();
    void stopsReading();
    void peersPingAndPong();
    void closeRuleTellsTheOthers();
    void unmatchedIsARowThatNamesTheMessage();
    void appliesWhileRunning();
    void wrongActionIsARow();
    void echoesWithoutAScenario();
    void stopsWithJobsWaiting();
    void preparedReplies();
    void droppedByHand();
};

void TestMockScenario::unknownPathSaysWhichThereAre()
{
    MockFixture fixture(options(R"({"scenario":1,"routes":[{"path":"/a"},{"path":"/rooms/{room}"}]})"));
    RawClient client(fixture.port());
    client.send(RawClient::request({}, "/b"));
    const HttpHead head = client.head();
    QCOMPARE(head.status, 404);
    QCOMPARE(head.reason, QByteArray("Not Found"));
    QCOMPARE(client.body(head), QByteArray("expected one of the paths /a, /rooms/{room}, got /b, rule “routes”\n"));
    QTRY_COMPARE(fixture.refused.size(), 1);
}

void TestMockScenario::refusalIsKeptWithItsRule()
{
    MockFixture fixture(options(handshake(R"("require":[{"origin":["http://a.example"],"name":"Only a"}])")));
    RawClient client(fixture.port());
    QCOMPARE(upgrade(client, "/", "Origin: http://b.example\r\n"), QByteArray("403 Forbidden"));
    QTRY_COMPARE(fixture.refused.size(), 1);
    const QString fact =
        QStringLiteral("expected Origin http://a.example, got http://b.example, rule “Only a” of route /");
    QCOMPARE(fixture.refusals.first(), fact);
    const auto record = fixture.record(fixture.refused.first());
    QVERIFY(record);
    QCOMPARE(record->state, ConnectionState::Failed);
    QCOMPARE(record->failure.fact, fact);
    QCOMPARE(record->failure.evidence, QStringLiteral("Origin: http://b.example"));
    QVERIFY(record->rawRequest.contains("Origin: http://b.example\r\n"));
    QVERIFY(record->rawResponse.startsWith("HTTP/1.1 403 Forbidden\r\n"));
    const QList<Entry> rows = fixture.rows(record->id);
    QCOMPARE(rows.last().text, QStringLiteral("Refused with 403 Forbidden: ") + fact);
    RawClient allowed(fixture.port());
    QCOMPARE(upgrade(allowed, "/", "Origin: http://a.example\r\n"), QByteArray("101 Switching Protocols"));
}

void TestMockScenario::refusalsAreCountedAndSwitchedOff()
{
    const QByteArray rules = R"("require":[{"header":"X-A"},{"bearer":"t"}],
        "subprotocols":{"speak":["a"],"required":true})";
    MockFixture fixture(options(handshake(rules)));
    QSignalSpy counted(&fixture.mock(), &MockServer::scenarioCounted);
    const auto isRefused = [&](const QByteArray &headers, const QByteArray &status) {
        RawClient client(fixture.port());
        return upgrade(client, "/", headers).startsWith(status);
    };
    const auto counts = [&] {
        QMap<int, qint64> hits;
        for (const auto &each : counted.value(counted.size() - 1).value(0).value<ScenarioCounts>().checks)
            hits[each.check] = each.count.hits;
        return hits;
    };
    const QByteArray token = "X-A: 1\r\nAuthorization: Bearer t\r\n";
    QVERIFY(isRefused("X-A: 1\r\n", "401"));
    QVERIFY(isRefused("X-A: 1\r\n", "401"));
    QVERIFY(isRefused(token, "400"));
    QTRY_COMPARE(counts(), (QMap<int, qint64>{{1, 2}, {ScenarioCounts::SubprotocolCheck, 1}}));
    QSignalSpy applied(&fixture.mock(), &MockServer::scenarioApplied);
    fixture.mock().setScenario(
        read(handshake(QByteArray(rules).replace(R"({"bearer":"t"})", R"({"bearer":"t","enabled":false})"))));
    QTRY_COMPARE(applied.size(), 1);
    QVERIFY(isRefused("X-A: 1\r\nSec-WebSocket-Protocol: a\r\n", "101"));
    QTRY_COMPARE(counts(), (QMap<int, qint64>()));
}

void TestMockScenario::chosenRefusal()
{
    MockFixture fixture(options(handshake(R"("require":[{"bearer":"t","refuse":{"status":499,"reason":"Go Away",
        "headers":{"X-Why":"because","Content-Type":"application/json"},"body":"{\"no\":1}"}}])")));
    RawClient client(fixture.port());
    client.send(RawClient::request());
    const HttpHead head = client.head();
    QCOMPARE(head.status, 499);
    QCOMPARE(head.reason, QByteArray("Go Away"));
    QCOMPARE(head.value("X-Why"), QByteArray("because"));
    QCOMPARE(head.all("Content-Type").size(), 1);
    QCOMPARE(client.body(head), QByteArray("{\"no\":1}"));
}

void TestMockScenario::responseAndSubprotocol()
{
    MockFixture fixture(options(handshake(R"("subprotocols":{"speak":["b","a"],"order":"server"},
        "headers":{"X-A":"1"},"cookies":["s=1; Path=/","t=2"])")));
    RawClient client(fixture.port());
    client.send(RawClient::request("Sec-WebSocket-Protocol: a, b\r\n"));
    const HttpHead head = client.head();
    QCOMPARE(head.status, 101);
    QCOMPARE(head.value("Sec-WebSocket-Protocol"), QByteArray("b"));
    QCOMPARE(head.value("X-A"), QByteArray("1"));
    QCOMPARE(head.all("Set-Cookie").size(), 2);
    QTRY_COMPARE(fixture.opened.size(), 1);
    QCOMPARE(fixture.record(fixture.opened.first())->subprotocol, QStringLiteral("b"));
}

void TestMockScenario::deflateIsTheRoutes()
{
    MockFixture fixture(
        options(R"({"scenario":1,"routes":[{"path":"/on","handshake":{"deflate":{"serverMaxWindowBits":10}}},
        {"path":"/off","handshake":{"deflate":false}}]})"));
    const QByteArray offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    RawClient on(fixture.port());
    on.send(RawClient::request(offer, "/on"));
    QCOMPARE(on.head().value("Sec-WebSocket-Extensions"), QByteArray("permessage-deflate; server_max_window_bits=10"));
    RawClient off(fixture.port());
    off.send(RawClient::request(offer, "/off"));
    QVERIFY(!off.head().has("Sec-WebSocket-Extensions"));
}

void TestMockScenario::limitCountsWhoIsThere()
{
    MockFixture fixture(options(handshake(R"("limit":1)")));
    {
        RawClient first(fixture.port());
        QVERIFY(first.upgrade());
        RawClient second(fixture.port());
        QCOMPARE(upgrade(second, "/"), QByteArray("503 Service Unavailable"));
    }
    QTRY_COMPARE(fixture.closed.size(), 1);
    RawClient third(fixture.port());
    QVERIFY(third.upgrade());
}

void TestMockScenario::delaysTheAnswer()
{
    MockFixture fixture(options(handshake(R"("delay":"300ms","require":[{"header":"X-In"}])")));
    QElapsedTimer time;
    time.start();
    RawClient client(fixture.port());
    QCOMPARE(upgrade(client, "/", "X-In: 1\r\n"), QByteArray("101 Switching Protocols"));
    QVERIFY(time.elapsed() >= 299);
    time.start();
    RawClient refused(fixture.port());
    QCOMPARE(upgrade(refused, "/"), QByteArray("400 Bad Request"));
    QVERIFY(time.elapsed() >= 299);
}

void TestMockScenario::clientLeavesDuringTheDelay()
{
    MockFixture fixture(options(handshake(R"("delay":"1h","limit":1)")));
    {
        RawClient client(fixture.port());
        client.send(RawClient::request());
        QTRY_COMPARE(fixture.records().size(), 1);
        QTRY_VERIFY(fixture.records().first().requestNs != 0 || client.isConnected());
    }
    QTRY_COMPARE(fixture.refused.size(), 1);
    QVERIFY(fixture.refusals.first().contains(QStringLiteral("got the end of the connection")));
}

void TestMockScenario::connectComesBeforeReplies()
{
    MockFixture fixture(
        options(route(R"("rules":[{"on":"connect","do":[{"send":"welcome"}]},{"do":[{"echo":true}]}])")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade({}, RawClient::masked(Opcode::Text, "early")));
    QCOMPARE(next(client), QByteArray("Text welcome"));
    QCOMPARE(next(client), QByteArray("Text early"));
}

void TestMockScenario::repliesInOrder()
{
    MockFixture fixture(options(route(R"("rules":[{"when":[{"binary":"00*"}],"do":[{"sendBinary":"00 ff"}]},
        {"when":[{"json":"$.id"}],"do":[{"sendJson":{"id":"{{$.id}}","n":"{{message}}"}}]}])")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "{\"id\":7}") + RawClient::masked(Opcode::Binary, QByteArray("\0\1", 2))
        + RawClient::masked(Opcode::Text, "{\"id\"", false) + RawClient::masked(Opcode::Continuation, ":\"x\"}"));
    QCOMPARE(next(client), QByteArray("Text {\"id\":7,\"n\":1}"));
    QCOMPARE(next(client), QByteArray("Binary 00ff"));
    QCOMPARE(next(client), QByteArray("Text {\"id\":\"x\",\"n\":3}"));
}

void TestMockScenario::broadcasts()
{
    MockFixture fixture(options(R"({"scenario":1,"routes":[{"path":"/{room}","rules":[
        {"on":"connect","do":[{"join":"{{path.room}}"},{"send":"in"}]},
        {"do":[{"send":"{{text}}","to":{"group":"{{path.room}}","others":true}},{"send":"all","to":"all"}]}]}]})"));
    RawClient a(fixture.port());
    RawClient b(fixture.port());
    RawClient c(fixture.port());
    for (const auto &[client, target] : {std::pair(&a, "/red"), std::pair(&b, "/red"), std::pair(&c, "/blue")}) {
        QCOMPARE(upgrade(*client, target), QByteArray("101 Switching Protocols"));
        QCOMPARE(next(*client), QByteArray("Text in"));
    }
    a.send(RawClient::masked(Opcode::Text, "hi"));
    QCOMPARE(next(b), QByteArray("Text hi"));
    for (RawClient *client : {&a, &b, &c})
        QCOMPARE(next(*client), QByteArray("Text all"));
}

void TestMockScenario::timersAndDelays()
{
    MockFixture fixture(
        options(route(R"("rules":[{"on":"timer","every":"50ms","do":[{"send":"{{next state.n}}"}]}])")));
    QElapsedTimer time;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    time.start();
    for (const char *text : {"Text 1", "Text 2", "Text 3", "Text 4"})
        QCOMPARE(next(client), QByteArray(text));
    QVERIFY2(time.elapsed() >= 150, qPrintable(QString::number(time.elapsed())));
}

void TestMockScenario::pingsAndCloses()
{
    MockFixture fixture(
        options(action(R"({"send":"a"},{"ping":"p"},{"send":"b"},{"close":{"code":4000,"reason":"bye"}})")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "x"));
    QCOMPARE(next(client), QByteArray("Text a"));
    QCOMPARE(next(client), QByteArray("Ping p"));
    QCOMPARE(next(client), QByteArray("Text b"));
    QCOMPARE(next(client), "Close 0fa0" + QByteArray("bye").toHex());
    client.send(RawClient::close(4000));
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QCOMPARE(fixture.record(fixture.closed.first())->closeCode, quint16(4000));
}

void TestMockScenario::dropsTcp()
{
    MockFixture fixture(options(action(R"({"drop":true})")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "x"));
    QCOMPARE(next(client), QByteArray("none"));
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QCOMPARE(fixture.record(fixture.closed.first())->closeCode, quint16(1006));
}

void TestMockScenario::stopsReading()
{
    MockFixture fixture(
        options(route(R"("rules":[{"when":[{"equals":"stop"}],"do":[{"stopReading":"300ms"},{"send":"stopped"}]},
        {"do":[{"echo":true}]}])")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "stop"));
    QCOMPARE(next(client), QByteArray("Text stopped"));
    QElapsedTimer time;
    time.start();
    client.send(RawClient::masked(Opcode::Text, "x"));
    QCOMPARE(next(client), QByteArray("Text x"));
    QVERIFY2(time.elapsed() >= 200, qPrintable(QString::number(time.elapsed())));
}

void TestMockScenario::peersPingAndPong()
{
    MockFixture fixture(options(route(R"("rules":[{"on":"ping","do":[{"send":"got ping {{text}}"}]},
        {"on":"pong","do":[{"send":"got pong {{text}}"}]}])")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Ping, "a") + RawClient::masked(Opcode::Pong, "b"));
    QByteArrayList came{next(client), next(client), next(client)};
    std::sort(came.begin(), came.end());
    QCOMPARE(came, (QByteArrayList{"Pong a", "Text got ping a", "Text got pong b"}));
}

void TestMockScenario::closeRuleTellsTheOthers()
{
    MockFixture fixture(options(route(R"("rules":[{"on":"connect","do":[{"send":"in"}]},
        {"on":"close","do":[{"send":"{{client}} left, {{code}}","to":"all"}]}])")));
    RawClient stays(fixture.port());
    QVERIFY(stays.upgrade());
    QCOMPARE(next(stays), QByteArray("Text in"));
    RawClient leaves(fixture.port());
    QVERIFY(leaves.upgrade());
    QCOMPARE(next(leaves), QByteArray("Text in"));
    leaves.send(RawClient::close(1001));
    QCOMPARE(next(stays), QByteArray("Text 2 left, 1001"));
}

void TestMockScenario::unmatchedIsARowThatNamesTheMessage()
{
    MockFixture fixture(options(route(R"("rules":[{"when":[{"equals":"a"}],"do":[{"echo":true}]}])")));
    QSignalSpy unmatched(&fixture.mock(), &MockServer::messageUnmatched);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "a") + RawClient::masked(Opcode::Text, "b", false)
        + RawClient::masked(Opcode::Continuation, "c") + RawClient::masked(Opcode::Text, "a"));
    QCOMPARE(next(client), QByteArray("Text a"));
    QCOMPARE(next(client), QByteArray("Text a"));
    QTRY_COMPARE(unmatched.size(), 1);
    const auto rowId = unmatched.first().at(1).toLongLong();
    QByteArray text;
    QString notice;
    QTRY_COMPARE(fixture.opened.size(), 1);
    QTRY_COMPARE(fixture.opened.size(), 1);
    for (const Entry &entry : fixture.rows(fixture.opened.first())) {
        if (entry.id == rowId)
            text = entry.head;
        if (entry.row.kind == EntryKind::Notice)
            notice = entry.text;
    }
    QCOMPARE(text, QByteArray("b"));
    QCOMPARE(notice, QStringLiteral("No rule of route / holds for the message in row %1.").arg(rowId));
}

void TestMockScenario::appliesWhileRunning()
{
    MockFixture fixture(options(action(R"({"send":"old"})")));
    QSignalSpy applied(&fixture.mock(), &MockServer::scenarioApplied);
    QSignalSpy counted(&fixture.mock(), &MockServer::scenarioCounted);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "x"));
    QCOMPARE(next(client), QByteArray("Text old"));
    QTRY_VERIFY(!counted.isEmpty());
    QTRY_COMPARE(counted.last().first().value<ScenarioCounts>().rules.first().count.hits, 1);
    fixture.mock().setScenario(read(action(R"({"send":"new"})")));
    QTRY_COMPARE(applied.size(), 1);
    client.send(RawClient::masked(Opcode::Text, "x"));
    QCOMPARE(next(client), QByteArray("Text new"));
    QVERIFY(fixture.closed.isEmpty());
}

void TestMockScenario::wrongActionIsARow()
{
    MockFixture fixture(options(action(R"({"ping":"{{text}}"},{"send":"on"})")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, QByteArray(126, 'x')));
    QCOMPARE(next(client), QByteArray("Text on"));
    bool told = false;
    QTRY_COMPARE(fixture.opened.size(), 1);
    for (const Entry &entry : fixture.rows(fixture.opened.first()))
        told = told || entry.text.contains(QStringLiteral("expected at most 125 bytes in a control frame, got 126"));
    QVERIFY(told);
}

void TestMockScenario::echoesWithoutAScenario()
{
    MockFixture fixture;
    fixture.mock().setScenario(read(action(R"({"send":"x"})"))); // passed over
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "hi"));
    QCOMPARE(next(client), QByteArray("Text hi"));
}

void TestMockScenario::stopsWithJobsWaiting()
{
    MockFixture fixture(options(route(R"("rules":[{"on":"connect","do":[{"send":"in"},{"send":"late","delay":"1h"}]},
        {"on":"timer","every":"1ms","do":[{"send":"t"}]},{"on":"close","do":[{"send":"bye","to":"all"}]}])")));
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QCOMPARE(next(client), QByteArray("Text in"));
    fixture.mock().stop();
    QByteArray last = next(client);
    while (last == "Text t")
        last = next(client);
    QCOMPARE(last, QByteArray("Close 03e9"));
    client.send(RawClient::close(1001));
    QTRY_COMPARE(fixture.stopped, 1);
}

void TestMockScenario::preparedReplies()
{
    MockFixture fixture(options(R"({"scenario":1,"routes":[{"path":"/"}],"replies":[
        {"name":"Halt","do":[{"sendJson":{"halt":"{{client}}"}},{"close":{"code":1012,"reason":"soon"},"delay":"1ms"}]}]})"));
    RawClient first(fixture.port());
    QVERIFY(first.upgrade());
    RawClient second(fixture.port());
    QVERIFY(second.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 2);
    MockServer &mock = fixture.mock();
    mock.runReply(fixture.opened[1], QStringLiteral("Halt"), 1);
    QCOMPARE(next(second), QByteArray("Text {\"halt\":2}"));
    QCOMPARE(next(second), QByteArray("Close 03f4736f6f6e"));
    QTRY_COMPARE(fixture.sent.value(1, QStringLiteral("?")), QString());
    mock.runReply(fixture.opened[0], QStringLiteral("Stop"), 2);
    QTRY_COMPARE(fixture.sent.value(2),
        QStringLiteral("expected a prepared reply of the scenario, got “Stop”: nothing was sent"));
    mock.runReply(999, QStringLiteral("Halt"), 3);
    QTRY_COMPARE(fixture.sent.value(3), QStringLiteral("expected an open connection, got none: nothing was sent"));
    mock.closeConnection(fixture.opened[0], 4000, {});
    mock.runReply(fixture.opened[0], QStringLiteral("Halt"), 4);
    QCOMPARE(next(first), QByteArray("Close 0fa0")); // and nothing before it
    QTRY_VERIFY(fixture.sent.contains(4));
    QVERIFY2(fixture.sent[4].contains(QStringLiteral("closing")), qPrintable(fixture.sent[4]));
    MockFixture echo;
    RawClient client(echo.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(echo.opened.size(), 1);
    echo.mock().runReply(echo.opened[0], QStringLiteral("Halt"), 1);
    QTRY_COMPARE(echo.sent.value(1),
        QStringLiteral("expected a mock that plays a scenario, got one that has none: nothing was sent"));
}

void TestMockScenario::droppedByHand()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    fixture.mock().drop(fixture.opened[0], 1);
    QVERIFY(!client.frame()); // no close frame
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QTRY_COMPARE(fixture.sent.value(1, QStringLiteral("?")), QString());
    const auto record = fixture.record(fixture.opened[0]);
    QVERIFY(record);
    QCOMPARE(record->closeCode, 1006);
    QCOMPARE(record->closedBy, ClosedBy::Us);
    fixture.mock().drop(fixture.opened[0], 2);
    QTRY_VERIFY(fixture.sent.value(2).contains(QStringLiteral("expected an open connection")));
}

QTEST_GUILESS_MAIN(TestMockScenario)
#include "tst_mockscenario.moc"
