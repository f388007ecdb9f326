// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livelesson.h"

#include "app/protocol/handshake.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>

using namespace handglass;
using namespace handglass::lesson;
using namespace std::chrono_literals;

class TestLiveWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void opensStepByStep();
    void setupReachesTheWire();
    void endsTalk();
    void ruleThatIsBrokenIsTold();
    void refusalIsTold();
    void startsAnew();
    void breaksStandForEachStart();
    void nothingSentIsSaid();
    void endsAtOnce_data();
    void endsAtOnce();
    void badPathIsSaid();
};

void TestLiveWire::opensStepByStep()
{
    LiveLesson lesson;
    QVERIFY(lesson.waitFor(UnitKind::Request));
    const QByteArray key = lesson.head(1).value("Sec-WebSocket-Key");
    QCOMPARE(lesson.head(1).value("Host"), lesson.log().serverAddress.toLatin1());
    QCOMPARE(lesson.log().url, QStringLiteral("ws://%1/").arg(lesson.log().serverAddress));
    QCOMPARE(lesson.state(End::Client).state, EndState::Connecting);
    StagePicture picture = lesson.picture();
    QVERIFY(picture.unit->held);
    QCOMPARE(picture.unit->title, QStringLiteral("GET, held on the wire"));
    QCOMPARE(picture.arrows.size(), 1);
    QCOMPARE(picture.arrows.first().text, QStringLiteral("TCP: SYN, SYN+ACK, ACK"));
    QCOMPARE(notes(picture.client),
        QStringLiteral("connected the TCP socket\ntook a 16-byte nonce as the key\nwaits for an answer; expects\n"
                       "may send nothing before the 101 has come and been checked"));
    QCOMPARE(picture.client.notes.at(2).mono, QStringList{QString::fromLatin1(acceptValue(key))});
    QCOMPARE(notes(picture.server), QStringLiteral("accepted the TCP connection\nwaits for a request"));

    lesson.wire.release();
    QVERIFY(lesson.waitFor(UnitKind::Response));
    QVERIFY(lesson.waitFor(End::Server, EndState::Open));
    QCOMPARE(lesson.state(End::Client).state, EndState::Connecting);
    picture = lesson.picture();
    QCOMPARE(picture.unit->title, QStringLiteral("101, held on the wire"));
    QCOMPARE(picture.unit->lines.first().text, QStringLiteral("HTTP/1.1 101 Switching Protocols"));
    QCOMPARE(picture.unit->lines.last().text, QStringLiteral("(empty line: the head ends, frames begin)"));
    QCOMPARE(picture.next, QStringLiteral("frames both ways, as soon as the client has checked line 4"));
    QCOMPARE(notes(picture.server),
        QStringLiteral("read the request: GET, Host, Upgrade, Connection, key, version 13\n"
                       "computed Accept from the key\nwrote the 101\nmay send frames right behind it"));
    QCOMPARE(picture.server.stateText, QStringLiteral("open"));
    QCOMPARE(picture.client.stateText, QStringLiteral("connecting"));

    lesson.wire.release();
    QVERIFY(lesson.waitFor(End::Client, EndState::Open));
    picture = lesson.picture();
    QVERIFY(!picture.unit->held);
    QCOMPARE(notes(picture.client),
        QStringLiteral("connected the TCP socket\ntook a 16-byte nonce as the key\n"
                       "checked the answer: 101, Upgrade, Connection, Accept\n"
                       "may send frames, each masked with a new key"));
    // Back: an earlier moment is as it was.
    const StagePicture first = lesson::picture(lesson.log(), 0);
    QVERIFY(first.client.notes.isEmpty());
    QCOMPARE(notes(first.server), QStringLiteral("listens for a TCP connection"));
    // The time that TCP took is the client's own, not that of the window's thread.
    QVERIFY2(picture.arrows.first().value.endsWith(QStringLiteral(" ms")), qPrintable(picture.arrows.first().value));
}

void TestLiveWire::setupReachesTheWire()
{
    WireSetup setup;
    setup.path = "/chat?room=1";
    setup.subprotocols = QStringList{QStringLiteral("chat.v2"), QStringLiteral("chat.v1")};
    setup.origin = "http://example.com";
    setup.headers = {{"X-Lesson", "3"}};
    setup.deflate = true;
    LiveLesson lesson(setup);
    QVERIFY(lesson.open());
    const HttpHead request = lesson.head(1);
    QCOMPARE(request.target, QByteArray("/chat?room=1"));
    QCOMPARE(request.value("Origin"), QByteArray("http://example.com"));
    QCOMPARE(request.value("X-Lesson"), QByteArray("3"));
    QCOMPARE(request.value("Sec-WebSocket-Protocol"), QByteArray("chat.v2, chat.v1"));
    QCOMPARE(lesson.head(2).value("Sec-WebSocket-Protocol"), QByteArray("chat.v2"));
    QVERIFY(lesson.head(2).value("Sec-WebSocket-Extensions").startsWith("permessage-deflate"));
    const QString client = notes(lesson.picture().client);
    QVERIFY2(
        client.contains(QStringLiteral("speaks the subprotocol chat.v2\nuses permessage-deflate")), qPrintable(client));
}

