// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/learn/learnrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/learn/lessonmodel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QRadioButton>
#include <QTabBar>

using namespace handglass;
using namespace Qt::StringLiterals;

/// Learn in the window, as a student uses it.
class TestLearnWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init();
    void cleanup();

    void opensAndGoesBack();
    void theSidebarListsTheLessons();
    void stepsGoForwardAndBack();
    void theStepLineIsWalkedByKeys();
    void aRightAndAWrongPrediction();
    void aTaskThatIsNotSolvedAndOneThatIs();
    void progressIsKeptOverARestart();
    void progressIsReset();
    void linksLeadToTheGlossaryAndToLessons();
    void stepsFollowEachOtherAtASpeed();
    void aLowWindowHasTabs();

private:
    bool open();

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<LearnRig> m_rig;
};

void TestLearnWindow::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
}

void TestLearnWindow::cleanup()
{
    m_rig.reset();
}

bool TestLearnWindow::open()
{
    m_rig.reset();
    m_rig = std::make_unique<LearnRig>(m_folder->path());
    m_rig->workbench.discardUnsaved();
    return m_rig->openLearn(m_settings);
}

void TestLearnWindow::opensAndGoesBack()
{
    m_rig = std::make_unique<LearnRig>(m_folder->path());
    QVERIFY(m_rig->open(m_settings));
    QVERIFY(m_rig->page() == nullptr); // it costs nothing before
    QVERIFY(m_rig->showLearn());
    QVERIFY(m_rig->action(u"learn"_s)->isChecked());
    QVERIFY(m_rig->lessons()->isVisible());
    QVERIFY(!m_rig->sidebar()->isVisible());
    QTRY_VERIFY(m_rig->button("learnNext")->hasFocus());
    QVERIFY(m_rig->words("statusLesson").contains(u"step 1"_s));
    QTest::keyClick(m_rig->window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!m_rig->page()->isVisible());
    QVERIFY(m_rig->sidebar()->isVisible());
    QVERIFY(!m_rig->action(u"learn"_s)->isChecked());
    QVERIFY(m_rig->find(u"startPage"_s)->isVisible());
    m_rig->action(u"settings"_s)->trigger();
    QVERIFY(m_rig->showLearn());
    QTest::keyClick(m_rig->button("learnNext"), Qt::Key_Escape);
    QVERIFY(m_rig->find(u"startPage"_s)->isVisible()); // the settings were left for Learn
}

void TestLearnWindow::theSidebarListsTheLessons()
{
    QVERIFY(open());
    QAbstractItemModelTester tester(m_rig->lessons()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex group = m_rig->lessons()->model()->index(0, 0);
    QCOMPARE(m_rig->lessons()->model()->rowCount(group), int(lesson::lessons().size()));
    QCOMPARE(group.data(LessonModel::NoteRole).toString(), u"0 of %1 done"_s.arg(lesson::lessons().size()));
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    QCOMPARE(m_rig->lessons()->currentIndex().data(Qt::AccessibleTextRole).toString(),
        u"3, The opening handshake, current"_s);
    QVERIFY(m_rig->words("learnTitle").contains(u"The opening handshake"_s));
    QTest::keyClick(m_rig->lessons(), Qt::Key_Down);
    QCOMPARE(m_rig->run().lesson().number, 4);
    QVERIFY(m_rig->lessons()->hasFocus());
}

void TestLearnWindow::stepsGoForwardAndBack()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    const lesson::Lesson &lesson = m_rig->run().lesson();
    for (int step = 0; step < lesson.steps.size(); ++step) {
        QCOMPARE(m_rig->run().step(), step);
        QCOMPARE(m_rig->words("learnSubtitle"),
            u"Step %1 of %2: %3"_s.arg(step + 1).arg(lesson.steps.size()).arg(lesson.steps.at(step).title));
        QVERIFY(m_rig->next());
    }
    QCOMPARE(m_rig->run().part(), lesson::LessonRun::Part::Break);
    QVERIFY(m_rig->button("learnNext")->hasFocus()); // all the way
    m_rig->click(u"learnBack"_s);
    QCOMPARE(m_rig->run().step(), int(lesson.steps.size()) - 1);
    QCOMPARE(m_rig->picture().client.state, lesson::EndState::Open);
    const qsizetype events = m_rig->run().log().events.size();
    while (m_rig->button("learnBack")->isEnabled())
        m_rig->click(u"learnBack"_s);
    QCOMPARE(m_rig->run().step(), 0);
    QCOMPARE(m_rig->picture().client.state, lesson::EndState::Connecting);
    QCOMPARE(m_rig->run().log().events.size(), events); // looking back changes nothing on the wire
    QTest::keyClick(m_rig->window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_rig->run().step(), 1);
    m_rig->click(u"learnStartOver"_s);
    QCOMPARE(m_rig->run().entered(), 0);
}

