// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/tap/inboundsink.h"

#include <QTest>

using namespace handglass;
using namespace handglass::inboundtest;

class TestInbound : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void takesFrames_data();
    void takesFrames();
    void takesThemInAnyChunks_data();
    void takesThemInAnyChunks();
    void forwardsARunWithoutACopy();
    void violations_data();
    void violations();
    void judgesAPendingHeader_data();
    void judgesAPendingHeader();
    void judgesPendingText();
    void keepsTheRestOfAFailedFrame();
    void tellsALongRestInParts();
    void knowsWhetherACloseMayCome();
    void keepsAByteOrderMark_data();
    void keepsAByteOrderMark();
    void finishes_data();
    void finishes();
    void takesAServersFrames();
    void limitsAMessage();
};

void TestInbound::takesFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QByteArray>("delivered");

    QTest::newRow("one") << frame(Text, "hi") << list({"1 hi", "deliver 8 bytes"}) << frame(Text, "hi");
    QTest::newRow("empty") << frame(Binary, "") << list({"2 ", "deliver 6 bytes"}) << frame(Binary, "");
    const QByteArray three = frame(Text, "a") + frame(Binary, "b") + frame(Text, "c");
    QTest::newRow("a run") << three << list({"1 a", "2 b", "1 c", "deliver 21 bytes"}) << three;
    QTest::newRow("a ping breaks the run, and is not delivered")
        << frame(Text, "a") + frame(Ping, "p") + frame(Text, "b")
        << list({"1 a", "9 p", "ping p", "1 b", "deliver 7 bytes", "deliver 7 bytes"})
        << frame(Text, "a") + frame(Text, "b");
    QTest::newRow("a pong is only logged") << frame(Pong, "p") << list({"a p"}) << QByteArray();
    QTest::newRow("fragments are put together")
        << frame(TextMore, "a") + frame(Next, "b") + frame(Last, "c")
        << list({"1- a first", "0- b of 1", "0 c last of 1", "deliver 9 bytes"}) << whole(Opcode::Text, "abc");
    QTest::newRow("UTF-8 split between fragments")
        << frame(TextMore, "\xf0\x9d") + frame(Next, "") + frame(Next, "\x84") + frame(Last, "\x9e")
        << list({"1- \xf0\x9d first", "0-  of 1", "0- \x84 of 1", "0 \x9e last of 1", "deliver 10 bytes"})
        << whole(Opcode::Text, "\xf0\x9d\x84\x9e");
    QTest::newRow("a ping between fragments")
        << frame(BinaryMore, "\xff") + frame(Ping, "") + frame(Last, "\xfe")
        << list({"2- \xff first", "9 ", "ping ", "0 \xfe last of 1", "deliver 8 bytes"})
        << whole(Opcode::Binary, "\xff\xfe");
    QTest::newRow("fragments between messages keep the order")
        << frame(Text, "a") + frame(TextMore, "b") + frame(Last, "c") + frame(Text, "d")
        << list({"1 a", "1- b first", "0 c last of 2", "deliver 7 bytes", "deliver 8 bytes", "1 d", "deliver 7 bytes"})
        << frame(Text, "a") + whole(Opcode::Text, "bc") + frame(Text, "d");
    QTest::newRow("two fragmented messages")
        << frame(TextMore, "a") + frame(Last, "b") + frame(BinaryMore, "c") + frame(Last, "d")
        << list({"1- a first", "0 b last of 1", "deliver 8 bytes", "2- c first", "0 d last of 3", "deliver 8 bytes"})
        << whole(Opcode::Text, "ab") + whole(Opcode::Binary, "cd");
    QTest::newRow("close") << frame(Text, "a")
            + frame(Close,
                "\x03\xe8"
                "bye")
                           << list({"1 a",
                                  "8 \x03\xe8"
                                  "bye",
                                  "deliver 7 bytes", "close 1000 bye"})
                           << frame(Text, "a");
    QTest::newRow("empty close") << frame(Close, "") << list({"8 ", "close 1005 "}) << QByteArray();
    QTest::newRow("nothing after a close") << frame(Close, "") + frame(Text, "late") + frame(Ping, "late")
                                           << list({"8 ", "close 1005 ", "1 late !", "9 late"}) << QByteArray();
}

