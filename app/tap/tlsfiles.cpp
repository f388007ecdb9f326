// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsfiles.h"

#include "app/tap/tlscertificate.h"
#include "app/tap/tlscrypto.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <tl/expected.hpp>

#include <cstring>

namespace handglass {

namespace {

constexpr qint64 MostBytes = 4 << 20;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::TlsFiles)
};

/// Bytes that may hold a key: wiped at the end.
struct Secret {
    Q_DISABLE_COPY(Secret)
    explicit Secret(QByteArray content)
        : bytes(std::move(content))
    {
    }
    Secret(Secret &&other) noexcept
        : bytes(std::exchange(other.bytes, {}))
    {
    }
    Secret &operator=(Secret &&) = delete;
    ~Secret() { OPENSSL_cleanse(bytes.data(), size_t(bytes.size())); }

    QByteArray bytes;
};

tl::expected<Secret, QString> readFile(const QString &name)
{
    const QFileInfo info(name);
    if (info.exists() && !info.isFile())
        return tl::unexpected(Text::tr("expected a file at %1, got something else (a folder or a pipe)").arg(name));
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(
            Text::tr("expected a file that can be read at %1, got: %2").arg(name, file.errorString()));
    if (file.size() > MostBytes)
        return tl::unexpected(Text::tr("expected at most 4 MiB in %1, got %2 bytes").arg(name).arg(file.size()));
    return Secret(file.read(MostBytes));
}

/// What OpenSSL asks for when a key is encrypted.
struct Passphrase {
    Secret bytes;
    bool asked = false;

    static int answer(char *buffer, int size, int /*writing*/, void *self)
    {
        auto *passphrase = static_cast<Passphrase *>(self);
        passphrase->asked = true;
        const int length = int(qMin<qsizetype>(size, passphrase->bytes.bytes.size()));
        std::memcpy(buffer, passphrase->bytes.bytes.constData(), size_t(length));
        return length;
    }
};

QString wrongPassphrase(const QString &file, bool given)
{
    return given ? Text::tr("expected the passphrase of the key in %1, got another one").arg(file)
                 : Text::tr("expected a passphrase for the key in %1, which is encrypted, got none").arg(file);
}

/// Of all errors that OpenSSL has kept; clears them.
bool saysUnsupported()
{
    bool unsupported = false;
    while (const unsigned long error = ERR_get_error())
        unsupported = unsupported || ERR_GET_REASON(error) == ERR_R_UNSUPPORTED
            || ERR_GET_REASON(error) == EVP_R_UNSUPPORTED_ALGORITHM;
    return unsupported;
}

QList<QSslCertificate> certificatesOf(const QByteArray &pem)
{
    QList<QSslCertificate> certificates;
    const CryptoPointer<BIO> input = readingFrom(pem);
    char none = '\0'; // as a passphrase: certificates are not encrypted, and nobody shall be asked
    while (const CryptoPointer<X509> x509{PEM_read_bio_X509(input.get(), nullptr, nullptr, &none)})
        certificates.append(fromX509(x509.get()));
    ERR_clear_error();
    return certificates;
}

using Key = CryptoPointer<EVP_PKEY>;

QString readKey(const QString &file, const QByteArray &pem, const QString &passphrase, Key &key)
{
    const CryptoPointer<BIO> input = readingFrom(pem);
    Passphrase answer{Secret(passphrase.toUtf8())};
    key.reset(PEM_read_bio_PrivateKey(input.get(), nullptr, &Passphrase::answer, &answer));
    ERR_clear_error();
    if (key)
        return {};
    if (answer.asked)
        return wrongPassphrase(file, !passphrase.isEmpty());
    return Text::tr("expected the certificate's private key (PEM) in %1, got none").arg(file);
}

