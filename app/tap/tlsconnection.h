// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QSslSocket>

namespace handglass {

/// "TLS 1.3"; empty: not agreed.
QString protocolName(QSsl::SslProtocol protocol);
/// Writes version, cipher and ALPN of an encrypted socket into the record.
void noteAgreement(const QSslSocket &socket, ConnectionRecord &record);
/// What OpenSSL says when the bytes that came are no TLS record.
bool saysNotTls(const QString &error);

} // namespace handglass