void TestLiveWire::endsTalk()
{
    LiveLesson lesson;
    QVERIFY(lesson.open());
    lesson.wire.setSpeed(0ms);
    const auto last = [&lesson] {
        const WireLog &log = lesson.log();
        return log.units.isEmpty() ? QString() : unitText(log.units.last());
    };
    lesson.wire.sendText(End::Client, QStringLiteral("Hello"));
    QTRY_COMPARE(last(), QStringLiteral("Text, FIN, 5 B “Hello”"));
    QTRY_COMPARE(lesson.log().units.size(), 4); // and its echo
    QCOMPARE(lesson.log().units.last().from, End::Server);
    lesson.wire.sendBinary(End::Server, "\x01\x02");
    QTRY_COMPARE(last(), QStringLiteral("Binary, FIN, 2 B 01 02"));
    lesson.wire.sendFragments(End::Client, {QStringLiteral("Hel"), QStringLiteral("lo")});
    QTRY_COMPARE(lesson.log().units.size(), 8);
    QCOMPARE(unitText(lesson.log().units.at(5)), QStringLiteral("Text, more follows, 3 B “Hel”"));
    QCOMPARE(unitText(lesson.log().units.at(6)), QStringLiteral("Continuation, FIN, 2 B “lo”"));
    QCOMPARE(last(), QStringLiteral("Text, FIN, 5 B “Hello”"));
    lesson.wire.ping(End::Server, "now");
    QTRY_COMPARE(last(), QStringLiteral("Pong, FIN, 3 B “now”"));
    lesson.wire.close(End::Client, 1001, QStringLiteral("bye"));
    QVERIFY(lesson.waitFor(End::Client, EndState::Closed));
    QVERIFY(lesson.waitFor(End::Server, EndState::Closed));
    QCOMPARE(lesson.state(End::Client).closeCode, quint16(1001));
    QCOMPARE(lesson.state(End::Server).closeReason, QStringLiteral("bye"));
    QCOMPARE(lesson.picture().server.stateText, QStringLiteral("closed"));
}

void TestLiveWire::ruleThatIsBrokenIsTold()
{
    LiveLesson lesson;
    lesson.wire.setBreaks({"client-mask"});
    QVERIFY(lesson.open());
    lesson.wire.sendText(End::Client, QStringLiteral("Hello"));
    QVERIFY(lesson.waitFor(UnitKind::Frame));
    const StagePicture picture = lesson.picture();
    QCOMPARE(picture.unit->lines.at(3).text, QStringLiteral("MASK 0"));
    QVERIFY(picture.unit->lines.at(3).broken);
    QVERIFY(!picture.unit->lines.at(0).broken);
    lesson.wire.release();
    const QString sentence = QStringLiteral("expected a masked frame from the client, got MASK 0, RFC 6455 §5.1");
    QTRY_COMPARE(lesson.state(End::Server).sentence, sentence);
    QVERIFY(lesson.waitFor(UnitKind::Frame));
    QCOMPARE(unitText(lesson.log().units.last()).left(24), QStringLiteral("Close 1002 Protocol Erro"));
    QVERIFY(notes(lesson.picture().server).contains(sentence));
    lesson.wire.setSpeed(0ms);
    QVERIFY(lesson.waitFor(End::Client, EndState::Closed));
    QCOMPARE(lesson.state(End::Client).closeCode, quint16(1002));
    QCOMPARE(lesson.state(End::Client).sentence, QString());
}

void TestLiveWire::refusalIsTold()
{
    LiveLesson lesson;
    lesson.wire.setBreaks({"no-key"});
    QVERIFY(lesson.waitFor(UnitKind::Request));
    lesson.wire.release();
    QVERIFY(lesson.waitFor(End::Server, EndState::Failed));
    QVERIFY(lesson.state(End::Server).sentence.startsWith(QStringLiteral("expected ")));
    QCOMPARE(lesson.picture().server.stateText, QStringLiteral("refused"));
    lesson.wire.setSpeed(0ms);
    QVERIFY(lesson.waitFor(End::Client, EndState::Failed));
    QCOMPARE(lesson.picture().client.stateText, QStringLiteral("refused"));
}

