// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/protocol/zlibpeers.h"
#include "tests/support/failonwarnings.h"
#include "tests/tap/inboundsink.h"

#include <QTest>

using namespace handglass;
using namespace handglass::inboundtest;

namespace {

constexpr quint64 Limit = 1000;
constexpr quint8 BinaryPacked = Binary | 0x40;
constexpr quint8 BinaryPackedMore = BinaryMore | 0x40;
constexpr quint8 TextPacked = Text | 0x40;

TapSettings observing(Role self, bool takeover = true)
{
    TapSettings terms = settings(self, Limit);
    terms.observeOnly = true;
    terms.deflate = DeflateAgreement();
    terms.deflate->clientNoContextTakeover = !takeover;
    terms.deflate->serverNoContextTakeover = !takeover;
    return terms;
}

/// The other end's frames: a mock's peer masks.
QByteArray of(Role self, quint8 firstByte, QByteArrayView payload)
{
    return frame(firstByte, payload, self == Role::Server);
}

QByteArray wholeFor(Role self, Opcode opcode, QByteArrayView payload)
{
    FrameHeader header;
    header.opcode = opcode;
    header.masked = self == Role::Server;
    return encodeFrame(header, payload);
}

QByteArray text(QByteArrayView plain, int size)
{
    return plain.toByteArray().repeated(size / int(plain.size()) + 1).first(size);
}

void byteByByte(Inbound &inbound, const QByteArray &bytes)
{
    for (const char byte : bytes)
        inbound.consume(QByteArrayView(&byte, 1));
}

} // namespace

class TestInboundObserve : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void passesOver_data();
    void passesOver();
    void illegalCloses_data();
    void illegalCloses();
    void neverKeepsAFrameOverTheLimit();
    void tellsTheSizeOnce();
    void readsWhatItPassesOver();
    void losesTheContext_data();
    void losesTheContext();
    void findsTheContextAgain();
    void losesNoContextWithoutTakeover();
};

