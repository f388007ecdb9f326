// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsclient.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

namespace {

TestCertificate::Spec authority(const char *name = "Test CA", int fromDays = -1, int toDays = 30)
{
    TestCertificate::Spec spec;
    spec.name = name;
    spec.authority = true;
    spec.validFromDays = fromDays;
    spec.validToDays = toDays;
    return spec;
}

TestCertificate::Spec leaf(int fromDays, int toDays, const QByteArray &names = "DNS:localhost,IP:127.0.0.1")
{
    TestCertificate::Spec spec;
    spec.name = "leaf";
    spec.names = names;
    spec.validFromDays = fromDays;
    spec.validToDays = toDays;
    return spec;
}

/// A QSslServer and a TlsClient that meets it.
class Meeting final
{
public:
    explicit Meeting(const QSslConfiguration &server)
    {
        m_server.setSslConfiguration(server);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("not listening");
        QObject::connect(&m_server, &QSslServer::alertReceived, &m_server,
            [this](QSslSocket *, QSsl::AlertLevel, QSsl::AlertType type, const QString &) { alerts.append(type); });
    }

    bool meet(const TlsClientOptions &options, const QString &host = QStringLiteral("127.0.0.1"))
    {
        TlsClient client(options, host, m_server.serverPort(), record);
        failure = client.prepare();
        if (failure)
            return false;
        bool over = false;
        bool encrypted = false;
        QObject::connect(&client, &TlsClient::encrypted, &client, [&] { over = encrypted = true; });
        QObject::connect(&client, &TlsClient::failed, &client, [&](const Failure &why) {
            over = true;
            failure = why;
        });
        QSslSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server.serverPort());
        if (!socket.waitForConnected())
            qFatal("not connected");
        client.start(socket);
        if (!QTest::qWaitFor([&] { return over; }))
            qFatal("no end");
        return encrypted;
    }
    quint16 port() const { return m_server.serverPort(); }
    QString place() const { return QStringLiteral("127.0.0.1:%1").arg(port()); }

    ConnectionRecord record;
    Failure failure;
    QList<QSsl::AlertType> alerts;

private:
    QSslServer m_server;
};

} // namespace

/// A client's TLS phase against Qt's server: what is accepted, what is refused, and what is kept of both.
class TestTlsClient final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void factsOfGoodOnes_data();
    void factsOfGoodOnes();
    void refused_data();
    void refused();
    void expiredIntermediate();
    void expiredAuthority();
    void severalErrors();
    void noCheck();
    void trustedForThisHost();
    void trustedForAnotherPort();
    void changedCertificate();
    void nameInsteadOfHost();
    void minimumVersion();
    void noVersionInCommon();
    void noCipherInCommon();
    void otherProtocolChosen();
    void filesBeforeAnything();
    void keyWithoutCertificate();
    void clientCertificate_data();
    void clientCertificate();
    void clientCertificateMissing();
    void clientCertificateOfAnotherAuthority();

private:
    QString write(const char *name, const QByteArray &content) const;
    TlsClientOptions trusting() const;

    QTemporaryDir m_folder;
    TestCertificate m_authority{authority()};
    TestCertificate m_good{leaf(-1, 30), &m_authority};
    QString m_authorityFile;
};

void TestTlsClient::initTestCase()
{
    m_authorityFile = write("ca.pem", m_authority.pem());
}

QString TestTlsClient::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

TlsClientOptions TestTlsClient::trusting() const
{
    TlsClientOptions options;
    options.caFile = m_authorityFile;
    return options;
}

