// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/detail/entryfacts.h"
#include "ui/detail/fieldview.h"
#include "ui/detail/framediagram.h"
#include "ui/detail/frameview.h"
#include "ui/detail/hexline.h"
#include "ui/detail/unmaskview.h"

#include <QLabel>
#include <QSignalSpy>

using namespace handglass;

using Id = FrameField::Id;

/// The Frame tab: which fields a frame has, where they stand, what they say.
class TestDetailFrame final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(ThemeChoice::Light); }
    void init() { failOnWarnings(); }
    void fields_data();
    void fields();
    void bitsAreTheWiresBits_data();
    void bitsAreTheWiresBits();
    void maskedPayload();
    void lengthForms_data();
    void lengthForms();
    void brokenField_data();
    void brokenField();
    void lengthNotRecorded();
    void context_data();
    void context();
    void facts();
    void keptRulesTell();
    void diagramSelectsWithKeys();
    void diagramSelectsWithMouse();
    void partsShareTheField();
    void diagramSpeaks();
    void unmaskTable();
    void unmaskTableOfPlainText();
    void drawsEveryWidth();

private:
    Entry entry(Opcode opcode, const QByteArray &payload, bool masked) const;
    Theme m_theme;
};

Entry TestDetailFrame::entry(Opcode opcode, const QByteArray &payload, bool masked) const
{
    Entry made;
    made.id = 7;
    made.row.direction = masked ? Direction::Sent : Direction::Received;
    made.row.bits = static_cast<quint16>(0x80U | static_cast<quint8>(opcode));
    made.row.lengthBits = minimalLengthBits(quint64(payload.size()));
    if (masked) {
        made.row.bits |= EntryMasked;
        made.row.maskKey = 0xa71c5e39;
    }
    made.payloadLength = payload.size();
    made.head = payload.left(256);
    made.row.wireLength = headerOf(made).size() + payload.size();
    return made;
}

namespace {

/// "Fin@0+1" and so on.
QStringList layout(const FramePicture &picture)
{
    static const QHash<Id, QString> names{{Id::Fin, QStringLiteral("FIN")}, {Id::Rsv, QStringLiteral("RSV")},
        {Id::Opcode, QStringLiteral("op")}, {Id::Mask, QStringLiteral("MASK")}, {Id::Length, QStringLiteral("len")},
        {Id::ExtendedLength, QStringLiteral("ext")}, {Id::Key, QStringLiteral("key")},
        {Id::Payload, QStringLiteral("data")}};
    QStringList fields;
    for (const FrameField &field : picture.fields)
        fields.append(QStringLiteral("%1@%2+%3").arg(names.value(field.id)).arg(field.firstBit).arg(field.bits));
    return fields;
}

const FrameField &field(const FramePicture &picture, Id id)
{
    return picture.fields.at(picture.indexOf(id));
}

} // namespace

void TestDetailFrame::fields_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("masked");
    QTest::addColumn<QString>("after");
    QTest::newRow("empty") << 0 << false << QString();
    QTest::newRow("two bytes") << 2 << false << QStringLiteral("data@16+16");
    QTest::newRow("7-bit") << 125 << false << QStringLiteral("data@16+48");
    QTest::newRow("7-bit, masked") << 125 << true << QStringLiteral("key@16+32 data@48+48");
    QTest::newRow("empty, masked") << 0 << true << QStringLiteral("key@16+32");
    QTest::newRow("16-bit") << 126 << false << QStringLiteral("ext@16+16 data@32+32");
    QTest::newRow("16-bit, masked") << 150 << true << QStringLiteral("ext@16+16 key@32+32 data@64+32");
    QTest::newRow("64-bit") << 65536 << false << QStringLiteral("ext@16+64 data@80+48");
    QTest::newRow("64-bit, masked") << 65536 << true << QStringLiteral("ext@16+64 key@80+32 data@112+48");
}

