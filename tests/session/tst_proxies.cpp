// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedproxy.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/fullport.h"
#include "tests/support/proxyprogram.h"
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QTest>

using namespace handglass;

using Program = ProxyProgram::Kind;

/// Through proxies: real ones (tinyproxy, microsocks), and scripted bad ones. What the proxy does wrong is told apart
/// from what the server does wrong, and credentials stay out of every record.
class TestProxies final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void opens_data();
    void opens();
    void opensTls_data();
    void opensTls();
    void certificateOfAnotherName_data();
    void certificateOfAnotherName();
    void realRefusals_data();
    void realRefusals();
    void tinyproxyAllowsNotThisPort();

    void nobodyListens();
    void proxyOfAnUnknownName();
    void proxyThatDoesNotAnswerTcp();
    void silentProxy();
    void silentHalfway();
    void scriptedRefusals_data();
    void scriptedRefusals();
    void bytesBehindTheAnswerAreTheServers();
    void endsBehindItsAnswer();
    void echoServerIsNoProxy();
    void nameGoesAsName_data();
    void nameGoesAsName();
    void optionsThatCannotBe();
    void cancelled();

    void environment_data();
    void environment();
    void environmentWithAnUnusableProxy();
    void loopbackNeverTakesTheSystemsProxy();

private:
    static ProxyOptions proxyAt(ProxyKind kind, quint16 port, bool credentials = false);
    static ProxyKind kindOf(Program program)
    {
        return program == Program::Tinyproxy ? ProxyKind::Http : ProxyKind::Socks5;
    }
    static QByteArray captureBytes(ClientHarness &client);
    static void addPrograms();
};

