// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificate.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <functional>

namespace handglass {

struct TestCertificate::Parts {
    Parts() = default;
    Q_DISABLE_COPY_MOVE(Parts)
    ~Parts()
    {
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    X509 *certificate = X509_new();
    EVP_PKEY *key = EVP_EC_gen("P-256");
};

namespace {

QByteArray written(const std::function<void(BIO *)> &write)
{
    BIO *memory = BIO_new(BIO_s_mem());
    write(memory);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const QByteArray bytes(data, size);
    BIO_free(memory);
    return bytes;
}

void extend(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void setSerial(X509 *certificate)
{
    std::array<unsigned char, 8> bytes{};
    RAND_bytes(bytes.data(), int(bytes.size()));
    bytes[0] &= 0x7FU;
    BIGNUM *number = BN_bin2bn(bytes.data(), int(bytes.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
}

} // namespace

TestCertificate::TestCertificate(const Spec &spec, const TestCertificate *issuer)
    : m_parts(std::make_shared<Parts>())
{
    X509 *own = m_parts->certificate;
    X509 *by = issuer ? issuer->m_parts->certificate : own;
    X509_set_version(own, X509_VERSION_3);
    setSerial(own);
    X509_time_adj_ex(X509_getm_notBefore(own), spec.validFromDays, 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(own), spec.validToDays, 0, nullptr);
    X509_set_pubkey(own, m_parts->key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(own), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(spec.name.constData()), -1, -1, 0);
    X509_set_issuer_name(own, X509_get_subject_name(by));
    extend(own, by, NID_basic_constraints, spec.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(own, by, NID_subject_key_identifier, "hash");
    if (!spec.names.isEmpty() && !spec.authority)
        extend(own, by, NID_subject_alt_name, spec.names);
    X509_sign(own, issuer ? issuer->m_parts->key : m_parts->key, EVP_sha256());
    m_pem = written([own](BIO *memory) { PEM_write_bio_X509(memory, own); });
}

QByteArray TestCertificate::keyPem(const QByteArray &passphrase) const
{
    return written([&](BIO *memory) {
        const EVP_CIPHER *cipher = passphrase.isEmpty() ? nullptr : EVP_aes_256_cbc();
        PEM_write_bio_PKCS8PrivateKey(
            memory, m_parts->key, cipher, passphrase.constData(), int(passphrase.size()), nullptr, nullptr);
    });
}

QByteArray TestCertificate::pkcs12(const QByteArray &passphrase) const
{
    PKCS12 *file =
        PKCS12_create(passphrase.constData(), "test", m_parts->key, m_parts->certificate, nullptr, 0, 0, 0, 0, 0);
    const QByteArray bytes = written([file](BIO *memory) { i2d_PKCS12_bio(memory, file); });
    PKCS12_free(file);
    return bytes;
}

QByteArray TestCertificate::sha256() const
{
    return certificate().digest(QCryptographicHash::Sha256);
}

QSslConfiguration TestCertificate::configuration(const QList<TestCertificate> &chain) const
{
    QList<QSslCertificate> certificates{certificate()};
    for (const TestCertificate &issuer : chain)
        certificates.append(issuer.certificate());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(certificates);
    configuration.setPrivateKey(QSslKey(keyPem(), QSsl::Ec));
    return configuration;
}

} // namespace handglass
