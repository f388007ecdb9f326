// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/frame.h"
#include "app/protocol/framereader.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

FrameHeader header(Opcode opcode, bool masked = false, bool fin = true)
{
    FrameHeader h;
    h.opcode = opcode;
    h.fin = fin;
    h.masked = masked;
    if (masked)
        h.maskingKey = {0x37, 0xfa, 0x21, 0x3d};
    return h;
}

} // namespace

class TestFrame final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void examplesOfTheRfc_data();
    void examplesOfTheRfc();
    void lengthForms_data();
    void lengthForms();
    void headerThatBreaksRules();
    void maskIsTheSameAtAnyOffset();
};

void TestFrame::examplesOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<FrameHeader>("expected");
    QTest::addColumn<QByteArray>("payload");

    // RFC 6455 §5.7, in its order.
    QTest::newRow("unmasked text") << QByteArray::fromHex("810548656c6c6f") << header(Opcode::Text)
                                   << QByteArray("Hello");
    QTest::newRow("masked text") << QByteArray::fromHex("818537fa213d7f9f4d5158") << header(Opcode::Text, true)
                                 << QByteArray("Hello");
    QTest::newRow("first fragment") << QByteArray::fromHex("010348656c") << header(Opcode::Text, false, false)
                                    << QByteArray("Hel");
    QTest::newRow("last fragment") << QByteArray::fromHex("80026c6f") << header(Opcode::Continuation)
                                   << QByteArray("lo");
    QTest::newRow("unmasked ping") << QByteArray::fromHex("890548656c6c6f") << header(Opcode::Ping)
                                   << QByteArray("Hello");
    QTest::newRow("masked pong") << QByteArray::fromHex("8a8537fa213d7f9f4d5158") << header(Opcode::Pong, true)
                                 << QByteArray("Hello");
    QTest::newRow("256 bytes") << QByteArray::fromHex("827E0100") + QByteArray(256, 'x') << header(Opcode::Binary)
                               << QByteArray(256, 'x');
    QTest::newRow("64 KiB") << QByteArray::fromHex("827F0000000000010000") + QByteArray(65536, 'x')
                            << header(Opcode::Binary) << QByteArray(65536, 'x');
}

void TestFrame::examplesOfTheRfc()
{
    QFETCH(QByteArray, wire);
    QFETCH(FrameHeader, expected);
    QFETCH(QByteArray, payload);
    QCOMPARE(encodeFrame(expected, payload), wire);

    expected.payloadLength = static_cast<quint64>(payload.size());
    expected.lengthBits = minimalLengthBits(expected.payloadLength);
    FrameReader reader;
    Frame frame;
    reader.feed(wire);
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.header, expected);
    QCOMPARE(frame.payload, QByteArrayView(payload));
    QCOMPARE(frame.wire, QByteArrayView(wire));
    QVERIFY(!reader.next(frame));
    QCOMPARE(reader.buffered(), 0);
}

void TestFrame::lengthForms_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("0") << 0 << 7 << QByteArray::fromHex("8200");
    QTest::newRow("1") << 1 << 7 << QByteArray::fromHex("8201");
    QTest::newRow("125") << 125 << 7 << QByteArray::fromHex("827d");
    QTest::newRow("126") << 126 << 16 << QByteArray::fromHex("827e007e");
    QTest::newRow("127") << 127 << 16 << QByteArray::fromHex("827e007f");
    QTest::newRow("65535") << 65535 << 16 << QByteArray::fromHex("827effff");
    QTest::newRow("65536") << 65536 << 64 << QByteArray::fromHex("827f0000000000010000");
}

void TestFrame::lengthForms()
{
    QFETCH(int, size);
    QFETCH(int, bits);
    QFETCH(QByteArray, start);
    QCOMPARE(minimalLengthBits(static_cast<quint64>(size)), bits);
    const QByteArray wire = encodeFrame(header(Opcode::Binary), QByteArray(size, 'x'));
    QCOMPARE(wire.first(start.size()), start);
    QCOMPARE(wire.size(), start.size() + size);
}

void TestFrame::headerThatBreaksRules()
{
    FrameHeader h;
    h.fin = false;
    h.rsv1 = h.rsv2 = h.rsv3 = true;
    h.opcode = static_cast<Opcode>(0xB);
    h.masked = true;
    h.maskingKey = {1, 2, 3, 4};
    h.payloadLength = 5;
    h.lengthBits = 64;
    QCOMPARE(encodeHeader(h).toHex(), QByteArray("7bff000000000000000501020304"));
    QCOMPARE(h.size(), 14);
    h.lengthBits = 16;
    QCOMPARE(encodeHeader(h).toHex(), QByteArray("7bfe000501020304"));
    QCOMPARE(h.size(), 8);
}

void TestFrame::maskIsTheSameAtAnyOffset()
{
    const MaskingKey key{0x37, 0xfa, 0x21, 0x3d};
    QByteArray plain(67, '\0');
    for (int i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<char>(i * 7);
    QByteArray expected = plain;
    for (int i = 0; i < expected.size(); ++i)
        expected[i] = static_cast<char>(static_cast<quint8>(plain[i]) ^ key[static_cast<std::size_t>(i % 4)]);
    for (qsizetype split = 0; split <= plain.size(); ++split) {
        QByteArray masked = plain;
        applyMask(masked.data(), split, key);
        applyMask(masked.data() + split, masked.size() - split, key, static_cast<quint64>(split));
        QCOMPARE(masked, expected);
    }
}

QTEST_APPLESS_MAIN(TestFrame)
#include "tst_frame.moc"
