// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/bytesearch.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <optional>
#include <vector>

namespace handglass {

/// What two messages are compared as: JSON members matched by name and elements by what they hold, lines of text, or
/// bytes.
enum class CompareAs : quint8 { Json, Lines, Bytes };

enum class Change : quint8 {
    Same,
    Changed,
    Added,   ///< only at the right
    Removed, ///< only at the left
    Within,  ///< an object or array with differences inside, which follow one level deeper
    Skipped  ///< so many equal ones are left out
};

struct CompareSide {
    bool there = false;
    QString place;          ///< a line's number, a byte's offset in hex; a JSON value's path
    QString text;           ///< at most 500 characters of it
    QList<ByteRange> marks; ///< what differs, in UTF-16 units of text
};

struct CompareRow {
    Change change = Change::Same;
    int level = 0;
    qint64 skipped = 0;
    CompareSide left;
    CompareSide right;
    bool isDifference() const
    {
        return change == Change::Changed || change == Change::Added || change == Change::Removed;
    }
};

/// Differences in order, with a little of what is equal around them.
struct Comparison {
    CompareAs as = CompareAs::Bytes;
    QList<CompareAs> possible; ///< others that these two can be compared as, and this one
    std::vector<CompareRow> rows;
    qint64 differences = 0; ///< rows that are one
    QStringList limits;     ///< what was not compared or is not shown, as sentences
};

constexpr qint64 MostCompared = 16 << 20;  ///< bytes a side
constexpr qint64 MostDifferences = 10'000; ///< rows told

/// Members' order and white space make no difference, and a string's escapes none; a number's spelling does. As JSON if
/// both are, else as lines if both are UTF-8, else as bytes; or as it is asked for, if that is possible. Compares
/// MostCompared bytes of each. Blocks: on a worker, for some seconds at most.
Comparison compareMessages(const QByteArray &left, const QByteArray &right, std::optional<CompareAs> as = {});

} // namespace handglass
