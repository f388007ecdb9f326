// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/picture.h"
#include "app/lesson/recordedlog.h"

#include "tests/session/clientharness.h"
#include "tests/session/mockfixture.h"
#include "tests/session/scriptedserver.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

/// Of the last connection of a capture.
WireLog logOf(CaptureWriter &writer, NetworkThread &network)
{
    network.run([] {});
    writer.flush();
    const auto reader = std::move(CaptureReader::open(writer.path()).value());
    return recordedLog(reader->connection(reader->connectionIds().last()).value(), *reader);
}

WireLog logOf(ClientHarness &harness)
{
    return logOf(harness.writer(), harness.network());
}

QString marks(const WireLog &log)
{
    QStringList marks;
    for (const StoryStep &step : story(log))
        marks.append(step.mark);
    return marks.join(u' ');
}

WireEvent last(const WireLog &log, End end)
{
    return log.stateAt(end, log.events.size());
}

StagePicture now(const WireLog &log)
{
    return picture(log, log.events.size());
}

QString notes(const EndPicture &end)
{
    QStringList lines;
    for (const Note &note : end.notes)
        lines.append(note.text);
    return lines.join(u'\n');
}

} // namespace

class TestRecordedLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void bothEndsTellTheSame();
    void refused();
    void wrongAccept();
    void noHttp();
    void nobodyListens();
    void ruleBroken();
    void halfAFrame();
    void manyFrames();
    void otherConnectionsAreLeftOut();
};

void TestRecordedLog::bothEndsTellTheSame()
{
    MockFixture fixture;
    ClientHarness harness;
    harness.open(fixture.url(QStringLiteral("/chat")).toString());
    QTRY_VERIFY(harness.isOpen());
    harness.session()->sendText(harness.connection(), QStringLiteral("Hello"));
    QTRY_COMPARE(harness.frames(Direction::Received).size(), 1);
    harness.session()->closeConnection(harness.connection(), 1001, QStringLiteral("bye"));
    QTRY_VERIFY(harness.isIdle());
    QTRY_COMPARE(fixture.closed.size(), 1);

    const WireLog client = logOf(harness);
    const WireLog mock = logOf(fixture.writer(), fixture.network());
    QCOMPARE(client.ours, End::Client);
    QCOMPARE(mock.ours, End::Server);
    QVERIFY(!client.live && !mock.live);
    QCOMPARE(client.units, mock.units);
    QCOMPARE(client.units.size(), 6);
    QCOMPARE(client.clientAddress, mock.clientAddress);
    QCOMPARE(client.serverAddress, mock.serverAddress);
    QCOMPARE(marks(client), QStringLiteral("TCP GET Key Read Accept 101 Verify Open Text Text Close Close Closed"));
    QCOMPARE(last(client, End::Client).closeCode, quint16(1001));
    QCOMPARE(last(mock, End::Server).closeCode, quint16(1001));
    // What the other one did inside is not told.
    QVERIFY(!notes(picture(client, client.events.size()).server).contains(QStringLiteral("computed")));
    const QList<StoryStep> steps = story(client);
    const StagePicture open = picture(client, steps.at(7).moment);
    QCOMPARE(open.server.stateText, QStringLiteral("open"));
    QVERIFY2(notes(open.server).contains(QStringLiteral("sent the Accept that belongs to the key")),
        qPrintable(notes(open.server)));
    QVERIFY(notes(open.client).contains(QStringLiteral("took a 16-byte nonce as the key")));
    QVERIFY(notes(picture(mock, story(mock).at(3).moment).client)
                .contains(QStringLiteral("sent a 16-byte nonce as the key")));
    qint64 ns = 0;
    for (const WireEvent &event : client.events) {
        QVERIFY(event.ns >= ns);
        ns = event.ns;
    }
}

void TestRecordedLog::refused()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 6\r\n\r\nlog in");
    QTRY_COMPARE(harness.refused.size(), 1);
    const WireLog log = logOf(harness);
    QCOMPARE(log.units.size(), 3);
    QCOMPARE(log.units.last().kind, UnitKind::Body);
    QCOMPARE(log.units.last().bytes, QByteArray("log in"));
    QCOMPARE(marks(log), QStringLiteral("TCP GET Key Read 401 Verify Failed"));
    QCOMPARE(now(log).client.stateText, QStringLiteral("refused"));
    QCOMPARE(last(log, End::Client).sentence,
        QStringLiteral("expected 101 Switching Protocols, got 401 Unauthorized, RFC "
                       "6455 §4.1"));
}

