// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "scriptedserver.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace handglass;

/// wss:// from the session to the capture: what is trusted opens; what is not says which error it was, and sends
/// nothing. (What TLS itself accepts and refuses: tst_tlsclient.) The server's certificate is self-signed.
class TestClientSessionTls final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void notTrusted();
    void trusted();
    void heldBackAndResumed();
    void anotherName();
    void plainServer();
    void serverThatEnds();
    void silentServer();
    void serverName();
    void clientCertificateMissing_data();
    void clientCertificateMissing();
    void clientCertificateOfAnotherAuthority();
    void unusableFile();
    void endOfTlsBeforeTcp_data();
    void endOfTlsBeforeTcp();
    void brokenRecord();
    void nothingSecretInTheCapture();

private:
    QString write(const char *name, const QByteArray &content) const;
    ClientOptions trusting(const QString &address) const;

    QTemporaryDir m_folder;
    TestCertificate m_own{{}};
    QSslConfiguration m_server = m_own.configuration();
    QString m_caFile;
};

void TestClientSessionTls::initTestCase()
{
    m_caFile = write("ca.pem", m_own.pem());
}

QString TestClientSessionTls::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

ClientOptions TestClientSessionTls::trusting(const QString &address) const
{
    ClientOptions options = ClientHarness::options(address);
    options.tls.caFile = m_caFile;
    return options;
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
                 QStringLiteral("expected a certificate that this computer trusts for 127.0.0.1, got: the ")),
        qPrintable(record.failure.fact));
    QVERIFY2(record.failure.fact.contains(QStringLiteral("self-signed")), qPrintable(record.failure.fact));
    QVERIFY2(record.failure.cause.contains(QStringLiteral("Handglass test")), qPrintable(record.failure.cause));
    QVERIFY2(record.failure.suggestion.contains(QStringLiteral("(--ca)")), qPrintable(record.failure.suggestion));
    QVERIFY(record.times.tcp > 0 && record.times.tls > 0);
    QVERIFY(record.rawRequest.isEmpty());
    QVERIFY(!server.hasRequest());
}

void TestClientSessionTls::trusted()
{
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = trusting(server.address());
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
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = trusting(server.address());
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
    TestCertificate::Spec spec;
    spec.names = "IP:127.0.0.1";
    const TestCertificate narrow(spec, &m_own);
    ScriptedServer server(narrow.configuration());
    ClientHarness client;
    client.session()->open(
        trusting(server.address().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"))));
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().contains(QStringLiteral("wrong name: expected localhost, got IP:127.0.0.1")),
        qPrintable(client.refused.first()));
    const QString advice = client.record().failure.suggestion;
    QVERIFY2(advice.contains(QStringLiteral("(--sni)")), qPrintable(advice));
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
        QStringLiteral("expected TLS from 127.0.0.1:%1, got bytes that are no TLS: this port does not speak wss://")
            .arg(server.serverPort()));
    QCOMPARE(client.record().failure.suggestion,
        QStringLiteral("Connect with ws:// instead, if a WebSocket server listens there."));
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

void TestClientSessionTls::clientCertificateMissing_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("says");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2)
                             << QStringLiteral("expected the TLS handshake to end, got a refusal after the server's "
                                               "hello from %1, RFC 8446 §6.2");
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3)
                             << QStringLiteral("expected a TLS connection without a client certificate, got the alert "
                                               "116 certificate_required from %1, RFC 8446 §6.2");
}

/// With TLS 1.3 its alert comes when the request is on its way.
void TestClientSessionTls::clientCertificateMissing()
{
    QFETCH(int, version);
    QFETCH(QString, says);
    QSslConfiguration strict = m_server;
    strict.setProtocol(QSsl::SslProtocol(version));
    strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
    strict.setMissingCertificateIsFatal(true);
    ScriptedServer server(strict);
    ClientHarness client;
    client.session()->open(trusting(server.address()));
    QTRY_COMPARE(client.refused.size(), 1);
    const Failure failure = client.record().failure;
    QCOMPARE(failure.fact, says.arg(QStringLiteral("127.0.0.1:%1").arg(server.serverPort())));
    QCOMPARE(failure.phase, FailurePhase::Tls);
    QVERIFY(failure.suggestion.contains(QStringLiteral("--cert")));
    QVERIFY(!server.hasRequest());
}

void TestClientSessionTls::clientCertificateOfAnotherAuthority()
{
    QSslConfiguration strict = m_server;
    strict.setProtocol(QSsl::TlsV1_3);
    strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
    strict.setHandshakeMustInterruptOnError(true);
    ScriptedServer server(strict);
    ClientHarness client;
    ClientOptions options = trusting(server.address());
    const TestCertificate strange{{}};
    options.tls.certificateFile = write("strange.pem", strange.pem() + strange.keyPem());
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QVERIFY2(client.refused.first().startsWith(
                 QStringLiteral("expected the server to take our certificate, got the alert 48 unknown_ca")),
        qPrintable(client.refused.first()));
}

