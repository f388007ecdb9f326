// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/payloadeditor.h"
#include "ui/common/theme.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/payloadfile.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace handglass;

class TestCompose final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sendsEachFormat_data();
    void sendsEachFormat();
    void sendsNothingWrong_data();
    void sendsNothingWrong();
    void caretGoesToTheError();
    void tellsWhileTyping();
    void errorOfTheWireKeepsTheText();
    void staysSelectedWhenSent();
    void nothingWithoutConnection();
    void historyByKeys();
    void historyIsKept();
    void historyOfOneWhoseFileIsBroken();
    void editAndSend_data();
    void editAndSend();
    void editRefusesHuge();
    void sendsFile();
    void fileErrors_data();
    void fileErrors();
    void ping_data();
    void ping();
    void pingErrors_data();
    void pingErrors();
    void closes_data();
    void closes();
    void closeErrors_data();
    void closeErrors();
    void popoverShowsTheWiresError();
    void escLeavesThePopover();
    void oneLineInALowWindow();
    void tabLeavesTheEditor();

private:
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_window->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    PayloadEditor *editor() const { return part<PayloadEditor>("composeEditor"); }
    QString status() const { return part<QLabel>("composeStatus")->text(); }
    QString popoverError(const char *popover) const
    {
        return part(popover)->findChild<QLabel *>(QStringLiteral("popoverError"))->text();
    }
    void choose(ComposeFormat format);
    void type(const QString &text);
    void chooseFile(const QString &path);
    void makePanel();
    QString historyPath() const { return m_folder->filePath(QStringLiteral("data/history.json")); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QWidget> m_window;
    ComposePanel *m_panel = nullptr;
    std::unique_ptr<QSignalSpy> m_text;
    std::unique_ptr<QSignalSpy> m_binary;
    std::unique_ptr<QSignalSpy> m_ping;
    std::unique_ptr<QSignalSpy> m_close;
};

void TestCompose::init()
{
    failOnWarnings();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_folder = std::make_unique<QTemporaryDir>();
    makePanel();
}

void TestCompose::cleanup()
{
    m_window.reset();
    m_folder.reset();
    m_theme.reset();
}

void TestCompose::makePanel()
{
    m_window = std::make_unique<QWidget>();
    m_panel = new ComposePanel(*m_theme, nullptr, historyPath());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(new QLineEdit);
    column->addStretch();
    column->addWidget(m_panel);
    m_window->resize(1064, 760);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_panel->setTarget(true, {});
    m_text = std::make_unique<QSignalSpy>(m_panel, &ComposePanel::sendTextRequested);
    m_binary = std::make_unique<QSignalSpy>(m_panel, &ComposePanel::sendBinaryRequested);
    m_ping = std::make_unique<QSignalSpy>(m_panel, &ComposePanel::pingRequested);
    m_close = std::make_unique<QSignalSpy>(m_panel, &ComposePanel::closeRequested);
}

void TestCompose::choose(ComposeFormat format)
{
    auto *combo = part<QComboBox>("composeFormat");
    combo->setCurrentIndex(static_cast<int>(format));
    Q_EMIT combo->activated(static_cast<int>(format));
}

void TestCompose::type(const QString &text)
{
    editor()->setFocus();
    editor()->selectAll();
    QTest::keyClicks(editor(), text);
}

void TestCompose::chooseFile(const QString &path)
{
    choose(ComposeFormat::File);
    QTest::mouseClick(part("chooseFile"), Qt::LeftButton);
    auto *dialog = part<QFileDialog>("sendFileDialog");
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
}

void TestCompose::sendsEachFormat_data()
{
    QTest::addColumn<ComposeFormat>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("text");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("text") << ComposeFormat::Text << QStringLiteral("hello") << true << QByteArray("hello");
    QTest::newRow("empty text") << ComposeFormat::Text << QString() << true << QByteArray();
    QTest::newRow("json") << ComposeFormat::Json << QStringLiteral("[1.0]") << true << QByteArray("[1.0]");
    QTest::newRow("hex") << ComposeFormat::Hex << QStringLiteral("0x00, ff") << false << QByteArray("\x00\xff", 2);
    QTest::newRow("base64") << ComposeFormat::Base64 << QStringLiteral("-_8=") << false << QByteArray("\xfb\xff");
}

