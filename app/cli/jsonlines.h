// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/rowwords.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace handglass {

// One object a line, as the man page documents them. Times are RFC 3339 in UTC with nanoseconds.

/// What a frame's row does not hold.
struct FrameDetail {
    std::optional<QByteArray> payload = {}; ///< as on the wire, unmasked; none: the line of its message has it
    std::optional<QByteArray> content = {}; ///< what a compressed frame adds to its message
    qint64 rttNs = -1;                      ///< of a Pong that answers our Ping
};

struct MessageDetail {
    Opcode opcode = Opcode::Text;
    QByteArray data;
    qint64 compressedLength = -1; ///< bytes of its frames' payloads; −1: it was not compressed
};

QJsonObject handshakeJson(const ConnectionRecord &record);
QJsonObject frameJson(const Entry &entry, const FrameDetail &detail);
/// row: of the message's last frame.
QJsonObject messageJson(const Entry &entry, const MessageDetail &detail);
QJsonObject closeJson(const ConnectionRecord &record, const Entry &entry);
QJsonObject failureJson(const ConnectionRecord &record, const Entry &entry);
/// What is to be known of a connection that goes on, or of none (connection 0).
QJsonObject noticeJson(const Entry &entry);
/// The next try to reconnect comes in this many ms.
QJsonObject waitingJson(int number, qint64 milliseconds);
/// So many of the oldest rows are no longer in the capture.
QJsonObject letGoJson(qint64 rows);
QJsonObject errorJson(const QString &sentence);

/// "lookup", "tcp", "proxy", "tls", "request", "response", "verdict", "open", "cancelled".
QString phaseWord(FailurePhase phase);

} // namespace handglass
