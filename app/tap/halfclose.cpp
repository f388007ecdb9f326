// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/halfclose.h"

#include <QSslSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace handglass {

bool endOurHalf(const QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    const bool plain = qobject_cast<const QSslSocket *>(&socket) == nullptr;
    return plain && ::shutdown(int(socket.socketDescriptor()), SHUT_WR) == 0;
#else
    Q_UNUSED(socket)
    return false;
#endif
}

} // namespace handglass
