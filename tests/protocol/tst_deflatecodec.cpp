// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/deflatecodec.h"
#include "tests/protocol/zlibpeers.h"
#include "tests/support/failonwarnings.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace handglass;

namespace {

constexpr quint64 NoBound = std::numeric_limits<quint64>::max();

/// A whole message in chunks of that size.
Inflater::Result inflateMessage(Inflater &inflater, const QByteArray &payload, qsizetype chunk)
{
    Inflater::Result all;
    for (qsizetype at = 0; at < payload.size() && !all.violation; at += chunk) {
        const Inflater::Result part = inflater.feed(payload.mid(at, chunk));
        all.bytes += part.bytes;
        all.violation = part.violation;
    }
    all.violation = inflater.finish();
    return all;
}

QByteArray randomBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

/// Something for every window: repeats from near to 40,000 bytes back, text, runs, what cannot be compressed, nothing.
QByteArrayList messages()
{
    const QByteArray noise = randomBytes(20000, 1);
    QByteArrayList all{"Hello", "", "", "Hello", "x", QByteArray(100000, 'a'), noise + noise + noise};
    for (const qsizetype distance : {200, 249, 250, 251, 255, 256, 257, 300, 512, 600, 1024, 5000, 32768, 40000})
        all.append(randomBytes(distance, static_cast<quint32>(distance)).repeated(3));
    for (int i = 0; i < 50; ++i)
        all.append("{\"price\": " + QByteArray::number(i * 37) + ", \"symbol\": \"HGLS\"}");
    return all;
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class TestDeflateCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void examplesInflate_data();
    void examplesInflate();
    void examplesCompress();
    void deflaterServesZlib_data();
    void deflaterServesZlib();
    void theOracleNoticesALongerWindow();
    void sameBytesAsZlib();
    void sizesAroundTheBuffer();
    void zlibServesInflater_data();
    void zlibServesInflater();
    void finalBlocksKeepTheWindow();
    void manyFinalBlocks();
    void malformed_data();
    void malformed();
    void everyTruncationIsMalformed();
    void oldWindowWithoutTakeoverIsMalformed();
    void bombs_data();
    void bombs();
    void theBoundIsOfOneMessage();
    void anyBytes();
};

void TestDeflateCodec::examplesInflate_data()
{
    QTest::addColumn<QByteArrayList>("payloads");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<QByteArrayList>("messages");
    const QByteArray hello = hex("f248cdc9c90700");
    const auto row = [](const char *name, const QByteArrayList &payloads, bool takeover,
                         const QByteArrayList &messages) { QTest::newRow(name) << payloads << takeover << messages; };
    row("7.2.3.1", {hello}, true, {"Hello"});
    row("7.2.3.2 not shared", {hello, hello}, false, {"Hello", "Hello"});
    row("7.2.3.2 not shared though it may", {hello, hello}, true, {"Hello", "Hello"});
    row("7.2.3.2 shared", {hello, hex("f200110000"), hex("f200110000")}, true, {"Hello", "Hello", "Hello"});
    row("7.2.3.3", {hex("000500faff48656c6c6f00")}, true, {"Hello"});
    row("7.2.3.4", {hex("f348cdc9c9070000")}, true, {"Hello"});
    row("7.2.3.4 twice", {hex("f348cdc9c9070000"), hex("f348cdc9c9070000")}, false, {"Hello", "Hello"});
    row("7.2.3.5", {hex("f248050000 00ffffcac9c90700")}, true, {"Hello"});
    row("7.2.3.6", {hex("00"), hex("00"), hello, hex("00"), hex("f200110000")}, true, {"", "", "Hello", "", "Hello"});
    row("7.2.3.6 not shared", {hex("00"), hello, hex("00")}, false, {"", "Hello", ""});
}

void TestDeflateCodec::examplesInflate()
{
    QFETCH(QByteArrayList, payloads);
    QFETCH(bool, takeover);
    QFETCH(QByteArrayList, messages);
    for (const qsizetype chunk : {1, 2, 3, 100}) {
        Inflater inflater(takeover, NoBound);
        for (qsizetype i = 0; i < payloads.size(); ++i) {
            const Inflater::Result result = inflateMessage(inflater, payloads[i], chunk);
            if (result.violation)
                QFAIL(qPrintable(result.violation->sentence()));
            QCOMPARE(result.bytes, messages[i]);
        }
    }
}

void TestDeflateCodec::examplesCompress()
{
    Deflater shared(15, true);
    QCOMPARE(shared.compress(""), hex("00"));
    QCOMPARE(shared.compress("Hello"), hex("f248cdc9c90700"));
    QCOMPARE(shared.compress(""), hex("00"));
    QCOMPARE(shared.compress(""), hex("00"));
    QCOMPARE(shared.compress("Hello"), hex("f200110000"));
    Deflater fresh(15, false);
    QCOMPARE(fresh.compress("Hello"), hex("f248cdc9c90700"));
    QCOMPARE(fresh.compress(""), hex("00"));
    QCOMPARE(fresh.compress("Hello"), hex("f248cdc9c90700"));
}

void TestDeflateCodec::deflaterServesZlib_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<bool>("receiverTakeover");
    for (int bits = 8; bits <= 15; ++bits) {
        QTest::addRow("%d bits, no takeover", bits) << bits << false << false;
        QTest::addRow("%d bits, takeover", bits) << bits << true << true;
        QTest::addRow("%d bits, takeover not used", bits) << bits << false << true;
    }
}

