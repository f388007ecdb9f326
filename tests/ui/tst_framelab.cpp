// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/rawexamples.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"
#include "ui/detail/framediagram.h"
#include "ui/learn/tools/frameeditor.h"
#include "ui/learn/tools/framelab.h"
#include "ui/learn/tools/hexedit.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace handglass;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

} // namespace

/// The frame lab: what bytes mean, that hex, fields and bits follow each other, and what a peer makes of them.
class TestFrameLab final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(ThemeChoice::Light); }
    void init() { failOnWarnings(); }

    void decodes_data();
    void decodes();
    void decodesUnfinished_data();
    void decodesUnfinished();
    void decodesSeveral();
    void examplesDecode_data();
    void examplesDecode();
    void draftsMakeTheSameBytes_data();
    void draftsMakeTheSameBytes();
    void hexPositions();
    void hexErrors_data();
    void hexErrors();
    void typingHexFillsTheFields();
    void fieldsMakeTheHex();
    void wrongFieldsKeepTheBytes();
    void caretChoosesFrameAndField();
    void namesTheBrokenRule();
    void senderDecides();
    void sendsToItsMock();
    void mockFailsABrokenFrame();
    void sendsAsServer();
    void sendsCompressed();
    void sendsToAConnection();
    void keepsTheChosenConnection();
    void sendsNothingWrong();

private:
    template <typename T> static T *find(const QWidget &lab, const char *name)
    {
        T *found = lab.findChild<T *>(QLatin1String(name));
        [&] { QVERIFY2(found != nullptr, name); }();
        return found;
    }
    static void type(HexEdit *edit, const QString &text)
    {
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    static QString verdict(const FrameEditor &editor)
    {
        return find<QLabel>(editor, "labVerdict")->text() + u' ' + find<QLabel>(editor, "labNotes")->text();
    }
    static QStringList answers(const FrameLab &lab)
    {
        const auto *list = lab.findChild<QListWidget *>(QStringLiteral("labAnswers"));
        QStringList lines;
        for (int row = 0; row < list->count(); ++row)
            lines.append(list->item(row)->text());
        return lines;
    }

    static QString lastAnswer(const FrameLab &lab) { return answers(lab).join(u'\n').section(u'\n', -1); }

    Theme m_theme;
};

void TestFrameLab::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fromClient");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    // RFC 6455 §5.7
    QTest::newRow("Hello") << hex("810548656c6c6f") << false << QStringLiteral("Text, FIN, 5 B “Hello”") << QString();
    QTest::newRow("Hello, masked") << hex("818537fa213d7f9f4d5158") << true
                                   << QStringLiteral("Text, FIN, masked, 5 B “Hello”") << QString();
    QTest::newRow("Ping") << hex("890548656c6c6f") << false << QStringLiteral("Ping, 5 B “Hello”") << QString();
    QTest::newRow("Pong, masked") << hex("8a8537fa213d7f9f4d5158") << true
                                  << QStringLiteral("Pong, masked, 5 B “Hello”") << QString();
    QTest::newRow("empty") << hex("8100") << false << QStringLiteral("Text, FIN, 0 B") << QString();
    QTest::newRow("256 bytes") << hex("827e0100") + QByteArray(256, '\0') << false
                               << QStringLiteral("Binary, FIN, 256 B 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")
                               << QString();
    QTest::newRow("close") << hex("880203e8") << false << QStringLiteral("Close, 1000 Normal Closure, 2 B")
                           << QString();
    // what breaks a rule
    QTest::newRow("masked by a server") << hex("818537fa213d7f9f4d5158") << false
                                        << QStringLiteral("Text, FIN, masked, 5 B “Hello”")
                                        << QStringLiteral(
                                               "expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1");
    QTest::newRow("unmasked by a client")
        << hex("8100") << true << QStringLiteral("Text, FIN, 0 B")
        << QStringLiteral("expected a masked frame from the client, got MASK 0, RFC 6455 §5.1");
    QTest::newRow("RSV2") << hex("a100") << false << QStringLiteral("Text, FIN, 0 B")
                          << QStringLiteral("expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    QTest::newRow("close 1005") << hex("880203ed") << false << QStringLiteral("Close, 1005 No Status Received, 2 B")
                                << QStringLiteral(
                                       "expected a close code of 1000 to 1003, 1007 to 1014 or 3000 to 4999, "
                                       "got 1005, RFC 6455 §7.4");
    QTest::newRow("no UTF-8") << hex("8101ff") << false << QStringLiteral("Text, FIN, 1 B ff")
                              << QStringLiteral("expected UTF-8, got 0xff at byte 0, RFC 6455 §8.1");
}

