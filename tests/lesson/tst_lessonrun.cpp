// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonrun.h"
#include "app/protocol/handshake.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;
using namespace std::chrono_literals;

namespace {

Command command(Command::Kind kind, End by = End::Client, const QString &text = {})
{
    Command made;
    made.kind = kind;
    made.by = by;
    made.text = text;
    return made;
}

Until held(UnitKind unit)
{
    Until until;
    until.kind = Until::Kind::Held;
    until.unit = unit;
    return until;
}

Until stateOf(End end, EndState state)
{
    Until until;
    until.kind = Until::Kind::State;
    until.end = end;
    until.state = state;
    return until;
}

LessonStep step(const char *mark, const QList<Command> &commands, const Until &until)
{
    LessonStep made;
    made.mark = QString::fromLatin1(mark);
    made.title = QStringLiteral("the step %1").arg(made.mark);
    made.commands = commands;
    made.until = until;
    made.text = QStringLiteral("Text.");
    return made;
}

/// GET, 101, Open, Text, Echo.
Lesson handshake()
{
    const Command deliver = command(Command::Kind::Deliver);
    Lesson lesson;
    lesson.id = QStringLiteral("handshake");
    lesson.title = QStringLiteral("Handshake");
    lesson.path = "/chat";
    lesson.steps = {step("GET", {command(Command::Kind::Connect)}, held(UnitKind::Request)),
        step("101", {deliver}, held(UnitKind::Response)), step("Open", {deliver}, stateOf(End::Client, EndState::Open)),
        step("Text", {command(Command::Kind::Text, End::Client, QStringLiteral("Hello"))}, held(UnitKind::Frame)),
        step("Echo", {deliver}, held(UnitKind::Frame))};
    lesson.breaks = {"other-guid", "client-mask"};
    lesson.task.title = QStringLiteral("Say it");
    lesson.task.checks = {{QStringLiteral("client payload"), QStringLiteral("="), QStringLiteral("Hi"), {}, 0},
        {QStringLiteral("server payload"), QStringLiteral("="), QStringLiteral("Hi"), {}, 0}};
    return lesson;
}

QByteArray keyOf(const WireLog &log)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    reader.feed(log.units.value(0).bytes);
    return reader.state() == HttpHeadReader::State::Done ? reader.head().value("Sec-WebSocket-Key") : QByteArray();
}

} // namespace

class TestLessonRun final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void stepsFollowEachOther();
    void backLooksAtAnEarlierMoment();
    void backLooksAtAnEarlierConnection();
    void itGoesOnWhereItWasLeft();
    void withASpeedStepsFollowByThemselves();
    void startOverIsAWireOfItsOwn();
    void aCommandThatCannotBeDoneIsTold();
    void breaks_data();
    void breaks();
    void theStepsStayWhileSomethingIsBroken();
    void aTaskIsSolvedByWhatCrosses();
    void aBreakSolvesNoTask();
    void acceptIsTheStudents();
    void inputsThatAreWrongAreTold_data();
    void inputsThatAreWrongAreTold();
};

void TestLessonRun::stepsFollowEachOther()
{
    LessonRun run;
    QSignalSpy entered(&run, &LessonRun::stepEntered);
    run.begin(handshake());
    QVERIFY(!run.canBack());
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(run.entered(), i);
        QTRY_VERIFY2(run.canNext(), qPrintable(run.waitsFor() + run.error()));
        QCOMPARE(run.waitsFor(), QString());
        QVERIFY(!run.nextHint().isEmpty());
        if (i < 4)
            run.next();
    }
    QCOMPARE(entered.count(), 5);
    const WireLog &log = run.stepsLog();
    QCOMPARE(log.units.size(), 4); // request, answer, message, echo
    QCOMPARE(log.heldAt(log.events.size()), QList<int>{4});
    run.next();
    QCOMPARE(run.part(), LessonRun::Part::Break);
    run.next();
    QCOMPARE(run.part(), LessonRun::Part::Task);
    QVERIFY(!run.canNext());
    run.back();
    run.back();
    QCOMPARE(run.part(), LessonRun::Part::Steps);
    QCOMPARE(run.step(), 4);
}

void TestLessonRun::backLooksAtAnEarlierMoment()
{
    LessonRun run;
    run.begin(handshake());
    QTRY_VERIFY(run.canNext());
    const qsizetype first = run.moment();
    run.next();
    QTRY_VERIFY(run.canNext());
    QVERIFY(run.moment() > first);
    run.back();
    QCOMPARE(run.step(), 0);
    QCOMPARE(run.moment(), first);
    QCOMPARE(run.log().heldAt(run.moment()), QList<int>{1});
    const qsizetype all = run.log().events.size();
    run.next(); // changes nothing on the wire
    QCOMPARE(run.step(), 1);
    QCOMPARE(run.entered(), 1);
    QCOMPARE(run.log().events.size(), all);
}

