// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QString>

#include <memory>

namespace handglass {

/// A certificate with its key, made on the spot (EC P-256).
class TestCertificate final
{
public:
    struct Spec {
        QByteArray name = "Handglass test";
        QByteArray names = "DNS:localhost,IP:127.0.0.1,IP:::1"; ///< subjectAltName as OpenSSL writes it; empty: none
        int validFromDays = -1;                                 ///< from today
        int validToDays = 30;
        bool authority = false;
    };

    /// Issued by issuer; null: by itself. The issuer's name and key are copied.
    explicit TestCertificate(const Spec &spec, const TestCertificate *issuer = nullptr);

    QByteArray pem() const { return m_pem; }
    /// Encrypted if there is a passphrase.
    QByteArray keyPem(const QByteArray &passphrase = {}) const;
    QByteArray pkcs12(const QByteArray &passphrase) const;
    QSslCertificate certificate() const { return QSslCertificate(m_pem); }
    QByteArray sha256() const;

    /// For a QSslSocket that is a server (or a client) with this certificate, and these behind it.
    QSslConfiguration configuration(const QList<TestCertificate> &chain = {}) const;

private:
    struct Parts;
    std::shared_ptr<Parts> m_parts;
    QByteArray m_pem;
};

} // namespace handglass
