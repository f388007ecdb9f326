// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsverification.h"

#include "app/tap/tlscertificate.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::TlsVerification)
};

QString validitySection()
{
    return QStringLiteral("RFC 5280 §4.1.2.5");
}

QString pathSection()
{
    return QStringLiteral("RFC 5280 §6.1");
}

TlsProblem wrongName(const QSslCertificate &certificate, const QString &host)
{
    const QStringList names = namesOf(certificate);
    const QString got = names.isEmpty() ? Text::tr("no name but its subject %1").arg(subjectOf(certificate))
                                        : names.join(QStringLiteral(", "));
    return {Text::tr("wrong name: expected %1, got %2").arg(host, got), QStringLiteral("RFC 9525 §6")};
}

TlsProblem untrusted(const QSslError &error)
{
    const QSslCertificate &certificate = error.certificate();
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return {Text::tr("the certificate %1 is self-signed, and not one that this computer trusts")
                    .arg(subjectOf(certificate)),
            pathSection()};
    case QSslError::SelfSignedCertificateInChain:
        return {Text::tr("unknown authority: the chain ends in %1, which is not one that this computer trusts")
                    .arg(subjectOf(certificate)),
            pathSection()};
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return {Text::tr("unknown issuer: %1 was issued by %2, which the peer did not send and this computer does not "
                         "know")
                    .arg(subjectOf(certificate), issuerOf(certificate)),
            pathSection()};
    default:
        return {Text::tr("the certificate %1 is not trusted for this use").arg(subjectOf(certificate)), pathSection()};
    }
}

TlsProblem unfit(const QSslError &error)
{
    const QString subject = subjectOf(error.certificate());
    switch (error.error()) {
    case QSslError::InvalidCaCertificate:
        return {Text::tr("%1 issued a certificate, but is no authority's").arg(subject),
            QStringLiteral("RFC 5280 §4.2.1.9")};
    case QSslError::PathLengthExceeded:
        return {
            Text::tr("the chain below %1 is longer than it allows").arg(subject), QStringLiteral("RFC 5280 §4.2.1.9")};
    case QSslError::InvalidPurpose:
        return {Text::tr("the certificate %1 was not made for this use (key usage)").arg(subject),
            QStringLiteral("RFC 5280 §4.2.1.12")};
    case QSslError::CertificateSignatureFailed:
    case QSslError::UnableToDecryptCertificateSignature:
        return {Text::tr("the signature on %1 is not its issuer's").arg(subject), pathSection()};
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return {Text::tr("the certificate %1 is revoked").arg(subject), pathSection()};
    default:
        return {Text::tr("%1: %2").arg(subject, error.errorString()), {}};
    }
}

TlsProblem problemOf(const QSslError &error, const QString &host)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return {Text::tr("the certificate %1 expired on %2")
                    .arg(subjectOf(certificate), dateText(certificate.expiryDate())),
            validitySection()};
    case QSslError::CertificateNotYetValid:
        return {Text::tr("the certificate %1 is not valid before %2")
                    .arg(subjectOf(certificate), dateText(certificate.effectiveDate())),
            validitySection()};
    case QSslError::HostNameMismatch:
        return wrongName(certificate, host);
    case QSslError::NoPeerCertificate:
        return {Text::tr("the peer sent no certificate"), {}};
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateRejected:
        return untrusted(error);
    default:
        return unfit(error);
    }
}

/// OpenSSL tells an issuer that it misses up to three times.
bool follows(const QSslError &error, const QList<QSslError> &errors)
{
    if (error.error() != QSslError::UnableToVerifyFirstCertificate && error.error() != QSslError::CertificateUntrusted)
        return false;
    return std::any_of(errors.cbegin(), errors.cend(), [](const QSslError &other) {
        return other.error() == QSslError::UnableToGetLocalIssuerCertificate
            || other.error() == QSslError::UnableToGetIssuerCertificate;
    });
}

} // namespace

QList<TlsProblem> problemsOf(const QList<QSslError> &errors, const QString &host)
{
    QList<TlsProblem> problems;
    for (const QSslError &error : errors) {
        const TlsProblem problem = problemOf(error, host);
        if (!follows(error, errors) && !problems.contains(problem))
            problems.append(problem);
    }
    return problems;
}

QString adviceOn(const QList<QSslError> &errors)
{
    const auto has = [&errors](QSslError::SslError wanted) {
        return std::any_of(
            errors.cbegin(), errors.cend(), [wanted](const QSslError &e) { return e.error() == wanted; });
    };
    QStringList advice;
    if (has(QSslError::HostNameMismatch))
        advice.append(Text::tr("Connect to a name that the certificate is for, or ask for that name (--sni)."));
    if (has(QSslError::CertificateExpired))
        advice.append(Text::tr("The server needs a new certificate, if this computer's clock is right."));
    if (has(QSslError::CertificateNotYetValid))
        advice.append(Text::tr("Check this computer's clock."));
    const auto byAuthority = [](const TlsProblem &problem) { return problem.section == pathSection(); };
    const QList<TlsProblem> problems = problemsOf(errors, {});
    advice.append(std::any_of(problems.cbegin(), problems.cend(), byAuthority)
            ? Text::tr("If you know this server: trust this certificate for this host, name the file of its authority "
                       "(--ca), or go without the check (-n).")
            : Text::tr("If you know this server: trust this certificate for this host, or go without the check (-n)."));
    return advice.join(QLatin1Char(' '));
}

QList<QSslError> visibleErrors(const QList<QSslCertificate> &chain, const QString &host)
{
    QList<QSslError> errors;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QSslCertificate &certificate : chain) {
        if (certificate.expiryDate() < now)
            errors.append(QSslError(QSslError::CertificateExpired, certificate));
        if (certificate.effectiveDate() > now)
            errors.append(QSslError(QSslError::CertificateNotYetValid, certificate));
    }
    if (!chain.isEmpty() && !host.isEmpty() && !isFor(chain.first(), host))
        errors.append(QSslError(QSslError::HostNameMismatch, chain.first()));
    return errors;
}

QStringList sentencesOf(const QList<TlsProblem> &problems)
{
    QStringList sentences;
    for (const TlsProblem &problem : problems)
        sentences.append(problem.sentence);
    return sentences;
}

} // namespace handglass