/// A lesson that connects anew in the middle.
void TestLessonRun::backLooksAtAnEarlierConnection()
{
    Lesson lesson = handshake();
    lesson.steps.append(step("Again", {command(Command::Kind::Connect)}, held(UnitKind::Request)));
    LessonRun run;
    run.begin(lesson);
    QTRY_VERIFY(run.canNext());
    const QByteArray first = keyOf(run.log());
    for (int i = 1; i < lesson.steps.size(); ++i) {
        run.next();
        QTRY_VERIFY(run.entered() == i && run.canNext());
    }
    const QByteArray second = keyOf(run.log());
    QVERIFY(!second.isEmpty() && second != first);
    QCOMPARE(run.log().units.size(), 1);
    run.look(3);
    QCOMPARE(keyOf(run.log()), first);
    QCOMPARE(run.log().heldAt(run.moment()), QList<int>{3});
    run.look(0);
    QCOMPARE(keyOf(run.log()), first);
    QCOMPARE(run.log().heldAt(run.moment()), QList<int>{1});
    run.look(5);
    QCOMPARE(keyOf(run.log()), second);
}

void TestLessonRun::itGoesOnWhereItWasLeft()
{
    LessonRun run;
    run.begin(handshake(), 3);
    QTRY_COMPARE(run.entered(), 3);
    QTRY_VERIFY(run.canNext());
    QCOMPARE(run.step(), 3);
}

void TestLessonRun::withASpeedStepsFollowByThemselves()
{
    LessonRun run;
    run.begin(handshake());
    run.setSpeed(1ms);
    QTRY_COMPARE(run.entered(), 4);
    QTRY_COMPARE(run.waitsFor(), QString());
    QCOMPARE(run.part(), LessonRun::Part::Steps); // breaks are the student's
}

void TestLessonRun::startOverIsAWireOfItsOwn()
{
    LessonRun run;
    run.begin(handshake(), 2);
    QTRY_VERIFY(run.entered() == 2 && run.canNext());
    const QByteArray key = keyOf(run.log());
    run.startOver();
    QCOMPARE(run.entered(), 0);
    QTRY_VERIFY(run.canNext());
    QVERIFY(!keyOf(run.log()).isEmpty());
    QVERIFY(keyOf(run.log()) != key);
}

void TestLessonRun::aCommandThatCannotBeDoneIsTold()
{
    Lesson lesson = handshake();
    lesson.steps = {lesson.steps[0],
        step("Drop", {command(Command::Kind::DeliverAll)}, stateOf(End::Client, EndState::Open)),
        step("Gone", {command(Command::Kind::Drop), command(Command::Kind::DeliverAll)},
            stateOf(End::Client, EndState::Closed)),
        step("Text", {command(Command::Kind::Text, End::Client, QStringLiteral("late"))}, held(UnitKind::Frame))};
    LessonRun run;
    run.begin(lesson, 3);
    QTRY_VERIFY2(run.error().contains(QStringLiteral("not connected any more")),
        qPrintable(QStringLiteral("%1: %2 %3").arg(run.entered()).arg(run.waitsFor(), run.error())));
    QVERIFY(!run.canNext());
}

void TestLessonRun::breaks_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("fate");
    QTest::addColumn<int>("code");
    const auto row = [](const char *id, Fate fate, int code) {
        QTest::newRow(id) << QByteArray(id) << int(fate) << code;
    };
    row("other-guid", Fate::Fails, 0);
    row("version-12", Fate::Refused, 0);
    row("client-mask", Fate::Closes, 1002);
    row("server-mask", Fate::Closes, 1002);
    row("client-split-code-point", Fate::Closes, 1007);
    row("client-fragmented-control", Fate::Closes, 1002);
    row("client-close-one-byte", Fate::Closes, 1002);
    row("client-length-more", Fate::Waits, 0);
}

