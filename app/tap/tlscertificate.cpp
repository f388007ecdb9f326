// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlscertificate.h"

#include "app/tap/tlscrypto.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QHostAddress>
#include <QUrl>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::TlsCertificate)
};

QString nameText(const X509_NAME *name)
{
    constexpr unsigned long Style =
        (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC;
    const CryptoPointer<BIO> text(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(text.get(), name, 0, Style);
    return QString::fromUtf8(contentOf(text.get()));
}

QString stringOf(const ASN1_STRING *string)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(string)), ASN1_STRING_length(string));
}

QString addressOf(const ASN1_OCTET_STRING *bytes)
{
    const auto *data = ASN1_STRING_get0_data(bytes);
    const int size = ASN1_STRING_length(bytes);
    if (size == 16)
        return QHostAddress(data).toString();
    if (size == 4)
        return QHostAddress(quint32(data[0]) << 24U | quint32(data[1]) << 16U | quint32(data[2]) << 8U | data[3])
            .toString();
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(data), size).toHex(':'));
}

QString nameText(const GENERAL_NAME *name)
{
    switch (name->type) {
    case GEN_DNS:
        return QStringLiteral("DNS:") + stringOf(name->d.dNSName);
    case GEN_IPADD:
        return QStringLiteral("IP:") + addressOf(name->d.iPAddress);
    case GEN_URI:
        return QStringLiteral("URI:") + stringOf(name->d.uniformResourceIdentifier);
    case GEN_EMAIL:
        return QStringLiteral("email:") + stringOf(name->d.rfc822Name);
    default:
        return {};
    }
}

QStringList namesOf(const X509 *certificate)
{
    QStringList texts;
    const CryptoPointer<GENERAL_NAMES> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
        texts.append(nameText(sk_GENERAL_NAME_value(names.get(), i)));
    texts.removeAll(QString());
    return texts;
}

QString keyText(X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (key == nullptr)
        return {};
    const QString type = QString::fromLatin1(EVP_PKEY_get0_type_name(key));
    return QStringLiteral("%1 %2 bits").arg(type).arg(EVP_PKEY_get_bits(key));
}

} // namespace

CertificateFacts factsOf(const QSslCertificate &certificate)
{
    CertificateFacts facts;
    const CryptoPointer<X509> x509 = toX509(certificate);
    if (!x509)
        return facts;
    facts.subject = nameText(X509_get_subject_name(x509.get()));
    facts.issuer = nameText(X509_get_issuer_name(x509.get()));
    facts.names = namesOf(x509.get());
    facts.notBefore = certificate.effectiveDate().toSecsSinceEpoch();
    facts.notAfter = certificate.expiryDate().toSecsSinceEpoch();
    facts.key = keyText(x509.get());
    facts.serial = QString::fromLatin1(certificate.serialNumber());
    facts.sha256 = sha256Of(certificate);
    facts.pem = certificate.toPem();
    return facts;
}

QList<CertificateFacts> factsOf(const QList<QSslCertificate> &chain)
{
    QList<CertificateFacts> facts;
    for (const QSslCertificate &certificate : chain)
        facts.append(factsOf(certificate));
    return facts;
}

QString subjectOf(const QSslCertificate &certificate)
{
    const CryptoPointer<X509> x509 = toX509(certificate);
    return x509 ? nameText(X509_get_subject_name(x509.get())) : QString();
}

QString issuerOf(const QSslCertificate &certificate)
{
    const CryptoPointer<X509> x509 = toX509(certificate);
    return x509 ? nameText(X509_get_issuer_name(x509.get())) : QString();
}

QStringList namesOf(const QSslCertificate &certificate)
{
    const CryptoPointer<X509> x509 = toX509(certificate);
    return x509 ? namesOf(x509.get()) : QStringList();
}

bool isFor(const QSslCertificate &certificate, const QString &host)
{
    const CryptoPointer<X509> x509 = toX509(certificate);
    if (!x509)
        return false;
    if (!QHostAddress(host).isNull())
        return X509_check_ip_asc(x509.get(), host.toLatin1().constData(), 0) == 1;
    const QByteArray name = QUrl::toAce(host);
    return X509_check_host(x509.get(), name.constData(), size_t(name.size()), 0, nullptr) == 1;
}

QByteArray sha256Of(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

QString certificateLine(const QSslCertificate &certificate)
{
    const CertificateFacts facts = factsOf(certificate);
    return Text::tr("%1, issued by %2, valid %3 to %4, SHA-256 %5")
        .arg(facts.subject, facts.issuer, dateText(certificate.effectiveDate()), dateText(certificate.expiryDate()),
            QString::fromLatin1(facts.sha256.toHex(':')));
}

QString dateText(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm")) + QStringLiteral(" UTC");
}

} // namespace handglass