void TestCompose::sendsEachFormat()
{
    QFETCH(ComposeFormat, format);
    QFETCH(QString, typed);
    QFETCH(bool, text);
    QFETCH(QByteArray, payload);
    choose(format);
    type(typed);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_text->size(), text ? 1 : 0);
    QCOMPARE(m_binary->size(), text ? 0 : 1);
    if (text)
        QCOMPARE(m_text->first().first().toString().toUtf8(), payload);
    else
        QCOMPARE(m_binary->first().first().toByteArray(), payload);
    QTest::mouseClick(part("composeSend"), Qt::LeftButton);
    QCOMPARE(m_text->size() + m_binary->size(), 2);
    const QSignalSpy &spy = text ? *m_text : *m_binary;
    QVERIFY(spy.at(0).at(1).toLongLong() != spy.at(1).at(1).toLongLong());
}

void TestCompose::sendsNothingWrong_data()
{
    QTest::addColumn<ComposeFormat>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("json") << ComposeFormat::Json << QStringLiteral("{1}")
                          << QStringLiteral("line 1, column 2: nothing was sent");
    QTest::newRow("no json") << ComposeFormat::Json << QString() << QStringLiteral("nothing was sent");
    QTest::newRow("hex") << ComposeFormat::Hex << QStringLiteral("0 1")
                         << QStringLiteral("line 1, column 2: nothing was sent");
    QTest::newRow("base64") << ComposeFormat::Base64 << QStringLiteral("a=")
                            << QStringLiteral("line 1, column 2: nothing was sent");
    QTest::newRow("no file") << ComposeFormat::File << QString() << QStringLiteral("none is chosen: nothing was sent");
}

void TestCompose::sendsNothingWrong()
{
    QFETCH(ComposeFormat, format);
    QFETCH(QString, typed);
    QFETCH(QString, sentence);
    type(typed);
    choose(format);
    QTest::mouseClick(part("composeSend"), Qt::LeftButton);
    QTRY_VERIFY2(status().contains(sentence), qUtf8Printable(status()));
    QCOMPARE(m_text->size() + m_binary->size(), 0);
    if (format != ComposeFormat::File)
        QCOMPARE(editor()->text(), typed);
}

void TestCompose::caretGoesToTheError()
{
    choose(ComposeFormat::Json);
    editor()->setBytes("{\n  \"ü\": 1,\n  \"ü\" 2}");
    m_panel->sendNow();
    int line = 0;
    int column = 0;
    editor()->getCursorPosition(&line, &column);
    QCOMPARE(line, 2);
    QCOMPARE(editor()->text(line).toUtf8().isEmpty(), false);
    QVERIFY2(status().contains(QStringLiteral("line 3, column %1").arg(column + 1)), qUtf8Printable(status()));
    QVERIFY(editor()->hasFocus());
}

void TestCompose::tellsWhileTyping()
{
    choose(ComposeFormat::Json);
    type(QStringLiteral("{\"a\":1"));
    QVERIFY(status().startsWith(QStringLiteral("expected")));
    QTest::keyClicks(editor(), QStringLiteral("}"));
    QCOMPARE(status(), QStringLiteral("valid JSON, 7 B"));
    choose(ComposeFormat::Text);
    QCOMPARE(status(), QStringLiteral("7 B"));
    choose(ComposeFormat::Hex);
    QVERIFY(status().startsWith(QStringLiteral("expected a hex digit, got “{”")));
}

void TestCompose::errorOfTheWireKeepsTheText()
{
    type(QStringLiteral("hello"));
    m_panel->sendNow();
    m_panel->sendDone(
        m_text->first().at(1).toLongLong(), QStringLiteral("The connection is closing: nothing was sent."));
    QCOMPARE(status(), QStringLiteral("The connection is closing: nothing was sent."));
    QCOMPARE(editor()->text(), QStringLiteral("hello"));
    m_panel->showOlder();
    QCOMPARE(editor()->text(), QStringLiteral("hello"));
    QTest::keyClicks(editor(), QStringLiteral("!"));
    QCOMPARE(status(), QStringLiteral("6 B"));
    m_panel->sendDone(4711, QStringLiteral("of another"));
    QCOMPARE(status(), QStringLiteral("6 B"));
}

void TestCompose::staysSelectedWhenSent()
{
    type(QStringLiteral("hello"));
    m_panel->sendNow();
    m_panel->sendDone(m_text->first().at(1).toLongLong(), {});
    QCOMPARE(status(), QStringLiteral("sent, 5 B"));
    QCOMPARE(editor()->selectedText(), QStringLiteral("hello"));
    QTest::keyClicks(editor(), QStringLiteral("next"));
    QCOMPARE(editor()->text(), QStringLiteral("next"));
}

