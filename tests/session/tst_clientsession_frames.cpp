// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QTest>
#include <QTimer>

using namespace handglass;

/// The rules of an open connection, as a server sees them on the wire and as the capture tells them.
class TestClientSessionFrames final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void violations_data();
    void violations();
    void aViolationBehindAMessage();
    void textSplitInsideACodePoint();
    void aByteOrderMark();
    void badTextIsFailedBeforeItIsWhole();
    void fragmentsAndAPingBetweenThem();
    void aFrameWithTheResponse();
    void aCloseWithTheResponse();
    void aFrameThatTakesSevenSeconds();
    void sixteenMebibytes();
    void masks();
    void pingsFromTheServer();
    void pingsFromUs();
    void framesAfterClose();
    void aHugeFrameAfterClose();
    void vanishesInsideAFrame();
    void vanishesInsideAHeader();
    void onlyWholeFramesReachQt();

private:
    /// Open, with an echo.
    static bool open(ClientHarness &client, ScriptedServer &server, bool echo = true)
    {
        server.acceptAll();
        ClientOptions options = client.options(server.address());
        options.echo = echo;
        options.limits.message = 32 << 20;
        client.session()->open(options);
        return QTest::qWaitFor([&client] { return client.isOpen(); });
    }
    static QByteArray closePayload(quint16 code) { return encodeClosePayload(code, {}); }
};

namespace {

/// Header fields in a row's words, then the payload.
QByteArray bytes(std::initializer_list<int> header, const QByteArray &payload = {})
{
    QByteArray all;
    for (const int byte : header)
        all.append(char(byte));
    return all + payload;
}

quint16 codeOf(const QByteArray &closePayload)
{
    ClosePayload close;
    parseClosePayload(closePayload, close);
    return close.code;
}

} // namespace

void TestClientSessionFrames::violations_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<quint16>("code");
    QTest::addColumn<QString>("section");
    const auto row = [](const char *name, const QByteArray &wire, quint16 code, const char *section) {
        QTest::newRow(name) << wire << code << QString::fromUtf8(section);
    };
    row("masked", bytes({0x81, 0x82, 0, 0, 0, 0}, "hi"), 1002, "RFC 6455 §5.1");
    row("RSV1", bytes({0xC1, 2}, "hi"), 1002, "RFC 6455 §5.2");
    row("RSV3", bytes({0x91, 2}, "hi"), 1002, "RFC 6455 §5.2");
    row("opcode 3", bytes({0x83, 0}), 1002, "RFC 6455 §5.2");
    row("opcode 11", bytes({0x8B, 0}), 1002, "RFC 6455 §5.2");
    row("ping of 126 bytes", bytes({0x89, 126, 0, 126}, QByteArray(126, 'x')), 1002, "RFC 6455 §5.5");
    row("fragmented ping", bytes({0x09, 0}), 1002, "RFC 6455 §5.5");
    row("continuation of nothing", bytes({0x80, 2}, "hi"), 1002, "RFC 6455 §5.4");
    row("text inside a message", bytes({0x01, 1, 'a', 0x81, 1, 'b'}), 1002, "RFC 6455 §5.4");
    row("length not minimal", bytes({0x81, 126, 0, 2}, "hi"), 1002, "RFC 6455 §5.2");
    row("length over 63 bits", bytes({0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0}), 1002, "RFC 6455 §5.2");
    row("no UTF-8", bytes({0x81, 2, 0xC3, 0x28}), 1007, "RFC 6455 §8.1");
    row("text that ends inside a code point", bytes({0x81, 1, 0xC3}), 1007, "RFC 6455 §8.1");
    row("message over the limit", bytes({0x82, 127, 0, 0, 0, 0, 2, 0, 0, 1}), 1009, "RFC 6455 §10.4");
    row("close of 1 byte", bytes({0x88, 1, 3}), 1002, "RFC 6455 §5.5.1");
    row("close with 1005", bytes({0x88, 2, 0x03, 0xED}), 1002, "RFC 6455 §7.4");
    row("close with 999", bytes({0x88, 2, 0x03, 0xE7}), 1002, "RFC 6455 §7.4");
    row("close reason no UTF-8", bytes({0x88, 4, 0x03, 0xE8, 0xC3, 0x28}), 1007, "RFC 6455 §");
}

