// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/framereader.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace handglass;

namespace {

constexpr MaskingKey Key{0x37, 0xfa, 0x21, 0x3d};

/// A frame that outlives the reader's next call.
struct OwnFrame {
    FrameHeader header;
    QByteArray wire;
    QByteArray payload;
    bool operator==(const OwnFrame &) const = default;
};

OwnFrame own(const Frame &frame)
{
    return {frame.header, frame.wire.toByteArray(), frame.payload.toByteArray()};
}

QByteArray wireFrame(Opcode opcode, const QByteArray &payload, bool masked, bool fin = true)
{
    FrameHeader header;
    header.opcode = opcode;
    header.fin = fin;
    header.masked = masked;
    header.maskingKey = masked ? Key : MaskingKey{};
    return encodeFrame(header, payload);
}

QByteArray patterned(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 256);
    return bytes;
}

QList<OwnFrame> readInChunks(const QByteArray &stream, qsizetype chunk)
{
    FrameReader reader;
    Frame frame;
    QList<OwnFrame> frames;
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        // A copy of its own, gone after the round: nothing may look at an earlier chunk.
        const QByteArray bytes = stream.mid(at, chunk);
        reader.feed(bytes);
        while (reader.next(frame))
            frames.append(own(frame));
    }
    return frames;
}

/// Frames of all kinds and lengths, legal and not.
QByteArray mixedStream()
{
    QByteArray stream;
    for (const bool masked : {false, true}) {
        for (const int size : {0, 1, 125, 126, 127})
            stream += wireFrame(Opcode::Binary, patterned(size), masked);
        stream += wireFrame(Opcode::Text, "Hel", masked, false);
        stream += wireFrame(Opcode::Ping, "p", masked);
        stream += wireFrame(Opcode::Continuation, "lo", masked);
        stream += wireFrame(Opcode::Close, QByteArray::fromHex("03e8"), masked);
    }
    stream += QByteArray::fromHex("f37e0002") + "ab"; // reserved bits and opcode, a length form that is too long
    stream += QByteArray::fromHex("827f0000000000000001") + "c";
    return stream;
}

} // namespace

class TestFrameReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyChunkSize();
    void everySplitInTwo();
    void largeFramesInChunks_data();
    void largeFramesInChunks();
    void wholeFramesAreNotCopied();
    void pendingHeaderComesWithItsLastByte();
    void pendingPayloadGrows_data();
    void pendingPayloadGrows();
    void pendingAfterWholeFrames();
    void lyingLength_data();
    void lyingLength();
    void lyingLengthTakesNoMemory();
    void feedingAgainBeforeAllIsRead();
    void emptyChunks();
    void clearForgets();
    void manyChunksTakeLinearTime();
};

void TestFrameReader::everyChunkSize()
{
    const QByteArray stream = mixedStream();
    const QList<OwnFrame> whole = readInChunks(stream, stream.size());
    QCOMPARE(whole.size(), 20);
    QByteArray wire;
    for (const OwnFrame &frame : whole)
        wire += frame.wire;
    QCOMPARE(wire, stream);
    QCOMPARE(whole.at(3).payload, patterned(126));
    QCOMPARE(whole.at(12).payload, patterned(126));
    QCOMPARE(whole.at(18).header.opcode, static_cast<Opcode>(3));
    QVERIFY(whole.at(18).header.rsv1 && whole.at(18).header.rsv2 && whole.at(18).header.rsv3);
    QCOMPARE(whole.at(18).header.lengthBits, 16);
    QCOMPARE(whole.at(19).header.lengthBits, 64);
    for (qsizetype chunk = 1; chunk < stream.size(); ++chunk)
        QVERIFY2(readInChunks(stream, chunk) == whole, QByteArray::number(chunk).constData());
}

void TestFrameReader::everySplitInTwo()
{
    const QByteArray stream = mixedStream();
    const QList<OwnFrame> whole = readInChunks(stream, stream.size());
    for (qsizetype split = 0; split <= stream.size(); ++split) {
        FrameReader reader;
        Frame frame;
        QList<OwnFrame> frames;
        for (const QByteArray &bytes : {stream.first(split), stream.sliced(split)}) {
            reader.feed(bytes);
            while (reader.next(frame))
                frames.append(own(frame));
        }
        QVERIFY2(frames == whole, QByteArray::number(split).constData());
        QCOMPARE(reader.buffered(), 0);
    }
}

void TestFrameReader::largeFramesInChunks_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("masked");
    QTest::addColumn<int>("chunk");
    for (const int size : {65535, 65536, 3'000'000}) {
        for (const bool masked : {false, true}) {
            for (const int chunk : {1000, 65536, 10'000'000})
                QTest::addRow("%d %s by %d", size, masked ? "masked" : "unmasked", chunk) << size << masked << chunk;
        }
    }
}

