// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>

#include <tl/expected.hpp>

#include <memory>

namespace handglass {

class JsonSchemaProgram;

/// A JSON Schema, draft-07 or 2020-12 (without `$schema`: 2020-12), ready to be asked. “format”, “default” and other
/// annotations are not judged; a keyword that nobody has defined is passed over (JSON Schema Core §6.5). Not known, and
/// so an error: `$ref` out of the schema, `unevaluatedItems`, `unevaluatedProperties`, `$dynamicRef`. Thread-safe.
class JsonSchema final
{
public:
    /// What it goes into at most, references and nesting counted; a value that needs more is not accepted.
    static constexpr int DeepestNesting = 300;

    struct Error {
        QStringList pointer; ///< where, from the schema's root: unescaped parts of a JSON Pointer (RFC 6901)
        QString expected;
        QString got;
        QString place() const; ///< the pointer, as a URI fragment: "#/properties/id"
    };
    static tl::expected<JsonSchema, Error> read(const QJsonValue &schema);

    bool accepts(const QJsonValue &value) const;
    /// A JSON text (RFC 8259), whatever is on its top level. Broken: false.
    bool acceptsText(const QByteArray &json) const;

    /// Of a JSON text, whatever is on its top level. Undefined: it is broken, or nested too deep for Qt (1024).
    static QJsonValue parse(const QByteArray &json);

    bool operator==(const JsonSchema &) const = default; ///< read from the same value, at the same time

private:
    std::shared_ptr<const JsonSchemaProgram> m_program;
};

} // namespace handglass