void TestInboundObserve::passesOver_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QStringList>("sentences"); ///< parts of them, one a row; empty: none
    for (const Role self : {Role::Client, Role::Server}) {
        const auto f = [self](quint8 firstByte, QByteArrayView payload) { return of(self, firstByte, payload); };
        const auto row = [self](const char *name, const QByteArray &bad, const QStringList &sentences) {
            QTest::addRow("%s, %s", self == Role::Client ? "client" : "mock", name) << self << bad << sentences;
        };
        row("RSV2", f(0xA1, "x"), {u"expected RSV2 0"_qs});
        row("RSV3", f(0x91, "x"), {u"expected RSV3 0"_qs});
        row("RSV2 in fragments", f(0x21, "x") + f(Next, "y") + f(Last, "z"), {u"expected RSV2 0"_qs, {}, {}});
        row("RSV3 in a continuation", f(TextMore, "x") + f(0x10, "y") + f(Last, "z"), {{}, u"expected RSV3 0"_qs, {}});
        row("RSV1 in a continuation", f(TextMore, "x") + f(0xC0, "y"), {{}, u"RFC 7692 §6.1"_qs});
        row("RSV1 in a Pong", f(0xCA, "x"), {u"RFC 7692 §6.1"_qs});
        row("opcode 3", f(0x83, "x"), {u"got 0x3"_qs});
        row("opcode F", f(0x8F, "x"), {u"got 0xF"_qs});
        row("opcode 3 inside a message", f(TextMore, "x") + f(0x83, "y") + f(0xC0, ""),
            {{}, u"got 0x3"_qs, u"RFC 7692 §6.1"_qs});
        row("the wrong mask", frame(Text, "x", self == Role::Client), {u"RFC 6455 §5.1"_qs});
        row("the wrong mask in fragments", f(TextMore, "x") + frame(Last, "y", self == Role::Client),
            {{}, u"RFC 6455 §5.1"_qs});
        row("a ping without FIN", f(0x09, "x"), {u"expected FIN 1 in a Ping"_qs});
        row("a ping of 126", f(Ping, QByteArray(126, 'p')), {u"expected at most 125 bytes"_qs});
        row("a continuation of nothing", f(Next, "x") + f(Last, "y"), {u"RFC 6455 §5.4"_qs, u"RFC 6455 §5.4"_qs});
        row("a message in a message", f(TextMore, "x") + f(Binary, "y"), {{}, u"RFC 6455 §5.4"_qs});
        row("a message of fragments in a message", f(TextMore, "x") + f(BinaryMore, "y") + f(Last, "z"),
            {{}, u"RFC 6455 §5.4"_qs, {}});
        row("a length that is not minimal",
            self == Role::Server ? QByteArray::fromHex("82fe00010000000041") : QByteArray::fromHex("827e000141"),
            {u"expected the 7-bit length form"_qs});
        row("not UTF-8", f(Text, "a\xff"), {u"got 0xff at byte 1"_qs});
        row("not UTF-8 in a first fragment", f(TextMore, "a\xff") + f(Next, "\xff") + f(Last, "z"),
            {u"got 0xff at byte 1"_qs, {}, {}});
        row("UTF-8 unfinished", f(TextMore, "a\xe2") + f(Last, ""), {{}, u"got 0xe2 at byte 1"_qs});
        row("too big", f(Binary, QByteArray(Limit + 1, 'x')), {u"expected at most 1000 bytes"_qs});
        row("no DEFLATE data", f(BinaryPacked, "Hello"), {u"RFC 7692 §7.2.2"_qs});
        row("too big when decompressed", f(BinaryPacked, ZlibSender(15, false).send(QByteArray(Limit + 1, 'x'))),
            {u"expected at most 1000 bytes in a decompressed message"_qs});
        row("not UTF-8 when decompressed", f(TextPacked, ZlibSender(15, false).send("a\xff")),
            {u"got 0xff at byte 1"_qs});
    }
}

/// A violation is recorded, its message never handed on, and what stands before and behind is.
void TestInboundObserve::passesOver()
{
    QFETCH(Role, self);
    QFETCH(QByteArray, bad);
    QFETCH(QStringList, sentences);
    const QByteArray before = of(self, Text, "before");
    const QByteArray behind = of(self, Text, "behind") + of(self, TextMore, "be") + of(self, Last, "hind");
    const auto verify = [&](Sink &sink) {
        QCOMPARE(sink.delivered, before + of(self, Text, "behind") + wholeFor(self, Opcode::Text, "behind"));
        QCOMPARE(sink.controls, QStringList{QStringLiteral("ping p")});
        QCOMPARE(sink.violations.size(), sentences.size() + 5);
        for (qsizetype i = 0; i < sink.violations.size(); ++i) {
            const QString sentence = sentences.value(i - 1);
            QCOMPARE(sink.violations.at(i).isEmpty(), sentence.isEmpty());
            QVERIFY2(sink.violations.at(i).contains(sentence), qPrintable(sink.violations.at(i)));
            QCOMPARE(sink.rows.at(i).contains(QLatin1Char('!')), !sentence.isEmpty());
        }
        QCOMPARE(sink.rows.at(sink.rows.size() - 2), QStringLiteral("1- be first"));
        QVERIFY(sink.rows.last().startsWith(QLatin1String("0 hind last of ")));
    };
    const QByteArray all = before + bad + of(self, Ping, "p") + behind;
    Sink sink;
    Inbound inbound(sink, observing(self));
    inbound.consume(all);
    inbound.finish();
    verify(sink);
    Sink slow;
    Inbound bytewise(slow, observing(self));
    byteByByte(bytewise, all);
    bytewise.finish();
    verify(slow);
}