void TestFrameLab::decodes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fromClient);
    const QList<LabFrame> frames = decodeFrames(bytes, fromClient ? Role::Client : Role::Server, false);
    QCOMPARE(frames.size(), 1);
    QVERIFY(frames.first().whole);
    QCOMPARE(frames.first().size, bytes.size());
    QTEST(labFrameText(frames.first()), "text");
    QTEST(frames.first().error, "error");
    QCOMPARE(frames.first().closeCode != 0, !frames.first().error.isEmpty());
}

void TestFrameLab::decodesUnfinished_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("headerWhole");
    QTest::addColumn<QString>("error");
    const QString header =
        QStringLiteral("expected a header of %1 bytes, got %2: the peer waits for the rest, RFC 6455 §5.2");
    QTest::newRow("one byte") << hex("81") << false << header.arg(2).arg(1);
    QTest::newRow("no length") << hex("827e01") << false << header.arg(4).arg(3);
    QTest::newRow("no 64-bit length") << hex("827f00") << false << header.arg(10).arg(3);
    QTest::newRow("no key") << hex("818537fa") << false << header.arg(6).arg(4);
    QTest::newRow("no payload") << hex("8105") << true
                                << QStringLiteral("expected a payload of 5 B, got 0 B: the peer waits for the rest, "
                                                  "RFC 6455 §5.2");
    QTest::newRow("a lie") << hex("827fffffffffffffffff") << true
                           << QStringLiteral("expected a payload length below 2^63, got 18446744073709551615, RFC 6455 "
                                             "§5.2");
}

void TestFrameLab::decodesUnfinished()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, headerWhole);
    const QList<LabFrame> frames = decodeFrames(hex("8100") + bytes, Role::Server, false);
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames.first().whole);
    const LabFrame &last = frames.last();
    QCOMPARE(last.offset, 2);
    QVERIFY(!last.whole);
    QCOMPARE(last.headerWhole, headerWhole);
    QTEST(last.error, "error");
    if (headerWhole)
        QVERIFY(!labPicture(last, {}).fields.isEmpty());
}

void TestFrameLab::decodesSeveral()
{
    // RFC 6455 §5.7: fragments, with a Ping in between
    const QList<LabFrame> frames = decodeFrames(hex("010348656c"
                                                    "8900"
                                                    "80026c6f"
                                                    "8002ffff"),
        Role::Server, false);
    QCOMPARE(frames.size(), 4);
    QCOMPARE(labFrameText(frames.at(0)), QStringLiteral("Text, 3 B “Hel”"));
    QCOMPARE(frames.at(2).offset, 7);
    QVERIFY(frames.at(2).error.isEmpty());
    QCOMPARE(frames.at(3).error,
        QStringLiteral("expected a Text or Binary frame, got a continuation frame with nothing to continue, RFC 6455 "
                       "§5.4"));
    // RFC 7692 §7.2.3.1
    const QList<LabFrame> compressed = decodeFrames(hex("c107f248cdc9c90700"), Role::Server, true);
    QCOMPARE(compressed.first().content, QStringLiteral("Hello"));
    QVERIFY(compressed.first().error.isEmpty());
    QVERIFY(!decodeFrames(hex("c107f248cdc9c90700"), Role::Server, false).first().error.isEmpty());
    QByteArray many;
    for (int frame = 0; frame < 2 * MostLabFrames; ++frame)
        many += hex("8100");
    QCOMPARE(decodeFrames(many, Role::Server, false).size(), MostLabFrames);
    QVERIFY(decodeFrames({}, Role::Server, false).isEmpty());
}

