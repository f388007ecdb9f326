// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "rawclient.h"

#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace handglass;

/// The mock against a bare QWebSocket and a client of raw bytes: what a client sees and what the capture holds.
class TestMockServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void echoesText_data();
    void echoesText();
    void echoesBinary_data();
    void echoesBinary();
    void echoesAFragmentedMessageWhole();
    void choosesASubprotocol_data();
    void choosesASubprotocol();
    void greets();
    void doesNotEchoWhenAskedNotTo();
    void answersPing();
    void sendsPingAndPong();
    void sendsToOneAndToAll();
    void refusesToSend();
    void peerCloses_data();
    void peerCloses();
    void mockCloses_data();
    void mockCloses();
    void endsTcpFirst();
    void stopsWithClients();
    void listensAnew();
    void listensAnewInVain_data();
    void listensAnewInVain();
    void keepsWhatCrossedTheWire();
};

void TestMockServer::echoesText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("one") << QStringLiteral("a");
    QTest::newRow("125") << QString(125, u'b');
    QTest::newRow("126") << QString(126, u'c');
    QTest::newRow("not ASCII") << QStringLiteral("Grüße, 世界 𝄞");
    QTest::newRow("64 KiB") << QString(64 << 10, u'd');
    QTest::newRow("16 MiB") << QString(16 << 20, u'e');
}

void TestMockServer::echoesText()
{
    QFETCH(QString, text);
    MockFixture fixture;
    QWebSocket client;
    QSignalSpy messages(&client, &QWebSocket::textMessageReceived);
    QObject::connect(&client, &QWebSocket::connected, [&] { client.sendTextMessage(text); });
    client.open(fixture.url());
    QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 1, 20'000);
    QVERIFY(messages.at(0).at(0).toString() == text);

    QTRY_COMPARE(fixture.opened.size(), 1);
    client.close();
    QTRY_COMPARE(fixture.closed, fixture.opened);
    const QList<Entry> frames = fixture.frames(fixture.opened.first());
    // A big message comes in several frames from QWebSocket; its echo goes out as one.
    QVERIFY(frames.size() >= 4);
    const Entry &echo = frames.at(frames.size() - 3);
    QCOMPARE(echo.row.direction, Direction::Sent);
    QCOMPARE(echo.opcode(), Opcode::Text);
    QVERIFY(echo.fin() && !echo.masked());
    QVERIFY(fixture.payload(echo) == text.toUtf8());
    QCOMPARE(frames.first().row.direction, Direction::Received);
    QVERIFY(frames.first().masked());
}

void TestMockServer::echoesBinary_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 125, 126, 65'535, 65'536, 16 << 20})
        QTest::addRow("%d bytes", size) << size;
}

void TestMockServer::echoesBinary()
{
    QFETCH(int, size);
    QByteArray data(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        data[i] = char(i * 7 + (i >> 8));
    MockFixture fixture;
    QWebSocket client;
    QSignalSpy messages(&client, &QWebSocket::binaryMessageReceived);
    QObject::connect(&client, &QWebSocket::connected, [&] { client.sendBinaryMessage(data); });
    client.open(fixture.url());
    QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 1, 20'000);
    QVERIFY(messages.at(0).at(0).toByteArray() == data);
}

void TestMockServer::echoesAFragmentedMessageWhole()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    // "ü" is split between the fragments, and a ping comes between them.
    client.send(RawClient::masked(Opcode::Text, "gr\xc3", false) + RawClient::masked(Opcode::Ping, "between")
        + RawClient::masked(Opcode::Continuation, "\xbc", false) + RawClient::masked(Opcode::Continuation, "n"));
    const auto pong = client.frame();
    QVERIFY(pong);
    QCOMPARE(pong->header.opcode, Opcode::Pong);
    QCOMPARE(pong->payload, QByteArray("between"));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->header.opcode, Opcode::Text);
    QVERIFY(echo->header.fin);
    QCOMPARE(echo->payload, QByteArray("gr\xc3\xbcn"));

    QTRY_COMPARE(fixture.opened.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.opened.first());
    QCOMPARE(frames.size(), 6);
    QVERIFY(frames.at(0).row.bits & EntryFirst);
    const QList<Entry> rest{frames.at(2), frames.at(3), frames.at(4)};
    for (const Entry &entry : rest) {
        if (entry.continuation())
            QCOMPARE(entry.row.messageFirst, frames.at(0).id);
    }
}

