// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/framereader.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/rawdraft.h"
#include "ui/compose/rawparts.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QVBoxLayout>

Q_DECLARE_METATYPE(handglass::RawSend)

using namespace handglass;

/// The composer's raw frames: what is typed, what is shown, and what goes out.
class TestComposeRaw final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sizes_data();
    void sizes();
    void parts();
    void examplesCanBeTyped();

    void sendsWhatItShows();
    void everyField();
    void payloadAsHex();
    void fragmentsAndWrites();
    void errors_data();
    void errors();
    void severalFrames();
    void anErrorInAnotherFrame();
    void exampleByTheMenu();
    void examplesOfAMock();
    void nothingWithoutConnection();
    void errorOfTheWire();
    void keysOnly();
    void formatsComeBack();
    void fitsAtNineHundred();
    void namesForEveryControl();
    void pongByHand();
    void autoPong();

private:
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_window->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    QByteArray shown() const
    {
        QByteArray hex = part<QTextBrowser>("rawPreview")->toPlainText().toUtf8();
        return hex.left(hex.indexOf("FIN")).simplified();
    }
    QString label(const char *name) const { return part<QLabel>(name)->text(); }
    RawSend sent(int index = 0) const { return m_raw->at(index).first().value<RawSend>(); }
    void type(const char *field, const QString &text) const
    {
        part<QLineEdit>(field)->setFocus();
        part<QLineEdit>(field)->selectAll();
        QTest::keyClick(part<QLineEdit>(field), Qt::Key_Delete);
        QTest::keyClicks(part<QLineEdit>(field), text);
    }
    void choose(const char *combo, int index) const { part<QComboBox>(combo)->setCurrentIndex(index); }
    void send() const { QTest::mouseClick(part("composeSend"), Qt::LeftButton); }
    void example(const QString &id) const
    {
        for (QMenu *menu : m_window->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->objectName() == QStringLiteral("raw-") + id) {
                    action->trigger();
                    return;
                }
            }
        }
        qFatal("there is no such example");
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QWidget> m_window;
    ComposePanel *m_panel = nullptr;
    std::unique_ptr<QSignalSpy> m_raw;
};

void TestComposeRaw::init()
{
    failOnWarnings();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<QWidget>();
    m_panel = new ComposePanel(*m_theme, nullptr, m_folder->filePath(QStringLiteral("history.json")));
    auto *column = new QVBoxLayout(m_window.get());
    column->addStretch();
    column->addWidget(m_panel);
    m_window->resize(1064, 760);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_panel->setTarget(true, {});
    m_panel->composeRaw();
    m_raw = std::make_unique<QSignalSpy>(m_panel, &ComposePanel::rawRequested);
}

void TestComposeRaw::cleanup()
{
    m_window.reset();
    m_folder.reset();
    m_theme.reset();
}

void TestComposeRaw::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qsizetype>>("sizes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *text, const QList<qsizetype> &sizes, const char *error = "") {
        QTest::newRow(text) << QString::fromUtf8(text) << sizes << QString::fromUtf8(error);
    };
    row("", {});
    row("3", {3});
    row(" 3, 2;1 0", {3, 2, 1, 0});
    row("3x1", {1, 1, 1});
    row("2×4, 7", {4, 4, 7});
    row("a", {}, "got “a”");
    row("-1", {}, "got “-1”");
    row("3x", {}, "got “3x”");
    row("999999999x1", {}, "at most 10000 sizes");
    row("9999x1, 2x1", {}, "at most 10000 sizes");
}

void TestComposeRaw::sizes()
{
    QFETCH(QString, text);
    QFETCH(QList<qsizetype>, sizes);
    QFETCH(QString, error);
    const auto got = sizesFrom(text);
    QCOMPARE(got.has_value(), error.isEmpty());
    if (got)
        QCOMPARE(*got, sizes);
    else
        QVERIFY2(got.error().contains(error), qPrintable(got.error()));
}

void TestComposeRaw::parts()
{
    RawFrame frame;
    frame.payload = "Hello";
    frame.rsv2 = true;
    frame.maskingKey = MaskingKey{0x37, 0xFA, 0x21, 0x3D};
    frame.falseLength = 70'000;
    RawFrame empty;
    empty.opcode = 9;
    const QList<RawBytes> all = partsOf({frame, empty});
    QByteArray joined;
    QStringList labels;
    for (const RawBytes &one : all) {
        QVERIFY(!one.bytes.isEmpty());
        joined += one.bytes;
        labels.append(one.label);
    }
    QCOMPARE(joined, encodeRawFrame(frame) + encodeRawFrame(empty));
    QCOMPARE(labels.at(0), QStringLiteral("FIN 1, RSV2, 0x1 Text"));
    QCOMPARE(labels.at(1), QStringLiteral("MASK 1, length 70000, 64-bit form, false"));
    QCOMPARE(labels.at(2), QStringLiteral("key 37 fa 21 3d"));
    QCOMPARE(labels.at(3), QStringLiteral("payload 5 B, masked"));
    QCOMPARE(all.at(4).frame, qsizetype(1));
    QCOMPARE(labels.at(5), QStringLiteral("MASK 0, length 0"));
    frame.lengthBits = 16;
    QVERIFY(partsOf({frame}).at(1).label.contains(QStringLiteral("too long for the 16-bit form")));
}

