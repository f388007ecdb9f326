// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

#include <limits>

using namespace handglass;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

FrameHeader header(Opcode opcode, quint64 length = 0, bool fin = true, bool masked = false)
{
    FrameHeader h;
    h.opcode = opcode;
    h.fin = fin;
    h.masked = masked;
    h.payloadLength = length;
    h.lengthBits = minimalLengthBits(length);
    return h;
}

/// Judges and takes every frame of the stream in turn: the sentence of the first violation, or "".
QString firstViolation(const QByteArray &stream, Role sender, qsizetype chunk, quint16 *code = nullptr)
{
    FrameReader reader;
    FrameRules rules(sender);
    Frame frame;
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        const QByteArray bytes = stream.mid(at, chunk);
        reader.feed(bytes);
        while (reader.next(frame)) {
            if (const auto violation = rules.check(frame.header)) {
                if (code)
                    *code = violation->closeCode;
                return violation->sentence();
            }
            rules.accept(frame.header);
        }
        // A header is judged before its payload has come.
        if (const FrameHeader *pending = reader.pendingHeader()) {
            if (const auto violation = rules.check(*pending)) {
                if (code)
                    *code = violation->closeCode;
                return violation->sentence();
            }
        }
    }
    return {};
}

} // namespace

class TestFrameRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void streams_data();
    void streams();
    void everyOpcode();
    void compressedMessages();
    void messageSize();
    void sizeDoesNotOverflow();
    void stateBetweenFragments();
    void observedViolationsMoveOn();
};