void TestLiveWire::startsAnew()
{
    LiveLesson lesson;
    QVERIFY(lesson.open());
    const QString address = lesson.log().clientAddress;
    QSignalSpy changed(&lesson.wire, &LiveWire::changed);
    for (int i = 0; i < 5; ++i)
        lesson.wire.start({});
    QVERIFY(changed.size() > 0);
    QVERIFY(lesson.log().units.isEmpty());
    QVERIFY(lesson.open());
    QCOMPARE(lesson.log().units.size(), 2);
    QVERIFY(lesson.log().clientAddress != address);
    const WireLog log = lesson.log();
    lesson.wire.stop();
    QTest::qWait(100); // what the ends then tell is no part of it
    QCOMPARE(lesson.log().events, log.events);
}

void TestLiveWire::breaksStandForEachStart()
{
    LiveLesson lesson;
    lesson.wire.setBreaks({"other-guid"});
    for (int i = 0; i < 2; ++i) {
        QVERIFY(lesson.waitFor(UnitKind::Request));
        lesson.wire.release();
        QVERIFY(lesson.waitFor(UnitKind::Response));
        lesson.wire.release();
        QVERIFY(lesson.waitFor(End::Client, EndState::Failed));
        QVERIFY2(lesson.state(End::Client).sentence.startsWith(QStringLiteral("expected Sec-WebSocket-Accept ")),
            qPrintable(lesson.state(End::Client).sentence));
        QCOMPARE(lesson.picture().client.stateText, QStringLiteral("failed"));
        lesson.wire.start({});
    }
    lesson.wire.setBreaks({});
    QVERIFY(lesson.open());
}

void TestLiveWire::nothingSentIsSaid()
{
    LiveWire never;
    QSignalSpy refusedByNone(&never, &LiveWire::refused);
    never.sendText(End::Client, QStringLiteral("Hello"));
    QCOMPARE(refusedByNone.size(), 1);
    LiveLesson lesson;
    QSignalSpy refused(&lesson.wire, &LiveWire::refused);
    QVERIFY(lesson.waitFor(UnitKind::Request));
    lesson.wire.sendText(End::Client, QStringLiteral("too early"));
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(
        refused.first().first().toString(), QStringLiteral("expected an open connection, got none: nothing was sent"));
    lesson.wire.replaceInResponse("Sec-WebSocket-Accept", "a\r\nInjected: b");
    QCOMPARE(refused.size(), 2);
}

void TestLiveWire::endsAtOnce_data()
{
    QTest::addColumn<int>("stage");
    QTest::newRow("starting") << 0;
    QTest::newRow("request held") << 1;
    QTest::newRow("answer held") << 2;
    QTest::newRow("open") << 3;
    QTest::newRow("Close held") << 4;
    QTest::newRow("failing") << 5;
}

/// Whatever goes on, the thread that a person sees does not wait for it.
void TestLiveWire::endsAtOnce()
{
    constexpr qint64 ShortestWaitMs = 900; // an end lingers for 1 s
    QFETCH(int, stage);
    QElapsedTimer clock;
    clock.start();
    auto lesson = std::make_unique<LiveLesson>();
    const qint64 firstMs = clock.elapsed();
    if (stage >= 1)
        QVERIFY(lesson->waitFor(UnitKind::Request));
    if (stage == 2) {
        lesson->wire.release();
        QVERIFY(lesson->waitFor(UnitKind::Response));
    } else if (stage > 2) {
        QVERIFY(lesson->open());
    }
    if (stage == 4)
        lesson->wire.close(End::Client, 1000, {});
    else if (stage == 5)
        lesson->wire.sendRaw(End::Client, QByteArray("\xf1\x80", 2) + "key!");
    if (stage >= 4) {
        QVERIFY(lesson->waitFor(UnitKind::Frame));
        lesson->wire.release();
    }
    clock.start();
    lesson->wire.start({});
    const qint64 startMs = clock.restart();
    lesson.reset();
    const qint64 endMs = clock.elapsed();
    qInfo("started in %lld ms, anew in %lld ms, ended in %lld ms", firstMs, startMs, endMs);
    QVERIFY2(firstMs < ShortestWaitMs, qPrintable(QString::number(firstMs)));
    QVERIFY2(startMs < ShortestWaitMs, qPrintable(QString::number(startMs)));
    QVERIFY2(endMs < ShortestWaitMs, qPrintable(QString::number(endMs)));
}

void TestLiveWire::badPathIsSaid()
{
    LiveWire wire;
    QSignalSpy failed(&wire, &LiveWire::failed);
    WireSetup setup;
    setup.path = "/chat#part";
    wire.start(setup);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!wire.error().isEmpty());
}

QTEST_GUILESS_MAIN(TestLiveWire)
#include "tst_livewire.moc"
