// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsalert.h"

#include <QTest>

using namespace handglass;

/// What each alert of a server means to a client.
class TestTlsAlert final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void explained_data();
    void explained();
};

void TestTlsAlert::explained_data()
{
    QTest::addColumn<int>("alert");
    QTest::addColumn<bool>("helloAnswered");
    QTest::addColumn<bool>("certificateGiven");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("hint"); // in cause or suggestion
    const auto row = [](const char *name, QSsl::AlertType alert, bool helloAnswered, bool certificateGiven,
                         const char *fact, const char *hint) {
        QTest::newRow(name) << int(alert) << helloAnswered << certificateGiven
                            << QStringLiteral("expected ") + QString::fromUtf8(fact)
                + QStringLiteral(" from example.org:443, RFC 8446 §6.2")
                            << QString::fromUtf8(hint);
    };
    row("HTTP/2 only", QSsl::AlertType::NoApplicationProtocol, false, false,
        "the server to agree to http/1.1, got the alert 120 no_application_protocol", "only HTTP/2");
    row("unknown name", QSsl::AlertType::UnrecognizedName, false, false,
        "the server to know the name example.org, got the alert 112 unrecognized_name", "--sni");
    row("version", QSsl::AlertType::ProtocolVersion, false, false,
        "a TLS version that both ends permit, got the alert 70 protocol_version",
        "Let the server speak TLS 1.2 or 1.3; Handglass speaks no older version.");
    row("cipher", QSsl::AlertType::HandshakeFailure, false, false,
        "a cipher that both ends permit, got the alert 40 handshake_failure", "share no cipher suite");
    row("cipher too weak", QSsl::AlertType::InsufficientSecurity, false, true,
        "a cipher that both ends permit, got the alert 71 insufficient_security", "share no cipher suite");
    row("certificate missing, TLS 1.3", QSsl::AlertType::CertificateRequired, true, false,
        "a TLS connection without a client certificate, got the alert 116 certificate_required", "--cert");
    row("certificate missing, TLS 1.2", QSsl::AlertType::HandshakeFailure, true, false,
        "the TLS handshake to end, got a refusal after the server's hello", "--cert");
    row("certificate missing, older servers", QSsl::AlertType::BadCertificate, true, false,
        "the TLS handshake to end, got a refusal after the server's hello", "--cert");
    row("certificate of another authority", QSsl::AlertType::UnknownCa, true, true,
        "the server to take our certificate, got the alert 48 unknown_ca", "does not know the authority");
    row("certificate expired", QSsl::AlertType::CertificateExpired, true, true,
        "the server to take our certificate, got the alert 45 certificate_expired", "for expired");
    row("certificate revoked", QSsl::AlertType::CertificateRevoked, true, true,
        "the server to take our certificate, got the alert 44 certificate_revoked", "--cert");
    row("anything else", QSsl::AlertType::InternalError, true, true,
        "the TLS handshake to end, got the alert 80 internal_error", "");
}

void TestTlsAlert::explained()
{
    QFETCH(int, alert);
    QFETCH(bool, helloAnswered);
    QFETCH(bool, certificateGiven);
    QFETCH(QString, hint);
    AlertContext context;
    context.place = QStringLiteral("example.org:443");
    context.serverName = QStringLiteral("example.org");
    context.alpn = {QStringLiteral("http/1.1")};
    context.helloAnswered = helloAnswered;
    context.certificateGiven = certificateGiven;
    const Failure failure = explainAlert(QSsl::AlertType(alert), context, QStringLiteral("error:0A"));
    QTEST(failure.fact, "fact");
    QCOMPARE(failure.phase, FailurePhase::Tls);
    QCOMPARE(failure.section, QStringLiteral("RFC 8446 §6.2"));
    QCOMPARE(
        failure.evidence, QStringLiteral("TLS alert %1; OpenSSL: error:0A").arg(alertName(QSsl::AlertType(alert))));
    QVERIFY2((failure.cause + failure.suggestion).contains(hint), qPrintable(failure.cause + failure.suggestion));
}

QTEST_GUILESS_MAIN(TestTlsAlert)
#include "tst_tlsalert.moc"
