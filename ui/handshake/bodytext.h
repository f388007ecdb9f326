// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace handglass {

/// Content of a chunked body (RFC 9112 §7.1), the last chunk as far as it came. Nothing if it is not chunked.
std::optional<QByteArray> dechunked(QByteArrayView body);

/// 16 bytes a line: offset, hex, ASCII.
QByteArray hexDump(QByteArrayView bytes);

/// Bytes as they are, line by line; unprintable ones as in visibleText(), CR LF as \r\n at the line's end.
QByteArray visibleLines(QByteArrayView bytes);

/// UTF-8 text with its line ends as line ends; bytes that are no text as in visibleText().
QByteArray readableText(QByteArrayView bytes);

} // namespace handglass
