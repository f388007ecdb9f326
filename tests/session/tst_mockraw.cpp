// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "rawclient.h"

#include "app/protocol/closecode.h"
#include "app/protocol/rawexamples.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>

using namespace handglass;
using std::chrono::milliseconds;

/// Raw sending, pings and pongs of a mock, towards one of its clients.
class TestMockRaw final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void toTheChosenClient();
    void inOrderWithReplies();
    void aCloseByHand();
    void keepAlive();
    void noPong();
    void pongsByHand();
};

namespace {

QByteArray wireOf(const RawExample &example)
{
    QByteArray wire;
    for (const RawFrame &frame : example.frames)
        wire += encodeRawFrame(frame);
    return wire;
}

RawExample example(const QByteArray &id)
{
    for (const RawExample &example : rawExamples(Role::Server, {1, 2, 3, 4})) {
        if (example.id == id)
            return example;
    }
    qFatal("no such example");
}

} // namespace

void TestMockRaw::toTheChosenClient()
{
    MockFixture fixture;
    RawClient first(fixture.port());
    QVERIFY(first.upgrade());
    RawClient second(fixture.port());
    QVERIFY(second.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 2);
    fixture.mock().sendRaw(fixture.opened.at(1), RawSend::split(wireOf(example("masked")), {3}, milliseconds(30)));
    fixture.mock().sendText(fixture.opened.at(0), QStringLiteral("other"));
    const auto got = second.frame();
    QVERIFY(got);
    QVERIFY(got->header.masked); // what the example breaks
    QCOMPARE(got->payload, QByteArray("Hello"));
    QCOMPARE(first.frame()->payload, QByteArray("other"));
    const QList<Entry> rows = fixture.frames(fixture.opened.at(1));
    QCOMPARE(rows.size(), 1);
    QVERIFY(rows.first().byHand() && rows.first().masked());
    QVERIFY(!fixture.frames(fixture.opened.at(0)).first().byHand());
}

void TestMockRaw::inOrderWithReplies()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId to = fixture.opened.first();
    RawFrame raw;
    raw.payload = "raw";
    for (int i = 0; i < 10; ++i) {
        fixture.mock().sendText(to, QString::number(i));
        fixture.mock().sendRaw(to, RawSend::split(encodeRawFrame(raw), {1, 1}, milliseconds(i % 2)));
    }
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(client.frame()->payload, QByteArray::number(i));
        QCOMPARE(client.frame()->payload, QByteArray("raw"));
    }
    QCOMPARE(fixture.frames(to).size(), 20);
}

void TestMockRaw::aCloseByHand()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    fixture.mock().sendRaw(fixture.opened.first(), RawSend::of(wireOf(example("data-after-close"))));
    QCOMPARE(client.frame()->header.opcode, Opcode::Close);
    QCOMPARE(client.frame()->payload, QByteArray("Hello"));
    client.send(RawClient::close(1000));
    QVERIFY(client.waitForEnd()); // the server ends TCP
    QTRY_COMPARE(fixture.closed.size(), 1);
    const auto record = fixture.record(fixture.opened.first());
    QVERIFY(record->clean);
    QCOMPARE(record->closedBy, ClosedBy::Us);
}

void TestMockRaw::keepAlive()
{
    MockOptions options = MockFixture::anyPort();
    options.keepAlive = {milliseconds(50), milliseconds(5'000)};
    MockFixture fixture(options);
    QSignalSpy rtt(&fixture.mock(), &Session::rttMeasured);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    for (int i = 0; i < 3; ++i) {
        const auto ping = client.frame();
        QVERIFY(ping);
        QCOMPARE(ping->header.opcode, Opcode::Ping);
        client.send(RawClient::masked(Opcode::Pong, ping->payload));
    }
    QTRY_COMPARE(rtt.size(), 3);
    QTRY_COMPARE(fixture.opened.size(), 1);
    QCOMPARE(rtt.first().first().toLongLong(), fixture.opened.first());
}

void TestMockRaw::noPong()
{
    MockOptions options = MockFixture::anyPort();
    options.keepAlive = {milliseconds(50), milliseconds(200)};
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.closed.size(), 1);
    const auto record = fixture.record(fixture.closed.first());
    QCOMPARE(record->closedBy, ClosedBy::Us);
    QCOMPARE(record->closeCode, AbnormalClosure);
    const QString said = fixture.rows(fixture.closed.first()).last().text;
    QVERIFY2(said.contains(QStringLiteral("no Pong came within 200 ms")), qPrintable(said));
}

void TestMockRaw::pongsByHand()
{
    MockOptions options = MockFixture::anyPort();
    options.autoPong = false;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Ping, "p") + RawClient::masked(Opcode::Text, "echo"));
    QCOMPARE(client.frame()->payload, QByteArray("echo"));
    QTRY_COMPARE(fixture.opened.size(), 1);
    fixture.mock().pong(fixture.opened.first(), "by hand");
    const auto pong = client.frame();
    QVERIFY(pong);
    QCOMPARE(pong->header.opcode, Opcode::Pong);
    QCOMPARE(pong->payload, QByteArray("by hand"));
}

QTEST_GUILESS_MAIN(TestMockRaw)
#include "tst_mockraw.moc"
