// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonreader.h"
#include "app/lesson/lessonrun.h"
#include "app/lesson/picture.h"
#include "app/protocol/handshake.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;
using namespace Qt::StringLiterals;

/// Each lesson that the program ships, on a real wire: its steps, its breaks, its task.
class TestLessons final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void stepsComeToTheirEnd_data() { addLessons(); }
    void stepsComeToTheirEnd();
    void breaksHaveTheFateThatTheTextSays_data() { addLessons(); }
    void breaksHaveTheFateThatTheTextSays();
    void startValuesSolveNothing_data() { addLessons(); }
    void startValuesSolveNothing();
    void tasksCanBeSolved_data();
    void tasksCanBeSolved();
    void theAcceptTaskTakesTheRightValueOnly();
    void figuresSolveTheTasksOfTools();

private:
    static void addLessons();
};

namespace {

Lesson lessonNamed(const QString &id)
{
    const Lesson *lesson = lessonOf(id);
    return lesson ? *lesson : Lesson();
}

TaskInputs startValues(const Lesson &lesson)
{
    TaskInputs inputs;
    for (const QString &input : lesson.task.inputs)
        inputs.insert(input.section(u'=', 0, 0), input.section(u'=', 1));
    return inputs;
}

bool hasLine(const LessonRun &run, const QByteArray &field)
{
    const std::optional<HeldUnit> unit = picture(run.log(), run.moment()).unit;
    return unit && std::any_of(unit->lines.begin(), unit->lines.end(), [&](const UnitLine &line) {
        return line.field == field;
    });
}

QByteArray keyOf(const WireLog &log)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    reader.feed(log.units.value(0).bytes);
    return reader.state() == HttpHeadReader::State::Done ? reader.head().value("Sec-WebSocket-Key") : QByteArray();
}

} // namespace

void TestLessons::addLessons()
{
    QTest::addColumn<QString>("id");
    for (const Lesson &lesson : lessons())
        QTest::newRow(qPrintable(lesson.id)) << lesson.id;
}

void TestLessons::stepsComeToTheirEnd()
{
    QFETCH(QString, id);
    const Lesson lesson = lessonNamed(id);
    LessonRun run;
    run.begin(lesson);
    for (const LessonStep &step : lesson.steps) {
        QTRY_VERIFY2(
            run.canNext() || !run.error().isEmpty(), qPrintable(step.mark + u": "_s + run.waitsFor() + run.error()));
        QVERIFY2(run.error().isEmpty(), qPrintable(step.mark + u": "_s + run.error()));
        QVERIFY2(step.focus.isEmpty() || hasLine(run, step.focus), qPrintable(step.mark));
        run.next();
    }
    QCOMPARE(run.part(), LessonRun::Part::Break);
}