namespace {

constexpr const char *Variables[] = {
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"};

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

void TestProxies::init()
{
    failOnWarnings();
    cleanup();
}

void TestProxies::cleanup()
{
    for (const char *variable : Variables)
        qunsetenv(variable);
}

ProxyOptions TestProxies::proxyAt(ProxyKind kind, quint16 port, bool credentials)
{
    ProxyOptions proxy{kind, QStringLiteral("127.0.0.1"), port, {}, {}};
    if (credentials) {
        proxy.user = QStringLiteral("ann");
        proxy.password = QStringLiteral("s3cret");
    }
    return proxy;
}

QByteArray TestProxies::captureBytes(ClientHarness &client)
{
    client.record(); // flushed
    QByteArray bytes;
    for (const QString &end : {QString(), QStringLiteral("-wal")}) {
        QFile file(client.writer().path() + end);
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

void TestProxies::addPrograms()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<bool>("credentials");
    QTest::newRow("tinyproxy") << Program::Tinyproxy << false;
    QTest::newRow("tinyproxy, credentials") << Program::Tinyproxy << true;
    QTest::newRow("microsocks") << Program::Microsocks << false;
    QTest::newRow("microsocks, credentials") << Program::Microsocks << true;
}

void TestProxies::opens_data()
{
    addPrograms();
}

void TestProxies::opens()
{
    QFETCH(Program, program);
    QFETCH(bool, credentials);
    ProxyProgram proxy(program, credentials);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    ScriptedServer server;
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.proxy = proxyAt(kindOf(program), proxy.port(), credentials);
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.states,
        (QList<SessionState>{SessionState::Tcp, SessionState::Proxy, SessionState::Upgrading, SessionState::Open}));
    server.send(Opcode::Text, "hello");
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    server.send(Opcode::Close, QByteArray("\x03\xe8", 2));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);

    const ConnectionRecord record = client.record();
    QVERIFY(record.clean);
    QCOMPARE(record.proxy, options.proxy.toString());
    QVERIFY(record.times.tcp > 0 && record.times.proxy > 0 && record.times.upgrade > 0);
    QCOMPARE(record.times.tls, -1);
    QVERIFY2(record.proxyAnswer.startsWith(program == Program::Tinyproxy ? "HTTP/1.0 200 " : "\x05"),
        record.proxyAnswer.constData());
    QVERIFY(!record.proxyAnswer.contains("101"));
    QCOMPARE(record.attempts.size(), 1);
    QCOMPARE(record.attempts.first().address, QStringLiteral("127.0.0.1:%1").arg(proxy.port()));
    QVERIFY(record.rawRequest.startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(!record.rawRequest.contains("Proxy-"));
    const QByteArray capture = captureBytes(client);
    QVERIFY(capture.contains("GET / HTTP/1.1"));
    QVERIFY(!capture.contains("s3cret"));
    QVERIFY(!capture.contains("YW5uOnMzY3JldA=="));
}

void TestProxies::opensTls_data()
{
    addPrograms();
}

/// TLS begins behind the tunnel, and is verified against the server's name, which the proxy looks up.
void TestProxies::opensTls()
{
    QFETCH(Program, program);
    QFETCH(bool, credentials);
    ProxyProgram proxy(program, credentials);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    const TestCertificate certificate{{.names = "DNS:localhost"}};
    const QTemporaryDir folder;
    QFile ca(folder.filePath(QStringLiteral("ca.pem")));
    QVERIFY(ca.open(QIODevice::WriteOnly));
    ca.write(certificate.pem());
    ca.close();
    ScriptedServer server(certificate.configuration());
    server.acceptAll();
    ClientHarness client;
    ClientOptions options =
        client.options(server.address().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost")));
    options.proxy = proxyAt(kindOf(program), proxy.port(), credentials);
    options.tls.caFile = ca.fileName();
    client.session()->open(options);
    QTRY_VERIFY2(client.isOpen() || !client.refused.isEmpty(), "neither");
    QVERIFY2(client.isOpen(), qPrintable(client.refused.join(QLatin1Char(' '))));
    QCOMPARE(client.states,
        (QList<SessionState>{
            SessionState::Tcp, SessionState::Proxy, SessionState::Tls, SessionState::Upgrading, SessionState::Open}));
    const ConnectionRecord record = client.record();
    QVERIFY(record.times.proxy > 0 && record.times.tls > 0);
    QCOMPARE(record.tlsFacts.serverName, QStringLiteral("localhost"));
    const QByteArray big(3 << 20, 'b');
    server.send(Opcode::Binary, big);
    QTRY_COMPARE(client.frames(Direction::Received).size(), 1);
    QVERIFY(client.payload(client.frames(Direction::Received).first()) == big);
}

void TestProxies::certificateOfAnotherName_data()
{
    addPrograms();
}

void TestProxies::certificateOfAnotherName()
{
    QFETCH(Program, program);
    QFETCH(bool, credentials);
    ProxyProgram proxy(program, credentials);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    const TestCertificate certificate{{.names = "DNS:proxy.example,IP:127.0.0.1"}}; // of the proxy's address, too
    ScriptedServer server(certificate.configuration());
    ClientHarness client;
    ClientOptions options =
        client.options(server.address().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost")));
    options.proxy = proxyAt(kindOf(program), proxy.port(), credentials);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.record().failure.phase, FailurePhase::Tls);
    QVERIFY2(client.refused.first().contains(QStringLiteral("trusts for localhost")), qPrintable(client.refused[0]));
    QVERIFY(client.record().times.proxy > 0);
}

void TestProxies::realRefusals_data()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<bool>("asks");
    QTest::addColumn<QString>("password"); // empty: no credentials are given
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("got");
    QTest::addColumn<QString>("words"); // of cause or suggestion
    const auto row = [](const char *name, Program program, bool asks, const char *password, const char *host,
                         const char *got, const char *words) {
        QTest::newRow(name) << program << asks << QString::fromUtf8(password) << QString::fromUtf8(host)
                            << QString::fromUtf8(got) << QString::fromUtf8(words);
    };
    row("tinyproxy, no credentials", Program::Tinyproxy, true, "", "127.0.0.1", "got 407 Proxy Authentication Required",
        "The proxy asks for Basic for “Tinyproxy”.");
    row("tinyproxy, wrong password", Program::Tinyproxy, true, "wr0ng", "127.0.0.1", "got 401 Unauthorized",
        "did not take user and password");
    row("tinyproxy, nobody listens", Program::Tinyproxy, false, "", "127.0.0.1", "got 500 Unable to connect",
        "could not reach 127.0.0.1:");
    row("tinyproxy, unknown name", Program::Tinyproxy, false, "", "nobody.invalid", "got 500 Unable to connect",
        "could not reach nobody.invalid:");
    row("microsocks, no credentials", Program::Microsocks, true, "", "127.0.0.1",
        "got no acceptable method of authentication (0xFF), RFC 1928 §3", "Give the proxy's user and password.");
    row("microsocks, wrong password", Program::Microsocks, true, "wr0ng", "127.0.0.1",
        "got a refusal of user and password", "Check the proxy's user and password.");
    row("microsocks, nobody listens", Program::Microsocks, false, "", "127.0.0.1",
        "got connection refused (0x05), RFC 1928 §6", "No program listens at 127.0.0.1:");
    row("microsocks, unknown name", Program::Microsocks, false, "", "nobody.invalid", "RFC 1928 §6", "nobody.invalid:");
}

void TestProxies::realRefusals()
{
    QFETCH(Program, program);
    QFETCH(bool, asks);
    QFETCH(QString, password);
    QFETCH(QString, host);
    QFETCH(QString, got);
    QFETCH(QString, words);
    ProxyProgram proxy(program, asks);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://%1:%2/").arg(host).arg(freePort()));
    options.proxy = proxyAt(kindOf(program), proxy.port());
    if (!password.isEmpty()) {
        options.proxy.user = QStringLiteral("ann");
        options.proxy.password = password;
    }
    client.session()->open(options);
    QTRY_COMPARE_WITH_TIMEOUT(client.refused.size(), 1, 15'000);
    const Failure failure = client.record().failure;
    QCOMPARE(failure.phase, FailurePhase::Proxy);
    QVERIFY2(failure.fact.contains(got), qPrintable(failure.fact));
    QVERIFY2(failure.fact.startsWith(QStringLiteral("expected the proxy ") + options.proxy.toString()
                 + QStringLiteral(" to connect to ") + host),
        qPrintable(failure.fact));
    QVERIFY2((failure.cause + failure.suggestion).contains(words), qPrintable(failure.cause + failure.suggestion));
    QVERIFY2(!failure.evidence.isEmpty() && !failure.section.isEmpty() && !failure.notCause.isEmpty(),
        qPrintable(failure.evidence));
    QVERIFY(!client.record().proxyAnswer.isEmpty());
    QVERIFY(!captureBytes(client).contains("wr0ng"));
    QVERIFY(client.record().rawRequest.isEmpty());
}

void TestProxies::tinyproxyAllowsNotThisPort()
{
    ProxyProgram proxy(Program::Tinyproxy);
    proxy.allowOnly(443);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.proxy = proxyAt(ProxyKind::Http, proxy.port());
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    const Failure failure = client.record().failure;
    QVERIFY2(failure.fact.contains(QStringLiteral("got 403 ")), qPrintable(failure.fact));
    QVERIFY2(failure.suggestion.contains(QStringLiteral("port 443 only")), qPrintable(failure.suggestion));
    QCOMPARE(server.connections(), 0);
}

void TestProxies::nobodyListens()
{
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
    options.proxy = proxyAt(ProxyKind::Http, freePort());
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.phase, FailurePhase::Proxy);
    QCOMPARE(record.failure.fact,
        QStringLiteral("expected a TCP connection to the proxy %1, got connection refused: no program listens there")
            .arg(options.proxy.toString()));
    QCOMPARE(record.failure.suggestion, QStringLiteral("Start the proxy, or check its host and port."));
    QCOMPARE(record.failure.notCause, QStringLiteral("The server server.test:80 was not asked."));
    QCOMPARE(record.attempts.size(), 1);
    QVERIFY(!record.attempts.first().error.isEmpty());
    QCOMPARE(record.times.proxy, -1);
    QCOMPARE(client.states, (QList<SessionState>{SessionState::Tcp, SessionState::Idle}));
}

void TestProxies::proxyOfAnUnknownName()
{
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://127.0.0.1/"));
    options.proxy = {ProxyKind::Socks5, QStringLiteral("nobody.invalid"), 1080, {}, {}};
    options.timeouts.nameLookup = std::chrono::seconds(3);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    const Failure failure = client.record().failure;
    QCOMPARE(failure.phase, FailurePhase::Proxy);
    QVERIFY2(failure.fact.startsWith(
                 QStringLiteral("expected an address of the proxy socks5://nobody.invalid:1080, got no")),
        qPrintable(failure.fact));
}

void TestProxies::proxyThatDoesNotAnswerTcp()
{
    const FullPort port;
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://127.0.0.1/"));
    options.proxy = proxyAt(ProxyKind::Http, port.port());
    options.timeouts.tcp = std::chrono::milliseconds(200);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.record().failure.phase, FailurePhase::Proxy);
    QCOMPARE(client.refused.first(),
        QStringLiteral("expected a TCP connection to the proxy %1, got no answer within 0.2 s")
            .arg(options.proxy.toString()));
}

void TestProxies::silentProxy()
{
    ScriptedProxy proxy;
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("wss://server.test/"));
    options.proxy = proxyAt(ProxyKind::Http, proxy.serverPort());
    options.timeouts.proxy = std::chrono::milliseconds(200);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.phase, FailurePhase::Proxy);
    QCOMPARE(record.failure.fact,
        QStringLiteral("expected the proxy %1 to connect to server.test:443, got no answer within 0.2 s")
            .arg(options.proxy.toString()));
    QCOMPARE(record.failure.cause, QStringLiteral("The time-out of the proxy is 0.2 s."));
    QVERIFY(record.times.proxy >= 100'000'000);
    QTRY_VERIFY(proxy.received.startsWith("CONNECT server.test:443 HTTP/1.1\r\n"));
    QTRY_COMPARE(proxy.socket()->state(), QAbstractSocket::UnconnectedState);
}

