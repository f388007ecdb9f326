// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/valuetest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

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

QJsonValue without(const QJsonValue &value, QList<JsonStep> steps)
{
    if (steps.isEmpty())
        return value;
    const JsonStep step = steps.takeFirst();
    if (value.isArray() && step.kind != JsonStep::Kind::Member) {
        QJsonArray array = value.toArray();
        const bool any = step.kind == JsonStep::Kind::AnyElement;
        const qsizetype first = any ? 0 : qsizetype(step.index);
        const qsizetype end = any ? array.size() : std::min(array.size(), first + 1);
        for (qsizetype i = first; i < end; ++i)
            array[i] = steps.isEmpty() ? QJsonValue() : without(array.at(i), steps);
        return array;
    }
    QJsonObject object = value.toObject();
    const QString name = QString::fromUtf8(step.name);
    if (!value.isObject() || step.kind != JsonStep::Kind::Member || !object.contains(name))
        return value;
    if (steps.isEmpty())
        object.remove(name);
    else
        object[name] = without(object.value(name), steps);
    return object;
}

QJsonValue comparable(const QByteArray &json, const QList<JsonPath> &ignored)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const JsonPath &path : ignored)
        value = without(value, path.steps);
    return value;
}

bool equals(const Value &value, const QByteArray &token, const QList<JsonPath> &ignored)
{
    if (value.json && isString(value.bytes) != isString(token))
        return false;
    if (isString(token))
        return (value.json ? unescapedJson(value.bytes) : value.bytes) == unescapedJson(token);
    if (isContainer(token))
        return value.json && isContainer(value.bytes) && comparable(value.bytes, ignored) == comparable(token, ignored);
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
        return equals(*value, token, ignored);
    case Operator::NotEquals:
        return !equals(*value, token, ignored);
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
