// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace handglass {

/// A ws:// or wss:// address (RFC 6455 §3), as a person typed it.
struct WebSocketUrl {
    bool secure = false;
    QString host;      ///< without brackets; an IDN in its ASCII form
    quint16 port = 80; ///< explicit or the scheme's default (80, 443)
    QByteArray target =
        "/";      ///< path and query as they go on the wire, percent-encoded where a byte could not stand there
    QString user; ///< from user:password@, decoded; empty: none
    QString password;

    /// The Host header's value: port left out when it is the default; IPv6 in brackets.
    QByteArray hostHeader() const;
    /// Without user and password.
    QString toString() const;
    bool operator==(const WebSocketUrl &) const = default;
};

struct UrlError {
    QString sentence;       ///< "expected ws:// or wss://, got ftp://"
    qsizetype position = 0; ///< of the character it speaks of, in the text that was given
};

/// No scheme means ws://; http and https are taken as ws and wss. A fragment is an error (RFC 6455 §3). White space
/// around it is ignored.
tl::expected<WebSocketUrl, UrlError> parseWebSocketUrl(const QString &text);

} // namespace handglass
