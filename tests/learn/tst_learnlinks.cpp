// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/dialoptions.h"
#include "tests/learn/learnrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/learn/stageaccess.h"
#include "ui/learn/tools/glossarypage.h"
#include "ui/mainwindow/demo.h"
#include "ui/mainwindow/sessionpage.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QFileDialog>
#include <QListWidget>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolBar>

using namespace handglass;
using namespace Qt::StringLiterals;

/// What leads from the other panels to Learn, and out of it: a connection explained, terms, transcripts, a class.
class TestLearnLinks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init();
    void cleanup();

    void aConnectionIsExplained();
    void aRefusedConnectionIsExplained();
    void nothingToExplain();
    void f1LeadsToTheGlossary();
    void presenterMode();
    void transcript_data();
    void transcript();
    void theStageIsATable();
    void theLabSendsToAnOpenConnection();

private:
    void runDemo();
    QString term() const { return m_rig->find<GlossaryPage>(u"glossaryPage"_s)->term(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<LearnRig> m_rig;
};

void TestLearnLinks::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
    m_rig = std::make_unique<LearnRig>(m_folder->path());
    m_rig->workbench.discardUnsaved();
    QVERIFY(m_rig->open(m_settings));
}

void TestLearnLinks::cleanup()
{
    m_rig.reset();
}

