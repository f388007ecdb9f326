// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/heldwire.h"

#include "app/tap/halfclose.h"

#include "tests/lesson/frames.h"
#include "tests/support/failonwarnings.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;
using namespace std::chrono_literals;

namespace {

const QByteArray Request = "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const QByteArray Opening = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// Bare sockets at both ends of a wire.
class Ends final
{
public:
    Ends()
    {
        m_listener.listen(QHostAddress::LocalHost);
        wire = std::make_unique<HeldWire>(m_listener.serverPort());
    }
    bool connect()
    {
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), wire->port());
        if (!QTest::qWaitFor([this] { return m_listener.hasPendingConnections(); }))
            return false;
        server = m_listener.nextPendingConnection();
        QObject::connect(server, &QTcpSocket::readyRead, server, [this] { atServer += server->readAll(); });
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [this] { atClient += client.readAll(); });
        return client.waitForConnected();
    }
    bool held(qsizetype count) const
    {
        return QTest::qWaitFor([this, count] { return wire->held().size() == count; });
    }
    /// Both heads are delivered.
    bool open()
    {
        client.write(Request);
        if (!held(1) || !wire->release())
            return false;
        server->write(Opening);
        return held(1) && wire->release() && QTest::qWaitFor([this] { return atClient == Opening; });
    }
    WireUnit unit(int number) const { return wire->log().units.value(number - 1); }

    std::unique_ptr<HeldWire> wire;
    QTcpSocket client;
    QTcpSocket *server = nullptr;
    QByteArray atClient;
    QByteArray atServer;

private:
    QTcpServer m_listener;
};

QList<EventKind> kinds(const WireLog &log)
{
    QList<EventKind> kinds;
    for (const WireEvent &event : log.events)
        kinds.append(event.kind);
    return kinds;
}

} // namespace

class TestHeldWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void holdsUntilReleased();
    void oldestFirst();
    void endOfTcpIsHeld_data();
    void endOfTcpIsHeld();
    void incompleteUnitPassesAsBytes();
    void deliversBySpeed();
    void replacesInTheAnswer();
    void breaksWhatIsHeld();
    void lyingFrameDoesNotConfuse();
    void losesNothing();
    void stopsReading();
    void secondClientIsTurnedAway();
    void noServer();
    void tooMuchIsSaid();
};

void TestHeldWire::holdsUntilReleased()
{
    Ends ends;
    QSignalSpy changed(ends.wire.get(), &HeldWire::changed);
    QVERIFY(ends.connect());
    ends.client.write(Request);
    QVERIFY(ends.held(1));
    QVERIFY(changed.size() > 0);
    QCOMPARE(ends.unit(1).kind, UnitKind::Request);
    QCOMPARE(ends.unit(1).bytes, Request);
    QCOMPARE(ends.unit(1).delivered, Request);
    const QString address = QStringLiteral("127.0.0.1:%1");
    QCOMPARE(ends.wire->log().clientAddress, address.arg(ends.client.localPort()));
    QCOMPARE(ends.wire->log().serverAddress, address.arg(ends.wire->port()));
    QTest::qWait(50); // nothing passes by itself
    QCOMPARE(ends.atServer, QByteArray());

    QVERIFY(ends.wire->release());
    QTRY_COMPARE(ends.atServer, Request);
    QVERIFY(!ends.wire->release());
    QCOMPARE(kinds(ends.wire->log()),
        (QList<EventKind>{
            EventKind::TcpConnecting, EventKind::TcpConnected, EventKind::Arrived, EventKind::Delivered}));
    QCOMPARE(ends.wire->log().heldAt(3), QList<int>{1});
    QCOMPARE(ends.wire->log().heldAt(4), QList<int>());
}

void TestHeldWire::oldestFirst()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    const QByteArray fromClient = frameFrom(End::Client, Opcode::Text, "client");
    const QByteArray fromServer = frameFrom(End::Server, Opcode::Text, "server");
    ends.client.write(fromClient);
    QVERIFY(ends.held(1));
    ends.server->write(fromServer);
    QVERIFY(ends.held(2));
    QVERIFY(ends.wire->release());
    QTRY_COMPARE(ends.atServer, Request + fromClient);
    QCOMPARE(ends.atClient, Opening);
    QVERIFY(ends.wire->release());
    QTRY_COMPARE(ends.atClient, Opening + fromServer);
}

void TestHeldWire::endOfTcpIsHeld_data()
{
    QTest::addColumn<bool>("byClient");
    QTest::addColumn<bool>("reset");
    QTest::newRow("client, FIN") << true << false;
    QTest::newRow("client, RST") << true << true;
    QTest::newRow("server, FIN") << false << false;
    QTest::newRow("server, RST") << false << true;
}

