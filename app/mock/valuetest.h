// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/jsonschema.h"
#include "app/mock/templatecontext.h"

#include <QRegularExpression>

namespace handglass::scenario {

/// What is asked of a value.
struct ValueTest {
    enum class Operator : quint8 {
        Exists,
        Absent,
        Equals,
        NotEquals,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Contains,
        Matches,
        Conforms
    };
    Operator test = Operator::Exists;
    QByteArray token;        ///< JSON, to compare with. A plain text equals the string, number or literal it spells
    QList<JsonPath> ignored; ///< Equals, NotEquals of an object or list: what may differ, or be there in one only
    QString text;            ///< Contains: with regard to case
    QRegularExpression expression;    ///< Matches: anywhere in it
    std::optional<JsonSchema> schema; ///< Conforms; none: it stands in schemaFile, which is not read yet
    QString schemaFile;               ///< as the scenario names it

    /// match, if given, is set to what Matches found.
    bool holds(const std::optional<Value> &value, std::optional<QRegularExpressionMatch> *match = nullptr) const;
    bool operator==(const ValueTest &) const = default;
};

} // namespace handglass::scenario
