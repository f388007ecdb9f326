// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"
#include "tests/tap/inboundsink.h"

#include <QTest>

using namespace handglass;
using namespace handglass::inboundtest;

namespace {

constexpr quint64 Limit = 1000;

QByteArray bigEndian(quint64 value, int size)
{
    QByteArray bytes;
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        bytes.append(char((value >> shift) & 0xFF));
    return bytes;
}

QByteArray closePayload(int code, const QByteArray &reason = {})
{
    return bigEndian(quint64(code), 2) + reason;
}

/// The other end's frames: a mock's peer masks, with the key 0 so that the payload stands as it is.
class From final
{
public:
    explicit From(Role self)
        : m_masked(self == Role::Server)
    {
    }
    QByteArray frame(int firstByte, QByteArrayView payload) const
    {
        return inboundtest::frame(quint8(firstByte), payload, m_masked);
    }
    /// A header with this length form and no payload.
    QByteArray header(int firstByte, int form, quint64 length) const
    {
        const int mask = m_masked ? 0x80 : 0;
        QByteArray bytes;
        bytes.append(char(firstByte));
        bytes.append(char(mask | (form == 7 ? int(length) : form == 16 ? 126 : 127)));
        if (form != 7)
            bytes.append(bigEndian(length, form / 8));
        return bytes + QByteArray(m_masked ? 4 : 0, '\0');
    }

private:
    bool m_masked;
};

} // namespace

/// Each rule of RFC 6455 §5, §7.4 and §8.1, in both roles, whole and one byte at a time.
class TestInboundRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void legal_data();
    void legal();
    void violations_data();
    void violations();
    void closeCodes_data();
    void closeCodes();
    void judgedAtTheHeader_data();
    void judgedAtTheHeader();
    void judgedInsideAFrame_data();
    void judgedInsideAFrame();
    void afterClose_data() { roles(); }
    void afterClose();
    void limitsAreNamed_data() { roles(); }
    void limitsAreNamed();

private:
    static void roles();
    static void verifyViolation(const Sink &sink, const QByteArray &good, int code, const QString &sentence);
};

void TestInboundRules::roles()
{
    QTest::addColumn<Role>("self");
    QTest::newRow("client") << Role::Client;
    QTest::newRow("mock") << Role::Server;
}

void TestInboundRules::legal_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("messages"); ///< delivered
    for (const Role self : {Role::Client, Role::Server}) {
        const From from(self);
        const auto row = [self](const char *name, const QByteArray &bytes, int messages) {
            QTest::addRow("%s, %s", self == Role::Client ? "client" : "mock", name) << self << bytes << messages;
        };
        for (const int size : {0, 1, 125, 126, 127, 128, 1000})
            row(qPrintable(QStringLiteral("%1 bytes").arg(size)), from.frame(Binary, QByteArray(size, '\xff')), 1);
        row("control frames of 125 bytes",
            from.frame(Ping, QByteArray(125, 'p')) + from.frame(Pong, QByteArray(125, 'p')), 0);
        row("a Pong that nobody asked for", from.frame(Pong, "x"), 0);
        row("control frames between fragments",
            from.frame(TextMore, "a") + from.frame(Ping, "p") + from.frame(Next, "b") + from.frame(Pong, "p")
                + from.frame(Last, "c"),
            1);
        row("empty fragments", from.frame(TextMore, "") + from.frame(Next, "") + from.frame(Last, ""), 1);
        row("fragments up to the limit", from.frame(BinaryMore, QByteArray(999, 'a')) + from.frame(Last, "b"), 1);
        row("a code point in four fragments",
            from.frame(TextMore, "\xf0") + from.frame(Next, "\x9f") + from.frame(Next, "\x98")
                + from.frame(Last, "\x80"),
            1);
        row("U+0000 and the last code point", from.frame(Text, QByteArray("\0\xf4\x8f\xbf\xbf", 5)), 1);
        row("a noncharacter", from.frame(Text, "\xef\xbf\xbf"), 1);
        row("messages behind each other", from.frame(Text, "a") + from.frame(Binary, "") + from.frame(Text, ""), 3);
    }
}

