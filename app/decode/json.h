// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace handglass {

class JsonScanner;

struct JsonError {
    qsizetype offset = 0; ///< bytes from the start
    int line = 1;         ///< 1-based
    int column = 1;       ///< 1-based, in characters
    QString sentence;     ///< "expected “,” or “}”, got “"” in line 3, column 7"
};

/// The first error of RFC 8259 JSON in UTF-8; nothing if it is valid. More than 1024 levels are an error.
std::optional<JsonError> jsonError(QByteArrayView text);

/// Where the scanner of this text stopped, and why. Only when it is not valid.
JsonError jsonError(const JsonScanner &scanner, QByteArrayView text);

/// Two spaces an indent, key order, duplicates, and the spelling of numbers and strings kept. Nothing if it is not
/// valid JSON, or if indenting would make it larger than 256 MiB. Depth is bounded at 1024.
std::optional<QByteArray> prettyJson(QByteArrayView text);

/// Cheap guess from the first byte that is not white space: { or [.
bool looksLikeJson(QByteArrayView text);

} // namespace handglass
