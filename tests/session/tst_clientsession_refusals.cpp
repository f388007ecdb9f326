// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// Answers that do not open the connection: each is a connection of its own with all that came, and a sentence.
class TestClientSessionRefusals final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void refuses_data();
    void refuses();
    void answersThatEndTooEarly_data();
    void answersThatEndTooEarly();
    void aSilentServer();
    void aBodyWithoutAnEnd();
    void aBodyOverTheLimit();
    void interimResponses();
    void aForeignGreetingInPieces();
};

void TestClientSessionRefusals::refuses_data()
{
    QTest::addColumn<QByteArray>("answer"); // @ stands for the right accept value
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FailurePhase>("phase");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("hint"); // a part of cause or suggestion

    const QByteArray good = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    const auto verdict = [](const char *name, const QByteArray &answer, const QByteArray &body, const char *fact,
                             const char *hint = "") {
        QTest::newRow(name) << answer << body << FailurePhase::Verdict << QString::fromUtf8(fact)
                            << QString::fromUtf8(hint);
    };
    verdict("200", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello",
        "expected 101 Switching Protocols, got 200 OK, RFC 6455 §4.1", "endpoint");
    verdict("301", "HTTP/1.1 301 Moved Permanently\r\nLocation: wss://other.example/\r\nContent-Length: 0\r\n\r\n", "",
        "expected 101 Switching Protocols, got 301 Moved Permanently, RFC 6455 §4.1",
        "Connect to wss://other.example/ instead, or follow redirects (-L).");
    verdict("401 with a body",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 6\r\n\r\nlogin\n",
        "login\n", "expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1",
        "The server asks for Basic for “x”.");
    verdict("503 chunked",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\nTransfer-Encoding: "
        "chunked\r\n\r\n4\r\nbusy\r\n3;x=y\r\n, s\r\n0\r\n\r\n",
        "busy, s", "expected 101 Switching Protocols, got 503 Service Unavailable, RFC 6455 §4.1",
        "in 2 min: the server");
    verdict("plain request to a TLS port",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 49\r\n\r\nThe plain HTTP request was sent to HTTPS port\r\n\r\n",
        "The plain HTTP request was sent to HTTPS port\r\n\r\n", "got 400 Bad Request", "wss://");
    verdict("wrong accept", good + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x81\x02hi", "\x81\x02hi",
        "got s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, RFC 6455 §4.1");
    verdict("no accept", good + "\r\n", "", "expected Sec-WebSocket-Accept");
    verdict("subprotocol not asked for", good + "Sec-WebSocket-Accept: @\r\nSec-WebSocket-Protocol: chat\r\n\r\n", "",
        "chat");
    verdict("extension not asked for", good + "Sec-WebSocket-Accept: @\r\nSec-WebSocket-Extensions: x-other\r\n\r\n",
        "", "x-other");
    verdict("HTTP/1.0",
        "HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        "@\r\n\r\n",
        "", "HTTP/1.0");

    const auto response = [](const char *name, const QByteArray &answer, const char *fact, const char *hint = "") {
        QTest::newRow(name) << answer << QByteArray() << FailurePhase::Response << QString::fromUtf8(fact)
                            << QString::fromUtf8(hint);
    };
    response("another protocol", "SSH-2.0-OpenSSH_9.2p1\r\n", "got a greeting of SSH: this port does not speak HTTP",
        "Check the port");
    response("mail", "220 mail.example ESMTP\r\n", "got a greeting of SMTP", "Check the port");
    response("plain text", "hello\r\n", "expected a status line");
    response("a lot of text", QByteArray(200, 'x'), "expected a status line");
    response("random bytes", QByteArray("\x00\x01\x02\xff", 4), "expected a status line");
    response("a TLS alert", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7), "this port speaks wss://, not ws://",
        "Connect with wss:// instead.");
    response("HTTP/2", QByteArray("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15),
        "got a frame of HTTP/2: this port speaks HTTP/2 only", "speaks HTTP/1.1");
    response("a head over the limit", "HTTP/1.1 101 x\r\nX: " + QByteArray(70'000, 'x'), "at most 65536 bytes");
    QByteArray lines;
    for (int i = 0; i < 300; ++i)
        lines += "X-" + QByteArray::number(i) + ": 1\r\n";
    response("too many lines", "HTTP/1.1 101 x\r\n" + lines + "\r\n", "at most 256 header lines");
}

void TestClientSessionRefusals::refuses()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, body);
    QFETCH(FailurePhase, phase);
    QFETCH(QString, fact);
    QFETCH(QString, hint);
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    const QByteArray right = server.acceptHead().split('\n').at(3).trimmed().split(' ').last();
    answer.replace("Accept: @", "Accept: " + right);
    server.send(answer);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(fact), qPrintable(client.refused.first()));
    QTRY_VERIFY(client.isIdle());
    QTRY_VERIFY(server.clientEnded());

    const ConnectionRecord record = client.record();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(record.failure.phase, phase);
    QCOMPARE(record.failure.fact, client.refused.first());
    QVERIFY(record.failure.fact.endsWith(record.failure.section));
    QVERIFY(!record.failure.evidence.isEmpty());
    QVERIFY2((record.failure.cause + record.failure.suggestion).contains(hint), qPrintable(record.failure.cause));
    QCOMPARE(record.rawRequest, server.request().raw);
    QVERIFY(!record.rawResponse.isEmpty());
    QVERIFY(answer.startsWith(record.rawResponse));
    QCOMPARE(record.body, body);
    QCOMPARE(record.bodySize, body.size());
    QCOMPARE(record.openedNs, 0);
    QVERIFY(record.closedNs >= record.responseNs && record.responseNs >= record.requestNs && record.requestNs > 0);
    QVERIFY(record.times.tcp > 0);
    QCOMPARE(record.times.nameLookup, -1);
    QCOMPARE(record.times.upgrade >= 0, phase == FailurePhase::Verdict);
    const QList<Entry> rows = client.rows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().row.kind, EntryKind::Notice);
    QCOMPARE(rows.first().text, record.failure.fact);
}