void TestClientSessionTls::unusableFile()
{
    ScriptedServer server(m_server);
    ClientHarness client;
    ClientOptions options = trusting(server.address());
    options.tls.certificateFile = write("locked.p12", m_own.pkcs12("open sesame"));
    options.tls.passphrase = QStringLiteral("abracadabra");
    client.session()->open(options);
    QTRY_COMPARE(client.refused.size(), 1);
    QCOMPARE(client.refused.first(),
        QStringLiteral("expected the passphrase of the key in %1, got another one").arg(options.tls.certificateFile));
    QCOMPARE(client.record().failure.phase, FailurePhase::Tls);
    QCOMPARE(server.connections(), 0);
}

void TestClientSessionTls::endOfTlsBeforeTcp_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("behind a refusal") << QByteArray("404 Not Found");
    QTest::newRow("of an open connection") << QByteArray("101 Switching Protocols");
}

/// A server that sends close_notify and waits for the client's end of TCP, as Python's does: no time-out is waited for.
void TestClientSessionTls::endOfTlsBeforeTcp()
{
    QFETCH(QByteArray, status);
    const bool opens = status.startsWith("101");
    ScriptedServer server(m_server);
    server.acceptAll(opens);
    ClientHarness client;
    ClientOptions options = trusting(server.address());
    options.timeouts.upgrade = options.timeouts.close = std::chrono::seconds(60);
    client.session()->open(options);
    QTRY_VERIFY(server.hasRequest());
    if (opens)
        QTRY_VERIFY(client.isOpen());
    else
        server.send("HTTP/1.1 " + status + "\r\n\r\nto the end");
    const int kept = ::dup(int(server.socket()->socketDescriptor()));
    server.socket()->disconnectFromHost();
    if (opens) {
        QTRY_COMPARE(client.closed, 1);
        QCOMPARE(client.record().closedBy, ClosedBy::Peer);
    } else {
        QTRY_COMPARE(client.refused.size(), 1);
        QCOMPARE(client.record().body, QByteArray("to the end"));
    }
    ::close(kept);
}

/// What is no TLS amid it: nothing can be read behind it.
void TestClientSessionTls::brokenRecord()
{
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    client.session()->open(trusting(server.address()));
    QTRY_VERIFY(client.isOpen());
    const QByteArray record("\x17\x03\x03\x00\x20 this was never encrypted by us..", 37);
    QCOMPARE(::send(int(server.socket()->socketDescriptor()), record.constData(), size_t(record.size()), MSG_NOSIGNAL),
        ssize_t(record.size()));
    QTRY_COMPARE(client.closed, 1);
    QCOMPARE(client.record().closeCode, quint16(1006));
    QVERIFY2(
        client.lastRow().text.contains(QStringLiteral("TCP: Error while reading")), qPrintable(client.lastRow().text));
}

/// Neither key nor passphrase, in no form.
void TestClientSessionTls::nothingSecretInTheCapture()
{
    ScriptedServer server(m_server);
    server.acceptAll();
    ClientHarness client;
    ClientOptions options = trusting(server.address());
    const TestCertificate mine({}, &m_own);
    options.tls.certificateFile = write("mine.pem", mine.pem());
    options.tls.keyFile = write("mine.key", mine.keyPem("open sesame"));
    options.tls.passphrase = QStringLiteral("open sesame");
    client.session()->open(options);
    QTRY_VERIFY2(client.isOpen() || !client.refused.isEmpty(), "neither");
    QVERIFY2(client.isOpen(), qPrintable(client.refused.value(0)));
    client.session()->closeConnection(client.connection(), 1000, {});
    QTRY_COMPARE(server.payloads(Opcode::Close).size(), 1);
    server.socket()->disconnectFromHost();
    QTRY_COMPARE(client.closed, 1);
    client.record();
    QByteArray bytes;
    for (const QString &name : QDir(QFileInfo(client.writer().path()).path()).entryList(QDir::Files)) {
        QFile file(QFileInfo(client.writer().path()).dir().filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    QVERIFY(bytes.contains("127.0.0.1"));
    QVERIFY(!bytes.contains("open sesame"));
    QVERIFY(!bytes.contains("PRIVATE KEY"));
    for (const QByteArray &line : mine.keyPem().split('\n').mid(1, 2))
        QVERIFY(!line.isEmpty() && !bytes.contains(line) && !bytes.contains(QByteArray::fromBase64(line)));
}

QTEST_GUILESS_MAIN(TestClientSessionTls)
#include "tst_clientsession_tls.moc"
