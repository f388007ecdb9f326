// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/valuetest.h"

#include <QJsonDocument>

namespace handglass::scenario {

namespace {

bool isString(QByteArrayView token)
{
    return token.startsWith('"');
}

bool isContainer(QByteArrayView token)
{
    return token.startsWith('{') || token.startsWith('[');
}

bool equals(const Value &value, const QByteArray &token)
{
    if (value.json && isString(value.bytes) != isString(token))
        return false;
    if (isString(token))
        return (value.json ? unescapedJson(value.bytes) : value.bytes) == unescapedJson(token);
    if (isContainer(token))
        return value.json && isContainer(value.bytes)
            && QJsonDocument::fromJson(value.bytes) == QJsonDocument::fromJson(token);
    return value.bytes == token || compareJsonNumbers(value.bytes, token) == 0;
}

/// Numbers by value, strings by code point.
std::partial_ordering compare(const Value &value, const QByteArray &token)
{
    if (!isString(token))
        return compareJsonNumbers(value.bytes, token);
    if (value.json && !isString(value.bytes))
        return std::partial_ordering::unordered;
    const QByteArray text = value.json ? unescapedJson(value.bytes) : value.bytes;
    return QByteArrayView(text).compare(unescapedJson(token)) <=> 0;
}

} // namespace

bool ValueTest::holds(const std::optional<Value> &value, std::optional<QRegularExpressionMatch> *match) const
{
    if (test == Operator::Absent || !value)
        return test == Operator::Absent && !value;
    switch (test) {
    case Operator::Exists:
        return true;
    case Operator::Equals:
        return equals(*value, token);
    case Operator::NotEquals:
        return !equals(*value, token);
    case Operator::Less:
        return compare(*value, token) < 0;
    case Operator::LessOrEqual:
        return compare(*value, token) <= 0;
    case Operator::Greater:
        return compare(*value, token) > 0;
    case Operator::GreaterOrEqual:
        return compare(*value, token) >= 0;
    case Operator::Contains:
        return value->text().contains(text);
    case Operator::Conforms:
        return schema && schema->acceptsText(value->token());
    default:
        break;
    }
    const QRegularExpressionMatch found = expression.match(value->text());
    if (found.hasMatch() && match != nullptr)
        *match = found;
    return found.hasMatch();
}

} // namespace handglass::scenario
