// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/protocol/zlibpeers.h"
#include "tests/support/failonwarnings.h"
#include "tests/tap/inboundsink.h"

#include <QRandomGenerator>
#include <QTest>

using namespace handglass;
using namespace handglass::inboundtest;

namespace {

constexpr quint8 Rsv1 = 0x40;
constexpr quint8 TextPacked = Text | Rsv1;
constexpr quint8 TextPackedMore = TextMore | Rsv1;
constexpr quint8 BinaryPacked = Binary | Rsv1;
constexpr quint8 BinaryPackedMore = BinaryMore | Rsv1;
constexpr quint64 Limit = 1 << 20;

/// Of a mock, whose peer takes over its context or not.
TapSettings deflated(bool takeover = true, quint64 limit = Limit)
{
    TapSettings terms = settings(Role::Server, limit);
    terms.deflate = DeflateAgreement();
    terms.deflate->clientNoContextTakeover = !takeover;
    return terms;
}

/// The same of a client, and what its peer sends: the frames without their masks.
TapSettings ofClient(TapSettings terms)
{
    terms.role = Role::Client;
    std::swap(terms.deflate->clientNoContextTakeover, terms.deflate->serverNoContextTakeover);
    return terms;
}

QByteArray ofServer(const QByteArray &frames)
{
    QByteArray bytes;
    FrameReader reader;
    reader.feed(frames);
    for (Frame one; reader.next(one);)
        bytes += frame(one.header.firstByte(), one.payload, false);
    return bytes;
}

/// RFC 7692 §7.2.3: "Hello" in the ways that its examples show.
QByteArray hello()
{
    return QByteArray::fromHex("f248cdc9c90700");
}

QByteArray helloAgain()
{
    return QByteArray::fromHex("f200110000");
}

QByteArray packed(QByteArrayView plain)
{
    return ZlibSender(15, false).send(plain.toByteArray());
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(42);
    std::generate(bytes.begin(), bytes.end(), [&random] { return char(random.bounded(256)); });
    return bytes;
}

} // namespace

class TestInboundDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void decompresses_data();
    void decompresses();
    void decompressesByteByByte_data() { decompresses_data(); }
    void decompressesByteByByte();
    void violations_data();
    void violations();
    void failsInsideAFrame_data();
    void failsInsideAFrame();
    void rsv1WithoutAgreement_data();
    void rsv1WithoutAgreement();
    void keepsWhatCameOfAnUnfinishedFrame();
    void stopsABomb_data();
    void stopsABomb();
    void takesTheLargestMessage_data();
    void takesTheLargestMessage();
    void takesAServersMessages();
};