void TestLearnWindow::theStepLineIsWalkedByKeys()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    QVERIFY(m_rig->next());
    QVERIFY(m_rig->next());
    QWidget *third = m_rig->find(u"step3"_s);
    QCOMPARE(third->accessibleName(), u"Step 3 of 12: which server is meant"_s);
    third->setFocus();
    QTest::keyClick(third, Qt::Key_Left);
    QCOMPARE(m_rig->run().step(), 1);
    QVERIFY(m_rig->find(u"step2"_s)->hasFocus());
    QTest::keyClick(m_rig->find(u"step2"_s), Qt::Key_Home);
    QCOMPARE(m_rig->run().step(), 0);
    QTest::keyClick(m_rig->find(u"step1"_s), Qt::Key_End);
    QCOMPARE(m_rig->run().part(), lesson::LessonRun::Part::Task);
    QVERIFY(!m_rig->find(u"step9"_s)->isEnabled()); // not reached
}

void TestLearnWindow::aRightAndAWrongPrediction()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    QPushButton *runIt = m_rig->button("breakRun");
    QVERIFY(!runIt->isEnabled());
    m_rig->find<QCheckBox>(u"break-other-guid"_s)->click();
    QVERIFY(!runIt->isEnabled());
    QVERIFY(runIt->toolTip().contains(u"Predict"_s));
    m_rig->find<QRadioButton>(u"fate%1"_s.arg(int(lesson::Fate::Fails)))->click();
    QTest::keyClick(runIt, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(m_rig->words("breakJudged").contains(u"You were right"_s), 10'000);
    QVERIFY(m_rig->words("breakHappened").contains(u"The client failed the connection"_s));
    QVERIFY(m_rig->words("breakHappened").contains(u"Sec-WebSocket-Accept"_s));
    QVERIFY(m_rig->words("breakObliged").contains(u"RFC 6455 §4.1"_s));
    QCOMPARE(m_rig->picture().client.state, lesson::EndState::Failed);

    m_rig->find<QCheckBox>(u"break-version-12"_s)->click();
    QVERIFY(!m_rig->find<QCheckBox>(u"break-other-guid"_s)->isChecked()); // one at a time
    QVERIFY(!m_rig->find(u"breakResult"_s)->isVisible());
    QVERIFY(!runIt->isEnabled()); // nothing is predicted of this one
    m_rig->find<QRadioButton>(u"fate%1"_s.arg(int(lesson::Fate::Opens)))->click();
    runIt->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_rig->words("breakJudged").contains(u"open the connection"_s), 10'000);
    QVERIFY(m_rig->words("breakHappened").contains(u"The server answered with an error status"_s));
    QVERIFY(m_rig->text().contains(u"Predicted"_s)); // both stand in the table beside it
    m_rig->click(u"learnBack"_s);
    QCOMPARE(m_rig->run().part(), lesson::LessonRun::Part::Steps);
}

void TestLearnWindow::aTaskThatIsNotSolvedAndOneThatIs()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    m_rig->find<QAbstractButton>(u"step12"_s)->click();
    QVERIFY(m_rig->find(u"taskPanel"_s)->isVisible());
    m_rig->click(u"taskHint"_s);
    QVERIFY(m_rig->find(u"taskHintText"_s)->isVisible());
    auto *url = m_rig->find<QLineEdit>(u"input-url"_s);
    QTest::keyClick(url, Qt::Key_Return);
    QTRY_VERIFY(m_rig->find(u"condition1"_s)->accessibleName().endsWith(u": does not hold"_s));
    QVERIFY(!m_rig->find(u"taskSolved"_s)->isVisible());
    QVERIFY(!m_rig->button("learnNext")->isEnabled());
    url->setText(u"ws://127.0.0.1/chat"_s);
    QTest::keyClicks(m_rig->find(u"input-origin"_s), u"http://example.com"_s);
    QTest::keyClicks(m_rig->find(u"input-subprotocols"_s), u"chat, superchat"_s);
    m_rig->click(u"taskTry"_s);
    QTRY_VERIFY(m_rig->find(u"taskSolved"_s)->isVisible());
    QVERIFY(m_rig->find(u"condition5"_s)->accessibleName().endsWith(u": holds"_s));
    const QModelIndex row = m_rig->row(u"The opening handshake"_s);
    QCOMPARE(row.data(LessonModel::StateRole).toInt(), int(LessonModel::State::Done));
    QCOMPARE(m_rig->button("learnNext")->text(), u"Next lesson"_s);
    m_rig->click(u"learnNext"_s);
    QCOMPARE(m_rig->run().lesson().number, 4);
    url = m_rig->find<QLineEdit>(u"input-url"_s);
    QVERIFY(url == nullptr);
}