void TestLessons::breaksHaveTheFateThatTheTextSays()
{
    QFETCH(QString, id);
    const Lesson lesson = lessonNamed(id);
    LessonRun run;
    run.begin(lesson);
    for (const QByteArray &name : lesson.breaks) {
        run.runBreak(name, std::nullopt);
        QTRY_VERIFY2_WITH_TIMEOUT(!run.isBreaking(), name.constData(), 10'000);
        QVERIFY2(!run.results().isEmpty() && run.results().last().id == name,
            qPrintable(QString::fromLatin1(name) + u": "_s + run.error()));
        const LessonRun::BreakResult &result = run.results().last();
        QVERIFY2(result.asObliged(),
            qPrintable(u"%1: %2, %3, %4"_s.arg(QString::fromLatin1(name), QString::number(int(*result.happened)),
                QString::number(result.closeCode), result.sentence)));
    }
}

/// A task that is solved before the student has done anything is none.
void TestLessons::startValuesSolveNothing()
{
    QFETCH(QString, id);
    const Lesson lesson = lessonNamed(id);
    LessonRun run;
    run.begin(lesson);
    run.setPart(LessonRun::Part::Task);
    if (lesson.task.inputs.isEmpty())
        return;
    QTRY_VERIFY(!run.isTrying());
    QSignalSpy solved(&run, &LessonRun::solved);
    run.tryTask(startValues(lesson));
    QTRY_VERIFY(!run.isTrying());
    QVERIFY(!solved.wait(300));
    QVERIFY(run.checksHold().contains(false));
}

void TestLessons::tasksCanBeSolved_data()
{
    QTest::addColumn<TaskInputs>("inputs");
    const auto row = [](const char *id, const TaskInputs &inputs) { QTest::newRow(id) << inputs; };
    row("url-to-connection", {{u"url"_s, u"ws://127.0.0.1/rooms/7?name=C%23"_s}});
    row("opening-handshake",
        {{u"url"_s, u"ws://127.0.0.1/chat"_s}, {u"origin"_s, u"http://example.com"_s},
            {u"subprotocols"_s, u"chat, superchat"_s}});
    row("subprotocols-extensions", {{u"subprotocols"_s, u"chat.v3, chat.v1"_s}, {u"deflate"_s, u"on"_s}});
    row("frames", {{u"hex"_s, u"81 82 00 00 00 00 4f 4b"_s}});
    row("masking", {{u"hex"_s, u"81 82 de ad be ef 96 c4"_s}});
    row("messages-fragments", {{u"hex"_s, u"01 83 00 00 00 00 48 65 6c 89 80 00 00 00 00 80 82 00 00 00 00 6c 6f"_s}});
    row("closing", {{u"close"_s, u"4001 lunch"_s}});
    row("permessage-deflate", {{u"deflate"_s, u"on"_s}, {u"text"_s, QString(200, u'a')}});
}

void TestLessons::tasksCanBeSolved()
{
    QFETCH(TaskInputs, inputs);
    const Lesson lesson = lessonNamed(QString::fromLatin1(QTest::currentDataTag()));
    const QList<QString> offered = startValues(lesson).keys();
    QCOMPARE(QSet<QString>(offered.begin(), offered.end()), [&] {
        const QList<QString> given = inputs.keys();
        return QSet<QString>(given.begin(), given.end());
    }());
    LessonRun run;
    run.begin(lesson);
    run.setPart(LessonRun::Part::Task);
    run.tryTask(inputs);
    QTRY_VERIFY2(run.isSolved(), qPrintable(run.error()));
}

void TestLessons::theAcceptTaskTakesTheRightValueOnly()
{
    const Lesson lesson = lessonNamed(u"accept-value"_s);
    LessonRun run;
    run.begin(lesson);
    run.setPart(LessonRun::Part::Task);
    const auto answerIsHeld = [&] {
        const QList<int> held = run.log().heldAt(run.log().events.size());
        return !held.isEmpty() && run.log().unit(held.first())->kind == UnitKind::Response;
    };
    QTRY_VERIFY(answerIsHeld());
    run.tryTask({{u"accept"_s, u"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_s}}); // of RFC 6455's key
    QTRY_COMPARE(run.log().stateAt(End::Client, run.log().events.size()).state, EndState::Failed);
    QVERIFY(!run.isSolved());
    run.tryTask({{u"accept"_s, QString()}}); // the connection is over: a new one is made
    QTRY_VERIFY(answerIsHeld());
    run.tryTask({{u"accept"_s, QString::fromLatin1(acceptValue(keyOf(run.log())))}});
    QTRY_VERIFY2(run.isSolved(), qPrintable(run.error()));
}

void TestLessons::figuresSolveTheTasksOfTools()
{
    LessonRun run;
    run.begin(lessonNamed(u"why-websocket"_s));
    run.setPart(LessonRun::Part::Task);
    ToolFigures figures;
    figures.pollingBytesPerEvent = 1'900;
    figures.webSocketBytesPerEvent = 100;
    figures.events = 3;
    run.setFigures(figures);
    QVERIFY(!run.isSolved());
    figures.pollingBytesPerEvent = 2'100;
    run.setFigures(figures);
    QVERIFY(run.isSolved());

    run.begin(lessonNamed(u"security"_s));
    run.setPart(LessonRun::Part::Task);
    figures.goodOutcome = u"open"_s;
    figures.evilOutcome = u"open"_s;
    run.setFigures(figures);
    QVERIFY(!run.isSolved());
    figures.evilOutcome = u"refused"_s;
    run.setFigures(figures);
    QVERIFY(run.isSolved());
}

QTEST_GUILESS_MAIN(TestLessons)
#include "tst_lessons.moc"
