// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/tlsfacts.h"

#include <QSslCertificate>

namespace handglass {

CertificateFacts factsOf(const QSslCertificate &certificate);
QList<CertificateFacts> factsOf(const QList<QSslCertificate> &chain);

/// RFC 4514's form with a space behind each comma: "CN=localhost, O=Example".
QString subjectOf(const QSslCertificate &certificate);
QString issuerOf(const QSslCertificate &certificate);
/// The subjectAltName (RFC 5280 §4.2.1.6) in its order: "DNS:localhost", "IP:127.0.0.1", "URI:…", "email:…".
QStringList namesOf(const QSslCertificate &certificate);
/// It stands for this host: a name, or an IP address without brackets.
bool isFor(const QSslCertificate &certificate, const QString &host);
/// 32 bytes, of the DER form.
QByteArray sha256Of(const QSslCertificate &certificate);
/// "CN=localhost, issued by CN=localhost, valid 2026-01-01 to 2028-01-01, SHA-256 ab:cd:…", as evidence.
QString certificateLine(const QSslCertificate &certificate);
/// "2026-01-31 12:00 UTC"
QString dateText(const QDateTime &time);

} // namespace handglass