void TestFrameLab::examplesDecode_data()
{
    QTest::addColumn<bool>("fromClient");
    QTest::addColumn<QByteArray>("id");
    for (const bool fromClient : {true, false}) {
        for (const RawExample &example : rawExamples(fromClient ? Role::Client : Role::Server, {1, 2, 3, 4}))
            QTest::addRow("%s %s", fromClient ? "client" : "server", example.id.constData())
                << fromClient << example.id;
    }
}

/// What the composer's examples break, the lab names; what is legal there is legal here.
void TestFrameLab::examplesDecode()
{
    QFETCH(bool, fromClient);
    QFETCH(QByteArray, id);
    const Role sender = fromClient ? Role::Client : Role::Server;
    for (const RawExample &example : rawExamples(sender, {1, 2, 3, 4})) {
        if (example.id != id)
            continue;
        QByteArray bytes;
        for (const RawFrame &frame : example.frames)
            bytes += encodeRawFrame(frame);
        bool broken = false;
        for (const LabFrame &frame : decodeFrames(bytes, sender, false))
            broken = broken || !frame.error.isEmpty();
        QCOMPARE(broken, !example.legal);
    }
}

void TestFrameLab::draftsMakeTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("Hello") << hex("810548656c6c6f");
    QTest::newRow("masked") << hex("818537fa213d7f9f4d5158");
    QTest::newRow("all bits") << hex("ff00");
    QTest::newRow("16-bit form for 5") << hex("817e000548656c6c6f");
    QTest::newRow("64-bit form, masked") << hex("82ff000000000000000237fa213dc8fa");
    QTest::newRow("binary") << hex("820400ff0a0d");
    QTest::newRow("two lines") << hex("8103610a62");
    QTest::newRow("a lie") << hex("810a4869");
}

void TestFrameLab::draftsMakeTheSameBytes()
{
    QFETCH(QByteArray, bytes);
    RawDraft draft;
    draft.frames = {labDraft(decodeFrames(bytes, Role::Client, false).first())};
    const auto frames = framesOf(draft, {});
    QVERIFY(frames.has_value());
    QCOMPARE(encodeRawFrame(frames->first()).toHex(), bytes.toHex());
}

void TestFrameLab::hexPositions()
{
    HexEdit edit(m_theme);
    edit.setPlainText(QStringLiteral("0x81, 05\n 4865 6c"));
    QCOMPARE(edit.bytes(), hex("810548656c"));
    QVERIFY(edit.error().isEmpty());
    QTextCursor cursor = edit.textCursor();
    const auto byteAt = [&](int position) {
        cursor.setPosition(position);
        edit.setTextCursor(cursor);
        return edit.currentByte();
    };
    QCOMPARE(byteAt(0), 0);
    QCOMPARE(byteAt(3), 0);
    QCOMPARE(byteAt(6), 1);
    QCOMPARE(byteAt(12), 3); // between 48 and 65
    QCOMPARE(byteAt(int(edit.toPlainText().size())), 4);
    edit.setBytes(hex("8100"));
    QCOMPARE(edit.toPlainText(), QStringLiteral("81 00"));
    edit.undo();
    QCOMPARE(edit.bytes(), hex("810548656c"));
}

void TestFrameLab::hexErrors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("half a byte") << QStringLiteral("81 0") << hex("81") << QStringLiteral("a second hex digit");
    QTest::newRow("no hex") << QStringLiteral("81 05 xy") << hex("8105") << QStringLiteral("a hex digit");
}