/// What comes meanwhile does not push the time-out away.
void TestProxies::silentHalfway()
{
    ScriptedProxy proxy({QByteArray::fromHex("0500"), QByteArray::fromHex("0500")});
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
    options.proxy = proxyAt(ProxyKind::Socks5, proxy.serverPort());
    options.timeouts.proxy = std::chrono::milliseconds(600);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().endsWith(QStringLiteral("no answer within 0.6 s")), qPrintable(client.refused[0]));
    QCOMPARE(client.record().proxyAnswer, QByteArray::fromHex("05000500"));
    QCOMPARE(client.record().failure.evidence, QStringLiteral("05 00 05 00"));
}

void TestProxies::scriptedRefusals_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::addColumn<QString>("got");
    const auto http = [](const char *name, const QByteArray &answer, const char *got) {
        QTest::newRow(name) << ProxyKind::Http << QList<QByteArray>{answer} << QString::fromUtf8(got);
    };
    http("502 with a body", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops", "got 502 Bad Gateway");
    http("504", "HTTP/1.1 504 Gateway Timeout\r\n\r\n", "got 504 Gateway Timeout");
    http("another protocol", "220 mail.example ESMTP\r\n", "got an answer that is no HTTP, “220 mail.example ESMTP”");
    http("half a head", "HTTP/1.1 200", "got the end of the connection after 12 bytes");
    QTest::newRow("nothing") << ProxyKind::Http << QList<QByteArray>{} << QStringLiteral("got the end of the");
    QTest::newRow("SOCKS, nothing") << ProxyKind::Socks5 << QList<QByteArray>{} << QStringLiteral("got the end of the");
    const auto socks = [](const char *name, const QList<QByteArray> &answers, const char *got) {
        QTest::newRow(name) << ProxyKind::Socks5 << answers << QString::fromUtf8(got);
    };
    const QByteArray method = QByteArray::fromHex("0500");
    socks("SOCKS, an HTTP proxy", {"HTTP/1.1 400 Bad Request\r\n\r\n"}, "this port speaks HTTP, not SOCKS5");
    socks("SOCKS, host unreachable", {method, QByteArray::fromHex("05040001000000000000")}, "host unreachable (0x04)");
    socks(
        "SOCKS, half a reply", {method, QByteArray::fromHex("050000")}, "the end of the connection instead of a reply");
}