void TestInboundObserve::illegalCloses_data()
{
    QTest::addColumn<QByteArray>("close");
    QTest::addColumn<QString>("told");
    QTest::newRow("one byte") << frame(Close, "x") << u"close 1005 "_qs;
    QTest::newRow("1006") << frame(Close, "\x03\xee") << u"close 1005 "_qs;
    QTest::newRow("not masked") << frame(Close, "\x03\xe8", false) << u"close 1000 "_qs;
    QTest::newRow("RSV3") << frame(0x98, "\x03\xe9") << u"close 1001 "_qs;
    QTest::newRow("too long") << frame(Close, "\x03\xe8" + QByteArray(200, 'r'))
                              << u"close 1000 "_qs + QString(200, QLatin1Char('r'));
}

/// The peer waits for its answer.
void TestInboundObserve::illegalCloses()
{
    QFETCH(QByteArray, close);
    QFETCH(QString, told);
    Sink sink;
    Inbound inbound(sink, observing(Role::Server));
    inbound.consume(close);
    QCOMPARE(sink.controls, QStringList{told});
    QVERIFY(sink.violations.first().contains(QLatin1String("expected")));
    QVERIFY(inbound.closeCame());
    inbound.consume(frame(Text, "late"));
    QVERIFY(sink.delivered.isEmpty());
    QVERIFY(sink.violations.last().contains(u"RFC 6455 §5.5.1"_qs));
}

void TestInboundObserve::neverKeepsAFrameOverTheLimit()
{
    for (const char *opcode : {"82", "81", "c2", "83", "89"}) {
        Sink sink;
        Inbound inbound(sink, observing(Role::Client));
        inbound.consume(QByteArray::fromHex(opcode) + QByteArray::fromHex("7f0000000000300000"));
        QCOMPARE(sink.rows.size(), 1); // at once
        QVERIFY(sink.rows.first().endsWith(QLatin1String("unfinished !")));
        for (int i = 1; i <= 3; ++i) {
            inbound.consume(QByteArray(1 << 20, 'r'));
            QCOMPARE(sink.rest.size(), i);
        }
        inbound.consume(of(Role::Client, Text, "behind"));
        QCOMPARE(sink.delivered, of(Role::Client, Text, "behind"));
        QCOMPARE(sink.controls, QStringList());
    }
}

void TestInboundObserve::tellsTheSizeOnce()
{
    Sink sink;
    Inbound inbound(sink, observing(Role::Server));
    const QByteArray part(600, 'x');
    inbound.consume(frame(BinaryMore, part) + frame(Next, part) + frame(Next, part) + frame(Ping, "")
        + frame(Last, part) + frame(Binary, part));
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")),
        QStringList{QStringLiteral("expected at most 1000 bytes in a message, got 1200, RFC 6455 §10.4")});
    QCOMPARE(sink.delivered, frame(Binary, part));
    QCOMPARE(sink.rows.size(), 6);
}

/// What can be decompressed of a message that is passed over is shown, and the context goes on with it.
void TestInboundObserve::readsWhatItPassesOver()
{
    ZlibSender sender(15, true);
    Sink sink;
    Inbound inbound(sink, observing(Role::Server));
    const QByteArray plain = text("some words, ", 500);
    inbound.consume(frame(BinaryPacked, sender.send(plain), false));
    inbound.consume(frame(BinaryPacked, sender.send(plain)));
    QCOMPARE(sink.contents.first().value_or(QByteArray()), plain);
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain));
    const QByteArray bad = sender.send(plain + '\xff');
    inbound.consume(frame(TextPacked, bad) + frame(TextPacked, sender.send(plain)));
    QVERIFY(sink.violations.at(2).contains(u"got 0xff at byte 500"_qs));
    QCOMPARE(sink.contents.at(2).value_or(QByteArray()), plain + '\xff');
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain) + whole(Opcode::Text, plain));
}