void TestHeldWire::endOfTcpIsHeld()
{
    QFETCH(bool, byClient);
    QFETCH(bool, reset);
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    QTcpSocket *from = byClient ? &ends.client : ends.server;
    QTcpSocket *to = byClient ? ends.server : &ends.client;
    const QByteArray last = frameFrom(byClient ? End::Client : End::Server, Opcode::Text, "last");
    from->write(last);
    QVERIFY(ends.held(1));
    reset ? resetTcp(*from) : from->disconnectFromHost();
    QVERIFY(ends.held(2));
    QCOMPARE(ends.unit(4).kind, UnitKind::TcpEnd);
    QCOMPARE(ends.unit(4).from, byClient ? End::Client : End::Server);
    QCOMPARE(to->state(), QAbstractSocket::ConnectedState);
    QVERIFY(ends.wire->release());
    QTRY_VERIFY((byClient ? ends.atServer : ends.atClient).endsWith(last));
    QCOMPARE(to->state(), QAbstractSocket::ConnectedState);
    QVERIFY(ends.wire->release());
    QTRY_COMPARE(to->state(), QAbstractSocket::UnconnectedState);
}

void TestHeldWire::incompleteUnitPassesAsBytes()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    const QByteArray whole = frameFrom(End::Client, Opcode::Text, "whole");
    ends.client.write(whole.first(8));
    QVERIFY(ends.held(1));
    QCOMPARE(ends.unit(3).kind, UnitKind::Bytes);
    ends.client.write(whole.sliced(8) + whole);
    QVERIFY(ends.held(3));
    QCOMPARE(ends.unit(4).bytes, whole.sliced(8));
    QCOMPARE(ends.unit(5).kind, UnitKind::Frame);
    while (ends.wire->release()) { }
    QTRY_COMPARE(ends.atServer, Request + whole + whole);
}

void TestHeldWire::deliversBySpeed()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    ends.client.write(frameFrom(End::Client, Opcode::Text, "1") + frameFrom(End::Client, Opcode::Text, "2"));
    QVERIFY(ends.held(2));
    ends.wire->setSpeed(30ms);
    QTRY_COMPARE(ends.wire->held().size(), 0);
    const QList<WireEvent> events = ends.wire->log().events;
    QCOMPARE(events.last().kind, EventKind::Delivered);
    QVERIFY(events.last().ns - events.at(events.size() - 2).ns >= 25'000'000);
    ends.wire->setSpeed({});
    ends.server->write(frameFrom(End::Server, Opcode::Text, "3"));
    QVERIFY(ends.held(1));
    QTest::qWait(60);
    QCOMPARE(ends.wire->held().size(), 1);
}

void TestHeldWire::replacesInTheAnswer()
{
    Ends ends;
    QVERIFY(ends.connect());
    ends.client.write(Request);
    QVERIFY(ends.held(1) && ends.wire->release());
    ends.server->write(Opening);
    QVERIFY(ends.held(1));
    ends.wire->replaceInResponse("sec-websocket-accept", "mine");
    QByteArray expected = Opening;
    expected.replace("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "mine");
    QCOMPARE(ends.unit(2).delivered, expected);
    QCOMPARE(ends.unit(2).bytes, Opening);
    QVERIFY(ends.wire->release());
    QTRY_COMPARE(ends.atClient, expected);
}

void TestHeldWire::breaksWhatIsHeld()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    const QByteArray text = frameFrom(End::Client, Opcode::Text, "Hello");
    const QByteArray ping = frameFrom(End::Client, Opcode::Ping, "p");
    ends.client.write(ping + text + text);
    QVERIFY(ends.held(3));
    ends.wire->setBreaks({"client-lone-continuation", "client-rsv2", "no-such-break"});
    QCOMPARE(ends.unit(3).broken, QByteArrayList{"client-rsv2"});
    QCOMPARE(ends.unit(4).broken, QByteArrayList{"client-lone-continuation"});
    QCOMPARE(ends.unit(5).broken, QByteArrayList());
    QCOMPARE(ends.unit(4).delivered, '\x80' + text.sliced(1));
    QCOMPARE(ends.unit(4).bytes, text);
    ends.wire->setBreaks({"client-lone-continuation"});
    QCOMPARE(ends.unit(3).broken, QByteArrayList());
    QCOMPARE(ends.unit(3).delivered, ping);
    while (ends.wire->release()) { }
    QTRY_COMPARE(ends.atServer, Request + ping + '\x80' + text.sliced(1) + text);
    // It was made once.
    ends.client.write(text);
    QVERIFY(ends.held(1));
    QCOMPARE(ends.unit(6).delivered, text);
}

