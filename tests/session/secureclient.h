// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rawclient.h"

#include "app/session/sessionoptions.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace handglass {

/// A client that is a bare QSslSocket, to "localhost". Waits without an event loop (the server is on another thread).
class SecureClient final
{
    Q_DISABLE_COPY_MOVE(SecureClient)
public:
    /// Connects TCP only.
    SecureClient(quint16 port, const QSslConfiguration &configuration);

    bool encrypted();
    void send(const QByteArray &bytes);
    /// What came until the bytes contain this, or until nothing comes.
    QByteArray until(const QByteArray &sign);

    QSslSocket socket;
    QList<QSsl::AlertType> alerts; ///< received
};

QSslConfiguration trusting(const QSslCertificate &certificate);
/// As a user's client does who has exported the mock's own certificate.
QSslConfiguration trustingOwn();
/// On any port, with TLS.
MockOptions secureMock();

} // namespace handglass