void TestFrameLab::hexErrors()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    HexEdit edit(m_theme);
    edit.setPlainText(text);
    QCOMPARE(edit.bytes(), bytes);
    QVERIFY2(edit.error().contains(error), qPrintable(edit.error()));
    QCOMPARE(edit.toPlainText(), text);
}

void TestFrameLab::typingHexFillsTheFields()
{
    FrameEditor editor(m_theme);
    editor.resize(800, 600);
    editor.show();
    auto *edit = find<HexEdit>(editor, "labHex");
    type(edit, QStringLiteral("09 82 01 02 03 04 49 6b"));
    QVERIFY(!find<QCheckBox>(editor, "rawFin")->isChecked());
    QCOMPARE(find<QComboBox>(editor, "rawOpcode")->currentIndex(), 9);
    QCOMPARE(find<QLineEdit>(editor, "rawKey")->text(), QStringLiteral("01 02 03 04"));
    QCOMPARE(find<QLineEdit>(editor, "rawPayload")->text(), QStringLiteral("Hi"));
    QVERIFY(verdict(editor).contains(QStringLiteral("§5.5"))); // a Ping is not fragmented
    QVERIFY(!find<QComboBox>(editor, "labFrames")->isVisible());
    edit->moveCursor(QTextCursor::End);
    QTest::keyClicks(edit, QStringLiteral(" 8"));
    QVERIFY(find<QLabel>(editor, "labHexError")->isVisible());
    QTest::keyClicks(edit, QStringLiteral("a 80 00 00 00 00"));
    QVERIFY(!find<QLabel>(editor, "labHexError")->isVisible());
    QCOMPARE(editor.frames().size(), 2);
    QVERIFY(find<QComboBox>(editor, "labFrames")->isVisible());
}

