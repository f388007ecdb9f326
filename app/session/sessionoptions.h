// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"

#include <QHostAddress>
#include <QStringList>

#include <chrono>

namespace handglass {

struct Timeouts {
    std::chrono::milliseconds nameLookup{10'000};
    std::chrono::milliseconds tcp{15'000};
    std::chrono::milliseconds tls{15'000};
    std::chrono::milliseconds upgrade{15'000};
    std::chrono::milliseconds close{5'000}; ///< from our close frame to the peer's, and from both to TCP's end
};

struct SizeLimits {
    quint64 message = 64ULL << 20; ///< bytes; above it the connection is failed with 1009
    qsizetype head = 64 * 1024;
    int headerFields = 256;
    qsizetype body = 1 << 20; ///< of a refusal's body that is kept
    qint64 unsent =
        8 << 20; ///< bytes not taken by the peer above which the other side is not read and sends are refused
};

/// What a client asks for. Nothing is checked here: see ClientSession::optionsError().
struct ClientOptions {
    WebSocketUrl url;
    QList<HeaderField> headers;
    QStringList subprotocols;
    QByteArray origin;
    QString user; ///< Basic, RFC 7617; empty: none
    QString password;
    QString bearer;    ///< RFC 6750; empty: none
    bool echo = false; ///< reply to each message with itself
    Timeouts timeouts;
    SizeLimits limits;
};

struct MockOptions {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 8080;      ///< 0: any free one
    QStringList subprotocols; ///< that it speaks; the first of the client's offers that is among them is chosen
    QString greeting;         ///< a text message sent when a client has connected; empty: none
    bool echo = true;
    Timeouts timeouts;
    SizeLimits limits;
};

} // namespace handglass
