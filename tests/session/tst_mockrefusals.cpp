// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptorcap.h"
#include "mockfixture.h"
#include "rawclient.h"

#include "tests/support/failonwarnings.h"

#include <QTcpServer>

using namespace handglass;

namespace {

QByteArray requestWithout(const QByteArray &line)
{
    QByteArray request = RawClient::request();
    return request.replace(line + "\r\n", "");
}

} // namespace

/// Who is turned away is told why, and is a connection of its own in the capture.
class TestMockRefusals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void refuses_data();
    void refuses();
    void helpsABrowser();
    void answersHeadWithoutABody();
    void accepts_data();
    void accepts();
    void lineBreaksDoNotReachTheResponse();
    void answersSilence();
    void recordsAClientThatVanishes();
    void readsARequestByteByByte();
    void takenPortOffersAFreeOne();
    void foreignAddress();
    void badOptions();
    void answersWithTheLastDescriptor();
};

void TestMockRefusals::refuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("fact"); ///< part of it
    QTest::newRow("plain GET") << QByteArray("GET /page HTTP/1.1\r\nHost: a\r\n\r\n") << 426
                               << QStringLiteral("expected Upgrade: websocket, got none, RFC 6455 §4.2.1");
    QTest::newRow("h2c") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
                         << 426 << QStringLiteral("got h2c");
    QTest::newRow("POST with a body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                                      << 426 << QStringLiteral("none");
    QTest::newRow("version 8") << RawClient::request().replace("Version: 13", "Version: 8") << 426
                               << QStringLiteral("expected Sec-WebSocket-Version 13, got 8, RFC 6455 §4.4");
    QTest::newRow("no version") << requestWithout("Sec-WebSocket-Version: 13") << 426 << QStringLiteral("none");
    QTest::newRow("no key") << requestWithout("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==") << 400
                            << QStringLiteral("Sec-WebSocket-Key");
    QTest::newRow("short key") << RawClient::request().replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=") << 400
                               << QStringLiteral("RFC 6455 §4.2.1");
    QTest::newRow("no Host") << requestWithout("Host: 127.0.0.1") << 400 << QStringLiteral("Host");
    QTest::newRow("no Connection") << requestWithout("Connection: Upgrade") << 400 << QStringLiteral("Connection");
    QTest::newRow("HTTP/1.0") << RawClient::request().replace("HTTP/1.1", "HTTP/1.0") << 400
                              << QStringLiteral("HTTP/1.1");
    QTest::newRow("PUT") << RawClient::request().replace("GET ", "PUT ") << 400 << QStringLiteral("GET");
    QTest::newRow("garbage") << QByteArray("\x01\x02\x03") << 400 << QStringLiteral("RFC 9112 §3");
    QTest::newRow("bare CR") << QByteArray("GET / HTTP/1.1\rHost: a\r\n\r\n") << 400 << QStringLiteral("CR");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7) << 400 << QStringLiteral("0x16 0x03");
    QTest::newRow("257 headers") << RawClient::request(QByteArray("X-More: 1\r\n").repeated(252)) << 431
                                 << QStringLiteral("256");
    QTest::newRow("a head over 64 KiB") << RawClient::request("X-Long: " + QByteArray(65'536, 'x') + "\r\n") << 431
                                        << QStringLiteral("65536");
}

void TestMockRefusals::refuses()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QString, fact);
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send(request);
    const HttpHead response = client.head();
    QCOMPARE(response.status, status);
    QVERIFY(response.hasToken("Connection", "close"));
    if (status == 426) {
        QCOMPARE(response.value("Upgrade"), QByteArray("websocket"));
        QVERIFY(response.hasToken("Connection", "Upgrade"));
        QCOMPARE(response.value("Sec-WebSocket-Version"), QByteArray("13"));
    }
    const QByteArray body = client.body(response);
    QVERIFY(client.waitForEnd());

    QTRY_COMPARE(fixture.refused.size(), 1);
    QVERIFY2(fixture.refusals.first().contains(fact), qPrintable(fixture.refusals.first()));
    QVERIFY(QString::fromUtf8(body).startsWith(fixture.refusals.first()));
    const auto record = fixture.record(fixture.refused.first());
    QVERIFY(record);
    QCOMPARE(record->state, ConnectionState::Failed);
    QCOMPARE(record->rawRequest, request);
    QCOMPARE(record->rawResponse, response.raw);
    QCOMPARE(record->body, body);
    QCOMPARE(record->failure.fact, fixture.refusals.first());
    QCOMPARE(record->openedNs, 0);
    QVERIFY(record->closedNs >= record->responseNs && record->responseNs >= record->startedNs);
    QVERIFY(record->times.upgrade >= 0);
    const QList<Entry> rows = fixture.rows(record->id);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().row.kind, EntryKind::Notice);
    QVERIFY(rows.first().text.contains(QString::number(status)) && rows.first().text.contains(fact));
    QVERIFY(fixture.opened.isEmpty());
}