void TestDetailFrame::fields()
{
    QFETCH(int, size);
    QFETCH(bool, masked);
    QFETCH(QString, after);
    const FramePicture picture =
        framePicture(entry(Opcode::Binary, QByteArray(size, 'x'), masked), {.fromClient = masked});
    const QString always = QStringLiteral("FIN@0+1 RSV@1+3 op@4+4 MASK@8+1 len@9+7");
    QCOMPARE(layout(picture).join(u' '), after.isEmpty() ? always : always + u' ' + after);
}

void TestDetailFrame::bitsAreTheWiresBits_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("masked");
    for (const int size : {0, 1, 5, 125, 126, 65535, 65536}) {
        QTest::addRow("%d", size) << size << false;
        QTest::addRow("%d masked", size) << size << true;
    }
}

void TestDetailFrame::bitsAreTheWiresBits()
{
    QFETCH(int, size);
    QFETCH(bool, masked);
    const QByteArray payload = QByteArray("{\"op\":\"subscribe\"}").repeated(size / 18 + 1).left(size);
    const Entry row = entry(Opcode::Text, payload, masked);
    FrameHeader header;
    header.masked = masked;
    header.maskingKey = {0xa7, 0x1c, 0x5e, 0x39};
    const QByteArray wire = encodeFrame(header, payload);
    const FramePicture picture = framePicture(row, {.fromClient = masked});
    QVERIFY(picture.bitCount() <= wire.size() * 8);
    for (int bit = 0; bit < picture.bitCount(); ++bit) {
        const bool expected = ((static_cast<quint8>(wire.at(bit / 8)) >> (7 - bit % 8)) & 1U) != 0;
        QVERIFY2(picture.bitAt(bit) == expected, QByteArray::number(bit).constData());
    }
}

void TestDetailFrame::maskedPayload()
{
    const FramePicture picture = framePicture(entry(Opcode::Text, "{\"op\":1}", true), {.fromClient = true});
    QCOMPARE(field(picture, Id::Payload).bytes.first(), QStringLiteral("0xdc → {"));
    QCOMPARE(field(picture, Id::Key).bytes,
        (QStringList{QStringLiteral("0xa7"), QStringLiteral("0x1c"), QStringLiteral("0x5e"), QStringLiteral("0x39")}));
    QCOMPARE(field(picture, Id::Key).filter, QStringLiteral("websocket.masking_key"));
}

void TestDetailFrame::lengthForms_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("reading");
    QTest::addColumn<bool>("minimal");
    QTest::newRow("5 in 7") << 5 << 7 << QStringLiteral("5") << true;
    QTest::newRow("150 in 16") << 150 << 16 << QStringLiteral("0x0096 = 150") << true;
    QTest::newRow("5 in 16") << 5 << 16 << QStringLiteral("0x0005 = 5") << false;
    QTest::newRow("70000 in 64") << 70000 << 64 << QStringLiteral("0x0000000000011170 = 70 000") << true;
    QTest::newRow("150 in 64") << 150 << 64 << QStringLiteral("0x0000000000000096 = 150") << false;
}

void TestDetailFrame::lengthForms()
{
    QFETCH(int, size);
    QFETCH(int, form);
    QFETCH(QString, reading);
    QFETCH(bool, minimal);
    Entry row = entry(Opcode::Text, QByteArray(size, 'x'), false);
    row.row.lengthBits = static_cast<quint8>(form);
    const FramePicture picture = framePicture(row, {.fromClient = false});
    const FrameField &length = picture.fields.at(picture.mostTelling());
    QCOMPARE(QString(length.reading).replace(QChar(0x2009), u' '), reading);
    QCOMPARE(length.judgement, minimal ? QStringLiteral("minimal form") : QString());
}