void TestDeflateCodec::deflaterServesZlib()
{
    QFETCH(int, bits);
    QFETCH(bool, takeover);
    QFETCH(bool, receiverTakeover);
    Deflater deflater(bits, takeover);
    ZlibReceiver receiver(bits, receiverTakeover);
    Inflater inflater(receiverTakeover, NoBound);
    for (const QByteArray &message : messages()) {
        const QByteArray payload = deflater.compress(message);
        QVERIFY(receiver.receive(payload) == message);
        const Inflater::Result result = inflateMessage(inflater, payload, 1000);
        QVERIFY(!result.violation);
        QVERIFY(result.bytes == message);
    }
}

void TestDeflateCodec::theOracleNoticesALongerWindow()
{
    const QByteArray message = randomBytes(300, 300).repeated(3);
    QVERIFY(!ZlibReceiver(8, true).receive(ZlibSender(10, true).send(message)));
    QVERIFY(ZlibReceiver(10, true).receive(ZlibSender(10, true).send(message)) == message);
}

void TestDeflateCodec::sameBytesAsZlib()
{
    for (int bits = 9; bits <= 15; ++bits) {
        for (const bool takeover : {false, true}) {
            Deflater deflater(bits, takeover);
            ZlibSender sender(bits, takeover);
            for (const QByteArray &message : messages()) {
                if (!message.isEmpty() && message.size() < 10000)
                    QCOMPARE(deflater.compress(message), sender.send(message));
            }
        }
    }
}

void TestDeflateCodec::sizesAroundTheBuffer()
{
    const QByteArray noise = randomBytes(16400, 7);
    Deflater deflater(15, false);
    for (qsizetype size = 16350; size <= noise.size(); ++size) {
        const QByteArray payload = deflater.compress(QByteArrayView(noise).first(size));
        QVERIFY(ZlibReceiver(15, false).receive(payload) == noise.first(size));
        Inflater inflater(false, NoBound);
        const Inflater::Result result = inflateMessage(inflater, payload, payload.size());
        QVERIFY(!result.violation);
        QVERIFY(result.bytes == noise.first(size));
    }
}

void TestDeflateCodec::zlibServesInflater_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("senderTakeover");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("strategy");
    for (int bits = 9; bits <= 15; ++bits) {
        for (const int level : {0, 1, 9}) {
            QTest::addRow("%d bits, level %d, no takeover", bits, level) << bits << false << false << level << 0;
            QTest::addRow("%d bits, level %d, takeover", bits, level) << bits << true << true << level << 0;
            QTest::addRow("%d bits, level %d, takeover not used", bits, level) << bits << false << true << level << 0;
        }
    }
    QTest::newRow("fixed codes") << 15 << true << true << 6 << Z_FIXED;
    QTest::newRow("no matches") << 15 << true << true << 6 << Z_HUFFMAN_ONLY;
}

