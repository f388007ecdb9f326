// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/protocol/closecode.h"
#include "app/protocol/rawexamples.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

Q_DECLARE_METATYPE(handglass::RawExample)

using namespace handglass;
using std::chrono::milliseconds;

/// Bytes composed by hand, as a server sees them on the wire and as the capture tells them.
class TestRawSending final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void examplesGoOutAsTheyAre_data();
    void examplesGoOutAsTheyAre();
    void piecesAndPauses();
    void nothingComesBetween();
    void theirOrder();
    void severalInARow();
    void aMessageInFragments();
    void fragmentsOfSeveralSends();
    void anUnfinishedFrame();
    void theStartOfAHeader();
    void aCloseByHand();
    void dataBehindACloseByHand();
    void closeWaitsForTheLastPiece();
    void closeIsBounded();
    void thePeerEndsMeanwhile();
    void theSessionEndsMeanwhile();
    void notOpen();

private:
    static bool open(ClientHarness &client, ScriptedServer &server, milliseconds closeTimeout = milliseconds(5'000))
    {
        server.acceptAll();
        ClientOptions options = client.options(server.address());
        options.timeouts.close = closeTimeout;
        client.session()->open(options);
        return QTest::qWaitFor([&client] { return client.isOpen(); });
    }
    static RawFrame masked(int opcode, const QByteArray &payload, bool fin = true)
    {
        RawFrame frame;
        frame.opcode = quint8(opcode);
        frame.payload = payload;
        frame.fin = fin;
        frame.maskingKey = MaskingKey{1, 2, 3, 4};
        return frame;
    }
    static QByteArray wire(int opcode, const QByteArray &payload, bool fin = true)
    {
        return encodeRawFrame(masked(opcode, payload, fin));
    }
    static QByteArray text(const QByteArray &payload, bool fin = true) { return wire(1, payload, fin); }
};

/// Every byte that came behind the request.
class Bytes final
{
public:
    explicit Bytes(ScriptedServer &server)
    {
        server.stopReading();
        server.socket()->setReadBufferSize(0);
        QObject::connect(server.socket(), &QTcpSocket::readyRead, &m_context,
            [this, socket = server.socket()] { all += socket->readAll(); });
    }
    QByteArray all;

private:
    QObject m_context; ///< gone with it
};

void TestRawSending::examplesGoOutAsTheyAre_data()
{
    QTest::addColumn<RawExample>("example");
    for (const RawExample &example : rawExamples(Role::Client, {0x37, 0xFA, 0x21, 0x3D}))
        QTest::newRow(example.id.constData()) << example;
}

void TestRawSending::examplesGoOutAsTheyAre()
{
    QFETCH(RawExample, example);
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    Bytes bytes(server);
    QByteArray wire;
    for (const RawFrame &frame : example.frames)
        wire += encodeRawFrame(frame);
    client.session()->sendRaw(client.connection(), RawSend::of(wire), 7);
    QTRY_COMPARE(bytes.all.toHex(), wire.toHex());
    QTRY_COMPARE(client.sent.size(), 1);
    QCOMPARE(client.sent.first().error, QString());

    // Nothing is lost: the rows together hold each frame's bits and payload.
    qint64 wireLength = 0;
    for (const Entry &row : client.frames(Direction::Sent)) {
        QVERIFY(row.byHand());
        QVERIFY(!row.violation());
        if ((row.row.bits & EntryUnfinished) == 0)
            wireLength += row.row.wireLength;
    }
    if (client.frames(Direction::Sent).size() == example.frames.size() && !example.frames.first().falseLength) {
        QCOMPARE(wireLength, qint64(wire.size()));
        for (qsizetype i = 0; i < example.frames.size(); ++i)
            QCOMPARE(client.payload(client.frames(Direction::Sent).at(i)), example.frames.at(i).payload);
    } else {
        QVERIFY(example.frames.first().falseLength);
    }
}

void TestRawSending::piecesAndPauses()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QElapsedTimer timer;
    timer.start();
    const QByteArray all = text("first") + text("second");
    client.session()->sendRaw(
        client.connection(), RawSend::split(all, {text("first").size(), 3, 2}, milliseconds(150)));
    QTRY_COMPARE(server.frames.size(), 1);
    QCOMPARE(client.frames(Direction::Sent).size(), 1); // a row as soon as its frame is out, and not before
    QTRY_COMPARE(server.payloads(Opcode::Text), (QList<QByteArray>{"first", "second"}));
    QVERIFY2(timer.elapsed() >= 440, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(client.frames(Direction::Sent).size(), 2);
}

void TestRawSending::nothingComesBetween()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    Bytes bytes(server);
    const QByteArray raw = text("one frame in two pieces");
    client.session()->sendRaw(client.connection(), RawSend::split(raw, {10}, milliseconds(300)));
    QTRY_COMPARE(bytes.all, raw.first(10));
    client.session()->sendText(client.connection(), QStringLiteral("from Qt"));
    client.session()->ping(client.connection(), "p", 9);
    server.socket()->write(serverFrame(Opcode::Ping, "theirs")); // wants a pong
    QTRY_VERIFY(bytes.all.size() > raw.size() + 20);
    FrameReader reader;
    reader.feed(bytes.all);
    Frame frame;
    QStringList got;
    while (reader.next(frame))
        got.append(QString::fromLatin1(frame.payload.toByteArray()));
    QCOMPARE(got.first(), QStringLiteral("one frame in two pieces"));
    got.removeFirst();
    got.sort();
    QCOMPARE(got, (QStringList{QStringLiteral("from Qt"), QStringLiteral("theirs")}));
    QTRY_VERIFY(!client.sent.isEmpty());
    for (const ClientHarness::Sent &sent : client.sent)
        QCOMPARE(sent.error.isEmpty(), sent.token != 9); // a ping by hand is refused meanwhile, not held
}

