// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace handglass {

/// What an X.509 certificate says (RFC 5280).
struct CertificateFacts {
    QString subject; ///< "CN=localhost, O=…"
    QString issuer;
    QStringList names;    ///< subjectAltName: "DNS:localhost", "IP:127.0.0.1"
    qint64 notBefore = 0; ///< Unix epoch, s
    qint64 notAfter = 0;
    QString key; ///< "EC 256 bits", "RSA 2048 bits"
    QString serial;
    QByteArray sha256; ///< of the DER form, 32 bytes
    QByteArray pem;    ///< the certificate; never a key
    bool operator==(const CertificateFacts &) const = default;
};

/// What TLS agreed on and what the peer showed, for good and bad connections. Never holds keys or passphrases.
struct TlsFacts {
    QString protocol;              ///< "TLS 1.3"; empty: not agreed
    QString cipher;                ///< "TLS_AES_256_GCM_SHA384"
    QString alpn;                  ///< empty: none chosen
    QString serverName;            ///< the SNI that was sent (client) or came (mock, where it can be known)
    QList<CertificateFacts> chain; ///< the peer's, its own first
    QStringList errors;            ///< of the verification, a sentence each; kept also where they were accepted
    QString
        accepted; ///< why the connection went on in spite of them: "--no-check", "trusted for this host"; else empty
    QString ownCertificate; ///< subject of the one that we showed; empty: none
    bool operator==(const TlsFacts &) const = default;

    bool isEmpty() const { return *this == TlsFacts(); }
    /// A PEM that holds a key is left out.
    QJsonObject toJson() const;
    /// What is missing, or of another type, reads as empty.
    static TlsFacts fromJson(const QJsonObject &json);
};

} // namespace handglass
