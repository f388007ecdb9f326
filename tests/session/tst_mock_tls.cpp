// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "plainsocket.h"

#include "app/tap/tlsidentity.h"
#include "rawclient.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSslSocket>
#include <QWebSocket>

using namespace handglass;

namespace {

QSslConfiguration trusting(const QSslCertificate &certificate)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({certificate});
    configuration.setAllowedNextProtocols({"http/1.1"});
    return configuration;
}

/// A client that is a bare QSslSocket, waits without an event loop.
class SecureClient final
{
public:
    SecureClient(quint16 port, const QSslConfiguration &configuration)
    {
        socket.setSslConfiguration(configuration);
        QObject::connect(&socket, &QSslSocket::alertReceived, &socket,
            [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) { alerts.append(type); });
        socket.connectToHostEncrypted(
            QStringLiteral("localhost"), port, QIODevice::ReadWrite, QSslSocket::IPv4Protocol);
    }
    bool encrypted() { return socket.waitForEncrypted(RawClient::WaitMs); }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    QByteArray until(const QByteArray &sign)
    {
        QByteArray all;
        while (!all.contains(sign) && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(RawClient::WaitMs)))
            all += socket.readAll();
        return all;
    }

    QSslSocket socket;
    QList<QSsl::AlertType> alerts;
};

MockOptions secure()
{
    MockOptions options = MockFixture::anyPort();
    options.tls.enabled = true;
    return options;
}

} // namespace

/// A mock that serves wss://: with its own certificate and with given ones, and what it says of clients that fail.
class TestMockTls final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void opens_data();
    void opens();
    void bareQWebSocket();
    void givenCertificate_data();
    void givenCertificate();
    void unusableFiles();
    void minimumVersion();
    void clientThatDoesNotTrustUs();
    void clientThatSaysSo();
    void plainRequest();
    void plainBytes();
    void silence();
    void endBeforeTls();
    void clientCertificate_data();
    void clientCertificate();
    void clientCertificateMissing_data();
    void clientCertificateMissing();
    void clientCertificateOfAnotherAuthority();
    void anyClientCertificate();
    void closesWithoutReset();
    void bigEcho();
    void stopped();
    void nothingSecretInTheCapture();

private:
    QString write(const char *name, const QByteArray &content) const;
    QSslConfiguration trustingOwn() const;

    QTemporaryDir m_folder;
    TestCertificate m_authority{[] {
        TestCertificate::Spec spec;
        spec.name = "Client CA";
        spec.authority = true;
        return spec;
    }()};
};

void TestMockTls::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity), QString());
}

QString TestMockTls::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

/// As a user does who has exported it.
QSslConfiguration TestMockTls::trustingOwn() const
{
    return trusting(QSslCertificate::fromPath(ownidentity::certificateFile()).value(0));
}

