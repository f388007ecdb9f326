// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"

#include <QByteArray>
#include <QString>

#include <variant>

class QWebSocket;

namespace handglass {

class Tap;

/// A text, a binary message, or bytes as they are.
using Outgoing = std::variant<QString, QByteArray, RawSend>;

/// To the wire, however much waits for it (see Tap::sendError()). Empty, or why it was not sent. Network thread.
QString put(Tap &tap, QWebSocket &socket, const Outgoing &message);

} // namespace handglass