void TestDeflateCodec::zlibServesInflater()
{
    QFETCH(int, bits);
    QFETCH(bool, senderTakeover);
    QFETCH(bool, takeover);
    QFETCH(int, level);
    QFETCH(int, strategy);
    ZlibSender sender(bits, senderTakeover, level, strategy);
    Inflater whole(takeover, NoBound);
    Inflater byByte(takeover, NoBound);
    for (const QByteArray &message : messages()) {
        // A flush in a row with another makes zlib write nothing.
        const QByteArray payload = message.isEmpty() ? QByteArray(1, '\0') : sender.send(message);
        const Inflater::Result result = inflateMessage(whole, payload, payload.size());
        QVERIFY(!result.violation);
        QVERIFY(result.bytes == message);
        const Inflater::Result same = inflateMessage(byByte, payload, payload.size() < 3000 ? 1 : 97);
        QVERIFY(!same.violation);
        QVERIFY(same.bytes == message);
    }
}

void TestDeflateCodec::finalBlocksKeepTheWindow()
{
    for (const qsizetype chunk : {1, 100}) {
        Inflater inflater(true, NoBound);
        QCOMPARE(inflateMessage(inflater, hex("f348cdc9c9070000"), chunk).bytes, QByteArray("Hello"));
        QCOMPARE(inflateMessage(inflater, hex("f200110000"), chunk).bytes, QByteArray("Hello"));
        // Within one message: final, final, and one that refers to them.
        QCOMPARE(inflateMessage(inflater, hex("f348cdc9c90700 f348cdc9c90700 f200110000"), chunk).bytes,
            QByteArray("HelloHelloHello"));
    }
}

void TestDeflateCodec::manyFinalBlocks()
{
    Inflater inflater(true, NoBound);
    const QByteArray filler = randomBytes(40000, 3);
    QVERIFY(inflateMessage(inflater, Deflater(15, true).compress(filler), 100000).bytes == filler);
    const QByteArray payload = QByteArray("\x03\x00", 2).repeated(1000000) + '\0';
    const Inflater::Result result = inflateMessage(inflater, payload, 65536);
    QVERIFY(!result.violation);
    QVERIFY(result.bytes.isEmpty());
}

void TestDeflateCodec::malformed_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("got");
    const QString unfinished = QStringLiteral("a message that does not end with the header of an empty block");
    QTest::newRow("block type 3") << hex("06") << QByteArray() << QStringLiteral("invalid block type");
    QTest::newRow("all ones") << hex("ffffffff") << QByteArray() << QStringLiteral("invalid block type");
    QTest::newRow("stored length") << hex("000500fbff48656c6c6f00") << QByteArray()
                                   << QStringLiteral("invalid stored block lengths");
    QTest::newRow("too many codes") << hex("fcffff") << QByteArray()
                                    << QStringLiteral("too many length or distance symbols");
    QTest::newRow("before the start") << hex("f200110000") << QByteArray("H")
                                      << QStringLiteral("invalid distance too far back");
    QTest::newRow("good, then bad") << hex("000500faff48656c6c6f06") << QByteArray("Hello")
                                    << QStringLiteral("invalid block type");
    QTest::newRow("no payload") << QByteArray() << QByteArray() << unfinished;
    QTest::newRow("final block alone") << hex("f348cdc9c90700") << QByteArray("Hello") << unfinished;
    QTest::newRow("tail not removed, header missing")
        << hex("f248cdc9c907000000ffff") << QByteArray("Hello") << unfinished;
    QTest::newRow("stored block cut") << hex("000500faff48656c6c") << QByteArray("Hell") << unfinished;
    QTest::newRow("stored block that the tail would fill")
        << hex("000900f6ff48656c6c6f") << QByteArray("Hello") << unfinished;
}

void TestDeflateCodec::malformed()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, before);
    QFETCH(QString, got);
    for (const qsizetype chunk : {1, 2, 100}) {
        Inflater inflater(true, NoBound);
        const Inflater::Result result = inflateMessage(inflater, payload, chunk);
        QVERIFY(result.violation);
        QCOMPARE(result.violation->got, got);
        QCOMPARE(result.violation->closeCode, 1007);
        QCOMPARE(result.violation->section, QStringLiteral("RFC 7692 §7.2.2"));
        QCOMPARE(result.bytes, before);
        // It stays until a reset.
        QVERIFY(inflater.feed(hex("00")).violation);
        QVERIFY(inflater.feed(QByteArray()).violation);
        QVERIFY(inflater.finish());
        inflater.reset();
        const Inflater::Result again = inflateMessage(inflater, hex("f248cdc9c90700"), chunk);
        QVERIFY(!again.violation);
        QCOMPARE(again.bytes, QByteArray("Hello"));
    }
}

