// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace handglass {

/// Frees what libcrypto has made.
struct CryptoFree {
    void operator()(BIO *bio) const { BIO_free_all(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(PKCS12 *file) const { PKCS12_free(file); }
    void operator()(STACK_OF(X509) * chain) const { sk_X509_pop_free(chain, X509_free); }
    void operator()(GENERAL_NAMES *names) const { GENERAL_NAMES_free(names); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
    void operator()(BIGNUM *number) const { BN_free(number); }
};
template <typename T> using CryptoPointer = std::unique_ptr<T, CryptoFree>;

CryptoPointer<X509> toX509(const QSslCertificate &certificate); ///< null for a null one
QSslCertificate fromX509(const X509 *certificate);
/// To read from; the bytes must outlive it.
CryptoPointer<BIO> readingFrom(const QByteArray &bytes);
/// All that was written into it.
QByteArray contentOf(BIO *memory);

} // namespace handglass