QString readPkcs12(const QString &file, PKCS12 *content, const QString &passphrase, TlsIdentity &identity, Key &key)
{
    const Secret secret(passphrase.toUtf8());
    EVP_PKEY *ownKey = nullptr;
    X509 *own = nullptr;
    STACK_OF(X509) *others = nullptr;
    ERR_clear_error();
    if (PKCS12_parse(content, secret.bytes.constData(), &ownKey, &own, &others) != 1) {
        const bool macFailed = ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_MAC_VERIFY_FAILURE;
        if (!saysUnsupported() || macFailed)
            return wrongPassphrase(file, !passphrase.isEmpty());
        return Text::tr("expected PKCS#12 with a cipher of today in %1, got an outdated one (RC2?): write it anew with "
                        "openssl pkcs12 -legacy")
            .arg(file);
    }
    key.reset(ownKey);
    const CryptoPointer<X509> first(own);
    const CryptoPointer<STACK_OF(X509)> rest(others);
    if (first)
        identity.chain.append(fromX509(first.get()));
    for (int i = 0; i < sk_X509_num(rest.get()); ++i)
        identity.chain.append(fromX509(sk_X509_value(rest.get(), i)));
    return {};
}

/// The certificate's file, and its key if it holds one.
QString readCertificate(
    const QString &file, const QByteArray &content, const QString &passphrase, TlsIdentity &identity, Key &key)
{
    identity.chain = certificatesOf(content);
    if (!identity.chain.isEmpty())
        return {};
    const auto *at = reinterpret_cast<const unsigned char *>(content.constData());
    const CryptoPointer<PKCS12> pkcs12(d2i_PKCS12(nullptr, &at, long(content.size())));
    ERR_clear_error();
    if (pkcs12) {
        const QString error = readPkcs12(file, pkcs12.get(), passphrase, identity, key);
        if (!error.isEmpty())
            return error;
    }
    if (identity.chain.isEmpty())
        return Text::tr("expected a certificate (PEM or PKCS#12) in %1, got none").arg(file);
    return {};
}

QString checkKey(
    const TlsIdentity &identity, const EVP_PKEY *key, const QString &certificateFile, const QString &keyFile)
{
    const CryptoPointer<X509> own = toX509(identity.chain.first());
    if (own && X509_check_private_key(own.get(), key) == 1)
        return {};
    ERR_clear_error();
    return Text::tr("expected in %1 the key of the certificate in %2 (%3), got the key of another one")
        .arg(keyFile, certificateFile, subjectOf(identity.chain.first()));
}

} // namespace

QString readIdentity(
    const QString &certificateFile, const QString &keyFile, const QString &passphrase, TlsIdentity &identity)
{
    const auto content = readFile(certificateFile);
    if (!content)
        return content.error();
    Key key;
    QString error = readCertificate(certificateFile, content->bytes, passphrase, identity, key);
    if (!error.isEmpty())
        return error;
    const QString keyPlace = keyFile.isEmpty() ? certificateFile : keyFile;
    if (!keyFile.isEmpty()) {
        const auto keyContent = readFile(keyFile);
        if (!keyContent)
            return keyContent.error();
        error = readKey(keyFile, keyContent->bytes, passphrase, key);
    } else if (!key) {
        error = readKey(certificateFile, content->bytes, passphrase, key);
    }
    if (error.isEmpty())
        error = checkKey(identity, key.get(), certificateFile, keyPlace);
    if (error.isEmpty())
        identity.key = QSslKey(Qt::HANDLE(key.release()), QSsl::PrivateKey); // takes it
    return error;
}

QString missingPassphrase(const QString &certificateFile, const QString &keyFile)
{
    if (certificateFile.isEmpty())
        return {};
    TlsIdentity unused;
    const QString error = readIdentity(certificateFile, keyFile, {}, unused);
    const bool missing = error == wrongPassphrase(certificateFile, false) || error == wrongPassphrase(keyFile, false);
    return missing ? error : QString();
}

QString readAuthorities(const QString &file, QList<QSslCertificate> &authorities)
{
    const auto content = readFile(file);
    if (!content)
        return content.error();
    authorities = certificatesOf(content->bytes);
    if (authorities.isEmpty())
        return Text::tr("expected certificates of authorities (PEM) in %1, got none").arg(file);
    return {};
}

} // namespace handglass