void TestLearnWindow::progressIsKeptOverARestart()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    for (int step = 0; step < 3; ++step)
        QVERIFY(m_rig->next());
    m_settings.learn.done = {u"why-websocket"_s, u"url-to-connection"_s};
    const QString file = m_folder->filePath(u"settings.ini"_s);
    m_settings.save(file);
    m_rig.reset();
    m_settings = {};
    m_settings.load(file);
    QVERIFY(open());
    QCOMPARE(m_rig->run().lesson().id, u"opening-handshake"_s);
    QTRY_COMPARE(m_rig->run().step(), 3);
    QCOMPARE(m_rig->lessons()->model()->index(0, 0).data(LessonModel::NoteRole).toString(),
        u"2 of %1 done"_s.arg(lesson::lessons().size()));
}

void TestLearnWindow::progressIsReset()
{
    m_settings.learn = {{u"why-websocket"_s}, {{u"frames"_s, 2}}};
    QVERIFY(open());
    m_rig->action(u"learnReset"_s)->trigger();
    QTRY_VERIFY(m_rig->find(u"learnResetNow"_s) != nullptr);
    m_rig->click(u"learnResetNow"_s);
    QTRY_COMPARE(m_rig->run().lesson().number, 1);
    QVERIFY(m_settings.learn.done.isEmpty());
    QVERIFY(!m_settings.learn.steps.contains(u"frames"_s));
}

void TestLearnWindow::linksLeadToTheGlossaryAndToLessons()
{
    QVERIFY(open());
    m_rig->page()->follow(QUrl(u"glossary:accept-value"_s));
    QVERIFY(m_rig->find(u"glossaryPage"_s)->isVisible());
    QCOMPARE(m_rig->lessons()->currentIndex().data().toString(), u"Glossary"_s);
    m_rig->page()->follow(QUrl(u"lesson:frames"_s));
    QCOMPARE(m_rig->run().lesson().id, u"frames"_s);
    QVERIFY(m_rig->find(u"lessonPane"_s)->isVisible());
    m_rig->choose(m_rig->row(u"Close codes"_s));
    QVERIFY(m_rig->find(u"closeCodePage"_s)->isVisible());
}

/// What is delivered then is seen to travel; step by step nothing moves.
void TestLearnWindow::stepsFollowEachOtherAtASpeed()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    auto *stage = m_rig->find<Stage>(u"stage"_s);
    while (m_rig->run().lesson().steps.at(m_rig->run().step() + 1).commands.isEmpty())
        QVERIFY(m_rig->next());
    QVERIFY(m_rig->next()); // the request is delivered
    QVERIFY(!stage->isMoving());
    auto *speed = m_rig->find<QComboBox>(u"learnSpeed"_s);
    m_rig->run().look(0);
    m_rig->click(u"learnStartOver"_s);
    speed->setCurrentIndex(3); // quick
    QTRY_VERIFY_WITH_TIMEOUT(stage->isMoving(), 30'000);
    QVERIFY(m_rig->run().step() > 0);
    m_rig->action(u"learn"_s)->trigger(); // nobody looks
    QVERIFY(!m_rig->run().speed());
    QCOMPARE(speed->currentIndex(), 0);
}

void TestLearnWindow::aLowWindowHasTabs()
{
    QVERIFY(open());
    QVERIFY(m_rig->chooseLesson(u"opening-handshake"_s));
    auto *tabs = m_rig->find<QTabBar>(u"learnTabs"_s);
    QVERIFY(!tabs->isVisible());
    m_rig->window->resize(900, 600);
    QTRY_COMPARE(tabs->count(), 2);
    QVERIFY(m_rig->find(u"stage"_s)->isVisible());
    QVERIFY(!m_rig->find(u"breakPanel"_s)->isVisible());
    tabs->setCurrentIndex(1);
    QVERIFY(m_rig->find(u"breakPanel"_s)->isVisible());
    QVERIFY(m_rig->next()); // the text of the next step is what one wants to read
    QVERIFY(m_rig->find(u"lessonText"_s)->isVisible());
    m_rig->window->resize(900, 440);
    QTRY_COMPARE(tabs->count(), 3);
    QVERIFY(!m_rig->find(u"stage"_s)->isVisible());
    tabs->setCurrentIndex(0);
    QVERIFY(m_rig->find(u"stage"_s)->isVisible());
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(!tabs->isVisible());
    QVERIFY(m_rig->find(u"breakPanel"_s)->isVisible() && m_rig->find(u"lessonText"_s)->isVisible());
}

QTEST_MAIN(TestLearnWindow)
#include "tst_learnwindow.moc"
