// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/handshake.h"
#include "app/tap/memoryleg.h"
#include "app/tap/memorysocket.h"
#include "tests/support/failonwarnings.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace handglass;

namespace {

/// A connected pair on loopback, whose addresses the in-memory socket takes over.
struct PublicLeg {
    QTcpServer server;
    QTcpSocket client;
    std::unique_ptr<QTcpSocket> accepted;

    PublicLeg()
    {
        server.listen(QHostAddress(QHostAddress::LocalHost));
        client.connectToHost(server.serverAddress(), server.serverPort());
        client.waitForConnected();
        server.waitForNewConnection(5'000);
        accepted.reset(server.nextPendingConnection());
        accepted->setParent(nullptr);
    }
};

/// Qt's server with one QWebSocket over a memory leg.
struct Ends {
    PublicLeg wire;
    std::unique_ptr<QWebSocketServer> server =
        std::make_unique<QWebSocketServer>(QString(), QWebSocketServer::NonSecureMode);
    QPointer<MemorySocket> memory;
    std::unique_ptr<MemoryLeg> leg;
    std::unique_ptr<QWebSocket> socket;

    bool open()
    {
        auto made = std::make_unique<MemorySocket>(*wire.accepted);
        memory = made.get();
        RequestSpec request;
        request.host = "mock";
        request.target = "/42";
        request.key = "aGFuZGdsYXNzIG1vY2sgIQ==";
        memory->feed(composeRequest(request));
        server->handleConnection(memory);
        if (!QTest::qWaitFor([this] { return server->hasPendingConnections(); }))
            return false;
        socket.reset(server->nextPendingConnection());
        memory->dropOutput();
        leg = std::make_unique<MemoryLeg>(std::move(made));
        return socket->requestUrl().path() == QLatin1String("/42");
    }

    QByteArray readAll() const
    {
        QByteArray all(leg->pendingFromQt(), Qt::Uninitialized);
        qint64 done = 0;
        while (done < all.size()) // in small pieces
            done += leg->read(all.data() + done, qMin<qint64>(7, all.size() - done));
        return all;
    }
};

QByteArray frame(Opcode opcode, QByteArrayView payload, bool masked)
{
    FrameHeader header;
    header.opcode = opcode;
    header.masked = masked;
    return encodeFrame(header, payload);
}

} // namespace

/// The in-memory socket against Qt's real QWebSocketServer and QWebSocket.
class TestMemoryLeg : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void carriesTheAddresses();
    void passesFramesBothWays();
    void tellsOnceForManyWrites();
    void repliesAreThereWhenWriteReturns();
    void endFromThePeer();
    void qtCloses();
    void qtFails();
    void refusedByQt();
    void goesAwayInAnyOrder_data();
    void goesAwayInAnyOrder();
};

void TestMemoryLeg::carriesTheAddresses()
{
    Ends ends;
    QVERIFY(ends.open());
    QCOMPARE(ends.socket->peerAddress(), ends.wire.client.localAddress());
    QCOMPARE(ends.socket->peerPort(), ends.wire.client.localPort());
    QCOMPARE(ends.socket->localPort(), ends.wire.server.serverPort());
    QCOMPARE(ends.socket->state(), QAbstractSocket::ConnectedState);
    QVERIFY(ends.socket->isValid());
}

void TestMemoryLeg::passesFramesBothWays()
{
    Ends ends;
    QVERIFY(ends.open());
    QSignalSpy texts(ends.socket.get(), &QWebSocket::textMessageReceived);
    QSignalSpy binaries(ends.socket.get(), &QWebSocket::binaryMessageReceived);
    const QByteArray big(3 << 20, 'b');
    ends.leg->write(frame(Opcode::Text, "hello", true) + frame(Opcode::Binary, big, true));
    QCOMPARE(texts.size(), 1);
    QCOMPARE(texts.at(0).at(0).toString(), QStringLiteral("hello"));
    QCOMPARE(binaries.size(), 1);
    QVERIFY(binaries.at(0).at(0).toByteArray() == big);
    QCOMPARE(ends.leg->pendingToQt(), 0);
    ends.socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    ends.socket->sendBinaryMessage(big);
    ends.socket->sendTextMessage(QStringLiteral("bye"));
    const QByteArray expected = frame(Opcode::Binary, big, false) + frame(Opcode::Text, "bye", false);
    QCOMPARE(ends.leg->pendingFromQt(), expected.size());
    QCOMPARE(ends.socket->bytesToWrite(), expected.size());
    QVERIFY(ends.readAll() == expected);
    QCOMPARE(ends.leg->pendingFromQt(), 0);
}

