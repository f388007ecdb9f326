// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "plainsocket.h"
#include "rawclient.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QTimer>

using namespace handglass;

/// How a mock ends TCP (RFC 6455 §7.1.1): it first and at once, without losing what is still on its way to either side.
class TestMockEnding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void endsFirstAndReadsOn_data();
    void endsFirstAndReadsOn();
    void waitsForTheAnswerToItsClose();
    void resetsNobodyWhoStillSends();
    void doesNotWaitForEver();
    void stopsThoughAPeerReadsSlowly();
    void recordsWhatComesBehindARefusedRequest_data();
    void recordsWhatComesBehindARefusedRequest();
};

namespace {

/// Open, the response read.
bool upgrade(PlainSocket &peer)
{
    return peer.send(RawClient::request()) && peer.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101");
}

/// The frames of an unmasked stream.
QList<RawClient::Got> framesOf(const QByteArray &bytes)
{
    QList<RawClient::Got> frames;
    FrameReader reader;
    reader.feed(bytes);
    Frame frame;
    while (reader.next(frame))
        frames.append({frame.header, frame.payload.toByteArray()});
    return frames;
}

} // namespace

void TestMockEnding::endsFirstAndReadsOn_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("late"); ///< sent when the mock has ended its half
    QTest::addColumn<QByteArray>("recorded");
    const QByteArray ping = RawClient::masked(Opcode::Ping, "late");
    const QByteArray text = RawClient::masked(Opcode::Text, "abc\xff and so on");
    QTest::newRow("the peer closed") << RawClient::close(4000) << 4000 << ping << QByteArray("late");
    QTest::newRow("bad text, its frame never finished")
        << text.first(10) << 1007 << text.sliced(10, 4) << QByteArray(" and");
    QTest::newRow("too long, its frame never finished")
        << QByteArray::fromHex("82ff000000001000000000000000") << 1009 << QByteArray("late") << QByteArray("late");
    QTest::newRow("close of 1 byte") << RawClient::masked(Opcode::Close, "x") << 1002 << ping << QByteArray("late");
    QTest::newRow("close of 126 bytes") << RawClient::masked(Opcode::Close, "\x03\xe8" + QByteArray(124, 'r')) << 1002
                                        << ping << QByteArray("late");
    QTest::newRow("close 1005") << RawClient::masked(Opcode::Close, "\x03\xed") << 1002 << ping << QByteArray("late");
}

void TestMockEnding::endsFirstAndReadsOn()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, code);
    QFETCH(QByteArray, late);
    MockFixture fixture;
    PlainSocket peer(fixture.port());
    QVERIFY(upgrade(peer));
    QVERIFY(peer.send(sent));
    const QList<RawClient::Got> frames = framesOf(peer.readToEnd()); // the peer neither answers nor ends
    QCOMPARE(peer.end(), PlainSocket::End::Fin);
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames.first().header.opcode, Opcode::Close);
    ClosePayload close;
    QVERIFY(!parseClosePayload(frames.first().payload, close));
    QCOMPARE(int(close.code), code);

    QVERIFY(peer.send(late));
    peer.endSending();
    QTRY_COMPARE(fixture.closed.size(), 1);
    const QList<Entry> rows = fixture.rows(fixture.closed.first());
    QVERIFY(rows.size() >= 2);
    QTEST(fixture.payload(rows.at(rows.size() - 2)), "recorded"); // the row before the one that says closed
}

/// A peer that answers is heard, although it takes its time.
void TestMockEnding::waitsForTheAnswerToItsClose()
{
    MockFixture fixture;
    PlainSocket peer(fixture.port());
    QVERIFY(upgrade(peer));
    QVERIFY(peer.send(RawClient::masked(Opcode::Continuation, "of nothing")));
    QCOMPARE(peer.readUntil("\x03\xea").size(), 4);
    QVERIFY(peer.send(RawClient::close(1002)));
    peer.readToEnd();
    QCOMPARE(peer.end(), PlainSocket::End::Fin);
    peer.endSending();
    QTRY_COMPARE(fixture.closed.size(), 1);
    QVERIFY(fixture.record(fixture.closed.first())->clean);
}