void TestComposeRaw::examplesCanBeTyped()
{
    const MaskingKey key{1, 2, 3, 4};
    for (const Role role : {Role::Client, Role::Server}) {
        for (const RawExample &one : rawExamples(role, key)) {
            const auto frames = framesOf(draftOf(one, key), key);
            QVERIFY2(frames.has_value(), one.id.constData());
            QCOMPARE(*frames, one.frames);
        }
    }
}

void TestComposeRaw::sendsWhatItShows()
{
    type("rawPayload", QStringLiteral("Hello"));
    const QByteArray before = shown();
    QVERIFY(before.startsWith("81 85 "));
    send();
    QCOMPARE(m_raw->size(), 1);
    QCOMPARE(sent().bytes().toHex(' '), before);
    FrameReader reader;
    const QByteArray bytes = sent().bytes();
    reader.feed(bytes);
    Frame frame;
    QVERIFY(reader.next(frame));
    QCOMPARE(frame.payload.toByteArray(), QByteArray("Hello"));
    m_panel->sendDone(m_raw->first().at(1).toLongLong(), {});
    QCOMPARE(label("rawStatus"), QStringLiteral("sent, 11 B"));
    QVERIFY(shown() != before); // another random key
    QCOMPARE(part<QLineEdit>("rawPayload")->text(), QStringLiteral("Hello"));
}

void TestComposeRaw::everyField()
{
    choose("rawOpcode", 0xB);
    QTest::mouseClick(part("rawFin"), Qt::LeftButton, {}, QPoint(8, part("rawFin")->height() / 2));
    for (const char *bit : {"rawRsv1", "rawRsv2", "rawRsv3"})
        QTest::mouseClick(part(bit), Qt::LeftButton, {}, QPoint(8, part(bit)->height() / 2));
    QCOMPARE(shown().left(2), QByteArray("7b"));
    choose("rawMask", 1);
    type("rawKey", QStringLiteral("37fa213d"));
    type("rawPayload", QStringLiteral("Hello"));
    choose("rawLength", 2);
    QCOMPARE(shown(), QByteArray("7b fe 00 05 37 fa 21 3d 7f 9f 4d 51 58"));
    choose("rawMask", 2);
    QVERIFY(!part("rawKey")->isVisible());
    QVERIFY(!part("rawFalseLength")->isVisible());
    part<QCheckBox>("rawLengthIsFalse")->click();
    type("rawFalseLength", QStringLiteral("0x8000000000000000"));
    choose("rawLength", 0);
    QCOMPARE(shown(), QByteArray("7b 7f 80 00 00 00 00 00 00 00 48 65 6c 6c 6f"));
    QCOMPARE(part<QComboBox>("rawOpcode")->count(), 16);
}

void TestComposeRaw::payloadAsHex()
{
    choose("rawMask", 2);
    QTest::mouseClick(part("rawHex"), Qt::LeftButton);
    type("rawPayload", QStringLiteral("c3 28"));
    QCOMPARE(shown(), QByteArray("81 02 c3 28"));
}

void TestComposeRaw::fragmentsAndWrites()
{
    choose("rawMask", 2);
    type("rawPayload", QStringLiteral("Hello"));
    type("rawFragments", QStringLiteral("2, 2"));
    type("rawPieces", QStringLiteral("1, 3"));
    part<QSpinBox>("rawPause")->setValue(250);
    const QString preview = part<QTextBrowser>("rawPreview")->toPlainText();
    QCOMPARE(preview.count(QStringLiteral("250 ms")), 2);
    QVERIFY(preview.contains(QStringLiteral("0x0 Continuation")));
    QVERIFY(label("rawStatus").contains(QStringLiteral("3 writes")));
    send();
    const RawSend raw = sent();
    QCOMPARE(raw.pieces.size(), 3);
    QCOMPARE(raw.pieces.at(0).bytes.toHex(), QByteArray("01"));
    QCOMPARE(raw.pieces.at(1).bytes.toHex(), QByteArray("024865"));
    QCOMPARE(raw.pieces.at(1).pause.count(), 250);
    QCOMPARE(raw.bytes().toHex(),
        QByteArray("010248650002"
                   "6c6c80016f"));
}

