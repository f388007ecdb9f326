// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/payloadeditor.h"
#include "ui/detail/detailpanel.h"
#include "ui/detail/hextab.h"
#include "ui/detail/hexview.h"
#include "ui/detail/longlines.h"
#include "ui/detail/textview.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTabBar>
#include <QThreadPool>
#include <QToolButton>

using namespace handglass;

class TestDetail final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void emptyState();
    void prettyJsonKeepsOrderAndSpelling();
    void wholeFragmentedMessage();
    void textThatIsNotUtf8();
    void closeInWords();
    void largeTextInPart();
    void lateTextIsDropped();
    void keepsTheTabOfAKind();
    void eventsShowTheConnection();
    void factsNeedRoom();
    void copiesTheMessage();
    void editorLetsKeysPass();
    void editorNumbersItsLines();
    void editorShowsAnError();
    void longLines();
    void hexText();
    void hexSelectsAndCopies();
    void hexOfLargePayload();
    void hexOfManySizes_data();
    void hexOfManySizes();

private:
    LogCapture &capture() const { return *m_capture; }
    QString shown() const { return QString::fromUtf8(m_panel->textView()->editor()->bytes()); }
    QWidget *page() const { return m_panel->findChild<QStackedWidget *>()->currentWidget(); }

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<DetailPanel> m_panel;
};

void TestDetail::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_detail"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Dark);
}

void TestDetail::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_panel = std::make_unique<DetailPanel>(m_theme);
    m_panel->resize(1200, 300);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestDetail::cleanup()
{
    m_panel.reset();
    m_capture.reset();
}

void TestDetail::emptyState()
{
    const auto *label = qobject_cast<QLabel *>(page());
    QVERIFY(label != nullptr);
    QCOMPARE(label->text(), QStringLiteral("Select a row."));
    m_panel->setEntry(capture().get(), 12);
    QCOMPARE(page(), label);
    const EntryId id = capture().frame(Opcode::Text, Direction::Received, "x");
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    QCOMPARE(page(), m_panel->textView());
    m_panel->clear();
    QCOMPARE(page(), label);
    capture().destroy();
    m_panel->setCurrentTab(DetailTab::Hex);
    QCOMPARE(page(), label);
}

void TestDetail::prettyJsonKeepsOrderAndSpelling()
{
    const QByteArray json = "{\"z\":1.50,\"a\":[1e3,\"\\u00e9\"],\"z\":null}";
    const EntryId id = capture().frame(Opcode::Text, Direction::Received, json);
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    QCOMPARE(
        shown(), QStringLiteral("{\n  \"z\": 1.50,\n  \"a\": [\n    1e3,\n    \"\\u00e9\"\n  ],\n  \"z\": null\n}"));
    QCOMPARE(m_panel->textView()->editor()->language(), PayloadEditor::Language::Json);
    auto *raw = m_panel->findChild<QWidget *>(QStringLiteral("detailPretty"))->findChildren<QAbstractButton *>().at(1);
    QVERIFY(raw->isVisible());
    raw->click();
    QCOMPARE(shown(), QString::fromUtf8(json));
    const EntryId plain = capture().frame(Opcode::Text, Direction::Received, "no JSON");
    capture().settle();
    m_panel->setEntry(capture().get(), plain);
    QCOMPARE(shown(), QStringLiteral("no JSON"));
    QVERIFY(!raw->isVisible());
}

void TestDetail::wholeFragmentedMessage()
{
    const EntryId first = capture().fragments(Opcode::Text, Direction::Received, {"{\"a\":", "[1,", "2]}"});
    capture().settle();
    m_panel->setEntry(capture().get(), first + 1);
    QTRY_COMPARE(shown(), QStringLiteral("{\n  \"a\": [\n    1,\n    2\n  ]\n}"));
    QCOMPARE(m_panel->textView()->message().frames, 3);
    QCOMPARE(m_panel->textView()->message().total, 11);
    m_panel->setCurrentTab(DetailTab::Hex);
    QCOMPARE(m_panel->hexTab()->view()->lineText(0), QStringLiteral("00000000  5b 31 2c  [1,"));
}

