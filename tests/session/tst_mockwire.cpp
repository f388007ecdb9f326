// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "rawclient.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QWebSocket>

using namespace handglass;

namespace {

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

QByteArray unmasked(Opcode opcode, QByteArrayView payload)
{
    FrameHeader header;
    header.opcode = opcode;
    return encodeFrame(header, payload);
}

QByteArray withFirstByte(quint8 byte, QByteArray frame)
{
    frame[0] = char(byte);
    return frame;
}

/// Writes frames until the peer takes no more; the number that went into the socket whole.
int sendUntilStuck(RawClient &client, const QByteArray &frame, int most)
{
    int count = 0;
    while (count < most) {
        client.send(frame);
        ++count;
        while (client.socket().bytesToWrite() > 0) {
            if (!client.socket().waitForBytesWritten(1'500))
                return count;
        }
    }
    return count;
}

} // namespace

/// What the mock must stand up to on an open connection.
class TestMockWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void failsTheConnection_data();
    void failsTheConnection();
    void deliversWhatCameBeforeAViolation();
    void repliesToEverythingBeforeTheClose();
    void repliesToALongMessageBeforeTheClose();
    void sendsEverythingBeforeItsOwnClose();
    void echoesAByteOrderMark();
    void waitsForTheRestOfAFrame();
    void recordsAPeerThatVanishes_data();
    void recordsAPeerThatVanishes();
    void closeFrameThatIsNotAnswered();
    void stopsReadingAPeerThatDoesNotRead_data();
    void stopsReadingAPeerThatDoesNotRead();
    void losesNothingWhenTheCaptureIsSlow();
    void serves300AtOnce();
    void endsWhileBusy();
};

void TestMockWire::failsTheConnection_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("section");
    const auto text = [](QByteArrayView payload) { return RawClient::masked(Opcode::Text, payload); };
    QTest::newRow("unmasked") << unmasked(Opcode::Text, "x") << 1002 << QStringLiteral("RFC 6455 §5.1");
    QTest::newRow("RSV1") << withFirstByte(0xC1, text("x")) << 1002 << QStringLiteral("RFC 6455 §5.2");
    QTest::newRow("reserved opcode") << withFirstByte(0x83, text("x")) << 1002 << QStringLiteral("RFC 6455 §5.2");
    QTest::newRow("lone continuation") << RawClient::masked(Opcode::Continuation, "x") << 1002
                                       << QStringLiteral("RFC 6455 §5.4");
    QTest::newRow("fragmented ping") << withFirstByte(0x09, RawClient::masked(Opcode::Ping, "x")) << 1002
                                     << QStringLiteral("RFC 6455 §5.5");
    QTest::newRow("ping of 126") << RawClient::masked(Opcode::Ping, QByteArray(126, 'x')) << 1002
                                 << QStringLiteral("RFC 6455 §5.5");
    QTest::newRow("not UTF-8") << text("abc\xff") << 1007 << QStringLiteral("RFC 6455 §8.1");
    QTest::newRow("UTF-8 cut off") << text("abc\xe4\xb8") << 1007 << QStringLiteral("RFC 6455 §8.1");
    QTest::newRow("close of 1 byte") << RawClient::masked(Opcode::Close, "x") << 1002
                                     << QStringLiteral("RFC 6455 §5.5.1");
    QTest::newRow("close 1005") << RawClient::masked(Opcode::Close, "\x03\xed") << 1002
                                << QStringLiteral("RFC 6455 §7.4");
    // Judged by its header: the payload never comes.
    FrameHeader big;
    big.opcode = Opcode::Binary;
    big.masked = true;
    big.maskingKey = {1, 2, 3, 4};
    big.payloadLength = (64ULL << 20) + 1;
    big.lengthBits = 64;
    QTest::newRow("over 64 MiB") << encodeHeader(big) << 1009 << QStringLiteral("limit");
}

