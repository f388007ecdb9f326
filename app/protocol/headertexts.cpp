// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/headertexts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <span>

namespace handglass {

namespace {

constexpr std::array RequestTexts{
    HeaderText{"Host",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the server and the port that the client wants, so that one address can serve many names. A request "
            "must have it, once."),
        "RFC 6455 §4.1, RFC 9112 §3.2"},
    HeaderText{"Upgrade",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "asks the server to leave HTTP on this connection and speak the WebSocket protocol. It must contain the "
            "keyword websocket, in any case of letters."),
        "RFC 6455 §4.1"},
    HeaderText{"Connection",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "must contain the token Upgrade: it marks the Upgrade header as meant for this hop only, so that no proxy "
            "passes it on unread. Further tokens such as keep-alive are legal."),
        "RFC 6455 §4.1, RFC 9110 §7.6.1"},
    HeaderText{"Sec-WebSocket-Key",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is a nonce: 16 random bytes in base64, new for each connection. The server hashes it into "
            "Sec-WebSocket-Accept, which shows that it read this request; it is no secret and no password."),
        "RFC 6455 §4.1"},
    HeaderText{"Sec-WebSocket-Version",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is the version of the protocol; 13 is the one that RFC 6455 defines. A server that does not speak it "
            "answers 426 and lists those it speaks."),
        "RFC 6455 §4.1, §4.4"},
    HeaderText{"Sec-WebSocket-Protocol",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "offers subprotocols, the preferred one first: %1. The server chooses one of them or none."),
        "RFC 6455 §4.1, §1.9"},
    HeaderText{"Sec-WebSocket-Extensions",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "offers extensions of the protocol: %1. The server may agree to some of them; only then may frames use "
            "their reserved bits."),
        "RFC 6455 §9.1"},
    HeaderText{"Origin",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says which page opens the connection; browsers always send it, other clients may. A server that serves "
            "some pages only checks it, and answers 403 to the others."),
        "RFC 6455 §4.1, §10.2"},
    HeaderText{"User-Agent",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the client's program. It does not matter for the handshake, but some servers and firewalls look at "
            "it."),
        "RFC 9110 §10.1.5"},
    HeaderText{"Cookie",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "gives back what the server set before, such as a login session. Browsers send it with the handshake too, "
            "whatever page opens the connection: that is why servers check Origin."),
        "RFC 6265 §4.2, RFC 6455 §10.2"},
    HeaderText{"Authorization",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "carries the client's credentials, scheme %2. They are for this server only and must not be sent on to "
            "another host."),
        "RFC 9110 §11.6.2"},
    HeaderText{"Proxy-Authorization",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "carries credentials for a proxy, scheme %2. A server should never see them."),
        "RFC 9110 §11.7.2"},
    HeaderText{"Accept",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "lists the media types that the client takes in an answer. A handshake that succeeds has no body; it "
            "matters for a refusal only."),
        "RFC 9110 §12.5.1"},
    HeaderText{"Accept-Encoding",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "lists the codings that the client takes in a body. It does not compress WebSocket messages: that is "
            "permessage-deflate."),
        "RFC 9110 §12.5.3"},
    HeaderText{"Accept-Language",
        QT_TRANSLATE_NOOP("handglass::HeadLine", "lists the languages that the user prefers, as the browser is set."),
        "RFC 9110 §12.5.4"},
    HeaderText{"Cache-Control",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "tells caches on the way what to do; no-cache makes them ask the server. A handshake must never be "
            "answered from a cache."),
        "RFC 9111 §5.2"},
    HeaderText{"Pragma",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is what HTTP/1.0 had instead of Cache-Control. no-cache makes old caches ask the server."),
        "RFC 9111 §5.4"},
    HeaderText{"Content-Length",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "announces a body of %1 bytes. A handshake has none: what follows the head are frames, and only after the "
            "101."),
        "RFC 9110 §8.6"},
    HeaderText{"Via",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the proxies that this request went through. Each of them must have let the upgrade pass."),
        "RFC 9110 §7.6.3"},
    HeaderText{"X-Forwarded-For",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is a proxy's word for the client's address. Anyone can write it, so it proves nothing unless a trusted "
            "proxy set it."),
        ""},
    HeaderText{"X-Forwarded-Proto",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is a proxy's word for the scheme that the client used: https here means that wss:// ends at the proxy."),
        ""},
    HeaderText{"Forwarded",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "tells what a proxy changed: the client's address, the host it asked for and the scheme."),
        "RFC 7239 §4"},
    HeaderText{"Referer",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the page from which the request was made. For a decision Origin is the header to look at."),
        "RFC 9110 §10.1.3"},
};

