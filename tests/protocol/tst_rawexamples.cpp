// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"
#include "app/protocol/rawexamples.h"
#include "app/protocol/utf8checker.h"
#include "tests/support/failonwarnings.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace handglass;

/// Each ready example's bytes, as a server sends them, and what is different for a client.
class TestRawExamples final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void bytes_data();
    void bytes();
    void everyOneIsInTheTable();
    void aClientMasks();
    void judged();
    void said();
};

namespace {

constexpr MaskingKey Key{0x37, 0xFA, 0x21, 0x3D};

QByteArray wireOf(const RawExample &example)
{
    QByteArray wire;
    for (const RawFrame &frame : example.frames)
        wire += encodeRawFrame(frame);
    return wire;
}

const RawExample *find(const QList<RawExample> &examples, const QByteArray &id)
{
    const auto at =
        std::find_if(examples.begin(), examples.end(), [&id](const RawExample &example) { return example.id == id; });
    return at == examples.end() ? nullptr : &*at;
}

/// The close code that the first broken rule calls for, 0 if none is broken.
quint16 judge(const QByteArray &wire, Role sender)
{
    FrameRules rules(sender);
    Utf8Checker utf8;
    FrameReader reader;
    reader.feed(wire);
    Frame frame;
    while (reader.next(frame)) {
        const FrameHeader &header = frame.header;
        if (const auto violation = rules.check(header))
            return violation->closeCode;
        ClosePayload close;
        if (header.opcode == Opcode::Close) {
            const auto violation = parseClosePayload(frame.payload, close);
            return violation ? violation->closeCode : 0;
        }
        rules.accept(header);
        if (isControl(header.opcode) || rules.messageOpcode() != Opcode::Text)
            continue;
        if (header.opcode == Opcode::Text)
            utf8.reset();
        if (!utf8.feed(frame.payload) || (header.fin && !utf8.finish()))
            return 1007;
    }
    const FrameHeader *pending = reader.pendingHeader();
    const auto violation = pending ? rules.check(*pending) : std::nullopt;
    return violation ? violation->closeCode : 0;
}

QHash<QByteArray, QByteArray> serverBytes()
{
    const QByteArray x124 = QByteArray(124, 'x').toHex();
    const QByteArray x125 = QByteArray(125, 'x').toHex();
    const QByteArray x126 = QByteArray(126, 'x').toHex();
    return {
        {"masked", "818537fa213d7f9f4d5158"},
        {"rsv1", "c10548656c6c6f"},
        {"rsv2", "a10548656c6c6f"},
        {"rsv3", "910548656c6c6f"},
        {"rsv1-ping", "c90548656c6c6f"},
        {"opcode-3", "830548656c6c6f"},
        {"opcode-7", "870548656c6c6f"},
        {"opcode-11", "8b0548656c6c6f"},
        {"opcode-15", "8f0548656c6c6f"},
        {"ping-126", "897e007e" + x126},
        {"ping-65536", "897f0000000000010000"},
        {"ping-fragmented", "090348656c80026c6f"},
        {"close-fragmented", "080203e88003627965"},
        {"ping-125", "897d" + x125},
        {"pong-unsolicited", "8a0548656c6c6f"},
        {"lone-continuation", "800548656c6c6f"},
        {"text-inside-message", "010348656c81026c6f"},
        {"continuation-after-fin", "010348656c80026c6f800121"},
        {"rsv1-continuation", "010348656cc0026c6f"},
        {"fragments-and-ping", "01014800016589076265747765656e00016c00016c80016f"},
        {"empty-fragments", "010000008000"},
        {"code-point-split", "0102e2828001ac"},
        {"length-16", "817e000548656c6c6f"},
        {"length-64", "817f000000000000000548656c6c6f"},
        {"length-64-for-126", "827f000000000000007e" + x126},
        {"length-top-bit", "827f8000000000000000"},
        {"length-63-bits", "827f7fffffffffffffff"},
        {"length-too-long", "810a48656c6c6f"},
        {"length-too-short", "810248656c6c6f"},
        {"utf8-ff", "810748656c6c6f20ff"},
        {"utf8-overlong", "8102c0af"},
        {"utf8-surrogate", "8103eda080"},
        {"utf8-above", "8104f4908080"},
        {"utf8-cut", "8102e282"},
        {"utf8-second-fragment", "010648656c6c6f208001ff"},
        {"text-nul", "810500f48fbfbf"},
        {"close-1-byte", "880103"},
        {"close-0", "88020000"},
        {"close-999", "880203e7"},
        {"close-1004", "880203ec"},
        {"close-1005", "880203ed"},
        {"close-1006", "880203ee"},
        {"close-1015", "880203f7"},
        {"close-1016", "880203f8"},
        {"close-2999", "88020bb7"},
        {"close-5000", "88021388"},
        {"close-reason-utf8", "880703e862796520ff"},
        {"close-126", "887e007e03e8" + x124},
        {"data-after-close", "880503e8627965810548656c6c6f"},
        {"close-empty", "8800"},
        {"close-4999", "88091387" + QByteArray("private").toHex()},
    };
}

} // namespace