void TestFrameRules::streams_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Role>("sender");
    QTest::addColumn<QString>("sentence");
    const auto server = [](const char *name, const char *hex, const char *sentence) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << Role::Server << u(sentence);
    };
    const auto client = [](const char *name, const char *hex, const char *sentence) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << Role::Client << u(sentence);
    };

    // RFC 6455 §5.7.
    server("text", "810548656c6c6f", "");
    client("masked text", "818537fa213d7f9f4d5158", "");
    server("fragments", "010348656c 80026c6f", "");
    server("ping", "890548656c6c6f", "");
    client("masked pong", "8a8537fa213d7f9f4d5158", "");

    server("ping between fragments", "010161 8900 000162 8a00 800163", "");
    server("two messages of fragments", "0100 8000 0200 8000", "");
    server("empty close", "8800", "");
    server("longest ping", "897d", "");

    server("RSV1", "c100", "expected RSV1 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    server("RSV2", "a100", "expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    server("RSV3", "9100", "expected RSV3 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    server("RSV3 in a ping", "9900", "expected RSV3 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    server("second frame breaks", "8100 a100", "expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    server("opcode 3", "8300", "expected an opcode of 0x0 to 0x2 or 0x8 to 0xA, got 0x3, RFC 6455 §5.2");
    server("opcode B", "8b00", "expected an opcode of 0x0 to 0x2 or 0x8 to 0xA, got 0xB, RFC 6455 §5.2");
    server("masked by the server", "818000000000",
        "expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1");
    client("not masked by the client", "8100", "expected a masked frame from the client, got MASK 0, RFC 6455 §5.1");
    server("long ping", "897e007e", "expected at most 125 bytes in a Ping, got 126, RFC 6455 §5.5");
    server("long pong", "8a7e0080", "expected at most 125 bytes in a Pong, got 128, RFC 6455 §5.5");
    server(
        "long close", "887f0000000000010000", "expected at most 125 bytes in a Close frame, got 65536, RFC 6455 §5.5");
    server("fragmented ping", "0900", "expected FIN 1 in a Ping, got FIN 0, RFC 6455 §5.5");
    server("fragmented close", "0800", "expected FIN 1 in a Close frame, got FIN 0, RFC 6455 §5.5");
    server("text within a message", "0100 8100", "expected a continuation frame, got a new Text frame, RFC 6455 §5.4");
    server("binary within a message", "0100 0000 0200",
        "expected a continuation frame, got a new Binary frame, RFC 6455 §5.4");
    server("continuation at the start", "8000",
        "expected a Text or Binary frame, got a continuation frame with nothing to continue, RFC 6455 §5.4");
    server("continuation after the last", "0100 8000 8000",
        "expected a Text or Binary frame, got a continuation frame with nothing to continue, RFC 6455 §5.4");
    server("continuation after a whole one", "8100 0000",
        "expected a Text or Binary frame, got a continuation frame with nothing to continue, RFC 6455 §5.4");
    server("16 bits for 5 bytes", "817e000548656c6c6f",
        "expected the 7-bit length form for 5 bytes, got 16-bit, RFC 6455 §5.2");
    server(
        "16 bits for 125 bytes", "817e007d", "expected the 7-bit length form for 125 bytes, got 16-bit, RFC 6455 §5.2");
    server("64 bits for 0 bytes", "817f0000000000000000",
        "expected the 7-bit length form for 0 bytes, got 64-bit, RFC 6455 §5.2");
    server("64 bits for 65535 bytes", "817f000000000000ffff",
        "expected the 16-bit length form for 65535 bytes, got 64-bit, RFC 6455 §5.2");
    server("16 bits for 1 byte in a ping", "897e000161",
        "expected the 7-bit length form for 1 byte, got 16-bit, RFC 6455 §5.2");
    server("2^63 bytes", "827f8000000000000000",
        "expected a payload length below 2^63, got 9223372036854775808, RFC 6455 §5.2");
    server("2^64 - 1 bytes", "827fffffffffffffffff",
        "expected a payload length below 2^63, got 18446744073709551615, RFC 6455 §5.2");
}

void TestFrameRules::streams()
{
    QFETCH(QByteArray, stream);
    QFETCH(Role, sender);
    QFETCH(QString, sentence);
    for (const qsizetype chunk : {stream.size(), qsizetype{1}, qsizetype{3}}) {
        quint16 code = 1002;
        QCOMPARE(firstViolation(stream, sender, chunk, &code), sentence);
        QCOMPARE(code, 1002);
    }
}

void TestFrameRules::everyOpcode()
{
    for (int value = 0; value < 16; ++value) {
        FrameRules rules(Role::Server);
        rules.accept(header(Opcode::Text, 0, false));
        const auto opcode = static_cast<Opcode>(value);
        const bool legalHere = value == 0 || (value >= 8 && value <= 10);
        QVERIFY2(rules.check(header(opcode)).has_value() != legalHere, QByteArray::number(value).constData());
    }
}

void TestFrameRules::compressedMessages()
{
    FrameRules rules(Role::Server, true);
    FrameHeader first = header(Opcode::Text, 3, false);
    first.rsv1 = true;
    QVERIFY(!rules.check(first));
    rules.accept(first);
    FrameHeader second = header(Opcode::Continuation, 3);
    QVERIFY(!rules.check(second));
    second.rsv1 = true;
    QCOMPARE(rules.check(second)->sentence(),
        u("expected RSV1 only in the first frame of a message, got RSV1 1 in a continuation frame, RFC 7692 §6.1"));
    FrameHeader ping = header(Opcode::Ping);
    ping.rsv1 = true;
    QCOMPARE(rules.check(ping)->sentence(),
        u("expected RSV1 only in the first frame of a message, got RSV1 1 in a Ping, RFC 7692 §6.1"));
    FrameHeader rsv2 = header(Opcode::Continuation);
    rsv2.rsv2 = true;
    QVERIFY(rules.check(rsv2));
}

void TestFrameRules::messageSize()
{
    FrameRules rules(Role::Server, false, 1000);
    QVERIFY(!rules.check(header(Opcode::Binary, 1000)));
    const auto tooBig = rules.check(header(Opcode::Binary, 1001));
    QVERIFY(tooBig);
    QCOMPARE(tooBig->closeCode, 1009);
    QCOMPARE(tooBig->sentence(), u("expected at most 1000 bytes in a message, got 1001, RFC 6455 §10.4"));

    rules.accept(header(Opcode::Binary, 600, false));
    QVERIFY(!rules.check(header(Opcode::Ping, 125)));
    rules.accept(header(Opcode::Ping, 125));
    QCOMPARE(rules.messageSize(), 600);
    QVERIFY(!rules.check(header(Opcode::Continuation, 400)));
    QCOMPARE(rules.check(header(Opcode::Continuation, 401))->closeCode, 1009);
    rules.accept(header(Opcode::Continuation, 400));
    QCOMPARE(rules.messageSize(), 0);
    QVERIFY(!rules.check(header(Opcode::Text, 1000)));
}

void TestFrameRules::sizeDoesNotOverflow()
{
    constexpr quint64 Largest = std::numeric_limits<qint64>::max();
    FrameRules rules(Role::Server, false, std::numeric_limits<quint64>::max() - 1);
    QVERIFY(!rules.check(header(Opcode::Binary, Largest)));
    rules.accept(header(Opcode::Binary, Largest, false));
    rules.accept(header(Opcode::Continuation, Largest, false));
    QVERIFY(!rules.check(header(Opcode::Continuation, 0)));
    const auto violation = rules.check(header(Opcode::Continuation, 2));
    QVERIFY(violation);
    QCOMPARE(violation->closeCode, 1009);
}

void TestFrameRules::stateBetweenFragments()
{
    FrameRules rules(Role::Client);
    QVERIFY(!rules.inMessage());
    rules.accept(header(Opcode::Text, 1, true, true));
    QVERIFY(!rules.inMessage());
    rules.accept(header(Opcode::Binary, 2, false, true));
    QVERIFY(rules.inMessage());
    QCOMPARE(rules.messageOpcode(), Opcode::Binary);
    rules.accept(header(Opcode::Close, 0, true, true));
    QVERIFY(rules.inMessage());
    rules.accept(header(Opcode::Continuation, 3, false, true));
    QCOMPARE(rules.messageSize(), 5);
    QCOMPARE(rules.messageOpcode(), Opcode::Binary);
    rules.accept(header(Opcode::Continuation, 0, true, true));
    QVERIFY(!rules.inMessage());

    // check() alone changes nothing.
    QVERIFY(!rules.check(header(Opcode::Text, 1, false, true)));
    QVERIFY(!rules.inMessage());
}

void TestFrameRules::observedViolationsMoveOn()
{
    FrameRules rules(Role::Server);
    rules.accept(header(Opcode::Continuation, 5, false));
    QVERIFY(!rules.inMessage());
    rules.accept(header(Opcode::Text, 5, false));
    rules.accept(header(Opcode::Binary, 7, false));
    QVERIFY(rules.inMessage());
    QCOMPARE(rules.messageOpcode(), Opcode::Binary);
    QCOMPARE(rules.messageSize(), 7);
    rules.accept(header(static_cast<Opcode>(5), 9));
    QVERIFY(rules.inMessage());
    QCOMPARE(rules.messageSize(), 7);
}

QTEST_APPLESS_MAIN(TestFrameRules)
#include "tst_framerules.moc"
