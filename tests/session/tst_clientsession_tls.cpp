// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace handglass;

/// wss:// with the system's CAs: what is trusted opens; what is not says which error it was, and sends nothing.
/// The server's certificate is for 127.0.0.1, self-signed: openssl req -x509 -newkey ec -pkeyopt
/// ec_paramgen_curve:P-256 -nodes -days 36500 -subj "/CN=Handglass test" -addext "subjectAltName=IP:127.0.0.1"
class TestClientSessionTls final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void cleanup() { QSslConfiguration::setDefaultConfiguration(m_system); }

    void notTrusted();
    void trusted();
    void heldBackAndResumed();
    void anotherName();
    void plainServer();
    void serverThatEnds();
    void silentServer();
    void serverName();

private:
    void trust();

    QSslConfiguration m_system;
    QSslConfiguration m_server;
};

void TestClientSessionTls::initTestCase()
{
    m_system = QSslConfiguration::defaultConfiguration();
    m_server = m_system;
    QFile key(QStringLiteral(TEST_DATA "/server-key.pem"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    m_server.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_server.setLocalCertificateChain(QSslCertificate::fromPath(QStringLiteral(TEST_DATA "/server-certificate.pem")));
    QVERIFY(!m_server.privateKey().isNull() && !m_server.localCertificate().isNull());
}

/// As if a CA of this computer had signed it.
void TestClientSessionTls::trust()
{
    QSslConfiguration trusting = m_system;
    trusting.addCaCertificate(m_server.localCertificate());
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestClientSessionTls::notTrusted()
{
    ScriptedServer server(m_server);
    ClientHarness client;
    client.open(server.address());
    QTRY_COMPARE(client.refused.size(), 1);
    const ConnectionRecord record = client.record();
    QCOMPARE(record.failure.phase, FailurePhase::Tls);
    QVERIFY2(record.failure.fact.startsWith(
                 QStringLiteral("expected a certificate that this computer trusts for 127.0.0.1, got: The ")),
        qPrintable(record.failure.fact));
    QVERIFY2(record.failure.fact.contains(QStringLiteral("self-signed")), qPrintable(record.failure.fact));
    QVERIFY2(record.failure.cause.contains(QStringLiteral("Handglass test")), qPrintable(record.failure.cause));
    QVERIFY(record.times.tcp > 0 && record.times.tls > 0);
    QVERIFY(record.rawRequest.isEmpty());
    QVERIFY(!server.hasRequest());
}

void TestClientSessionTls::trusted()
{
    trust();
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.states,
        (QList<SessionState>{SessionState::Tcp, SessionState::Tls, SessionState::Upgrading, SessionState::Open}));
    ConnectionRecord record = client.record();
    QVERIFY2(record.tls.startsWith(QStringLiteral("TLS 1.3, TLS_")), qPrintable(record.tls));
    QVERIFY(record.times.tls > 0 && record.times.upgrade > 0 && record.requestNs > 0);

    const QByteArray big(16 << 20, 'b');
    server.send(Opcode::Binary, big);
    server.send(Opcode::Text, "and a small one");
    QTRY_COMPARE_WITH_TIMEOUT(server.frames.size(), 2, 20'000);
    QVERIFY(server.frames.first().payload == big);
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    server.send(Opcode::Close, QByteArray("\x03\xe8", 2));
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    QVERIFY(client.record().clean);
}

void TestClientSessionTls::heldBackAndResumed()
{
    trust();
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = client.options(server.address());
    options.echo = true;
    options.limits.unsent = 1 << 20;
    client.session()->open(options);
    QTRY_VERIFY(client.isOpen());
    server.stopReading();
    constexpr int Count = 48;
    for (int i = 0; i < Count; ++i)
        server.send(Opcode::Binary, QByteArray(1 << 20, char(i)));
    QTRY_VERIFY(!client.pressures.isEmpty() && client.pressures.last().paused);
    server.readAgain();
    QTRY_COMPARE_WITH_TIMEOUT(server.frames.size(), Count, 30'000);
    QCOMPARE(server.frames.last().payload, QByteArray(1 << 20, char(Count - 1)));
    QTRY_VERIFY(!client.pressures.last().paused);
}

void TestClientSessionTls::anotherName()
{
    trust();
    ScriptedServer server(m_server); // its certificate is for 127.0.0.1 only
    ClientHarness client;
    client.open(server.address().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost")));
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(QStringLiteral("trusts for localhost, got: The host name did not match")),
        qPrintable(client.refused.first()));
}

void TestClientSessionTls::plainServer()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address().replace(QStringLiteral("ws:"), QStringLiteral("wss:")));
    QTRY_VERIFY(!server.received().isEmpty());
    server.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(),
        QStringLiteral("expected TLS from 127.0.0.1:%1, got bytes that are no TLS: this port speaks ws://, not wss://")
            .arg(server.serverPort()));
    QCOMPARE(client.record().failure.suggestion, QStringLiteral("Connect with ws:// instead."));
}

void TestClientSessionTls::serverThatEnds()
{
    ScriptedServer server;
    ClientHarness client;
    client.open(server.address().replace(QStringLiteral("ws:"), QStringLiteral("wss:")));
    QTRY_VERIFY(!server.received().isEmpty());
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().endsWith(QStringLiteral("got the end of the connection")),
        qPrintable(client.refused.first()));
    QCOMPARE(client.record().failure.phase, FailurePhase::Tls);
}

void TestClientSessionTls::silentServer()
{
    ScriptedServer server;
    ClientHarness client;
    ClientOptions options = client.options(server.address().replace(QStringLiteral("ws:"), QStringLiteral("wss:")));
    options.timeouts.tls = std::chrono::milliseconds(200);
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().endsWith(QStringLiteral("got no answer within 0.2 s")),
        qPrintable(client.refused.first()));
    QTRY_VERIFY(server.clientEnded());
}

void TestClientSessionTls::serverName()
{
    ScriptedServer server;
    ClientHarness client;
    QString address = server.address().replace(QStringLiteral("ws:"), QStringLiteral("wss:"));
    client.open(address.replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost")));
    // RFC 6066 §3: the length, then the name, in clear.
    QTRY_VERIFY(server.received().contains(QByteArray("\x00\x09localhost", 11)));
    client.session()->cancel();
    QTRY_VERIFY(client.isIdle());
}

QTEST_GUILESS_MAIN(TestClientSessionTls)
#include "tst_clientsession_tls.moc"
