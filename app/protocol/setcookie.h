// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <tl/expected.hpp>

#include <optional>

namespace handglass {

/// A Set-Cookie header's value, read as RFC 6265 §5.2 says: forgiving, attributes not known are ignored, and of one
/// that is repeated the last counts.
struct SetCookie {
    QByteArray name;
    QByteArray value;
    std::optional<qint64> expires; ///< Unix seconds, of Max-Age else Expires; none: until the program's end
    QByteArray domain;             ///< lower case, without a leading "."; empty: none
    QByteArray path;               ///< empty: the default path
    bool secure = false;
    bool httpOnly = false;
};

/// now: Unix seconds, what Max-Age counts from. Else the sentence that says why it must be ignored.
tl::expected<SetCookie, QString> readSetCookie(QByteArrayView value, qint64 now);

/// A cookie-date (RFC 6265 §5.1.1), Unix seconds.
std::optional<qint64> parseCookieDate(QByteArrayView text);

/// RFC 6265 §5.1.3; both in lower case. host may be an IP address, which matches only itself.
bool domainMatches(QByteArrayView host, QByteArrayView domain);
/// RFC 6265 §5.1.4, of a request target with or without a query.
QByteArray defaultCookiePath(QByteArrayView target);
/// RFC 6265 §5.1.4; path without a query.
bool cookiePathMatches(QByteArrayView path, QByteArrayView cookiePath);

} // namespace handglass
