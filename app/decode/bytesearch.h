// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QRegularExpression>
#include <QString>

#include <tl/expected.hpp>

#include <atomic>

namespace handglass {

struct ByteRange {
    qint64 offset = 0;
    qint64 length = 0;
    qint64 end() const { return offset + length; }
    bool operator==(const ByteRange &) const = default;
};

/// What to look for in bytes of any size: bytes, or a regular expression over their text (UTF-8; Latin-1 where they are
/// none).
struct ByteSearch {
    QByteArray bytes;
    QRegularExpression expression; ///< instead of bytes, if its pattern is not empty

    bool isEmpty() const { return bytes.isEmpty() && expression.pattern().isEmpty(); }
    bool operator==(const ByteSearch &) const = default;

    static ByteSearch text(const QString &text, bool caseSensitive);
    /// ^ and $ also match at line breaks. The error is a sentence with the place.
    static tl::expected<ByteSearch, QString> regularExpression(const QString &pattern, bool caseSensitive);
    /// "0d 0a", "0D0A", "0x0d0a".
    static tl::expected<ByteSearch, QString> hex(const QString &digits);
};

struct ByteHits {
    QList<ByteRange> ranges; ///< ascending, apart from each other
    bool complete = true;    ///< false: there are more than were asked for, or it was cancelled
};

/// One of ascending ranges that lie apart has this byte.
bool isIn(const QList<ByteRange> &ranges, qint64 byte);

/// At most so many hits; none is empty. A hit of a regular expression that is longer than 4 KiB may be cut. Blocks:
/// large texts on a worker.
ByteHits findAll(
    QByteArrayView text, const ByteSearch &search, qsizetype most, const std::atomic_bool *cancelled = nullptr);

} // namespace handglass
