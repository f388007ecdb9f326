// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"

#include <QList>
#include <QMutex>
#include <QNetworkCookie>
#include <QString>

#include <memory>

namespace handglass {

/// The cookies of one profile (RFC 6265). Any thread.
class CookieJar final
{
    Q_DISABLE_COPY_MOVE(CookieJar)
public:
    /// file empty: kept in memory only. Else it is read now and written (0600) after each change.
    explicit CookieJar(const QString &file = {});
    ~CookieJar();

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
    void clear();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace handglass
