// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QString>

#include <optional>

namespace handglass {

// The words of the formats, the same in all of them and never translated.

/// "2026-11-26T10:31:08.014000000Z": UTC with nanoseconds.
QString rfc3339(qint64 unixNs);
/// Also with fewer digits of a second, and with another offset than Z; none: it is no such time.
std::optional<qint64> fromRfc3339(QStringView text);
/// "text", "binary", "close", "ping", "pong", "continuation", "reserved".
QString opcodeWord(Opcode opcode);
/// "opened", "frame", "closed", "notice".
QString kindWord(EntryKind kind);
/// "sent", "received"; empty for none.
QString directionWord(Direction direction);
/// Its four bytes: "37fa213d".
QString maskingKeyHex(quint32 key);

} // namespace handglass