void TestDetail::textThatIsNotUtf8()
{
    const EntryId id = capture().frame(Opcode::Text, Direction::Received, "price \xA3 5");
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    QCOMPARE(m_panel->textView()->notice(), QStringLiteral("expected UTF-8, got 0xA3 at byte 6: see Hex"));
    QCOMPARE(m_panel->textView()->editor()->bytes(), QByteArray("price \xA3 5"));
}

void TestDetail::closeInWords()
{
    const EntryId reason = capture().frame(Opcode::Close, Direction::Received,
        "\x03\xef"
        "byte 44");
    const EntryId code = capture().frame(Opcode::Close, Direction::Received, "\x03\xe8");
    const EntryId broken = capture().frame(Opcode::Close, Direction::Received, "\x03");
    capture().settle();
    m_panel->setEntry(capture().get(), reason);
    m_panel->setCurrentTab(DetailTab::Text);
    QCOMPARE(shown(), QStringLiteral("1007 Invalid Frame Payload Data\nbyte 44"));
    m_panel->setEntry(capture().get(), code);
    QCOMPARE(shown(), QStringLiteral("1000 Normal Closure"));
    m_panel->setEntry(capture().get(), broken);
    QCOMPARE(m_panel->textView()->editor()->bytes(), QByteArray("\x03"));
}

void TestDetail::largeTextInPart()
{
    QByteArray large;
    for (int i = 0; large.size() < 3'000'000; ++i)
        large += "line " + QByteArray::number(i) + '\n';
    const EntryId id = capture().frame(Opcode::Text, Direction::Received, large);
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    auto *notice = m_panel->findChild<QLabel *>(QStringLiteral("textNotice"));
    QTRY_VERIFY(notice->text().startsWith(QStringLiteral("first 1.0 MiB of 2.9 MiB shown")));
    QVERIFY(notice->isVisible());
    QCOMPARE(m_panel->textView()->editor()->bytes().size(), 1 << 20);
    Q_EMIT notice->linkActivated(QStringLiteral("all"));
    QTRY_COMPARE(m_panel->textView()->editor()->bytes(), large);
    QTRY_VERIFY(!notice->isVisible());
}

