// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/deflatenegotiation.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace handglass {

// What a person types as an option's value. The error is a sentence's part behind "after --option": "expected …, got
// …".

/// Bytes in hex, two digits each; white space and colons may stand between bytes, 0x before all of it.
tl::expected<QByteArray, QString> readHex(const QString &text);

/// "65536", "64K", "64M", "1G": bytes, at least 1; K is 1024.
tl::expected<quint64, QString> readSize(const QString &text);

/// Seconds as a decimal number, in milliseconds: more than 0 and at most 1 000 000.
tl::expected<qint64, QString> readSeconds(const QString &text);

/// Parameters of permessage-deflate (RFC 7692 §7.1) as they stand in an offer: "server_no_context_takeover;
/// client_max_window_bits=10"; empty: none. "permessage-deflate" may stand before them. Several offers are separated by
/// commas, and then each but the first one begins with that name.
tl::expected<QList<DeflateOffer>, QString> parseDeflateOffers(const QString &text);

/// The same for a server: what it wants of every connection.
tl::expected<DeflatePolicy, QString> parseDeflatePolicy(const QString &text);

} // namespace handglass