void TestFrameLab::fieldsMakeTheHex()
{
    FrameEditor editor(m_theme);
    editor.resize(800, 600);
    editor.show();
    QCOMPARE(editor.bytes(), hex("818537fa213d7f9f4d5158"));
    const auto *edit = find<HexEdit>(editor, "labHex");
    QTest::mouseClick(find<QCheckBox>(editor, "rawFin"), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(edit->toPlainText(), QStringLiteral("01 85 37 fa 21 3d 7f 9f 4d 51 58"));
    auto *payload = find<QLineEdit>(editor, "rawPayload");
    payload->setFocus();
    payload->end(false);
    QTest::keyClicks(payload, QStringLiteral("!"));
    QCOMPARE(edit->toPlainText(), QStringLiteral("01 86 37 fa 21 3d 7f 9f 4d 51 58 db"));
    QCOMPARE(payload->text(), QStringLiteral("Hello!"));
    find<QComboBox>(editor, "rawLength")->setCurrentIndex(2);
    QCOMPARE(editor.bytes(), hex("01fe000637fa213d7f9f4d5158db"));
    QVERIFY(verdict(editor).contains(QStringLiteral("§5.2"))); // not the shortest form
    find<QComboBox>(editor, "rawMask")->setCurrentIndex(0);    // a random key: from now on it is this one
    const QByteArray once = editor.bytes();
    QVERIFY(once.mid(4, 4) != hex("37fa213d"));
    QTest::keyClick(payload, Qt::Key_Backspace);
    QCOMPARE(editor.bytes().mid(4, 4), once.mid(4, 4));
    find<QComboBox>(editor, "rawMask")->setCurrentIndex(2);
    QCOMPARE(editor.bytes(), hex("017e000548656c6c6f"));
}

void TestFrameLab::wrongFieldsKeepTheBytes()
{
    FrameEditor editor(m_theme);
    editor.show();
    const QByteArray before = editor.bytes();
    auto *key = find<QLineEdit>(editor, "rawKey");
    key->setFocus();
    key->end(false);
    QTest::keyClick(key, Qt::Key_Backspace);
    QTest::keyClick(key, Qt::Key_Backspace);
    QCOMPARE(editor.bytes(), before);
    QVERIFY(!editor.error().isEmpty());
    QVERIFY(find<QLabel>(editor, "rawHeaderError")->isVisible());
    QTest::keyClicks(key, QStringLiteral("00"));
    QVERIFY(editor.error().isEmpty());
    QCOMPARE(editor.bytes(), hex("818537fa21007f9f4d6c58"));
}

void TestFrameLab::caretChoosesFrameAndField()
{
    FrameEditor editor(m_theme);
    editor.setSender(Role::Server);
    editor.setBytes(hex("8102486989020102"));
    auto *edit = find<HexEdit>(editor, "labHex");
    const auto *diagram = find<FrameDiagram>(editor, "frameDiagram");
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(15); // the second frame's length
    edit->setTextCursor(cursor);
    QCOMPARE(editor.current(), 1);
    QVERIFY(diagram->accessibleName().contains(QStringLiteral("MASK")) // the byte's first field
        || diagram->accessibleName().contains(QStringLiteral("length")));
    QCOMPARE(find<QComboBox>(editor, "rawOpcode")->currentIndex(), 9);
    cursor.setPosition(7); // the first frame's payload
    edit->setTextCursor(cursor);
    QCOMPARE(editor.current(), 0);
    QVERIFY(diagram->accessibleName().contains(QStringLiteral("Payload")));
}

void TestFrameLab::namesTheBrokenRule()
{
    FrameEditor editor(m_theme);
    editor.setSender(Role::Server);
    editor.setBytes(hex("a1008100"));
    QVERIFY(verdict(editor).contains(
        QStringLiteral("expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2")));
    QVERIFY(verdict(editor).contains(QStringLiteral("1002")));
    const auto *diagram = find<FrameDiagram>(editor, "frameDiagram");
    QVERIFY(diagram->accessibleName().contains(QStringLiteral("RSV"))); // the broken field is the one selected
    QVERIFY(find<QComboBox>(editor, "labFrames")->itemText(0).contains(QStringLiteral("breaks a rule")));
    find<QComboBox>(editor, "labFrames")->setCurrentIndex(1);
    Q_EMIT find<QComboBox>(editor, "labFrames")->activated(1);
    QVERIFY(verdict(editor).contains(QStringLiteral("Frame 1 has broken a rule")));
    editor.setBytes({});
    QVERIFY(verdict(editor).contains(QStringLiteral("expected at least 2 bytes")));
}

void TestFrameLab::senderDecides()
{
    FrameEditor editor(m_theme);
    editor.show();
    QVERIFY(verdict(editor).contains(QStringLiteral("No rule broken")));
    QTest::mouseClick(find<QAbstractButton>(editor, "labServer"), Qt::LeftButton);
    QVERIFY(verdict(editor).contains(QStringLiteral("got MASK 1")));
    editor.findChild<QAction *>(QStringLiteral("lab-compressed-hello"))->trigger();
    QVERIFY(verdict(editor).contains(QStringLiteral("It says “Hello”")));
}

void TestFrameLab::sendsToItsMock()
{
    FrameLab lab(m_theme);
    lab.resize(800, 700);
    lab.show();
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(answers(lab).join(u'\n').contains(QStringLiteral("Received Text 5 B  Hello")));
    QVERIFY(answers(lab).join(u'\n').contains(QStringLiteral("Sent Text 5 B")));
    lab.editor()->setBytes(hex("898237fa213d7693")); // Ping "Ai"
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(answers(lab).join(u'\n').contains(QStringLiteral("Received Pong 2 B")));
}

void TestFrameLab::mockFailsABrokenFrame()
{
    FrameLab lab(m_theme);
    lab.show();
    lab.editor()->setBytes(hex("810548656c6c6f"));
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(answers(lab).join(u'\n').contains(QStringLiteral("1002")));
    QTRY_VERIFY(lastAnswer(lab).contains(QStringLiteral("Closed")));
    lab.editor()->setBytes(hex("818537fa213d7f9f4d5158")); // the next one gets a new connection
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(lastAnswer(lab).contains(QStringLiteral("Received Text 5 B  Hello")));
}

/// What a server would send goes from the mock to its client, which judges it.
void TestFrameLab::sendsAsServer()
{
    FrameLab lab(m_theme);
    lab.show();
    QTest::mouseClick(find<QAbstractButton>(lab, "labServer"), Qt::LeftButton);
    lab.editor()->setBytes(hex("8902486a")); // a Ping
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(lastAnswer(lab).contains(QStringLiteral("Received Pong 2 B")));
    lab.editor()->setBytes(hex("818537fa213d7f9f4d5158")); // masked
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(answers(lab).join(u'\n').contains(QStringLiteral("Received Close")));
    QVERIFY(answers(lab).join(u'\n').contains(QStringLiteral("1002")));
}

void TestFrameLab::sendsCompressed()
{
    FrameLab lab(m_theme);
    lab.show();
    find<QCheckBox>(lab, "labDeflate")->click();
    lab.editor()->setBytes(hex("c18700000000f248cdc9c90700"));
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QTRY_VERIFY(
        lastAnswer(lab).contains(QStringLiteral("Received")) && lastAnswer(lab).contains(QStringLiteral("Hello")));
}

void TestFrameLab::sendsToAConnection()
{
    FrameLab lab(m_theme);
    lab.show();
    QSignalSpy asked(&lab, &FrameLab::sendRequested);
    LabConnection connection;
    connection.name = QStringLiteral("a server");
    connection.sender = Role::Server;
    connection.scope = {7, 3};
    lab.setConnections({connection});
    auto *targets = find<QComboBox>(lab, "labTarget");
    QCOMPARE(targets->currentText(), QStringLiteral("A mock on this computer"));
    targets->setCurrentIndex(1);
    Q_EMIT targets->activated(1);
    QCOMPARE(lab.editor()->sender(), Role::Server);
    lab.editor()->setBytes(hex("8100"));
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(0).value<LogScope>(), connection.scope);
    QCOMPARE(asked.first().at(1).value<RawSend>().bytes(), hex("8100"));
    lab.showSendError(QStringLiteral("The connection is closed."));
    QCOMPARE(find<QLabel>(lab, "labStatus")->text(), QStringLiteral("The connection is closed."));
}

