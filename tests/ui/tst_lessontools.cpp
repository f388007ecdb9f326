// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonreader.h"
#include "app/lesson/lessonrun.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"
#include "ui/learn/tools/frameeditor.h"
#include "ui/learn/tools/framelab.h"
#include "ui/learn/tools/toolparts.h"
#include "ui/learn/tools/tools.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include <memory>

using namespace handglass;
using lesson::LessonRun;
using lesson::Tool;

/// The tools in a lesson: they show its connection, and what they measure solves its task.
class TestLessonTools final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(ThemeChoice::Light); }
    void init() { failOnWarnings(); }

    void everyToolHasAName_data();
    void everyToolHasAName();
    void acceptOfTheConnection();
    void urlOfTheConnection();
    void maskOfTheConnection();
    void deflateOfTheConnection();
    void labOnTheLessonsWire();
    void labWaitsForTheLesson();
    void originSolvesItsTask();
    void compareSolvesItsTask();

private:
    template <typename T> static T *find(const QWidget &tool, const char *name)
    {
        T *found = tool.findChild<T *>(QLatin1String(name));
        [&] { QVERIFY2(found != nullptr, name); }();
        return found;
    }
    std::unique_ptr<QWidget> make(Tool tool, LessonRun &run)
    {
        std::unique_ptr<QWidget> made(makeLessonTool(tool, m_theme, run, nullptr));
        made->resize(860, 640);
        made->show();
        return made;
    }
    /// As a student who presses Next until the step is there.
    static void begin(LessonRun &run, const char *lesson, int step)
    {
        const lesson::Lesson *found = lesson::lessonOf(QLatin1String(lesson));
        QVERIFY2(found != nullptr, lesson);
        run.begin(*found, step);
        QTRY_VERIFY2(run.entered() == step && run.waitsFor().isEmpty(), qPrintable(run.waitsFor()));
    }
    /// Its first step with this tool.
    static int stepOf(const char *lesson, Tool tool)
    {
        const lesson::Lesson *found = lesson::lessonOf(QLatin1String(lesson));
        for (int step = 0; found != nullptr && step < found->steps.size(); ++step)
            if (found->steps.at(step).tool == tool)
                return step;
        return -1;
    }

    Theme m_theme;
};

void TestLessonTools::everyToolHasAName_data()
{
    QTest::addColumn<Tool>("tool");
    QTest::newRow("compare") << Tool::Compare;
    QTest::newRow("url") << Tool::Url;
    QTest::newRow("accept") << Tool::Accept;
    QTest::newRow("frame") << Tool::Frame;
    QTest::newRow("mask") << Tool::Mask;
    QTest::newRow("deflate") << Tool::Deflate;
    QTest::newRow("origin") << Tool::Origin;
}