void TestProxies::scriptedRefusals()
{
    QFETCH(ProxyKind, kind);
    QFETCH(QList<QByteArray>, answers);
    QFETCH(QString, got);
    for (const bool secure : {false, true}) {
        ScriptedProxy proxy(answers, ScriptedProxy::Then::End);
        ClientHarness client;
        ClientOptions options =
            client.options(secure ? QStringLiteral("wss://server.test:77/") : QStringLiteral("ws://server.test:77/"));
        options.proxy = proxyAt(kind, proxy.serverPort());
        client.session()->open(options);
        QTRY_COMPARE(client.refused.size(), 1);
        const Failure failure = client.record().failure;
        QCOMPARE(failure.phase, FailurePhase::Proxy);
        QVERIFY2(failure.fact.contains(got), qPrintable(failure.fact));
        QVERIFY(failure.fact.contains(QStringLiteral(" to connect to server.test:77, got ")));
        QVERIFY(client.record().times.proxy >= 0);
    }
}

void TestProxies::bytesBehindTheAnswerAreTheServers()
{
    const QByteArray response = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    ScriptedProxy proxy({"HTTP/1.1 200 OK\r\n\r\n" + response});
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
    options.proxy = proxyAt(ProxyKind::Http, proxy.serverPort());
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.phase, FailurePhase::Verdict); // not the proxy's any more
    QCOMPARE(record.rawResponse, response);
    QCOMPARE(record.proxyAnswer, QByteArray("HTTP/1.1 200 OK\r\n\r\n"));
}

