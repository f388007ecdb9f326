// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QObject>
#include <QSslSocket>

#include <optional>

namespace handglass {

/// "116 certificate_required", as RFC 8446 §6 names it.
QString alertName(QSsl::AlertType alert);

/// Keeps the fatal alert that the peer of a TLS connection sends (RFC 8446 §6.2): with TLS 1.3 it may come after the
/// handshake, with the first read. Lives no longer than the socket.
class AlertWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertWatch)
public:
    explicit AlertWatch(QSslSocket &socket);
    std::optional<QSsl::AlertType> alert() const { return m_alert; }

Q_SIGNALS:
    void came();

private:
    std::optional<QSsl::AlertType> m_alert;
};

/// What a client knows when a server's alert comes.
struct AlertContext {
    QString place;                 ///< "example.org:443"
    QString serverName;            ///< SNI; empty: none was sent
    QStringList alpn;              ///< offered
    bool only13 = false;           ///< TLS 1.3 is the least that we permit
    bool helloAnswered = false;    ///< the server had agreed on version and cipher before
    bool certificateGiven = false; ///< we have a certificate to show
};

/// Of a connection after its TLS handshake.
AlertContext contextOf(const ConnectionRecord &record);

/// What to do where the server speaks none of the versions that we permit.
QString versionAdvice(bool only13);

/// Why a server ended TLS, from its alert. openSsl: what OpenSSL said; part of the evidence.
Failure explainAlert(QSsl::AlertType alert, const AlertContext &context, const QString &openSsl);

} // namespace handglass