void TestInboundRules::legal()
{
    QFETCH(Role, self);
    QFETCH(QByteArray, bytes);
    QFETCH(int, messages);
    for (const bool whole : {true, false}) {
        Sink sink;
        Inbound inbound(sink, settings(self, Limit));
        for (qsizetype at = 0, size = whole ? bytes.size() : 1; at < bytes.size(); at += size)
            inbound.consume(bytes.mid(at, size));
        inbound.finish();
        QCOMPARE(sink.violations.join(QString()), QString());
        QVERIFY(sink.controls.filter(QStringLiteral("violated")).isEmpty());
        FrameReader reader;
        reader.feed(sink.delivered);
        Frame frame;
        for (int i = 0; i < messages; ++i)
            QVERIFY(reader.next(frame) && frame.header.fin && !isControl(frame.header.opcode));
        QVERIFY(!reader.next(frame));
    }
}

void TestInboundRules::violations_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    for (const Role self : {Role::Client, Role::Server}) {
        const From from(self);
        const auto row = [self](const QString &name, const QByteArray &bad, int code, const QString &sentence) {
            QTest::addRow("%s, %s", self == Role::Client ? "client" : "mock", qPrintable(name))
                << self << bad << code << sentence;
        };
        const QStringList bits{u"RSV3"_qs, u"RSV2"_qs, u"RSV1"_qs};
        for (int rsv = 1; rsv < 8; ++rsv) {
            const QString told = bits.at((rsv & 4) != 0 ? 2 : (rsv & 2) != 0 ? 1 : 0);
            for (const int opcode : {0x0, 0x1, 0x2, 0x8, 0x9, 0xA})
                row(u"RSV %1, opcode %2"_qs.arg(rsv).arg(opcode), from.frame(0x80 | (rsv << 4) | opcode, ""), 1002,
                    u"expected %1 0, got 1 and no extension that uses it, RFC 6455 §5.2"_qs.arg(told));
        }
        for (const int opcode : {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
            for (const int fin : {0, 0x80})
                row(u"opcode %1, FIN %2"_qs.arg(opcode).arg(fin), from.frame(fin | opcode, "x"), 1002,
                    u"expected an opcode of 0x0 to 0x2 or 0x8 to 0xA, got 0x%1, RFC 6455 §5.2"_qs.arg(
                        QString::number(opcode, 16).toUpper()));
        }
        for (const int opcode : {0x8, 0x9, 0xA}) {
            row(u"control %1 without FIN"_qs.arg(opcode), from.frame(opcode, ""), 1002, u"RFC 6455 §5.5"_qs);
            row(u"control %1 of 126 bytes"_qs.arg(opcode), from.frame(0x80 | opcode, QByteArray(126, 'c')), 1002,
                u"got 126, RFC 6455 §5.5"_qs);
        }
        for (const int first : {0x81, 0x82, 0x01, 0x02, 0x88, 0x89, 0x8A})
            row(u"wrong mask, %1"_qs.arg(first), frame(quint8(first), "x", self == Role::Client), 1002,
                u"RFC 6455 §5.1"_qs);
        row(u"a last fragment of nothing"_qs, from.frame(Last, "x"), 1002,
            u"expected a Text or Binary frame, got a continuation frame with nothing to continue, RFC 6455 §5.4"_qs);
        row(u"a fragment of nothing"_qs, from.frame(Next, ""), 1002, u"RFC 6455 §5.4"_qs);
        row(u"a fragment behind the last"_qs, from.frame(TextMore, "x") + from.frame(Last, "y") + from.frame(Last, "z"),
            1002, u"RFC 6455 §5.4"_qs);
        row(u"a Text inside of a message"_qs, from.frame(BinaryMore, "x") + from.frame(Text, "y"), 1002,
            u"expected a continuation frame, got a new Text frame, RFC 6455 §5.4"_qs);
        row(u"a Binary inside of a message"_qs, from.frame(BinaryMore, "x") + from.frame(BinaryMore, "y"), 1002,
            u"expected a continuation frame, got a new Binary frame, RFC 6455 §5.4"_qs);
        row(u"16-bit length of 125"_qs, from.header(0x82, 16, 125) + QByteArray(125, 'x'), 1002,
            u"expected the 7-bit length form for 125 bytes, got 16-bit, RFC 6455 §5.2"_qs);
        row(u"64-bit length of 0"_qs, from.header(0x82, 64, 0), 1002, u"got 64-bit, RFC 6455 §5.2"_qs);
        row(u"64-bit length of 65535"_qs, from.header(0x82, 64, 65535), 1002,
            u"expected the 16-bit length form for 65535 bytes"_qs);
        for (const char *bad : {"\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xf8\x88\x80\x80\x80", "\xed\xa0\x80",
                 "\xf4\x90\x80\x80", "\x80", "a\xe2\x28\xa1"})
            row(u"UTF-8 %1"_qs.arg(QString::fromLatin1(QByteArray(bad).toHex())), from.frame(Text, bad), 1007,
                u"RFC 6455 §8.1"_qs);
        row(u"UTF-8 that ends too early"_qs, from.frame(Text, "\xf0\x9f\x98"), 1007, u"got 0xf0 at byte 0"_qs);
        row(u"UTF-8 broken behind a fragment"_qs, from.frame(TextMore, "\xf0\x9f") + from.frame(Last, "x"), 1007,
            u"got 0x78 at byte 2"_qs);
        row(u"a message over the limit"_qs, from.frame(Binary, QByteArray(1001, 'x')), 1009,
            u"expected at most 1000 bytes in a message, got 1001, RFC 6455 §10.4"_qs);
        row(u"fragments over the limit"_qs, from.frame(BinaryMore, QByteArray(999, 'a')) + from.frame(Last, "bc"), 1009,
            u"expected at most 1000 bytes in a message, got 1001, RFC 6455 §10.4"_qs);
        row(u"a Close of one byte"_qs, from.frame(Close, "x"), 1002, u"RFC 6455 §5.5.1"_qs);
        row(u"a reason that is not UTF-8"_qs, from.frame(Close, closePayload(1000, "\xff")), 1007, u"RFC 6455"_qs);
        row(u"a reason that ends too early"_qs, from.frame(Close, closePayload(1000, "\xe2\x82")), 1007,
            u"RFC 6455"_qs);
    }
}