/// Whatever can be focused says what it is.
void TestLessonTools::everyToolHasAName()
{
    QFETCH(Tool, tool);
    LessonRun run;
    const std::unique_ptr<QWidget> made = make(tool, run);
    QVERIFY(!made->accessibleName().isEmpty());
    QVERIFY(makeLessonTool(Tool::Stage, m_theme, run, nullptr) == nullptr);
    for (const QWidget *widget : made->findChildren<QWidget *>()) {
        if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0 || widget->focusProxy() != nullptr)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        QVERIFY2(
            named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
}

void TestLessonTools::acceptOfTheConnection()
{
    LessonRun run;
    begin(run, "accept-value", stepOf("accept-value", Tool::Accept));
    const std::unique_ptr<QWidget> tool = make(Tool::Accept, run);
    QTRY_VERIFY(find<QPushButton>(*tool, "acceptLive")->isEnabled());
    QTest::mouseClick(find<QPushButton>(*tool, "acceptLive"), Qt::LeftButton);
    const QByteArray key = find<QLineEdit>(*tool, "acceptKeyEdit")->text().toLatin1();
    QVERIFY(run.log().units.first().bytes.contains("Sec-WebSocket-Key: " + key + "\r\n"));
    const QByteArray computed = find<InkLabel>(*tool, "acceptValue")->plainText().toLatin1();
    run.begin(*lesson::lessonOf(QStringLiteral("accept-value")), int(run.lesson().steps.size()) - 1);
    QTRY_VERIFY(find<TextLabel>(*tool, "acceptVerdict")->isVisible()); // a new connection, with its answer
    QVERIFY(find<TextLabel>(*tool, "acceptVerdict")->text().contains(QStringLiteral("the same value")));
    QVERIFY(find<InkLabel>(*tool, "acceptValue")->plainText().toLatin1() != computed);
}

void TestLessonTools::urlOfTheConnection()
{
    LessonRun run;
    begin(run, "url-to-connection", int(lesson::lessonOf(QStringLiteral("url-to-connection"))->steps.size()) - 1);
    const std::unique_ptr<QWidget> tool = make(Tool::Url, run);
    const auto *live = find<TextLabel>(*tool, "urlLive");
    QTRY_VERIFY(live->isVisible());
    QVERIFY(live->text().contains(run.log().url));
    QVERIFY(live->text().contains(QStringLiteral("to connect")));
}

void TestLessonTools::maskOfTheConnection()
{
    LessonRun run;
    begin(run, "masking", stepOf("masking", Tool::Mask));
    const std::unique_ptr<QWidget> tool = make(Tool::Mask, run);
    QTRY_VERIFY(find<QPushButton>(*tool, "maskLive")->isEnabled());
    find<QLineEdit>(*tool, "maskInputEdit")->setText(QStringLiteral("something else"));
    QTest::mouseClick(find<QPushButton>(*tool, "maskLive"), Qt::LeftButton);
    QCOMPARE(find<QLineEdit>(*tool, "maskInputEdit")->text(), QStringLiteral("Hello"));
    QCOMPARE(find<InkLabel>(*tool, "maskFrame")->plainText(), spacedHex(run.log().units.last().bytes));
}

void TestLessonTools::deflateOfTheConnection()
{
    LessonRun run;
    begin(run, "permessage-deflate", stepOf("permessage-deflate", Tool::Deflate));
    const std::unique_ptr<QWidget> tool = make(Tool::Deflate, run);
    const auto *offer = find<InkLabel>(*tool, "deflateLiveOffer");
    QTRY_VERIFY(offer->isVisible());
    QVERIFY(offer->plainText().contains(QStringLiteral("permessage-deflate")));
    QVERIFY(find<InkLabel>(*tool, "deflateLiveAnswer")->plainText().contains(QStringLiteral("permessage-deflate")));
}

void TestLessonTools::labOnTheLessonsWire()
{
    LessonRun run;
    begin(run, "frames", stepOf("frames", Tool::Frame));
    const std::unique_ptr<QWidget> tool = make(Tool::Frame, run);
    const auto *lab = qobject_cast<FrameLab *>(tool.get());
    QCOMPARE(lab->editor()->bytes().toHex(), QByteArray("810548656c6c6f")); // the lesson's first frame
    QCOMPARE(lab->editor()->sender(), Role::Server);
    auto *targets = find<QComboBox>(*tool, "labTarget");
    targets->setCurrentIndex(targets->findText(QStringLiteral("This lesson's wire")));
    Q_EMIT targets->activated(targets->currentIndex());
    while (!run.log().heldAt(run.log().events.size()).isEmpty()) {
        const qsizetype before = run.log().events.size();
        run.wire().release();
        QTRY_VERIFY(run.log().events.size() > before);
    }
    lab->editor()->setBytes(QByteArray::fromHex("a100"));
    QTest::mouseClick(find<QPushButton>(*tool, "labSend"), Qt::LeftButton);
    const auto *answers = find<QListWidget>(*tool, "labAnswers");
    QTRY_VERIFY(answers->count() == 1 && answers->item(0)->text().contains(QStringLiteral("held on the wire")));
    auto *deliver = find<QPushButton>(*tool, "labDeliver");
    QTest::mouseClick(deliver, Qt::LeftButton);
    // the client fails the connection, and says so
    QTRY_VERIFY(answers->count() >= 2);
    const auto all = [answers] {
        QStringList lines;
        for (int row = 0; row < answers->count(); ++row)
            lines.append(answers->item(row)->text());
        return lines.join(u'\n');
    };
    QTRY_VERIFY2(all().contains(QStringLiteral("Client: Close, 1002")), qPrintable(all()));
}

void TestLessonTools::labWaitsForTheLesson()
{
    LessonRun run;
    const std::unique_ptr<QWidget> tool = make(Tool::Frame, run);
    auto *targets = find<QComboBox>(*tool, "labTarget");
    targets->setCurrentIndex(targets->findText(QStringLiteral("This lesson's wire")));
    Q_EMIT targets->activated(targets->currentIndex());
    QTest::mouseClick(find<QPushButton>(*tool, "labSend"), Qt::LeftButton);
    QVERIFY(find<QLabel>(*tool, "labStatus")->text().contains(QStringLiteral("not open: nothing was sent")));
}

void TestLessonTools::originSolvesItsTask()
{
    LessonRun run;
    begin(run, "security", 0);
    run.setPart(LessonRun::Part::Task);
    const std::unique_ptr<QWidget> tool = make(Tool::Origin, run);
    QTest::mouseClick(find<QPushButton>(*tool, "originGoodConnect"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>(*tool, "originEvilConnect"), Qt::LeftButton);
    QTRY_COMPARE(run.checksHold(), (QList<bool>{true, false}));
    QVERIFY(!run.isSolved());
    find<QCheckBox>(*tool, "originCheck")->click();
    QCOMPARE(run.checksHold(), (QList<bool>{false, false}));
    QTest::mouseClick(find<QPushButton>(*tool, "originGoodConnect"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>(*tool, "originEvilConnect"), Qt::LeftButton);
    QTRY_VERIFY(run.isSolved());
}

void TestLessonTools::compareSolvesItsTask()
{
    LessonRun run;
    begin(run, "why-websocket", 0);
    run.setPart(LessonRun::Part::Task);
    const std::unique_ptr<QWidget> tool = make(Tool::Compare, run);
    QTest::mouseClick(find<QPushButton>(*tool, "compareRun"), Qt::LeftButton);
    find<QSlider>(*tool, "compareRate")->setValue(100); // a busy chat, seldom asked for: polling is cheap
    find<QSlider>(*tool, "compareInterval")->setValue(40);
    QTRY_VERIFY_WITH_TIMEOUT(run.checksHold().value(1), 20'000);
    QVERIFY(!run.isSolved());
    find<QSlider>(*tool, "compareRate")->setValue(40); // a quiet one, often asked for
    find<QSlider>(*tool, "compareInterval")->setValue(0);
    QTRY_VERIFY_WITH_TIMEOUT(run.isSolved(), 30'000);
}

QTEST_MAIN(TestLessonTools)
#include "tst_lessontools.moc"
