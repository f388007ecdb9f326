// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultparts.h"

#include "app/mock/scenarioreader.h"
#include "app/protocol/handshake.h"

#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace handglass;
using scenario::Fault;
using scenario::FaultKind;
using Finding = FaultVerdict::Outcome;

namespace {

QByteArray everything(RawClient &client, int quietMs)
{
    return received(client, 1'000'000, quietMs);
}

Fault status(int code, const QByteArray &body, const QList<HeaderField> &headers = {})
{
    Fault made = fault(FaultKind::Status);
    made.status = code;
    made.body = body;
    made.headers = headers;
    return made;
}

} // namespace

/// What is wrong on purpose with the opening handshake, and how faults are switched.
class TestMockFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void switchHoldsForOpenClients();
    void wrongResponse_data();
    void wrongResponse();
    void clientThatTakesItIsServed();
    void otherStatus();
    void onlyWhoIsLetIn();
    void oneOfTheRoute();
    void drips();
    void clientLeavesWhileItDrips();
    void dripsARefusal();
    void neverAnswers();
    void neverAnsweredClientSpeaks();
    void cutsOff();
    void stopEndsWhoWaits_data();
    void stopEndsWhoWaits();
};

void TestMockFaults::switchHoldsForOpenClients()
{
    MockFixture fixture;
    QSignalSpy changed(&fixture.mock(), &MockServer::faultsChanged);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const auto answers = [&client] {
        client.send(RawClient::masked(Opcode::Ping, "p") + RawClient::masked(Opcode::Text, "t"));
        QByteArrayList came;
        while (came.isEmpty() || came.last() != "t")
            came.append(client.frame().value_or(RawClient::Got{{}, "t"}).payload);
        return came;
    };
    QCOMPARE(answers(), (QByteArrayList{"p", "t"}));
    fixture.mock().setFaults({fault(FaultKind::PongWithheld)});
    QCOMPARE(fixture.mock().faults(), QList<Fault>{fault(FaultKind::PongWithheld)});
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(answers(), QByteArrayList{"t"});
    fixture.mock().setFaults({});
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(answers(), (QByteArrayList{"p", "t"}));
}

void TestMockFaults::wrongResponse_data()
{
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<QByteArray>("check"); ///< that the record says is broken
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("there");
    QTest::newRow("accept") << FaultKind::WrongAccept << QByteArray("accept") << acceptValue("dGhlIHNhbXBsZSBub25jZQ==")
                            << false;
    QTest::newRow("no Upgrade") << FaultKind::MissingUpgrade << QByteArray("upgrade") << QByteArray("\r\nUpgrade:")
                                << false;
    QTest::newRow("Upgrade") << FaultKind::WrongUpgrade << QByteArray("upgrade")
                             << QByteArray("\r\nUpgrade: not-websocket\r\n") << true;
    QTest::newRow("no Connection") << FaultKind::MissingConnection << QByteArray("connection")
                                   << QByteArray("\r\nConnection:") << false;
    QTest::newRow("Connection") << FaultKind::WrongConnection << QByteArray("connection")
                                << QByteArray("\r\nConnection: keep-alive\r\n") << true;
    QTest::newRow("subprotocol") << FaultKind::UnrequestedSubprotocol << QByteArray("subprotocol")
                                 << QByteArray("\r\nSec-WebSocket-Protocol: not-requested-either\r\n") << true;
    QTest::newRow("extension") << FaultKind::UnrequestedExtension << QByteArray("extensions")
                               << QByteArray("\r\nSec-WebSocket-Extensions: permessage-deflate, x-not-requested\r\n")
                               << true;
    QTest::newRow("HTTP/1.0") << FaultKind::Http10 << QByteArray("http-version")
                              << QByteArray("HTTP/1.0 101 Switching Protocols\r\n") << true;
}