void TestDetailFrame::brokenField_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<FrameField::Id>("id");
    const auto row = [](const char *name, const char *sentence, Id id) {
        QTest::newRow(name) << QString::fromUtf8(sentence) << id;
    };
    row("mask", "expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1", Id::Mask);
    row("rsv", "expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2", Id::Rsv);
    row("opcode", "expected an opcode of 0x0 to 0x2 or 0x8 to 0xA, got 0x3, RFC 6455 §5.2", Id::Opcode);
    row("long ping", "expected at most 125 bytes in a Ping, got 126, RFC 6455 §5.5", Id::Length);
    row("fragmented ping", "expected FIN 1 in a Ping, got FIN 0, RFC 6455 §5.5", Id::Fin);
    row("order", "expected a continuation frame, got a new Text frame, RFC 6455 §5.4", Id::Opcode);
    row("text", "expected UTF-8, got 0xA3 at byte 44, RFC 6455 §8.1", Id::Payload);
    row("form", "expected the 7-bit length form for 5 bytes, got 16-bit, RFC 6455 §5.2", Id::Length);
}

void TestDetailFrame::brokenField()
{
    QFETCH(QString, sentence);
    QFETCH(FrameField::Id, id);
    Entry row = entry(Opcode::Text, "hello", false);
    row.row.bits |= EntryViolation;
    row.text = sentence;
    const FramePicture picture = framePicture(row, {.fromClient = false});
    const FrameField &broken = picture.fields.at(picture.mostTelling());
    QCOMPARE(broken.id, id);
    QVERIFY(broken.broken);
    QCOMPARE(broken.reason, sentence);
}

void TestDetailFrame::lengthNotRecorded()
{
    Entry row = entry(Opcode::Text, QByteArray(200, 'x'), false);
    row.row.bits |= EntryUnfinished;
    const FramePicture picture = framePicture(row, {.fromClient = false});
    QVERIFY(!picture.lengthKnown);
    QCOMPARE(field(picture, Id::ExtendedLength).value, QStringLiteral("not recorded"));
    QVERIFY(picture.isUnknown(20));
    QVERIFY(!picture.isUnknown(3));
    row.row.wireLength = 4 + 1000; // what the header declared
    QVERIFY(framePicture(row, {.fromClient = false}).lengthKnown);
    QCOMPARE(headerOf(row).payloadLength, 1000U);
}

void TestDetailFrame::context_data()
{
    QTest::addColumn<ConnectionRole>("role");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<bool>("fromClient");
    QTest::newRow("client sends") << ConnectionRole::Client << Direction::Sent << true;
    QTest::newRow("client receives") << ConnectionRole::Client << Direction::Received << false;
    QTest::newRow("mock sends") << ConnectionRole::MockClient << Direction::Sent << false;
    QTest::newRow("mock receives") << ConnectionRole::MockClient << Direction::Received << true;
}

void TestDetailFrame::context()
{
    QFETCH(ConnectionRole, role);
    QFETCH(Direction, direction);
    QFETCH(bool, fromClient);
    ConnectionRecord connection;
    connection.role = role;
    Entry row = entry(Opcode::Text, "x", false);
    row.row.direction = direction;
    QCOMPARE(contextOf(row, &connection).fromClient, fromClient);
}

void TestDetailFrame::facts()
{
    const QList<Fact> client = frameFacts(entry(Opcode::Text, QByteArray(150, 'x'), true), {.fromClient = true});
    const QList<Fact> expected{{QStringLiteral("FIN"), QStringLiteral("1, last fragment")},
        {QStringLiteral("RSV1 2 3"), QStringLiteral("0 0 0")}, {QStringLiteral("Opcode"), QStringLiteral("0x1 text")},
        {QStringLiteral("MASK"), QStringLiteral("1, key a7 1c 5e 39")},
        {QStringLiteral("Payload length"), QStringLiteral("150, 16-bit form")},
        {QStringLiteral("On the wire"), QStringLiteral("158 B = 8 header + 150")}};
    QCOMPARE(client, expected);
    const QList<Fact> server =
        frameFacts(entry(Opcode::Text, "x", false), {.fromClient = false, .deflateAgreed = true});
    QCOMPARE(server.at(1).value, QStringLiteral("0 0 0, not compressed"));
    QCOMPARE(server.at(3).value, QStringLiteral("0, from the server"));
}