void TestDetail::lateTextIsDropped()
{
    const EntryId large = capture().frame(Opcode::Text, Direction::Received, QByteArray(500'000, 'x'));
    const EntryId small = capture().frame(Opcode::Text, Direction::Received, "small");
    capture().settle();
    m_panel->setEntry(capture().get(), large);
    m_panel->setEntry(capture().get(), small);
    QCOMPARE(shown(), QStringLiteral("small"));
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(shown(), QStringLiteral("small"));
    m_panel->setEntry(capture().get(), large);
    m_panel.reset(); // while it loads
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

void TestDetail::keepsTheTabOfAKind()
{
    const EntryId text = capture().frame(Opcode::Text, Direction::Received, "x");
    const EntryId binary = capture().frame(Opcode::Binary, Direction::Received, "x");
    const EntryId ping = capture().frame(Opcode::Ping, Direction::Received, "x");
    capture().settle();
    const auto tabOf = [this](EntryId id) {
        m_panel->setEntry(capture().get(), id);
        return m_panel->currentTab();
    };
    QCOMPARE(tabOf(text), DetailTab::Text);
    QCOMPARE(tabOf(binary), DetailTab::Hex);
    QCOMPARE(tabOf(ping), DetailTab::Frame);
    m_panel->findChild<QTabBar *>(QStringLiteral("detailTabs"))->setCurrentIndex(int(DetailTab::Hex));
    QCOMPARE(tabOf(ping), DetailTab::Hex);
    QCOMPARE(tabOf(text), DetailTab::Text);
    m_panel->setCurrentTab(DetailTab::Frame);
    m_panel = std::make_unique<DetailPanel>(m_theme);
    QCOMPARE(tabOf(text), DetailTab::Frame);
    QCOMPARE(tabOf(binary), DetailTab::Hex);
    QCOMPARE(tabOf(ping), DetailTab::Hex);
}

void TestDetail::eventsShowTheConnection()
{
    capture().connect(1, QStringLiteral("wss://quotes.example.net/v2"));
    const EntryId id = capture().event(EntryKind::Opened, QStringLiteral("101 Switching Protocols in 61.1 ms"));
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    QCOMPARE(page()->objectName(), QStringLiteral("eventView"));
    QStringList texts;
    for (const QLabel *label : page()->findChildren<QLabel *>())
        texts.append(label->text());
    QVERIFY(texts.contains(QStringLiteral("101 Switching Protocols in 61.1 ms")));
    QVERIFY(texts.contains(QStringLiteral("wss://quotes.example.net/v2")));
    QVERIFY(!m_panel->findChild<QTabBar *>(QStringLiteral("detailTabs"))->isVisible());
}

void TestDetail::factsNeedRoom()
{
    const EntryId id = capture().frame(Opcode::Text, Direction::Received, "x");
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    auto *facts = m_panel->findChild<QScrollArea *>(QStringLiteral("detailFacts"));
    QVERIFY(facts->isVisible());
    m_panel->setCurrentTab(DetailTab::Frame);
    QVERIFY(!facts->isVisible());
    m_panel->setCurrentTab(DetailTab::Text);
    m_panel->resize(1100, 300);
    QTRY_VERIFY(!facts->isVisible());
}

void TestDetail::copiesTheMessage()
{
    const EntryId first = capture().fragments(Opcode::Text, Direction::Received, {"one ", "two"});
    const EntryId binary = capture().frame(Opcode::Binary, Direction::Received, QByteArray("\x00\xff", 2));
    capture().settle();
    auto *copy = m_panel->findChild<QToolButton *>(QStringLiteral("detailCopy"));
    m_panel->setEntry(capture().get(), first + 1);
    copy->click();
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("one two"));
    m_panel->setEntry(capture().get(), binary);
    copy->click();
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("00 ff"));
}

void TestDetail::editorLetsKeysPass()
{
    PayloadEditor editor(m_theme);
    editor.setText(QStringLiteral("a line\nanother"));
    editor.show();
    const auto passes = [&editor](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QKeyEvent claim(QEvent::ShortcutOverride, key, modifiers);
        claim.ignore();
        QApplication::sendEvent(&editor, &claim);
        QKeyEvent press(QEvent::KeyPress, key, modifiers);
        QApplication::sendEvent(&editor, &press);
        return !claim.isAccepted();
    };
    QVERIFY(passes(Qt::Key_L, Qt::ControlModifier)); // Scintilla would cut the line
    QVERIFY(passes(Qt::Key_D, Qt::ControlModifier)); // Scintilla would double it
    QVERIFY(passes(Qt::Key_Escape, Qt::NoModifier));
    passes(Qt::Key_Tab, Qt::NoModifier);
    QVERIFY(!passes(Qt::Key_C, Qt::ControlModifier)); // its own
    QCOMPARE(editor.text(), QStringLiteral("a line\nanother"));
    QTest::keyClick(&editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_X);
    QCOMPARE(editor.text(), QStringLiteral("x"));
    QTest::keyClick(&editor, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor.text(), QStringLiteral("a line\nanother"));
}

void TestDetail::editorNumbersItsLines()
{
    PayloadEditor editor(m_theme);
    for (const auto language : {PayloadEditor::Language::Json, PayloadEditor::Language::Plain}) {
        editor.setLanguage(language);
        editor.setBytes("one line");
        const int narrow = editor.marginWidth(0);
        QVERIFY(narrow > 0);
        editor.setBytes(QByteArray("line\n").repeated(5000));
        QVERIFY(editor.marginWidth(0) > narrow);
    }
    editor.setLineNumbersVisible(false);
    QCOMPARE(editor.marginWidth(0), 0);
    for (int margin = 1; margin < 5; ++margin)
        QCOMPARE(editor.marginWidth(margin), 0);
}

void TestDetail::editorShowsAnError()
{
    PayloadEditor editor(m_theme);
    editor.setBytes("{\n  \"é\" 1\n}");
    editor.showError(2, 7);
    const long at = editor.SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, 1UL) + 7; // é is two bytes
    QCOMPARE(editor.SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 1UL, at), 1L);
    QCOMPARE(editor.SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 1UL, at - 1), 0L);
    QCOMPARE(editor.markersAtLine(1), 2U);
    editor.showError(900, 900);
    editor.clearError();
    QCOMPARE(editor.markersAtLine(1), 0U);
}

