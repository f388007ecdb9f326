// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "replayrig.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace handglass;

using Mode = ReplayPace::Mode;
using std::chrono::milliseconds;

/// What a replay sends, and when.
class TestReplay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void sameMessages();
    void selectedRows();
    void frameByFrame();
    void pings();
    void neverEarly_data();
    void neverEarly();
    void factor();
    void oneByOne();
    void pauseAndGoOn();
    void changeOfPace();
    void theServerStopsReading();
    void manyMessages();
    void fromTheCaptureThatItIsRecordedIn();
};

namespace {

constexpr qint64 Mebi = 1 << 20;
const ReplayPace Fastest{Mode::Fastest, 1, {}};

/// Of this process, bytes; 0 where freed memory is kept to find errors.
qint64 residentBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#else
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * 4096 : 0;
#endif
}

bool isOpen(ClientHarness &client, const QString &address)
{
    client.open(address);
    return QTest::qWaitFor([&client] { return client.isOpen(); }, 20'000);
}

QList<QByteArray> texts(const BareServer &server)
{
    QList<QByteArray> all;
    for (const BareServer::Message &message : server.messages)
        all.append(message.bytes);
    return all;
}

QStringList notices(ClientHarness &client)
{
    QStringList texts;
    for (const Entry &row : client.rows()) {
        if (row.row.kind == EntryKind::Notice)
            texts.append(row.text);
    }
    return texts;
}

} // namespace

#define QTRY_STATE(replay, wanted) QTRY_COMPARE_WITH_TIMEOUT((replay).progress().state, ReplayState::wanted, 30'000)

void TestReplay::sameMessages()
{
    SourceCapture source;
    source.addText("one");
    source.addReceived("not this");
    source.add(0x82, QByteArray("\0\xff\x80", 3));
    source.addText({});
    source.add(0x82, {});
    source.addText("ä, \xF0\x9F\x94\x8D");
    source.addText(QByteArray("NUL \0 inside", 12));
    source.addCompressed(0xC1, "squeezed", "what was squeezed");
    source.add(0x89, "ping");
    source.add(0x01, "in ", 0, EntryFirst);
    source.add(0x8A, "pong between");
    source.add(0x00, "three ");
    source.add(0x80, "fragments", 0, EntryLast);
    source.add(0x82, QByteArray(3 * Mebi, 'b'));
    source.connection = 2;
    source.addText("of another connection");
    source.connection = 1;
    source.addText("last");
    source.add(0x88, "\x03\xe8");
    source.finish();
    const QList<BareServer::Message> expected = {{"one", true}, {QByteArray("\0\xff\x80", 3), false}, {{}, true},
        {{}, false}, {"ä, \xF0\x9F\x94\x8D", true}, {QByteArray("NUL \0 inside", 12), true},
        {"what was squeezed", true}, {"in three fragments", true}, {QByteArray(3 * Mebi, 'b'), false}, {"last", true}};

    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), {});
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(server.messages.size(), expected.size());
    QVERIFY(server.messages == expected);
    QCOMPARE(replay.progress().sent, expected.size());
    QCOMPARE(replay.progress().next, 0);
    QTRY_COMPARE(notices(client),
        QStringList({QStringLiteral("Replay begins: source.hgcap, from row 1, with the recorded gaps."),
            QStringLiteral("Replay done: 10 messages sent.")}));
    // Ordinary rows: none of them made by hand.
    const QList<Entry> sent = client.frames(Direction::Sent);
    QCOMPARE(sent.size(), expected.size());
    for (const Entry &row : sent)
        QVERIFY(!row.byHand());
}

void TestReplay::selectedRows()
{
    SourceCapture source;
    source.addText("no");
    const EntryId first = source.addText("yes");
    source.add(0x01, "whole ", 0, EntryFirst);
    const EntryId fragment = source.add(0x00, "message ");
    const EntryId lastFragment = source.add(0x80, "once", 0, EntryLast);
    const EntryId received = source.addReceived("no");
    source.connection = 2;
    const EntryId other = source.addText("of another connection");
    source.finish();
    ReplaySelection selection = source.selection();
    selection.connections.clear();
    selection.rows = {first, fragment, lastFragment, received, other};

    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), selection, Fastest);
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(texts(server), QList<QByteArray>({"yes", "whole message once", "of another connection"}));
    QVERIFY2(replay.progress().sentence.contains(QStringLiteral("Rows left out: 1 not sent by this side.")),
        qPrintable(replay.progress().sentence));
    QString error;
    const ReplayCounts counts = countReplay(
        selection, [] { return false; }, error);
    QCOMPARE(error, QString());
    QCOMPARE(counts.items, 3);
    QCOMPARE(counts.received, 1);
}