void TestMockWire::failsTheConnection()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    QFETCH(QString, section);
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(frame);
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->header.opcode, Opcode::Close);
    ClosePayload said;
    QVERIFY(!parseClosePayload(close->payload, said));
    QCOMPARE(int(said.code), code);
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.closed.first());
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames.at(0).violation());
    if (section != QLatin1String("limit"))
        QVERIFY2(frames.at(0).text.contains(section), qPrintable(frames.at(0).text));
    QVERIFY2(frames.at(0).text.startsWith(said.reason.left(20)), qPrintable(said.reason));
    const bool unfinished = (frames.at(0).row.bits & EntryUnfinished) != 0; // then the length that its header declares
    QCOMPARE(frames.at(0).row.wireLength, frame.size() + (unfinished ? (64LL << 20) + 1 : 0));
    const auto record = fixture.record(fixture.closed.first());
    QCOMPARE(record->closedBy, ClosedBy::Us);
    QVERIFY(!record->clean);
}

void TestMockWire::deliversWhatCameBeforeAViolation()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "good") + unmasked(Opcode::Text, "bad")
        + RawClient::masked(Opcode::Text, "late"));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->payload, QByteArray("good"));
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->header.opcode, Opcode::Close);
    QCOMPARE(close->payload.left(2), QByteArray("\x03\xea"));
    QVERIFY(!client.frame());
    QTRY_COMPARE(fixture.closed.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.closed.first());
    QCOMPARE(frames.size(), 5); // what comes after the violation is still logged
    QCOMPARE(frames.at(0).head, QByteArray("good"));
    QCOMPARE(frames.at(1).row.direction, Direction::Sent);
    QVERIFY(frames.at(2).violation());
    QCOMPARE(frames.last().opcode(), Opcode::Close);
}

void TestMockWire::repliesToEverythingBeforeTheClose()
{
    constexpr int Count = 100'000;
    MockOptions options = MockFixture::anyPort();
    options.limits.unsent = 64 << 10;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const auto payload = [](int i) { return QByteArray::number(i).rightJustified(100, '.'); };
    QByteArray all;
    for (int i = 0; i < Count; ++i)
        all += RawClient::masked(Opcode::Text, payload(i));
    client.send(all + RawClient::close(4000, QStringLiteral("enough")));
    for (int i = 0; i < Count; ++i) {
        const auto echo = client.frame();
        QVERIFY(echo);
        if (echo->payload != payload(i))
            QCOMPARE(echo->payload, payload(i));
    }
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(4000, {}));
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QVERIFY(fixture.record(fixture.closed.first())->clean);
    QCOMPARE(fixture.frames(fixture.closed.first()).size(), 2 * Count + 2);
}

/// The close frame comes while most of the reply waits behind the tap for the peer to read.
void TestMockWire::repliesToALongMessageBeforeTheClose()
{
    MockOptions options = MockFixture::anyPort();
    options.limits.unsent = 64 << 10;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const QByteArray message(32 << 20, 'm');
    const QByteArray sent = RawClient::masked(Opcode::Binary, message) + RawClient::close(4000);
    client.socket().setReadBufferSize(1);
    client.send(sent);
    while (client.socket().bytesToWrite() > 0)
        QVERIFY(client.socket().waitForBytesWritten(RawClient::WaitMs));
    client.socket().setReadBufferSize(0);
    const auto echo = client.frame();
    QVERIFY(echo);
    QVERIFY(echo->payload == message);
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(4000, {}));
    QVERIFY(client.waitForEnd());
}

void TestMockWire::sendsEverythingBeforeItsOwnClose()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId id = fixture.opened.first();
    for (int i = 0; i < 3; ++i)
        fixture.mock().sendText(id, QString::number(i));
    fixture.mock().closeConnection(id, 1000, {});
    fixture.mock().sendText(id, QStringLiteral("late"), 7);
    for (int i = 0; i < 3; ++i) {
        const auto text = client.frame();
        QVERIFY(text);
        QCOMPARE(text->payload, QByteArray::number(i));
    }
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->header.opcode, Opcode::Close);
    QTRY_VERIFY(fixture.sent.contains(7));
    QVERIFY(!fixture.sent.value(7).isEmpty());
}

