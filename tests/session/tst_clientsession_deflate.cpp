// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "tests/protocol/zlibpeers.h"
#include "tests/session/clientharness.h"
#include "tests/session/scriptedserver.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

const QByteArray Plain = QByteArray("the same words again and again; ").repeated(20);

QByteArray packed(Opcode opcode, QByteArrayView payload)
{
    FrameHeader header;
    header.opcode = opcode;
    header.rsv1 = true;
    return encodeFrame(header, payload);
}

QByteArray answer(const QByteArray &value)
{
    return "Sec-WebSocket-Extensions: " + value + "\r\n";
}

} // namespace

/// A client's permessage-deflate, and observe only, against a server of plain bytes.
class TestClientSessionDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void offers_data();
    void offers();
    void refusesOptionsOutOfRange();
    void judgesAgainstWhatItSent_data();
    void judgesAgainstWhatItSent();
    void sendsCompressed_data();
    void sendsCompressed();
    void sendsPlainWithoutAgreement();
    void receivesCompressed();
    void keepsTheOrderBehindALongMessage();
    void failsABomb();
    void observesAndGoesOn();
};

void TestClientSessionDeflate::offers_data()
{
    QTest::addColumn<QList<DeflateOffer>>("offers");
    QTest::addColumn<QByteArray>("header"); ///< empty: none
    QTest::newRow("default") << browserDeflateOffers() << QByteArray("permessage-deflate; client_max_window_bits");
    QTest::newRow("off") << QList<DeflateOffer>() << QByteArray();
    DeflateOffer all;
    all.serverNoContextTakeover = true;
    all.clientNoContextTakeover = true;
    all.serverMaxWindowBits = 10;
    all.clientMaxWindowBits = true;
    all.clientMaxWindowBitsHint = 8;
    QTest::newRow("two") << QList<DeflateOffer>{all, {}}
                         << QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                                       "server_max_window_bits=10; client_max_window_bits=8, permessage-deflate");
}

void TestClientSessionDeflate::offers()
{
    QFETCH(QList<DeflateOffer>, offers);
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.deflate = offers;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QTEST(server.request().value("Sec-WebSocket-Extensions"), "header");
    QCOMPARE(server.request().has("Sec-WebSocket-Extensions"), !offers.isEmpty());
}

void TestClientSessionDeflate::refusesOptionsOutOfRange()
{
    ClientOptions options;
    options.url = parseWebSocketUrl(QStringLiteral("ws://127.0.0.1/")).value();
    options.deflate.first().serverMaxWindowBits = 16;
    QVERIFY(ClientSession::optionsError(options).contains(u"server_max_window_bits of 8 to 15"_qs));
}

void TestClientSessionDeflate::judgesAgainstWhatItSent_data()
{
    QTest::addColumn<QByteArray>("own"); ///< header of the user's; empty: what browsers offer
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<QString>("refusal"); ///< empty: it opens
    QTest::newRow("agreed") << QByteArray() << QByteArray("permessage-deflate; client_max_window_bits=9") << QString();
    QTest::newRow("the user's offer") << QByteArray("permessage-deflate; server_max_window_bits=10")
                                      << QByteArray("permessage-deflate; server_max_window_bits=9") << QString();
    QTest::newRow("not what the user offered")
        << QByteArray("permessage-deflate; server_max_window_bits=10") << QByteArray("permessage-deflate")
        << u"expected server_max_window_bits of at most 10, as it was offered, got none, RFC 7692 §7.1.2.1"_qs;
    QTest::newRow("not offered by the user")
        << QByteArray("permessage-deflate") << QByteArray("permessage-deflate; client_max_window_bits=9")
        << u"expected no client_max_window_bits, as it was not offered, got 9, RFC 7692 §7.1.2.2"_qs;
    QTest::newRow("malformed") << QByteArray() << QByteArray("permessage-deflate;") << u"RFC 6455 §9.1"_qs;
}

void TestClientSessionDeflate::judgesAgainstWhatItSent()
{
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, answered);
    QFETCH(QString, refusal);
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    if (!own.isEmpty())
        options.headers = {{"sec-websocket-extensions", own}};
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept(answer(answered));
    if (!refusal.isEmpty()) {
        QTRY_COMPARE(client.refused.size(), 1);
        QVERIFY2(client.refused.first().endsWith(refusal), qPrintable(client.refused.first()));
        QCOMPARE(client.record().failure.phase, FailurePhase::Verdict);
        return;
    }
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.record().extensions, QString::fromLatin1(answered));
    server.send(packed(Opcode::Text, ZlibSender(9, true).send(Plain)));
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    QCOMPARE(client.lastRow().contentLength, Plain.size());
}

void TestClientSessionDeflate::sendsCompressed_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("takeover");
    QTest::newRow("none") << QByteArray() << 15 << true;
    QTest::newRow("no takeover") << QByteArray("; client_no_context_takeover") << 15 << false;
    QTest::newRow("the other direction") << QByteArray("; server_no_context_takeover; server_max_window_bits=9") << 15
                                         << true;
    for (int bits = 9; bits < 15; ++bits)
        QTest::addRow("%d bits", bits) << "; client_max_window_bits=" + QByteArray::number(bits) << bits << true;
}