/// A client that refuses: it ends TCP without a frame.
void TestMockFaults::wrongResponse()
{
    QFETCH(FaultKind, kind);
    QFETCH(QByteArray, check);
    QFETCH(QByteArray, line);
    QFETCH(bool, there);
    FaultyMock faulty({fault(kind)});
    {
        RawClient client(faulty->port());
        client.send(RawClient::request(
            "Sec-WebSocket-Protocol: not-requested\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"));
        const QByteArray raw = client.head().raw;
        QVERIFY2(raw.contains(line) == there, raw.constData());
    }
    QTRY_COMPARE(faulty.verdict(kind).outcome, Finding::Did);
    const ConnectionRecord record = faulty->records().first();
    QCOMPARE(record.state, ConnectionState::Closed);
    QList<Check> meant = record.verdict.checks;
    meant.removeIf([](const Check &each) { return !each.onPurpose; });
    QCOMPARE(meant.size(), 1);
    QCOMPARE(meant.first().id, check);
    QVERIFY(meant.first().got.endsWith(QStringLiteral(", made on purpose")));
    QCOMPARE(record.verdict.failure(), QString());
    QVERIFY2(record.verdict.summary().startsWith(QStringLiteral("1 rule broken on purpose, ")),
        qPrintable(record.verdict.summary()));
    const QList<Entry> marked = faulty.marked();
    QCOMPARE(marked.size(), 2);
    QCOMPARE(marked.first().text, scenario::purposeText(kind));
    QCOMPARE(faulty.verdict(kind).row, marked.first().id);
    QVERIFY(marked.last().text.contains(QStringLiteral("RFC 6455 §4.1")));
    QVERIFY2(
        marked.last().text.contains(QStringLiteral(" the client did as it must. It ended TCP without a Close frame, ")),
        qPrintable(marked.last().text));
}

void TestMockFaults::clientThatTakesItIsServed()
{
    FaultyMock faulty({fault(FaultKind::WrongAccept), fault(FaultKind::MissingUpgrade)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "hello"));
    QCOMPARE(client.frame().value().payload, QByteArray("hello"));
    QTRY_COMPARE(faulty.verdict(FaultKind::WrongAccept).outcome, Finding::DidNot);
    QTRY_COMPARE(faulty.verdict(FaultKind::MissingUpgrade).outcome, Finding::DidNot);
    QVERIFY(faulty.verdict(FaultKind::WrongAccept).sentence.startsWith(QStringLiteral("It went on with row ")));
}

void TestMockFaults::otherStatus()
{
    FaultyMock faulty({status(503, "later", {{"Retry-After", "30"}})});
    RawClient client(faulty->port());
    client.send(RawClient::request());
    const HttpHead head = client.head();
    QCOMPARE(head.status, 503);
    QCOMPARE(head.reason, QByteArray("Service Unavailable"));
    QCOMPARE(head.value("Retry-After"), QByteArray("30"));
    QCOMPARE(client.body(head), QByteArray("later"));
    client.socket().disconnectFromHost();
    QTRY_COMPARE(faulty.verdict(FaultKind::Status).outcome, Finding::Did);
    const ConnectionRecord record = faulty->records().first();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(record.failure.fact, scenario::purposeText(FaultKind::Status));
    QCOMPARE(record.body, QByteArray("later"));
    QCOMPARE(faulty->refusals, QStringList{record.failure.fact});
}

void TestMockFaults::onlyWhoIsLetIn()
{
    FaultyMock faulty({status(503, {}), fault(FaultKind::NeverAnswer)});
    RawClient client(faulty->port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(client.head().status, 426);
}

void TestMockFaults::oneOfTheRoute()
{
    MockOptions options = MockFixture::anyPort();
    auto scenario = scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/bad","faults":["wrongAccept",
        {"name":"lose","every":2}],"rules":[{"do":[{"echo":true}]}]},{"path":"/good"}]})");
    QVERIFY(scenario);
    options.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    FaultyMock faulty({}, options);
    RawClient bad(faulty->port());
    bad.send(RawClient::request({}, "/bad"));
    QVERIFY(bad.head().value("Sec-WebSocket-Accept") != acceptValue("dGhlIHNhbXBsZSBub25jZQ=="));
    for (const char *each : {"1", "2", "3"})
        bad.send(RawClient::masked(Opcode::Text, each));
    QCOMPARE(bad.frame().value().payload, QByteArray("1"));
    QCOMPARE(bad.frame().value().payload, QByteArray("3"));
    RawClient good(faulty->port());
    good.send(RawClient::request({}, "/good"));
    QCOMPARE(good.head().value("Sec-WebSocket-Accept"), acceptValue("dGhlIHNhbXBsZSBub25jZQ=="));
}