void TestInboundRules::verifyViolation(const Sink &sink, const QByteArray &good, int code, const QString &sentence)
{
    QVERIFY(sink.delivered.startsWith(good));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    const QStringList said = sink.violations.filter(QStringLiteral("expected"));
    QCOMPARE(said.size(), 1);
    QVERIFY2(said.first().contains(sentence), qPrintable(said.first()));
    QCOMPARE(sink.rows.filter(QStringLiteral("!")).size(), 1);
}

void TestInboundRules::violations()
{
    QFETCH(Role, self);
    QFETCH(QByteArray, bad);
    QFETCH(int, code);
    QFETCH(QString, sentence);
    const From from(self);
    const QByteArray good = from.frame(Binary, "good");
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(good + bad);
    verifyViolation(sink, good, code, sentence);
    const QByteArray delivered = sink.delivered;
    inbound.consume(from.frame(Text, "late"));
    QCOMPARE(sink.delivered, delivered);

    Sink slow;
    Inbound bytewise(slow, settings(self, Limit));
    for (const char byte : good + bad)
        bytewise.consume(QByteArrayView(&byte, 1));
    verifyViolation(slow, good, code, sentence);
    QCOMPARE(slow.delivered, delivered);
}

void TestInboundRules::closeCodes_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("legal");
    for (const Role self : {Role::Client, Role::Server}) {
        const char *name = self == Role::Client ? "client" : "mock";
        for (const int code :
            {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
            QTest::addRow("%s, %d", name, code) << self << code << true;
        for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
            QTest::addRow("%s, %d", name, code) << self << code << false;
    }
}

void TestInboundRules::closeCodes()
{
    QFETCH(Role, self);
    QFETCH(int, code);
    QFETCH(bool, legal);
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(From(self).frame(Close, closePayload(code, "why")));
    QCOMPARE(
        sink.controls, QStringList{legal ? QStringLiteral("close %1 why").arg(code) : QStringLiteral("violated 1002")});
    QCOMPARE(sink.violations.first().isEmpty(), legal);

    Sink slow;
    Inbound bytewise(slow, settings(self, Limit));
    for (const char byte : From(self).frame(Close, closePayload(code, "why")))
        bytewise.consume(QByteArrayView(&byte, 1));
    QCOMPARE(slow.controls, sink.controls);
    QCOMPARE(slow.violations, sink.violations);
}

void TestInboundRules::judgedAtTheHeader_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("code");
    for (const Role self : {Role::Client, Role::Server}) {
        const From from(self);
        const auto row = [self](const char *name, const QByteArray &header, int code) {
            QTest::addRow("%s, %s", self == Role::Client ? "client" : "mock", name) << self << header << code;
        };
        row("RSV3", from.header(0x91, 7, 100), 1002);
        row("opcode 4", from.header(0x84, 7, 100), 1002);
        row("a Ping of 126", from.header(0x89, 16, 126), 1002);
        row("a Ping without FIN", from.header(0x09, 7, 100), 1002);
        row("nothing to continue", from.header(0x80, 7, 100), 1002);
        row("the wrong mask", From(self == Role::Client ? Role::Server : Role::Client).header(0x82, 7, 100), 1002);
        row("not minimal", from.header(0x82, 16, 100), 1002);
        row("2^63", from.header(0x82, 64, quint64{1} << 63), 1002);
        row("2^63 - 1", from.header(0x82, 64, (quint64{1} << 63) - 1), 1009);
        row("over the limit", from.header(0x82, 16, Limit + 1), 1009);
    }
}