void TestFrameReader::largeFramesInChunks()
{
    QFETCH(int, size);
    QFETCH(bool, masked);
    QFETCH(int, chunk);
    const QByteArray payload = patterned(size);
    const QByteArray stream = wireFrame(Opcode::Binary, payload, masked) + wireFrame(Opcode::Ping, "after", masked);
    const QList<OwnFrame> frames = readInChunks(stream, chunk);
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames.first().payload == payload);
    QVERIFY(frames.first().wire + frames.last().wire == stream);
    QCOMPARE(frames.last().payload, QByteArray("after"));
}

void TestFrameReader::wholeFramesAreNotCopied()
{
    const QByteArray stream = wireFrame(Opcode::Text, "one", false) + wireFrame(Opcode::Text, "two", true)
        + wireFrame(Opcode::Text, "", false);
    FrameReader reader;
    reader.feed(stream);
    Frame frame;
    const char *expected = stream.constData();
    for (int i = 0; i < 3; ++i) {
        QVERIFY(reader.next(frame));
        QCOMPARE(static_cast<const void *>(frame.wire.data()), static_cast<const void *>(expected));
        expected += frame.wire.size();
    }
    QCOMPARE(expected, stream.constEnd());
}

void TestFrameReader::pendingHeaderComesWithItsLastByte()
{
    FrameHeader header;
    header.opcode = Opcode::Ping;
    header.masked = true;
    header.maskingKey = Key;
    header.payloadLength = 126;
    for (const int bits : {16, 64}) {
        header.lengthBits = static_cast<quint8>(bits);
        const QByteArray bytes = encodeHeader(header);
        FrameReader reader;
        Frame frame;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QVERIFY(!reader.pendingHeader());
            reader.feed(QByteArrayView(bytes).sliced(i, 1));
            QVERIFY(!reader.next(frame));
            QCOMPARE(reader.buffered(), i + 1);
        }
        QVERIFY(reader.pendingHeader());
        QVERIFY(*reader.pendingHeader() == header);
        QCOMPARE(reader.pendingWire(), QByteArrayView(bytes));
        QCOMPARE(reader.pendingPayload().size(), 0);
    }
}

void TestFrameReader::pendingPayloadGrows_data()
{
    QTest::addColumn<bool>("masked");
    QTest::addColumn<int>("chunk");
    for (const bool masked : {false, true}) {
        for (const int chunk : {1, 3, 7, 64})
            QTest::addRow("%s by %d", masked ? "masked" : "unmasked", chunk) << masked << chunk;
    }
}

void TestFrameReader::pendingPayloadGrows()
{
    QFETCH(bool, masked);
    QFETCH(int, chunk);
    const QByteArray payload = patterned(300);
    const QByteArray wire = wireFrame(Opcode::Text, payload, masked);
    const qsizetype headerSize = wire.size() - payload.size();
    FrameReader reader;
    Frame frame;
    for (qsizetype at = 0; at + chunk < wire.size(); at += chunk) {
        reader.feed(QByteArrayView(wire).sliced(at, chunk));
        QVERIFY(!reader.next(frame));
        const qsizetype arrived = qMax(at + chunk - headerSize, qsizetype{0});
        QCOMPARE(reader.pendingPayload(), QByteArrayView(payload).first(arrived));
        QCOMPARE(reader.pendingPayload(), QByteArrayView(payload).first(arrived));
        QCOMPARE(reader.pendingWire(), QByteArrayView(wire).first(at + chunk));
    }
    const QByteArray rest = wire.sliced(reader.buffered()) + wireFrame(Opcode::Pong, "x", masked);
    reader.feed(rest);
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload, QByteArrayView(payload));
    QCOMPARE(frame.wire, QByteArrayView(wire));
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload, QByteArrayView("x"));
    QVERIFY(!reader.next(frame));
    QVERIFY(!reader.pendingHeader());
    QCOMPARE(reader.pendingPayload().size(), 0);
}

void TestFrameReader::pendingAfterWholeFrames()
{
    const QByteArray second = wireFrame(Opcode::Binary, "second", true);
    const QByteArray stream = wireFrame(Opcode::Text, "first", true) + second.first(9);
    FrameReader reader;
    Frame frame;
    reader.feed(stream);
    QVERIFY(reader.next(frame));
    QVERIFY(!reader.next(frame));
    QCOMPARE(reader.buffered(), 9);
    QVERIFY(reader.pendingHeader());
    QCOMPARE(reader.pendingHeader()->opcode, Opcode::Binary);
    QCOMPARE(reader.pendingPayload(), QByteArrayView("sec"));
}