void TestComposeRaw::errors_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *field, const char *text, const char *below, const char *words) {
        QTest::newRow(name) << QByteArray(field) << QString::fromUtf8(text) << QByteArray(below)
                            << QString::fromUtf8(words);
    };
    row("key short", "rawKey", "1234", "rawHeaderError", "4 bytes in hex, got 2");
    row("key no hex", "rawKey", "xy", "rawHeaderError", "expected");
    row("length", "rawFalseLength", "many", "rawHeaderError", "got “many”");
    row("length above 64 bits", "rawFalseLength", "18446744073709551616", "rawHeaderError", "2^64");
    row("hex", "rawPayload", "0g", "rawPayloadError", "expected");
    row("fragments", "rawFragments", "two", "rawPayloadError", "got “two”");
    row("writes", "rawPieces", "1.5", "rawPieceError", "got “1.5”");
}

void TestComposeRaw::errors()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, text);
    QFETCH(QByteArray, below);
    QFETCH(QString, sentence);
    choose("rawMask", 1);
    type("rawKey", QStringLiteral("01020304"));
    part<QCheckBox>("rawLengthIsFalse")->click();
    type("rawFalseLength", QStringLiteral("1"));
    QTest::mouseClick(part("rawHex"), Qt::LeftButton);
    type(field.constData(), text);
    QTRY_VERIFY(part(below.constData())->isVisible());
    QVERIFY2(label(below.constData()).contains(sentence), qPrintable(label(below.constData())));
    part("composeFormat")->setFocus();
    send();
    QCOMPARE(m_raw->size(), 0);
    QVERIFY(label(below.constData()).endsWith(QStringLiteral("nothing was sent")));
    QVERIFY(part(field.constData())->hasFocus());
    QCOMPARE(part<QLineEdit>(field.constData())->text(), text); // kept
    type(field.constData(), QStringLiteral("01020304"));
    QVERIFY(!part(below.constData())->isVisible());
}

void TestComposeRaw::severalFrames()
{
    choose("rawMask", 2);
    type("rawPayload", QStringLiteral("a"));
    QTest::mouseClick(part("rawAddFrame"), Qt::LeftButton);
    QCOMPARE(part<QComboBox>("rawFrames")->currentText(), QStringLiteral("Frame 2 of 2: 0x1 Text"));
    choose("rawOpcode", 9);
    type("rawPayload", QStringLiteral("b"));
    send();
    QCOMPARE(sent().bytes().toHex(),
        QByteArray("810161"
                   "890162"));
    QTest::mouseClick(part("rawRemoveFrame"), Qt::LeftButton);
    QCOMPARE(shown(), QByteArray("81 01 61"));
    QVERIFY(!part("rawRemoveFrame")->isVisible());
}

void TestComposeRaw::anErrorInAnotherFrame()
{
    type("rawFragments", QStringLiteral("x"));
    QTest::mouseClick(part("rawAddFrame"), Qt::LeftButton);
    QVERIFY2(label("rawStatus").contains(QStringLiteral("Frame 1")), qPrintable(label("rawStatus")));
    send();
    QCOMPARE(m_raw->size(), 0);
    QVERIFY(part<QComboBox>("rawFrames")->currentText().startsWith(QStringLiteral("Frame 1 of 2")));
    QVERIFY(part("rawFragments")->hasFocus());
}

void TestComposeRaw::exampleByTheMenu()
{
    example(QStringLiteral("ping-126"));
    QVERIFY2(label("rawStatus").contains(QStringLiteral("RFC 6455 §5.5")), qPrintable(label("rawStatus")));
    QVERIFY(label("rawStatus").contains(QStringLiteral("125 bytes or less")));
    send();
    const QByteArray bytes = sent().bytes();
    QCOMPARE(bytes.first(4).toHex(), QByteArray("89fe007e"));
    QCOMPARE(bytes.size(), qsizetype(4 + 4 + 126));
    example(QStringLiteral("fragments-and-ping"));
    QVERIFY(part<QComboBox>("rawFrames")->currentText().startsWith(QStringLiteral("Frame 1 of 6")));
    example(QStringLiteral("unmasked"));
    QCOMPARE(shown(), QByteArray("81 05 48 65 6c 6c 6f"));
}

