// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenario.h"
#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"
#include "app/tap/dialoptions.h"
#include "app/tap/tapsettings.h"

#include <QHostAddress>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace handglass {

class CookieJar;

struct Timeouts {
    std::chrono::milliseconds nameLookup{10'000};
    std::chrono::milliseconds tcp{15'000};
    std::chrono::milliseconds proxy{15'000};
    std::chrono::milliseconds tls{15'000};
    std::chrono::milliseconds upgrade{15'000}; ///< from the request to the response's whole head
    std::chrono::milliseconds body{5'000};     ///< then for the body of a refusal
    std::chrono::milliseconds close{5'000};    ///< from our close frame to the peer's, and from both to TCP's end
};

struct SizeLimits {
    quint64 message = 64ULL << 20; ///< bytes; above it the connection is failed with 1009
    qsizetype head = 64 * 1024;
    int headerFields = 256;
    qsizetype body = 1 << 20; ///< of a refusal's body that is kept
    qint64 unsent =
        8 << 20; ///< bytes not taken by the peer above which the other side is not read and sends are refused
};

/// After a refusal with 3xx and a Location.
struct RedirectOptions {
    bool follow = false;
    int most = 10; ///< hops; a further one is a failure that names the limit
};

/// After a connection that ended without our wish, or a try that failed (Cancelled and Request phases aside).
struct ReconnectOptions {
    bool enabled = false;
    std::chrono::milliseconds first{1'000}; ///< before the first try; doubled each time
    std::chrono::milliseconds longest{60'000};
    double jitter = 0.5; ///< share of the wait that is random, 0 to 1: waits lie in [wait × (1 − jitter), wait]
    int most = 0;        ///< tries in a row; 0: without end
};

/// The offer that browsers make: permessage-deflate; client_max_window_bits.
QList<DeflateOffer> browserDeflateOffers();

/// What a client asks for. Nothing is checked here: see ClientSession::optionsError().
struct ClientOptions {
    WebSocketUrl url;
    QList<HeaderField> headers;
    QStringList subprotocols;
    QByteArray origin;
    QString user; ///< Basic, RFC 7617; empty: none
    QString password;
    QString bearer;                                       ///< RFC 6750; empty: none
    bool echo = false;                                    ///< reply to each message with itself
    QList<DeflateOffer> deflate = browserDeflateOffers(); ///< permessage-deflate, in order of preference; empty: off
    bool observeOnly = false; ///< the peer's violations are recorded and passed over instead of failing the connection
    bool autoPong = true;
    KeepAlive keepAlive;
    TlsClientOptions tls;
    ProxyOptions proxy;
    RedirectOptions redirects;
    ReconnectOptions reconnect;
    std::shared_ptr<CookieJar> cookies; ///< null: none are sent or kept
    Timeouts timeouts;
    SizeLimits limits;
};

struct MockOptions {
    /// Says what is done with clients and their messages, in place of subprotocols, greeting, echo and deflate; where
    /// to listen is said here all the same. Null: none.
    SharedScenario scenario;
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 8080;      ///< 0: any free one
    QStringList subprotocols; ///< that it speaks; the first of the client's offers that is among them is chosen
    QString greeting;         ///< a text message sent when a client has connected; empty: none
    bool echo = true;
    std::optional<DeflatePolicy> deflate = DeflatePolicy(); ///< none: offers of permessage-deflate are declined
    bool observeOnly = false;                               ///< as in ClientOptions
    bool autoPong = true;
    KeepAlive keepAlive;
    TlsServerOptions tls;
    Timeouts timeouts;
    SizeLimits limits;
};

} // namespace handglass