void TestDetail::longLines()
{
    QVERIFY(!hasLongLines(QByteArray(LongestLine, 'x') + '\n' + QByteArray(LongestLine, 'y')));
    const QByteArray line = QByteArray("é").repeated(LongestLine) + "\nshort\n";
    QVERIFY(hasLongLines(line));
    const QByteArray broken = breakLongLines(line);
    QVERIFY(!hasLongLines(broken));
    QVERIFY(QString::fromUtf8(broken).indexOf(QChar::ReplacementCharacter) < 0);
    QCOMPARE(QByteArray(broken).replace("\n", ""), QByteArray(line).replace("\n", ""));
    QVERIFY(broken.endsWith("\nshort\n"));
    QCOMPARE(breakLongLines(QByteArray()), QByteArray());
}

void TestDetail::hexText()
{
    HexView view(m_theme);
    view.resize(900, 200);
    QByteArray bytes;
    for (int i = 0; i < 35; ++i)
        bytes += static_cast<char>(i * 7);
    view.setBytes(bytes);
    QCOMPARE(view.bytesARow(), 16);
    QCOMPARE(view.lineText(0),
        QStringLiteral("00000000  00 07 0e 15 1c 23 2a 31  38 3f 46 4d 54 5b 62 69  ·····#*18?FMT[bi"));
    QCOMPARE(view.lineText(2), QStringLiteral("00000020  e0 e7 ee  ···"));
    QCOMPARE(view.lineText(3), QStringLiteral("00000030    "));
    view.resize(360, 200);
    view.grab();
    QCOMPARE(view.bytesARow(), 8);
    QCOMPARE(view.lineText(1), QStringLiteral("00000008  38 3f 46 4d 54 5b 62 69  8?FMT[bi"));
}

void TestDetail::hexSelectsAndCopies()
{
    HexView view(m_theme);
    view.resize(900, 200);
    view.setBytes("Hello, hex view of a payload");
    view.show();
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.current(), 1);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view.selectionStart(), 1);
    QCOMPARE(view.selectionLength(), 3);
    view.copyActions().at(0)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("65 6c 6c"));
    view.copyActions().at(1)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("ell"));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view.selectionLength(), 28);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.current(), 27); // the last row is shorter
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.current(), 16);
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(view.current(), 0);
    QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(view.current(), 27);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(14 + 10 * 8, 10));
    QVERIFY(view.current() <= 1);
}

void TestDetail::hexOfLargePayload()
{
    const qint64 size = 64 << 20;
    QByteArray large(size, 'x');
    large.replace(size - 4, 4, "tail");
    const EntryId id = capture().frame(Opcode::Binary, Direction::Received, large);
    capture().settle();
    QElapsedTimer timer;
    timer.start();
    m_panel->setEntry(capture().get(), id);
    m_panel->grab();
    qInfo("64 MiB: shown after %lld ms", timer.restart());
    HexView *view = m_panel->hexTab()->view();
    QCOMPARE(view->size(), size);
    QTest::keyClick(view, Qt::Key_End, Qt::ControlModifier);
    m_panel->grab();
    qInfo("64 MiB: its end after %lld ms", timer.restart());
    QVERIFY(view->lineText(size / 16 - 1).endsWith(QStringLiteral("tail")));
    m_panel->setCurrentTab(DetailTab::Frame);
    m_panel->grab();
    qInfo("64 MiB: its frame after %lld ms", timer.elapsed());
}

void TestDetail::hexOfManySizes_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 15, 16, 17, 255, 256, 257, 16'383, 16'384, 16'385, 100'000})
        QTest::addRow("%d", size) << size;
}

void TestDetail::hexOfManySizes()
{
    QFETCH(int, size);
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i % 251);
    const EntryId id = capture().frame(Opcode::Binary, Direction::Received, bytes);
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    const HexView *view = m_panel->hexTab()->view();
    QByteArray read;
    for (qint64 line = 0; line * 16 < size; ++line) {
        const qint64 count = std::min<qint64>(16, size - line * 16);
        read += QByteArray::fromHex(view->lineText(line).mid(10, 3 * count - 1 + (count > 8 ? 1 : 0)).toLatin1());
    }
    QCOMPARE(read, bytes);
    QVERIFY(!m_panel->grab().isNull());
}

QTEST_MAIN(TestDetail)
#include "tst_detail.moc"
