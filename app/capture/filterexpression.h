// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/decode/jsonpath.h"

#include <QList>
#include <QRegularExpression>

#include <limits>
#include <variant>
#include <vector>

/// What a filter's text says, as values.
namespace handglass::filter {

/// Both ends belong to it.
struct Range {
    qint64 low = std::numeric_limits<qint64>::min();
    qint64 high = std::numeric_limits<qint64>::max();
    bool operator==(const Range &) const = default;
};

// Content is a row's own; that of the first row of a message in fragments is also the whole message's.

/// Case-insensitive (ASCII) in the content or in what the row says.
struct TextTest {
    QByteArray text; ///< UTF-8
};

/// On the content, or on what the row says, as UTF-8.
struct RegexTest {
    QRegularExpression expression;
};

/// In the content.
struct BytesTest {
    QByteArray bytes;
};

enum class Field : quint8 { Size, Delta, Connection, Row, CloseCode, Opcode, Fin, Rsv, Rsv1, Rsv2, Rsv3, Masked };

/// The field is there, and in one of the ranges. Size in bytes, Delta in ns.
struct NumberTest {
    Field field = Field::Size;
    QList<Range> ranges;
};

enum class RowType : quint8 {
    Text,
    Binary,
    Continuation,
    Ping,
    Pong,
    Close,
    Control,
    Reserved,
    Frame,
    Opened,
    Closed,
    Notice
};

struct TypeTest {
    QList<RowType> types; ///< one of them
};

struct DirectionTest {
    QList<Direction> directions; ///< one of them
};

/// ns since the Unix epoch, or since midnight of the row's local day.
struct TimeTest {
    bool ofDay = false;
    Range range;
};

enum class Flag : quint8 { Violation, Marked, ByHand, OnPurpose, Compressed };

struct FlagTest {
    Flag flag = Flag::Violation;
};

/// Case-insensitive in a mark's comment.
struct CommentTest {
    QString text;
};

/// A member of JSON content; of a message in fragments on its first row.
struct JsonTest {
    JsonPath path;
    JsonCondition condition;
};

struct Node;

struct All {
    std::vector<Node> nodes;
};

struct Any {
    std::vector<Node> nodes;
};

struct Node {
    std::variant<All, Any, TextTest, RegexTest, BytesTest, NumberTest, TypeTest, DirectionTest, TimeTest, FlagTest,
        CommentTest, JsonTest>
        test;
    bool negated = false;
};

} // namespace handglass::filter
