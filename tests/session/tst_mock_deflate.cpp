// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "app/protocol/rawframe.h"
#include "tests/protocol/zlibpeers.h"
#include "tests/session/mockfixture.h"
#include "tests/session/rawclient.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

const QByteArray Plain = QByteArray("the same words again and again; ").repeated(20);

QByteArray offer(const QByteArray &value)
{
    return "Sec-WebSocket-Extensions: " + value + "\r\n";
}

QByteArray packed(Opcode opcode, QByteArrayView payload)
{
    FrameHeader header;
    header.opcode = opcode;
    header.rsv1 = true;
    header.masked = true;
    header.maskingKey = {1, 2, 3, 4};
    return encodeFrame(header, payload);
}

QStringList noticesOf(MockFixture &fixture, ConnectionId id)
{
    QStringList notices;
    for (const Entry &row : fixture.rows(id)) {
        if (row.row.kind == EntryKind::Notice)
            notices.append(row.text);
    }
    return notices;
}

quint16 closeCodeOf(const std::optional<RawClient::Got> &frame)
{
    ClosePayload close;
    if (!frame || frame->header.opcode != Opcode::Close || parseClosePayload(frame->payload, close))
        return 0;
    return close.code;
}

} // namespace

/// A mock's permessage-deflate, and observe only, against a client of plain bytes.
class TestMockDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void answers_data();
    void answers();
    void declinesWhenTurnedOff();
    void refusesAMalformedOffer();
    void refusesAPolicyOutOfRange();
    void echoesCompressed_data();
    void echoesCompressed();
    void failsWithCode_data();
    void failsWithCode();
    void rawFramesCostTheWindow();
    void observesAndGoesOn();
    void answersAnIllegalClose();
};

void TestMockDeflate::answers_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("answered"); ///< empty: no header
    QTest::addColumn<QStringList>("notices");
    const auto row = [](const char *name, const QByteArray &offered, const QByteArray &answered,
                         const QStringList &notices = {}) { QTest::newRow(name) << offered << answered << notices; };
    row("as browsers", "permessage-deflate; client_max_window_bits", "permessage-deflate");
    row("other case", "PerMessage-Deflate", "permessage-deflate");
    row("all parameters",
        "permessage-deflate; client_max_window_bits=10; server_max_window_bits=11; client_no_context_takeover; "
        "server_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; "
        "client_max_window_bits=10");
    row("among others", "x-other, permessage-deflate, foo; a=b", "permessage-deflate");
    row("only others", "x-other, foo; a=b", "");
    row("the first is illegal", "permessage-deflate; server_max_window_bits=16, permessage-deflate",
        "permessage-deflate",
        {u"The offer permessage-deflate; server_max_window_bits=16 was declined: expected server_max_window_bits of 8 "
         "to 15, without leading zeroes, got “16”, RFC 7692 §7.1.2.1"_qs});
    row("all are illegal", "permessage-deflate; foo, permessage-deflate; server_no_context_takeover=1", "",
        {u"The offer permessage-deflate; foo was declined: expected a parameter that permessage-deflate has, got "
         u"“foo”, "
         "RFC 7692 §7"_qs,
            u"The offer permessage-deflate; server_no_context_takeover=1 was declined: expected "
            "server_no_context_takeover without a value, got the value “1”, RFC 7692 §7.1.1.1"_qs});
}

void TestMockDeflate::answers()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, answered);
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send(RawClient::request(offer(offered)));
    const HttpHead response = client.head();
    QCOMPARE(response.status, 101);
    QCOMPARE(response.value("Sec-WebSocket-Extensions"), answered);
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionRecord record = fixture.record(fixture.opened.first()).value();
    QCOMPARE(record.extensions, QString::fromLatin1(answered));
    QCOMPARE(record.verdict.failure(), QString());
    QTEST(noticesOf(fixture, record.id), "notices");
    QTEST(record.verdict.outcome() == Outcome::Warn ? noticesOf(fixture, record.id) : QStringList(), "notices");
}

