// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace handglass {

/// Who one end of TLS says it is.
struct TlsIdentity {
    QList<QSslCertificate> chain; ///< its own first
    QSslKey key;                  ///< of the first
    bool isEmpty() const { return chain.isEmpty(); }
};

/// Reads a certificate (its chain behind it) and its key, PEM or PKCS#12, once, at most 4 MiB. keyFile empty: the key
/// stands in the certificate's file. Empty, or the sentence that says why it cannot be used, with the file's name;
/// never with anything of passphrase or key.
QString readIdentity(
    const QString &certificateFile, const QString &keyFile, const QString &passphrase, TlsIdentity &identity);

/// With what readIdentity() asks for a passphrase of these files; empty: they need none, or cannot be used at all.
QString missingPassphrase(const QString &certificateFile, const QString &keyFile);

/// Reads the certificates of authorities, PEM, at most 4 MiB. Empty, or the sentence as above.
QString readAuthorities(const QString &file, QList<QSslCertificate> &authorities);

} // namespace handglass
