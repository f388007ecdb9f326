// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QRegularExpression>
#include <QString>

#include <tl/expected.hpp>

#include <compare>
#include <functional>
#include <optional>

namespace handglass {

struct JsonStep {
    enum class Kind : quint8 { Member, Element, AnyElement };
    Kind kind = Kind::Member;
    QByteArray name;  ///< UTF-8, unescaped
    qint64 index = 0; ///< from 0
    bool operator==(const JsonStep &) const = default;
};

/// Where a text is no path.
struct JsonPathError {
    qsizetype position = 0; ///< UTF-16 units from the start
    QString expected;       ///< "a member's name"
};

/// The way to a value in a JSON text: $.a.b, $.list[0], $.list[*].id, $["odd name"]. $ is the text's own value.
struct JsonPath {
    QList<JsonStep> steps;

    /// A path at the text's start; end, if given, is set to where it ends, else it is the whole text.
    static tl::expected<JsonPath, JsonPathError> parse(QStringView text, qsizetype *end = nullptr);
    QString text() const;
    bool operator==(const JsonPath &) const = default;
};

/// Called with a value's own spelling. False: it has seen enough.
using JsonVisitor = std::function<bool(QByteArrayView value)>;

/// Walks the values that a path leads to (several by [*] or by members of one name), in one pass over the text without
/// building a tree. False if the text is not JSON (RFC 8259): values before the error have been visited by then; true
/// at once when the visitor has seen enough.
bool visitJson(QByteArrayView text, const JsonPath &path, const JsonVisitor &visitor);

/// The first value there, as it is spelled. Nothing if there is none or the text is not JSON.
std::optional<QByteArray> jsonValue(QByteArrayView text, const JsonPath &path);

/// The characters that a string token stands for, in UTF-8; anything else as it is. A lone surrogate becomes U+FFFD.
QByteArray unescapedJson(QByteArrayView token);

/// Exact, whatever their size. Unordered if one of them is not spelled as a JSON number.
std::partial_ordering compareJsonNumbers(QByteArrayView a, QByteArrayView b);

/// What is asked of a value.
struct JsonCondition {
    enum class Operator : quint8 { Exists, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };
    Operator test = Operator::Exists;
    QByteArray value; ///< UTF-8
    /// Only strings are meant; else also numbers, true, false and null, and a string that is spelled as a number.
    bool quoted = false;
    /// Instead of the value with Contains, if not empty.
    QRegularExpression expression = {};

    bool holds(QByteArrayView token) const;
    bool operator==(const JsonCondition &) const = default;
};

/// True if the text is JSON, and one of the values that the path leads to fulfils the condition.
bool jsonMatches(QByteArrayView text, const JsonPath &path, const JsonCondition &condition);

} // namespace handglass
