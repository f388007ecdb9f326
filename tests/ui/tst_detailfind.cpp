// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/payloadeditor.h"
#include "ui/detail/findbar.h"
#include "ui/detail/frameview.h"
#include "ui/detail/hextab.h"
#include "ui/detail/hexview.h"
#include "ui/detail/jsontreemodel.h"
#include "ui/detail/jsontreeview.h"
#include "ui/detail/payloadsave.h"
#include "ui/detail/textview.h"
#include "ui/detail/treetab.h"
#include "ui/detail/unmaskview.h"

#include <QAction>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace handglass;

class TestDetailFind final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { DetailRig::prepare(m_theme, "tst_detailfind"); }
    void init();
    void cleanup() { m_rig.reset(); }
    void controlFOpensAndEscLeaves();
    void goesRound();
    void caseAndExpression();
    void wrongExpression();
    void inPrettyText();
    void acrossBrokenLines();
    void otherRowOtherHits();
    void inTree();
    void inHex();
    void inFrame();
    void beyondWhatIsLoaded();
    void hundredMebibytes();
    void savesThePayload();
    void savesAllFragments();
    void saveCannotBegin();
    void saveIsCancelled();

private:
    QLineEdit *field() const { return m_rig->part<QLineEdit>("findText"); }
    QString count() const { return m_rig->part<QLabel>("findCount")->text(); }
    PayloadEditor *editor() const { return m_rig->panel.textView()->editor(); }
    HexView *hex() const { return m_rig->panel.hexTab()->view(); }
    bool isOpen() const { return m_rig->panel.findBar()->isVisible(); }
    /// As a user: Ctrl+F where the focus is, then typing.
    void find(QWidget *where, const QString &text) const
    {
        where->setFocus();
        m_rig->press(where, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(isOpen());
        field()->clear();
        QTest::keyClicks(field(), text);
    }
    void chooseHex() const { m_rig->part<QWidget>("findForm")->findChildren<QAbstractButton *>().at(1)->click(); }

    Theme m_theme;
    std::unique_ptr<DetailRig> m_rig;
};

void TestDetailFind::init()
{
    failOnWarnings();
    m_rig = std::make_unique<DetailRig>(m_theme);
    QVERIFY(QTest::qWaitForWindowActive(&m_rig->panel));
}

