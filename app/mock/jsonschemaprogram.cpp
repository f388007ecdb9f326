// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/jsonschemaprogram.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonSchema)
};

QString shown(const QJsonValue &value)
{
    constexpr qsizetype Most = 60;
    if (value.isUndefined())
        return Words::tr("nothing");
    const QString text =
        QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
    return text.size() > Most ? text.left(Most) + u'…' : text;
}

/// Where a part of a JSON Pointer leads; undefined: nowhere.
QJsonValue step(const QJsonValue &value, const QString &part)
{
    if (!value.isArray())
        return value.toObject().value(part); // of no object: an empty one
    bool isIndex = false;
    const qsizetype index = part.toLongLong(&isIndex);
    return isIndex && index >= 0 ? value.toArray().at(index) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

JsonSchemaProgram::JsonSchemaProgram(const QJsonValue &root)
    : m_root(root)
{
    const QJsonValue dialect = root.toObject().value(QLatin1String("$schema"));
    const QString name = dialect.toString();
    m_referenceAlone = name.contains(QLatin1String("draft-07"));
    if (!dialect.isUndefined() && !m_referenceAlone && !name.contains(QLatin1String("2020-12")))
        fail({QStringLiteral("$schema")}, Words::tr("draft-07 or 2020-12 of JSON Schema"), dialect);
    add({}, root);
}

bool JsonSchemaProgram::holds(Subschema subschema, const QJsonValue &value, int depth) const
{
    return depth < JsonSchema::DeepestNesting
        && std::ranges::all_of(m_subschemas[subschema], [&](const Check &check) { return check(value, depth + 1); });
}

JsonSchemaProgram::Subschema JsonSchemaProgram::add(const QStringList &place, const QJsonValue &schema)
{
    if (const auto known = m_places.constFind(place); known != m_places.cend())
        return *known;
    const Subschema subschema = m_subschemas.size();
    m_places.insert(place, subschema);
    m_subschemas.emplace_back();
    if (schema.isObject()) {
        std::vector<Check> checks = read(place, schema.toObject());
        m_subschemas[subschema] = std::move(checks);
    } else if (schema.isBool()) {
        m_subschemas[subschema].push_back([holds = schema.toBool()](const QJsonValue &, int) { return holds; });
    } else {
        fail(place, Words::tr("a schema (an object, true or false)"), schema);
    }
    return subschema;
}

std::vector<JsonSchemaProgram::Check> JsonSchemaProgram::read(const QStringList &place, const QJsonObject &schema)
{
    std::vector<Check> checks;
    const bool alone = m_referenceAlone && schema.contains(QLatin1String("$ref"));
    for (auto member = schema.begin(); member != schema.end(); ++member) {
        if (alone && member.key() != QLatin1String("$ref"))
            continue;
        if (Check check = readKeyword(member.key(), {schema, place + QStringList{member.key()}, member.value()}))
            checks.push_back(std::move(check));
    }
    return checks;
}

/// Null: it asserts nothing, or another keyword asserts it.
JsonSchemaProgram::Check JsonSchemaProgram::readKeyword(const QString &name, const Keyword &keyword)
{
    using Reader = Check (JsonSchemaProgram::*)(const Keyword &);
    using NamedReader = Check (JsonSchemaProgram::*)(const QString &, const Keyword &);
    using Program = JsonSchemaProgram;
    static const QHash<QString, Reader> readers{
        {QStringLiteral("$ref"), &Program::reference},
        {QStringLiteral("type"), &Program::type},
        {QStringLiteral("enum"), &Program::oneOfValues},
        {QStringLiteral("const"), &Program::constant},
        {QStringLiteral("pattern"), &Program::pattern},
        {QStringLiteral("uniqueItems"), &Program::uniqueItems},
        {QStringLiteral("items"), &Program::items},
        {QStringLiteral("additionalItems"), &Program::restItems},
        {QStringLiteral("prefixItems"), &Program::prefixItems},
        {QStringLiteral("contains"), &Program::contains},
        {QStringLiteral("required"), &Program::required},
        {QStringLiteral("properties"), &Program::members},
        {QStringLiteral("patternProperties"), &Program::members},
        {QStringLiteral("additionalProperties"), &Program::members},
        {QStringLiteral("propertyNames"), &Program::memberNames},
        {QStringLiteral("dependencies"), &Program::dependencies},
        {QStringLiteral("dependentRequired"), &Program::dependencies},
        {QStringLiteral("dependentSchemas"), &Program::dependencies},
        {QStringLiteral("not"), &Program::negated},
        {QStringLiteral("if"), &Program::conditional},
    };
    static const QHash<QString, NamedReader> namedReaders{
        {QStringLiteral("multipleOf"), &Program::number},
        {QStringLiteral("maximum"), &Program::number},
        {QStringLiteral("exclusiveMaximum"), &Program::number},
        {QStringLiteral("minimum"), &Program::number},
        {QStringLiteral("exclusiveMinimum"), &Program::number},
        {QStringLiteral("maxLength"), &Program::count},
        {QStringLiteral("minLength"), &Program::count},
        {QStringLiteral("maxItems"), &Program::count},
        {QStringLiteral("minItems"), &Program::count},
        {QStringLiteral("maxProperties"), &Program::count},
        {QStringLiteral("minProperties"), &Program::count},
        {QStringLiteral("allOf"), &Program::combined},
        {QStringLiteral("anyOf"), &Program::combined},
        {QStringLiteral("oneOf"), &Program::combined},
    };
    static const QStringList unknown{QStringLiteral("unevaluatedItems"), QStringLiteral("unevaluatedProperties"),
        QStringLiteral("$dynamicRef"), QStringLiteral("$recursiveRef")};
    if (const Reader reader = readers.value(name))
        return (this->*reader)(keyword);
    if (const NamedReader reader = namedReaders.value(name))
        return (this->*reader)(name, keyword);
    if (unknown.contains(name))
        fail(keyword.place, Words::tr("a keyword that this program can judge"), name);
    return {};
}

JsonSchemaProgram::Check JsonSchemaProgram::reference(const Keyword &keyword)
{
    const auto place = target(keyword.value.toString());
    if (!keyword.value.isString() || !place) {
        fail(keyword.place, Words::tr("a $ref to a part of this schema, such as “#/definitions/order”"), keyword.value);
        return {};
    }
    QJsonValue schema = m_root;
    for (const QString &part : *place)
        schema = step(schema, part);
    if (schema.isUndefined()) {
        fail(keyword.place, Words::tr("a $ref to something that is there"), keyword.value);
        return {};
    }
    return [this, to = add(*place, schema)](const QJsonValue &value, int depth) { return holds(to, value, depth); };
}

/// The place that a reference names; nothing: it is not one of this schema.
std::optional<QStringList> JsonSchemaProgram::target(const QString &reference) const
{
    QString text = reference;
    const QString id = m_root.toObject().value(QLatin1String("$id")).toString();
    if (!id.isEmpty() && text.startsWith(id))
        text.remove(0, id.size());
    if (text == QLatin1String("#") || (text.isEmpty() && !reference.isEmpty()))
        return QStringList();
    if (!text.startsWith(QLatin1String("#/")))
        return std::nullopt;
    QStringList place = QUrl::fromPercentEncoding(text.sliced(2).toUtf8()).split(u'/');
    for (QString &part : place)
        part.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
    return place;
}

JsonSchemaProgram::Check JsonSchemaProgram::combined(const QString &name, const Keyword &keyword)
{
    const std::vector<Subschema> all = list(keyword);
    if (all.empty())
        fail(keyword.place, Words::tr("at least one schema"), keyword.value);
    const auto counts = [this, all](const QJsonValue &value, int depth) {
        return std::ranges::count_if(all, [&](Subschema each) { return holds(each, value, depth); });
    };
    if (name == QLatin1String("oneOf"))
        return [counts](const QJsonValue &value, int depth) { return counts(value, depth) == 1; };
    if (name == QLatin1String("allOf"))
        return [this, all](const QJsonValue &value, int depth) {
            return std::ranges::all_of(all, [&](Subschema each) { return holds(each, value, depth); });
        };
    return [this, all](const QJsonValue &value, int depth) {
        return std::ranges::any_of(all, [&](Subschema each) { return holds(each, value, depth); });
    };
}

JsonSchemaProgram::Check JsonSchemaProgram::negated(const Keyword &keyword)
{
    return [this, inner = child(keyword)](const QJsonValue &value, int depth) { return !holds(inner, value, depth); };
}

JsonSchemaProgram::Check JsonSchemaProgram::conditional(const Keyword &keyword)
{
    const Subschema condition = child(keyword);
    const auto then = sibling(keyword, QStringLiteral("then"));
    const auto otherwise = sibling(keyword, QStringLiteral("else"));
    return [this, condition, then, otherwise](const QJsonValue &value, int depth) {
        const auto &consequence = holds(condition, value, depth) ? then : otherwise;
        return !consequence || holds(*consequence, value, depth);
    };
}

JsonSchemaProgram::Subschema JsonSchemaProgram::child(const Keyword &keyword)
{
    return add(keyword.place, keyword.value);
}

std::vector<JsonSchemaProgram::Subschema> JsonSchemaProgram::list(const Keyword &keyword)
{
    std::vector<Subschema> all;
    if (!keyword.value.isArray())
        fail(keyword.place, Words::tr("a list of schemas"), keyword.value);
    for (const QJsonValue &each : keyword.value.toArray())
        all.push_back(add(keyword.place + QStringList{QString::number(all.size())}, each));
    return all;
}

/// A member of the same schema, if it is there.
std::optional<JsonSchemaProgram::Subschema> JsonSchemaProgram::sibling(const Keyword &keyword, const QString &name)
{
    const auto member = keyword.schema.constFind(name);
    if (member == keyword.schema.constEnd())
        return std::nullopt;
    return add(keyword.place.first(keyword.place.size() - 1) + QStringList{name}, member.value());
}

QRegularExpression JsonSchemaProgram::expression(const QString &text, const QStringList &place)
{
    QRegularExpression expression(text, QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid())
        fail(place, Words::tr("a regular expression"), Words::tr("%1: %2").arg(text, expression.errorString()));
    return expression;
}

void JsonSchemaProgram::fail(const QStringList &place, const QString &expected, const QJsonValue &got)
{
    if (!m_error)
        m_error = JsonSchema::Error{place, expected, shown(got)};
}

} // namespace handglass