void TestInboundDeflate::decompresses_data()
{
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("contents"); ///< null: none
    QTest::addColumn<QByteArray>("delivered");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &contents,
                         const QByteArray &delivered,
                         bool takeover = true) { QTest::newRow(name) << takeover << bytes << contents << delivered; };
    const QByteArray one = whole(Opcode::Text, "Hello");
    row("one frame", frame(TextPacked, hello()), {"Hello"}, one);
    row("binary", frame(BinaryPacked, packed(QByteArray(70'000, 'x'))), {QByteArray(70'000, 'x')},
        whole(Opcode::Binary, QByteArray(70'000, 'x')));
    row("two fragments", frame(TextPackedMore, hello().first(3)) + frame(Last, hello().sliced(3)), {"He", "llo"}, one);
    row("an empty first fragment", frame(TextPackedMore, "") + frame(Last, hello()), {"", "Hello"}, one);
    row("an empty last fragment", frame(TextPackedMore, hello()) + frame(Last, ""), {"Hello", ""}, one);
    row("empty fragments between",
        frame(TextPackedMore, hello().first(1)) + frame(Next, "") + frame(Next, hello().mid(1, 4)) + frame(Next, "")
            + frame(Last, hello().sliced(5)),
        {"", "", "Hell", "", "o"}, one);
    row("control frames between",
        frame(TextPackedMore, hello().first(3)) + frame(Ping, "") + frame(Pong, "") + frame(Last, hello().sliced(3)),
        {"He", {}, {}, "llo"}, one);
    row("the window is taken over", frame(TextPacked, hello()) + frame(TextPacked, helloAgain()), {"Hello", "Hello"},
        one + one);
    row("an uncompressed message leaves the window", // RFC 7692 §7.2.3.2
        frame(TextPacked, hello()) + frame(Text, "between") + frame(TextPacked, helloAgain()), {"Hello", {}, "Hello"},
        one + frame(Text, "between") + one);
    row("no takeover", frame(TextPacked, hello()) + frame(TextPacked, hello()), {"Hello", "Hello"}, one + one, false);
    row("a block without compression", frame(TextPacked, QByteArray::fromHex("000500faff48656c6c6f00")), {"Hello"},
        one);
    row("a final block", frame(TextPacked, QByteArray::fromHex("f348cdc9c9070000")), {"Hello"}, one);
    row("a final block, and the window goes on",
        frame(TextPacked, QByteArray::fromHex("f348cdc9c9070000")) + frame(TextPacked, helloAgain()),
        {"Hello", "Hello"}, one + one);
    row("a final block, and no takeover",
        frame(TextPacked, QByteArray::fromHex("f348cdc9c9070000")) + frame(TextPacked, hello()), {"Hello", "Hello"},
        one + one, false);
    row("two blocks", frame(TextPacked, QByteArray::fromHex("f248050000 00ffffcac9c90700")), {"Hello"}, one);
    row("empty", frame(TextPacked, QByteArray(1, '\0')), {""}, whole(Opcode::Text, ""));
    row("empty in fragments", frame(BinaryPackedMore, "") + frame(Last, QByteArray(1, '\0')), {"", ""},
        whole(Opcode::Binary, ""));
    row("UTF-8 split in the content",
        frame(TextPackedMore, packed("\xe2\x82\xac").first(2)) + frame(Last, packed("\xe2\x82\xac").sliced(2)),
        {"\xe2", "\x82\xac"}, whole(Opcode::Text, "\xe2\x82\xac"));
    row("a byte order mark is kept", frame(TextPacked, packed("\xEF\xBB\xBFx")), {"\xEF\xBB\xBFx"},
        whole(Opcode::Text, "\xEF\xBB\xBF\xEF\xBB\xBFx"));
    row("not compressed", frame(Text, "plain") + frame(BinaryMore, "a") + frame(Last, "b"), {{}, {}, {}},
        frame(Text, "plain") + whole(Opcode::Binary, "ab"));
}

void TestInboundDeflate::decompresses()
{
    QFETCH(bool, takeover);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, contents);
    Sink sink;
    Inbound inbound(sink, deflated(takeover));
    inbound.consume(bytes);
    inbound.finish();
    QCOMPARE(sink.controls.filter(QStringLiteral("violated")), QStringList());
    QTEST(sink.delivered, "delivered");
    QCOMPARE(sink.contents.size(), contents.size());
    for (qsizetype i = 0; i < contents.size(); ++i) {
        QCOMPARE(sink.contents.at(i).has_value(), !contents.at(i).isNull());
        QCOMPARE(sink.contents.at(i).value_or(QByteArray()), contents.at(i));
    }
    QVERIFY(sink.violations.join(QString()).isEmpty());
}

void TestInboundDeflate::decompressesByteByByte()
{
    QFETCH(bool, takeover);
    QFETCH(QByteArray, bytes);
    Sink reference;
    Inbound(reference, deflated(takeover)).consume(bytes);
    Sink sink;
    Inbound inbound(sink, deflated(takeover));
    for (const char byte : bytes)
        inbound.consume(QByteArrayView(&byte, 1));
    inbound.finish();
    QTEST(sink.delivered, "delivered");
    QCOMPARE(sink.rows, reference.rows);
    QCOMPARE(sink.contents, reference.contents);

    Sink client;
    Inbound inboundOfClient(client, ofClient(deflated(takeover)));
    for (const char byte : ofServer(bytes))
        inboundOfClient.consume(QByteArrayView(&byte, 1));
    QCOMPARE(client.rows, reference.rows);
    QCOMPARE(client.contents, reference.contents);
    QCOMPARE(ofServer(client.delivered), ofServer(reference.delivered));
}

void TestInboundDeflate::violations_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &bad, int code, const QString &sentence) {
        QTest::newRow(name) << bad << code << sentence;
    };
    row("RSV1 in a continuation", frame(TextPackedMore, hello().first(3)) + frame(Last | Rsv1, hello().sliced(3)), 1002,
        u"expected RSV1 only in the first frame of a message, got RSV1 1 in a continuation frame, RFC 7692 §6.1"_qs);
    row("RSV1 in a ping", frame(Ping | Rsv1, ""), 1002, u"got RSV1 1 in a Ping, RFC 7692 §6.1"_qs);
    row("RSV1 in a close", frame(Close | Rsv1, ""), 1002, u"got RSV1 1 in a Close frame, RFC 7692 §6.1"_qs);
    row("RSV2 beside it", frame(TextPacked | 0x20, hello()), 1002, u"expected RSV2 0"_qs);
    row("no DEFLATE data", frame(BinaryPacked, "Hello"), 1007, u"RFC 7692 §7.2.2"_qs);
    row("a reserved block type", frame(BinaryPacked, "\x07"), 1007, u"RFC 7692 §7.2.2"_qs);
    row("too far back", frame(BinaryPacked, helloAgain()), 1007, u"RFC 7692 §7.2.2"_qs);
    row("cut", frame(BinaryPacked, hello().chopped(2)), 1007,
        u"got a message that does not end with the header of an empty block, RFC 7692 §7.2.2"_qs);
    row("no payload", frame(BinaryPacked, ""), 1007, u"RFC 7692 §7.2.2"_qs);
    row("not UTF-8 in the content", frame(TextPacked, packed("ab\xa3")), 1007,
        u"expected UTF-8, got 0xa3 at byte 2, RFC 6455 §8.1"_qs);
    row("UTF-8 unfinished in the content", frame(TextPacked, packed("ab\xe2\x82")), 1007,
        u"got 0xe2 at byte 2, RFC 6455 §8.1"_qs);
    row("not UTF-8 over fragments",
        frame(TextPackedMore, packed("\xe2").chopped(1)) + frame(Last, packed("\xe2").last(1)), 1007,
        u"expected UTF-8, got 0xe2 at byte 0, RFC 6455 §8.1"_qs);
}