void TestTlsClient::factsOfGoodOnes_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestTlsClient::factsOfGoodOnes()
{
    QFETCH(int, version);
    QSslConfiguration server = m_good.configuration({m_authority});
    server.setProtocol(QSsl::SslProtocol(version));
    server.setAllowedNextProtocols({"http/1.1"});
    Meeting meeting(server);
    QVERIFY2(meeting.meet(trusting(), QStringLiteral("localhost")), qPrintable(meeting.failure.fact));
    const TlsFacts &facts = meeting.record.tlsFacts;
    QCOMPARE(facts.protocol, QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!facts.cipher.isEmpty());
    QCOMPARE(meeting.record.tls, facts.protocol + QStringLiteral(", ") + facts.cipher);
    QCOMPARE(facts.alpn, QStringLiteral("http/1.1"));
    QCOMPARE(facts.serverName, QStringLiteral("localhost"));
    QCOMPARE(facts.errors, QStringList());
    QCOMPARE(facts.accepted, QString());
    QCOMPARE(facts.chain.size(), 2);
    const CertificateFacts &own = facts.chain.first();
    QCOMPARE(own.subject, QStringLiteral("CN=leaf"));
    QCOMPARE(own.issuer, QStringLiteral("CN=Test CA"));
    QCOMPARE(own.names, (QStringList{QStringLiteral("DNS:localhost"), QStringLiteral("IP:127.0.0.1")}));
    QCOMPARE(own.key, QStringLiteral("EC 256 bits"));
    QCOMPARE(own.notAfter, m_good.certificate().expiryDate().toSecsSinceEpoch());
    QCOMPARE(own.notBefore, m_good.certificate().effectiveDate().toSecsSinceEpoch());
    QCOMPARE(own.sha256, m_good.sha256());
    QCOMPARE(own.pem, m_good.pem());
    QCOMPARE(own.serial.size(), 23); // eight bytes
    QCOMPARE(facts.chain.last().subject, QStringLiteral("CN=Test CA"));
}

void TestTlsClient::refused_data()
{
    QTest::addColumn<QSslConfiguration>("server");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("section");
    QTest::addColumn<int>("alert"); // that the server is sent; −1: none
    QTest::addColumn<QString>("advice");
    const auto day = [](int days) {
        return QDateTime::currentDateTimeUtc().addDays(days).toString(QStringLiteral("yyyy-MM-dd"));
    };
    const TestCertificate alone(leaf(-1, 30));
    const TestCertificate strange{authority("Strange CA")};
    QTest::newRow("expired") << TestCertificate(leaf(-20, -10), &m_authority).configuration()
                             << QStringLiteral("the certificate CN=leaf expired on ") + day(-10)
                             << QStringLiteral("RFC 5280 §4.1.2.5") << int(QSsl::AlertType::CertificateExpired)
                             << QStringLiteral("new certificate");
    QTest::newRow("not yet valid") << TestCertificate(leaf(10, 20), &m_authority).configuration()
                                   << QStringLiteral("the certificate CN=leaf is not valid before ") + day(10)
                                   << QStringLiteral("RFC 5280 §4.1.2.5") << int(QSsl::AlertType::BadCertificate)
                                   << QStringLiteral("clock");
    QTest::newRow("self-signed") << alone.configuration()
                                 << QStringLiteral("the certificate CN=leaf is self-signed, and not one that this "
                                                   "computer trusts")
                                 << QStringLiteral("RFC 5280 §6.1") << int(QSsl::AlertType::UnknownCa)
                                 << QStringLiteral("(--ca)");
    QTest::newRow("unknown issuer") << TestCertificate(leaf(-1, 30), &strange).configuration()
                                    << QStringLiteral("unknown issuer: CN=leaf was issued by CN=Strange CA, which the "
                                                      "peer did not send and this computer does not know")
                                    << QStringLiteral("RFC 5280 §6.1") << int(QSsl::AlertType::UnknownCa)
                                    << QStringLiteral("(--ca)");
    QTest::newRow("unknown root") << TestCertificate(leaf(-1, 30), &strange).configuration({strange})
                                  << QStringLiteral("unknown authority: the chain ends in CN=Strange CA, which is not "
                                                    "one that this computer trusts")
                                  << QStringLiteral("RFC 5280 §6.1") << int(QSsl::AlertType::UnknownCa)
                                  << QStringLiteral("(--ca)");
    QTest::newRow("wrong name")
        << TestCertificate(leaf(-1, 30, "DNS:example.org,IP:192.0.2.1"), &m_authority).configuration()
        << QStringLiteral("wrong name: expected 127.0.0.1, got DNS:example.org, IP:192.0.2.1")
        << QStringLiteral("RFC 9525 §6") << -1 << QStringLiteral("(--sni)");
}

