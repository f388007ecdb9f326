// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/jsonschema.h"

#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

#include <functional>
#include <vector>

namespace handglass {

/// A schema's keywords as checks, each subschema once, by its place.
class JsonSchemaProgram final
{
    Q_DISABLE_COPY_MOVE(JsonSchemaProgram)
public:
    explicit JsonSchemaProgram(const QJsonValue &root);

    const std::optional<JsonSchema::Error> &error() const { return m_error; } ///< the first
    bool accepts(const QJsonValue &value) const { return holds(0, value, 0); }

private:
    using Subschema = std::size_t;
    using Check = std::function<bool(const QJsonValue &value, int depth)>;
    /// Where the keyword stands that is read.
    struct Keyword {
        const QJsonObject &schema;
        QStringList place; ///< of the keyword
        QJsonValue value;
    };

    bool holds(Subschema subschema, const QJsonValue &value, int depth) const;
    Subschema add(const QStringList &place, const QJsonValue &schema);
    std::vector<Check> read(const QStringList &place, const QJsonObject &schema);
    Check readKeyword(const QString &name, const Keyword &keyword);

    Check reference(const Keyword &keyword);
    Check type(const Keyword &keyword);
    Check oneOfValues(const Keyword &keyword);
    Check constant(const Keyword &keyword);
    Check number(const QString &name, const Keyword &keyword);
    Check count(const QString &name, const Keyword &keyword);
    Check pattern(const Keyword &keyword);
    Check uniqueItems(const Keyword &keyword);
    Check items(const Keyword &keyword);
    Check restItems(const Keyword &keyword);
    Check itemsFrom(qsizetype first, Subschema each) const;
    Check prefixItems(const Keyword &keyword);
    Check contains(const Keyword &keyword);
    Check required(const Keyword &keyword);
    Check members(const Keyword &keyword);
    Check memberNames(const Keyword &keyword);
    Check dependencies(const Keyword &keyword);
    Check combined(const QString &name, const Keyword &keyword);
    Check negated(const Keyword &keyword);
    Check conditional(const Keyword &keyword);

    Subschema child(const Keyword &keyword);
    std::vector<Subschema> list(const Keyword &keyword);
    std::vector<std::pair<QString, Subschema>> map(const QJsonObject &schema, const QStringList &place);
    std::optional<Subschema> sibling(const Keyword &keyword, const QString &name);
    std::optional<qint64> size(const Keyword &keyword);
    QStringList names(const Keyword &keyword);
    QRegularExpression expression(const QString &text, const QStringList &place);
    std::optional<QStringList> target(const QString &reference) const;
    void fail(const QStringList &place, const QString &expected, const QJsonValue &got);

    QJsonValue m_root;
    bool m_referenceAlone = false; ///< draft-07: what stands beside $ref is passed over
    std::vector<std::vector<Check>> m_subschemas;
    QMap<QStringList, Subschema> m_places;
    std::optional<JsonSchema::Error> m_error;
};

} // namespace handglass
