// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/rawframe.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

Q_DECLARE_METATYPE(handglass::RawFrame)

using namespace handglass;

/// Frames composed by hand: their bytes, fragments and pieces.
class TestRawFrame final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void bytes_data();
    void bytes();
    void fragments_data();
    void fragments();
    void fragmentsKeepFirstFields();
    void pieces_data();
    void pieces();
    void pausesBeforeAllButTheFirst();
};

namespace {

RawFrame hello()
{
    RawFrame frame;
    frame.payload = "Hello";
    return frame;
}

template <typename Change> RawFrame with(Change &&change)
{
    RawFrame frame = hello();
    change(frame);
    return frame;
}

} // namespace

void TestRawFrame::bytes_data()
{
    QTest::addColumn<RawFrame>("frame");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *name, const RawFrame &frame, const char *hex) {
        QTest::newRow(name) << frame << QByteArray(hex);
    };
    const MaskingKey key{0x37, 0xFA, 0x21, 0x3D};
    row("RFC 6455 §5.7, unmasked", hello(), "810548656c6c6f");
    row("RFC 6455 §5.7, masked", with([&](RawFrame &f) { f.maskingKey = key; }), "818537fa213d7f9f4d5158");
    row("FIN 0", with([](RawFrame &f) { f.fin = false; }), "010548656c6c6f");
    row("RSV1", with([](RawFrame &f) { f.rsv1 = true; }), "c10548656c6c6f");
    row("RSV2", with([](RawFrame &f) { f.rsv2 = true; }), "a10548656c6c6f");
    row("RSV3", with([](RawFrame &f) { f.rsv3 = true; }), "910548656c6c6f");
    row("opcode 15", with([](RawFrame &f) { f.opcode = 15; }), "8f0548656c6c6f");
    row("opcode beyond 4 bits", with([](RawFrame &f) { f.opcode = 0x12; }), "820548656c6c6f");
    row("16-bit form", with([](RawFrame &f) { f.lengthBits = 16; }), "817e000548656c6c6f");
    row("64-bit form", with([](RawFrame &f) { f.lengthBits = 64; }), "817f000000000000000548656c6c6f");
    row("too long", with([](RawFrame &f) { f.falseLength = 10; }), "810a48656c6c6f");
    row("too short", with([](RawFrame &f) { f.falseLength = 2; }), "810248656c6c6f");
    row("false length, shortest form", with([](RawFrame &f) { f.falseLength = 126; }), "817e007e48656c6c6f");
    row("false length of 65,536", with([](RawFrame &f) { f.falseLength = 65536; }), "817f000000000001000048656c6c6f");
    row("top bit", with([](RawFrame &f) { f.falseLength = 1ULL << 63U; }), "817f800000000000000048656c6c6f");
    row("all bits", with([](RawFrame &f) { f.falseLength = ~0ULL; }), "817fffffffffffffffff48656c6c6f");
    row("cut to 16 bits", with([](RawFrame &f) {
        f.falseLength = 0x12345;
        f.lengthBits = 16;
    }),
        "817e234548656c6c6f");
    row("nothing", RawFrame(), "8100");
    row("masked nothing", with([&](RawFrame &f) {
        f.payload.clear();
        f.maskingKey = key;
    }),
        "818037fa213d");
    row("masked, 64-bit form", with([&](RawFrame &f) {
        f.maskingKey = key;
        f.lengthBits = 64;
    }),
        "81ff000000000000000537fa213d7f9f4d5158");
}

void TestRawFrame::bytes()
{
    QFETCH(RawFrame, frame);
    QFETCH(QByteArray, hex);
    QCOMPARE(encodeRawFrame(frame).toHex(), hex);
}

void TestRawFrame::fragments_data()
{
    QTest::addColumn<QList<qsizetype>>("sizes");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("one") << QList<qsizetype>() << QByteArray("810548656c6c6f");
    QTest::newRow("two") << QList<qsizetype>{3} << QByteArray("010348656c80026c6f");
    QTest::newRow("empty ones") << QList<qsizetype>{0, 5} << QByteArray("0100000548656c6c6f8000");
    QTest::newRow("bytes") << QList<qsizetype>{1, 1, 1, 1} << QByteArray("01014800016500016c00016c80016f");
    QTest::newRow("more than there is") << QList<qsizetype>{4, 9} << QByteArray("010448656c6c00016f8000");
}

void TestRawFrame::fragments()
{
    QFETCH(QList<qsizetype>, sizes);
    QFETCH(QByteArray, hex);
    QByteArray wire;
    for (const RawFrame &fragment : splitIntoFragments(hello(), sizes))
        wire += encodeRawFrame(fragment);
    QCOMPARE(wire.toHex(), hex);
}

void TestRawFrame::fragmentsKeepFirstFields()
{
    RawFrame frame = hello();
    frame.fin = false;
    frame.rsv1 = true;
    frame.opcode = 2;
    frame.maskingKey = MaskingKey{1, 2, 3, 4};
    const QList<RawFrame> fragments = splitIntoFragments(frame, {2, 2});
    QCOMPARE(fragments.size(), 3);
    QCOMPARE(fragments.at(0).opcode, quint8(2));
    QVERIFY(fragments.at(0).rsv1);
    for (const RawFrame &fragment : fragments) {
        QVERIFY(!fragment.fin); // the frame had none
        QCOMPARE(fragment.maskingKey, frame.maskingKey);
    }
    QCOMPARE(fragments.at(2).opcode, quint8(0));
    QVERIFY(!fragments.at(2).rsv1);
    QCOMPARE(fragments.at(2).payload, QByteArray("o"));
}

void TestRawFrame::pieces_data()
{
    QTest::addColumn<QList<qsizetype>>("sizes");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::newRow("whole") << QList<qsizetype>() << QByteArrayList{"abcdef"};
    QTest::newRow("cut") << QList<qsizetype>{1, 2} << QByteArrayList{"a", "bc", "def"};
    QTest::newRow("to the end") << QList<qsizetype>{2, 4} << QByteArrayList{"ab", "cdef"};
    QTest::newRow("nothing is no piece") << QList<qsizetype>{0, 3, 0, 9} << QByteArrayList{"abc", "def"};
}

void TestRawFrame::pieces()
{
    QFETCH(QList<qsizetype>, sizes);
    QFETCH(QByteArrayList, pieces);
    const RawSend raw = RawSend::split("abcdef", sizes, std::chrono::milliseconds(7));
    QByteArrayList got;
    for (const RawPiece &piece : raw.pieces)
        got.append(piece.bytes);
    QCOMPARE(got, pieces);
    QCOMPARE(raw.bytes(), QByteArray("abcdef"));
    QCOMPARE(raw.size(), qsizetype(6));
}

void TestRawFrame::pausesBeforeAllButTheFirst()
{
    const RawSend raw = RawSend::split("abcd", {1, 1}, std::chrono::milliseconds(7));
    QCOMPARE(raw.pieces.at(0).pause.count(), 0);
    QCOMPARE(raw.pieces.at(1).pause.count(), 7);
    QCOMPARE(raw.pieces.at(2).pause.count(), 7);
    QCOMPARE(RawSend::split({}, {3}, std::chrono::milliseconds(7)).pieces.size(), 1);
    QCOMPARE(RawSend::of("abc").pieces.size(), 1);
}

QTEST_GUILESS_MAIN(TestRawFrame)
#include "tst_rawframe.moc"