void TestClientSessionDeflate::sendsCompressed()
{
    QFETCH(QByteArray, parameters);
    QFETCH(int, bits);
    QFETCH(bool, takeover);
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept(answer("permessage-deflate" + parameters));
    QTRY_VERIFY(client.isOpen());
    const QByteArrayList said{Plain, Plain, "", QByteArray(300'000, 'x'), Plain};
    for (const QByteArray &plain : said)
        client.session()->sendText(client.connection(), QString::fromLatin1(plain));
    QTRY_COMPARE(server.frames.size(), said.size());
    ZlibReceiver receiver(bits, takeover);
    const QList<Entry> rows = client.frames(Direction::Sent);
    QSet<quint32> keys;
    for (qsizetype i = 0; i < said.size(); ++i) {
        const ReceivedFrame &frame = server.frames.at(i);
        QVERIFY(frame.header.rsv1 && frame.header.masked && frame.header.fin);
        QCOMPARE(receiver.receive(frame.payload).value_or("broken"), said.at(i));
        const Entry &row = rows.at(i);
        QCOMPARE(client.payload(row), frame.payload);
        QCOMPARE(row.row.wireLength, frame.header.size() + frame.payload.size());
        QCOMPARE(row.contentLength, said.at(i).size());
        keys.insert(row.row.maskKey);
    }
    QCOMPARE(keys.size(), said.size()); // each its own
    QCOMPARE(server.frames.at(1).payload.size() < server.frames.at(0).payload.size(), takeover);
}

void TestClientSessionDeflate::sendsPlainWithoutAgreement()
{
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(client.isOpen());
    client.session()->sendText(client.connection(), QString::fromLatin1(Plain));
    QTRY_COMPARE(server.frames.size(), 1);
    QVERIFY(!server.frames.first().header.rsv1);
    QCOMPARE(server.frames.first().payload, Plain);
    QVERIFY(!client.lastRow().hasContent());
}

void TestClientSessionDeflate::receivesCompressed()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    ZlibSender sender(15, true);
    const QByteArray first = packed(Opcode::Text, sender.send(Plain));
    server.accept(answer("permessage-deflate"), first); // in one segment with the head
    QTRY_COMPARE(server.frames.size(), 1);
    server.send(packed(Opcode::Binary, sender.send(Plain)));
    server.send(Opcode::Text, "not compressed");
    QTRY_COMPARE(server.frames.size(), 3);
    ZlibReceiver receiver(15, true);
    QCOMPARE(receiver.receive(server.frames.at(0).payload).value_or("broken"), Plain);
    QCOMPARE(receiver.receive(server.frames.at(1).payload).value_or("broken"), Plain);
    QCOMPARE(receiver.receive(server.frames.at(2).payload).value_or("broken"), QByteArray("not compressed"));
    QCOMPARE(server.frames.at(1).header.opcode, Opcode::Binary);
}

/// It is compressed in slices.
void TestClientSessionDeflate::keepsTheOrderBehindALongMessage()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept(answer("permessage-deflate"));
    QTRY_VERIFY(client.isOpen());
    const QByteArray large(3 << 20, 'l');
    client.session()->sendBinary(client.connection(), large);
    client.session()->sendText(client.connection(), QStringLiteral("small"));
    client.session()->sendBinary(client.connection(), large);
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.frames.size(), 4);
    ZlibReceiver receiver(15, true);
    QVERIFY(receiver.receive(server.frames.at(0).payload) == large);
    QCOMPARE(receiver.receive(server.frames.at(1).payload).value_or("broken"), QByteArray("small"));
    QVERIFY(receiver.receive(server.frames.at(2).payload) == large);
    QCOMPARE(server.frames.at(3).header.opcode, Opcode::Close);
}

void TestClientSessionDeflate::failsABomb()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.limits.message = 1 << 20;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept(answer("permessage-deflate"));
    server.send(packed(Opcode::Binary, ZlibSender(15, true).send(QByteArray(64 << 20, '\0'))));
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QVERIFY(server.payloads(Opcode::Close).first().startsWith("\x03\xf1")); // 1009
    const Entry row = client.frames(Direction::Received).first();
    QCOMPARE(row.text, u"expected at most 1048576 bytes in a decompressed message, got more, RFC 6455 §10.4"_qs);
    QCOMPARE(row.contentLength, 1 << 20);
}

void TestClientSessionDeflate::observesAndGoesOn()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.observeOnly = true;
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept();
    FrameHeader masked;
    masked.masked = true;
    int good = 0;
    for (const QByteArray &bad : {encodeFrame(masked, "masked"), packed(Opcode::Text, "not agreed"),
             serverFrame(Opcode::Text, "\xff"), serverFrame(Opcode(5), "reserved")}) {
        server.send(bad);
        server.send(Opcode::Text, "good");
        ++good;
        QTRY_COMPARE(server.payloads(Opcode::Text).size(), good);
    }
    QVERIFY(client.isOpen());
    QVERIFY(client.record().observeOnly);
    QList<Entry> rows = client.frames(Direction::Received);
    rows.removeIf([](const Entry &row) { return !row.violation(); });
    QCOMPARE(rows.size(), good);
}

QTEST_GUILESS_MAIN(TestClientSessionDeflate)
#include "tst_clientsession_deflate.moc"