void TestReplay::frameByFrame()
{
    SourceCapture source;
    source.addText("plain");
    source.add(0x01, "frag", 0, EntryFirst);
    source.add(0x80, "ment", 0, EntryLast);
    source.addCompressed(0x41, "xx", "squeezed ");
    source.add(0x80, "out", 0, EntryLast);
    source.add(0x83, "reserved", 0, EntryByHand);
    EntryRow longer = source.row(0x81, 4, 0, EntryByHand | EntryUnfinished);
    longer.lengthBits = 16;
    longer.wireLength = 4 + 4 + 10; // 4 of 10 bytes came
    source.append(longer, "half");
    source.finish();
    ReplaySelection whole = source.selection();
    ReplaySelection frames = source.selection();
    frames.frames = true;

    QString error;
    const ReplayCounts counts = countReplay(
        whole, [] { return false; }, error);
    QCOMPARE(counts.items, 3);
    QCOMPARE(counts.broken, 2);

    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    QVERIFY(isOpen(client, server.address()));
    Replay replay(*client.session(), client.connection(), frames, Fastest);
    replay.start();
    QTRY_STATE(replay, Done);
    QCOMPARE(replay.progress().sent, 7);
    QTRY_COMPARE(server.frames.size(), 6);
    const QList<std::pair<int, QByteArray>> expected = {
        {0x81, "plain"}, {0x01, "frag"}, {0x80, "ment"}, {0x01, "squeezed "}, {0x80, "out"}, {0x83, "reserved"}};
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const FrameHeader &header = server.frames.at(i).header;
        QCOMPARE(int(header.opcode) | (header.fin ? 0x80 : 0) | (header.rsv1 ? 0x40 : 0), expected.at(i).first);
        QCOMPARE(server.frames.at(i).payload, expected.at(i).second);
        QVERIFY(header.masked);
    }
    QCOMPARE(server.frames.at(5).header.maskingKey, (MaskingKey{1, 2, 3, 4})); // as recorded
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    const QList<Entry> sent = client.frames(Direction::Sent);
    QCOMPARE(sent.last().row.wireLength, longer.wireLength);
    QCOMPARE(client.payload(sent.last()), "half");
}

void TestReplay::pings()
{
    SourceCapture source;
    source.addText("\xEF\xBB\xBF"
                   "before"); // a bare QWebSocket would not tell of the byte order mark
    source.add(0x89, "are you there");
    source.addText("behind");
    source.finish();
    ReplaySelection selection = source.selection();
    selection.pings = true;
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    QVERIFY(isOpen(client, server.address()));
    Replay replay(*client.session(), client.connection(), selection, Fastest);
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(server.frames.size(), 3);
    QCOMPARE(server.frames.at(0).payload,
        "\xEF\xBB\xBF"
        "before");
    QCOMPARE(server.frames.at(1).header.opcode, Opcode::Ping);
    QCOMPARE(server.frames.at(1).payload, "are you there");
    QCOMPARE(server.frames.at(2).payload, "behind");
}

void TestReplay::neverEarly_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<int>("maxGap");     // ms
    QTest::addColumn<QList<int>>("due"); // ms from the first
    QTest::newRow("as recorded") << 1.0 << 0 << QList<int>{0, 60, 60, 210, 220};
    QTest::newRow("twice as fast") << 2.0 << 0 << QList<int>{0, 30, 30, 105, 110};
    QTest::newRow("half as fast") << 0.5 << 0 << QList<int>{0, 120, 120, 420, 440};
    QTest::newRow("capped") << 1.0 << 40 << QList<int>{0, 40, 40, 80, 90};
}

void TestReplay::neverEarly()
{
    QFETCH(const double, factor);
    QFETCH(const int, maxGap);
    QFETCH(const QList<int>, due);
    SourceCapture source;
    const int gaps[] = {0, 60, 0, 150, 10};
    for (const int gap : gaps)
        source.addText(QByteArray::number(gap), gap);
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(
        *client.session(), client.connection(), source.selection(), {Mode::Timed, factor, milliseconds(maxGap)});
    const qint64 begin = Replay::clockNs();
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(server.messages.size(), due.size());
    for (qsizetype i = 0; i < due.size(); ++i) {
        QCOMPARE(server.messages.at(i).bytes, QByteArray::number(gaps[i]));
        const qint64 at = server.messages.at(i).atNs - begin;
        QVERIFY2(at >= due.at(i) * 1'000'000LL, qPrintable(QStringLiteral("%1: %2 ns").arg(i).arg(at)));
    }
}

/// An hour of recording in a few seconds.
void TestReplay::factor()
{
    SourceCapture source;
    for (int i = 0; i < 4; ++i)
        source.addText(QByteArray::number(i), 10'000);
    source.addText("tomorrow", 86'400'000);
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), {Mode::Timed, 100, milliseconds(300)});
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(server.messages.size(), 5);
}