void TestMockRefusals::helpsABrowser()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send("GET /chat HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\n\r\n");
    const HttpHead response = client.head();
    QCOMPARE(response.value("Content-Type"), QByteArray("text/plain; charset=utf-8"));
    const QString body = QString::fromUtf8(client.body(response));
    QVERIFY(body.contains(QStringLiteral("new WebSocket(\"ws://127.0.0.1:%1/chat\")").arg(fixture.port())));
    QTRY_COMPARE(fixture.refused.size(), 1);
    QVERIFY(fixture.record(fixture.refused.first())->verdict.count(Outcome::Fail) > 0);
}

void TestMockRefusals::answersHeadWithoutABody()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    const HttpHead response = client.head();
    QCOMPARE(response.status, 426);
    QVERIFY(response.value("Content-Length").toInt() > 0);
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.socket().readAll(), QByteArray());
}

void TestMockRefusals::accepts_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("a cookie of 8 KiB") << QByteArray("Cookie: id=" + QByteArray(8 << 10, 'c') + "\r\n");
    QTest::newRow("a cookie of 60 KiB") << QByteArray("Cookie: id=" + QByteArray(60 << 10, 'c') + "\r\n");
    QTest::newRow("150 headers") << QByteArray("X-More: 1\r\n").repeated(150);
    QTest::newRow("an odd Origin") << QByteArray("Origin: null\r\n");
    QTest::newRow("other extensions are not taken up") << QByteArray("Sec-WebSocket-Extensions: x-other, foo; a=b\r\n");
}

void TestMockRefusals::accepts()
{
    QFETCH(QByteArray, headers);
    MockFixture fixture;
    RawClient client(fixture.port());
    client.send(RawClient::request(headers) + RawClient::masked(Opcode::Text, "hello"));
    const HttpHead response = client.head();
    QCOMPARE(response.status, 101);
    QVERIFY(!response.has("Sec-WebSocket-Extensions"));
    const auto echo = client.frame();
    QVERIFY(echo);
    QCOMPARE(echo->payload, QByteArray("hello"));
    QTRY_COMPARE(fixture.opened.size(), 1);
    QCOMPARE(fixture.record(fixture.opened.first())->rawRequest, RawClient::request(headers));
}

void TestMockRefusals::lineBreaksDoNotReachTheResponse()
{
    MockOptions options = MockFixture::anyPort();
    options.subprotocols = {QStringLiteral("chat")};
    MockFixture fixture(options);
    RawClient client(fixture.port());
    // A folded value (RFC 9112 §5.2) is one value with a space: no offer that is spoken.
    client.send(RawClient::request("Sec-WebSocket-Protocol: chat\r\n Set-Cookie: stolen=1\r\n"));
    const HttpHead response = client.head();
    QCOMPARE(response.status, 101);
    QVERIFY(!response.has("Set-Cookie"));
    QVERIFY(!response.has("Sec-WebSocket-Protocol"));
    QCOMPARE(response.fields.size(), 3);

    options.subprotocols = {QStringLiteral("chat\r\nSet-Cookie: stolen=1")};
    QVERIFY(!MockServer::optionsError(options).isEmpty());
}

void TestMockRefusals::answersSilence()
{
    MockOptions options = MockFixture::anyPort();
    options.timeouts.upgrade = std::chrono::milliseconds(200);
    MockFixture fixture(options);
    RawClient silent(fixture.port());
    RawClient slow(fixture.port());
    slow.send("GET / HT");
    QCOMPARE(silent.head().status, 408);
    QCOMPARE(slow.head().status, 408);
    QVERIFY(silent.waitForEnd() && slow.waitForEnd());
    QTRY_COMPARE(fixture.refused.size(), 2);
    QStringList facts = fixture.refusals;
    facts.sort();
    QVERIFY(facts.at(0).contains(QStringLiteral("0 bytes")));
    QVERIFY(facts.at(1).contains(QStringLiteral("8 bytes")));
}