void TestMockServer::choosesASubprotocol_data()
{
    QTest::addColumn<QStringList>("spoken");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("agreed");
    const QStringList quotes{QStringLiteral("quotes.v1"), QStringLiteral("quotes.v2")};
    QTest::newRow("none offered") << quotes << QStringList() << QString();
    QTest::newRow("the only one") << quotes << QStringList{QStringLiteral("quotes.v1")} << QStringLiteral("quotes.v1");
    QTest::newRow("the client's order counts")
        << quotes << QStringList{QStringLiteral("chat"), QStringLiteral("quotes.v2"), QStringLiteral("quotes.v1")}
        << QStringLiteral("quotes.v2");
    QTest::newRow("none in common") << quotes << QStringList{QStringLiteral("chat")} << QString();
    QTest::newRow("none spoken") << QStringList() << QStringList{QStringLiteral("chat")} << QString();
}

void TestMockServer::choosesASubprotocol()
{
    QFETCH(QStringList, spoken);
    QFETCH(QStringList, offered);
    QFETCH(QString, agreed);
    MockOptions options = MockFixture::anyPort();
    options.subprotocols = spoken;
    MockFixture fixture(options);
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QWebSocketHandshakeOptions offer;
    offer.setSubprotocols(offered);
    client.open(fixture.url(), offer);
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(client.subprotocol(), agreed);
    QTRY_COMPARE(fixture.opened.size(), 1);
    const auto record = fixture.record(fixture.opened.first());
    QVERIFY(record);
    QCOMPARE(record->subprotocol, agreed);
    QCOMPARE(record->offeredSubprotocols, offered);
    QVERIFY(record->verdict.outcome() != Outcome::Fail);
}

void TestMockServer::greets()
{
    MockOptions options = MockFixture::anyPort();
    options.greeting = QStringLiteral("welcome");
    MockFixture fixture(options);
    RawClient client(fixture.port());
    // A frame that comes with the request is answered after the greeting.
    QVERIFY(client.upgrade({}, RawClient::masked(Opcode::Text, "early")));
    const auto greeting = client.frame();
    QVERIFY(greeting);
    QCOMPARE(greeting->payload, QByteArray("welcome"));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->payload, QByteArray("early"));
}

void TestMockServer::doesNotEchoWhenAskedNotTo()
{
    MockOptions options = MockFixture::anyPort();
    options.echo = false;
    MockFixture fixture(options);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::masked(Opcode::Text, "one") + RawClient::masked(Opcode::Ping, "two"));
    const auto answer = client.frame();
    QVERIFY(answer);
    QCOMPARE(answer->header.opcode, Opcode::Pong);
}

void TestMockServer::answersPing()
{
    MockFixture fixture;
    QWebSocket client;
    QSignalSpy pongs(&client, &QWebSocket::pong);
    QObject::connect(&client, &QWebSocket::connected, [&] { client.ping("are you there"); });
    client.open(fixture.url());
    QTRY_COMPARE(pongs.size(), 1);
    QCOMPARE(pongs.at(0).at(1).toByteArray(), QByteArray("are you there"));
    QTRY_COMPARE(fixture.opened.size(), 1);
    const QList<Entry> frames = fixture.frames(fixture.opened.first());
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames.at(0).opcode(), Opcode::Ping);
    QCOMPARE(frames.at(1).opcode(), Opcode::Pong);
    QCOMPARE(frames.at(1).head, QByteArray("are you there"));
}

void TestMockServer::sendsPingAndPong()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId id = fixture.opened.first();
    fixture.mock().sendText(id, QStringLiteral("before"), 3);
    fixture.mock().ping(id, "ping payload", 1);
    fixture.mock().pong(id, "unasked", 2);
    const auto before = client.frame();
    QVERIFY(before);
    QCOMPARE(before->payload, QByteArray("before"));
    const auto ping = client.frame();
    const auto pong = client.frame();
    QVERIFY(ping && pong);
    QCOMPARE(ping->header.opcode, Opcode::Ping);
    QCOMPARE(ping->payload, QByteArray("ping payload"));
    QVERIFY(!ping->header.masked);
    QCOMPARE(pong->header.opcode, Opcode::Pong);
    QCOMPARE(pong->payload, QByteArray("unasked"));
    QTRY_COMPARE(fixture.sent.size(), 3);
    QCOMPARE(fixture.sent.value(1), QString());

    client.send(RawClient::masked(Opcode::Pong, "ping payload"));
    client.send(RawClient::masked(Opcode::Text, "x"));
    QVERIFY(client.frame());
    const QList<Entry> frames = fixture.frames(id);
    QCOMPARE(frames.size(), 6);
    QCOMPARE(frames.at(3).opcode(), Opcode::Pong);
    QCOMPARE(frames.at(3).row.direction, Direction::Received);
}