void TestLearnLinks::runDemo()
{
    QSignalSpy finished(&m_rig->window->demo(), &Demo::finished);
    m_rig->window->startDemo();
    QVERIFY(finished.wait(20'000));
}

void TestLearnLinks::aConnectionIsExplained()
{
    runDemo();
    m_rig->action(u"learnExplain"_s)->trigger();
    QTRY_VERIFY(m_rig->page() != nullptr && m_rig->page()->pane().showsStory());
    QVERIFY(m_rig->words("learnTitle").startsWith(u"ws://127.0.0.1:"_s));
    QCOMPARE(m_rig->find<QAbstractButton>(u"step1"_s)->text(), u"TCP"_s);
    QVERIFY(!m_rig->find(u"breakPanel"_s)->isVisible());
    QPushButton *next = m_rig->button("learnNext");
    int steps = 0;
    bool opened = false;
    for (; next->isEnabled(); ++steps) {
        QTest::keyClick(next, Qt::Key_Return);
        QVERIFY(!m_rig->text().isEmpty());
        opened = opened || m_rig->picture().client.state == lesson::EndState::Open;
    }
    QVERIFY(opened);
    QVERIFY(steps > 8); // its frames, too
    m_rig->click(u"learnStartOver"_s);
    QVERIFY(m_rig->words("learnSubtitle").startsWith(u"Step 1 "_s));
    m_rig->chooseLesson(u"frames"_s);
    QVERIFY(!m_rig->page()->pane().showsStory());
    m_rig->choose(m_rig->row(u"From the log"_s).model()->index(0, 0, m_rig->row(u"From the log"_s)));
    QVERIFY(m_rig->page()->pane().showsStory());
}

void TestLearnLinks::aRefusedConnectionIsExplained()
{
    m_rig->startMock();
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->state() == SessionState::Listening);
    const QString url = m_rig->mockUrl(u"/"_s);
    m_rig->action(u"stopMock"_s)->trigger();
    QTRY_VERIFY(m_rig->state() != SessionState::Listening);
    m_rig->action(u"newConnection"_s)->trigger();
    m_rig->connectTo(url); // nobody is there
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QTRY_VERIFY(m_rig->workbench.live()->connection(m_rig->session()->connection) != nullptr);
    m_rig->action(u"learnExplain"_s)->trigger();
    QTRY_VERIFY(m_rig->page() != nullptr && m_rig->page()->pane().showsStory());
    QPushButton *next = m_rig->button("learnNext");
    while (next->isEnabled())
        next->click();
    QCOMPARE(m_rig->picture().client.state, lesson::EndState::Failed);
    const QList<QStringList> rows = stageRows(m_rig->picture(), lesson::End::Client);
    QVERIFY(std::any_of(rows.begin(), rows.end(), [](const QStringList &row) { return row.last() == u"failed"_s; }));
}

void TestLearnLinks::nothingToExplain()
{
    QVERIFY(!m_rig->action(u"learnExplain"_s)->isEnabled());
    m_rig->startMock();
    QTRY_VERIFY(m_rig->action(u"learnExplain"_s)->isEnabled());
    m_rig->action(u"learnExplain"_s)->trigger(); // nobody has come yet
    QTRY_VERIFY(m_rig->find(u"explainFailed"_s) != nullptr);
    QVERIFY(m_rig->page() == nullptr);
}

void TestLearnLinks::f1LeadsToTheGlossary()
{
    runDemo();
    auto &page = *m_rig->find<SessionPage>(u"sessionPage"_s);
    page.setTab(SessionPage::Handshake);
    QWidget *verdict = page.handshake().termWidgets().last();
    auto *checks = qobject_cast<QAbstractItemView *>(verdict);
    checks->setFocus();
    const auto accept = [checks] {
        return checks->model()
            ->match(checks->model()->index(0, 1), Qt::DisplayRole, u"Sec-WebSocket-Accept"_s, 1,
                Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    };
    QTRY_VERIFY(accept().isValid());
    checks->setCurrentIndex(accept());
    QCOMPARE(m_rig->action(u"learnWhatIs"_s)->text(), u"&What is “Sec-WebSocket-Accept”?"_s);
    QTest::keyClick(checks, Qt::Key_F1);
    QCOMPARE(term(), u"accept-value"_s);
    m_rig->action(u"learn"_s)->trigger(); // back
    QVERIFY(!m_rig->page()->isVisible());
    QWidget *head = page.handshake().termWidgets().first();
    head->setFocus();
    QTest::keyClick(head, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(head, Qt::Key_Down);
    QCOMPARE(m_rig->action(u"learnWhatIs"_s)->isEnabled(), true);
    m_rig->action(u"learnWhatIs"_s)->trigger();
    QVERIFY(m_rig->find(u"glossaryPage"_s)->isVisible());
}

void TestLearnLinks::presenterMode()
{
    QVERIFY(!m_rig->action(u"learnPresent"_s)->isEnabled());
    QVERIFY(m_rig->showLearn());
    const int size = m_rig->find(u"learnTitle"_s)->font().pixelSize();
    QTest::keyClick(m_rig->window.get(), Qt::Key_F11);
    QVERIFY(!m_rig->find(u"toolbar"_s)->isVisible());
    QVERIFY(!m_rig->find(u"sidebar"_s)->isVisible());
    QCOMPARE(m_rig->find(u"learnTitle"_s)->font().pixelSize(), qRound(size * 1.6));
    QTest::keyClick(m_rig->button("learnNext"), Qt::Key_Escape);
    QVERIFY(m_rig->find(u"toolbar"_s)->isVisible());
    QVERIFY(m_rig->find(u"sidebar"_s)->isVisible());
    QVERIFY(m_rig->page()->isVisible());
    QCOMPARE(m_rig->find(u"learnTitle"_s)->font().pixelSize(), size);
}

void TestLearnLinks::transcript_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("web page") << u"lesson.html"_s << QByteArray("<");
    QTest::newRow("PDF") << u"lesson.pdf"_s << QByteArray("%PDF-");
}

void TestLearnLinks::transcript()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, begin);
    m_settings.saveFolder = m_folder->path();
    QVERIFY(m_rig->showLearn());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    QVERIFY(m_rig->next());
    m_rig->action(u"learnExport"_s)->trigger();
    auto *dialog = m_rig->find<QFileDialog>(u"lessonExportDialog"_s);
    QVERIFY(dialog != nullptr);
    const QString path = m_folder->filePath(file);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(QFile::exists(path));
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray bytes = written.readAll();
    QVERIFY(bytes.startsWith(begin));
    QVERIFY(bytes.size() > 2'000);
    QTRY_VERIFY(m_rig->find(u"lessonExport"_s) != nullptr); // where it stands is said
    m_rig->action(u"learnExport"_s)->trigger();
    dialog = m_rig->find<QFileDialog>(u"lessonExportDialog"_s);
    Q_EMIT dialog->fileSelected(m_folder->filePath(u"no/such/folder/"_s + file));
    dialog->close();
    QTRY_VERIFY(m_rig->find(u"lessonExport"_s)->findChild<QLabel *>() != nullptr);
}

void TestLearnLinks::theStageIsATable()
{
    QVERIFY(m_rig->showLearn());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    QVERIFY(m_rig->next());
    QTRY_VERIFY(m_rig->run().canNext());
    QAccessibleInterface *stage = QAccessible::queryAccessibleInterface(m_rig->find(u"stage"_s));
    QVERIFY(stage != nullptr);
    QCOMPARE(stage->role(), QAccessible::Table);
    QAccessibleTableInterface *table = stage->tableInterface();
    QVERIFY(table != nullptr);
    QCOMPARE(table->columnCount(), 3);
    QStringList rows;
    for (int row = 0; row < table->rowCount(); ++row)
        rows.append(table->cellAt(row, 0)->text(QAccessible::Name) + u": "_s
            + table->cellAt(row, 1)->text(QAccessible::Name) + u", "_s
            + table->cellAt(row, 2)->text(QAccessible::Name));
    QVERIFY2(rows.contains(u"Wire: Upgrade: websocket, held"_s), qPrintable(rows.join(u'\n')));
    QVERIFY(rows.contains(u"Client: connected the TCP socket, done"_s));
}

/// The demo's client sends what stands in the lab, and its mock echoes it.
void TestLearnLinks::theLabSendsToAnOpenConnection()
{
    runDemo();
    QVERIFY(m_rig->showLearn());
    m_rig->choose(m_rig->row(u"Frame lab"_s));
    auto *targets = m_rig->find<QComboBox>(u"labTarget"_s);
    QVERIFY(targets->isVisible());
    const int target = targets->findText(u"ws://127.0.0.1"_s, Qt::MatchContains);
    QVERIFY2(target >= 0, "the demo's client is not among the targets");
    targets->setCurrentIndex(target);
    const EntryId before = m_rig->workbench.live()->lastId();
    m_rig->click(u"labSend"_s);
    auto *answers = m_rig->find<QListWidget>(u"labAnswers"_s);
    QTRY_VERIFY(answers->count() >= 2);
    QVERIFY(answers->item(0)->text().contains(u"Hello"_s));
    QVERIFY(answers->item(1)->text().contains(u"Hello"_s));
    QVERIFY(m_rig->workbench.live()->lastId() >= before + 2); // it went through the user's own connection
}

QTEST_MAIN(TestLearnLinks)
#include "tst_learnlinks.moc"