void TestInboundDeflate::violations()
{
    QFETCH(QByteArray, bad);
    QFETCH(int, code);
    QFETCH(QString, sentence);
    const QByteArray all = frame(Binary, "good") + bad + frame(Ping, "no pong") + frame(TextPacked, hello());
    const auto verify = [&](const Sink &sink, bool fromClient = true) {
        QCOMPARE(sink.delivered, frame(Binary, "good", fromClient));
        QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
        const QStringList said = sink.violations.filter(QStringLiteral("expected"));
        QCOMPARE(said.size(), 1);
        QVERIFY2(said.first().contains(sentence), qPrintable(said.first()));
    };
    Sink sink;
    Inbound inbound(sink, deflated());
    inbound.consume(all);
    verify(sink);
    QVERIFY(!sink.contents.last());

    Sink slow;
    Inbound bytewise(slow, deflated());
    for (const char byte : all)
        bytewise.consume(QByteArrayView(&byte, 1));
    verify(slow);

    const QByteArray fromServer = ofServer(all);
    Sink client;
    Inbound inboundOfClient(client, ofClient(deflated()));
    inboundOfClient.consume(fromServer);
    verify(client, false);

    Sink slowClient;
    Inbound bytewiseOfClient(slowClient, ofClient(deflated()));
    for (const char byte : fromServer)
        bytewiseOfClient.consume(QByteArrayView(&byte, 1));
    verify(slowClient, false);
}

void TestInboundDeflate::failsInsideAFrame_data()
{
    QTest::addColumn<QByteArray>("start"); ///< of the payload
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not DEFLATE") << QByteArray("\xff\xff\xff") << 1007 << QByteArray();
    QTest::newRow("not UTF-8") << packed("abc\xff") << 1007 << QByteArray("abc\xff");
    QTest::newRow("too big") << packed(QByteArray(Limit + 1, 'x')) << 1009 << QByteArray(Limit, 'x');
}