void TestDetailFrame::keptRulesTell()
{
    const FrameContext fromClient{.fromClient = true};
    const FramePicture ping = framePicture(entry(Opcode::Ping, "x", true), fromClient);
    QCOMPARE(keptRules(ping, fromClient).size(), 2);
    QVERIFY(keptRules(ping, fromClient).first().startsWith(QStringLiteral("Masked, as every client frame")));
    const FrameContext fromServer{.fromClient = false, .deflateAgreed = true};
    QVERIFY(keptRules(framePicture(entry(Opcode::Text, "x", true), fromServer), fromServer)
                .first()
                .startsWith(QStringLiteral("RSV1 0")));
}

void TestDetailFrame::diagramSelectsWithKeys()
{
    FrameDiagram diagram(m_theme);
    const FramePicture picture = framePicture(entry(Opcode::Text, QByteArray(150, 'x'), true), {.fromClient = true});
    diagram.setPicture(picture);
    QCOMPARE(diagram.selected(), picture.indexOf(Id::ExtendedLength));
    QSignalSpy chosen(&diagram, &FrameDiagram::fieldSelected);
    QTest::keyClick(&diagram, Qt::Key_Right);
    QCOMPARE(diagram.selected(), picture.indexOf(Id::Key));
    QTest::keyClick(&diagram, Qt::Key_End);
    QTest::keyClick(&diagram, Qt::Key_Right);
    QCOMPARE(diagram.selected(), picture.indexOf(Id::Payload));
    QTest::keyClick(&diagram, Qt::Key_Home);
    QTest::keyClick(&diagram, Qt::Key_Left);
    QCOMPARE(diagram.selected(), 0);
    QCOMPARE(chosen.count(), 3);
}