void TestMockFaults::drips()
{
    FaultyMock faulty({lasting(FaultKind::Drip, 2)});
    QElapsedTimer time;
    time.start();
    RawClient client(faulty->port());
    QVERIFY(client.upgrade({}, RawClient::masked(Opcode::Text, "early")));
    QVERIFY2(time.elapsed() >= 200, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(client.frame().value().payload, QByteArray("early"));
    QCOMPARE(faulty->records().first().verdict.failure(), QString());
    QTRY_COMPARE(faulty.verdict(FaultKind::Drip).outcome, Finding::MayDoEither);
}

void TestMockFaults::clientLeavesWhileItDrips()
{
    FaultyMock faulty({lasting(FaultKind::Drip, 100)});
    {
        RawClient client(faulty->port());
        client.send(RawClient::request());
        QVERIFY(client.socket().waitForReadyRead(5'000));
        QVERIFY(QByteArray("HTTP/1.1 101").startsWith(client.socket().readAll()));
    }
    QTRY_COMPARE(faulty->refused.size(), 1);
    QVERIFY2(faulty->refusals.first().contains(QStringLiteral("a byte at a time, on purpose")),
        qPrintable(faulty->refusals.first()));
    QVERIFY(faulty->records().first().rawResponse.startsWith("H"));
    QTRY_COMPARE(faulty.verdict(FaultKind::Drip).outcome, Finding::MayDoEither);
}

void TestMockFaults::dripsARefusal()
{
    FaultyMock faulty({lasting(FaultKind::Drip, 1), status(404, "no")});
    RawClient client(faulty->port());
    client.send(RawClient::request());
    const QByteArray all = everything(client, 2'000);
    QVERIFY2(all.startsWith("HTTP/1.1 404 Not Found\r\n"), all.constData());
    QVERIFY(all.endsWith("\r\n\r\nno"));
}

void TestMockFaults::neverAnswers()
{
    FaultyMock faulty({fault(FaultKind::NeverAnswer)});
    {
        RawClient client(faulty->port());
        client.send(RawClient::request());
        QCOMPARE(everything(client, 500), QByteArray());
        QVERIFY(client.isConnected());
        QTRY_COMPARE(faulty.verdict(FaultKind::NeverAnswer).outcome, Finding::Waiting);
    }
    QTRY_COMPARE(faulty.verdict(FaultKind::NeverAnswer).outcome, Finding::Did);
    const ConnectionRecord record = faulty->records().first();
    QCOMPARE(record.state, ConnectionState::Failed);
    QVERIFY(record.rawResponse.isEmpty());
    QVERIFY(record.failure.fact.contains(QStringLiteral("which is not sent, on purpose")));
}

void TestMockFaults::neverAnsweredClientSpeaks()
{
    FaultyMock faulty({fault(FaultKind::NeverAnswer)});
    {
        RawClient client(faulty->port());
        client.send(RawClient::request());
        QTRY_COMPARE(faulty.verdict(FaultKind::NeverAnswer).times, 1);
        client.send("more");
        client.socket().waitForBytesWritten(1'000);
    }
    QTRY_COMPARE(faulty.verdict(FaultKind::NeverAnswer).outcome, Finding::DidNot);
    QCOMPARE(faulty.verdict(FaultKind::NeverAnswer).sentence, QStringLiteral("It sent 4 bytes behind its request."));
    QVERIFY(faulty->records().first().rawRequest.endsWith("\r\n\r\nmore"));
}

void TestMockFaults::cutsOff()
{
    FaultyMock faulty({fault(FaultKind::CutOff, 20)});
    RawClient client(faulty->port());
    client.send(RawClient::request());
    QCOMPARE(everything(client, 2'000), QByteArray("HTTP/1.1 101 Switchi"));
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(faulty.verdict(FaultKind::CutOff).outcome, Finding::Did);
    const ConnectionRecord record = faulty->records().first();
    QCOMPARE(record.rawResponse, QByteArray("HTTP/1.1 101 Switchi"));
    QVERIFY(faulty->rows(record.id).at(1).text.startsWith(QStringLiteral("Cut off after 20 bytes: Made on purpose")));
}

void TestMockFaults::stopEndsWhoWaits_data()
{
    QTest::addColumn<Fault>("made");
    QTest::newRow("never answered") << fault(FaultKind::NeverAnswer);
    QTest::newRow("dripped") << lasting(FaultKind::Drip, 1'000);
}

void TestMockFaults::stopEndsWhoWaits()
{
    QFETCH(Fault, made);
    FaultyMock faulty({made});
    RawClient client(faulty->port());
    client.send(RawClient::request());
    QTRY_COMPARE(faulty.verdict(made.kind).times, 1);
    faulty.mock().stop();
    QTRY_COMPARE(faulty->stopped, 1);
    QVERIFY(client.waitForEnd());
}

QTEST_GUILESS_MAIN(TestMockFaults)
#include "tst_mockfaults.moc"