constexpr std::array ResponseTexts{
    HeaderText{"Upgrade",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the protocol that the connection speaks from here on. In a 101 it must be websocket, in any case of "
            "letters; in a 426 it says what the server would switch to."),
        "RFC 6455 §4.1, RFC 9110 §7.8"},
    HeaderText{"Connection",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "must contain the token Upgrade in a 101; further tokens such as keep-alive are legal. In any other answer "
            "close says that the server ends the connection."),
        "RFC 6455 §4.1, RFC 9110 §7.6.1"},
    HeaderText{"Sec-WebSocket-Accept",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "proves that the server read <i>this</i> request: it hashes the key with a GUID that every WebSocket "
            "server knows, which a cached or plain HTTP answer cannot contain. With any other value the client must "
            "fail the connection."),
        "RFC 6455 §4.2.2, step 5.4"},
    HeaderText{"Sec-WebSocket-Protocol",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is the subprotocol that the server chose: %1. It must be one that the client offered, else the client "
            "must fail the connection."),
        "RFC 6455 §4.1, §1.9"},
    HeaderText{"Sec-WebSocket-Extensions",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "lists the extensions in use from now on: %1. With one that the client did not offer, the client must fail "
            "the connection."),
        "RFC 6455 §4.1, §9.1"},
    HeaderText{"Sec-WebSocket-Version",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "lists the versions that the server speaks, because it does not speak the one asked for. The client may "
            "try again with one of them."),
        "RFC 6455 §4.4"},
    HeaderText{"Server",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the server's program: %1. It does not matter for the handshake, but tells whether a proxy or the "
            "application answered."),
        "RFC 9110 §10.2.4"},
    HeaderText{"Date",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "is when the server made this answer, by its own clock. A clock that is far off makes tokens and "
            "certificates look expired."),
        "RFC 9110 §6.6.1"},
    HeaderText{"Set-Cookie",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "asks the client to keep a cookie and send it from now on. It works in a handshake's answer as in any "
            "other."),
        "RFC 6265 §4.1, RFC 6455 §4.1"},
    HeaderText{"WWW-Authenticate",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says how to authenticate, scheme %2. Send credentials of that scheme in an Authorization header and try "
            "again."),
        "RFC 9110 §11.6.1"},
    HeaderText{"Proxy-Authenticate",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says how to authenticate to the proxy, scheme %2. The answer is the proxy's: the server has not seen the "
            "request."),
        "RFC 9110 §11.7.1"},
    HeaderText{"Location",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the address to go to instead: %1. A client may follow it but need not, and browsers do not."),
        "RFC 9110 §10.2.2, RFC 6455 §4.1"},
    HeaderText{"Retry-After",
        QT_TRANSLATE_NOOP("handglass::HeadLine", "says when to try again: %1, in seconds or as a date."),
        "RFC 9110 §10.2.3"},
    HeaderText{"Content-Type",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "says what the body is: %1. A 101 has no body; what follows it are frames."),
        "RFC 9110 §8.3"},
    HeaderText{"Content-Length",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "announces a body of %1 bytes. A 101 must not have it: what follows it are frames."),
        "RFC 9110 §8.6"},
    HeaderText{"Transfer-Encoding",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says how the body is cut up: %1. A 101 must not have it: what follows it are frames."),
        "RFC 9112 §6.1"},
    HeaderText{"Content-Encoding",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says how the body is compressed: %1. It has nothing to do with WebSocket messages."),
        "RFC 9110 §8.4"},
    HeaderText{"Allow",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "lists the methods that the resource takes: %1. A handshake needs GET."),
        "RFC 9110 §10.2.1"},
    HeaderText{"Via",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "names the proxies that this answer went through. Each of them must have let the upgrade pass."),
        "RFC 9110 §7.6.3"},
    HeaderText{"Cache-Control",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "tells caches what they may keep of this answer. A 101 is never cached."),
        "RFC 9111 §5.2"},
    HeaderText{"Vary",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "lists the request's headers that this answer depends on. It is for caches."),
        "RFC 9110 §12.5.5"},
    HeaderText{"Keep-Alive",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "says how long the server keeps an idle HTTP connection. It does not hold for a WebSocket connection."),
        "RFC 9112 C.2.2"},
    HeaderText{"Strict-Transport-Security",
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "asks browsers to use TLS with this host only: ws:// becomes wss:// there."),
        "RFC 6797 §6.1"},
    HeaderText{"Access-Control-Allow-Origin",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "has no effect here: CORS does not govern WebSocket. A server checks Origin by itself."),
        "RFC 6455 §10.2"},
    HeaderText{"Alt-Svc",
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "offers another address or HTTP version for the same service. A WebSocket client does not use it."),
        "RFC 7838 §3"},
};

const HeaderText *find(std::span<const HeaderText> texts, QByteArrayView name)
{
    const auto entry = std::ranges::find_if(
        texts, [name](const HeaderText &text) { return name.compare(text.name, Qt::CaseInsensitive) == 0; });
    return entry == texts.end() ? nullptr : &*entry;
}

} // namespace

const HeaderText *requestHeaderText(QByteArrayView name)
{
    return find(RequestTexts, name);
}

const HeaderText *responseHeaderText(QByteArrayView name)
{
    return find(ResponseTexts, name);
}

} // namespace handglass