void TestTlsClient::refused()
{
    QFETCH(QSslConfiguration, server);
    QFETCH(QString, says);
    QFETCH(QString, section);
    QFETCH(int, alert);
    QFETCH(QString, advice);
    Meeting meeting(server);
    QVERIFY(!meeting.meet(trusting()));
    const Failure &failure = meeting.failure;
    QCOMPARE(failure.phase, FailurePhase::Tls);
    QVERIFY2(failure.fact.startsWith(
                 QStringLiteral("expected a certificate that this computer trusts for 127.0.0.1, got: ") + says),
        qPrintable(failure.fact));
    QVERIFY2(failure.fact.endsWith(section), qPrintable(failure.fact));
    QCOMPARE(failure.section, section);
    QVERIFY2(failure.evidence.contains(QStringLiteral("SHA-256 ")), qPrintable(failure.evidence));
    QVERIFY2(failure.suggestion.contains(advice), qPrintable(failure.suggestion));
    QCOMPARE(failure.suggestion.contains(QStringLiteral("(--ca)")), section == QStringLiteral("RFC 5280 §6.1"));
    const TlsFacts &facts = meeting.record.tlsFacts;
    QCOMPARE(facts.errors.size(), 1);
    QVERIFY2(facts.errors.first().startsWith(says), qPrintable(facts.errors.first()));
    QCOMPARE(facts.accepted, QString());
    QCOMPARE(facts.chain.value(0).subject, QStringLiteral("CN=leaf"));
    if (alert >= 0)
        QTRY_VERIFY(meeting.alerts.contains(QSsl::AlertType(alert)));
}

/// Its time is over, and all that it signed with it.
void TestTlsClient::expiredIntermediate()
{
    const TestCertificate between(authority("Old CA", -20, -5), &m_authority);
    Meeting meeting(TestCertificate(leaf(-1, 30), &between).configuration({between}));
    QVERIFY(!meeting.meet(trusting()));
    QVERIFY2(meeting.failure.fact.contains(QStringLiteral("the certificate CN=Old CA expired on ")),
        qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.chain.size(), 2);
}

void TestTlsClient::expiredAuthority()
{
    const TestCertificate old{authority("Old CA", -20, -5)};
    Meeting meeting(TestCertificate(leaf(-1, 30), &old).configuration());
    TlsClientOptions options;
    options.caFile = write("old.pem", m_authority.pem() + old.pem());
    QVERIFY(!meeting.meet(options));
    QVERIFY2(meeting.failure.fact.contains(QStringLiteral("the certificate CN=Old CA expired on ")),
        qPrintable(meeting.failure.fact));
}

void TestTlsClient::severalErrors()
{
    const TestCertificate bad(leaf(-20, -10, "DNS:example.org"));
    Meeting meeting(bad.configuration());
    QVERIFY(!meeting.meet(trusting()));
    const QStringList &errors = meeting.record.tlsFacts.errors;
    QCOMPARE(errors.size(), 3);
    QVERIFY(errors.at(0).contains(QStringLiteral("self-signed")));
    QVERIFY(errors.at(1).contains(QStringLiteral("expired on")));
    QVERIFY(errors.at(2).startsWith(QStringLiteral("wrong name")));
}

void TestTlsClient::noCheck()
{
    Meeting meeting(TestCertificate(leaf(-20, -10, "DNS:example.org")).configuration());
    TlsClientOptions options;
    options.verify = false;
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.accepted, QStringLiteral("--no-check"));
    QCOMPARE(meeting.record.tlsFacts.errors.size(), 3);
    QCOMPARE(meeting.record.tlsFacts.protocol, QStringLiteral("TLS 1.3"));
}

void TestTlsClient::trustedForThisHost()
{
    const TestCertificate bad(leaf(-20, -10));
    Meeting meeting(bad.configuration());
    TlsClientOptions options;
    options.trusted = {{QStringLiteral("127.0.0.1"), meeting.port(), m_good.sha256()},
        {QStringLiteral("127.0.0.1"), meeting.port(), bad.sha256()}};
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.accepted, QStringLiteral("trusted for this host"));
    QCOMPARE(meeting.record.tlsFacts.errors.size(), 2);
}

