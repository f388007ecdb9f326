// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslError>

namespace handglass {

/// One thing that verification found, told.
struct TlsProblem {
    QString sentence; ///< without a full stop: "the certificate CN=a expired on 2026-01-31 12:00 UTC"
    QString section;  ///< of the rule that is broken; may be empty
    bool operator==(const TlsProblem &) const = default;
};

/// What the errors say, in their order, each once, and without those that only follow from another one. host: the name
/// that was wanted (client), or empty (server: the peer's name does not matter).
QList<TlsProblem> problemsOf(const QList<QSslError> &errors, const QString &host);

/// What the user of a client can do about a server's certificate.
QString adviceOn(const QList<QSslError> &errors);

/// What is wrong with a peer's chain that can be seen without knowing whom this computer trusts: the validity period of
/// each, and the name of the first. For a verification that stopped at its first error.
QList<QSslError> visibleErrors(const QList<QSslCertificate> &chain, const QString &host);

QStringList sentencesOf(const QList<TlsProblem> &problems);

} // namespace handglass