/// Bytes that arrive at a closed socket reset it, and the peer loses what it has not read yet.
void TestMockEnding::resetsNobodyWhoStillSends()
{
    MockFixture fixture;
    PlainSocket peer(fixture.port());
    QVERIFY(upgrade(peer));
    const QByteArray message(256 << 10, 'm');
    QVERIFY(peer.send(RawClient::masked(Opcode::Text, message) + RawClient::close(1000)));
    constexpr int Pings = 2'000;
    for (int i = 0; i < Pings; ++i)
        QVERIFY(peer.send(RawClient::masked(Opcode::Ping, "late")));
    const QList<RawClient::Got> frames = framesOf(peer.readToEnd());
    QCOMPARE(peer.end(), PlainSocket::End::Fin);
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames.first().payload == message);
    QCOMPARE(frames.last().payload, encodeClosePayload(1000, {}));
    peer.endSending();
    QTRY_COMPARE(fixture.closed.size(), 1);
    const QList<Entry> rows = fixture.frames(fixture.closed.first());
    QCOMPARE(rows.size(), 2 + 2 + Pings);
    QVERIFY(!rows.last().violation()); // RFC 6455 §5.5.1 forbids data frames
}

void TestMockEnding::doesNotWaitForEver()
{
    MockFixture fixture;
    PlainSocket peer(fixture.port());
    QVERIFY(upgrade(peer));
    QVERIFY(peer.send(RawClient::close(1000)));
    peer.readToEnd();
    QCOMPARE(peer.end(), PlainSocket::End::Fin);
    QTRY_COMPARE(fixture.closed.size(), 1); // within 5 s, though the peer never ends its half
    QVERIFY(fixture.record(fixture.closed.first())->clean);
}

void TestMockEnding::stopsThoughAPeerReadsSlowly()
{
    MockOptions options = MockFixture::anyPort();
    options.timeouts.close = std::chrono::milliseconds(200);
    MockFixture fixture(options);
    PlainSocket peer(fixture.port());
    QVERIFY(upgrade(peer));
    QTRY_COMPARE(fixture.opened.size(), 1);
    fixture.mock().sendBinary(fixture.opened.first(), QByteArray(32 << 20, 's'), 1);
    QTRY_VERIFY(fixture.sent.contains(1));
    QTimer reading;
    reading.setInterval(20);
    QObject::connect(&reading, &QTimer::timeout, &reading, [&peer] { peer.drop(64 << 10); });
    reading.start();
    fixture.mock().stop();
    QTRY_COMPARE(fixture.stopped, 1);
    const auto record = fixture.record(fixture.opened.first());
    QVERIFY(record);
    QVERIFY(!record->clean);
}

void TestMockEnding::recordsWhatComesBehindARefusedRequest_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("a body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
                            << QByteArray("426");
    QTest::newRow("another request") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("426");
    QTest::newRow("garbage") << QByteArray("\x01\x02\x03") << QByteArray("400");
}

void TestMockEnding::recordsWhatComesBehindARefusedRequest()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, status);
    MockFixture fixture;
    PlainSocket peer(fixture.port());
    QVERIFY(peer.send(head));
    QVERIFY(peer.readToEnd().startsWith("HTTP/1.1 " + status));
    QCOMPARE(peer.end(), PlainSocket::End::Fin);
    QVERIFY(peer.send("behind it"));
    peer.endSending();
    QTRY_COMPARE(fixture.refused.size(), 1);
    QTRY_COMPARE(fixture.record(fixture.refused.first())->rawRequest, head + "behind it");
}

QTEST_GUILESS_MAIN(TestMockEnding)
#include "tst_mockending.moc"
