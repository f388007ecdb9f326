// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breaks.h"
#include "app/lesson/glossary.h"
#include "app/lesson/lessonreader.h"
#include "app/lesson/picture.h"
#include "app/lesson/unitlines.h"
#include "app/protocol/closecode.h"

#include "tests/lesson/frames.h"
#include "tests/lesson/logmaker.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

const QByteArray Key = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray AcceptHeaders = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                 "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

QStringList texts(const QList<Note> &notes)
{
    QStringList texts;
    for (const Note &note : notes)
        texts.append(note.text);
    return texts;
}

QStringList lines(const QList<UnitLine> &lines)
{
    QStringList texts;
    for (const UnitLine &line : lines)
        texts.append(line.text);
    return texts;
}

StagePicture now(const WireLog &log)
{
    return picture(log, log.events.size());
}

LogMaker opened()
{
    LogMaker made;
    made.request("/chat", Key).response("101 Switching Protocols", AcceptHeaders);
    made.state(End::Server, EndState::Open).state(End::Client, EndState::Open);
    return made;
}

WireEvent eventOf(EventKind kind, qint64 ns, int unit = 0)
{
    WireEvent event;
    event.kind = kind;
    event.ns = ns;
    event.unit = unit;
    return event;
}

/// The unit with this break made.
void breakLast(WireLog &log, const char *id)
{
    WireUnit &unit = log.units.last();
    unit.delivered = broken(*breakOf(id), unit);
    unit.broken = {id};
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void sampleOfTheRfc();
    void refused();
    void failedBeforeTcp();
    void frameIsReadField_data();
    void frameIsReadField();
    void brokenLinesAreMarked();
    void talk();
    void pingIsOwed();
    void closingHandshake();
    void brokenRuleIsShown();
    void lyingLengthIsWaitedFor();
    void closedEndReadsNothing();
    void longLogIsCheap();
    void bytesAndBody();
    void storyOfAnOpening();
    void storyOfARefusal();
    void storyLinksLead();
    void storyIsBounded();
    void anyLogAtAnyMoment();
};