void TestInboundObserve::losesTheContext_data()
{
    QTest::addColumn<QByteArray>("bad"); ///< with the context that holds "…words…"
    QTest::addColumn<QByteArray>("bad2");
    ZlibSender sender(15, true);
    const QByteArray first = sender.send(text("some words, ", 500));
    QTest::newRow("broken") << frame(BinaryPacked, "\xff" + first) << QByteArray();
    QTest::newRow("cut by a new message") << frame(BinaryPackedMore, first.chopped(5)) << frame(Text, "new");
    QTest::newRow("too big") << frame(BinaryPacked, sender.send(QByteArray(Limit + 1, 'x'))) << QByteArray();
    QTest::newRow("too long") << frame(BinaryPacked, QByteArray(2000, '\0')) << QByteArray();
}

/// Later messages that refer to it are no violation: they are recorded, told of, and not handed on.
void TestInboundObserve::losesTheContext()
{
    QFETCH(QByteArray, bad);
    QFETCH(QByteArray, bad2);
    ZlibSender sender(15, true);
    const QByteArray plain = text("some words, ", 500);
    Sink sink;
    Inbound inbound(sink, observing(Role::Server));
    inbound.consume(frame(BinaryPacked, sender.send(plain)));
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain));
    inbound.consume(bad + bad2);
    const auto before = sink.rows.size();
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")).size(), 1);

    inbound.consume(frame(BinaryPacked, sender.send(plain)));
    QCOMPARE(sink.rows.size(), before + 1);
    QVERIFY(sink.violations.last().isEmpty());
    QCOMPARE(sink.notes.size(), 1);
    QVERIFY2(sink.notes.first().startsWith(QStringLiteral("row %1 could not be decompressed").arg(before + 1)),
        qPrintable(sink.notes.first()));
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain));
    QVERIFY2(
        sink.unread.last().startsWith(QStringLiteral("could not be decompressed: ")), qPrintable(sink.unread.last()));
    QVERIFY(!sink.contents.last()); // what is not known is not empty

    // One that refers to nothing before is read.
    inbound.consume(frame(BinaryPacked, ZlibSender(15, false).send("fresh")));
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain) + whole(Opcode::Binary, "fresh"));
    QCOMPARE(sink.notes.size(), 1);
    QCOMPARE(sink.unread.last(), QString());
    QCOMPARE(sink.controls, QStringList());
}

void TestInboundObserve::findsTheContextAgain()
{
    TapSettings terms = observing(Role::Server);
    terms.maxMessageSize = 100'000;
    Sink sink;
    Inbound inbound(sink, terms);
    inbound.consume(frame(BinaryPacked, "\xff"));
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")).size(), 1);
    inbound.consume(frame(BinaryPacked, "\xff")); // of a lost context: nobody knows
    QCOMPARE(sink.notes.size(), 1);
    QVERIFY(sink.notes.first().endsWith(u"the context was lost with row 1"_qs));
    inbound.consume(frame(BinaryPacked, ZlibSender(15, false).send(QByteArray(40'000, 'x')))); // fills the window
    inbound.consume(frame(BinaryPacked, "\xff"));
    QCOMPARE(sink.notes.size(), 1);
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")).size(), 2);
}

void TestInboundObserve::losesNoContextWithoutTakeover()
{
    ZlibSender sender(15, false);
    const QByteArray plain = text("some words, ", 500);
    Sink sink;
    Inbound inbound(sink, observing(Role::Server, false));
    inbound.consume(
        frame(BinaryPacked, "\xff") + frame(BinaryPacked, sender.send(plain)) + frame(BinaryPacked, "\xff"));
    QCOMPARE(sink.delivered, whole(Opcode::Binary, plain));
    QCOMPARE(sink.violations.filter(QStringLiteral("expected")).size(), 2);
    QCOMPARE(sink.notes, QStringList());
}

QTEST_GUILESS_MAIN(TestInboundObserve)
#include "tst_inbound_observe.moc"