void TestProxies::endsBehindItsAnswer()
{
    for (const bool secure : {false, true}) {
        ScriptedProxy proxy({"HTTP/1.1 200 OK\r\n\r\n"}, ScriptedProxy::Then::End);
        ClientHarness client;
        ClientOptions options =
            client.options(secure ? QStringLiteral("wss://server.test/") : QStringLiteral("ws://server.test/"));
        options.proxy = proxyAt(ProxyKind::Http, proxy.serverPort());
        client.session()->open(options);
        QTRY_COMPARE(client.refused.size(), 1);
        QVERIFY2(client.refused.first().contains(QStringLiteral("the end of the connection")),
            qPrintable(client.refused.first()));
    }
}

void TestProxies::echoServerIsNoProxy()
{
    for (const ProxyKind kind : {ProxyKind::Http, ProxyKind::Socks5}) {
        ScriptedProxy proxy;
        proxy.echo();
        ClientHarness client;
        ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
        options.proxy = proxyAt(kind, proxy.serverPort(), true);
        client.session()->open(options);
        QTRY_COMPARE(client.refused.size(), 1);
        QCOMPARE(client.record().failure.phase, FailurePhase::Proxy);
        const QByteArray capture = captureBytes(client);
        QVERIFY(!capture.contains("s3cret"));
        QVERIFY(!capture.contains("YW5uOnMzY3JldA=="));
    }
}

void TestProxies::nameGoesAsName_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("CONNECT") << ProxyKind::Http << QList<QByteArray>{"HTTP/1.1 200 OK\r\n\r\n"}
                             << QByteArray("CONNECT nobody.invalid:80 HTTP/1.1\r\nHost: nobody.invalid:80\r\n\r\n");
    QTest::newRow("SOCKS5") << ProxyKind::Socks5
                            << QList<QByteArray>{QByteArray::fromHex("0500"),
                                   QByteArray::fromHex("05000001000000000000")}
                            << QByteArray("\x05\x01\x00\x05\x01\x00\x03\x0enobody.invalid\x00\x50", 24);
}

/// Nothing is looked up here: the proxy may know names that this computer does not.
void TestProxies::nameGoesAsName()
{
    QFETCH(ProxyKind, kind);
    QFETCH(QList<QByteArray>, answers);
    QFETCH(QByteArray, asked);
    ScriptedProxy proxy(answers);
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://nobody.invalid/path"));
    options.proxy = proxyAt(kind, proxy.serverPort());
    client.session()->open(options);
    QTRY_VERIFY(proxy.received.endsWith("\r\n\r\n") && proxy.received.contains("GET /path HTTP/1.1\r\n"));
    QVERIFY2(proxy.received.startsWith(asked), proxy.received.toHex(' ').constData());
    QVERIFY(proxy.received.mid(asked.size()).startsWith("GET /path HTTP/1.1\r\nHost: nobody.invalid\r\n"));
    QVERIFY(!client.states.contains(SessionState::LookingUp));
}