void TestMockTls::opens_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestMockTls::opens()
{
    QFETCH(int, version);
    MockFixture mock(secure());
    QVERIFY2(mock.listenErrors.isEmpty(), qPrintable(mock.listenErrors.value(0)));
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    SecureClient client(mock.port(), configuration);
    QVERIFY2(client.encrypted(), qPrintable(client.socket.errorString()));
    client.send(RawClient::request({}, "/quotes"));
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    client.send(RawClient::masked(Opcode::Text, "Hello"));
    QCOMPARE(client.until("Hello"), QByteArray("\x81\x05Hello"));
    QTRY_COMPARE(mock.opened.size(), 1);
    const ConnectionRecord record = mock.record(mock.opened.first()).value();
    QCOMPARE(record.url, QStringLiteral("wss://127.0.0.1:%1/quotes").arg(mock.port()));
    QCOMPARE(record.tlsFacts.protocol, QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(record.tls, record.tlsFacts.protocol + QStringLiteral(", ") + record.tlsFacts.cipher);
    QCOMPARE(record.tlsFacts.alpn, QStringLiteral("http/1.1"));
    QCOMPARE(record.tlsFacts.serverName, QStringLiteral("localhost"));
    QCOMPARE(record.tlsFacts.ownCertificate, QStringLiteral("CN=Handglass mock server"));
    QVERIFY(record.tlsFacts.chain.isEmpty());
    QVERIFY(record.times.tls > 0 && record.times.upgrade >= 0);
}

void TestMockTls::bareQWebSocket()
{
    MockFixture mock(secure());
    QWebSocket client;
    client.setSslConfiguration(trustingOwn());
    QStringList got;
    bool ended = false;
    QObject::connect(
        &client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { got.append(text); });
    QObject::connect(&client, &QWebSocket::disconnected, &client, [&] { ended = true; });
    QObject::connect(
        &client, &QWebSocket::connected, &client, [&] { client.sendTextMessage(QStringLiteral("Hello")); });
    client.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE(got, QStringList(QStringLiteral("Hello")));
    mock.mock().closeConnection(mock.opened.first(), 4001, QStringLiteral("enough"));
    QTRY_VERIFY(ended);
    QCOMPARE(int(client.closeCode()), 4001);
    QCOMPARE(client.closeReason(), QStringLiteral("enough"));
    QTRY_COMPARE(mock.closed.size(), 1);
    QVERIFY(mock.record(mock.closed.first())->clean);
}

void TestMockTls::givenCertificate_data()
{
    QTest::addColumn<bool>("pkcs12");
    QTest::newRow("PEM") << false;
    QTest::newRow("PKCS#12") << true;
}

void TestMockTls::givenCertificate()
{
    QFETCH(bool, pkcs12);
    const TestCertificate own{{}};
    MockOptions options = secure();
    options.tls.passphrase = QStringLiteral("open sesame");
    if (pkcs12) {
        options.tls.certificateFile = write("own.p12", own.pkcs12("open sesame"));
    } else {
        options.tls.certificateFile = write("own.pem", own.pem());
        options.tls.keyFile = write("own.key", own.keyPem("open sesame"));
    }
    MockFixture mock(options);
    QVERIFY2(mock.listenErrors.isEmpty(), qPrintable(mock.listenErrors.value(0)));
    SecureClient client(mock.port(), trusting(own.certificate()));
    QVERIFY2(client.encrypted(), qPrintable(client.socket.errorString()));
    QCOMPARE(client.socket.peerCertificate(), own.certificate());
}

void TestMockTls::unusableFiles()
{
    const TestCertificate own{{}};
    MockOptions options = secure();
    options.tls.certificateFile = write("own.p12", own.pkcs12("open sesame"));
    options.tls.passphrase = QStringLiteral("abracadabra");
    MockFixture mock(options);
    QCOMPARE(mock.listenErrors,
        {QStringLiteral("expected the passphrase of the key in %1, got another one").arg(options.tls.certificateFile)});
    options.tls = secure().tls;
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = m_folder.filePath(QStringLiteral("none.pem"));
    mock.mock().listen(options);
    QTRY_COMPARE(mock.listenErrors.size(), 2);
    QVERIFY(mock.listenErrors.last().contains(options.tls.clientCaFile));
}

void TestMockTls::minimumVersion()
{
    MockOptions options = secure();
    options.tls.minimum = TlsMinimum::Tls13;
    MockFixture mock(options);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::TlsV1_2);
    SecureClient client(mock.port(), configuration);
    QVERIFY(!client.encrypted());
    QCOMPARE(client.alerts, {QSsl::AlertType::ProtocolVersion});
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected a TLS version that this mock permits, got an older one"));
    QCOMPARE(mock.record(mock.refused.first())->state, ConnectionState::Failed);
}

/// Qt's client judges at the end of the handshake, and ends it without a word.
void TestMockTls::clientThatDoesNotTrustUs()
{
    MockFixture mock(secure());
    SecureClient client(mock.port(), trusting(m_authority.certificate()));
    QVERIFY(!client.encrypted());
    QTRY_COMPARE(mock.refused.size(), 1);
    const ConnectionRecord record = mock.record(mock.refused.first()).value();
    QCOMPARE(record.failure.phase, FailurePhase::Tls);
    QCOMPARE(record.failure.fact, QStringLiteral("expected the TLS handshake to end, got the end of the connection"));
    QVERIFY(record.failure.cause.contains(QStringLiteral("do not trust our certificate")));
    QCOMPARE(record.tlsFacts.serverName, QStringLiteral("localhost"));
    QVERIFY(record.times.tls > 0);
}

void TestMockTls::clientThatSaysSo()
{
    MockFixture mock(secure());
    QSslConfiguration configuration = trusting(m_authority.certificate());
    configuration.setHandshakeMustInterruptOnError(true);
    SecureClient client(mock.port(), configuration);
    QVERIFY(!client.encrypted());
    QTRY_COMPARE(mock.refused.size(), 1);
    const Failure failure = mock.record(mock.refused.first())->failure;
    QCOMPARE(failure.fact,
        QStringLiteral("expected the client to go on with TLS, got the alert 48 unknown_ca, RFC 8446 §6.2"));
    QCOMPARE(failure.cause, QStringLiteral("The client does not trust our certificate."));
    QCOMPARE(failure.evidence, QStringLiteral("TLS alert 48 unknown_ca"));
    QCOMPARE(failure.section, QStringLiteral("RFC 8446 §6.2"));
}

