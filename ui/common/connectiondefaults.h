// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"

#include <array>

class QSettings;

namespace handglass {

/// A certificate that is trusted, and since when.
struct KeptTrust {
    TrustedCertificate certificate;
    qint64 since = 0; ///< Unix epoch, s
    bool operator==(const KeptTrust &) const = default;
};

/// One of the time-outs, as it is stored and bounded.
struct TimeoutField {
    const char *key;
    std::chrono::milliseconds Timeouts::*value;
    static constexpr int Least = 100;      ///< ms
    static constexpr int Most = 3'600'000; ///< ms
};
const std::array<TimeoutField, 7> &timeoutFields();

/// One of the limits: a number of units (KiB, or fields of a head).
struct LimitField {
    const char *key;
    qint64 (*get)(const SizeLimits &);
    void (*set)(SizeLimits &, qint64);
    int least;
    int most;
};
const std::array<LimitField, 5> &limitFields();

/// What new connections get unless their request says otherwise. Secrets live as long as the program: they are never
/// stored.
struct ConnectionDefaults {
    Timeouts timeouts;
    SizeLimits limits;
    ProxyOptions proxy; ///< its password is not stored
    QList<KeptTrust> trusted;
    QStringList cookieProfiles = {standardProfile()}; ///< never empty
    QString cookieProfile = standardProfile();        ///< of new connections; empty: no cookies
    TlsServerOptions mockTls;                         ///< its passphrase is not stored

    /// The profile that is always there.
    static QString standardProfile() { return QStringLiteral("default"); }

    /// What cannot be read, or lies out of its bounds, keeps its default.
    void load(const QSettings &store);
    void save(QSettings &store) const;

    /// Time-outs, limits and trusted certificates as they are now.
    void applyTo(ClientOptions &options) const;
    void applyTo(MockOptions &options) const;
    /// One for this host, port and certificate; since: Unix epoch, s.
    void trust(const TrustedCertificate &certificate, qint64 since);
    void revoke(const TrustedCertificate &certificate);
};

} // namespace handglass
