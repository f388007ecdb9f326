// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/decode/jsonpath.h"

#include <vector>

namespace handglass {

/// What a server did, and what it waited for.
struct ServerAct {
    enum class Kind : quint8 { Text, Binary, Ping, Close, Drop };
    Kind kind = Kind::Text;
    qint64 timeNs = 0;
    QByteArray bytes;   ///< Close: the reason
    quint16 code = 0;   ///< Close
    QByteArray echoing; ///< JSON with placeholders for what the client said; empty: none
};

struct ServerStep {
    bool awaits = false; ///< a message of the client; only the first step may begin without one
    bool isText = false;
    qint64 timeNs = 0; ///< when it came; of the first step when the connection opened
    QByteArray message;
    std::vector<std::pair<QString, QString>> kept; ///< variables and the paths of the message whose values they keep
    std::vector<ServerAct> acts;
};

/// Puts placeholders where a server said again what the client had said at an ignored path (an id): only so a client
/// that says another one is answered.
void echoIgnored(std::vector<ServerStep> &steps, const QList<JsonPath> &ignored);

} // namespace handglass
