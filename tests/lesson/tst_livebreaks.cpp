// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livelesson.h"

#include "app/lesson/breakfate.h"
#include "app/protocol/closecode.h"

#include "tests/support/failonwarnings.h"

#include <algorithm>

using namespace handglass;
using namespace handglass::lesson;
using namespace std::chrono_literals;

namespace {

/// What an end does so that the break has a frame to change.
void provoke(LiveLesson &lesson, const Break &fault)
{
    const QByteArray id = fault.id;
    if (id.contains("control"))
        lesson.wire.ping(fault.by, "Hello");
    else if (id.contains("close"))
        lesson.wire.close(fault.by, 1000, QStringLiteral("bye"));
    else
        lesson.wire.sendText(fault.by, QStringLiteral("Hello"));
}

/// Units of this kind that this end has sent.
QList<WireUnit> sent(const WireLog &log, End end, UnitKind kind)
{
    QList<WireUnit> units;
    std::ranges::copy_if(log.units, std::back_inserter(units),
        [end, kind](const WireUnit &unit) { return unit.from == end && unit.kind == kind; });
    return units;
}

std::optional<quint16> closeCodeFrom(const WireLog &log, End end)
{
    for (const WireUnit &unit : sent(log, end, UnitKind::Frame)) {
        const auto frame = readFrame(unit.bytes);
        ClosePayload close;
        if (frame && frame->header.opcode == Opcode::Close) {
            parseClosePayload(frame->payload, close);
            return close.code;
        }
    }
    return {};
}

/// "RFC 6455 §5.1" of "RFC 6455 §5.1, §5.2": what the sentence of the end may end with.
bool namesSection(const QString &sentence)
{
    return sentence.startsWith(QStringLiteral("expected ")) && sentence.contains(QStringLiteral(", got "))
        && sentence.contains(QStringLiteral("RFC "));
}

/// What a student is told of it.
void expectFate(const LiveLesson &lesson, const Break &fault)
{
    const auto fate = fateOf(fault, lesson.log());
    QVERIFY(fate);
    QCOMPARE(int(fate->fate), int(fault.fate));
    if (fault.fate == Fate::Closes)
        QVERIFY2(
            std::ranges::count(fault.closeCodes, fate->closeCode) == 1, qPrintable(QString::number(fate->closeCode)));
}

void addBreaks(UnitKind kind)
{
    QTest::addColumn<QByteArray>("id");
    for (const Break &fault : breaks()) {
        if (fault.kind == kind)
            QTest::newRow(fault.id) << QByteArray(fault.id);
    }
}

} // namespace

/// Every break, and what our own ends make of it: what the RFC obliges them to.
class TestLiveBreaks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void brokenRequest_data() { addBreaks(UnitKind::Request); }
    void brokenRequest();
    void brokenResponse_data() { addBreaks(UnitKind::Response); }
    void brokenResponse();
    void brokenFrame_data() { addBreaks(UnitKind::Frame); }
    void brokenFrame();
};

void TestLiveBreaks::brokenRequest()
{
    QFETCH(QByteArray, id);
    const Break &fault = *breakOf(id);
    QCOMPARE(fault.fate, Fate::Refused);
    LiveLesson lesson;
    lesson.wire.setBreaks({id});
    lesson.wire.setSpeed(0ms);
    QVERIFY(lesson.waitFor(End::Client, EndState::Failed));
    QVERIFY(lesson.waitFor(End::Server, EndState::Failed));
    QCOMPARE(lesson.log().unit(1)->broken, QByteArrayList{id});
    const auto answers = sent(lesson.log(), End::Server, UnitKind::Response);
    QCOMPARE(answers.size(), 1);
    const HttpHead answer = readHead(answers.first().bytes, UnitKind::Response);
    QVERIFY(answer.status >= 400 && answer.status < 500);
    if (id == "version-12") {
        QCOMPARE(answer.status, 426);
        QCOMPARE(answer.value("Sec-WebSocket-Version"), QByteArray("13"));
    }
    QVERIFY2(namesSection(lesson.state(End::Server).sentence), qPrintable(lesson.state(End::Server).sentence));
    QVERIFY(sent(lesson.log(), End::Client, UnitKind::Frame).isEmpty());
    expectFate(lesson, fault);
}

void TestLiveBreaks::brokenResponse()
{
    QFETCH(QByteArray, id);
    const Break &fault = *breakOf(id);
    QCOMPARE(fault.fate, Fate::Fails);
    LiveLesson lesson;
    lesson.wire.setBreaks({id});
    lesson.wire.setSpeed(0ms);
    QVERIFY(lesson.waitFor(End::Client, EndState::Failed));
    QVERIFY2(namesSection(lesson.state(End::Client).sentence), qPrintable(lesson.state(End::Client).sentence));
    QTRY_COMPARE(sent(lesson.log(), End::Client, UnitKind::TcpEnd).size(), 1);
    QVERIFY(sent(lesson.log(), End::Client, UnitKind::Frame).isEmpty());
    expectFate(lesson, fault);
    // The server knows nothing of it.
    QCOMPARE(readHead(lesson.log().unit(2)->bytes, UnitKind::Response).status, 101);
    QVERIFY(lesson.log().unit(2)->delivered != lesson.log().unit(2)->bytes);
}

void TestLiveBreaks::brokenFrame()
{
    QFETCH(QByteArray, id);
    const Break &fault = *breakOf(id);
    const End other = otherEnd(fault.by);
    WireSetup setup;
    setup.deflate = id.endsWith("deflate");
    LiveLesson lesson(setup);
    QVERIFY(lesson.open());
    lesson.wire.setBreaks({id});
    lesson.wire.setSpeed(0ms);
    provoke(lesson, fault);
    QTRY_VERIFY(lesson.log().units.size() >= 3);
    QCOMPARE(lesson.log().unit(3)->from, fault.by);
    QCOMPARE(lesson.log().unit(3)->broken, QByteArrayList{id});
    if (fault.fate == Fate::Waits) {
        QTest::qWait(300); // nothing tells the end of the lie
        QCOMPARE(lesson.log().units.size(), 3);
        QCOMPARE(lesson.state(other).state, EndState::Open);
        QCOMPARE(lesson.state(other).sentence, QString());
        return;
    }
    QCOMPARE(fault.fate, Fate::Closes);
    QVERIFY(lesson.waitFor(other, EndState::Closed));
    const auto code = closeCodeFrom(lesson.log(), other);
    QVERIFY(code);
    QVERIFY2(std::ranges::count(fault.closeCodes, *code) == 1, qPrintable(QString::number(*code)));
    QVERIFY2(namesSection(lesson.state(other).sentence), qPrintable(lesson.state(other).sentence));
    QVERIFY(lesson.waitFor(fault.by, EndState::Closed));
    QCOMPARE(lesson.state(fault.by).sentence, QString());
    expectFate(lesson, fault);
}

QTEST_GUILESS_MAIN(TestLiveBreaks)
#include "tst_livebreaks.moc"
