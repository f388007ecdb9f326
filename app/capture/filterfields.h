// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filter.h"
#include "app/capture/filterexpression.h"

#include <QStringList>

/// The fields of a filter: their names, and what stands behind them.
namespace handglass::filter {

enum class Operator : quint8 { Is, IsNot, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };

/// A part of the filter's text.
struct Part {
    QString text;           ///< without quotes
    qsizetype position = 0; ///< of what text begins with
    qsizetype length = 0;   ///< as it is written
    bool quoted = false;
};

struct FieldName {
    const char *name;
    QStringList values; ///< if there are only so many
    QString meaning;
};

/// All fields that take a value, in the order of the man page; for completion.
QList<FieldName> fieldNames();
/// Words that are tests by themselves: violation, marked, byhand, compressed.
QList<FieldName> flagNames();

bool isField(QStringView name);
std::optional<Flag> flagNamed(QStringView name);
/// The field that a name may have been meant for; empty: none.
QString nearestField(QStringView name);

/// name is a field; sign is how the operator is written.
tl::expected<Node, FilterError> fieldTest(const Part &name, Operator op, const Part &sign, const Part &value);
/// A member of JSON.
tl::expected<Node, FilterError> jsonTest(const JsonPath &path, Operator op, const Part &value);

/// Expected, got and what to do, at the part.
FilterError unexpected(const Part &part, const QString &expected, const QString &advice = {});

} // namespace handglass::filter
