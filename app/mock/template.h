// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonpath.h"

#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <variant>

namespace handglass::scenario {

class TemplateContext;

/// Where a template is wrong.
struct TemplateError {
    qsizetype position = 0; ///< UTF-16 units from the text's start
    QString expected;       ///< "“}}” after the placeholder"
    QString got;
};

/// One {{…}}.
struct Placeholder {
    enum class Kind : quint8 {
        Literal, ///< {{"…"}}
        Json,    ///< {{$.a}}
        Count,   ///< {{count $.a}}: elements of an array or members of an object there, else how many values there are
        Text,    ///< {{text}}: what came, whole
        Group,   ///< {{group.1}}, {{group.name}}: of the expression that matched last
        Header,  ///< {{header.User-Agent}}
        Query,   ///< {{query.token}}
        Path,    ///< {{path.room}}
        Cookie,  ///< {{cookie.session}}
        Target,  ///< {{target}}: path and query as they came
        Subprotocol, ///< {{subprotocol}}
        Address,     ///< {{address}}: the client's
        Client,      ///< {{client}}: its number, from 1
        Clients,     ///< {{clients}}: how many are connected to its route
        Message,     ///< {{message}}: the number of the message that came, from 1
        Code,        ///< {{code}}: with on "close", the close code
        State,       ///< {{state.x}}
        Shared,      ///< {{shared.x}}
        NextState,   ///< {{next state.x}}: counts x up and gives it
        NextShared,  ///< {{next shared.x}}
        Now,         ///< {{now}}, RFC 3339 in UTC with ms; {{now unix}} in s; {{now ms}}
        Uuid,        ///< {{uuid}}: version 4
        Random,      ///< {{random 1 6}}: both included; with decimals if one of them has any
        Pick         ///< {{pick a b c}}
    };
    Kind kind = Kind::Literal;
    QString name;          ///< of a header, parameter, group, variable; Literal: the text; Now: "", "unix", "ms"
    JsonPath path;         ///< Json, Count
    QStringList arguments; ///< Random, Pick
    std::optional<QString> fallback; ///< {{… | this}}, for what is not there
    bool operator==(const Placeholder &) const = default;
};

/// A text with placeholders. Made once, when the scenario is read.
class Template final
{
public:
    using Part = std::variant<QString, Placeholder>;

    Template() = default;
    static tl::expected<Template, TemplateError> parse(const QString &source);
    /// A text as it is, braces included.
    static Template literal(const QString &text);

    bool isEmpty() const { return m_parts.isEmpty(); }
    bool isLiteral() const;
    /// One placeholder and nothing else: as JSON it is a value of its own type.
    bool isSingle() const;
    const QList<Part> &parts() const { return m_parts; }

    QString render(TemplateContext &context) const;
    /// A JSON text: the value itself of a single placeholder (null if it is not there), else a string.
    QByteArray renderJson(TemplateContext &context) const;
    bool operator==(const Template &) const = default;

private:
    QList<Part> m_parts;
};

/// JSON whose strings may be templates.
class JsonTemplate final
{
public:
    using Part = std::variant<QByteArray, Template>;

    JsonTemplate() = default;
    /// json: valid. Position and length of an error are of the string token in it.
    static tl::expected<JsonTemplate, TemplateError> parse(QByteArrayView json);

    QByteArray render(TemplateContext &context) const; ///< without white space
    bool operator==(const JsonTemplate &) const = default;

private:
    QList<Part> m_parts;
};

} // namespace handglass::scenario
