// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/compareclient.h"
#include "app/lesson/comparefeed.h"
#include "app/lesson/comparerun.h"
#include "app/lesson/compareserver.h"
#include "app/lesson/taskcheck.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

constexpr int Messages = 20;

/// Passes bytes on and counts them; knows nothing of what they are.
class CountingRelay final : public QObject
{
public:
    explicit CountingRelay(quint16 to)
        : m_to(to)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = m_server.nextPendingConnection())
                join(client);
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server.serverPort(); }
    /// Ends all TCP connections.
    void cut()
    {
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>()) {
            socket->disconnect(this);
            socket->abort();
        }
    }
    qint64 up = 0;
    qint64 down = 0;
    QByteArray upBytes;
    QByteArray downBytes;
    int connections = 0;

private:
    void join(QTcpSocket *client)
    {
        ++connections;
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_to);
        connect(client, &QTcpSocket::readyRead, this, [this, client, server] {
            const QByteArray bytes = client->readAll();
            up += bytes.size();
            upBytes += bytes;
            server->write(bytes);
        });
        connect(server, &QTcpSocket::readyRead, this, [this, client, server] {
            const QByteArray bytes = server->readAll();
            down += bytes.size();
            downBytes += bytes;
            client->write(bytes);
        });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    }

    quint16 m_to;
    QTcpServer m_server;
};

void transportRows()
{
    QTest::addColumn<Transport>("transport");
    QTest::newRow("polling") << Transport::Polling;
    QTest::newRow("long polling") << Transport::LongPolling;
    QTest::newRow("streaming") << Transport::Streaming;
    QTest::newRow("WebSocket") << Transport::WebSocket;
}

/// The heads that stand in these bytes, by what HTTP says where one ends and its body begins.
qint64 headBytes(const QByteArray &bytes, bool answers)
{
    qint64 sum = 0;
    qsizetype at = 0;
    for (qsizetype end = bytes.indexOf("\r\n\r\n"); end >= 0; end = bytes.indexOf("\r\n\r\n", at)) {
        const QByteArray head = bytes.sliced(at, end + 4 - at);
        sum += head.size();
        at = end + 4;
        if (!answers)
            continue;
        const qsizetype length = head.indexOf("Content-Length: ");
        if (length < 0)
            break; // a stream, or an upgrade: no other head follows
        const QByteArray rest = head.sliced(length + 16);
        at += rest.first(rest.indexOf('\r')).toLongLong();
    }
    return sum;
}

} // namespace

Q_DECLARE_METATYPE(handglass::lesson::Transport)

/// Lesson 1's chat over four transports: that every message arrives, and that what is counted is what crossed the wire.
class TestTransports final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void everythingArrivesInOrder_data() { transportRows(); }
    void everythingArrivesInOrder();
    void countersAreTheWiresBytes_data() { transportRows(); }
    void countersAreTheWiresBytes();
    void requestsAreCounted();
    void serverRefuses_data();
    void serverRefuses();
    void clientsComeBack_data() { transportRows(); }
    void clientsComeBack();
    void feedKeepsItsBound();
    void runReportsAll();
    void settingsBeginTheCountingAnew();
    void stopEndsIt();
};

void TestTransports::everythingArrivesInOrder()
{
    QFETCH(Transport, transport);
    CompareFeed feed;
    CompareServer server(feed);
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    feed.publish(); // before the client is there
    feed.publish();
    const auto client = CompareClient::make(transport, server.port(), feed);
    client->setInterval(CompareSettings::MinInterval);
    QSignalSpy arrived(client.get(), &CompareClient::messageArrived);
    client->start();
    QTRY_COMPARE(arrived.size(), 2);
    for (int at = 2; at < Messages; ++at) {
        feed.publish();
        if (at % 5 == 0)
            QTRY_COMPARE(arrived.size(), at + 1);
    }
    QTRY_COMPARE(arrived.size(), Messages);
    for (int at = 0; at < Messages; ++at)
        QCOMPARE(arrived.at(at).first().toLongLong(), at + 1);
    QCOMPARE(client->arrived(), Messages);
    QCOMPARE(client->delays().count(), Messages);
    QVERIFY(client->error().isEmpty());
}

void TestTransports::countersAreTheWiresBytes()
{
    QFETCH(Transport, transport);
    CompareFeed feed;
    CompareServer server(feed);
    CountingRelay relay(server.port());
    const auto client = CompareClient::make(transport, relay.port(), feed);
    client->setInterval(CompareSettings::MinInterval);
    client->start();
    QTRY_VERIFY(server.figures(transport).requests > 0);
    qint64 payload = 0;
    for (int at = 0; at < Messages; ++at) {
        feed.publish();
        payload += feed.since(feed.last() - 1).constFirst().text.size();
        QTRY_COMPARE(client->arrived(), at + 1);
    }
    QTRY_COMPARE(relay.up, server.figures(transport).sent);
    QTRY_COMPARE(relay.down, server.figures(transport).received);
    const TransportFigures figures = server.figures(transport);
    QCOMPARE(figures.payload, payload);
    QCOMPARE(figures.heads, headBytes(relay.upBytes, false) + headBytes(relay.downBytes, true));
    QVERIFY(figures.framing() > 0);
    QCOMPARE(relay.connections, 1);        // a request does not cost a connection
    if (transport == Transport::WebSocket) // RFC 6455 §5.2: 2 bytes a frame, no message is longer than 125
        QCOMPARE(figures.framing(), 2 * Messages);
    if (transport == Transport::Polling || transport == Transport::LongPolling)
        QCOMPARE(figures.framing(), Messages); // a line end each
    for (const Transport other : Transports) {
        if (other != transport)
            QCOMPARE(server.figures(other).wire(), 0);
    }
}