void TestTlsClient::trustedForAnotherPort()
{
    const TestCertificate bad(leaf(-20, -10));
    Meeting meeting(bad.configuration());
    TlsClientOptions options;
    options.trusted = {{QStringLiteral("127.0.0.1"), quint16(meeting.port() + 1), bad.sha256()},
        {QStringLiteral("localhost"), meeting.port(), bad.sha256()}};
    QVERIFY(!meeting.meet(options));
    QVERIFY(meeting.failure.fact.contains(QStringLiteral("self-signed")));
}

void TestTlsClient::changedCertificate()
{
    Meeting meeting(TestCertificate(leaf(-1, 30)).configuration());
    TlsClientOptions options;
    options.trusted = {{QStringLiteral("127.0.0.1"), meeting.port(), m_good.sha256()}};
    QVERIFY(!meeting.meet(options));
    QVERIFY2(
        meeting.failure.fact.startsWith(
            QStringLiteral("expected the certificate that you trust for %1, got another one: ").arg(meeting.place())),
        qPrintable(meeting.failure.fact));
    QVERIFY(meeting.failure.cause.contains(QStringLiteral("has changed")));
    QCOMPARE(meeting.record.tlsFacts.chain.size(), 1);
}

void TestTlsClient::nameInsteadOfHost()
{
    Meeting meeting(TestCertificate(leaf(-1, 30, "DNS:inner.example"), &m_authority).configuration());
    TlsClientOptions options = trusting();
    options.serverName = QStringLiteral("inner.example");
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.serverName, QStringLiteral("inner.example"));
}

void TestTlsClient::minimumVersion()
{
    QSslConfiguration server = m_good.configuration();
    server.setProtocol(QSsl::TlsV1_2OrLater);
    Meeting meeting(server);
    TlsClientOptions options = trusting();
    options.minimum = TlsMinimum::Tls12;
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    options.minimum = TlsMinimum::Tls13;
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.protocol, QStringLiteral("TLS 1.3"));
}

void TestTlsClient::noVersionInCommon()
{
    QSslConfiguration server = m_good.configuration();
    server.setProtocol(QSsl::TlsV1_2);
    Meeting meeting(server);
    TlsClientOptions options = trusting();
    options.minimum = TlsMinimum::Tls13;
    QVERIFY(!meeting.meet(options));
    QCOMPARE(meeting.failure.fact,
        QStringLiteral("expected a TLS version that both ends permit, got the alert 70 protocol_version from %1, "
                       "RFC 8446 §6.2")
            .arg(meeting.place()));
    QVERIFY2(meeting.failure.evidence.startsWith(QStringLiteral("TLS alert 70 protocol_version; OpenSSL: ")),
        qPrintable(meeting.failure.evidence));
    QCOMPARE(meeting.failure.suggestion,
        QStringLiteral("Lower the minimum version (--tls-min), or let the server speak TLS 1.3."));
}

void TestTlsClient::noCipherInCommon()
{
    QSslConfiguration server = m_good.configuration(); // its key is for ECDSA
    server.setProtocol(QSsl::TlsV1_2);
    server.setCiphers(QStringLiteral("ECDHE-RSA-AES256-GCM-SHA384"));
    Meeting meeting(server);
    QVERIFY(!meeting.meet(trusting()));
    QCOMPARE(meeting.failure.fact,
        QStringLiteral("expected a cipher that both ends permit, got the alert 40 handshake_failure from %1, "
                       "RFC 8446 §6.2")
            .arg(meeting.place()));
}

void TestTlsClient::otherProtocolChosen()
{
    QSslConfiguration server = m_good.configuration();
    server.setAllowedNextProtocols({"h2"});
    Meeting meeting(server);
    TlsClientOptions options = trusting();
    options.alpn = {QStringLiteral("h2"), QStringLiteral("http/1.1")};
    QVERIFY(!meeting.meet(options));
    QCOMPARE(meeting.failure.phase, FailurePhase::Tls);
    QCOMPARE(meeting.failure.fact,
        QStringLiteral("expected %1 to agree to HTTP/1.1, got the protocol h2").arg(meeting.place()));
    QCOMPARE(meeting.failure.evidence, QStringLiteral("ALPN: offered h2, http/1.1, chosen h2"));
    options.alpn.clear();
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.alpn, QString());
}

