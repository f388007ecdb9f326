// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

class QTcpSocket;

namespace handglass {

/// Ends our half of a TCP connection: behind all that was written the peer reads its end. Nothing may be left to write.
/// What the peer still sends is no cause to reset the connection: it can be read from the socket where TCP is plain;
/// with TLS close_notify (RFC 8446 §6.1) goes before the end, the socket is disconnected, and what comes is dropped,
/// for at most this long. Where the system has no shutdown() the socket is disconnected, too.
void endOurHalf(QTcpSocket &socket, std::chrono::milliseconds linger);

/// Resets a TCP connection: the peer reads RST (RFC 9293 §3.10.5), what was not sent is dropped. Where the system has
/// no SO_LINGER it is an ordinary end.
void resetTcp(QTcpSocket &socket);

} // namespace handglass
