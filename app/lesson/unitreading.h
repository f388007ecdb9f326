// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/frame.h"
#include "app/protocol/httphead.h"

#include <QStringList>

#include <optional>

namespace handglass::lesson {

/// The first frame of some bytes, as far as it is there.
struct FrameParts {
    FrameHeader header;
    QByteArray payload; ///< unmasked, what is there of it
    QByteArray rest;    ///< bytes behind the frame
};
/// None: not even the header is whole.
std::optional<FrameParts> readFrame(QByteArrayView bytes);

/// An empty one if it is none.
HttpHead readHead(QByteArrayView bytes, UnitKind kind);

// Words and numbers of the stage.

QString sizeText(qsizetype bytes);                            ///< "129 B", "2.1 KiB"
QString hexText(QByteArrayView bytes, qsizetype most = 64);   ///< "37 fa 21 3d"; cut with "…"
QStringList hexLines(QByteArrayView bytes, qsizetype width);  ///< at most 8
QString quotedText(QByteArrayView utf8, qsizetype most = 24); ///< “Hello”; what is no text in hex
QString opcodeName(Opcode opcode);                            ///< "Text", "Pong", "opcode 0x3"
/// What a frame says in a line: "Text, FIN, 5 B “Hello”", "Close 1000 Normal Closure".
QString frameText(const FrameParts &frame);
/// "GET", "101", "Text frame", "end of TCP".
QString unitName(UnitKind kind, QByteArrayView bytes);
/// A line of an arrow: "GET /chat, Upgrade: websocket".
QString unitText(const WireUnit &unit);

} // namespace handglass::lesson
