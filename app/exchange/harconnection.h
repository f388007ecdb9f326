// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/jsonfields.h"

#include "app/capture/records.h"

#include <optional>

namespace handglass {

/// What of an entry makes a connection, but for its messages. path: "log.entries[3]". The first member that is not as
/// expected becomes the error's sentence. id is set; state and end are those that are told, else closed.
ConnectionRecord harConnection(const QJsonObject &entry, const QString &path, ConnectionId id, QString &error);

/// A message's time as any writer gives it: Unix seconds (Chrome, mitmproxy, HTTP Toolkit), Unix milliseconds
/// (Playwright), seconds since the entry began; none: not known (negative).
std::optional<qint64> harTime(double time, qint64 startedNs);

/// One of _webSocketMessages.
struct HarMessage {
    bool sent = false;
    bool error = false; ///< data is a sentence
    quint8 opcode = 1;
    std::optional<qint64> timeNs;
    QByteArray data;
};
/// path: "log.entries[3]._webSocketMessages[17]".
HarMessage harMessage(const QJsonObject &object, const QString &path, qint64 startedNs, QString &error);

} // namespace handglass