void TestRawSending::theirOrder()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    for (int i = 0; i < 20; ++i) {
        client.session()->sendText(client.connection(), QStringLiteral("text %1").arg(i));
        client.session()->sendRaw(
            client.connection(), RawSend::split(text("raw " + QByteArray::number(i)), {3}, milliseconds(i % 3)));
    }
    QTRY_COMPARE(server.frames.size(), 40);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(server.frames.at(2 * i).payload, "text " + QByteArray::number(i));
        QCOMPARE(server.frames.at(2 * i + 1).payload, "raw " + QByteArray::number(i));
    }
    const QList<Entry> rows = client.frames(Direction::Sent);
    QCOMPARE(rows.size(), 40);
    for (int i = 0; i < 40; ++i) {
        QCOMPARE(client.payload(rows.at(i)), server.frames.at(i).payload);
        QCOMPARE(rows.at(i).byHand(), i % 2 == 1);
    }
}

void TestRawSending::severalInARow()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray a = text("a");
    for (int i = 0; i < 3; ++i)
        client.session()->sendRaw(client.connection(), RawSend::split(a, {2}, milliseconds(50)), i + 1);
    QTRY_COMPARE(server.payloads(Opcode::Text).size(), 3);
    QCOMPARE(client.sent.size(), 3);
    for (const ClientHarness::Sent &sent : client.sent)
        QCOMPARE(sent.error, QString());
}

