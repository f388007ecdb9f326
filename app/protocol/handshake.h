// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QStringList>

namespace handglass {

/// "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", RFC 6455 §1.3.
QByteArrayView handshakeGuid();
/// SHA-1 of key + GUID, 20 bytes (RFC 6455 §4.2.2 step 5.4).
QByteArray acceptDigest(QByteArrayView key);
/// base64 of acceptDigest().
QByteArray acceptValue(QByteArrayView key);

/// What a client asks for (RFC 6455 §4.1). The composed head has the order Host, Upgrade, Connection,
/// Sec-WebSocket-Key, Sec-WebSocket-Version, Origin, Sec-WebSocket-Protocol, Sec-WebSocket-Extensions, then `headers`;
/// a user header that repeats one of these names (compared without case) replaces it at its place, spelled as the user
/// spelled it; User-Agent is added last unless given.
struct RequestSpec {
    QByteArray host;   ///< as it goes into Host, port included where it is not the default
    QByteArray target; ///< path and query, at least "/"
    QByteArray key;
    QByteArray origin; ///< empty: none
    QStringList subprotocols;
    QByteArray extensions; ///< the offer as text; empty: none
    QByteArray userAgent;
    QList<HeaderField> headers; ///< sent as they are: order, case, duplicates
};
QByteArray composeRequest(const RequestSpec &spec);

struct ResponseSpec {
    QByteArray key;         ///< of the request
    QByteArray subprotocol; ///< empty: none
    QByteArray extensions;
    QList<HeaderField> headers;
    QByteArrayList without = {};     ///< names, compared without case: these lines are left out
    QByteArray version = "HTTP/1.1"; ///< of the status line
};
/// The 101 of RFC 6455 §4.2.2: Upgrade, Connection, Sec-WebSocket-Accept, Sec-WebSocket-Protocol,
/// Sec-WebSocket-Extensions, then `headers`; one that repeats a name replaces it at its place, as in composeRequest().
QByteArray composeResponse(const ResponseSpec &spec);
/// Any other answer: `headers`, then Content-Length and Connection: close unless they are among them, then the body.
/// With 1xx and 204 there is neither Content-Length (RFC 9110 §8.6) nor body.
QByteArray composeRefusal(int status, QByteArrayView reason, const QList<HeaderField> &headers, QByteArrayView body);

/// Empty if it is a legal Sec-WebSocket-Protocol element (RFC 6455 §4.1 item 10: token, no duplicates), else the
/// sentence.
QString subprotocolError(const QStringList &subprotocols);

} // namespace handglass