void TestDeflateCodec::everyTruncationIsMalformed()
{
    for (const char *digits : {"f248cdc9c90700", "000500faff48656c6c6f00", "f348cdc9c9070000"}) {
        const QByteArray payload = hex(digits);
        for (qsizetype size = 0; size < payload.size(); ++size) {
            if (payload.first(size) == hex("00")) // that is a whole empty message
                continue;
            Inflater inflater(true, NoBound);
            const Inflater::Result result = inflateMessage(inflater, payload.first(size), 100);
            QVERIFY2(result.violation, payload.first(size).toHex().constData());
            QCOMPARE(result.violation->closeCode, 1007);
        }
    }
}

void TestDeflateCodec::oldWindowWithoutTakeoverIsMalformed()
{
    Inflater inflater(false, NoBound);
    QCOMPARE(inflateMessage(inflater, hex("f248cdc9c90700"), 100).bytes, QByteArray("Hello"));
    const Inflater::Result result = inflateMessage(inflater, hex("f200110000"), 100);
    QVERIFY(result.violation);
    QCOMPARE(result.violation->got, QStringLiteral("invalid distance too far back"));
}

void TestDeflateCodec::bombs_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("bound");
    QTest::newRow("as large as may be") << 1000000 << 1000000;
    QTest::newRow("one more") << 1000001 << 1000000;
    QTest::newRow("a bomb") << 50000000 << 1000000;
    QTest::newRow("the buffer's size") << 16384 << 16384;
    QTest::newRow("one more than the buffer") << 16385 << 16384;
    QTest::newRow("one byte, none allowed") << 1 << 0;
    QTest::newRow("nothing, none allowed") << 0 << 0;
}

void TestDeflateCodec::bombs()
{
    QFETCH(int, size);
    QFETCH(int, bound);
    const QByteArray payload = Deflater(15, false).compress(QByteArray(size, '0'));
    for (const qsizetype chunk : {qsizetype{1}, qsizetype{100}, payload.size()}) {
        Inflater inflater(true, static_cast<quint64>(bound));
        const Inflater::Result result = inflateMessage(inflater, payload, chunk);
        QVERIFY(result.bytes == QByteArray(std::min(size, bound), '0'));
        QCOMPARE(result.violation.has_value(), size > bound);
        if (!result.violation)
            continue;
        QCOMPARE(result.violation->closeCode, 1009);
        QCOMPARE(result.violation->expected, QStringLiteral("at most %1 bytes in a decompressed message").arg(bound));
        QVERIFY(inflater.feed(payload).bytes.isEmpty());
    }
}

void TestDeflateCodec::theBoundIsOfOneMessage()
{
    for (const bool takeover : {false, true}) {
        Deflater deflater(15, takeover);
        Inflater inflater(takeover, 1000);
        for (int i = 0; i < 5; ++i) {
            const QByteArray message = randomBytes(1000, 4);
            const Inflater::Result result = inflateMessage(inflater, deflater.compress(message), 100);
            QVERIFY(!result.violation);
            QVERIFY(result.bytes == message);
        }
        QVERIFY(inflateMessage(inflater, deflater.compress(QByteArray(1001, 'a')), 100).violation);
    }
}

/// What comes of any bytes does not depend on how they are cut.
void TestDeflateCodec::anyBytes()
{
    QRandomGenerator random(11);
    const QByteArray good = Deflater(15, false).compress(randomBytes(300, 5).repeated(2) + QByteArray(500, 'b'));
    for (int round = 0; round < 3000; ++round) {
        QByteArray payload = round % 2 == 0 ? randomBytes(random.bounded(60), random.generate()) : good;
        if (round % 2 == 1)
            payload[random.bounded(int(payload.size()))] = static_cast<char>(random.bounded(256));
        Inflater whole(true, 5000);
        Inflater byByte(true, 5000);
        const Inflater::Result a = inflateMessage(whole, payload, 1000000);
        const Inflater::Result b = inflateMessage(byByte, payload, 1);
        QVERIFY2(a.bytes == b.bytes, payload.toHex().constData());
        QCOMPARE(a.violation.has_value(), b.violation.has_value());
        if (a.violation)
            QCOMPARE(a.violation->sentence(), b.violation->sentence());
    }
}

QTEST_APPLESS_MAIN(TestDeflateCodec)
#include "tst_deflatecodec.moc"