void TestTransports::requestsAreCounted()
{
    CompareFeed feed;
    CompareServer server(feed);
    const auto polling = CompareClient::make(Transport::Polling, server.port(), feed);
    polling->setInterval(CompareSettings::MinInterval);
    const auto waiting = CompareClient::make(Transport::LongPolling, server.port(), feed);
    const auto streaming = CompareClient::make(Transport::Streaming, server.port(), feed);
    const auto socket = CompareClient::make(Transport::WebSocket, server.port(), feed);
    for (const auto *client : {&polling, &waiting, &streaming, &socket})
        (*client)->start();
    QTRY_VERIFY(server.figures(Transport::Polling).requests >= 5); // nobody writes: all of them are empty
    QTRY_COMPARE(server.figures(Transport::LongPolling).requests, 1);
    feed.publish();
    QTRY_COMPARE(waiting->arrived(), 1);
    QTRY_COMPARE(server.figures(Transport::LongPolling).requests, 2); // it asks again
    QTRY_COMPARE(streaming->arrived(), 1);
    QTRY_COMPARE(socket->arrived(), 1);
    QCOMPARE(server.figures(Transport::Streaming).requests, 1);
    QCOMPARE(server.figures(Transport::WebSocket).requests, 1);
}

void TestTransports::serverRefuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("unknown path") << QByteArray("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
                                  << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("method") << QByteArray("POST /poll HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("HTTP/1.1 405 ");
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x02", 4) << QByteArray("HTTP/1.1 400 ");
}

void TestTransports::serverRefuses()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    CompareFeed feed;
    CompareServer server(feed);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(request);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    const QByteArray got = socket.readAll();
    QVERIFY2(got.startsWith(answer), got.constData());
}

void TestTransports::clientsComeBack()
{
    QFETCH(Transport, transport);
    CompareFeed feed;
    CompareServer server(feed);
    CountingRelay relay(server.port());
    const auto client = CompareClient::make(transport, relay.port(), feed);
    client->setInterval(CompareSettings::MinInterval);
    client->start();
    feed.publish();
    QTRY_COMPARE(client->arrived(), 1);
    relay.cut();
    feed.publish();
    QTRY_COMPARE(client->arrived(), 2);
    QTRY_VERIFY(client->error().isEmpty());
    QCOMPARE(relay.connections, 2);
}

void TestTransports::feedKeepsItsBound()
{
    CompareFeed feed;
    for (std::size_t at = 0; at < CompareFeed::MostKept + 10; ++at)
        feed.publish();
    QCOMPARE(feed.since(0).size(), qsizetype(CompareFeed::MostKept));
    QCOMPARE(feed.since(0).constFirst().number, 11);
    QCOMPARE(feed.birthOf(10), -1);
    QVERIFY(feed.birthOf(11) > 0);
    QVERIFY(feed.since(feed.last()).isEmpty());
    QVERIFY(feed.since(feed.last() + 5).isEmpty());
}

void TestTransports::runReportsAll()
{
    Compare compare;
    QSignalSpy measured(&compare, &Compare::measured);
    compare.start({CompareSettings::MaxRate, CompareSettings::MinInterval});
    QVERIFY(compare.isRunning());
    const auto last = [&measured] {
        return measured.isEmpty() ? CompareReport() : measured.constLast().first().value<CompareReport>();
    };
    QTRY_VERIFY_WITH_TIMEOUT(toolFigures(last()).events >= 10, 20'000);
    const CompareReport report = last();
    for (const Transport transport : Transports) {
        const TransportFigures &figures = report.of(transport);
        QVERIFY(figures.error.isEmpty());
        QVERIFY(figures.events <= report.published);
        QVERIFY(figures.medianDelayNs >= 0);
        QVERIFY(figures.p95DelayNs >= figures.medianDelayNs);
        QVERIFY(figures.overhead() > 0);
    }
    const ToolFigures figures = toolFigures(report);
    QVERIFY(figures.pollingBytesPerEvent > figures.webSocketBytesPerEvent);
    QVERIFY(figures.longPollingBytesPerEvent > figures.streamingBytesPerEvent);
    QVERIFY(figures.pollingDelayMs > figures.webSocketDelayMs);
}

void TestTransports::settingsBeginTheCountingAnew()
{
    Compare compare;
    QSignalSpy measured(&compare, &Compare::measured);
    compare.start({CompareSettings::MaxRate, CompareSettings::MinInterval});
    QTRY_VERIFY(!measured.isEmpty()
        && measured.constLast().first().value<CompareReport>().of(Transport::WebSocket).events >= 5);
    compare.setSettings({0, CompareSettings::MaxInterval}); // nobody writes any more
    QTRY_COMPARE(measured.constLast().first().value<CompareReport>().published, 0);
    measured.clear();
    QTRY_VERIFY(!measured.isEmpty());
    QCOMPARE(measured.constLast().first().value<CompareReport>().of(Transport::WebSocket).requests, 0);
}

void TestTransports::stopEndsIt()
{
    Compare compare;
    QSignalSpy measured(&compare, &Compare::measured);
    compare.start({});
    QTRY_VERIFY(!measured.isEmpty());
    compare.stop();
    QVERIFY(!compare.isRunning());
    measured.clear();
    compare.start({});
    QTRY_VERIFY(!measured.isEmpty());
    QVERIFY(measured.constFirst().first().value<CompareReport>().ns < 2'000'000'000);
}

QTEST_GUILESS_MAIN(TestTransports)
#include "tst_transports.moc"