/// Its header says that more is to come.
void TestInboundDeflate::failsInsideAFrame()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    Sink sink;
    Inbound inbound(sink, deflated());
    const QByteArray bytes = frame(TextPacked, start + QByteArray(10'000, '\0'));
    inbound.consume(bytes.first(8 + start.size()));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    QCOMPARE(sink.rows.size(), 1);
    QVERIFY(sink.rows.first().endsWith(QLatin1String("unfinished !")));
    QCOMPARE(sink.contents.first().value_or(QByteArray()), content);
    QVERIFY(sink.delivered.isEmpty());
}

void TestInboundDeflate::rsv1WithoutAgreement_data()
{
    QTest::addColumn<Role>("self");
    QTest::newRow("client") << Role::Client;
    QTest::newRow("mock") << Role::Server;
}

void TestInboundDeflate::rsv1WithoutAgreement()
{
    QFETCH(Role, self);
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(frame(TextPacked, hello(), self == Role::Server));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1002")});
    QCOMPARE(
        sink.violations.first(), QStringLiteral("expected RSV1 0, got 1 and no extension that uses it, RFC 6455 §5.2"));
    QVERIFY(!sink.contents.first());
}

void TestInboundDeflate::keepsWhatCameOfAnUnfinishedFrame()
{
    Sink sink;
    Inbound inbound(sink, deflated());
    inbound.consume(frame(TextPacked, hello()).first(6 + 5));
    QVERIFY(sink.rows.isEmpty());
    inbound.finish();
    QCOMPARE(sink.rows.size(), 1);
    QCOMPARE(sink.contents.first().value_or(QByteArray()), QByteArray("Hell"));
}

void TestInboundDeflate::stopsABomb_data()
{
    QTest::addColumn<QByteArrayList>("frames");
    const QByteArray bomb = packed(QByteArray(64 << 20, '\0'));
    QTest::newRow("one frame") << QByteArrayList{frame(BinaryPacked, bomb)};
    QTest::newRow("fragments") << QByteArrayList{
        frame(BinaryPackedMore, bomb.first(600)), frame(Next, bomb.mid(600, 400)), frame(Last, bomb.sliced(1000))};
}

void TestInboundDeflate::stopsABomb()
{
    QFETCH(QByteArrayList, frames);
    Sink sink;
    Inbound inbound(sink, deflated());
    inbound.consume(frames.join());
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1009")});
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")),
        QStringList{
            QStringLiteral("expected at most 1048576 bytes in a decompressed message, got more, RFC 6455 §10.4")});
    quint64 plain = 0;
    for (const auto &content : sink.contents) {
        plain += quint64(content.value_or(QByteArray()).size());
        QVERIFY(content.value_or(QByteArray()).capacity() <= qsizetype(Limit) + 4096);
    }
    QCOMPARE(plain, Limit);
    QVERIFY(sink.delivered.isEmpty());
}

void TestInboundDeflate::takesTheLargestMessage_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("that compresses") << QByteArray(Limit, 'x');
    QTest::newRow("that does not") << noise(Limit); // on the wire it is longer than the limit
}

void TestInboundDeflate::takesTheLargestMessage()
{
    QFETCH(QByteArray, plain);
    Sink sink;
    Inbound inbound(sink, deflated());
    inbound.consume(frame(BinaryPacked, packed(plain)));
    QCOMPARE(sink.controls, QStringList());
    QVERIFY(sink.delivered == whole(Opcode::Binary, plain));
    inbound.consume(frame(BinaryPacked, packed(plain + 'x')));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1009")});
}

void TestInboundDeflate::takesAServersMessages()
{
    TapSettings terms = settings(Role::Client, Limit);
    terms.deflate = DeflateAgreement();
    terms.deflate->clientNoContextTakeover = true; // says nothing about this direction
    Sink sink;
    Inbound inbound(sink, terms);
    inbound.consume(frame(TextPacked, hello(), false) + frame(TextPacked, helloAgain(), false));
    FrameHeader header;
    QCOMPARE(sink.delivered, encodeFrame(header, "Hello") + encodeFrame(header, "Hello"));
    terms.deflate->serverNoContextTakeover = true;
    Sink fresh;
    Inbound(fresh, terms).consume(frame(TextPacked, hello(), false) + frame(TextPacked, helloAgain(), false));
    QCOMPARE(fresh.controls, QStringList{QStringLiteral("violated 1007")});
}

QTEST_GUILESS_MAIN(TestInboundDeflate)
#include "tst_inbound_deflate.moc"