void TestMockDeflate::declinesWhenTurnedOff()
{
    MockOptions options = MockFixture::anyPort();
    options.deflate.reset();
    MockFixture fixture(options);
    RawClient client(fixture.port());
    client.send(RawClient::request(offer("permessage-deflate")));
    QVERIFY(!client.head().has("Sec-WebSocket-Extensions"));
    QTRY_COMPARE(fixture.opened.size(), 1);
    QCOMPARE(noticesOf(fixture, fixture.opened.first()),
        QStringList{u"permessage-deflate was offered and declined: this mock has it turned off"_qs});
    client.send(packed(Opcode::Text, ZlibSender(15, true).send("x")));
    QCOMPARE(closeCodeOf(client.frame()), 1002);
}

void TestMockDeflate::refusesAMalformedOffer()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send(RawClient::request(offer("permessage-deflate; =")));
    QCOMPARE(client.head().status, 400);
    QTRY_COMPARE(fixture.refusals.size(), 1);
    QVERIFY2(fixture.refusals.first().endsWith(u"RFC 6455 §9.1"_qs), qPrintable(fixture.refusals.first()));
}

void TestMockDeflate::refusesAPolicyOutOfRange()
{
    MockOptions options;
    options.deflate->serverMaxWindowBits = 7;
    QVERIFY(MockServer::optionsError(options).contains(u"server_max_window_bits of 8 to 15"_qs));
    options.deflate->serverMaxWindowBits = 8;
    QCOMPARE(MockServer::optionsError(options), QString());
}

void TestMockDeflate::echoesCompressed_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<int>("serverBits");
    QTest::addColumn<bool>("serverTakeover");
    QTest::newRow("none") << QByteArray() << 15 << true;
    QTest::newRow("no takeover") << QByteArray("; server_no_context_takeover; client_no_context_takeover") << 15
                                 << false;
    for (int bits = 9; bits < 15; ++bits) // zlib's own inflate has no raw window of 8 bits
        QTest::addRow("%d bits", bits) << "; server_max_window_bits=" + QByteArray::number(bits) << bits << true;
}

void TestMockDeflate::echoesCompressed()
{
    QFETCH(QByteArray, parameters);
    QFETCH(int, serverBits);
    QFETCH(bool, serverTakeover);
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade(offer("permessage-deflate" + parameters)));
    ZlibSender sender(15, serverTakeover); // both go together in this table
    ZlibReceiver receiver(serverBits, serverTakeover);
    QByteArrayList said{Plain, Plain, "", QByteArray(300'000, 'x'), Plain};
    QList<qsizetype> sizes;
    for (const QByteArray &plain : said) {
        client.send(packed(Opcode::Text, plain.isEmpty() ? QByteArray(1, '\0') : sender.send(plain)));
        const auto echo = client.frame();
        QVERIFY(echo);
        QVERIFY(echo->header.rsv1 && !echo->header.masked);
        QCOMPARE(receiver.receive(echo->payload).value_or("broken"), plain);
        sizes.append(echo->payload.size());
    }
    QCOMPARE(sizes.at(1) < sizes.at(0), serverTakeover);

    QTRY_COMPARE(fixture.opened.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.opened.first());
    QCOMPARE(frames.size(), 2 * said.size());
    for (const Entry &frame : frames) {
        QVERIFY(frame.hasContent());
        QCOMPARE(frame.rsv(), 4);
        QCOMPARE(frame.row.wireLength > frame.payloadLength, true);
    }
    QCOMPARE(frames.at(0).contentLength, Plain.size());
    QCOMPARE(frames.at(1).contentLength, Plain.size());
    QCOMPARE(frames.at(1).payloadLength, sizes.at(0));
}

void TestMockDeflate::failsWithCode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("no DEFLATE data") << packed(Opcode::Binary, "Hello") << 1007;
    QTest::newRow("not UTF-8 inside") << packed(Opcode::Text, ZlibSender(15, true).send("\xff")) << 1007;
    QTest::newRow("a bomb") << packed(Opcode::Binary, ZlibSender(15, true).send(QByteArray(2 << 20, '\0'))) << 1009;
    QTest::newRow("a bomb that has not all come")
        << packed(Opcode::Binary, ZlibSender(15, true).send(QByteArray(2 << 20, '\0'))).chopped(50) << 1009;
    QTest::newRow("RSV1 in a Ping") << packed(Opcode::Ping, "") << 1002;
}