void TestMockServer::sendsToOneAndToAll()
{
    MockFixture fixture;
    RawClient first(fixture.port());
    QVERIFY(first.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    RawClient second(fixture.port());
    QVERIFY(second.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 2);
    fixture.mock().sendBinary(fixture.opened.at(1), "for the second", 7);
    fixture.mock().sendTextToAll(QStringLiteral("for all"), 8);
    const auto one = first.frame();
    QVERIFY(one);
    QCOMPARE(one->payload, QByteArray("for all"));
    const auto two = second.frame();
    QVERIFY(two);
    QCOMPARE(two->header.opcode, Opcode::Binary);
    QCOMPARE(two->payload, QByteArray("for the second"));
    QTRY_COMPARE(fixture.sent.size(), 2);
    QCOMPARE(fixture.sent.value(8), QString());
}

void TestMockServer::refusesToSend()
{
    MockFixture fixture;
    fixture.mock().sendText(4711, QStringLiteral("x"), 1);
    fixture.mock().sendTextToAll(QStringLiteral("x"), 2);
    QTRY_COMPARE(fixture.sent.size(), 2);
    QVERIFY(!fixture.sent.value(1).isEmpty());
    QVERIFY(!fixture.sent.value(2).isEmpty());
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId id = fixture.opened.first();
    fixture.mock().ping(id, QByteArray(126, 'x'), 3);
    fixture.mock().closeConnection(id, 1005 + 1, {}, 4);
    fixture.mock().closeConnection(id, 1000, QString(124, u'x'), 5);
    QTRY_COMPARE(fixture.sent.size(), 5);
    for (const int token : {3, 4, 5})
        QVERIFY2(!fixture.sent.value(token).isEmpty(), qPrintable(QString::number(token)));
    QVERIFY(fixture.frames(id).isEmpty());
}

void TestMockServer::peerCloses_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << int(NoStatusReceived) << QString();
    QTest::newRow("1000") << 1000 << QStringLiteral("done");
    QTest::newRow("1012") << 1012 << QStringLiteral("restart");
    QTest::newRow("1013") << 1013 << QString();
    QTest::newRow("1014") << 1014 << QStringLiteral("bad gateway");
    QTest::newRow("3000") << 3000 << QString();
    QTest::newRow("4999, longest reason") << 4999 << QString(123, u'r');
}

void TestMockServer::peerCloses()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::close(quint16(code), reason));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->header.opcode, Opcode::Close);
    QCOMPARE(echo->payload, encodeClosePayload(quint16(code), {}));
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    const auto record = fixture.record(fixture.closed.first());
    QVERIFY(record);
    QCOMPARE(int(record->closeCode), code);
    QCOMPARE(record->closeReason, reason);
    QCOMPARE(record->closedBy, ClosedBy::Peer);
    QVERIFY(record->clean);
    QCOMPARE(record->state, ConnectionState::Closed);
}

void TestMockServer::mockCloses_data()
{
    peerCloses_data();
}

void TestMockServer::mockCloses()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 1);
    const ConnectionId id = fixture.opened.first();
    fixture.mock().closeConnection(id, quint16(code), reason, 9);
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(quint16(code), reason));
    client.send(RawClient::close(quint16(code)));
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(fixture.closed.size(), 1);
    QCOMPARE(fixture.sent.value(9, QStringLiteral("none")), QString());
    const auto record = fixture.record(id);
    QVERIFY(record);
    QCOMPARE(record->closedBy, ClosedBy::Us);
    QVERIFY(record->clean);
    QCOMPARE(int(record->closeCode), code);
}

/// RFC 6455 §7.1.1: the server closes TCP first, so that the client has no TIME_WAIT.
void TestMockServer::endsTcpFirst()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    client.send(RawClient::close(1000));
    QVERIFY(client.frame());
    QVERIFY(client.waitForEnd()); // the client itself does nothing
    QCOMPARE(client.socket().error(), QAbstractSocket::RemoteHostClosedError);
}