void TestRawSending::aMessageInFragments()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    QByteArray all;
    for (const RawFrame &fragment : splitIntoFragments(masked(1, "Hello"), {2, 1}))
        all += encodeRawFrame(fragment);
    client.session()->sendRaw(client.connection(), RawSend::of(all));
    client.session()->sendText(client.connection(), QStringLiteral("next"));
    QTRY_COMPARE(server.frames.size(), 4);
    const QList<Entry> rows = client.frames(Direction::Sent);
    QCOMPARE(rows.at(0).row.bits & (EntryFirst | EntryLast), int(EntryFirst));
    QCOMPARE(rows.at(1).row.messageFirst, rows.at(0).id);
    QCOMPARE(rows.at(2).row.messageFirst, rows.at(0).id);
    QCOMPARE(rows.at(2).row.bits & (EntryFirst | EntryLast), int(EntryLast));
    QCOMPARE(rows.at(3).row.messageFirst, EntryId(0));
    QVERIFY(!rows.at(3).byHand());
}

void TestRawSending::fragmentsOfSeveralSends()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->sendRaw(client.connection(), RawSend::of(text("Hel", false)));
    client.session()->sendText(client.connection(), QStringLiteral("between")); // the user's choice
    client.session()->sendRaw(client.connection(), RawSend::of(wire(0, "lo")));
    client.session()->sendRaw(client.connection(), RawSend::of(wire(0, "!")));
    QTRY_COMPARE(server.frames.size(), 4);
    const QList<Entry> rows = client.frames(Direction::Sent);
    QCOMPARE(rows.at(1).row.messageFirst, EntryId(0));
    QCOMPARE(rows.at(1).row.bits & (EntryFirst | EntryLast), 0);
    QCOMPARE(rows.at(2).row.messageFirst, rows.at(0).id);
    QCOMPARE(rows.at(3).row.messageFirst, EntryId(0)); // nothing to continue
}

void TestRawSending::anUnfinishedFrame()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    Bytes bytes(server);
    RawFrame frame = masked(1, "Hello");
    frame.falseLength = 10;
    client.session()->sendRaw(client.connection(), RawSend::of(encodeRawFrame(frame)));
    client.session()->sendRaw(client.connection(), RawSend::of("12345" + text("whole")));
    QTRY_COMPARE(bytes.all, encodeRawFrame(frame) + "12345" + text("whole"));
    const QList<Entry> rows = client.frames(Direction::Sent);
    QCOMPARE(rows.size(), 2);
    QVERIFY((rows.at(0).row.bits & EntryUnfinished) != 0);
    QCOMPARE(rows.at(0).row.wireLength, 16);
    QCOMPARE(client.payload(rows.at(0)), QByteArray("Hello"));
    QCOMPARE(client.payload(rows.at(1)), QByteArray("whole"));
    QList<Entry> notices = client.rows();
    erase_if(notices, [](const Entry &row) { return row.row.kind != EntryKind::Notice; });
    QCOMPARE(notices.size(), 1);
    QVERIFY(notices.first().byHand());
    QCOMPARE(client.payload(notices.first()), QByteArray("12345"));
    QVERIFY(notices.first().text.contains(QStringLiteral("row %1").arg(rows.at(0).id)));
}

void TestRawSending::theStartOfAHeader()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    Bytes bytes(server);
    client.session()->sendRaw(client.connection(), RawSend::of(text("x") + QByteArray("\x81\x85\x01", 3)));
    QTRY_COMPARE(bytes.all.size(), text("x").size() + 3);
    QCOMPARE(client.frames(Direction::Sent).size(), 1);
    const Entry last = client.lastRow();
    QCOMPARE(last.row.kind, EntryKind::Notice);
    QVERIFY(last.byHand());
    QVERIFY(last.text.contains(QStringLiteral("81 85 01")));
    QCOMPARE(client.payload(last), QByteArray("\x81\x85\x01", 3));
}

void TestRawSending::aCloseByHand()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->sendRaw(client.connection(), RawSend::of(wire(8, encodeClosePayload(4001, QStringLiteral("x")))));
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    QTRY_COMPARE(client.states.last(), SessionState::Closing);
    client.session()->sendText(client.connection(), QStringLiteral("late"), 5);
    QTRY_VERIFY(!client.sent.isEmpty() && client.sent.last().token == 5);
    QVERIFY(!client.sent.last().error.isEmpty());
    server.send(Opcode::Close, encodeClosePayload(4001, {}));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(server.frames.size(), 1); // no second close frame of ours
    QCOMPARE(client.record().closedBy, ClosedBy::Us);
    QCOMPARE(client.record().closeCode, quint16(4001));
    QVERIFY(client.record().clean);
}