void TestClientSessionRefusals::answersThatEndTooEarly_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("note"); // of the body; empty: none
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("got the end of the connection") << QString();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 101 Swit")
                                 << QStringLiteral("got the end of the connection after 17 bytes") << QString();
    QTest::newRow("half a body")
        << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\nhalf") << QStringLiteral("got 404 Not Found")
        << QStringLiteral(
               "Expected the rest of the body, got the end of the connection after 4 bytes of it, RFC 9112 §8.");
    QTest::newRow("a body without chunks")
        << QByteArray("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nno\nchunk")
        << QStringLiteral("got 404 Not Found")
        << QStringLiteral("Expected the size of a chunk in the body, got something else: the rest is kept as it came, "
                          "RFC 9112 §7.1.");
    QTest::newRow("a body ended by the end")
        << QByteArray("HTTP/1.1 403 Forbidden\r\n\r\nhalf") << QStringLiteral("got 403 Forbidden") << QString();
}

void TestClientSessionRefusals::answersThatEndTooEarly()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, fact);
    QFETCH(QString, note);
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send(answer);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(fact), qPrintable(client.refused.first()));
    const ConnectionRecord record = client.record();
    QCOMPARE(record.rawResponse + record.body, answer);
    const auto rows = client.rows();
    QCOMPARE(rows.size(), note.isEmpty() ? 1 : 2);
    if (!note.isEmpty())
        QCOMPARE(rows.first().text, note);
}

void TestClientSessionRefusals::aSilentServer()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.timeouts.upgrade = std::chrono::milliseconds(150);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(), QStringLiteral("expected a response to the request, got no answer within 0.15 s"));
    QCOMPARE(client.record().failure.phase, FailurePhase::Response);

    client.session()->open(options);
    QTRY_VERIFY(server.connections() == 2 && server.hasRequest());
    server.send("HTTP/1.1 101 ");
    QTRY_COMPARE(client.refused.size(), 2);
    QCOMPARE(client.refused.last(),
        QStringLiteral("expected the rest of the response's head, got only 13 bytes within 0.15 s"));
    QCOMPARE(client.record().rawResponse, QByteArray("HTTP/1.1 101 "));
}

void TestClientSessionRefusals::aBodyWithoutAnEnd()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.timeouts.body = std::chrono::milliseconds(200);
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY(client.refused.first().contains(QStringLiteral("got 200 OK")));
    QCOMPARE(client.record().body, QByteArray("only this"));
    QCOMPARE(
        client.rows().first().text, QStringLiteral("Expected the rest of the body within 0.2 s, got only 9 bytes."));
}

void TestClientSessionRefusals::aBodyOverTheLimit()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send("HTTP/1.1 500 Oops\r\nContent-Length: 3000000\r\n\r\n" + QByteArray(3'000'000, 'x'));
    QTRY_COMPARE(client.refused.size(), 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.body.size(), 1 << 20);
    QCOMPARE(record.bodySize, 3'000'000);
    QCOMPARE(client.rows().first().text,
        QStringLiteral("Expected a body of at most 1048576 bytes, got 3000000: the first 1048576 are kept."));
}

void TestClientSessionRefusals::interimResponses()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    const QByteArray interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    server.send(interim);
    server.accept();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.record().rawResponse, interim + server.acceptHead());
}

/// Its first byte is no HTTP already; what it is can be told a moment later.
void TestClientSessionRefusals::aForeignGreetingInPieces()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address());
    QTRY_VERIFY(server.hasRequest());
    server.send("S");
    server.socket()->flush();
    QTRY_VERIFY(server.socket()->bytesToWrite() == 0);
    server.send("SH-2.0-x\r\n");
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(QStringLiteral("got a greeting of SSH")), qPrintable(client.refused[0]));
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.evidence, QStringLiteral("“SSH-2.0-x”"));
    QCOMPARE(record.failure.section, QStringLiteral("RFC 9112 §4"));
    QCOMPARE(record.rawResponse, QByteArray("SSH-2.0-x\r\n"));
}

QTEST_GUILESS_MAIN(TestClientSessionRefusals)
#include "tst_clientsession_refusals.moc"