void TestInbound::takesFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, events);
    QFETCH(QByteArray, delivered);
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    inbound.consume(bytes);
    QCOMPARE(sink.events, events);
    QCOMPARE(sink.delivered, delivered);
    inbound.finish();
    QCOMPARE(sink.events, events);
}

void TestInbound::takesThemInAnyChunks_data()
{
    takesFrames_data();
}

void TestInbound::takesThemInAnyChunks()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, delivered);
    Sink reference;
    Inbound(reference, settings(Role::Server, 1 << 20)).consume(bytes);
    for (qsizetype size = 1; size < bytes.size(); ++size) {
        Sink sink;
        Inbound inbound(sink, settings(Role::Server, 1 << 20));
        for (qsizetype at = 0; at < bytes.size(); at += size) {
            const QByteArray chunk = bytes.mid(at, size); // gone before the next
            inbound.consume(chunk);
        }
        inbound.finish();
        QCOMPARE(sink.rows, reference.rows);
        QCOMPARE(sink.controls, reference.controls);
        QCOMPARE(sink.violations, reference.violations);
        QCOMPARE(sink.delivered, delivered);
    }
}

void TestInbound::forwardsARunWithoutACopy()
{
    const QByteArray chunk = frame(Text, "one") + frame(Binary, "two") + frame(Text, "three");
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    inbound.consume(chunk + QByteArray());
    QCOMPARE(sink.runs.size(), 1);
    Sink same;
    Inbound(same, settings(Role::Server, 1 << 20)).consume(chunk);
    QVERIFY(same.firstRunAt == chunk.constData());
}

void TestInbound::violations_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &bad, int code, const QString &sentence) {
        QTest::newRow(name) << bad << code << sentence;
    };
    row("unmasked", frame(Text, "x", false), 1002,
        u"expected a masked frame from the client, got MASK 0, RFC 6455 §5.1"_qs);
    row("RSV2", frame(0xA1, "x"), 1002, u"RFC 6455 §5.2"_qs);
    row("opcode 3", frame(0x83, "x"), 1002, u"RFC 6455 §5.2"_qs);
    row("opcode F", frame(0x8F, ""), 1002, u"RFC 6455 §5.2"_qs);
    row("ping without FIN", frame(0x09, "x"), 1002, u"RFC 6455 §5.5"_qs);
    row("ping of 126", frame(Ping, QByteArray(126, 'p')), 1002,
        u"expected at most 125 bytes in a Ping, got 126, RFC 6455 §5.5"_qs);
    row("continuation of nothing", frame(Last, "x"), 1002, u"RFC 6455 §5.4"_qs);
    row("message in a message", frame(TextMore, "x") + frame(Text, "y"), 1002, u"RFC 6455 §5.4"_qs);
    row("not UTF-8", frame(Text, "ab\xa3"), 1007, u"expected UTF-8, got 0xa3 at byte 2, RFC 6455 §8.1"_qs);
    row("not UTF-8 over fragments", frame(TextMore, "a\xf0") + frame(Last, "x"), 1007, u"RFC 6455 §8.1"_qs);
    row("UTF-8 unfinished", frame(TextMore, "a") + frame(Last, "\xe2\x82"), 1007, u"at byte 1, RFC 6455 §8.1"_qs);
    row("close of one byte", frame(Close, "x"), 1002, u"RFC 6455 §5.5.1"_qs);
    row("close 1006", frame(Close, "\x03\xee"), 1002, u"RFC 6455 §7.4"_qs);
    row("close reason not UTF-8", frame(Close, "\x03\xe8\xff"), 1007, u"RFC 6455"_qs);
    row("length not minimal", QByteArray::fromHex("82fe0001000000007f"), 1002, u"RFC 6455 §5.2"_qs);
}