void TestClientSessionFrames::violations()
{
    QFETCH(QByteArray, wire);
    QFETCH(quint16, code);
    QFETCH(QString, section);
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(wire);
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QCOMPARE(codeOf(server.payloads(Opcode::Close).first()), code);
    QCOMPARE(server.frames.size(), 1);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);

    const QList<Entry> frames = client.frames(Direction::Received);
    QVERIFY(frames.last().violation());
    QVERIFY2(frames.last().text.contains(section), qPrintable(frames.last().text));
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
    QCOMPARE(client.record().closeCode, AbnormalClosure);
    QVERIFY(!client.record().clean);
    const bool cameBroken = frames.last().opcode() == Opcode::Close;
    QCOMPARE(client.lastRow().text.contains(QStringLiteral("No close frame came")), !cameBroken);
}

void TestClientSessionFrames::aViolationBehindAMessage()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(bytes({0x81, 5}, "first") + bytes({0xA1, 6}, "second") + bytes({0x81, 5}, "third"));
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.frames.at(0).payload, QByteArray("first")); // echoed, then the failure
    QCOMPARE(server.frames.at(1).header.opcode, Opcode::Close);
    QCOMPARE(codeOf(server.frames.at(1).payload), quint16(1002));
    server.send(Opcode::Close, closePayload(1002));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    const QList<Entry> frames = client.frames(Direction::Received);
    QCOMPARE(frames.size(), 4);
    QVERIFY(!frames.at(0).violation());
    QVERIFY(frames.at(1).violation());
    QCOMPARE(client.payload(frames.at(1)), QByteArray("second"));
    QVERIFY(client.record().clean); // the peer answered with a close frame after all
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
}

void TestClientSessionFrames::textSplitInsideACodePoint()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray text = "€uro ü 𝄞";
    for (qsizetype i = 0; i < text.size(); ++i)
        server.send(i == 0 ? Opcode::Text : Opcode::Continuation, text.sliced(i, 1), i == text.size() - 1);
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(server.frames.first().payload, text);
    QVERIFY(server.frames.first().header.fin);
    const QList<Entry> frames = client.frames(Direction::Received);
    QCOMPARE(frames.size(), text.size());
    QVERIFY((frames.first().row.bits & EntryFirst) != 0 && (frames.last().row.bits & EntryLast) != 0);
    QCOMPARE(frames.last().row.messageFirst, frames.first().id);
}

void TestClientSessionFrames::aByteOrderMark()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray text("\xEF\xBB\xBFtext");
    server.send(Opcode::Text, text);
    server.send(Opcode::Text, text.first(3));
    QTRY_COMPARE(server.payloads(Opcode::Text), (QList<QByteArray>{text, text.first(3)}));
}

void TestClientSessionFrames::badTextIsFailedBeforeItIsWhole()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(bytes({0x81, 126, 0x03, 0xE8}, "abc\xff")); // 4 of 1 000 bytes
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QCOMPARE(codeOf(server.payloads(Opcode::Close).first()), quint16(1007));
    const Entry row = client.frames(Direction::Received).last();
    QVERIFY(row.violation());
    QVERIFY((row.row.bits & EntryUnfinished) != 0);
    QCOMPARE(client.payload(row), QByteArray("abc\xff"));
    QCOMPARE(row.row.wireLength, qint64(4 + 1000)); // as its header said
}