void TestRawExamples::bytes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("hex");
    const auto table = serverBytes();
    for (auto at = table.begin(); at != table.end(); ++at)
        QTest::newRow(at.key().constData()) << at.key() << at.value();
}

void TestRawExamples::bytes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, hex);
    const QList<RawExample> examples = rawExamples(Role::Server, Key);
    const RawExample *example = find(examples, id);
    QVERIFY(example);
    QCOMPARE(wireOf(*example).toHex(), hex);
}

void TestRawExamples::everyOneIsInTheTable()
{
    QSet<QByteArray> ids;
    for (const RawExample &example : rawExamples(Role::Server, Key)) {
        QVERIFY2(serverBytes().contains(example.id), example.id.constData());
        QVERIFY2(!ids.contains(example.id), example.id.constData());
        ids.insert(example.id);
    }
}

void TestRawExamples::aClientMasks()
{
    const QList<RawExample> server = rawExamples(Role::Server, Key);
    const QList<RawExample> client = rawExamples(Role::Client, Key);
    QCOMPARE(wireOf(*find(client, "unmasked")).toHex(), QByteArray("810548656c6c6f"));
    QCOMPARE(wireOf(*find(client, "mask-zero")).toHex(), QByteArray("81850000000048656c6c6f"));
    QVERIFY(!find(client, "masked"));
    QVERIFY(!find(server, "unmasked"));
    QCOMPARE(client.size(), server.size() + 1);
    for (const RawExample &example : client) {
        if (example.group == RawGroup::Masking)
            continue;
        const RawExample *same = find(server, example.id);
        QVERIFY2(same, example.id.constData());
        QList<RawFrame> unmasked = example.frames;
        for (RawFrame &frame : unmasked) {
            QCOMPARE(frame.maskingKey, std::optional<MaskingKey>(Key));
            frame.maskingKey.reset();
        }
        QCOMPARE(unmasked, same->frames);
    }
}

void TestRawExamples::judged()
{
    // No rule of a frame is broken here: the peer waits, or does not look.
    const QList<QByteArray> unjudged{"length-too-long", "length-too-short", "data-after-close"};
    for (const Role role : {Role::Client, Role::Server}) {
        for (const RawExample &example : rawExamples(role, Key)) {
            if (unjudged.contains(example.id))
                continue;
            const quint16 code = judge(wireOf(example), role);
            QVERIFY2((code == 0) == example.legal, example.id.constData());
            if (!example.legal)
                QVERIFY2(example.duty.contains(QString::number(code)), example.id.constData());
        }
    }
}

void TestRawExamples::said()
{
    static const QRegularExpression section(QStringLiteral("^RFC 6455 §[0-9]+(\\.[0-9]+)*$"));
    for (const Role role : {Role::Client, Role::Server}) {
        for (const RawExample &example : rawExamples(role, Key)) {
            QVERIFY2(!example.title.isEmpty(), example.id.constData());
            QVERIFY2(!example.frames.isEmpty(), example.id.constData());
            QVERIFY2(example.duty.endsWith(u'.'), qPrintable(example.duty));
            QVERIFY2(section.match(example.section).hasMatch(), qPrintable(example.section));
            QCOMPARE(example.duty.startsWith(QStringLiteral("Legal:")), example.legal);
            QVERIFY(!rawGroupName(example.group).isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(TestRawExamples)
#include "tst_rawexamples.moc"
