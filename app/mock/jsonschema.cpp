// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/jsonschema.h"

#include "app/mock/jsonschemaprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handglass {

QString JsonSchema::Error::place() const
{
    QString text(u'#');
    for (QString part : pointer)
        text += u'/' + part.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return text;
}

tl::expected<JsonSchema, JsonSchema::Error> JsonSchema::read(const QJsonValue &schema)
{
    const auto program = std::make_shared<const JsonSchemaProgram>(schema);
    if (program->error())
        return tl::unexpected(*program->error());
    JsonSchema result;
    result.m_program = program;
    return result;
}

bool JsonSchema::accepts(const QJsonValue &value) const
{
    return m_program->accepts(value);
}

bool JsonSchema::acceptsText(const QByteArray &json) const
{
    const QJsonValue value = parse(json);
    return !value.isUndefined() && accepts(value);
}

QJsonValue JsonSchema::parse(const QByteArray &json)
{
    // Qt reads only objects and arrays on the top level.
    const QJsonArray values = QJsonDocument::fromJson('[' + json + ']').array();
    return values.size() == 1 ? values.first() : QJsonValue(QJsonValue::Undefined);
}

} // namespace handglass