void TestDetailFind::controlFOpensAndEscLeaves()
{
    m_rig->show("one two one", DetailTab::Text);
    QVERIFY(!isOpen());
    find(editor(), QStringLiteral("one"));
    QVERIFY(field()->hasFocus());
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    QCOMPARE(editor()->selectedText(), QStringLiteral("one"));
    QCOMPARE(editor()->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 2UL, 9L), 1L);
    m_rig->press(field(), Qt::Key_Escape);
    QVERIFY(!isOpen());
    QVERIFY(editor()->hasFocus());
    QCOMPARE(editor()->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 2UL, 9L), 0L);
    m_rig->press(editor(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(isOpen());
    QCOMPARE(field()->selectedText(), QStringLiteral("one"));
    editor()->setFocus();
    m_rig->press(editor(), Qt::Key_Escape);
    QVERIFY(!isOpen());
}

void TestDetailFind::goesRound()
{
    m_rig->show("a1 a2 a3", DetailTab::Text);
    find(editor(), QStringLiteral("a"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 3"));
    m_rig->press(field(), Qt::Key_Return);
    QCOMPARE(count(), QStringLiteral("2 of 3"));
    QCOMPARE(editor()->selectionStart(), 3);
    m_rig->press(editor(), Qt::Key_F3);
    m_rig->press(field(), Qt::Key_F3);
    QCOMPARE(count(), QStringLiteral("1 of 3 · from the top"));
    m_rig->press(editor(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count(), QStringLiteral("3 of 3 · from the end"));
    QCOMPARE(editor()->selectionStart(), 6);
    field()->setText(QStringLiteral("b"));
    QTRY_COMPARE(count(), QStringLiteral("No hits"));
    QVERIFY(!m_rig->panel.findBar()->nextAction()->isEnabled());
}

void TestDetailFind::caseAndExpression()
{
    m_rig->show("Tick tick 17", DetailTab::Text);
    find(editor(), QStringLiteral("tick"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    m_rig->part<QCheckBox>("findCase")->click();
    QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
    QCOMPARE(editor()->selectionStart(), 5);
    m_rig->part<QCheckBox>("findRegex")->click();
    field()->setText(QStringLiteral("\\d+"));
    QTRY_COMPARE(editor()->selectedText(), QStringLiteral("17"));
}

void TestDetailFind::wrongExpression()
{
    m_rig->show("text", DetailTab::Text);
    find(editor(), QStringLiteral("t"));
    m_rig->part<QCheckBox>("findRegex")->click();
    field()->setText(QStringLiteral("(t"));
    QTRY_VERIFY(count().startsWith(QStringLiteral("expected a regular expression, got an error at character 3")));
    QVERIFY(!m_rig->panel.findBar()->nextAction()->isEnabled());
}

void TestDetailFind::inPrettyText()
{
    m_rig->show(R"({"a":{"b":1}})", DetailTab::Text);
    find(editor(), QStringLiteral("\"b\": 1"));
    QTRY_COMPARE(editor()->selectedText(), QStringLiteral("\"b\": 1"));
    m_rig->panel.textView()->setPretty(false);
    QTRY_COMPARE(count(), QStringLiteral("No hits"));
}

void TestDetailFind::acrossBrokenLines()
{
    QByteArray text = QByteArray("x").repeated(3'998) + "needle" + QByteArray("y").repeated(9'000) + "needle";
    m_rig->show(text, DetailTab::Text);
    find(editor(), QStringLiteral("needle"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    QCOMPARE(editor()->selectedText(), QStringLiteral("ne\nedle"));
    m_rig->press(field(), Qt::Key_Return);
    QCOMPARE(editor()->selectedText(), QStringLiteral("needle"));
}

void TestDetailFind::otherRowOtherHits()
{
    m_rig->show("one", DetailTab::Text);
    find(editor(), QStringLiteral("o"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
    m_rig->show("o o o", DetailTab::Text);
    QTRY_COMPARE(count(), QStringLiteral("3 hits"));
    m_rig->panel.clear();
    QVERIFY(!isOpen());
    m_rig->show("o o", DetailTab::Text);
    QVERIFY(isOpen());
    QTRY_COMPARE(count(), QStringLiteral("2 hits"));
}

void TestDetailFind::inTree()
{
    m_rig->show(R"({"a":[{"name":"x"},{"name":"tick tick"}],"tick":0})", DetailTab::Tree);
    JsonTreeView *view = m_rig->panel.treeTab()->view();
    view->collapseAll();
    find(view, QStringLiteral("TICK"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    QCOMPARE(view->currentIndex().data().toString(), QStringLiteral("name: \"tick tick\""));
    m_rig->panel.grab();
    m_rig->press(field(), Qt::Key_Return);
    QCOMPARE(view->currentIndex().data().toString(), QStringLiteral("tick: 0"));
    m_rig->press(field(), Qt::Key_Escape);
    QVERIFY(view->hasFocus());
}

void TestDetailFind::inHex()
{
    m_rig->show(QByteArray("ab\r\ncd\r\nAB"), DetailTab::Hex, Opcode::Binary);
    find(hex(), QStringLiteral("ab"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    QVERIFY(!m_rig->part<QCheckBox>("findRegex")->isVisible());
    chooseHex();
    QTRY_COMPARE(hex()->selectionStart(), 0);
    field()->setText(QStringLiteral("0d 0a"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 2"));
    QCOMPARE(hex()->selectionStart(), 2);
    QCOMPARE(hex()->selectionLength(), 2);
    m_rig->press(field(), Qt::Key_Return);
    QCOMPARE(hex()->selectionStart(), 6);
    m_rig->panel.grab();
    field()->setText(QStringLiteral("0d 0"));
    QTRY_COMPARE(count(), QStringLiteral("expected two hex digits for each byte, got 3"));
}

void TestDetailFind::inFrame()
{
    m_rig->show(QByteArray(500, '.') + "needle", DetailTab::Frame, Opcode::Binary);
    UnmaskView *bytes = m_rig->panel.frameView()->bytesView();
    find(bytes, QStringLiteral("needle"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
    QCOMPARE(bytes->current(), 500);
    m_rig->panel.grab();
}

void TestDetailFind::beyondWhatIsLoaded()
{
    QByteArray text;
    for (int i = 0; text.size() < 5'000'000; ++i)
        text += "Zeile ä " + QByteArray::number(i) + '\n';
    const qsizetype at = text.indexOf("\n", 3'500'000) + 1;
    text.replace(at, 6, "needle");
    m_rig->show(text, DetailTab::Text);
    QLabel *notice = m_rig->part<QLabel>("textNotice");
    QTRY_VERIFY(notice->text().startsWith(QStringLiteral("first 1.0 MiB of 4.8 MiB shown")));
    find(editor(), QStringLiteral("needle"));
    QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
    QTRY_COMPARE(editor()->selectedText(), QStringLiteral("needle"));
    QVERIFY(notice->text().contains(QStringLiteral("from byte")));
    QVERIFY(editor()->bytes().size() <= 1 << 20);
    QVERIFY(m_rig->panel.textView()->message().utf8Error.isEmpty());
    Q_EMIT notice->linkActivated(QStringLiteral("start"));
    QTRY_VERIFY(notice->text().startsWith(QStringLiteral("first 1.0 MiB")));
    Q_EMIT notice->linkActivated(QStringLiteral("all"));
    QTRY_COMPARE_WITH_TIMEOUT(editor()->bytes().size(), text.size(), 20'000);
    QVERIFY(!notice->isVisible());
}

void TestDetailFind::hundredMebibytes()
{
    const qint64 size = 100 << 20;
    QByteArray text(size, 'x');
    for (qsizetype at = 99; at < size; at += 100)
        text[at] = '\n';
    text.replace(size - 10, 6, "needle");
    const EntryId id = m_rig->add(text);
    QElapsedTimer timer;
    timer.start();
    m_rig->panel.setEntry(m_rig->capture.get(), id);
    qInfo("100 MiB: the window is back after %lld ms", timer.elapsed());
    QTRY_COMPARE(editor()->bytes().size(), 1 << 20);
    m_rig->panel.grab();
    qInfo("100 MiB: its first MiB is shown after %lld ms", timer.elapsed());
    find(editor(), QStringLiteral("needle"));
    timer.restart();
    QTRY_COMPARE_WITH_TIMEOUT(editor()->selectedText(), QStringLiteral("needle"), 60'000);
    qInfo("100 MiB: searched in either case, and its end shown, after %lld ms", timer.elapsed());
}

void TestDetailFind::savesThePayload()
{
    QTemporaryDir folder;
    m_rig->show(QByteArray("{\"a\":1}"), DetailTab::Text);
    m_rig->part<QAction>("savePayload")->trigger();
    auto *dialog = m_rig->part<QFileDialog>("savePayloadDialog");
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->selectedFiles().value(0).endsWith(QStringLiteral("message-1.json")));
    const QString path = folder.filePath(QStringLiteral("out.json"));
    QSignalSpy finished(m_rig->panel.payloadSave(), &PayloadSave::finished);
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_COMPARE(finished.count(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"a\":1}"));
    QVERIFY(m_rig->part<QWidget>("payloadSaveNotice")->accessibleName().contains(QStringLiteral("Saved 7 B to")));
    m_rig->part<QPushButton>("payloadSaveButton")->click();
    QVERIFY(!m_rig->panel.payloadSave()->isVisible());
}

void TestDetailFind::savesAllFragments()
{
    QTemporaryDir folder;
    const QByteArray part(1'500'000, 'p');
    const EntryId first = m_rig->capture.fragments(Opcode::Binary, Direction::Received, {part, "middle", part});
    m_rig->capture.settle();
    m_rig->panel.setEntry(m_rig->capture.get(), first + 1);
    QSignalSpy finished(m_rig->panel.payloadSave(), &PayloadSave::finished);
    m_rig->panel.payloadSave()->saveTo(folder.filePath(QStringLiteral("out")));
    QTRY_COMPARE(finished.count(), 1);
    QFile file(folder.filePath(QStringLiteral("out")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), part + "middle" + part);
}

void TestDetailFind::saveCannotBegin()
{
    QTemporaryDir folder;
    m_rig->show("x", DetailTab::Text);
    QSignalSpy finished(m_rig->panel.payloadSave(), &PayloadSave::finished);
    m_rig->panel.payloadSave()->saveTo(folder.filePath(QStringLiteral("none/out")));
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(finished.first().first().toString().startsWith(QStringLiteral("The payload was not saved to ")));
    QVERIFY(m_rig->part<QWidget>("payloadSaveNotice")->isVisible());
    QVERIFY(m_rig->part<QAction>("savePayload")->isEnabled());
}

void TestDetailFind::saveIsCancelled()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out"));
    QFile before(path);
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("as it was");
    before.close();
    m_rig->show(QByteArray(80 << 20, 'x'), DetailTab::Hex, Opcode::Binary);
    QSignalSpy finished(m_rig->panel.payloadSave(), &PayloadSave::finished);
    m_rig->panel.payloadSave()->saveTo(path);
    QVERIFY(!m_rig->part<QAction>("savePayload")->isEnabled());
    m_rig->panel.payloadSave()->cancel();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(finished.first().first().toString().startsWith(QStringLiteral("Cancelled")));
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), QByteArray("as it was"));
}

QTEST_MAIN(TestDetailFind)
#include "tst_detailfind.moc"