void TestInbound::violations()
{
    QFETCH(QByteArray, bad);
    QFETCH(int, code);
    QFETCH(QString, sentence);
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    // What is good before it is delivered, nothing after it is, and all of it is logged.
    inbound.consume(frame(Binary, "good") + bad + frame(Ping, "no pong") + frame(Text, "late"));
    QCOMPARE(sink.delivered, frame(Binary, "good"));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    const QStringList said = sink.violations.filter(QStringLiteral("expected"));
    QCOMPARE(said.size(), 1);
    QVERIFY2(said.first().contains(sentence), qPrintable(said.first()));
    QCOMPARE(sink.rows.filter(QStringLiteral("!")).size(), 1);
    QCOMPARE(sink.rows.last(), QStringLiteral("1 late"));
    // The peer's answer to our close frame is told still.
    inbound.consume(frame(Close, "\x03\xea"));
    QCOMPARE(sink.controls.last(), QStringLiteral("close 1002 "));

    // One byte at a time the verdict is the same.
    Sink slow;
    Inbound bytewise(slow, settings(Role::Server, 1 << 20));
    const QByteArray all = frame(Binary, "good") + bad + frame(Text, "late");
    for (const char byte : all)
        bytewise.consume(QByteArrayView(&byte, 1));
    QCOMPARE(slow.delivered, frame(Binary, "good"));
    QCOMPARE(slow.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    QCOMPARE(slow.violations.filter(QStringLiteral("expected")), said);
    QCOMPARE(slow.rows.last(), QStringLiteral("1 late"));
}

void TestInbound::judgesAPendingHeader_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("code");
    QTest::newRow("over the limit") << QByteArray::fromHex("82ff000000000010000112345678") << 1009;
    QTest::newRow("2^64-1 bytes") << QByteArray::fromHex("82ffffffffffffffffff12345678") << 1002;
    QTest::newRow("unmasked") << QByteArray::fromHex("820a") << 1002;
    QTest::newRow("a ping of 126") << QByteArray::fromHex("89fe007e12345678") << 1002;
    QTest::newRow("a text of a reserved bit") << QByteArray::fromHex("d18512345678") << 1002;
}

void TestInbound::judgesAPendingHeader()
{
    QFETCH(QByteArray, header);
    QFETCH(int, code);
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    inbound.consume(header);
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    QCOMPARE(sink.rows.size(), 1);
    QVERIFY2(sink.rows.first().endsWith(QLatin1String("unfinished !")), qPrintable(sink.rows.first()));
    inbound.finish();
    QCOMPARE(sink.rows.size(), 1);
}

void TestInbound::judgesPendingText()
{
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    const QByteArray bytes = frame(Text, "abc\xff" + QByteArray(100, 'd'));
    inbound.consume(bytes.first(9));
    QVERIFY(sink.controls.isEmpty());
    inbound.consume(bytes.mid(9, 3));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1007")});
    QVERIFY(sink.violations.last().contains(u"0xff at byte 3"_qs));
    QCOMPARE(sink.rows,
        QStringList{QString::fromLatin1("1 abc\xff"
                                        "dd unfinished !")});
}

void TestInbound::keepsTheRestOfAFailedFrame()
{
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 10));
    const QByteArray tooBig = frame(Binary, "0123456789abcdef");
    inbound.consume(tooBig.first(9));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1009")});
    QCOMPARE(sink.rows, QStringList{QStringLiteral("2 012 unfinished !")});
    for (const char byte : tooBig.mid(9, 5))
        inbound.consume(QByteArrayView(&byte, 1));
    QVERIFY(sink.rest.isEmpty()); // one row for it, not one for each byte
    inbound.consume(tooBig.sliced(14) + frame(Text, "late"));
    QCOMPARE(sink.rest, QStringList{QStringLiteral("1: 3456789abcdef")});
    QCOMPARE(sink.rows.size(), 2);
    QCOMPARE(sink.rows.last(), QStringLiteral("1 late"));
    QVERIFY(sink.delivered.isEmpty());

    Sink cut;
    Inbound ended(cut, settings(Role::Server, 10));
    ended.consume(tooBig.first(9));
    ended.consume(tooBig.mid(9, 2));
    ended.finish();
    QCOMPARE(cut.rest, QStringList{QStringLiteral("1: 34")});
    ended.finish();
    QCOMPARE(cut.rest.size(), 1);
}

void TestInbound::tellsALongRestInParts()
{
    Sink sink;
    Inbound inbound(sink, settings(Role::Client, 10));
    inbound.consume(QByteArray::fromHex("827f0000000010000000"));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1009")});
    const QByteArray part(1 << 20, 'r');
    for (int i = 1; i <= 3; ++i) {
        inbound.consume(part);
        QCOMPARE(sink.rest.size(), i);
    }
}

