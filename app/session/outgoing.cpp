// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/outgoing.h"

#include "app/tap/tap.h"

#include <QWebSocket>

namespace handglass {

QString put(Tap &tap, QWebSocket &socket, const Outgoing &message)
{
    if (const auto *text = std::get_if<QString>(&message)) {
        socket.sendTextMessage(*text);
    } else if (const auto *bytes = std::get_if<QByteArray>(&message)) {
        socket.sendBinaryMessage(*bytes);
    } else {
        const QString error = tap.sendRaw(std::get<RawSend>(message));
        if (!error.isEmpty())
            return error;
        socket.ping(Tap::rawToken()); // its place in the order of what is sent
    }
    return {};
}

} // namespace handglass