void TestMockWire::echoesAByteOrderMark()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const QByteArray text("\xEF\xBB\xBFtext");
    client.send(RawClient::masked(Opcode::Text, text) + RawClient::masked(Opcode::Text, text.first(3)));
    for (const QByteArray &expected : {text, text.first(3)}) {
        const auto echo = client.frame();
        QVERIFY(echo);
        QCOMPARE(echo->payload, expected);
    }
}

/// Qt's own frame reader gives up after 5 s.
void TestMockWire::waitsForTheRestOfAFrame()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const QByteArray frame = RawClient::masked(Opcode::Text, "a frame in two parts");
    client.send(frame.first(9));
    QVERIFY(!client.frame(7'000));
    QVERIFY(client.isConnected());
    client.send(frame.sliced(9));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->payload, QByteArray("a frame in two parts"));
}

void TestMockWire::recordsAPeerThatVanishes_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("rows"); ///< frames
    const QByteArray frame = RawClient::masked(Opcode::Binary, "0123456789");
    QTest::newRow("between frames") << QByteArray() << 0;
    QTest::newRow("in a header") << frame.first(4) << 0;
    QTest::newRow("in a payload") << frame.first(9) << 1;
    QTest::newRow("in the second") << frame + frame.first(9) << 3;
}

void TestMockWire::recordsAPeerThatVanishes()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, rows);
    MockFixture fixture;
    {
        RawClient client(fixture.port());
        QVERIFY(client.upgrade());
        client.send(sent);
        if (rows > 1)
            QVERIFY(client.frame());
    }
    QTRY_COMPARE(fixture.closed.size(), 1);
    const ConnectionId id = fixture.closed.first();
    const auto record = fixture.record(id);
    QVERIFY(record);
    QCOMPARE(record->closeCode, AbnormalClosure);
    QCOMPARE(record->closedBy, ClosedBy::Peer);
    QVERIFY(!record->clean);
    const QList<Entry> frames = fixture.frames(id);
    QCOMPARE(frames.size(), rows);
    if (rows > 0) {
        QVERIFY(frames.last().row.bits & EntryUnfinished);
        QCOMPARE(frames.last().head, QByteArray("012"));
    }
    const QList<Entry> all = fixture.rows(id);
    QCOMPARE(all.last().row.kind, EntryKind::Closed);
    if (sent.size() == 4)
        QCOMPARE(fixture.payload(all.at(all.size() - 2)), sent);
}

void TestMockWire::closeFrameThatIsNotAnswered()
{
    MockOptions options = MockFixture::anyPort();
    options.timeouts.close = std::chrono::milliseconds(200);
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    fixture.mock().closeConnection(fixture.opened.first(), 1000, QStringLiteral("bye"), 1);
    QVERIFY(client.frame());
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    const auto record = fixture.record(fixture.closed.first());
    QCOMPARE(record->closeCode, AbnormalClosure);
    QVERIFY(!record->clean);
}

void TestMockWire::stopsReadingAPeerThatDoesNotRead_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("messages of 64 KiB") << RawClient::masked(Opcode::Binary, QByteArray(64 << 10, 'm'));
    QTest::newRow("pings") << RawClient::masked(Opcode::Ping, QByteArray(125, 'p')).repeated(512);
}