void TestLessonRun::breaks()
{
    QFETCH(QByteArray, id);
    QFETCH(int, fate);
    QFETCH(int, code);
    LessonRun run;
    run.begin(handshake());
    run.runBreak(id, Fate::Waits);
    QVERIFY(run.isBreaking());
    QTRY_VERIFY_WITH_TIMEOUT(!run.isBreaking(), 20'000);
    QCOMPARE(run.error(), QString());
    QCOMPARE(run.results().size(), 1);
    const LessonRun::BreakResult result = run.results().first();
    QVERIFY(result.happened.has_value());
    QCOMPARE(int(*result.happened), fate);
    QCOMPARE(int(result.closeCode), code);
    QVERIFY(result.asObliged());
    QCOMPARE(result.predictedRight(), fate == int(Fate::Waits));
    QVERIFY(!result.log.events.isEmpty());
}

void TestLessonRun::theStepsStayWhileSomethingIsBroken()
{
    LessonRun run;
    run.begin(handshake(), 1);
    QTRY_VERIFY(run.entered() == 1 && run.canNext());
    const QByteArray key = keyOf(run.log());
    run.runBreak("other-guid", Fate::Fails);
    QTRY_VERIFY(!run.isBreaking());
    QVERIFY(run.results().first().predictedRight());
    run.setPart(LessonRun::Part::Steps);
    QCOMPARE(keyOf(run.log()), key);
    run.next();
    QTRY_VERIFY(run.canNext());
    QCOMPARE(run.entered(), 2);
}

void TestLessonRun::aTaskIsSolvedByWhatCrosses()
{
    LessonRun run;
    QSignalSpy solved(&run, &LessonRun::solved);
    run.begin(handshake());
    run.setPart(LessonRun::Part::Task);
    run.tryTask({{QStringLiteral("text"), QStringLiteral("Ho")}});
    QTRY_COMPARE(run.log().stateAt(End::Client, run.log().events.size()).state, EndState::Open);
    QTRY_VERIFY(run.log().units.size() >= 4); // the echo, too
    QCOMPARE(run.checksHold(), (QList<bool>{false, false}));
    QVERIFY(!run.isSolved());
    run.tryTask({{QStringLiteral("text"), QStringLiteral("Hi")}});
    QTRY_VERIFY(run.isSolved());
    QCOMPARE(solved.count(), 1);
}

void TestLessonRun::aBreakSolvesNoTask()
{
    Lesson lesson = handshake();
    lesson.task.checks = {{QStringLiteral("server violation"), QStringLiteral("="), QStringLiteral("1002"), {}, 0}};
    LessonRun run;
    run.begin(lesson);
    run.runBreak("client-mask", {});
    QTRY_VERIFY(!run.isBreaking());
    run.setPart(LessonRun::Part::Task);
    QCOMPARE(run.checksHold(), QList<bool>{false});
    QVERIFY(!run.isSolved());
}

void TestLessonRun::acceptIsTheStudents()
{
    const auto accept = QStringLiteral("accept");
    Lesson lesson = handshake();
    lesson.task.inputs = {QStringLiteral("accept = ")};
    lesson.task.checks = {{QStringLiteral("client state"), QStringLiteral("="), QStringLiteral("open"), {}, 0}};
    LessonRun run;
    run.begin(lesson);
    run.setPart(LessonRun::Part::Task);
    QTRY_COMPARE(run.log().heldAt(run.log().events.size()).size(), 1);
    const auto answerIsHeld = [&run] { return run.log().units.size() == 2 && !run.isTrying(); };
    QTRY_VERIFY(answerIsHeld());
    run.tryTask({{accept, QStringLiteral("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")}}); // the RFC's, of another key
    QTRY_COMPARE(run.log().stateAt(End::Client, run.log().events.size()).state, EndState::Failed);
    QVERIFY(!run.isSolved());
    run.tryTask({{accept, QStringLiteral("anything")}});
    QVERIFY(run.error().contains(QStringLiteral("new key")));
    QTRY_VERIFY(answerIsHeld());
    run.tryTask({{accept, QString::fromLatin1(acceptValue(keyOf(run.log())))}});
    QTRY_VERIFY(run.isSolved());
}

void TestLessonRun::inputsThatAreWrongAreTold_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *input, const char *value) {
        QTest::newRow(input) << QString::fromLatin1(input) << QString::fromLatin1(value);
    };
    row("url", "ftp://127.0.0.1/");
    row("subprotocols", "chat, chat");
    row("origin", "http://a\r\nX: y");
    row("hex", "81 0g");
    row("close", "soon");
}

void TestLessonRun::inputsThatAreWrongAreTold()
{
    QFETCH(QString, input);
    QFETCH(QString, value);
    LessonRun run;
    run.begin(handshake());
    run.setPart(LessonRun::Part::Task);
    run.tryTask({{input, value}});
    QVERIFY2(run.error().contains(QStringLiteral("expected")) || input == u"origin", qPrintable(run.error()));
    QVERIFY(!run.error().isEmpty());
    QVERIFY(run.log().events.isEmpty());
}

QTEST_GUILESS_MAIN(TestLessonRun)
#include "tst_lessonrun.moc"