void TestMockRefusals::recordsAClientThatVanishes()
{
    MockFixture fixture;
    {
        RawClient client(fixture.port());
        client.send("GET / HTTP/1.1\r\nHo");
        client.socket().waitForBytesWritten(RawClient::WaitMs);
    }
    QTRY_COMPARE(fixture.refused.size(), 1);
    const auto record = fixture.record(fixture.refused.first());
    QVERIFY(record);
    QCOMPARE(record->rawRequest, QByteArray("GET / HTTP/1.1\r\nHo"));
    QCOMPARE(record->rawResponse, QByteArray());
    QCOMPARE(record->failure.phase, FailurePhase::Request);
    QVERIFY(record->failure.fact.contains(QStringLiteral("after 18 bytes")));
    QCOMPARE(fixture.rows(record->id).size(), 1);
}

void TestMockRefusals::readsARequestByteByByte()
{
    MockFixture fixture;
    RawClient client(fixture.port());
    const QByteArray request = RawClient::request();
    for (const char byte : request)
        client.send(QByteArray(1, byte));
    QCOMPARE(client.head().status, 101);
}

void TestMockRefusals::takenPortOffersAFreeOne()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    MockOptions options = MockFixture::anyPort();
    options.port = other.serverPort();
    MockFixture fixture(options);
    QCOMPARE(fixture.listenErrors.size(), 1);
    QVERIFY2(
        fixture.listenErrors.first().contains(QString::number(options.port)), qPrintable(fixture.listenErrors.first()));
    options.port = fixture.freePorts.first();
    QVERIFY(options.port != 0);
    fixture.mock().listen(options);
    QTRY_COMPARE(fixture.port(), options.port);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
}

void TestMockRefusals::foreignAddress()
{
    MockOptions options = MockFixture::anyPort();
    options.address = QHostAddress(QStringLiteral("203.0.113.7"));
    MockFixture fixture(options);
    QCOMPARE(fixture.listenErrors,
        QStringList{QStringLiteral("expected an address of this machine to listen on, got 203.0.113.7")});
    QCOMPARE(fixture.freePorts.first(), 0);
}

void TestMockRefusals::badOptions()
{
    MockOptions options = MockFixture::anyPort();
    options.subprotocols = {QStringLiteral("two words")};
    MockFixture fixture(options);
    QCOMPARE(fixture.listenErrors, QStringList{MockServer::optionsError(options)});
    QVERIFY(!fixture.listenErrors.first().isEmpty());
    options = MockFixture::anyPort();
    options.address = QHostAddress();
    QVERIFY(!MockServer::optionsError(options).isEmpty());
}

void TestMockRefusals::answersWithTheLastDescriptor()
{
    MockFixture fixture;
    fixture.records(); // opens the reader's files
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i)
        clients.push_back(std::make_unique<RawClient>(fixture.port()));
    // The clients' ends are of this process too: made before the limit falls, accepted after.
    QSemaphore stopped;
    QSemaphore goOn;
    fixture.network().post([&] {
        stopped.release();
        goOn.acquire();
    });
    stopped.acquire();
    for (int i = 0; i < 3; ++i)
        clients.push_back(std::make_unique<RawClient>(fixture.port()));
    {
        const DescriptorCap limit(1);
        goOn.release();
        QList<int> statuses;
        for (size_t i = 3; i < 6; ++i) {
            clients[i]->send(RawClient::request());
            statuses.append(clients[i]->head().status);
        }
        // One descriptor was left; the others were answered with the reserve, one after the other.
        const QList<int> expected{101, 503, 503};
        QCOMPARE(statuses, expected);
        QTRY_COMPARE(fixture.refused.size(), 2);
        const auto record = fixture.record(fixture.refused.first());
        QVERIFY(record);
        QCOMPARE(record->rawRequest, RawClient::request());
        QVERIFY(record->failure.fact.contains(QStringLiteral("file descriptor")));
    }
    // Descriptors are there again: so is the mock.
    RawClient later(fixture.port());
    QVERIFY(later.upgrade());
    QVERIFY(clients[0]->upgrade());
}

QTEST_GUILESS_MAIN(TestMockRefusals)
#include "tst_mockrefusals.moc"
