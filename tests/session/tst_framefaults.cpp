// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultparts.h"

#include "app/mock/scenarioreader.h"
#include "app/protocol/deflatecodec.h"

#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>

using namespace handglass;
using scenario::Fault;
using scenario::FaultKind;
using Finding = FaultVerdict::Outcome;

namespace {

const QByteArray Deflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

QByteArray text(const char *payload)
{
    return RawClient::masked(Opcode::Text, payload);
}

QByteArray hex(RawClient &client, qsizetype bytes)
{
    return received(client, bytes).toHex();
}

/// The texts that come until "end".
QByteArrayList texts(RawClient &client)
{
    QByteArrayList texts;
    while (texts.isEmpty() || texts.last() != "end") {
        const auto frame = client.frame();
        if (!frame)
            break;
        texts.append(frame->payload);
    }
    return texts;
}

} // namespace

/// What a client sees, byte for byte, of faults that are made to frames, and what the log keeps of them.
class TestFrameFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void bytes_data();
    void bytes();
    void maskedFrame();
    void rsv1WhereItHasAMeaning();
    void brokenDeflateIsNotDeflate();
    void everyNth();
    void changesTheOrder_data();
    void changesTheOrder();
    void delays();
    void throughputIsALimit();
    void throughputLeavesMemoryAlone();
    void freezesForATime();
    void frozenClientIsEndedByStop();
    void resetsWithinAFrame();
    void closeIsNotEchoed();
    void unansweredCloseIsAnsweredByStop();
    void pongIsWithheld();
    void actionMakesAFrameOfItsOwn();
    void actionMakesTheNextMessageOtherwise();
    void greetingIsAMessageAsWell();
    void reapplyingDoesNotFreezeAgain();
    void judgesWhatTheClientDid_data();
    void judgesWhatTheClientDid();
    void judgesWhoEndsTcp();
    void mocksOwnEndIsNoVerdict();
    void heldBackMessageIsTold();
    void impossibleParametersAreMadePossible();
};

void TestFrameFaults::bytes_data()
{
    QTest::addColumn<Fault>("made");
    QTest::addColumn<QByteArray>("expected");
    using enum FaultKind;
    const auto row = [](const char *name, const Fault &made, const QByteArray &expected) {
        QTest::newRow(name) << made << expected;
    };
    row("rsv1", fault(Rsv, 4), "c1026869");
    row("rsv2", fault(Rsv, 2), "a1026869");
    row("rsv 7", fault(Rsv, 7), "f1026869");
    row("opcode 3", fault(ReservedOpcode, 3), "83026869");
    row("opcode 11", fault(ReservedOpcode, 11), "8b026869");
    row("long control", fault(LongControl, 126), "897e007e" + QByteArray(126, 'x').toHex() + "81026869");
    row("fragmented control", fault(FragmentedControl), "090f" + QByteArray("made on purpose").toHex() + "81026869");
    row("lone continuation", fault(LoneContinuation), "80026869");
    row("bad UTF-8", fault(BadUtf8), "81036869ff");
    Fault more = fault(FalseLength);
    more.number = 3;
    row("length too long", more, "81056869");
    more.number = -1;
    row("length too short", more, "81016869");
    row("broken deflate", fault(BrokenDeflate), "c103076869");
    row("twice", fault(Duplicate), "8102686981026869");
}

void TestFrameFaults::bytes()
{
    QFETCH(Fault, made);
    QFETCH(QByteArray, expected);
    FaultyMock faulty({made});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("hi"));
    QCOMPARE(hex(client, expected.size() / 2), expected);
    QTRY_VERIFY(!faulty.marked().isEmpty());
    const Entry row = faulty.marked().first();
    QVERIFY(row.byHand() && !row.violation());
    QCOMPARE(row.text, scenario::purposeText(made.kind));
    QTRY_COMPARE(faulty.verdict(made.kind).row, row.id);
    QCOMPARE(faulty.verdict(made.kind).section, scenario::dutyOf(made.kind).section);
}

