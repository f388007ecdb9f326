// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/session/sessionoptions.h"

#include <QSet>

#include <optional>

namespace handglass {

/// The way from the address that was asked for through its redirects (RFC 9110 §15.4), and what is asked at each hop.
/// No I/O.
///
/// Credentials (user and password, token, the headers Authorization, Cookie and Proxy-Authorization, the client
/// certificate) stay with the server they were given for: from the first hop to another server on, or from wss to ws,
/// they are left out, also when the way leads back. So are a Host header and a server name for TLS, which would be
/// wrong there.
class RedirectTrail final
{
public:
    explicit RedirectTrail(ClientOptions options);

    const ClientOptions &options() const { return m_options; } ///< of the current hop
    int hop() const { return m_hop; }                          ///< 0: the address that was asked for

    /// Explains in failure where a redirect leads and what becomes of it. What the answer sets is in the cookie jar
    /// already: the same address is a loop only with the same cookies. True: takeNext() makes the next hop.
    bool answered(const HttpHead &response, Failure &failure);
    void takeNext();
    /// What the current hop leaves out and why; empty: it is asked as the one before.
    QString note() const { return m_note; }

private:
    struct Next {
        ClientOptions options;
        QString note;
    };
    bool follow(const WebSocketUrl &target, Failure &failure);

    ClientOptions m_options;
    int m_hop = 0;
    QSet<QByteArray> m_asked; ///< addresses with the cookies that were sent there
    QString m_note;
    std::optional<Next> m_next;
};

} // namespace handglass