void TestComposeRaw::examplesOfAMock()
{
    m_panel->setSender(Role::Server);
    QVERIFY(shown().startsWith("81 00")); // what was not touched is unmasked now
    example(QStringLiteral("masked"));
    QVERIFY(shown().startsWith("81 85 "));
    example(QStringLiteral("rsv2"));
    QCOMPARE(shown(), QByteArray("a1 05 48 65 6c 6c 6f"));
}

void TestComposeRaw::nothingWithoutConnection()
{
    m_panel->setTarget(false, QStringLiteral("Connect first (F5)."));
    QVERIFY(!part("composeSend")->isEnabled());
    m_panel->sendNow();
    QCOMPARE(m_raw->size(), 0);
    QVERIFY(label("rawStatus").contains(QStringLiteral("Connect first")));
}

void TestComposeRaw::errorOfTheWire()
{
    send();
    m_panel->sendDone(m_raw->first().at(1).toLongLong(), QStringLiteral("the peer does not read"));
    QCOMPARE(label("rawStatus"), QStringLiteral("the peer does not read"));
}

void TestComposeRaw::keysOnly()
{
    QVERIFY(part("rawPayload")->hasFocus());
    QTest::keyClicks(part("rawPayload"), QStringLiteral("hi"));
    QTest::keyClick(part("rawPayload"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_raw->size(), 1);
    QStringList reached;
    part("composeFormat")->setFocus();
    for (int i = 0; i < 30; ++i) {
        const QWidget *focus = QApplication::focusWidget();
        if (!focus || reached.contains(focus->objectName()))
            break;
        reached.append(focus->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char *name : {"rawExamples", "rawAddFrame", "rawOpcode", "rawFin", "rawRsv1", "rawMask", "rawKey",
             "rawLength", "rawLengthIsFalse", "rawPayload", "rawFragments", "rawPieces", "rawPause", "rawPreview",
             "composeSend", "composePing", "composeClose"})
        QVERIFY2(reached.contains(QLatin1String(name)),
            qPrintable(QLatin1String(name) + QStringLiteral(" in ") + reached.join(u' ')));
}

void TestComposeRaw::formatsComeBack()
{
    type("rawPayload", QStringLiteral("kept"));
    m_panel->edit("text", true);
    QVERIFY(!part("rawForm")->isVisible());
    QVERIFY(part("composeField")->isVisible());
    QCOMPARE(part<QComboBox>("composeFormat")->currentText(), QStringLiteral("Text"));
    m_panel->composeRaw();
    QVERIFY(part("rawForm")->isVisible());
    QCOMPARE(part<QLineEdit>("rawPayload")->text(), QStringLiteral("kept"));
}

void TestComposeRaw::fitsAtNineHundred()
{
    m_window->resize(856, 600);
    m_panel->composeRaw();
    QVERIFY2(
        m_panel->minimumSizeHint().width() <= 856, qPrintable(QString::number(m_panel->minimumSizeHint().width())));
    QTRY_VERIFY2(m_panel->height() <= 200, qPrintable(QString::number(m_panel->height())));
    QVERIFY(part("rawPayload")->isVisible());
    QVERIFY(part("rawPreview")->isVisible());
}

void TestComposeRaw::namesForEveryControl()
{
    for (QWidget *widget : part("rawForm")->findChildren<QWidget *>()) {
        if (!widget->isVisible() || qobject_cast<QSpinBox *>(widget->parentWidget())
            || (widget->focusPolicy() & Qt::TabFocus) == 0)
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
            qPrintable(widget->objectName()));
    }
}

void TestComposeRaw::pongByHand()
{
    QSignalSpy pongs(m_panel, &ComposePanel::pongRequested);
    m_panel->openPing();
    QTest::keyClicks(part("pingPayload"), QStringLiteral("ours"));
    part("pongSend")->setFocus();
    QTest::keyClick(part("pongSend"), Qt::Key_Return);
    QCOMPARE(pongs.size(), 1);
    QCOMPARE(pongs.first().first().toByteArray(), QByteArray("ours"));
    m_panel->sendDone(pongs.first().at(1).toLongLong(), {});
    QVERIFY(!part("pingPopover")->isVisible());
}

void TestComposeRaw::autoPong()
{
    QSignalSpy asked(m_panel, &ComposePanel::autoPongRequested);
    m_panel->setAutoPong(true);
    m_panel->openPing();
    auto *box = part<QCheckBox>("autoPong");
    QVERIFY(box->isChecked());
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toBool(), false);
    m_panel->sendDone(asked.first().at(1).toLongLong(), {});
    QVERIFY(part("pingPopover")->isVisible());
    m_panel->setAutoPong(true); // another connection came into view
    QVERIFY(box->isChecked());
    QCOMPARE(asked.size(), 1);
}

QTEST_MAIN(TestComposeRaw)
#include "tst_composeraw.moc"