void TestFrameFaults::maskedFrame()
{
    FaultyMock faulty({fault(FaultKind::Masked)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("hello"));
    const auto frame = client.frame();
    QVERIFY(frame && frame->header.masked);
    QVERIFY(frame->header.maskingKey != MaskingKey{});
    QCOMPARE(frame->payload, QByteArray("hello"));
    QTRY_COMPARE(faulty.marked().size(), 1);
    QVERIFY(faulty.marked().first().masked());
}

void TestFrameFaults::rsv1WhereItHasAMeaning()
{
    FaultyMock faulty({fault(FaultKind::Rsv, 4)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade(Deflate));
    client.send(text("hi"));
    QCOMPARE(hex(client, 6), QByteArray("010168c00169")); // in a continuation, RFC 7692 §6.1
}

void TestFrameFaults::brokenDeflateIsNotDeflate()
{
    FaultyMock faulty({fault(FaultKind::BrokenDeflate, -1, 2)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade(Deflate));
    client.send(text("aaaa") + text("bbbb") + text("aaaa"));
    Inflater inflater(true, 1'000);
    const auto read = [&] {
        const auto frame = client.frame();
        const Inflater::Result result = inflater.feed(frame ? frame->payload : QByteArray());
        return result.violation || inflater.finish() ? QByteArray("broken") : result.bytes;
    };
    QCOMPARE(read(), QByteArray("aaaa"));
    QCOMPARE(read(), QByteArray("broken"));
    inflater.reset(); // what follows does not refer to what nobody could read
    QCOMPARE(read(), QByteArray("aaaa"));
}

void TestFrameFaults::everyNth()
{
    FaultyMock faulty({fault(FaultKind::Lose, -1, 3), fault(FaultKind::Duplicate, -1, 2)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    for (const char *each : {"1", "2", "3", "4", "5", "6", "end"})
        client.send(text(each));
    QCOMPARE(texts(client), (QByteArrayList{"1", "2", "2", "4", "4", "5", "end"}));
    QTRY_COMPARE(faulty.verdict(FaultKind::Lose).times, 2);
    QCOMPARE(faulty.verdict(FaultKind::Lose).outcome, Finding::MayDoEither);
    QList<Entry> lost = faulty.marked();
    lost.removeIf([](const Entry &entry) { return entry.row.kind != EntryKind::Notice; });
    QCOMPARE(lost.size(), 2);
    QCOMPARE(faulty->payload(lost.first()), QByteArray("3"));
}

void TestFrameFaults::changesTheOrder_data()
{
    QTest::addColumn<int>("every");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("every one") << 1 << QByteArrayList{"2", "1", "4", "3", "end"};
    QTest::newRow("every third") << 3 << QByteArrayList{"1", "2", "4", "3", "end"};
}

void TestFrameFaults::changesTheOrder()
{
    QFETCH(int, every);
    QFETCH(QByteArrayList, expected);
    FaultyMock faulty({fault(FaultKind::Reorder, -1, every)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    for (const char *each : {"1", "2", "3", "4"})
        client.send(text(each));
    QTRY_COMPARE(faulty->opened.size(), 1);
    QTRY_COMPARE(faulty->frames(faulty->opened.first()).size(), 8);
    faulty.setFaults({});
    client.send(text("end"));
    QCOMPARE(texts(client), expected);
}

void TestFrameFaults::delays()
{
    Fault late = lasting(FaultKind::Delay, 300);
    late.every = 2;
    FaultyMock faulty({late});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    QElapsedTimer time;
    time.start();
    client.send(text("1") + text("2") + text("3"));
    for (const char *each : {"1", "3", "2"})
        QCOMPARE(client.frame().value().payload, QByteArray(each));
    QVERIFY(time.elapsed() >= 299);
}

void TestFrameFaults::throughputIsALimit()
{
    FaultyMock faulty({fault(FaultKind::Throughput, 10'000)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    QElapsedTimer time;
    time.start();
    client.send(text(QByteArray(4'996, 'x').constData()));
    QCOMPARE(client.frame().value().payload.size(), 4'996);
    QVERIFY2(time.elapsed() >= 450, qPrintable(QString::number(time.elapsed())));
    faulty.setFaults({});
    client.send(text(QByteArray(100'000, 'x').constData()));
    time.start();
    QCOMPARE(client.frame().value().payload.size(), 100'000);
    QVERIFY(time.elapsed() < 5'000);
}

/// What waits counts: the client that floods is read no more, and nothing is lost.
void TestFrameFaults::throughputLeavesMemoryAlone()
{
    MockOptions options = MockFixture::anyPort();
    options.limits.unsent = 100'000;
    FaultyMock faulty({fault(FaultKind::Throughput, 1'000)}, options);
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    const QByteArray message = text(QByteArray(10'000, 'x').constData());
    for (int i = 0; i < 2'000; ++i)
        client.send(message);
    QTRY_VERIFY(!faulty->pressure.isEmpty());
    QTRY_VERIFY(faulty->pressure.last().paused);
    QVERIFY2(faulty->pressure.last().unsent < 2'000'000, qPrintable(QString::number(faulty->pressure.last().unsent)));
    faulty.setFaults({});
    for (int i = 0; i < 2'000; ++i) {
        client.socket().waitForBytesWritten(0);
        QCOMPARE(client.frame().value_or(RawClient::Got()).payload.size(), 10'000);
    }
}

void TestFrameFaults::freezesForATime()
{
    FaultyMock faulty({lasting(FaultKind::Freeze, 400)});
    QElapsedTimer time;
    time.start();
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("a"));
    QCOMPARE(client.frame().value().payload, QByteArray("a"));
    QVERIFY(time.elapsed() >= 390);
    time.start();
    client.send(text("b"));
    QCOMPARE(client.frame().value().payload, QByteArray("b"));
    QVERIFY(time.elapsed() < 390);
    QCOMPARE(faulty.marked().size(), 1);
}

void TestFrameFaults::frozenClientIsEndedByStop()
{
    FaultyMock faulty({fault(FaultKind::Freeze)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("a"));
    QVERIFY(!client.frame(300));
    faulty.mock().stop();
    QCOMPARE(client.frame().value().payload, QByteArray("a"));
    QCOMPARE(client.frame().value().header.opcode, Opcode::Close);
    client.send(RawClient::close(1001));
    QTRY_COMPARE(faulty->stopped, 1);
}

void TestFrameFaults::resetsWithinAFrame()
{
    FaultyMock faulty({fault(FaultKind::Reset)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("eight by"));
    QCOMPARE(hex(client, 100), "8108" + QByteArray("eig").toHex());
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.socket().error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(faulty->closed.size(), 1);
    const auto record = faulty->record(faulty->closed.first());
    QCOMPARE(record->closeCode, quint16(1006));
    QCOMPARE(record->closedBy, ClosedBy::Us);
    QVERIFY((faulty.marked().first().row.bits & EntryUnfinished) != 0);
    QVERIFY(faulty->rows(record->id).last().text.contains(QStringLiteral("After “reset” in row ")));
}

void TestFrameFaults::closeIsNotEchoed()
{
    FaultyMock faulty({fault(FaultKind::CloseNotEchoed)});
    {
        RawClient client(faulty->port());
        QVERIFY(client.upgrade());
        client.send(RawClient::close(1000));
        QVERIFY(!client.frame(1'500));
        QVERIFY(client.isConnected());
        QTRY_COMPARE(faulty.verdict(FaultKind::CloseNotEchoed).outcome, Finding::MayDoEither);
    }
    QTRY_COMPARE(faulty->closed.size(), 1);
    QTRY_VERIFY(faulty.verdict(FaultKind::CloseNotEchoed).sentence.startsWith(QStringLiteral("It ended TCP 1.")));
    const auto record = faulty->record(faulty->closed.first());
    QCOMPARE(record->closeCode, quint16(1000));
    QVERIFY(!record->clean);
}

void TestFrameFaults::unansweredCloseIsAnsweredByStop()
{
    FaultyMock faulty({fault(FaultKind::CloseNotEchoed)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(RawClient::close(4000));
    QVERIFY(!client.frame(300));
    faulty.mock().stop();
    QCOMPARE(client.frame().value().payload.toHex(), QByteArray("0fa0"));
    QTRY_COMPARE(faulty->stopped, 1);
}

void TestFrameFaults::pongIsWithheld()
{
    FaultyMock faulty({fault(FaultKind::PongWithheld)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Ping, "1") + RawClient::masked(Opcode::Ping, "2") + text("end"));
    QCOMPARE(texts(client), QByteArrayList{"end"});
    QTRY_COMPARE(faulty.verdict(FaultKind::PongWithheld).times, 2);
    QCOMPARE(faulty.marked().size(), 1);
    client.send(RawClient::close(1000));
    QTRY_VERIFY(faulty.verdict(FaultKind::PongWithheld)
                    .sentence.startsWith(QStringLiteral("It closed with 1000 Normal Closure in row ")));
    QCOMPARE(faulty.verdict(FaultKind::PongWithheld).outcome, Finding::MayDoEither);
}

namespace {

MockOptions acting(const QByteArray &actions)
{
    MockOptions options = MockFixture::anyPort();
    auto scenario =
        scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/","rules":[{"do":[)" + actions + "]}]}]}");
    if (!scenario)
        qFatal("%s", qPrintable(scenario.error().first().text(QStringLiteral("test"))));
    options.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    return options;
}

} // namespace

void TestFrameFaults::actionMakesAFrameOfItsOwn()
{
    FaultyMock faulty({}, acting(R"({"send":"a"},{"fault":{"name":"reservedOpcode","opcode":4}},{"send":"b"})"));
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("go"));
    QCOMPARE(hex(client, 3), QByteArray("810161"));
    QCOMPARE(hex(client, 17), "840f" + QByteArray("made on purpose").toHex());
    QCOMPARE(hex(client, 3), QByteArray("810162"));
    QTRY_COMPARE(faulty.marked().size(), 1);
}

void TestFrameFaults::actionMakesTheNextMessageOtherwise()
{
    FaultyMock faulty({}, acting(R"({"fault":"duplicate"},{"send":"a"},{"send":"b"},{"fault":"lose"},{"send":"c"},
        {"fault":"reorder"},{"send":"d"},{"send":"e"},{"send":"end"})"));
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("go"));
    QCOMPARE(texts(client), (QByteArrayList{"a", "a", "b", "e", "d", "end"}));
}

void TestFrameFaults::greetingIsAMessageAsWell()
{
    MockOptions options = MockFixture::anyPort();
    options.greeting = QStringLiteral("hi");
    FaultyMock faulty({fault(FaultKind::Rsv, 1)}, options);
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    QCOMPARE(client.frame().value().header.firstByte(), quint8(0x91));
}

void TestFrameFaults::reapplyingDoesNotFreezeAgain()
{
    FaultyMock faulty({lasting(FaultKind::Freeze, 100)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("a"));
    QCOMPARE(client.frame().value().payload, QByteArray("a"));
    faulty.setFaults({lasting(FaultKind::Freeze, 100), fault(FaultKind::Lose, -1, 100)});
    client.send(text("b"));
    QCOMPARE(client.frame().value().payload, QByteArray("b"));
    QCOMPARE(faulty.marked().size(), 1);
}

void TestFrameFaults::judgesWhatTheClientDid_data()
{
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Finding>("outcome");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("closed for it") << FaultKind::Masked << RawClient::close(1002) << Finding::Did
                                   << QStringLiteral("It closed with 1002 Protocol Error in row ");
    QTest::newRow("closed without a code") << FaultKind::Masked << RawClient::masked(Opcode::Close, {}) << Finding::Did
                                           << QStringLiteral("It closed with 1005 No Status Received in row ");
    QTest::newRow("closed as if nothing were wrong") << FaultKind::BadUtf8 << RawClient::close(1000) << Finding::DidNot
                                                     << QStringLiteral("It closed with 1000 Normal Closure in row ");
    QTest::newRow("went on") << FaultKind::Rsv << RawClient::masked(Opcode::Ping, "x") << Finding::DidNot
                             << QStringLiteral("The connection was still open 0.8 s later. It went on with row ");
    QTest::newRow("nothing") << FaultKind::ReservedOpcode << QByteArray() << Finding::DidNot
                             << QStringLiteral("The connection was still open 0.8 s later.");
    QTest::newRow("may close") << FaultKind::LongControl << RawClient::close(1002) << Finding::MayDoEither
                               << QStringLiteral("It closed with 1002 Protocol Error in row ");
    QTest::newRow("may go on") << FaultKind::LoneContinuation << QByteArray() << Finding::MayDoEither
                               << QStringLiteral("The connection was still open 0.8 s later.");
}

void TestFrameFaults::judgesWhatTheClientDid()
{
    QFETCH(FaultKind, kind);
    QFETCH(QByteArray, answer);
    QFETCH(Finding, outcome);
    QFETCH(QString, sentence);
    FaultyMock faulty({fault(kind)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("x"));
    QVERIFY(client.frame());
    QTRY_COMPARE(faulty.verdict(kind).times, 1);
    QCOMPARE(faulty.verdict(kind).outcome, Finding::Waiting);
    client.send(answer);
    QTRY_COMPARE(faulty.verdict(kind).outcome, outcome);
    QVERIFY2(faulty.verdict(kind).sentence.startsWith(sentence), qPrintable(faulty.verdict(kind).sentence));
    const Entry row = faulty.marked().last();
    QCOMPARE(row.row.kind, EntryKind::Notice);
    QVERIFY(row.text.contains(scenario::dutyOf(kind).section));
    QVERIFY(row.text.contains(faulty.verdict(kind).sentence));
    QCOMPARE(row.text.contains(QStringLiteral(" the client did as it must. ")), outcome == Finding::Did);
    QCOMPARE(row.text.contains(QStringLiteral(" the client did not do as it must. ")), outcome == Finding::DidNot);
}

void TestFrameFaults::judgesWhoEndsTcp()
{
    FaultyMock faulty({fault(FaultKind::Masked)});
    {
        RawClient client(faulty->port());
        QVERIFY(client.upgrade());
        client.send(text("x"));
        QVERIFY(client.frame());
    }
    QTRY_COMPARE(faulty.verdict(FaultKind::Masked).outcome, Finding::Did);
    QVERIFY(faulty.verdict(FaultKind::Masked).sentence.startsWith(QStringLiteral("It ended TCP without a Close")));
}

void TestFrameFaults::mocksOwnEndIsNoVerdict()
{
    FaultyMock faulty({fault(FaultKind::Masked)});
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("x"));
    QVERIFY(client.frame());
    QTRY_COMPARE(faulty->opened.size(), 1);
    faulty.mock().closeConnection(faulty->opened.first(), 1000, {});
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(faulty.verdict(FaultKind::Masked).outcome, Finding::NotKnown);
}

void TestFrameFaults::heldBackMessageIsTold()
{
    FaultyMock faulty({fault(FaultKind::Reorder)});
    {
        RawClient client(faulty->port());
        QVERIFY(client.upgrade());
        client.send(text("x") + RawClient::masked(Opcode::Ping, "p"));
        QVERIFY(client.frame());
    }
    QTRY_COMPARE(faulty->closed.size(), 1);
    QCOMPARE(faulty.marked().size(), 1);
    QCOMPARE(faulty.marked().first().text,
        QStringLiteral(
            "Messages that were to go out later, on purpose, never did, for the connection ended before: 1"));
}

void TestFrameFaults::impossibleParametersAreMadePossible()
{
    Fault slow;
    slow.kind = FaultKind::Throughput;
    slow.number = 0;
    Fault never;
    never.kind = FaultKind::Lose;
    never.every = 0;
    Fault close;
    close.kind = FaultKind::ReservedOpcode;
    close.number = 8;
    FaultyMock faulty({slow, never, close});
    const QList<Fault> faults = faulty.mock().faults();
    QCOMPARE(faults.at(0).number, 1);
    QCOMPARE(faults.at(1).every, 1);
    QCOMPARE(faults.at(2).number, 3);
    RawClient client(faulty->port());
    QVERIFY(client.upgrade());
    client.send(text("x"));
    QVERIFY(!client.frame(200));
}

QTEST_GUILESS_MAIN(TestFrameFaults)
#include "tst_framefaults.moc"
