// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QByteArray>
#include <QJsonObject>

namespace handglass {

// One object a line, as the man page documents them. Times are RFC 3339 in UTC with nanoseconds.

QJsonObject handshakeJson(const ConnectionRecord &record);
QJsonObject frameJson(const Entry &entry, const QByteArray &payload);
/// row: of the message's last frame.
QJsonObject messageJson(const Entry &entry, Opcode opcode, const QByteArray &payload);
QJsonObject closeJson(const ConnectionRecord &record, const Entry &entry);
QJsonObject failureJson(const ConnectionRecord &record, const Entry &entry);
/// Of a connection that goes on, or of none (connection 0).
QJsonObject noticeJson(const Entry &entry);
QJsonObject errorJson(const QString &sentence);

QString rfc3339(qint64 unixNs);
/// "text", "binary", "close", "ping", "pong", "continuation", "reserved".
QString opcodeWord(Opcode opcode);
/// "lookup", "tcp", "tls", "request", "response", "verdict", "open", "cancelled".
QString phaseWord(FailurePhase phase);

} // namespace handglass