void TestRecordedLog::wrongAccept()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    QTRY_COMPARE(harness.refused.size(), 1);
    const WireLog log = logOf(harness);
    QCOMPARE(marks(log), QStringLiteral("TCP GET Key Read Accept 101 Verify Failed"));
    QCOMPARE(story(log).at(5).heading, QStringLiteral("Line 4 does not belong to the key"));
    QVERIFY(notes(now(log).server).contains(QStringLiteral("sent no Accept that belongs to the key")));
}

void TestRecordedLog::noHttp()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send("220 mail.example.com ESMTP\r\n");
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(harness.refused.size(), 1);
    const WireLog log = logOf(harness);
    QCOMPARE(log.units.last().kind, UnitKind::Bytes);
    QCOMPARE(log.units.last().bytes, QByteArray("220 mail.example.com ESMTP\r\n"));
    QCOMPARE(marks(log), QStringLiteral("TCP GET Key Read Failed"));
    QVERIFY(now(log).client.notes.last().mark == Note::Mark::Failed);
}

void TestRecordedLog::nobodyListens()
{
    ScriptedServer server;
    const QString address = server.address();
    server.close();
    ClientHarness harness;
    harness.open(address);
    QTRY_COMPARE(harness.refused.size(), 1);
    const WireLog log = logOf(harness);
    QVERIFY(log.units.isEmpty());
    QCOMPARE(marks(log), QStringLiteral("Failed"));
    QCOMPARE(now(log).client.notes.last().text, harness.refused.first());
    QVERIFY(now(log).arrows.isEmpty());
}

void TestRecordedLog::ruleBroken()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept();
    QTRY_VERIFY(harness.isOpen());
    const QByteArray masked = QByteArray::fromHex("818537fa213d7f9f4d5158");
    server.send(masked);
    QTRY_COMPARE(harness.closed, 1);
    const WireLog log = logOf(harness);
    QCOMPARE(log.units.at(2).bytes, masked);
    QCOMPARE(log.units.at(3).from, End::Client); // its Close
    const QString sentence = QStringLiteral("expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1");
    QCOMPARE(last(log, End::Client).sentence, sentence);
    QVERIFY(notes(now(log).client).contains(sentence));
}

void TestRecordedLog::halfAFrame()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept();
    QTRY_VERIFY(harness.isOpen());
    server.send(QByteArray("\x82\x05", 2) + "abc");
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(harness.closed, 1);
    const WireLog log = logOf(harness);
    QCOMPARE(log.units.last().kind, UnitKind::Bytes);
    QCOMPARE(log.units.last().bytes, QByteArray("\x82\x05", 2) + "abc");
    QCOMPARE(last(log, End::Client).closeCode, quint16(1006));
}

void TestRecordedLog::manyFrames()
{
    ScriptedServer server;
    ClientHarness harness;
    harness.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.accept();
    for (int i = 0; i < 150; ++i)
        server.send(Opcode::Text, QByteArray::number(i));
    QTRY_COMPARE(harness.frames(Direction::Received).size(), 150);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(harness.closed, 1);
    const WireLog log = logOf(harness);
    QCOMPARE(log.units.size(), 2 + MostRecordedFrames);
    QCOMPARE(log.units.last().bytes, serverFrame(Opcode::Text, "99"));
    QCOMPARE(last(log, End::Client).state, EndState::Open); // as it was then
}

void TestRecordedLog::otherConnectionsAreLeftOut()
{
    MockFixture fixture;
    ClientHarness first;
    ClientHarness second;
    first.open(fixture.url().toString());
    second.open(fixture.url().toString());
    QTRY_VERIFY(first.isOpen() && second.isOpen());
    for (ClientHarness *harness : {&first, &second})
        harness->session()->sendText(harness->connection(), QStringLiteral("Hello"));
    QTRY_COMPARE(second.frames(Direction::Received).size(), 1);
    QTRY_COMPARE(first.frames(Direction::Received).size(), 1);
    QCOMPARE(logOf(fixture.writer(), fixture.network()).units.size(), 4);
}

QTEST_GUILESS_MAIN(TestRecordedLog)
#include "tst_recordedlog.moc"