void TestDetailFrame::diagramSelectsWithMouse()
{
    FrameDiagram diagram(m_theme);
    diagram.resize(diagram.sizeHint().expandedTo(QSize(880, 300)));
    const FramePicture picture = framePicture(entry(Opcode::Text, QByteArray(70'000, 'x'), true), {.fromClient = true});
    diagram.setPicture(picture);
    diagram.show();
    QVERIFY(QTest::qWaitForWindowExposed(&diagram));
    for (int index = 0; index < picture.fields.size(); ++index) {
        QTest::mouseClick(&diagram, Qt::LeftButton, {}, diagram.fieldRect(index).center());
        QCOMPARE(diagram.selected(), index);
    }
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, QPoint(1, 1));
    QCOMPARE(diagram.selected(), int(picture.fields.size()) - 1);
}

void TestDetailFrame::partsShareTheField()
{
    LogCapture capture;
    capture.connect(1);
    const EntryId id = capture.frame(Opcode::Text, Direction::Sent, QByteArray(150, 'x'));
    capture.settle();
    FrameView view(m_theme);
    view.resize(1064, 440);
    view.setEntry(capture.get(), *capture->reader().entry(id), {.fromClient = true});
    auto *explanation = view.findChild<FieldView *>();
    const auto shows = [explanation](const QString &text) {
        const QList<QLabel *> labels = explanation->findChildren<QLabel *>();
        return std::any_of(
            labels.begin(), labels.end(), [&text](const QLabel *label) { return label->text() == text; });
    };
    QVERIFY(shows(QStringLiteral("Extended payload length")));
    QTest::keyClick(view.diagram(), Qt::Key_Home);
    QVERIFY(shows(QStringLiteral("FIN")));
    QVERIFY(shows(QStringLiteral("websocket.fin")));
    Q_EMIT view.findChild<HexLine *>()->fieldSelected(view.diagram()->selected() + 1);
    QVERIFY(shows(QStringLiteral("RSV1, RSV2, RSV3")));
    QCOMPARE(view.diagram()->selected(), 1);
    QCOMPARE(view.findChild<QLabel *>(QStringLiteral("ruleVerdict"))->text(), QStringLiteral("✓ No rule broken"));
}

void TestDetailFrame::diagramSpeaks()
{
    FrameDiagram diagram(m_theme);
    diagram.setPicture(framePicture(entry(Opcode::Text, QByteArray(150, 'x'), true), {.fromClient = true}));
    QVERIFY(diagram.accessibleName().contains(QStringLiteral("Extended payload length, bits 16–31")));
    QVERIFY(diagram.accessibleDescription().contains(QStringLiteral("150 bytes")));
    QVERIFY(diagram.accessibleDescription().contains(QStringLiteral("0xa7, 0x1c, 0x5e, 0x39")));
    QVERIFY(diagram.accessibleDescription().contains(QStringLiteral("FIN, bit 0, RFC 6455 §5.2: 1")));
}

void TestDetailFrame::unmaskTable()
{
    LogCapture capture;
    const EntryId id = capture.frame(Opcode::Text, Direction::Sent, "{\"op\":\"£\"}");
    capture.settle();
    const Entry row = *capture->reader().entry(id);
    UnmaskView view(m_theme);
    view.resize(400, 130);
    view.setEntry(capture.get(), row, headerOf(row));
    QCOMPARE(view.rowCount(), 5);
    const auto line = [&view](int wanted) {
        QStringList cells;
        for (int byte = 0; byte < 12; ++byte)
            cells.append(view.cellText(wanted, byte));
        return cells.join(u' ').trimmed();
    };
    QCOMPARE(line(0), QStringLiteral("0 1 2 3 4 5 6 7 8 9 10"));
    QCOMPARE(line(1), QStringLiteral("dc 3e 31 49 85 26 7c fb 04 3e 23"));
    QCOMPARE(line(2), QStringLiteral("a7 1c 5e 39 a7 1c 5e 39 a7 1c 5e"));
    QCOMPARE(line(3), QStringLiteral("7b 22 6f 70 22 3a 22 c2 a3 22 7d"));
    QCOMPARE(line(4), QStringLiteral("{ \" o p \" : \" £ · \" }"));
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.current(), 10);
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.current(), 10);
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("On the wire 23")));
}

void TestDetailFrame::unmaskTableOfPlainText()
{
    LogCapture capture;
    const EntryId id = capture.frame(Opcode::Text, Direction::Received, "hi");
    capture.settle();
    const Entry row = *capture->reader().entry(id);
    UnmaskView view(m_theme);
    view.setEntry(capture.get(), row, headerOf(row));
    QCOMPARE(view.rowCount(), 3);
    QCOMPARE(view.cellText(1, 0), QStringLiteral("68"));
    QCOMPARE(view.cellText(2, 1), QStringLiteral("i"));
}

void TestDetailFrame::drawsEveryWidth()
{
    LogCapture capture;
    capture.connect(1);
    QList<EntryId> ids;
    for (const int size : {0, 1, 125, 126, 65536}) {
        ids.append(capture.frame(Opcode::Binary, Direction::Sent, QByteArray(size, 'x')));
        ids.append(capture.frame(
            Opcode::Binary, Direction::Received, QByteArray(size, '\xff'), QStringLiteral("expected RSV1 0")));
    }
    capture.settle();
    FrameView view(m_theme);
    for (const int width : {200, 660, 856, 1064, 2000}) {
        view.resize(width, 300);
        for (const EntryId id : std::as_const(ids)) {
            view.setEntry(capture.get(), *capture->reader().entry(id), {});
            QVERIFY(!view.grab().isNull());
        }
    }
    view.clear();
    QVERIFY(!view.grab().isNull());
}

QTEST_MAIN(TestDetailFrame)
#include "tst_detailframe.moc"
