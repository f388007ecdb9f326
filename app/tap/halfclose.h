// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace handglass {

/// Ends our half of a TCP connection: behind all that was written the peer reads its end, and what the peer still sends
/// is read. Nothing may be left to write. False where that cannot be done: with TLS, and where there is no shutdown().
bool endOurHalf(const QTcpSocket &socket);

} // namespace handglass