void TestPicture::sampleOfTheRfc()
{
    LogMaker made;
    made.request("/chat", Key);
    made.response("101 Switching Protocols", AcceptHeaders);
    made.state(End::Server, EndState::Open);
    WireLog log = made.log;
    log.events.removeAt(3); // the answer is held
    const StagePicture stage = now(log);
    const Note key = stage.client.notes.at(0).mono.isEmpty() ? stage.client.notes.at(1) : stage.client.notes.at(0);
    QCOMPARE(key.text, QStringLiteral("took a 16-byte nonce as the key, here RFC 6455’s sample"));
    QCOMPARE(key.mono,
        (QStringList{QStringLiteral("74 68 65 20 73 61 6d 70"), QStringLiteral("6c 65 20 6e 6f 6e 63 65"),
            QStringLiteral("dGhlIHNhbXBsZSBub25jZQ==")}));
    QVERIFY(stage.client.notes.contains(Note{Note::Mark::Waits, QStringLiteral("waits for an answer; expects"),
        {QStringLiteral("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")}}));
    QVERIFY(stage.server.notes.contains(Note{Note::Mark::Done, QStringLiteral("computed Accept from the key"),
        {QStringLiteral("SHA-1(key + GUID)"), QStringLiteral("b3 7a 4f 2c c0 62 4f 16 90 f6"),
            QStringLiteral("46 06 cf 38 59 45 b2 be c4 ea")}}));
    QVERIFY(stage.unit && stage.unit->held);
    QCOMPARE(stage.unit->size, QStringLiteral("129 B"));
    QCOMPARE(lines(stage.unit->lines),
        (QStringList{QStringLiteral("HTTP/1.1 101 Switching Protocols"), QStringLiteral("Upgrade: websocket"),
            QStringLiteral("Connection: Upgrade"), QStringLiteral("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
            QStringLiteral("(empty line: the head ends, frames begin)")}));
    const UnitLine &accept = stage.unit->lines.at(3);
    QCOMPARE(accept.field, QByteArray("Sec-WebSocket-Accept"));
    QVERIFY(accept.explanation.contains(QStringLiteral("RFC 6455 §4.2.2")));
    QCOMPARE(log.units.last().delivered.mid(accept.offset, accept.size),
        QByteArray("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    QCOMPARE(stage.arrows.size(), 1);
    QCOMPARE(stage.arrows.first().text, QStringLiteral("GET /chat, Upgrade: websocket"));
}

void TestPicture::refused()
{
    LogMaker made;
    made.request("/chat", Key).response("401 Unauthorized", "WWW-Authenticate: Basic\r\n");
    made.unit(End::Server, UnitKind::Body, "log in");
    made.log.live = false;
    const QString sentence = QStringLiteral("expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1");
    made.state(End::Client, EndState::Failed, sentence);
    const StagePicture stage = now(made.log);
    QCOMPARE(stage.client.stateText, QStringLiteral("refused"));
    QCOMPARE(stage.client.notes.last(), (Note{Note::Mark::Failed, sentence, {}}));
    // What a server of somebody else did inside is not known.
    QCOMPARE(texts(stage.server.notes), QStringList{QStringLiteral("answered 401 Unauthorized: no frames follow")});
    QCOMPARE(stage.arrows.last().text, QStringLiteral("body of the answer"));
    QCOMPARE(stage.next, QString());
    QCOMPARE(picture(made.log, 3).next, QStringLiteral("no frames, as the answer is not 101"));
}

void TestPicture::failedBeforeTcp()
{
    LogMaker made;
    made.log.live = false;
    made.state(End::Client, EndState::Connecting);
    const QString sentence = QStringLiteral("expected a server on 127.0.0.1:1, got: Connection refused");
    made.state(End::Client, EndState::Failed, sentence);
    const StagePicture stage = now(made.log);
    QCOMPARE(stage.client.stateText, QStringLiteral("failed"));
    QCOMPARE(texts(stage.client.notes), QStringList{sentence});
    QVERIFY(stage.server.notes.isEmpty());
    QVERIFY(stage.arrows.isEmpty() && !stage.unit);
}

void TestPicture::frameIsReadField_data()
{
    QTest::addColumn<End>("from");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QStringList>("fields"); ///< "text @ offset + size"
    const QStringList head{QStringLiteral("FIN 1 @ 0 + 1"), QStringLiteral("RSV1 0  RSV2 0  RSV3 0 @ 0 + 1")};
    const auto with = [&head](const QStringList &more) { return head + more; };
    QTest::newRow("RFC 6455 §5.7, masked")
        << End::Client << QByteArray("818537fa213d7f9f4d5158")
        << with({QStringLiteral("opcode 0x1, Text @ 0 + 1"), QStringLiteral("MASK 1 @ 1 + 1"),
               QStringLiteral("length 5 (7 bits) @ 1 + 1"), QStringLiteral("masking key 37 fa 21 3d @ 2 + 4"),
               QStringLiteral("payload 48 65 6c 6c 6f  “Hello” @ 6 + 5")});
    QTest::newRow("16 bits") << End::Server << "827e0100" + QByteArray(512, '0')
                             << with({QStringLiteral("opcode 0x2, Binary @ 0 + 1"), QStringLiteral("MASK 0 @ 1 + 1"),
                                    QStringLiteral("length 256 (16 bits) @ 1 + 3"),
                                    QStringLiteral("payload 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 … @ 4 + "
                                                   "256")});
    QTest::newRow("Close") << End::Server << QByteArray("880503e8627965")
                           << with({QStringLiteral("opcode 0x8, Close @ 0 + 1"), QStringLiteral("MASK 0 @ 1 + 1"),
                                  QStringLiteral("length 5 (7 bits) @ 1 + 1"),
                                  QStringLiteral("payload 03 e8 62 79 65 @ 2 + 5")});
    QTest::newRow("empty, reserved") << End::Server << QByteArray("8300")
                                     << with({QStringLiteral("opcode 0x3 @ 0 + 1"), QStringLiteral("MASK 0 @ 1 + 1"),
                                            QStringLiteral("length 0 (7 bits) @ 1 + 1")});
}

void TestPicture::frameIsReadField()
{
    QFETCH(End, from);
    QFETCH(QByteArray, hex);
    QFETCH(QStringList, fields);
    WireUnit unit;
    unit.from = from;
    unit.kind = UnitKind::Frame;
    unit.bytes = unit.delivered = QByteArray::fromHex(hex);
    QStringList got;
    for (const UnitLine &line : unitLines(unit)) {
        got.append(QStringLiteral("%1 @ %2 + %3").arg(line.text).arg(line.offset).arg(line.size));
        QVERIFY2(line.explanation.contains(QStringLiteral("RFC ")), qPrintable(line.text));
        QVERIFY(!line.broken);
    }
    QCOMPARE(got, fields);
}

void TestPicture::brokenLinesAreMarked()
{
    LogMaker made = opened();
    made.frame(End::Client, FrameHeader(), "Hello", true);
    breakLast(made.log, "client-length-more");
    StagePicture stage = now(made.log);
    QByteArrayList marked;
    for (const UnitLine &line : stage.unit->lines) {
        if (line.broken)
            marked.append(line.field);
    }
    QCOMPARE(marked, QByteArrayList{"length"});
    QVERIFY(stage.unit->lines.at(4).explanation.contains(QStringLiteral("Here are 5: the other end waits")));

    LogMaker answer;
    answer.request("/chat", Key);
    answer.unit(End::Server, UnitKind::Response, "HTTP/1.1 101 Switching Protocols\r\n" + AcceptHeaders + "\r\n", true);
    breakLast(answer.log, "no-upgrade");
    stage = now(answer.log);
    QCOMPARE(stage.unit->lines.at(1).text, QStringLiteral("Upgrade: websocket (left out on purpose)"));
    QVERIFY(stage.unit->lines.at(1).broken);
    QCOMPARE(stage.unit->lines.at(1).size, 0);
    QVERIFY(!stage.unit->lines.at(2).broken);
    QCOMPARE(stage.next, QStringLiteral("frames both ways, as soon as the client has checked line 3"));
    // On the arrow, too.
    answer.log.events.append(eventOf(EventKind::Delivered, 0, 2));
    QVERIFY(now(answer.log).arrows.last().broken);
    QVERIFY(!now(answer.log).arrows.first().broken);
}

void TestPicture::talk()
{
    LogMaker made = opened();
    QCOMPARE(now(made.log).next, QStringLiteral("frames, from either end at any time"));
    made.frame(End::Client, Opcode::Text, "Hel", false);
    QCOMPARE(texts(now(made.log).client.notes),
        (QStringList{QStringLiteral("opened the connection"),
            QStringLiteral("sent Text, more follows, 3 B “Hel”, masked with 37 fa 21 3d"),
            QStringLiteral("may send the next fragment, and control frames in between")}));
    made.frame(End::Client, Opcode::Continuation, "lo");
    made.frame(End::Server, Opcode::Binary, "\x01\x02");
    QCOMPARE(texts(now(made.log).server.notes),
        (QStringList{QStringLiteral("opened the connection"),
            QStringLiteral("unmasked and read Text, more follows, 3 B “Hel”"),
            QStringLiteral("unmasked and read Continuation, FIN, 2 B “lo”"),
            QStringLiteral("sent Binary, FIN, 2 B 01 02"), QStringLiteral("may send frames, none of them masked")}));
}

void TestPicture::pingIsOwed()
{
    LogMaker made = opened();
    made.frame(End::Server, Opcode::Ping, "a");
    QVERIFY(texts(now(made.log).client.notes).contains(QStringLiteral("owes a Pong with the Ping’s payload")));
    QVERIFY(texts(now(made.log).server.notes).contains(QStringLiteral("waits for the Pong")));
    made.frame(End::Client, Opcode::Pong, "a");
    QVERIFY(!texts(now(made.log).client.notes).contains(QStringLiteral("owes a Pong with the Ping’s payload")));
    QVERIFY(!texts(now(made.log).server.notes).contains(QStringLiteral("waits for the Pong")));
}

void TestPicture::closingHandshake()
{
    LogMaker made = opened();
    FrameHeader close;
    close.opcode = Opcode::Close;
    made.frame(End::Client, close, encodeClosePayload(1000, QStringLiteral("bye")), true);
    QCOMPARE(now(made.log).next, QStringLiteral("a Close in answer, then the end of TCP"));
    QVERIFY(texts(now(made.log).client.notes).contains(QStringLiteral("waits for the other end’s Close")));
    QVERIFY(texts(now(made.log).client.notes).contains(QStringLiteral("may send no data frame behind its Close")));
    made.log.units.last().delivered = made.log.units.last().bytes;
    made.log.events.append(eventOf(EventKind::Delivered, 0, 3));
    QVERIFY(texts(now(made.log).server.notes).contains(QStringLiteral("owes a Close in answer")));
    QCOMPARE(now(made.log).arrows.last().text, QStringLiteral("Close 1000 Normal Closure “bye”"));
    made.frame(End::Server, close, encodeClosePayload(1000, {}), true);
    QCOMPARE(now(made.log).next, QStringLiteral("the end of TCP, from the server first"));
    made.log.units.last().delivered = made.log.units.last().bytes;
    made.log.events.append(eventOf(EventKind::Delivered, 0, 4));
    QVERIFY(texts(now(made.log).client.notes).contains(QStringLiteral("waits for the server to end TCP")));
    made.unit(End::Server, UnitKind::TcpEnd, {});
    made.state(End::Server, EndState::Closed, {}, 1000).state(End::Client, EndState::Closed, {}, 1000);
    QCOMPARE(texts(now(made.log).server.notes).last(), QStringLiteral("closed with 1000 Normal Closure"));
    QVERIFY(texts(now(made.log).server.notes).contains(QStringLiteral("ended TCP")));
}

void TestPicture::brokenRuleIsShown()
{
    LogMaker made = opened();
    made.frame(End::Server, Opcode::Text, "a");
    const QString sentence = QStringLiteral("expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2");
    made.state(End::Client, EndState::Closing, sentence);
    const StagePicture stage = now(made.log);
    QVERIFY(stage.client.notes.contains(Note{Note::Mark::Failed, sentence, {}}));
    QCOMPARE(stage.client.stateText, QStringLiteral("closing"));
}

/// An end reads what was delivered, not what was sent.
void TestPicture::lyingLengthIsWaitedFor()
{
    LogMaker made = opened();
    made.frame(End::Client, FrameHeader(), "Hello", true);
    breakLast(made.log, "client-length-more");
    QCOMPARE(now(made.log).next, QStringLiteral("the other end waits for 5 more bytes"));
    made.log.events.append(eventOf(EventKind::Delivered, 0, 3));
    QCOMPARE(texts(now(made.log).server.notes),
        (QStringList{QStringLiteral("opened the connection"),
            QStringLiteral("waits for 5 more bytes of a Text frame: it takes what comes next for them"),
            QStringLiteral("may send frames, none of them masked")}));
    made.unit(End::Client, UnitKind::Bytes, "\x81\x80 abc");
    QCOMPARE(texts(now(made.log).server.notes).at(1).left(30), QStringLiteral("unmasked and read Text, FIN, 1"));

    LogMaker less = opened();
    less.frame(End::Server, FrameHeader(), "Hello");
    less.log.units.last().bytes = less.log.units.last().delivered = QByteArray("\x81\x03Hello", 7);
    QCOMPARE(texts(now(less.log).client.notes),
        (QStringList{QStringLiteral("opened the connection"), QStringLiteral("read Text, FIN, 3 B “Hel”"),
            QStringLiteral("may send frames, each masked with a new key")}));
}

void TestPicture::closedEndReadsNothing()
{
    LogMaker made = opened();
    made.state(End::Server, EndState::Closed, {}, 1006);
    made.frame(End::Client, FrameHeader(), "Hello", true);
    QCOMPARE(now(made.log).next, QStringLiteral("nothing: the other end has closed and reads no more"));
    made.log.events.append(eventOf(EventKind::Delivered, 0, 3));
    QCOMPARE(
        texts(now(made.log).server.notes).at(1), QStringLiteral("had closed: Text, FIN, 5 B “Hello” was not read"));
}

/// A long log costs the window little.
void TestPicture::longLogIsCheap()
{
    LogMaker made = opened();
    for (int i = 0; i < 10'000; ++i)
        made.frame(i % 2 == 0 ? End::Client : End::Server, Opcode::Text, QByteArray(1'000, 'x'));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!now(made.log).client.notes.isEmpty());
    qInfo("%lld ms", clock.elapsed());
    QVERIFY(clock.elapsed() < 500); // tens of ms, also where the machine is busy and the build is for finding faults
}

void TestPicture::bytesAndBody()
{
    LogMaker made;
    made.unit(End::Server, UnitKind::Bytes, QByteArray(20, '\x16'), true);
    StagePicture stage = now(made.log);
    QCOMPARE(lines(stage.unit->lines),
        (QStringList{QString(QStringLiteral("16 ")).repeated(16).trimmed(), QStringLiteral("16 16 16 16")}));
    QCOMPARE(stage.unit->title, QStringLiteral("bytes, held on the wire"));
    made.unit(End::Server, UnitKind::TcpEnd, {});
    stage = now(made.log);
    QCOMPARE(stage.arrows.last().text, QStringLiteral("TCP: FIN"));
}

// ---- stories

void TestPicture::storyOfAnOpening()
{
    LogMaker made = opened();
    made.log.events.prepend(eventOf(EventKind::TcpConnected, 40'000));
    made.log.events.prepend(eventOf(EventKind::TcpConnecting, 0));
    made.frame(End::Client, Opcode::Text, "Hello").frame(End::Server, Opcode::Close, encodeClosePayload(1001, {}));
    made.state(End::Client, EndState::Closed, {}, 1001);
    QStringList marks;
    qsizetype moment = 0;
    for (const StoryStep &step : story(made.log)) {
        marks.append(step.mark);
        QVERIFY(step.mark.size() <= 8 && !step.title.isEmpty() && !step.heading.isEmpty() && !step.text.isEmpty());
        QVERIFY(step.moment >= moment && step.moment <= made.log.events.size());
        moment = step.moment;
    }
    QCOMPARE(marks.join(u' '), QStringLiteral("TCP GET Key Read Accept 101 Verify Open Text Close Closed"));
    const StoryStep accept = story(made.log).at(4);
    QVERIFY(accept.text.contains(QStringLiteral("b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea")));
    QVERIFY(accept.text.contains(QStringLiteral("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    QCOMPARE(story(made.log).at(5).heading, QStringLiteral("Line 4 proves that the server means it"));
}

void TestPicture::storyOfARefusal()
{
    LogMaker made;
    made.request("/<b>chat</b>", "c2hvcnQ=").response("404 Not Found", "X: <script>\r\n");
    made.state(End::Client, EndState::Failed, QStringLiteral("expected 101 Switching Protocols, got <404>"));
    const QList<StoryStep> steps = story(made.log);
    QStringList marks;
    for (const StoryStep &step : steps) {
        marks.append(step.mark);
        QVERIFY(!step.text.contains(QStringLiteral("<script>")) && !step.text.contains(QStringLiteral("<b>chat")));
        QVERIFY(!step.text.contains(QStringLiteral("<404>")));
    }
    QCOMPARE(marks.join(u' '), QStringLiteral("GET Key Read 404 Verify Failed"));
    QCOMPARE(steps.at(2).heading, QStringLiteral("The request breaks a rule"));
    QCOMPARE(steps.at(4).heading, QStringLiteral("The client must fail the connection"));
}

/// To a term of the glossary, or a lesson.
void TestPicture::storyLinksLead()
{
    LogMaker made = opened();
    made.frame(End::Client, Opcode::Text, "Hello");
    made.log.events.prepend(eventOf(EventKind::TcpConnected, 40'000));
    static const QRegularExpression link(QStringLiteral("href=\"([a-z]+):([^\"]+)\""));
    int links = 0;
    for (const StoryStep &step : story(made.log)) {
        for (auto it = link.globalMatch(step.text); it.hasNext(); ++links) {
            const auto match = it.next();
            if (match.captured(1) == QStringLiteral("glossary"))
                QVERIFY2(glossaryTerm(match.captured(2)), qPrintable(match.captured(2)));
            else if (match.captured(1) == QStringLiteral("lesson"))
                QVERIFY2(lessonOf(match.captured(2)), qPrintable(match.captured(2)));
            else
                QFAIL(qPrintable(match.captured()));
        }
    }
    QVERIFY(links >= 6);
}

void TestPicture::storyIsBounded()
{
    LogMaker made = opened();
    for (int i = 0; i < 500; ++i)
        made.frame(End::Server, Opcode::Text, "tick");
    QVERIFY(story(made.log).size() <= 110);
    QVERIFY(now(made.log).arrows.size() <= 101);
}

/// Whatever bytes crossed, and wherever one looks.
void TestPicture::anyLogAtAnyMoment()
{
    LogMaker made;
    made.unit(End::Client, UnitKind::Request, "\r\n").unit(End::Server, UnitKind::Response, "HTTP/1.1 101\r\n\r\n");
    for (const QByteArray &bytes : {QByteArray(), QByteArray("\x81"), QByteArray("\x88\x01x"),
             QByteArray("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff"), QByteArray("\x89\xfe\x00")}) {
        made.unit(End::Client, UnitKind::Frame, bytes).unit(End::Server, UnitKind::Frame, bytes, true);
    }
    made.log.events.append(eventOf(EventKind::Delivered, 0, 99));
    for (qsizetype moment = -1; moment <= made.log.events.size() + 1; ++moment)
        picture(made.log, moment);
    QVERIFY(!story(made.log).isEmpty());
}

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