void TestProxies::optionsThatCannotBe()
{
    ScriptedProxy proxy;
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
    options.proxy = proxyAt(ProxyKind::Http, proxy.serverPort());
    options.proxy.user = QStringLiteral("a:b");
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(QStringLiteral("RFC 7617 §2")), qPrintable(client.refused.first()));
    QCOMPARE(client.record().failure.phase, FailurePhase::Proxy);
    QCOMPARE(client.record().failure.notCause, QStringLiteral("Nothing was sent."));
    QCOMPARE(proxy.connections, 0);
}

void TestProxies::cancelled()
{
    ScriptedProxy proxy;
    ClientHarness client;
    ClientOptions options = client.options(QStringLiteral("ws://server.test/"));
    options.proxy = proxyAt(ProxyKind::Http, proxy.serverPort());
    client.session()->open(options);
    QTRY_VERIFY(!client.states.isEmpty() && client.states.last() == SessionState::Proxy);
    client.session()->cancel();
    QTRY_COMPARE(client.refused, QStringList{QStringLiteral("cancelled while waiting for the proxy")});
    QTRY_VERIFY(proxy.socket() && proxy.socket()->state() == QAbstractSocket::UnconnectedState);
}

void TestProxies::environment_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("asked"); // the first bytes that the proxy gets
    QTest::newRow("ws") << QStringLiteral("ws://server.test/") << QByteArray("http_proxy") << QByteArray("http://")
                        << QByteArray("CONNECT server.test:80 ");
    QTest::newRow("wss") << QStringLiteral("wss://server.test/") << QByteArray("https_proxy") << QByteArray("http://")
                         << QByteArray("CONNECT server.test:443 ");
    QTest::newRow("all") << QStringLiteral("wss://server.test/") << QByteArray("all_proxy") << QByteArray("socks5h://")
                         << QByteArray("\x05\x01\x00", 3);
    QTest::newRow("an address") << QStringLiteral("ws://192.0.2.7:9/") << QByteArray("ALL_PROXY")
                                << QByteArray("socks5://") << QByteArray("\x05\x01\x00", 3);
}

void TestProxies::environment()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, asked);
    ScriptedProxy proxy({"\x05\xff"});
    const QByteArray value = scheme + "127.0.0.1:" + QByteArray::number(proxy.serverPort());
    qputenv(variable.constData(), value);
    ClientHarness client;
    client.open(address);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(proxy.received.startsWith(asked), proxy.received.constData());
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.phase, FailurePhase::Proxy);
    QCOMPARE(record.proxy, QString::fromLatin1(value).replace(QStringLiteral("socks5h"), QStringLiteral("socks5")));
    QVERIFY2(record.failure.suggestion.endsWith(
                 QStringLiteral("The proxy comes from the environment variable %1; choose none to connect directly.")
                     .arg(QString::fromLatin1(variable))),
        qPrintable(record.failure.suggestion));
}

void TestProxies::environmentWithAnUnusableProxy()
{
    qputenv("http_proxy", "https://ann:s3cret@127.0.0.1:9");
    ClientHarness client;
    client.open(QStringLiteral("ws://server.test/"));
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(),
        QStringLiteral("expected a proxy that begins with http:// or socks5://, got https:// in the environment "
                       "variable http_proxy"));
    QVERIFY(!captureBytes(client).contains("s3cret"));
}

void TestProxies::loopbackNeverTakesTheSystemsProxy()
{
    ScriptedProxy proxy;
    for (const char *variable : {"http_proxy", "all_proxy"})
        qputenv(variable, "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    ScriptedServer server;
    server.acceptAll();
    for (const char *host : {"127.0.0.1", "localhost"}) {
        ClientHarness client;
        client.open(server.address().replace(QStringLiteral("127.0.0.1"), QLatin1String(host)));
        QTRY_VERIFY(client.isOpen());
        QVERIFY(client.record().proxy.isEmpty());
        QCOMPARE(client.record().times.proxy, -1);
    }
    QCOMPARE(proxy.connections, 0);
}

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