void TestInbound::knowsWhetherACloseMayCome()
{
    Sink sink;
    Inbound unfinished(sink, settings(Role::Server, 1 << 20));
    const QByteArray bad = frame(Text, "\xff and more");
    unfinished.consume(bad.first(8));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1007")});
    QVERIFY(!unfinished.closeMayCome());
    unfinished.consume(bad.sliced(8));
    QVERIFY(unfinished.closeMayCome());
    QVERIFY(!unfinished.closeCame());
    unfinished.consume(frame(Close, ""));
    QVERIFY(!unfinished.closeMayCome());
    QVERIFY(unfinished.closeCame());

    Inbound badClose(sink, settings(Role::Server, 1 << 20));
    QVERIFY(badClose.closeMayCome());
    badClose.consume(frame(Close, "x"));
    QVERIFY(!badClose.closeMayCome());
    QVERIFY(badClose.closeCame());
}

void TestInbound::keepsAByteOrderMark_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("delivered");
    const QByteArray twice("\xEF\xBB\xBF\xEF\xBB\xBFtext");
    QTest::newRow("text") << frame(Text, twice.sliced(3)) << whole(Opcode::Text, twice);
    QTest::newRow("fragments") << frame(TextMore, twice.mid(3, 1)) + frame(Last, twice.sliced(4))
                               << whole(Opcode::Text, twice);
    QTest::newRow("binary") << frame(Binary, twice) << frame(Binary, twice);
    QTest::newRow("between others keeps the order") << frame(Text, "a") + frame(Text, twice.sliced(3))
            + frame(Text, "b") << frame(Text, "a") + whole(Opcode::Text, twice) + frame(Text, "b");
}

/// QWebSocket drops one.
void TestInbound::keepsAByteOrderMark()
{
    QFETCH(QByteArray, bytes);
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    inbound.consume(bytes);
    QTEST(sink.delivered, "delivered");
    QVERIFY(sink.controls.isEmpty());
}

void TestInbound::finishes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QStringList>("controls");
    const QByteArray bytes = frame(Binary, QByteArray(200, 'x')); // a header of 8 bytes
    QTest::newRow("nothing") << QByteArray() << QStringList() << QStringList();
    QTest::newRow("one byte") << bytes.first(1) << QStringList() << list({"ended in header 82"});
    QTest::newRow("in the mask key") << bytes.first(6) << QStringList() << list({"ended in header 82fe00c81234"});
    QTest::newRow("header only") << bytes.first(8) << list({"2  unfinished"}) << QStringList();
    QTest::newRow("in the payload") << bytes.first(11) << list({"2 xxx unfinished"}) << QStringList();
    QTest::newRow("in a last fragment") << frame(TextMore, "a") + frame(Last, "bcd").first(8)
                                        << list({"1- a first", "0 bc last unfinished of 1"}) << QStringList();
}

void TestInbound::finishes()
{
    QFETCH(QByteArray, bytes);
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 1 << 20));
    inbound.consume(bytes);
    inbound.finish();
    QTEST(sink.rows, "rows");
    QTEST(sink.controls, "controls");
    inbound.finish(); // once is enough
    QTEST(sink.rows, "rows");
    QTEST(sink.controls, "controls");
}

void TestInbound::takesAServersFrames()
{
    Sink sink;
    Inbound inbound(sink, settings(Role::Client, 1 << 20));
    inbound.consume(frame(Text, "a", false) + frame(TextMore, "b", false) + frame(Last, "c", false));
    FrameHeader header;
    QCOMPARE(sink.delivered, frame(Text, "a", false) + encodeFrame(header, "bc"));
    inbound.consume(frame(Text, "x", true));
    QCOMPARE(sink.violations.last(),
        QStringLiteral("expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1"));
}

void TestInbound::limitsAMessage()
{
    Sink sink;
    Inbound inbound(sink, settings(Role::Server, 10));
    inbound.consume(frame(BinaryMore, "12345") + frame(Last, "67890"));
    QCOMPARE(sink.delivered, whole(Opcode::Binary, "1234567890"));
    inbound.consume(frame(BinaryMore, "12345") + frame(Last, "678901"));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1009")});
    QCOMPARE(sink.delivered, whole(Opcode::Binary, "1234567890"));
}

QTEST_GUILESS_MAIN(TestInbound)
#include "tst_inbound.moc"
