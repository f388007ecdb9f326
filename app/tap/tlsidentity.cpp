// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsidentity.h"

#include "app/tap/tlscertificate.h"
#include "app/tap/tlscrypto.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>

namespace handglass::ownidentity {

namespace {

constexpr int ValidDays = 800; ///< clients refuse what is valid for more than 825
constexpr int RenewDays = 30;
constexpr long DaySeconds = 24L * 3600;
constexpr int LockMs = 2'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::OwnIdentity)
};

QString identityFile(const QString &folder)
{
    return folder + QStringLiteral("/mock-identity.pem");
}

bool extend(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const CryptoPointer<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// RFC 5280 §4.1.2.2: positive, at most 20 bytes.
bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), int(bytes.size())) != 1)
        return false;
    bytes[0] = (bytes[0] & 0x7FU) | 0x40U;
    const CryptoPointer<BIGNUM> number(BN_bin2bn(bytes.data(), int(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool fill(X509 *certificate, EVP_PKEY *key)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    const auto *words = reinterpret_cast<const unsigned char *>("Handglass mock server");
    return X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate)
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -DaySeconds) != nullptr
        && X509_gmtime_adj(X509_getm_notAfter(certificate), ValidDays * DaySeconds) != nullptr
        && X509_set_pubkey(certificate, key) == 1
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, words, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, name) == 1
        && extend(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1")
        // Not an authority's: some clients refuse those as a server's (RFC 5280 §4.2.1.9).
        && extend(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && extend(certificate, NID_key_usage, "critical,digitalSignature")
        && extend(certificate, NID_ext_key_usage, "serverAuth")
        && extend(certificate, NID_subject_key_identifier, "hash") && X509_sign(certificate, key, EVP_sha256()) != 0;
}

struct Pem {
    QByteArray certificate;
    QByteArray key;
};

/// Both empty: OpenSSL could not.
Pem make()
{
    const CryptoPointer<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const CryptoPointer<X509> certificate(X509_new());
    const CryptoPointer<BIO> certificateText(BIO_new(BIO_s_mem()));
    const CryptoPointer<BIO> keyText(BIO_new(BIO_s_mem()));
    const bool made = key && certificate && certificateText && keyText && fill(certificate.get(), key.get())
        && PEM_write_bio_X509(certificateText.get(), certificate.get()) == 1
        && PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    ERR_clear_error();
    return made ? Pem{contentOf(certificateText.get()), contentOf(keyText.get())} : Pem{};
}

QString write(const QString &path, const QByteArray &content)
{
    constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(OwnerOnly) && file.write(content) == content.size()
        && file.commit())
        return {};
    return Text::tr("expected to keep the mock's certificate in %1, got: %2").arg(path, file.errorString());
}

bool isGood(const TlsIdentity &identity)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QSslCertificate &own = identity.chain.first();
    return own.effectiveDate() <= now && own.expiryDate() >= now.addDays(RenewDays)
        && isFor(own, QStringLiteral("localhost")) && isFor(own, QStringLiteral("127.0.0.1"))
        && isFor(own, QStringLiteral("::1"));
}

/// What is kept, if it is still good; its certificate also stands alone.
bool readKept(TlsIdentity &identity, const QString &folder)
{
    if (!readIdentity(identityFile(folder), {}, {}, identity).isEmpty() || !isGood(identity))
        return false;
    QFile alone(certificateFile(folder));
    const QByteArray pem = identity.chain.first().toPem();
    return (alone.open(QIODevice::ReadOnly) && alone.readAll() == pem) || write(alone.fileName(), pem).isEmpty();
}

QString makeFolder(const QString &folder)
{
    constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (QDir().mkpath(folder) && QFile::setPermissions(folder, OwnerOnly))
        return {};
    return Text::tr("expected a folder of this user's at %1, got none, and it cannot be made").arg(folder);
}

} // namespace

QString folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/Handglass/tls");
}

QString certificateFile(const QString &folder)
{
    return folder + QStringLiteral("/mock-certificate.pem");
}

QString read(TlsIdentity &identity, const QString &folder)
{
    identity = {};
    if (readKept(identity, folder))
        return {};
    QString error = makeFolder(folder);
    if (!error.isEmpty())
        return error;
    QLockFile lock(folder + QStringLiteral("/lock")); // two programs that start at once make one
    lock.tryLock(LockMs);
    if (readKept(identity, folder))
        return {};
    const Pem pem = make();
    if (pem.key.isEmpty())
        return Text::tr("expected OpenSSL to make a certificate for the mock, got none");
    error = write(identityFile(folder), pem.certificate + pem.key);
    if (error.isEmpty())
        error = write(certificateFile(folder), pem.certificate);
    return error.isEmpty() ? readIdentity(identityFile(folder), {}, {}, identity) : error;
}

} // namespace handglass::ownidentity
