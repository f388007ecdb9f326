// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace handglass {

/// They are a handshake record, as every TLS client sends first (RFC 8446 §5.1), or the beginning of one.
bool beginsTls(QByteArrayView bytes);

/// The name that a ClientHello asks for (SNI, RFC 6066 §3); empty if there is none, or if not all of it is here.
QString serverNameOf(QByteArrayView bytes);

} // namespace handglass