void TestMockTls::plainRequest()
{
    MockFixture mock(secure());
    PlainSocket client(mock.port());
    QVERIFY(client.send(RawClient::request({}, "/quotes")));
    const QByteArray answer = client.readToEnd();
    QCOMPARE(client.end(), PlainSocket::End::Fin);
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
    const QByteArray said = "this port speaks wss://, not ws://";
    QVERIFY2(answer.contains(said), answer.constData());
    QVERIFY(answer.contains(QStringLiteral("wss://127.0.0.1:%1").arg(mock.port()).toLatin1()));
    QTRY_COMPARE(mock.refused.size(), 1);
    const ConnectionRecord record = mock.record(mock.refused.first()).value();
    QCOMPARE(record.failure.phase, FailurePhase::Tls);
    QVERIFY(record.rawRequest.startsWith("GET /quotes "));
    QVERIFY(record.tls.isEmpty() && record.tlsFacts.isEmpty());
}

void TestMockTls::plainBytes()
{
    MockFixture mock(secure());
    PlainSocket client(mock.port());
    QVERIFY(client.send("Hello\r\n\r\n"));
    QVERIFY(client.readToEnd().startsWith("HTTP/1.1 400 "));
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.record(mock.refused.first())->failure.phase, FailurePhase::Tls);
}

void TestMockTls::silence()
{
    MockOptions options = secure();
    options.timeouts.tls = std::chrono::milliseconds(100);
    MockFixture mock(options);
    PlainSocket client(mock.port());
    QVERIFY(client.send("\x16"));
    QCOMPARE(client.readToEnd(), QByteArray());
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected the TLS handshake to end within 0.1 s, got no end of it"));
}

void TestMockTls::endBeforeTls()
{
    MockFixture mock(secure());
    PlainSocket client(mock.port());
    client.endSending();
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected a TLS handshake, got the end of the connection"));
}

void TestMockTls::clientCertificate_data()
{
    opens_data();
}

void TestMockTls::clientCertificate()
{
    QFETCH(int, version);
    MockOptions options = secure();
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = write("ca.pem", m_authority.pem());
    MockFixture mock(options);
    const TestCertificate own({}, &m_authority);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    configuration.setLocalCertificateChain({own.certificate(), m_authority.certificate()});
    configuration.setPrivateKey(own.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.socket.waitForEncrypted();
    client.send(RawClient::request());
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    QTRY_COMPARE(mock.opened.size(), 1);
    const TlsFacts facts = mock.record(mock.opened.first())->tlsFacts;
    QCOMPARE(facts.chain.value(0).sha256, own.sha256());
    QCOMPARE(facts.chain.size(), 2);
    QCOMPARE(facts.errors, QStringList());
}

void TestMockTls::clientCertificateMissing_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("alert");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2) << int(QSsl::AlertType::HandshakeFailure);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3) << int(QSsl::AlertType::CertificateRequired);
}

void TestMockTls::clientCertificateMissing()
{
    QFETCH(int, version);
    QFETCH(int, alert);
    MockOptions options = secure();
    options.tls.requireClientCertificate = true;
    MockFixture mock(options);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    SecureClient client(mock.port(), configuration);
    client.socket.waitForEncrypted();
    client.socket.waitForReadyRead(RawClient::WaitMs);
    QCOMPARE(client.alerts, {QSsl::AlertType(alert)});
    QTRY_COMPARE(mock.refused.size(), 1);
    const Failure failure = mock.record(mock.refused.first())->failure;
    QCOMPARE(failure.phase, FailurePhase::Tls);
    QCOMPARE(failure.fact, QStringLiteral("expected a client certificate, got none, RFC 8446 §4.4.2.4"));
    QVERIFY(failure.evidence.contains(QStringLiteral("peer did not return a certificate")));
}

