// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace handglass {

/// A certificate that the user trusts for one host, whatever its verification says. Revocable by removing it.
struct TrustedCertificate {
    QString host; ///< as in the URL, lower case
    quint16 port = 443;
    QByteArray sha256; ///< of the certificate's DER form, 32 bytes
    bool operator==(const TrustedCertificate &) const = default;
};

enum class TlsMinimum : quint8 { Default, Tls12, Tls13 }; ///< Default: what the system's OpenSSL permits, at least 1.2

/// How a client speaks TLS. Files are PEM unless said otherwise; what cannot be read is a failure of the TLS phase that
/// names file and reason. Nothing of it enters a record.
struct TlsClientOptions {
    bool verify = true;      ///< false: errors are recorded and accepted (-n)
    QString caFile;          ///< more authorities beside the system's; empty: none
    QString certificateFile; ///< client certificate (and chain), PEM or PKCS#12; empty: none
    QString keyFile;         ///< its key; empty: in the certificate's file
    QString passphrase;      ///< of the key or of the PKCS#12 file
    QString serverName;      ///< SNI and the name to verify, instead of the URL's host; empty: the host
    TlsMinimum minimum = TlsMinimum::Default;
    QStringList alpn = {QStringLiteral("http/1.1")}; ///< offered; empty: no ALPN
    QList<TrustedCertificate> trusted;
};

enum class ProxyKind : quint8 { System, None, Http, Socks5 };

/// The proxy in front of the server. System: what the system or the environment says for this URL, never for loopback.
struct ProxyOptions {
    ProxyKind kind = ProxyKind::System;
    QString host;
    quint16 port = 0;
    QString user; ///< empty: none
    QString password;

    /// "http://127.0.0.1:3128", "socks5://[::1]:1080"; without credentials; empty for System and None.
    QString toString() const;
    /// http://[user:password@]host[:port] or socks5://… (socks5h:// too); "none" and "system" are words. Empty
    /// sentence: read into options.
    static QString parse(const QString &text, ProxyOptions &options);
};

/// How a mock speaks TLS.
struct TlsServerOptions {
    bool enabled = false;
    QString certificateFile; ///< PEM (with chain) or PKCS#12; empty: the program's own, made once and kept
    QString keyFile;         ///< empty: in the certificate's file
    QString passphrase;
    TlsMinimum minimum = TlsMinimum::Default;
    bool requireClientCertificate = false;
    QString clientCaFile; ///< authorities that client certificates must come from; empty: any certificate will do
};

} // namespace handglass