void TestCompose::nothingWithoutConnection()
{
    m_panel->setTarget(false, QStringLiteral("Connect first (F5)."));
    type(QStringLiteral("hello"));
    QVERIFY(!part("composeSend")->isEnabled());
    QVERIFY(!part("composePing")->isEnabled());
    QVERIFY(!part("composeClose")->isEnabled());
    QCOMPARE(part("composeSend")->toolTip(), QStringLiteral("Connect first (F5)."));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    m_panel->send("hello", true);
    QCOMPARE(m_text->size(), 0);
    QCOMPARE(status(), QStringLiteral("Connect first (F5). Nothing was sent."));
    QCOMPARE(editor()->text(), QStringLiteral("hello"));
}

void TestCompose::historyByKeys()
{
    for (const QString &text : {QStringLiteral("one"), QStringLiteral("two")}) {
        type(text);
        m_panel->sendNow();
        m_panel->sendDone(m_text->last().at(1).toLongLong(), {});
    }
    choose(ComposeFormat::Hex);
    type(QStringLiteral("aa"));
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->text(), QStringLiteral("two"));
    QCOMPARE(part<QComboBox>("composeFormat")->currentIndex(), 0);
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->text(), QStringLiteral("one"));
    QTest::keyClick(editor(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(editor(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(editor()->text(), QStringLiteral("aa"));
    QCOMPARE(part<QComboBox>("composeFormat")->currentIndex(), 2);
}

void TestCompose::historyIsKept()
{
    type(QStringLiteral("kept"));
    m_panel->sendNow();
    m_panel->sendDone(m_text->first().at(1).toLongLong(), {});
    m_window.reset();
    QCOMPARE(QFileInfo(historyPath()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    makePanel();
    QTRY_VERIFY((m_panel->showOlder(), editor()->text() == QLatin1String("kept")));
    m_panel->clearHistory();
    m_window.reset();
    QFile file(historyPath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("[]"));
}

void TestCompose::historyOfOneWhoseFileIsBroken()
{
    m_window.reset();
    QVERIFY(QDir().mkpath(QFileInfo(historyPath()).path()));
    QFile file(historyPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"not\": \"a history\"}");
    file.close();
    makePanel();
    QTRY_VERIFY(status().contains(QStringLiteral("it is not a history")));
    type(QStringLiteral("hello"));
    m_panel->sendNow();
    QCOMPARE(m_text->size(), 1);
}

void TestCompose::editAndSend_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("text");
    QTest::addColumn<ComposeFormat>("format");
    QTest::newRow("text") << QByteArray("a\r\nb\n") << true << ComposeFormat::Text;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << true << ComposeFormat::Text;
    QTest::newRow("json") << QByteArray("{\"b\":1.50, \"a\":1}") << true << ComposeFormat::Json;
    QTest::newRow("almost json") << QByteArray("{\"b\":") << true << ComposeFormat::Text;
    QTest::newRow("binary") << QByteArray("\x00\xff{}", 4) << false << ComposeFormat::Hex;
    QTest::newRow("empty") << QByteArray() << true << ComposeFormat::Text;
}

void TestCompose::editAndSend()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, text);
    QFETCH(ComposeFormat, format);
    m_panel->edit(payload, text);
    QCOMPARE(part<QComboBox>("composeFormat")->currentIndex(), static_cast<int>(format));
    m_panel->sendNow();
    QSignalSpy &spy = text ? *m_text : *m_binary;
    QCOMPARE(spy.size(), 1);
    QCOMPARE(text ? spy.first().first().toString().toUtf8() : spy.first().first().toByteArray(), payload);
    type(QStringLiteral("draft"));
    m_panel->send(payload, text);
    QCOMPARE(spy.size(), 2);
    QCOMPARE(text ? spy.last().first().toString().toUtf8() : spy.last().first().toByteArray(), payload);
    QCOMPARE(editor()->text(), QStringLiteral("draft"));
}

void TestCompose::editRefusesHuge()
{
    type(QStringLiteral("draft"));
    m_panel->edit(QByteArray(5 << 20, 'x'), true);
    QCOMPARE(editor()->text(), QStringLiteral("draft"));
    QVERIFY(status().startsWith(QStringLiteral("expected at most 4.0 MiB to edit, got 5.0 MiB")));
}

void TestCompose::sendsFile()
{
    QFile file(m_folder->filePath(QStringLiteral("trace.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content(300'000, '\xee');
    file.write(content);
    file.close();
    chooseFile(file.fileName());
    QVERIFY(status().startsWith(QStringLiteral("trace.bin, 293")));
    QTest::mouseClick(part("composeSend"), Qt::LeftButton);
    QTRY_COMPARE(m_binary->size(), 1);
    QCOMPARE(m_binary->first().first().toByteArray(), content);
    QVERIFY(part<QAbstractButton>("composeSend")->text().startsWith(QStringLiteral("Send")));
    m_panel->sendNow();
    m_panel->sendNow();
    QTest::mouseClick(part("composeSend"), Qt::LeftButton);
    QTRY_COMPARE(m_binary->size(), 2);
}

void TestCompose::fileErrors_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("vanished") << QStringLiteral("vanished") << QStringLiteral("there is none: nothing was sent");
    QTest::newRow("folder") << QStringLiteral("folder") << QStringLiteral("is none: nothing was sent");
    QTest::newRow("too big") << QStringLiteral("big")
                             << QStringLiteral("expected at most 64.0 MiB, big has 64.0 MiB: nothing was sent");
}

void TestCompose::fileErrors()
{
    QFETCH(QString, kind);
    QFETCH(QString, sentence);
    const QString path = m_folder->filePath(kind);
    if (kind == QLatin1String("folder")) {
        QVERIFY(QDir().mkpath(path));
    } else {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(kind == QLatin1String("big") ? LargestPayloadFile + 1 : 5));
    }
    chooseFile(path);
    if (kind == QLatin1String("vanished"))
        QVERIFY(QFile::remove(path));
    QTest::mouseClick(part("composeSend"), Qt::LeftButton);
    QTRY_VERIFY2(status().contains(sentence), qUtf8Printable(status()));
    QCOMPARE(m_binary->size(), 0);
}

void TestCompose::ping_data()
{
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("empty") << false << QString() << QByteArray();
    QTest::newRow("text") << false << QStringLiteral("hg-1") << QByteArray("hg-1");
    QTest::newRow("hex") << true << QStringLiteral("00 ff") << QByteArray("\x00\xff", 2);
    QTest::newRow("125 bytes") << false << QString(125, QLatin1Char('x')) << QByteArray(125, 'x');
}

void TestCompose::ping()
{
    QFETCH(bool, hex);
    QFETCH(QString, typed);
    QFETCH(QByteArray, payload);
    QTest::mouseClick(part("composePing"), Qt::LeftButton);
    QVERIFY(part("pingPopover")->isVisible());
    QVERIFY(part("pingPayload")->hasFocus());
    if (hex)
        QTest::mouseClick(part("pingHex"), Qt::LeftButton);
    part("pingPayload")->setFocus();
    QTest::keyClicks(part("pingPayload"), typed);
    QTest::keyClick(part("pingPayload"), Qt::Key_Return);
    QCOMPARE(m_ping->size(), 1);
    QCOMPARE(m_ping->first().first().toByteArray(), payload);
    m_panel->sendDone(m_ping->first().at(1).toLongLong(), {});
    QVERIFY(!part("pingPopover")->isVisible());
}

void TestCompose::pingErrors_data()
{
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("126 bytes") << false << QString(63, QChar(u'ü'))
                               << QStringLiteral(
                                      "expected at most 125 bytes in a Ping, got 126, RFC 6455 §5.5: nothing was sent");
    QTest::newRow("no hex") << true << QStringLiteral("0g")
                            << QStringLiteral("got “g” in line 1, column 2: nothing was sent");
}

void TestCompose::pingErrors()
{
    QFETCH(bool, hex);
    QFETCH(QString, typed);
    QFETCH(QString, sentence);
    m_panel->openPing();
    if (hex)
        QTest::mouseClick(part("pingHex"), Qt::LeftButton);
    part<QLineEdit>("pingPayload")->setText(typed);
    QTest::keyClick(part("pingPayload"), Qt::Key_Return);
    QCOMPARE(m_ping->size(), 0);
    QVERIFY2(popoverError("pingPopover").contains(sentence), qUtf8Printable(popoverError("pingPopover")));
    QVERIFY(part("pingPopover")->isVisible());
    part<QLineEdit>("pingPayload")->setText(QStringLiteral("00"));
    QVERIFY(popoverError("pingPopover").isEmpty());
}

void TestCompose::closes_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("number");
    QTest::newRow("default") << QString() << QString() << 1000;
    QTest::newRow("typed") << QStringLiteral("4001") << QStringLiteral("bye") << 4001;
    QTest::newRow("with its name") << QStringLiteral("1001 Going Away") << QStringLiteral("bye") << 1001;
    QTest::newRow("none") << QStringLiteral("No code: an empty close frame") << QString() << 1005;
    QTest::newRow("123 bytes") << QString() << QString(123, QLatin1Char('x')) << 1000;
}

void TestCompose::closes()
{
    QFETCH(QString, code);
    QFETCH(QString, reason);
    QFETCH(int, number);
    QTest::mouseClick(part("composeClose"), Qt::LeftButton);
    if (!code.isEmpty())
        part<QComboBox>("closeCode")->setEditText(code);
    part<QLineEdit>("closeReason")->setText(reason);
    QTest::keyClick(part("closeReason"), Qt::Key_Return);
    QVERIFY2(popoverError("closePopover").isEmpty(), qUtf8Printable(popoverError("closePopover")));
    QCOMPARE(m_close->size(), 1);
    QCOMPARE(m_close->first().first().toInt(), number);
    QCOMPARE(m_close->first().at(1).toString(), reason);
    m_panel->sendDone(m_close->first().at(2).toLongLong(), {});
    QVERIFY(!part("closePopover")->isVisible());
}

void TestCompose::closeErrors_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("124 bytes") << QStringLiteral("1000") << QString(62, QChar(u'ü'))
                               << QStringLiteral("expected at most 123 bytes of UTF-8 in the reason, got 124");
    QTest::newRow("1006") << QStringLiteral("1006") << QString() << QStringLiteral("got 1006");
    QTest::newRow("999") << QStringLiteral("999") << QString() << QStringLiteral("got 999");
    QTest::newRow("70000") << QStringLiteral("70000") << QString() << QStringLiteral("got “70000”");
    QTest::newRow("words") << QStringLiteral("bye") << QString() << QStringLiteral("got “bye”");
    QTest::newRow("nothing") << QStringLiteral(" ") << QString() << QStringLiteral("expected a close code");
    QTest::newRow("reason without code") << QStringLiteral("No code: an empty close frame") << QStringLiteral("bye")
                                         << QStringLiteral("expected no reason without a close code");
}

void TestCompose::closeErrors()
{
    QFETCH(QString, code);
    QFETCH(QString, reason);
    QFETCH(QString, sentence);
    m_panel->openClose();
    part<QComboBox>("closeCode")->setEditText(code);
    part<QLineEdit>("closeReason")->setText(reason);
    QTest::mouseClick(part("closePopover")->findChild<QWidget *>(QStringLiteral("popoverSend")), Qt::LeftButton);
    QCOMPARE(m_close->size(), 0);
    QVERIFY2(popoverError("closePopover").contains(sentence), qUtf8Printable(popoverError("closePopover")));
    QVERIFY(popoverError("closePopover").endsWith(QStringLiteral(": nothing was sent")));
}

void TestCompose::popoverShowsTheWiresError()
{
    m_panel->openClose();
    QTest::keyClick(part("closeReason"), Qt::Key_Return);
    m_panel->sendDone(m_close->first().at(2).toLongLong(), QStringLiteral("The connection is closed already."));
    QVERIFY(part("closePopover")->isVisible());
    QCOMPARE(popoverError("closePopover"), QStringLiteral("The connection is closed already."));
}

void TestCompose::escLeavesThePopover()
{
    m_panel->openPing();
    QTest::keyClicks(part("pingPayload"), QStringLiteral("abc"));
    QTest::keyClick(part("pingPayload"), Qt::Key_Escape);
    QVERIFY(!part("pingPopover")->isVisible());
    QVERIFY(part("composePing")->hasFocus());
    m_panel->openPing();
    QCOMPARE(part<QLineEdit>("pingPayload")->text(), QStringLiteral("abc"));
    editor()->setFocus();
    QVERIFY(!part("pingPopover")->isVisible());
}

void TestCompose::oneLineInALowWindow()
{
    const int tall = m_panel->height();
    auto *other = m_window->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly);
    other->setFocus();
    m_window->resize(1064, 600);
    QTRY_VERIFY(m_panel->height() < tall);
    QVERIFY(part("composePing")->isVisible());
    QVERIFY(part("composeClose")->isVisible());
    editor()->setFocus();
    QTRY_COMPARE(m_panel->height(), tall);
    QVERIFY(part("composeHistory")->isVisible());
    other->setFocus();
    QTRY_VERIFY(m_panel->height() < tall);
}

void TestCompose::tabLeavesTheEditor()
{
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Tab);
    QVERIFY(!editor()->hasFocus());
    QVERIFY(part("composeSend")->hasFocus());
    QTest::keyClick(part("composeSend"), Qt::Key_Tab);
    QVERIFY(part("composePing")->hasFocus());
    QTest::keyClick(part("composePing"), Qt::Key_Tab);
    QVERIFY(part("composeClose")->hasFocus());
    QCOMPARE(editor()->accessibleName(), QStringLiteral("Message"));
}

QTEST_MAIN(TestCompose)
#include "tst_compose.moc"