/// The wire cuts what the end sent, not what it made of it.
void TestHeldWire::lyingFrameDoesNotConfuse()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    ends.wire->setBreaks({"client-length-more", "server-length-less"});
    const QByteArray text = frameFrom(End::Client, Opcode::Text, "Hello");
    const QByteArray reply = frameFrom(End::Server, Opcode::Text, "Hello");
    ends.client.write(text + text);
    QVERIFY(ends.held(2));
    QCOMPARE(ends.unit(3).delivered, text.first(1) + '\x8a' + text.sliced(2));
    QCOMPARE(ends.unit(4).delivered, text);
    ends.server->write(reply + reply);
    QVERIFY(ends.held(4));
    QCOMPARE(ends.unit(5).delivered, reply.first(1) + '\x03' + reply.sliced(2));
    QCOMPARE(ends.unit(6).bytes, reply);
}

/// Random frames in random chunks, pipelined behind the heads, both ways at once, released at random.
void TestHeldWire::losesNothing()
{
    QRandomGenerator random(455);
    for (int round = 0; round < 6; ++round) {
        Ends ends;
        QVERIFY(ends.connect());
        QByteArray fromClient = Request;
        QByteArray fromServer = Opening;
        for (int i = 0; i < 30; ++i) {
            const int most = i == 7 ? 3'000'000 : i % 5 == 0 ? 70'000 : 200;
            fromClient += frameFrom(End::Client, Opcode(random.bounded(16)), QByteArray(random.bounded(most), 'c'));
            fromServer += frameFrom(End::Server, Opcode(random.bounded(16)), QByteArray(random.bounded(most), 's'));
        }
        qsizetype client = 0;
        qsizetype server = 0;
        const auto write = [&random](QTcpSocket &socket, const QByteArray &bytes, qsizetype &at) {
            const qsizetype size = qMin(bytes.size() - at, qsizetype(1 + random.bounded(200'000)));
            socket.write(bytes.constData() + at, size);
            at += size;
        };
        const auto done = [&] {
            write(ends.client, fromClient, client);
            write(*ends.server, fromServer, server);
            if (random.bounded(2) == 1)
                ends.wire->release();
            return ends.atServer.size() >= fromClient.size() && ends.atClient.size() >= fromServer.size();
        };
        const QDeadlineTimer deadline(30s);
        while (!done() && !deadline.hasExpired())
            QTest::qWait(0);
        QCOMPARE(ends.atServer, fromClient);
        QCOMPARE(ends.atClient, fromServer);
        for (const WireUnit &unit : ends.wire->log().units)
            QVERIFY(unit.kind != UnitKind::Bytes);
    }
}

void TestHeldWire::stopsReading()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    const QByteArray part = frameFrom(End::Client, Opcode::Binary, QByteArray(1 << 20, 'x'));
    for (int i = 0; i < 40; ++i)
        ends.client.write(part);
    const auto heldBytes = [&ends] {
        qint64 bytes = 0;
        for (const int number : ends.wire->held())
            bytes += ends.unit(number).bytes.size();
        return bytes;
    };
    QTRY_VERIFY(heldBytes() > HeldWire::MaxHeld - 2 * part.size());
    QTest::qWait(200); // it takes no more by itself
    QVERIFY(heldBytes() <= HeldWire::MaxHeld + part.size());
    QVERIFY(ends.client.bytesToWrite() > 0);
    QTRY_VERIFY_WITH_TIMEOUT((ends.wire->release(), ends.atServer.size() == Request.size() + 40 * part.size()), 30'000);
}

void TestHeldWire::secondClientIsTurnedAway()
{
    Ends ends;
    QVERIFY(ends.connect());
    QTcpSocket second;
    QSignalSpy connected(&second, &QTcpSocket::connected);
    second.connectToHost(QHostAddress(QHostAddress::LocalHost), ends.wire->port());
    QTRY_COMPARE(connected.size(), 1);
    QTRY_COMPARE(second.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(ends.client.state(), QAbstractSocket::ConnectedState);
}

void TestHeldWire::noServer()
{
    QTcpServer gone;
    QVERIFY(gone.listen(QHostAddress::LocalHost));
    const quint16 port = gone.serverPort();
    gone.close();
    HeldWire wire(port);
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), wire.port());
    QTRY_VERIFY(!wire.error().isEmpty());
    QVERIFY2(wire.error().startsWith(QStringLiteral("expected a server on 127.0.0.1:%1, got: ").arg(port)),
        qPrintable(wire.error()));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void TestHeldWire::tooMuchIsSaid()
{
    Ends ends;
    QVERIFY(ends.connect() && ends.open());
    ends.wire->setSpeed(0ms);
    const QByteArray part = frameFrom(End::Client, Opcode::Binary, QByteArray(8 << 20, 'x'));
    for (int i = 0; i < 9; ++i)
        ends.client.write(part);
    QTRY_VERIFY_WITH_TIMEOUT(!ends.wire->error().isEmpty(), 30'000);
    QCOMPARE(ends.wire->error(),
        QStringLiteral("expected at most 64 MiB and 20000 units on a lesson’s wire, got more: start anew"));
    QTRY_COMPARE(ends.client.state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestHeldWire)
#include "tst_heldwire.moc"