void TestFrameLab::keepsTheChosenConnection()
{
    FrameLab lab(m_theme);
    LabConnection one;
    one.name = QStringLiteral("one");
    one.connection = 1;
    LabConnection two;
    two.name = QStringLiteral("two");
    two.connection = 2;
    lab.setConnections({one, two});
    auto *targets = find<QComboBox>(lab, "labTarget");
    targets->setCurrentIndex(2);
    lab.setConnections({two});
    QCOMPARE(targets->currentText(), QStringLiteral("two"));
    lab.setConnections({});
    QCOMPARE(targets->currentText(), QStringLiteral("A mock on this computer"));
}

void TestFrameLab::sendsNothingWrong()
{
    FrameLab lab(m_theme);
    lab.show();
    QSignalSpy asked(&lab, &FrameLab::sendRequested);
    type(find<HexEdit>(lab, "labHex"), QStringLiteral("81 0"));
    QTest::mouseClick(find<QPushButton>(lab, "labSend"), Qt::LeftButton);
    QVERIFY(find<QLabel>(lab, "labStatus")->text().endsWith(QStringLiteral("nothing was sent")));
    QVERIFY(answers(lab).isEmpty());
    type(find<HexEdit>(lab, "labHex"), {});
    QVERIFY(!find<QPushButton>(lab, "labSend")->isEnabled());
}

QTEST_MAIN(TestFrameLab)
#include "tst_framelab.moc"