void TestMockTls::clientCertificateOfAnotherAuthority()
{
    MockOptions options = secure();
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = write("ca.pem", m_authority.pem());
    MockFixture mock(options);
    const TestCertificate strange{{}};
    QSslConfiguration configuration = trustingOwn();
    configuration.setLocalCertificate(strange.certificate());
    configuration.setPrivateKey(strange.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.socket.waitForEncrypted();
    client.socket.waitForReadyRead(RawClient::WaitMs);
    QCOMPARE(client.alerts, {QSsl::AlertType::UnknownCa});
    QTRY_COMPARE(mock.refused.size(), 1);
    const ConnectionRecord record = mock.record(mock.refused.first()).value();
    QVERIFY2(
        record.failure.fact.startsWith(QStringLiteral("expected a client certificate from the authorities of this "
                                                      "mock, got: the certificate CN=Handglass test is self-signed")),
        qPrintable(record.failure.fact));
    QCOMPARE(record.tlsFacts.chain.value(0).sha256, strange.sha256());
    QCOMPARE(record.tlsFacts.errors.size(), 1);
}

void TestMockTls::anyClientCertificate()
{
    MockOptions options = secure();
    options.tls.requireClientCertificate = true;
    MockFixture mock(options);
    const TestCertificate strange{{}};
    QSslConfiguration configuration = trustingOwn();
    configuration.setLocalCertificate(strange.certificate());
    configuration.setPrivateKey(strange.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.socket.waitForEncrypted();
    client.send(RawClient::request());
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    QTRY_COMPARE(mock.opened.size(), 1);
    const TlsFacts facts = mock.record(mock.opened.first())->tlsFacts;
    QCOMPARE(facts.chain.value(0).sha256, strange.sha256());
    QCOMPARE(facts.accepted, QStringLiteral("any client certificate will do"));
    QCOMPARE(facts.errors.size(), 1);
}

/// The close frame, close_notify, then TCP's end: also for a client that goes on sending.
void TestMockTls::closesWithoutReset()
{
    MockFixture mock(secure());
    SecureClient client(mock.port(), trustingOwn());
    QVERIFY(client.encrypted());
    client.send(RawClient::request());
    client.until("\r\n\r\n");
    QList<QAbstractSocket::SocketError> errors;
    QObject::connect(&client.socket, &QSslSocket::errorOccurred, &client.socket,
        [&](QAbstractSocket::SocketError error) { errors.append(error); });
    client.send(RawClient::close(1000));
    client.send(QByteArray(64 * 1024, 'x'));
    const QByteArray frame = client.until(QByteArray("\x88\x02\x03\xe8", 4));
    QCOMPARE(frame, QByteArray("\x88\x02\x03\xe8", 4));
    client.send(QByteArray(64 * 1024, 'x'));
    client.socket.disconnectFromHost();
    if (client.socket.state() != QAbstractSocket::UnconnectedState)
        client.socket.waitForDisconnected();
    for (const auto error : std::as_const(errors))
        QCOMPARE(error, QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(mock.closed.size(), 1);
    QVERIFY(mock.record(mock.closed.first())->clean);
}

void TestMockTls::bigEcho()
{
    MockFixture mock(secure());
    QWebSocket client;
    client.setSslConfiguration(trustingOwn());
    QList<QByteArray> got;
    QObject::connect(
        &client, &QWebSocket::binaryMessageReceived, &client, [&](const QByteArray &bytes) { got.append(bytes); });
    QObject::connect(&client, &QWebSocket::connected, &client, [&] {
        for (int i = 0; i < 8; ++i)
            client.sendBinaryMessage(QByteArray(4 << 20, char(i)));
    });
    client.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE_WITH_TIMEOUT(got.size(), 8, 30'000);
    QCOMPARE(got.last(), QByteArray(4 << 20, char(7)));
}

void TestMockTls::stopped()
{
    MockFixture mock(secure());
    QWebSocket open;
    open.setSslConfiguration(trustingOwn());
    bool ended = false;
    QObject::connect(&open, &QWebSocket::disconnected, &open, [&] { ended = true; });
    open.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE(mock.opened.size(), 1);
    PlainSocket beginning(mock.port());
    beginning.send("\x16");
    QTRY_COMPARE(mock.records().size(), 2);
    mock.mock().stop();
    QTRY_COMPARE(mock.stopped, 1);
    QTRY_VERIFY(ended);
    QCOMPARE(int(open.closeCode()), 1001);
}

void TestMockTls::nothingSecretInTheCapture()
{
    const TestCertificate own{{}};
    MockOptions options = secure();
    options.tls.certificateFile = write("own.pem", own.pem());
    options.tls.keyFile = write("own.key", own.keyPem("open sesame"));
    options.tls.passphrase = QStringLiteral("open sesame");
    MockFixture mock(options);
    SecureClient client(mock.port(), trusting(own.certificate()));
    QVERIFY(client.encrypted());
    client.send(RawClient::request());
    client.until("\r\n\r\n");
    QTRY_COMPARE(mock.opened.size(), 1);
    mock.records();
    const QFileInfo capture(mock.writer().path());
    QByteArray bytes;
    for (const QFileInfo &info : capture.dir().entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    QVERIFY(bytes.contains("127.0.0.1"));
    QVERIFY(!bytes.contains("open sesame"));
    QVERIFY(!bytes.contains("PRIVATE KEY"));
    for (const QByteArray &line : own.keyPem().split('\n').mid(1, 2))
        QVERIFY(!line.isEmpty() && !bytes.contains(line) && !bytes.contains(QByteArray::fromBase64(line)));
}

QTEST_GUILESS_MAIN(TestMockTls)
#include "tst_mock_tls.moc"
