// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlscrypto.h"

namespace handglass {

CryptoPointer<X509> toX509(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    return CryptoPointer<X509>(d2i_X509(nullptr, &at, long(der.size())));
}

QSslCertificate fromX509(const X509 *certificate)
{
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate, &der);
    if (size <= 0)
        return QSslCertificate();
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return QSslCertificate(bytes, QSsl::Der);
}

CryptoPointer<BIO> readingFrom(const QByteArray &bytes)
{
    return CryptoPointer<BIO>(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

QByteArray contentOf(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, size};
}

} // namespace handglass