void TestMockServer::stopsWithClients()
{
    MockFixture fixture;
    RawClient silent(fixture.port()); // its handshake never comes
    QWebSocket client;
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    client.open(fixture.url());
    RawClient raw(fixture.port());
    QVERIFY(raw.upgrade());
    QTRY_COMPARE(fixture.opened.size(), 2);
    fixture.mock().stop();
    const auto close = raw.frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(1001, {}));
    raw.send(RawClient::close(1001));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(int(client.closeCode()), 1001);
    QTRY_COMPARE(fixture.stopped, 1);
    QCOMPARE(fixture.closed.size(), 2);
    QVERIFY(silent.waitForEnd());
    QCOMPARE(fixture.refused.size(), 1);
    QCOMPARE(fixture.record(fixture.refused.first())->failure.phase, FailurePhase::Cancelled);
    const QList<SessionState> states{SessionState::Listening, SessionState::Closing, SessionState::Idle};
    QCOMPARE(fixture.states, states);
    QVERIFY(!RawClient(fixture.port()).isConnected());
}

void TestMockServer::listensAnew()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    MockOptions options = MockFixture::anyPort();
    options.port = fixture.port();
    options.greeting = QStringLiteral("again");
    fixture.mock().listen(options);
    const auto close = client.frame();
    QVERIFY(close);
    QCOMPARE(close->payload, encodeClosePayload(1001, {}));
    QTRY_COMPARE(fixture.states.size(), 2);
    QCOMPARE(fixture.listenErrors, QStringList());
    RawClient next(fixture.port());
    QVERIFY(next.upgrade());
    QCOMPARE(next.frame()->payload, QByteArray("again"));
    QCOMPARE(fixture.stopped, 0);
}

void TestMockServer::listensAnewInVain_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("the port is taken") << false;
    QTest::newRow("no such certificate, on the same port") << true;
}

void TestMockServer::listensAnewInVain()
{
    QFETCH(bool, tls);
    MockFixture fixture;
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    MockOptions options;
    options.port = tls ? fixture.port() : other.serverPort();
    options.tls.enabled = tls;
    options.tls.certificateFile = QStringLiteral("/no/such.pem");
    fixture.mock().listen(options);
    QTRY_COMPARE(fixture.listenErrors.size(), 1);
    client.send(RawClient::masked(Opcode::Text, "still here"));
    const auto frame = client.frame();
    QVERIFY(frame && frame->payload == "still here"); // nobody was dropped for nothing
    RawClient another(fixture.port());
    QVERIFY(another.upgrade());
    QVERIFY(fixture.closed.isEmpty());
}

void TestMockServer::keepsWhatCrossedTheWire()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    const QByteArray request = RawClient::request("X-Odd:   kept  \r\nx-odd: twice\r\n", "/quotes?since=1");
    client.send(request);
    const HttpHead response = client.head();
    QCOMPARE(response.status, 101);
    QTRY_COMPARE(fixture.opened.size(), 1);
    const auto record = fixture.record(fixture.opened.first());
    QVERIFY(record);
    QCOMPARE(record->role, ConnectionRole::MockClient);
    QCOMPARE(record->session, fixture.mock().number());
    QCOMPARE(record->sessionName, QStringLiteral("mock"));
    QCOMPARE(record->rawRequest, request);
    QCOMPARE(record->rawResponse, response.raw);
    QCOMPARE(record->url, QStringLiteral("ws://127.0.0.1:%1/quotes?since=1").arg(fixture.port()));
    QCOMPARE(record->peerAddress, QStringLiteral("127.0.0.1:%1").arg(client.socket().localPort()));
    QCOMPARE(record->localAddress, QStringLiteral("127.0.0.1:%1").arg(fixture.port()));
    QVERIFY(record->startedNs > 0 && record->startedNs <= record->requestNs);
    QVERIFY(record->requestNs <= record->responseNs && record->responseNs <= record->openedNs);
    QCOMPARE(record->times.upgrade, record->responseNs - record->requestNs);
    QCOMPARE(record->state, ConnectionState::Open);
    QVERIFY(record->verdict.count(Outcome::Pass) > 8);
    QCOMPARE(record->verdict.count(Outcome::Fail), 0);
}

QTEST_GUILESS_MAIN(TestMockServer)
#include "tst_mockserver.moc"