void TestReplay::oneByOne()
{
    SourceCapture source;
    for (int i = 0; i < 4; ++i)
        source.addText(QByteArray::number(i), 1);
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), {Mode::OneByOne, 1, {}});
    replay.start();
    QTRY_STATE(replay, Paused);
    QCOMPARE(replay.progress().next, 1);
    QCOMPARE(replay.progress().sent, 0);
    replay.goOn(); // does nothing here
    for (int i = 1; i <= 2; ++i) {
        replay.step();
        QTRY_COMPARE(replay.progress().sent, i);
        QTRY_COMPARE(replay.progress().next, i + 1);
        QTRY_COMPARE(server.messages.size(), i);
        QCOMPARE(replay.progress().state, ReplayState::Paused);
    }
    replay.step();
    replay.step();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(texts(server), QList<QByteArray>({"0", "1", "2", "3"}));
}

void TestReplay::pauseAndGoOn()
{
    SourceCapture source;
    for (int i = 0; i < 6; ++i)
        source.addText(QByteArray::number(i), i < 3 ? 1 : 400);
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), {});
    replay.start();
    QTRY_VERIFY(replay.progress().sent >= 1);
    replay.pause();
    QTRY_STATE(replay, Paused);
    const qint64 sent = replay.progress().sent;
    QCOMPARE(replay.progress().next, sent + 1);
    QCOMPARE(replay.progress().nextAtNs, -1);
    // One step sends one; it stays paused.
    replay.step();
    QTRY_COMPARE(replay.progress().sent, sent + 1);
    QCOMPARE(replay.progress().state, ReplayState::Paused);
    QTRY_COMPARE(server.messages.size(), sent + 1);
    // The whole gap is still to come, and later than the pause.
    const qint64 resumed = Replay::clockNs();
    replay.goOn();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(texts(server), QList<QByteArray>({"0", "1", "2", "3", "4", "5"}));
    QVERIFY(server.messages.at(5).atNs - resumed >= 400'000'000);
}

void TestReplay::changeOfPace()
{
    SourceCapture source;
    source.addText("now");
    source.addText("in an hour", 3'600'000);
    source.addText("in two", 3'600'000);
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), {});
    replay.start();
    QTRY_COMPARE(server.messages.size(), 1);
    QTRY_COMPARE(replay.progress().next, 2);
    QVERIFY(replay.progress().nextAtNs - Replay::clockNs() > 3'000'000'000'000);
    replay.setPace({Mode::OneByOne, 1, {}});
    QTRY_STATE(replay, Paused);
    replay.step();
    QTRY_COMPARE(server.messages.size(), 2);
    replay.setPace(Fastest);
    replay.goOn();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(server.messages.size(), 3);
}

void TestReplay::theServerStopsReading()
{
    constexpr int Count = 96;
    SourceCapture source;
    for (int i = 0; i < Count; ++i)
        source.add(0x82, QByteArray(Mebi, char(i)));
    source.finish();
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    QVERIFY(isOpen(client, server.address()));
    server.stopReading();
    const qint64 before = residentBytes();
    Replay replay(*client.session(), client.connection(), source.selection(), Fastest);
    replay.start();
    QTRY_STATE(replay, Held);
    QTRY_COMPARE(replay.progress().state, ReplayState::Held);
    QVERIFY2(replay.progress().sent < 60, qPrintable(QString::number(replay.progress().sent)));
    QVERIFY2(residentBytes() - before < 64 * Mebi, qPrintable(QString::number((residentBytes() - before) / Mebi)));
    server.readAgain();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Binary).size(), Count, 30'000);
    const QList<QByteArray> came = server.payloads(Opcode::Binary);
    for (int i = 0; i < Count; ++i)
        QVERIFY(came.at(i) == QByteArray(Mebi, char(i)));
}

/// More than is read ahead, and across the steps of reading.
void TestReplay::manyMessages()
{
    constexpr int Count = 30'000;
    SourceCapture source;
    for (int i = 0; i < Count; ++i) {
        source.addText(QByteArray::number(i));
        source.addReceived("x");
    }
    source.finish();
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    Replay replay(*client.session(), client.connection(), source.selection(), Fastest);
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE_WITH_TIMEOUT(server.messages.size(), Count, 30'000);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(server.messages.at(i).bytes, QByteArray::number(i));
    QCOMPARE(replay.progress().sent, Count);
}

/// It ends with the rows that were there as it began.
void TestReplay::fromTheCaptureThatItIsRecordedIn()
{
    BareServer server;
    ClientHarness client;
    QVERIFY(isOpen(client, server.url()));
    client.session()->sendText(client.connection(), QStringLiteral("one"));
    client.session()->sendText(client.connection(), QStringLiteral("two"));
    QTRY_COMPARE(client.frames(Direction::Sent).size(), 2);
    ReplaySelection selection;
    selection.path = client.writer().path();
    selection.connections = {client.connection()};
    Replay replay(*client.session(), client.connection(), selection, Fastest);
    replay.start();
    QTRY_STATE(replay, Done);
    QTRY_COMPARE(texts(server), QList<QByteArray>({"one", "two", "one", "two"}));
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