void TestMockWire::stopsReadingAPeerThatDoesNotRead()
{
    QFETCH(QByteArray, frame);
    CaptureWriter::Limits limits; // so that its queue is small beside what is sent
    limits.queueHigh = 4 << 20;
    limits.queueLow = 1 << 20;
    MockFixture fixture(MockFixture::anyPort(), limits);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.socket().setReadBufferSize(1);
    const qint64 before = residentBytes();
    const int most = int((256 << 20) / frame.size());
    int count = 0;
    while (count < most && fixture.pressure.isEmpty()) { // it may also have waited for the capture
        count += sendUntilStuck(client, frame, most - count);
        QCoreApplication::processEvents();
    }
    QVERIFY2(count < most / 4, qPrintable(QString::number(count)));
    fixture.records(); // what was read is written
    [[maybe_unused]] const qint64 grown = residentBytes() - before;
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
    QVERIFY2(grown < (80 << 20), qPrintable(QString::number(grown)));
#endif
    QTRY_VERIFY(!fixture.pressure.isEmpty());
    QVERIFY(fixture.pressure.last().paused);
    QVERIFY(fixture.pressure.last().unsent > (8 << 20));
    fixture.mock().sendText(fixture.opened.first(), QStringLiteral("more"), 5);
    QTRY_VERIFY(fixture.sent.contains(5));
    QVERIFY2(fixture.sent.value(5).contains(QStringLiteral("does not read")), qPrintable(fixture.sent.value(5)));

    // It reads again, and everything comes; of pings that waited together only the last is answered, RFC 6455 §5.5.3.
    client.socket().setReadBufferSize(0);
    const QByteArray last = RawClient::masked(Opcode::Text, "last");
    client.send(last);
    int got = 0;
    for (auto echo = client.frame(); echo && echo->payload != "last"; echo = client.frame())
        ++got;
    QTRY_VERIFY(!fixture.pressure.last().paused);
    int received = 0;
    for (const Entry &entry : fixture.frames(fixture.opened.first()))
        received += entry.row.direction == Direction::Received ? 1 : 0;
    const bool pings = frame.startsWith(char(0x89));
    QCOMPARE(received, (pings ? count * 512 : count) + 1);
    if (!pings)
        QCOMPARE(got, count);
}

void TestMockWire::losesNothingWhenTheCaptureIsSlow()
{
    constexpr int Count = 20'000;
    CaptureWriter::Limits limits;
    limits.queueHigh = 64 << 10;
    limits.queueLow = 16 << 10;
    MockFixture fixture(MockFixture::anyPort(), limits);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const QByteArray frame = RawClient::masked(Opcode::Binary, QByteArray(200, 'q'));
    client.send(frame.repeated(Count));
    for (int i = 0; i < Count; ++i)
        QVERIFY(client.frame());
    QTRY_COMPARE(fixture.opened.size(), 1);
    QCOMPARE(fixture.frames(fixture.opened.first()).size(), 2 * Count);
}

void TestMockWire::serves300AtOnce()
{
    constexpr int Count = 300;
    MockFixture fixture;
    std::vector<std::unique_ptr<QWebSocket>> clients;
    int echoed = 0;
    int gone = 0;
    for (int i = 0; i < Count; ++i) {
        auto client = std::make_unique<QWebSocket>();
        QWebSocket *socket = client.get();
        const QString text = QStringLiteral("client %1").arg(i);
        QObject::connect(socket, &QWebSocket::connected, socket, [socket, text] { socket->sendTextMessage(text); });
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
            [&echoed, text](const QString &got) { echoed += got == text ? 1 : 0; });
        QObject::connect(socket, &QWebSocket::disconnected, socket, [&gone] { ++gone; });
        socket->open(fixture.url());
        clients.push_back(std::move(client));
    }
    QTRY_COMPARE_WITH_TIMEOUT(echoed, Count, 30'000);
    QCOMPARE(fixture.opened.size(), Count);
    for (const auto &client : clients)
        client->close();
    QTRY_COMPARE_WITH_TIMEOUT(gone, Count, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.closed.size(), Count, 30'000);
    int clean = 0;
    for (const ConnectionRecord &record : fixture.records())
        clean += record.clean ? 1 : 0;
    QCOMPARE(clean, Count);
}

/// The program ends while clients send: no crash, no hang, and each has a last record.
void TestMockWire::endsWhileBusy()
{
    QElapsedTimer timer;
    std::vector<std::unique_ptr<RawClient>> clients;
    {
        MockFixture fixture;
        const QByteArray frame = RawClient::masked(Opcode::Binary, QByteArray(1'000, 'b'));
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<RawClient>(fixture.port()));
            QVERIFY(clients.back()->upgrade());
            if (i % 2 == 0)
                clients.back()->send(frame.repeated(500));
        }
        QTRY_COMPARE(fixture.opened.size(), 20);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed())));
    const auto close = clients.at(1)->frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(1001, {}));
}

QTEST_GUILESS_MAIN(TestMockWire)
#include "tst_mockwire.moc"
