// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/jsonschemaprogram.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <cmath>

/// The keywords that speak of one value: its type, size, members and elements.
namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonSchema)
};

bool isInteger(const QJsonValue &value)
{
    return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
}

bool isOfType(const QJsonValue &value, const QString &type)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return type == QLatin1String("null");
    case QJsonValue::Bool:
        return type == QLatin1String("boolean");
    case QJsonValue::Double:
        return type == QLatin1String("number") || (type == QLatin1String("integer") && isInteger(value));
    case QJsonValue::String:
        return type == QLatin1String("string");
    case QJsonValue::Array:
        return type == QLatin1String("array");
    default:
        return type == QLatin1String("object");
    }
}

/// In decimal fractions: 0.0075 is 75 times 0.0001.
bool isMultiple(double value, double of)
{
    const double times = value / of;
    return std::isfinite(times) && std::abs(times - std::round(times)) <= 1e-9 * std::max(1.0, std::abs(times));
}

qsizetype characters(const QString &text)
{
    return text.size() - std::ranges::count_if(text, [](QChar c) { return c.isLowSurrogate(); });
}

} // namespace

JsonSchemaProgram::Check JsonSchemaProgram::type(const Keyword &keyword)
{
    static const QStringList all{QStringLiteral("null"), QStringLiteral("boolean"), QStringLiteral("number"),
        QStringLiteral("integer"), QStringLiteral("string"), QStringLiteral("array"), QStringLiteral("object")};
    const QStringList types = keyword.value.isString() ? QStringList(keyword.value.toString()) : names(keyword);
    const bool known = std::ranges::all_of(types, [](const QString &type) { return all.contains(type); });
    if (!known)
        fail(keyword.place, Words::tr("one of %1").arg(all.join(QStringLiteral(", "))), keyword.value);
    return [types](const QJsonValue &value, int) {
        return std::ranges::any_of(types, [&](const QString &type) { return isOfType(value, type); });
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::oneOfValues(const Keyword &keyword)
{
    if (!keyword.value.isArray())
        fail(keyword.place, Words::tr("a list of values"), keyword.value);
    return [values = keyword.value.toArray()](const QJsonValue &value, int) { return values.contains(value); };
}

JsonSchemaProgram::Check JsonSchemaProgram::constant(const Keyword &keyword)
{
    return [expected = keyword.value](const QJsonValue &value, int) { return value == expected; };
}

JsonSchemaProgram::Check JsonSchemaProgram::number(const QString &name, const Keyword &keyword)
{
    const double bound = keyword.value.toDouble();
    const bool multiple = name == QLatin1String("multipleOf");
    if (!keyword.value.isDouble() || (multiple && bound <= 0))
        fail(keyword.place, multiple ? Words::tr("a number above 0") : Words::tr("a number"), keyword.value);
    using Test = bool (*)(double value, double bound);
    static const QHash<QString, Test> tests{
        {QStringLiteral("multipleOf"), isMultiple},
        {QStringLiteral("maximum"), [](double value, double most) { return value <= most; }},
        {QStringLiteral("exclusiveMaximum"), [](double value, double most) { return value < most; }},
        {QStringLiteral("minimum"), [](double value, double least) { return value >= least; }},
        {QStringLiteral("exclusiveMinimum"), [](double value, double least) { return value > least; }},
    };
    return [bound, test = tests.value(name)](
               const QJsonValue &value, int) { return !value.isDouble() || test(value.toDouble(), bound); };
}

/// maxLength, minItems, and so on.
JsonSchemaProgram::Check JsonSchemaProgram::count(const QString &name, const Keyword &keyword)
{
    const qint64 bound = size(keyword).value_or(0);
    const bool most = name.startsWith(QLatin1String("max"));
    const auto check = [bound, most](qsizetype count) { return most ? count <= bound : count >= bound; };
    if (name.endsWith(QLatin1String("Length")))
        return
            [check](const QJsonValue &value, int) { return !value.isString() || check(characters(value.toString())); };
    if (name.endsWith(QLatin1String("Items")))
        return [check](const QJsonValue &value, int) { return !value.isArray() || check(value.toArray().size()); };
    return [check](const QJsonValue &value, int) { return !value.isObject() || check(value.toObject().size()); };
}

JsonSchemaProgram::Check JsonSchemaProgram::pattern(const Keyword &keyword)
{
    if (!keyword.value.isString())
        fail(keyword.place, Words::tr("a regular expression"), keyword.value);
    return [pattern = expression(keyword.value.toString(), keyword.place)](const QJsonValue &value, int) {
        return !value.isString() || pattern.match(value.toString()).hasMatch();
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::uniqueItems(const Keyword &keyword)
{
    if (!keyword.value.isBool())
        fail(keyword.place, Words::tr("true or false"), keyword.value);
    if (!keyword.value.toBool())
        return {};
    return [](const QJsonValue &value, int) {
        const QJsonArray items = value.toArray();
        return QSet<QJsonValue>(items.begin(), items.end()).size() == items.size();
    };
}

/// The elements behind those that have schemas of their own, or all.
JsonSchemaProgram::Check JsonSchemaProgram::items(const Keyword &keyword)
{
    if (keyword.value.isArray())
        return prefixItems(keyword); // draft-07
    return itemsFrom(keyword.schema.value(QLatin1String("prefixItems")).toArray().size(), child(keyword));
}

/// Draft-07: behind a list of “items”; else it says nothing.
JsonSchemaProgram::Check JsonSchemaProgram::restItems(const Keyword &keyword)
{
    const Subschema each = child(keyword);
    const QJsonValue items = keyword.schema.value(QLatin1String("items"));
    return items.isArray() ? itemsFrom(items.toArray().size(), each) : Check();
}

JsonSchemaProgram::Check JsonSchemaProgram::itemsFrom(qsizetype first, Subschema each) const
{
    return [this, first, each](const QJsonValue &value, int depth) {
        const QJsonArray items = value.toArray();
        for (qsizetype i = first; i < items.size(); ++i) {
            if (!holds(each, items.at(i), depth))
                return false;
        }
        return true;
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::prefixItems(const Keyword &keyword)
{
    return [this, schemas = list(keyword)](const QJsonValue &value, int depth) {
        const QJsonArray items = value.toArray();
        const std::size_t both = std::min(schemas.size(), std::size_t(items.size()));
        for (std::size_t i = 0; i < both; ++i) {
            if (!holds(schemas[i], items.at(qsizetype(i)), depth))
                return false;
        }
        return true;
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::contains(const Keyword &keyword)
{
    const auto bound = [&](const QString &name) -> std::optional<qint64> {
        const QJsonValue value = keyword.schema.value(name);
        if (value.isUndefined() || m_referenceAlone) // draft-07 does not know them
            return std::nullopt;
        return size({keyword.schema, keyword.place.first(keyword.place.size() - 1) + QStringList{name}, value});
    };
    const qint64 least = bound(QStringLiteral("minContains")).value_or(1);
    const auto most = bound(QStringLiteral("maxContains"));
    return [this, each = child(keyword), least, most](const QJsonValue &value, int depth) {
        if (!value.isArray())
            return true;
        qint64 found = 0;
        for (const QJsonValue &item : value.toArray())
            found += holds(each, item, depth) ? 1 : 0;
        return found >= least && (!most || found <= *most);
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::required(const Keyword &keyword)
{
    return [all = names(keyword)](const QJsonValue &value, int) {
        const QJsonObject object = value.toObject();
        return !value.isObject()
            || std::ranges::all_of(all, [&](const QString &name) { return object.contains(name); });
    };
}

/// properties, patternProperties and additionalProperties as one check, which the first of them to be read makes.
JsonSchemaProgram::Check JsonSchemaProgram::members(const Keyword &keyword)
{
    static const QStringList trio{QStringLiteral("additionalProperties"), QStringLiteral("patternProperties"),
        QStringLiteral("properties")}; // in the order of the members of a QJsonObject
    const auto first = std::ranges::find_if(trio, [&](const QString &name) { return keyword.schema.contains(name); });
    if (keyword.place.last() != *first)
        return {};
    const QStringList place = keyword.place.first(keyword.place.size() - 1);
    const auto others = sibling(keyword, trio[0]);
    std::vector<std::pair<QRegularExpression, Subschema>> patterns;
    for (const auto &[text, subschema] : map(keyword.schema, place + QStringList{trio[1]}))
        patterns.emplace_back(expression(text, place + QStringList{trio[1], text}), subschema);
    QHash<QString, Subschema> named;
    for (const auto &[name, subschema] : map(keyword.schema, place + QStringList{trio[2]}))
        named.insert(name, subschema);

    const auto memberHolds = [this, others, patterns, named](const QString &name, const QJsonValue &value, int depth) {
        const auto own = named.constFind(name);
        bool known = own != named.cend();
        bool holdsAll = !known || holds(*own, value, depth);
        for (const auto &[pattern, subschema] : patterns) {
            if (holdsAll && pattern.match(name).hasMatch()) {
                known = true;
                holdsAll = holds(subschema, value, depth);
            }
        }
        return holdsAll && (known || !others || holds(*others, value, depth));
    };
    return [memberHolds](const QJsonValue &value, int depth) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (!memberHolds(member.key(), member.value(), depth))
                return false;
        }
        return true;
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::memberNames(const Keyword &keyword)
{
    return [this, each = child(keyword)](const QJsonValue &value, int depth) {
        const QStringList names = value.toObject().keys();
        return std::ranges::all_of(names, [&](const QString &name) { return holds(each, name, depth); });
    };
}

/// dependencies (draft-07: lists of names or schemas), dependentRequired, dependentSchemas.
JsonSchemaProgram::Check JsonSchemaProgram::dependencies(const Keyword &keyword)
{
    if (!keyword.value.isObject())
        fail(keyword.place, Words::tr("an object"), keyword.value);
    std::vector<std::pair<QString, Check>> all;
    const QJsonObject object = keyword.value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const Keyword inner{keyword.schema, keyword.place + QStringList{member.key()}, member.value()};
        if (member.value().isArray()) {
            all.emplace_back(member.key(), required(inner));
            continue;
        }
        all.emplace_back(member.key(),
            [this, schema = child(inner)](const QJsonValue &value, int depth) { return holds(schema, value, depth); });
    }
    return [all](const QJsonValue &value, int depth) {
        const QJsonObject members = value.toObject();
        return std::ranges::all_of(
            all, [&](const auto &each) { return !members.contains(each.first) || each.second(value, depth); });
    };
}

/// The schemas in the object at this place, by name; none if it is not there.
std::vector<std::pair<QString, JsonSchemaProgram::Subschema>> JsonSchemaProgram::map(
    const QJsonObject &schema, const QStringList &place)
{
    std::vector<std::pair<QString, Subschema>> all;
    const QJsonValue value = schema.value(place.last());
    if (!value.isUndefined() && !value.isObject())
        fail(place, Words::tr("an object of schemas"), value);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        all.emplace_back(member.key(), add(place + QStringList{member.key()}, member.value()));
    return all;
}

std::optional<qint64> JsonSchemaProgram::size(const Keyword &keyword)
{
    if (isInteger(keyword.value) && keyword.value.toDouble() >= 0 && keyword.value.toDouble() < 1e15)
        return qint64(keyword.value.toDouble());
    fail(keyword.place, Words::tr("a whole number, 0 or more"), keyword.value);
    return std::nullopt;
}

QStringList JsonSchemaProgram::names(const Keyword &keyword)
{
    QStringList all;
    const QJsonArray values = keyword.value.toArray();
    if (!keyword.value.isArray()
        || !std::ranges::all_of(values, [](const QJsonValue &name) { return name.isString(); }))
        fail(keyword.place, Words::tr("a list of texts"), keyword.value);
    for (const QJsonValue &name : values)
        all.append(name.toString());
    return all;
}

} // namespace handglass