void TestTlsClient::filesBeforeAnything()
{
    Meeting meeting(m_good.configuration());
    TlsClientOptions options = trusting();
    options.certificateFile = write("client.p12", m_good.pkcs12("secret words"));
    options.passphrase = QStringLiteral("other words");
    QVERIFY(!meeting.meet(options));
    QCOMPARE(meeting.failure.phase, FailurePhase::Tls);
    QCOMPARE(meeting.failure.fact,
        QStringLiteral("expected the passphrase of the key in %1, got another one").arg(options.certificateFile));
    QCOMPARE(meeting.failure.notCause, QStringLiteral("Nothing was sent."));
    options.caFile = m_folder.filePath(QStringLiteral("none.pem"));
    QVERIFY(!meeting.meet(options));
    QVERIFY(meeting.failure.fact.contains(options.caFile));
}

void TestTlsClient::keyWithoutCertificate()
{
    Meeting meeting(m_good.configuration());
    TlsClientOptions options = trusting();
    options.keyFile = QStringLiteral("/a/key.pem");
    QVERIFY(!meeting.meet(options));
    QCOMPARE(meeting.failure.fact, QStringLiteral("expected a client certificate for the key in /a/key.pem, got none"));
}

void TestTlsClient::clientCertificate_data()
{
    factsOfGoodOnes_data();
}

void TestTlsClient::clientCertificate()
{
    QFETCH(int, version);
    QSslConfiguration server = m_good.configuration();
    server.setProtocol(QSsl::SslProtocol(version));
    server.setPeerVerifyMode(QSslSocket::VerifyPeer);
    server.setMissingCertificateIsFatal(true);
    server.setCaCertificates({m_authority.certificate()});
    Meeting meeting(server);
    TlsClientOptions options = trusting();
    const TestCertificate client({}, &m_authority);
    options.certificateFile = write("mine.p12", client.pkcs12("secret words"));
    options.passphrase = QStringLiteral("secret words");
    QVERIFY2(meeting.meet(options), qPrintable(meeting.failure.fact));
    QCOMPARE(meeting.record.tlsFacts.ownCertificate, QStringLiteral("CN=Handglass test"));
}

/// With TLS 1.2; TLS 1.3 tells it after the handshake, see tst_clientsession_tls.
void TestTlsClient::clientCertificateMissing()
{
    QSslConfiguration server = m_good.configuration();
    server.setProtocol(QSsl::TlsV1_2);
    server.setPeerVerifyMode(QSslSocket::VerifyPeer);
    server.setMissingCertificateIsFatal(true);
    server.setCaCertificates({m_authority.certificate()});
    Meeting meeting(server);
    QVERIFY(!meeting.meet(trusting()));
    QCOMPARE(meeting.failure.fact,
        QStringLiteral("expected the TLS handshake to end, got a refusal after the server's hello from %1, "
                       "RFC 8446 §6.2")
            .arg(meeting.place()));
    QVERIFY(meeting.failure.suggestion.contains(QStringLiteral("--cert")));
    QVERIFY(meeting.failure.evidence.contains(QStringLiteral("40 handshake_failure")));
}

void TestTlsClient::clientCertificateOfAnotherAuthority()
{
    QSslConfiguration server = m_good.configuration();
    server.setProtocol(QSsl::TlsV1_2);
    server.setPeerVerifyMode(QSslSocket::VerifyPeer);
    server.setHandshakeMustInterruptOnError(true);
    server.setCaCertificates({m_authority.certificate()});
    Meeting meeting(server);
    const TestCertificate strange{authority("Strange CA")};
    const TestCertificate client({}, &strange);
    TlsClientOptions options = trusting();
    options.certificateFile = write("strange.pem", client.pem() + client.keyPem());
    QVERIFY(!meeting.meet(options));
    QCOMPARE(meeting.failure.fact,
        QStringLiteral(
            "expected the server to take our certificate, got the alert 48 unknown_ca from %1, RFC 8446 §6.2")
            .arg(meeting.place()));
}

QTEST_GUILESS_MAIN(TestTlsClient)
#include "tst_tlsclient.moc"
