// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "secureclient.h"

#include "app/tap/tlsidentity.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QFile>

using namespace handglass;

/// What a mock that serves wss:// says of clients that do not trust it, and of the certificates that it wants of them.
class TestMockTlsClients final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void clientThatDoesNotTrustUs();
    void clientThatSaysSo();
    void clientCertificate_data();
    void clientCertificate();
    void clientCertificateMissing_data();
    void clientCertificateMissing();
    void clientCertificateOfAnotherAuthority();
    void anyClientCertificate();

private:
    QString writeAuthority() const;

    QTemporaryDir m_folder;
    TestCertificate m_authority{[] {
        TestCertificate::Spec spec;
        spec.name = "Client CA";
        spec.authority = true;
        return spec;
    }()};
};

void TestMockTlsClients::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity), QString());
}

QString TestMockTlsClients::writeAuthority() const
{
    QFile file(m_folder.filePath(QStringLiteral("ca.pem")));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_authority.pem()) <= 0)
        qFatal("not written");
    return file.fileName();
}

/// Qt's client judges at the end of the handshake, and ends it without a word.
void TestMockTlsClients::clientThatDoesNotTrustUs()
{
    MockFixture mock(secureMock());
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

void TestMockTlsClients::clientThatSaysSo()
{
    MockFixture mock(secureMock());
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

void TestMockTlsClients::clientCertificate_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestMockTlsClients::clientCertificate()
{
    QFETCH(int, version);
    MockOptions options = secureMock();
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = writeAuthority();
    MockFixture mock(options);
    const TestCertificate own({}, &m_authority);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    configuration.setLocalCertificateChain({own.certificate(), m_authority.certificate()});
    configuration.setPrivateKey(own.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.encrypted();
    client.send(RawClient::request());
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    QTRY_COMPARE(mock.opened.size(), 1);
    const TlsFacts facts = mock.record(mock.opened.first())->tlsFacts;
    QCOMPARE(facts.chain.value(0).sha256, own.sha256());
    QCOMPARE(facts.chain.size(), 2);
    QCOMPARE(facts.errors, QStringList());
}

void TestMockTlsClients::clientCertificateMissing_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("alert");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2) << int(QSsl::AlertType::HandshakeFailure);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3) << int(QSsl::AlertType::CertificateRequired);
}

void TestMockTlsClients::clientCertificateMissing()
{
    QFETCH(int, version);
    QFETCH(int, alert);
    MockOptions options = secureMock();
    options.tls.requireClientCertificate = true;
    MockFixture mock(options);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    SecureClient client(mock.port(), configuration);
    client.encrypted();
    client.socket.waitForReadyRead(RawClient::WaitMs);
    QCOMPARE(client.alerts, {QSsl::AlertType(alert)});
    QTRY_COMPARE(mock.refused.size(), 1);
    const Failure failure = mock.record(mock.refused.first())->failure;
    QCOMPARE(failure.phase, FailurePhase::Tls);
    QCOMPARE(failure.fact, QStringLiteral("expected a client certificate, got none, RFC 8446 §4.4.2.4"));
    QVERIFY(failure.evidence.contains(QStringLiteral("peer did not return a certificate")));
}

void TestMockTlsClients::clientCertificateOfAnotherAuthority()
{
    MockOptions options = secureMock();
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = writeAuthority();
    MockFixture mock(options);
    const TestCertificate strange{{}};
    QSslConfiguration configuration = trustingOwn();
    configuration.setLocalCertificate(strange.certificate());
    configuration.setPrivateKey(strange.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.encrypted();
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

void TestMockTlsClients::anyClientCertificate()
{
    MockOptions options = secureMock();
    options.tls.requireClientCertificate = true;
    MockFixture mock(options);
    const TestCertificate strange{{}};
    QSslConfiguration configuration = trustingOwn();
    configuration.setLocalCertificate(strange.certificate());
    configuration.setPrivateKey(strange.configuration().privateKey());
    SecureClient client(mock.port(), configuration);
    client.encrypted();
    client.send(RawClient::request());
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    QTRY_COMPARE(mock.opened.size(), 1);
    const TlsFacts facts = mock.record(mock.opened.first())->tlsFacts;
    QCOMPARE(facts.chain.value(0).sha256, strange.sha256());
    QCOMPARE(facts.accepted, QStringLiteral("any client certificate will do"));
    QCOMPARE(facts.errors.size(), 1);
}

QTEST_GUILESS_MAIN(TestMockTlsClients)
#include "tst_mock_tlsclients.moc"