/// Not one byte of the payload has come.
void TestInboundRules::judgedAtTheHeader()
{
    QFETCH(Role, self);
    QFETCH(QByteArray, header);
    QFETCH(int, code);
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(header);
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated %1").arg(code)});
    QCOMPARE(sink.rows.size(), 1);
    QVERIFY(sink.rows.first().endsWith(QLatin1String("unfinished !")));
}

void TestInboundRules::judgedInsideAFrame_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<int>("opcode");
    for (const Role self : {Role::Client, Role::Server}) {
        const char *name = self == Role::Client ? "client" : "mock";
        QTest::addRow("%s, text", name) << self << QByteArray() << int(Text);
        QTest::addRow("%s, first fragment", name) << self << QByteArray() << int(TextMore);
        QTest::addRow("%s, last fragment", name) << self << From(self).frame(TextMore, "\xe2") << int(Last);
    }
}

/// At the first byte that no text can have there, before the frame is whole.
void TestInboundRules::judgedInsideAFrame()
{
    QFETCH(Role, self);
    QFETCH(QByteArray, before);
    QFETCH(int, opcode);
    const QByteArray text = (before.isEmpty() ? QByteArray("\xe2") : QByteArray()) + "\x82\xac" + "good\xf5" + "more";
    const QByteArray frame = From(self).frame(opcode, text);
    const qsizetype bad = frame.size() - 4; // behind it
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(before + frame.first(bad - 1));
    QVERIFY(sink.controls.isEmpty());
    inbound.consume(frame.mid(bad - 1, 1));
    QCOMPARE(sink.controls, QStringList{QStringLiteral("violated 1007")});
    QVERIFY2(sink.violations.last().contains(u"got 0xf5 at byte 7"_qs), qPrintable(sink.violations.last()));
}

void TestInboundRules::afterClose()
{
    QFETCH(Role, self);
    const From from(self);
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    const QByteArray bytes = from.frame(Close, closePayload(1000)) + from.frame(Text, "x") + from.frame(Ping, "p")
        + from.frame(Close, closePayload(1001));
    inbound.consume(bytes);
    QCOMPARE(sink.controls, QStringList{QStringLiteral("close 1000 ")});
    QVERIFY(sink.delivered.isEmpty());
    QVERIFY(sink.violations.at(1).endsWith(u"RFC 6455 §5.5.1"_qs));
    QCOMPARE(sink.rows.size(), 4);

    Sink slow;
    Inbound bytewise(slow, settings(self, Limit));
    for (const char byte : bytes)
        bytewise.consume(QByteArrayView(&byte, 1));
    QCOMPARE(slow.controls, sink.controls);
    QCOMPARE(slow.rows, sink.rows);
    QCOMPARE(slow.violations, sink.violations);
    QVERIFY(slow.delivered.isEmpty());
}

/// No more than the limit is kept of what comes, and what comes is not lost.
void TestInboundRules::limitsAreNamed()
{
    QFETCH(Role, self);
    Sink sink;
    Inbound inbound(sink, settings(self, Limit));
    inbound.consume(From(self).header(0x82, 64, quint64{1} << 40));
    QCOMPARE(sink.violations,
        QStringList{u"expected at most 1000 bytes in a message, got 1099511627776, RFC 6455 §10.4"_qs});
    for (int i = 0; i < 64; ++i)
        inbound.consume(QByteArray(1 << 18, 'x'));
    QCOMPARE(sink.rest.size(), 16);
}

QTEST_GUILESS_MAIN(TestInboundRules)
#include "tst_inbound_rules.moc"
