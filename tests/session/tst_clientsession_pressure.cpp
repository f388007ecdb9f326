// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QFile>
#include <QTest>

using namespace handglass;

/// A side that does not keep up holds the other back; memory stays flat and nothing is lost.
class TestClientSessionPressure final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void theServerStopsReading();
    void theServerStopsReadingEchoes();
    void closeToAServerThatDoesNotRead();
    void releaseFromAServerThatDoesNotRead();
    void aServerThatSendsBackAsItReads();
    void aSlowCapture();
    void aPingFloodThatNobodyReads();
};

namespace {

constexpr qint64 Mebi = 1 << 20;

/// Of this process, bytes; 0 where freed memory is kept to find errors.
qint64 residentBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#else
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').at(1).toLongLong() * 4096;
#endif
}

/// Waits until the number stands still.
template <typename Number> void settle(Number number)
{
    constexpr int StillMs = 300;
    qint64 last = number();
    while (QTest::qWaitFor([&] { return number() != last; }, StillMs))
        last = number();
}

bool open(ClientHarness &client, ScriptedServer &server, bool echo,
    std::chrono::milliseconds closeTime = std::chrono::seconds(5))
{
    server.acceptAll();
    ClientOptions options = client.options(server.address());
    options.echo = echo;
    options.timeouts.close = closeTime;
    client.session()->open(options);
    return QTest::qWaitFor([&client] { return client.isOpen(); });
}

} // namespace

void TestClientSessionPressure::theServerStopsReading()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false));
    server.stopReading();
    const qint64 before = residentBytes();
    const QByteArray message(Mebi, 'm');
    for (int i = 0; i < 64; ++i)
        client.session()->sendBinary(client.connection(), message, i);
    QTRY_COMPARE(client.sent.size(), 64);
    int taken = 0;
    for (const ClientHarness::Sent &sent : client.sent) {
        if (sent.error.isEmpty())
            ++taken;
        else
            QVERIFY2(sent.error.contains(QStringLiteral("the peer does not read")), qPrintable(sent.error));
    }
    QVERIFY(taken >= 8 && taken < 30);
    QTRY_VERIFY(!client.pressures.isEmpty());
    QVERIFY(client.pressures.first().paused);
    QVERIFY(client.pressures.first().bytes > 8 * Mebi);
    // Whenever it is said to go on, more; until it stands still for good.
    qsizetype told = 0;
    while (told < client.pressures.size() && taken < 64) {
        if (!client.pressures.at(told++).paused) {
            client.sent.clear();
            client.session()->sendBinary(client.connection(), message);
            QTRY_COMPARE(client.sent.size(), 1);
            taken += client.sent.first().error.isEmpty() ? 1 : 0;
            QTest::qWait(1);
        }
    }
    QVERIFY2(taken < 40, qPrintable(QString::number(taken)));
    QVERIFY2(residentBytes() - before < 64 * Mebi, qPrintable(QString::number((residentBytes() - before) / Mebi)));
    QVERIFY(client.isOpen());
    client.session()->ping(client.connection(), "queued", 100);
    QTRY_COMPARE(client.sent.last().token, 100);

    server.readAgain();
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Binary).size(), taken, 20'000);
    QTRY_VERIFY(!client.pressures.last().paused);
    QTRY_COMPARE(server.payloads(Opcode::Ping).size(), 1);
}

void TestClientSessionPressure::theServerStopsReadingEchoes()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, true));
    server.stopReading();
    const QByteArray one = serverFrame(Opcode::Binary, QByteArray(Mebi, 'e'));
    for (int i = 0; i < 64; ++i)
        server.send(one);
    QTRY_VERIFY(!client.pressures.isEmpty() && client.pressures.last().paused);
    // The rest waits in the system and in the server.
    settle([&client] { return client.frames(Direction::Received).size(); });
    const qint64 taken = client.frames(Direction::Received).size();
    QVERIFY2(taken < 40, qPrintable(QString::number(taken)));
    server.readAgain();
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Binary).size(), 64, 30'000);
    QTRY_VERIFY(!client.pressures.last().paused);
}

void TestClientSessionPressure::closeToAServerThatDoesNotRead()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false, std::chrono::milliseconds(200)));
    server.stopReading();
    client.session()->sendBinary(client.connection(), QByteArray(16 * Mebi, 'm'));
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(!client.record().clean);
    QVERIFY2(client.lastRow().text.contains(QStringLiteral("the peer took nothing more")),
        qPrintable(client.lastRow().text));
}

void TestClientSessionPressure::releaseFromAServerThatDoesNotRead()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false, std::chrono::minutes(1)));
    server.stopReading();
    client.session()->sendBinary(client.connection(), QByteArray(16 * Mebi, 'm'));
    QTRY_COMPARE(client.sent.size(), 1);
    QVERIFY(client.release());
    QCOMPARE(client.record().state, ConnectionState::Closed);
}

void TestClientSessionPressure::aServerThatSendsBackAsItReads()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false));
    // Reads on only while what it sent is taken: were it not read while our sends wait, both would wait for ever.
    server.echoFrames();
    const QByteArray message(16 * Mebi, 'm');
    constexpr int Count = 4;
    int sent = 0;
    while (sent < Count) {
        client.sent.clear();
        client.session()->sendBinary(client.connection(), message);
        QTRY_COMPARE(client.sent.size(), 1);
        if (client.sent.first().error.isEmpty())
            ++sent;
        else
            QTRY_VERIFY_WITH_TIMEOUT(!client.pressures.last().paused, 10'000);
    }
    QTRY_COMPARE_WITH_TIMEOUT(client.frames(Direction::Received).size(), Count, 30'000);
}

void TestClientSessionPressure::aSlowCapture()
{
    CaptureWriter::Limits limits;
    limits.queueHigh = 64 * 1024;
    limits.queueLow = 16 * 1024;
    ScriptedServer server;
    ClientHarness client(limits);
    QVERIFY(open(client, server, true));
    constexpr int Count = 20'000;
    QByteArray all;
    for (int i = 0; i < Count; ++i)
        all += serverFrame(Opcode::Text, QByteArray::number(i).rightJustified(100, ' '));
    server.send(all);
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Text).size(), Count, 30'000);
    QCOMPARE(client.frames(Direction::Received).size(), Count);
    QCOMPARE(client.frames(Direction::Sent).size(), Count);
}

void TestClientSessionPressure::aPingFloodThatNobodyReads()
{
    ScriptedServer server;
    ClientHarness client;
    QVERIFY(open(client, server, false));
    server.stopReading();
    constexpr int Count = 300'000;
    const QByteArray ping = serverFrame(Opcode::Ping, QByteArray(125, 'p'));
    for (int i = 0; i < Count / 1000; ++i)
        server.send(ping.repeated(1000));
    server.send(Opcode::Ping, "the last");
    QTRY_COMPARE_WITH_TIMEOUT(client.frames(Direction::Received).size(), Count + 1, 30'000);
    server.readAgain();
    // RFC 6455 §5.5.3: of several pings the last one's pong will do.
    QTRY_VERIFY_WITH_TIMEOUT(server.payloads(Opcode::Pong).contains("the last"), 20'000);
    QCOMPARE(server.payloads(Opcode::Pong).last(), QByteArray("the last"));
    QVERIFY(server.payloads(Opcode::Pong).size() < Count * 2 / 3);
}

QTEST_GUILESS_MAIN(TestClientSessionPressure)
#include "tst_clientsession_pressure.moc"