void TestClientSessionFrames::fragmentsAndAPingBetweenThem()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(Opcode::Binary, "one", false);
    server.send(Opcode::Ping, "between");
    server.send(Opcode::Continuation, "", false);
    server.send(Opcode::Continuation, "two", true);
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.payloads(Opcode::Pong), QList<QByteArray>{"between"});
    QCOMPARE(server.payloads(Opcode::Binary), QList<QByteArray>{"onetwo"});
}

void TestClientSessionFrames::aFrameWithTheResponse()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept({}, serverFrame(Opcode::Text, "early") + bytes({0x82, 4}, "ha"));
    QTRY_COMPARE(server.payloads(Opcode::Text), QList<QByteArray>{"early"});
    server.send("lf");
    QTRY_COMPARE(server.payloads(Opcode::Binary), QList<QByteArray>{"half"});
    QCOMPARE(client.record().rawResponse, server.acceptHead());
}

void TestClientSessionFrames::aCloseWithTheResponse()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.accept({}, serverFrame(Opcode::Text, "bye") + serverFrame(Opcode::Close, closePayload(1013)));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.record().closeCode, quint16(1013));
    QCOMPARE(client.record().closedBy, ClosedBy::Peer);
    QCOMPARE(client.frames(Direction::Received).size(), 2);
}

void TestClientSessionFrames::aFrameThatTakesSevenSeconds()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(bytes({0x81, 10}, "first"));
    QTimer::singleShot(7'000, &server, [&server] { server.send("later"); });
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Text), QList<QByteArray>{"firstlater"}, 10'000);
    QCOMPARE(server.frames.size(), 1);
    QVERIFY(client.isOpen());
}

void TestClientSessionFrames::sixteenMebibytes()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QByteArray big(16 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < big.size(); ++i)
        big[i] = char('a' + i % 26);
    server.send(Opcode::Text, big);
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Text).size(), 1, 20'000);
    QVERIFY(server.payloads(Opcode::Text).first() == big);
    server.frames.clear();
    client.session()->sendBinary(client.connection(), big, 1);
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Binary).size(), 1, 20'000);
    QVERIFY(server.payloads(Opcode::Binary).first() == big);
    QVERIFY(server.frames.first().header.fin);
    const QList<Entry> sent = client.frames(Direction::Sent);
    QCOMPARE(sent.last().payloadLength, 16 << 20);
    QCOMPARE(sent.last().row.lengthBits, quint8(64));
    QVERIFY(client.payload(sent.last()) == big);
}

void TestClientSessionFrames::masks()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false));
    for (int i = 0; i < 4; ++i)
        client.session()->sendText(client.connection(), QStringLiteral("same"));
    client.session()->ping(client.connection(), "p");
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.frames.size(), 6);
    QSet<quint32> keys;
    const QList<Entry> sent = client.frames(Direction::Sent);
    QCOMPARE(sent.size(), 6);
    QList<ReceivedFrame> onWire = server.frames;
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const MaskingKey key = onWire.at(i).header.maskingKey;
        QVERIFY(onWire.at(i).header.masked);
        QVERIFY(sent.at(i).masked());
        QCOMPARE(sent.at(i).row.maskKey, quint32(key[0]) << 24 | quint32(key[1]) << 16 | quint32(key[2]) << 8 | key[3]);
        keys.insert(sent.at(i).row.maskKey);
    }
    QCOMPARE(keys.size(), 6); // RFC 6455 §5.3: unpredictable
    QVERIFY(!keys.contains(0));
}

void TestClientSessionFrames::pingsFromTheServer()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray longest(125, 'p');
    server.send(Opcode::Ping, longest);
    server.send(Opcode::Ping, "");
    server.send(Opcode::Text, "end");
    QTRY_COMPARE(server.payloads(Opcode::Text).size(), 1);
    QCOMPARE(server.payloads(Opcode::Pong), (QList<QByteArray>{longest, QByteArray()}));
    QCOMPARE(client.frames(Direction::Sent).size(), 3);
}