void TestFrameReader::lyingLength_data()
{
    QTest::addColumn<quint64>("length");
    QTest::newRow("2^31") << (1ULL << 31);
    QTest::newRow("2^63 - 15") << (1ULL << 63) - 15;
    QTest::newRow("2^63 - 1") << (1ULL << 63) - 1;
    QTest::newRow("2^63") << (1ULL << 63);
    QTest::newRow("2^64 - 10") << std::numeric_limits<quint64>::max() - 9;
    QTest::newRow("2^64 - 1") << std::numeric_limits<quint64>::max();
}

void TestFrameReader::lyingLength()
{
    QFETCH(quint64, length);
    FrameHeader header;
    header.masked = true;
    header.maskingKey = Key;
    header.payloadLength = length;
    header.lengthBits = 64;
    QByteArray masked = "arrived";
    applyMask(masked.data(), masked.size(), Key);
    FrameReader reader;
    Frame frame;
    const QByteArray start = encodeHeader(header);
    reader.feed(start);
    QVERIFY(!reader.next(frame));
    QVERIFY(reader.pendingHeader());
    QCOMPARE(reader.pendingHeader()->payloadLength, length);
    reader.feed(masked);
    QVERIFY(!reader.next(frame));
    QCOMPARE(reader.pendingPayload(), QByteArrayView("arrived"));
    QCOMPARE(reader.buffered(), header.size() + 7);
}

void TestFrameReader::lyingLengthTakesNoMemory()
{
    // 10 000 such frames of 1 TiB each would not fit any memory if the length were believed.
    const QByteArray start = QByteArray::fromHex("827f0000010000000000") + "x";
    std::vector<FrameReader> readers(10'000);
    Frame frame;
    for (FrameReader &reader : readers) {
        reader.feed(start);
        QVERIFY(!reader.next(frame));
        QCOMPARE(reader.pendingPayload(), QByteArrayView("x"));
    }
}

void TestFrameReader::feedingAgainBeforeAllIsRead()
{
    const QByteArray stream = mixedStream();
    const QList<OwnFrame> whole = readInChunks(stream, stream.size());
    for (const qsizetype chunk : {1, 5, 37, 150}) {
        FrameReader reader;
        Frame frame;
        QList<OwnFrame> frames;
        for (qsizetype at = 0; at < stream.size(); at += chunk) {
            reader.feed(QByteArrayView(stream).sliced(at, qMin(chunk, stream.size() - at)));
            if (reader.next(frame)) // one only, so that more and more is left
                frames.append(own(frame));
        }
        while (reader.next(frame))
            frames.append(own(frame));
        QVERIFY2(frames == whole, QByteArray::number(chunk).constData());
    }
}

void TestFrameReader::emptyChunks()
{
    const QByteArray wire = wireFrame(Opcode::Text, "Hello", false);
    FrameReader reader;
    Frame frame;
    QVERIFY(!reader.next(frame));
    reader.feed({});
    QVERIFY(!reader.next(frame));
    reader.feed(QByteArrayView(wire).first(4));
    QVERIFY(!reader.next(frame));
    reader.feed({});
    QVERIFY(!reader.next(frame));
    reader.feed(QByteArrayView(wire).sliced(4));
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload, QByteArrayView("Hello"));
}

void TestFrameReader::clearForgets()
{
    const QByteArray wire = wireFrame(Opcode::Text, "Hello", true);
    FrameReader reader;
    Frame frame;
    reader.feed(QByteArrayView(wire).first(8));
    QVERIFY(!reader.next(frame));
    QCOMPARE(reader.pendingPayload(), QByteArrayView("He"));
    reader.clear();
    QCOMPARE(reader.buffered(), 0);
    QVERIFY(!reader.pendingHeader());
    reader.feed(wire);
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload, QByteArrayView("Hello"));
}

void TestFrameReader::manyChunksTakeLinearTime()
{
    // 64 MiB in 64 KiB chunks, its pending payload looked at after each, as a UTF-8 check does. Quadratic work would be
    // 64 GiB of copying or unmasking: minutes, not a second or two.
    const QByteArray chunk(64 << 10, 'x');
    FrameHeader header;
    header.masked = true;
    header.maskingKey = Key;
    header.payloadLength = 64ULL << 20;
    header.lengthBits = 64;
    FrameReader reader;
    Frame frame;
    QElapsedTimer timer;
    timer.start();
    const QByteArray start = encodeHeader(header);
    reader.feed(start);
    QVERIFY(!reader.next(frame));
    for (int i = 0; i < 1023; ++i) {
        reader.feed(chunk);
        QVERIFY(!reader.next(frame));
        QCOMPARE(reader.pendingPayload().size(), (i + 1) * chunk.size());
    }
    reader.feed(chunk);
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload.size(), qsizetype{64} << 20);
    QCOMPARE(frame.payload.back(), static_cast<char>('x' ^ 0x3d));
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_APPLESS_MAIN(TestFrameReader)
#include "tst_framereader.moc"