void TestMockDeflate::failsWithCode()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    MockOptions options = MockFixture::anyPort();
    options.limits.message = 1 << 20;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade(offer("permessage-deflate"), bytes));
    QCOMPARE(int(closeCodeOf(client.frame())), code);
    QTRY_COMPARE(fixture.opened.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.opened.first());
    QVERIFY(frames.first().violation());
    QVERIFY(frames.first().contentLength <= (1 << 20));
}

/// What is compressed behind a frame made by hand refers to nothing before it.
void TestMockDeflate::rawFramesCostTheWindow()
{
    MockOptions options = MockFixture::anyPort();
    options.echo = false;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade(offer("permessage-deflate")));
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId id = fixture.opened.first();
    ZlibReceiver receiver(15, true);
    const auto receive = [&] {
        const auto frame = client.frame();
        return frame ? receiver.receive(frame->payload).value_or("broken") : QByteArray("none");
    };
    fixture.mock().sendText(id, QString::fromLatin1(Plain));
    QCOMPARE(receive(), Plain);
    RawFrame raw;
    raw.rsv1 = true;
    raw.payload = ZlibSender(15, true).send(QByteArray(40'000, 'y'));
    fixture.mock().sendRaw(id, RawSend::of(encodeRawFrame(raw)));
    QCOMPARE(receive(), QByteArray(40'000, 'y'));
    fixture.mock().sendText(id, QString::fromLatin1(Plain));
    QCOMPARE(receive(), Plain);
}

void TestMockDeflate::observesAndGoesOn()
{
    MockOptions options = MockFixture::anyPort();
    options.observeOnly = true;
    options.limits.message = 100'000;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade(offer("permessage-deflate")));
    FrameHeader bare; // not masked
    const QByteArray rsv3 = QByteArray::fromHex("9180 00000000");
    const QByteArray large = RawClient::masked(Opcode::Binary, QByteArray(200'000, 'l'));
    for (const QByteArray &bad : {encodeFrame(bare, "bare"), rsv3, RawClient::masked(Opcode::Text, "\xff"), large,
             packed(Opcode::Binary, "no DEFLATE data"), RawClient::masked(Opcode::Continuation, "of nothing")}) {
        client.send(bad + RawClient::masked(Opcode::Text, "good"));
        const auto echo = client.frame();
        QVERIFY(echo);
        QVERIFY(echo->header.opcode == Opcode::Text);
    }
    client.send(RawClient::close(1000));
    QCOMPARE(int(closeCodeOf(client.frame())), 1000);
    QTRY_COMPARE(fixture.closed.size(), 1);
    const ConnectionRecord record = fixture.record(fixture.closed.first()).value();
    QVERIFY(record.observeOnly);
    QVERIFY(record.clean);
    QCOMPARE(record.closeCode, 1000);
    QList<Entry> frames = fixture.frames(record.id);
    frames.removeIf([](const Entry &frame) { return !frame.violation(); });
    QCOMPARE(frames.size(), 6);
}

void TestMockDeflate::answersAnIllegalClose()
{
    MockOptions options = MockFixture::anyPort();
    options.observeOnly = true;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade({}, RawClient::masked(Opcode::Close, "\x03")));
    const auto answer = client.frame();
    QVERIFY(answer);
    QCOMPARE(answer->header.opcode, Opcode::Close);
    QCOMPARE(answer->payload, QByteArray());
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QCOMPARE(fixture.record(fixture.closed.first())->closeCode, 1005);
}

QTEST_GUILESS_MAIN(TestMockDeflate)
#include "tst_mock_deflate.moc"