void TestClientSessionFrames::pingsFromUs()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->ping(client.connection(), "question", 1);
    client.session()->pong(client.connection(), "unasked", 2);
    client.session()->ping(client.connection(), QByteArray(126, 'x'), 3);
    QTRY_COMPARE(client.sent.size(), 3);
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(client.sent.at(0).error, QString());
    QCOMPARE(client.sent.at(1).error, QString());
    QVERIFY2(client.sent.at(2).error.contains(QStringLiteral("RFC 6455 §5.5")), qPrintable(client.sent.at(2).error));
    QCOMPARE(server.payloads(Opcode::Ping), QList<QByteArray>{"question"});
    QCOMPARE(server.payloads(Opcode::Pong), QList<QByteArray>{"unasked"});
    server.send(Opcode::Pong, "question");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    QCOMPARE(client.frames(Direction::Received).first().opcode(), Opcode::Pong);
    QVERIFY(client.isOpen());
}

void TestClientSessionFrames::framesAfterClose()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(serverFrame(Opcode::Close, closePayload(1000)) + serverFrame(Opcode::Text, "too late"));
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(server.frames.first().payload, closePayload(1000));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    const QList<Entry> frames = client.frames(Direction::Received);
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames.at(1).violation());
    QVERIFY(frames.at(1).text.contains(QStringLiteral("RFC 6455 §5.5.1")));
    QVERIFY(client.record().clean);
}

void TestClientSessionFrames::aHugeFrameAfterClose()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(serverFrame(Opcode::Close, closePayload(1000)) + bytes({0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0}, "start"));
    QTRY_COMPARE(client.frames(Direction::Received).size(), 2); // not kept in memory until it is whole
    const Entry row = client.frames(Direction::Received).last();
    QVERIFY(row.violation() && (row.row.bits & EntryUnfinished) != 0);
    QCOMPARE(client.payload(row), QByteArray("start"));
    server.send("more of it");
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(client.record().clean);
    QCOMPARE(client.frames(Direction::Received).size(), 2);
}

void TestClientSessionFrames::vanishesInsideAFrame()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(serverFrame(Opcode::Text, "whole") + bytes({0x82, 100}, "only this"));
    QTRY_COMPARE(server.frames.size(), 1);
    server.socket()->abort();
    QTRY_COMPARE(client.closed, 1);
    QTRY_VERIFY(client.isIdle());
    const Entry row = client.frames(Direction::Received).last();
    QVERIFY((row.row.bits & EntryUnfinished) != 0);
    QCOMPARE(client.payload(row), QByteArray("only this"));
    const ConnectionRecord record = client.record();
    QCOMPARE(record.closeCode, AbnormalClosure);
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    QVERIFY(!record.clean);
    QCOMPARE(client.lastRow().row.kind, EntryKind::Closed);
    QVERIFY2(client.lastRow().text.contains(QStringLiteral("1006")), qPrintable(client.lastRow().text));
}

void TestClientSessionFrames::vanishesInsideAHeader()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    server.send(bytes({0x82, 126, 1}));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    const QList<Entry> rows = client.rows();
    QVERIFY(std::any_of(rows.begin(), rows.end(), [](const Entry &row) {
        return row.row.kind == EntryKind::Notice && row.text.contains(QStringLiteral("82 7e 01"));
    }));
}

void TestClientSessionFrames::onlyWholeFramesReachQt()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray wire = serverFrame(Opcode::Text, "byte") + serverFrame(Opcode::Binary, "by byte");
    for (const char byte : wire)
        server.send(QByteArray(1, byte));
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.payloads(Opcode::Text), QList<QByteArray>{"byte"});
    QCOMPARE(server.payloads(Opcode::Binary), QList<QByteArray>{"by byte"});
}

QTEST_GUILESS_MAIN(TestClientSessionFrames)
#include "tst_clientsession_frames.moc"