void TestRawSending::dataBehindACloseByHand()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    const QByteArray close = wire(8, encodeClosePayload(1000, {}));
    client.session()->sendRaw(
        client.connection(), RawSend::split(close + text("late"), {close.size()}, milliseconds(150)));
    QTRY_COMPARE(server.frames.size(), 1);
    server.send(Opcode::Close, encodeClosePayload(1000, {})); // does not end what is under way
    QTRY_COMPARE(server.frames.size(), 2);
    QCOMPARE(server.frames.last().payload, QByteArray("late"));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(client.record().clean);
}

void TestRawSending::closeWaitsForTheLastPiece()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    Bytes bytes(server);
    const QByteArray raw = text("slow");
    client.session()->sendRaw(client.connection(), RawSend::split(raw, {4}, milliseconds(400)));
    QTRY_COMPARE(bytes.all.size(), 4);
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_VERIFY(bytes.all.size() > raw.size());
    QVERIFY(bytes.all.startsWith(raw));
    QCOMPARE(quint8(bytes.all.at(raw.size())), quint8(0x88));
}

void TestRawSending::closeIsBounded()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, milliseconds(300)));
    Bytes bytes(server);
    client.session()->sendRaw(client.connection(), RawSend::split(text("slow"), {4, 1}, milliseconds(60'000)));
    QTRY_COMPARE(bytes.all.size(), 4);
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(bytes.all.size(), 4); // no close frame inside of a frame
    QCOMPARE(client.record().closeCode, AbnormalClosure);
    QVERIFY2(client.lastRow().text.contains(QStringLiteral("by hand")), qPrintable(client.lastRow().text));
    QStringList notices;
    for (const Entry &row : client.rows()) {
        if (row.row.kind == EntryKind::Notice)
            notices.append(row.text);
    }
    QVERIFY2(notices.join(u'\n').contains(QStringLiteral("6 bytes")), qPrintable(notices.join(u'\n')));
}

void TestRawSending::thePeerEndsMeanwhile()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->sendRaw(client.connection(), RawSend::split(text("slow"), {7}, milliseconds(60'000)));
    client.session()->sendRaw(client.connection(), RawSend::of(text("never")));
    QTRY_VERIFY(server.socket()->bytesAvailable() == 0 && client.sent.size() == 2);
    server.socket()->abort();
    QTRY_COMPARE(client.closed, 1);
    const QList<Entry> frames = client.frames(Direction::Sent);
    QCOMPARE(frames.size(), 1);
    QVERIFY((frames.first().row.bits & EntryUnfinished) != 0);
    QCOMPARE(client.payload(frames.first()), QByteArray("s"));
    QCOMPARE(client.lastRow().row.kind, EntryKind::Closed);
}

void TestRawSending::theSessionEndsMeanwhile()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server));
    client.session()->sendRaw(client.connection(), RawSend::split(text("slow"), {7}, milliseconds(60'000)));
    QTRY_VERIFY(client.frames(Direction::Sent).isEmpty() && client.sent.size() == 1);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.release());
    QVERIFY(timer.elapsed() < 4'000);
    QCOMPARE(server.payloads(Opcode::Close).size(), 0);
}

void TestRawSending::notOpen()
{
    ClientHarness client;
    client.session()->sendRaw(1, RawSend::of("x"), 3);
    QTRY_COMPARE(client.sent.size(), 1);
    QVERIFY(client.sent.first().error.contains(QStringLiteral("nothing was sent")));
}

QTEST_GUILESS_MAIN(TestRawSending)
#include "tst_rawsending.moc"
