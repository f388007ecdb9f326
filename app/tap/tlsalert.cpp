// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsalert.h"

#include <QCoreApplication>
#include <QUrl>

#include <array>
#include <utility>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::TlsAlert)
};

constexpr std::array Names{
    std::pair(QSsl::AlertType::CloseNotify, "close_notify"),
    std::pair(QSsl::AlertType::UnexpectedMessage, "unexpected_message"),
    std::pair(QSsl::AlertType::BadRecordMac, "bad_record_mac"),
    std::pair(QSsl::AlertType::RecordOverflow, "record_overflow"),
    std::pair(QSsl::AlertType::HandshakeFailure, "handshake_failure"),
    std::pair(QSsl::AlertType::BadCertificate, "bad_certificate"),
    std::pair(QSsl::AlertType::UnsupportedCertificate, "unsupported_certificate"),
    std::pair(QSsl::AlertType::CertificateRevoked, "certificate_revoked"),
    std::pair(QSsl::AlertType::CertificateExpired, "certificate_expired"),
    std::pair(QSsl::AlertType::CertificateUnknown, "certificate_unknown"),
    std::pair(QSsl::AlertType::IllegalParameter, "illegal_parameter"),
    std::pair(QSsl::AlertType::UnknownCa, "unknown_ca"),
    std::pair(QSsl::AlertType::AccessDenied, "access_denied"),
    std::pair(QSsl::AlertType::DecodeError, "decode_error"),
    std::pair(QSsl::AlertType::DecryptError, "decrypt_error"),
    std::pair(QSsl::AlertType::ProtocolVersion, "protocol_version"),
    std::pair(QSsl::AlertType::InsufficientSecurity, "insufficient_security"),
    std::pair(QSsl::AlertType::InternalError, "internal_error"),
    std::pair(QSsl::AlertType::InappropriateFallback, "inappropriate_fallback"),
    std::pair(QSsl::AlertType::UserCancelled, "user_canceled"),
    std::pair(QSsl::AlertType::MissingExtension, "missing_extension"),
    std::pair(QSsl::AlertType::UnsupportedExtension, "unsupported_extension"),
    std::pair(QSsl::AlertType::UnrecognizedName, "unrecognized_name"),
    std::pair(QSsl::AlertType::BadCertificateStatusResponse, "bad_certificate_status_response"),
    std::pair(QSsl::AlertType::UnknownPskIdentity, "unknown_psk_identity"),
    std::pair(QSsl::AlertType::CertificateRequired, "certificate_required"),
    std::pair(QSsl::AlertType::NoApplicationProtocol, "no_application_protocol"),
};

bool isAboutCertificate(QSsl::AlertType alert)
{
    switch (alert) {
    case QSsl::AlertType::BadCertificate:
    case QSsl::AlertType::UnsupportedCertificate:
    case QSsl::AlertType::CertificateRevoked:
    case QSsl::AlertType::CertificateExpired:
    case QSsl::AlertType::CertificateUnknown:
    case QSsl::AlertType::UnknownCa:
    case QSsl::AlertType::AccessDenied:
    case QSsl::AlertType::DecryptError:
        return true;
    default:
        return false;
    }
}

struct Told {
    QString expected;
    QString got; ///< empty: the alert
    QString cause;
    QString suggestion;
};

Told certificateMissing(bool certain)
{
    const QString give = Text::tr("Give a client certificate and its key (--cert, --key).");
    if (certain)
        return {Text::tr("a TLS connection without a client certificate"), {},
            Text::tr("The server lets in only who shows a certificate."), give};
    return {Text::tr("the TLS handshake to end"), Text::tr("a refusal after the server's hello"),
        Text::tr("Most likely the server lets in only who shows a certificate: version and cipher were agreed on."),
        give};
}

Told certificateRefused(QSsl::AlertType alert)
{
    Told told{Text::tr("the server to take our certificate"), {}, {},
        Text::tr("Give a certificate from an authority that the server asks for (--cert, --key).")};
    if (alert == QSsl::AlertType::UnknownCa)
        told.cause = Text::tr("The server does not know the authority that issued our certificate.");
    else if (alert == QSsl::AlertType::CertificateExpired)
        told.cause = Text::tr("The server takes our certificate for expired.");
    return told;
}

