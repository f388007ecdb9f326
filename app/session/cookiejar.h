// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"

#include <QDateTime>
#include <QList>
#include <QNetworkCookie>
#include <QString>

#include <functional>
#include <memory>

namespace handglass {

/// The cookies of one profile (RFC 6265 §5). Any thread.
///
/// Domains that are public suffixes are refused (as far as Qt's list knows them); the prefixes __Secure- and __Host- of
/// RFC 6265bis are names like any other. At most 4096 bytes a cookie, 50 cookies a domain and 3000 in all; of too many
/// those go that were used longest ago. Cookies without an expiry last as long as the jar and are not written.
///
/// A QNetworkCookie's domain begins with "." where the cookie is sent to hosts below it, too (as Qt has it).
class CookieJar final
{
    Q_DISABLE_COPY_MOVE(CookieJar)
public:
    using Clock = std::function<QDateTime()>;

    /// file empty: kept in memory only. Else it is read now and, replaced as a whole (0600), written by a thread of its
    /// own after each change. One that cannot be read is left as it is, and nothing is written until clear().
    explicit CookieJar(const QString &file = {}, Clock now = {});
    /// What is still to be written is written.
    ~CookieJar();

    /// Waits until what is to be written is written.
    void flush();
    /// Why the file could not be read or written; empty: no error.
    QString error() const;
    /// The Cookie header's value for a request to this URL (§5.4); empty: none. wss counts as a secure scheme.
    QByteArray header(const WebSocketUrl &url) const;
    struct Taken {
        QByteArray setCookie; ///< the Set-Cookie value
        QString rejected;     ///< empty: stored (or removed, where it had expired); else why not, with the section
    };
    /// Stores what the response sets (§5.3), in order.
    QList<Taken> take(const WebSocketUrl &url, const HttpHead &response);

    /// By domain, path and name; expired ones are left out.
    QList<QNetworkCookie> cookies() const;
    void insert(const QNetworkCookie &cookie); ///< replaces the one with the same name, domain and path
    void remove(const QNetworkCookie &cookie);
    void clear(); ///< also what could not be read

private:
    struct Cookie;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace handglass