void TestMemoryLeg::tellsOnceForManyWrites()
{
    Ends ends;
    QVERIFY(ends.open());
    QSignalSpy ready(ends.leg.get(), &PrivateLeg::readyRead);
    for (int i = 0; i < 10; ++i)
        ends.socket->sendTextMessage(QStringLiteral("x"));
    QCOMPARE(ready.size(), 0); // never from within Qt's writing
    QTRY_COMPARE(ready.size(), 1);
    ends.socket->sendTextMessage(QStringLiteral("y"));
    QTRY_COMPARE(ready.size(), 2);
    QCOMPARE(ends.readAll().size(), 11 * 3);
}

void TestMemoryLeg::repliesAreThereWhenWriteReturns()
{
    Ends ends;
    QVERIFY(ends.open());
    QObject::connect(
        ends.socket.get(), &QWebSocket::textMessageReceived, ends.socket.get(), &QWebSocket::sendTextMessage);
    QSignalSpy ready(ends.leg.get(), &PrivateLeg::readyRead);
    ends.leg->write(frame(Opcode::Text, "a", true) + frame(Opcode::Ping, "fence", true));
    QCOMPARE(ready.size(), 1);
    QCOMPARE(ends.readAll(), frame(Opcode::Text, "a", false) + frame(Opcode::Pong, "fence", false));
}

void TestMemoryLeg::endFromThePeer()
{
    Ends ends;
    QVERIFY(ends.open());
    QSignalSpy disconnected(ends.socket.get(), &QWebSocket::disconnected);
    QSignalSpy ended(ends.leg.get(), &PrivateLeg::ended);
    ends.leg->end();
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(ended.size(), 0);
    ends.leg->write(frame(Opcode::Text, "late", true));
    ends.leg->end();
    QCOMPARE(ends.socket->sendTextMessage(QStringLiteral("late")), 0);
    ends.socket->close();
    ends.socket->ping();
    ends.socket->flush();
    ends.socket->abort();
    QCOMPARE(ends.leg->pendingFromQt(), 0);
    QCOMPARE(disconnected.size(), 1);
}

void TestMemoryLeg::qtCloses()
{
    Ends ends;
    QVERIFY(ends.open());
    QSignalSpy ended(ends.leg.get(), &PrivateLeg::ended);
    ends.socket->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("enough"));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ends.readAll(), frame(Opcode::Close, encodeClosePayload(1001, QStringLiteral("enough")), false));
    QCOMPARE(ends.socket->state(), QAbstractSocket::UnconnectedState);
    ends.leg->write(frame(Opcode::Text, "late", true));
    ends.socket->close();
    ends.socket->abort();
    QCOMPARE(ended.size(), 1);
}

void TestMemoryLeg::qtFails()
{
    Ends ends;
    QVERIFY(ends.open());
    QSignalSpy ended(ends.leg.get(), &PrivateLeg::ended);
    ends.leg->write(frame(Opcode(3), "reserved", true) + frame(Opcode::Text, "more", true));
    QCOMPARE(ended.size(), 1);
    FrameReader reader;
    const QByteArray written = ends.readAll();
    reader.feed(written);
    Frame close;
    QVERIFY(reader.next(close));
    QCOMPARE(close.header.opcode, Opcode::Close);
}

void TestMemoryLeg::refusedByQt()
{
    PublicLeg wire;
    QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
    MemorySocket memory(*wire.accepted);
    QSignalSpy closed(&memory, &MemorySocket::closedByQt);
    memory.feed("GET / HTTP/1.1\r\nHost: mock\r\n\r\n");
    server.handleConnection(&memory);
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!server.hasPendingConnections());
}

void TestMemoryLeg::goesAwayInAnyOrder_data()
{
    QTest::addColumn<QString>("order"); ///< w: QWebSocket, l: leg with its socket, s: server, e: end()
    for (const char *order : {"wls", "wsl", "lws", "lsw", "swl", "slw", "ewls", "elws", "eslw"})
        QTest::newRow(order) << QString::fromLatin1(order);
}

void TestMemoryLeg::goesAwayInAnyOrder()
{
    QFETCH(QString, order);
    Ends ends;
    QVERIFY(ends.open());
    ends.socket->sendTextMessage(QStringLiteral("on its way"));
    for (const QChar what : order) {
        switch (what.toLatin1()) {
        case 'w':
            ends.socket.reset();
            break;
        case 'l':
            ends.leg.reset();
            QVERIFY(!ends.memory);
            break;
        case 's':
            ends.server.reset();
            break;
        default:
            ends.leg->end();
        }
        QCoreApplication::processEvents();
    }
}

QTEST_GUILESS_MAIN(TestMemoryLeg)
#include "tst_memoryleg.moc"