Told noHandshake(QSsl::AlertType alert, const AlertContext &context)
{
    switch (alert) {
    case QSsl::AlertType::ProtocolVersion:
        return {Text::tr("a TLS version that both ends permit"), {},
            Text::tr("The server speaks none of the TLS versions that we offer."), versionAdvice(context.only13)};
    case QSsl::AlertType::InsufficientSecurity:
    case QSsl::AlertType::HandshakeFailure:
        return {Text::tr("a cipher that both ends permit"), {},
            Text::tr("Client and server share no cipher suite, group or signature algorithm."), {}};
    case QSsl::AlertType::NoApplicationProtocol:
        return {Text::tr("the server to agree to %1").arg(context.alpn.join(QStringLiteral(", "))), {},
            Text::tr("This port most likely speaks only HTTP/2 (ALPN, RFC 7301 §3.2)."),
            Text::tr("Ask for the port or host that serves WebSocket over HTTP/1.1.")};
    case QSsl::AlertType::UnrecognizedName:
        return {Text::tr("the server to know the name %1").arg(context.serverName), {},
            Text::tr("The server has no certificate for this name (SNI)."),
            Text::tr("Check the host, or send another name (--sni).")};
    default:
        return {Text::tr("the TLS handshake to end"), {}, {}, {}};
    }
}

Told tell(QSsl::AlertType alert, const AlertContext &context)
{
    if (alert == QSsl::AlertType::CertificateRequired)
        return certificateMissing(true);
    if (context.certificateGiven && isAboutCertificate(alert))
        return certificateRefused(alert);
    // TLS 1.2 has no certificate_required: servers say handshake_failure or bad_certificate.
    if (context.helloAnswered && (alert == QSsl::AlertType::HandshakeFailure || isAboutCertificate(alert)))
        return certificateMissing(false);
    return noHandshake(alert, context);
}

} // namespace

QString alertName(QSsl::AlertType alert)
{
    for (const auto &[type, name] : Names) {
        if (type == alert)
            return QStringLiteral("%1 %2").arg(int(alert)).arg(QLatin1String(name));
    }
    return QString::number(int(alert));
}

AlertWatch::AlertWatch(QSslSocket &socket)
{
    connect(&socket, &QSslSocket::alertReceived, this,
        [this](QSsl::AlertLevel level, QSsl::AlertType type, const QString &) {
            if (level != QSsl::AlertLevel::Fatal || m_alert)
                return;
            m_alert = type;
            Q_EMIT came();
        });
}

AlertContext contextOf(const ConnectionRecord &record)
{
    AlertContext context;
    context.place = QUrl(record.url).authority();
    context.serverName = record.tlsFacts.serverName;
    context.helloAnswered = !record.tlsFacts.cipher.isEmpty();
    context.certificateGiven = !record.tlsFacts.ownCertificate.isEmpty();
    return context;
}

QString versionAdvice(bool only13)
{
    return only13 ? Text::tr("Lower the minimum version (--tls-min), or let the server speak TLS 1.3.")
                  : Text::tr("Let the server speak TLS 1.2 or 1.3; Handglass speaks no older version.");
}

Failure explainAlert(QSsl::AlertType alert, const AlertContext &context, const QString &openSsl)
{
    const Told told = tell(alert, context);
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.section = QStringLiteral("RFC 8446 §6.2");
    const QString got = told.got.isEmpty() ? Text::tr("the alert %1").arg(alertName(alert)) : told.got;
    failure.fact = Text::tr("expected %1, got %2 from %3, %4").arg(told.expected, got, context.place, failure.section);
    failure.cause = told.cause;
    failure.suggestion = told.suggestion;
    failure.evidence = Text::tr("TLS alert %1").arg(alertName(alert));
    if (!openSsl.isEmpty())
        failure.evidence += QStringLiteral("; ") + Text::tr("OpenSSL: %1").arg(openSsl);
    return failure;
}

} // namespace handglass
