// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/conditions.h"

#include <algorithm>

namespace handglass::scenario {

namespace {

using Kind = Condition::Kind;

std::optional<Value> plain(const QHash<QString, QString> &values, const QString &name)
{
    const auto at = values.constFind(name);
    return at == values.cend() ? std::nullopt : std::optional(Value{at->toUtf8(), false});
}

std::optional<Value> variable(const Variables &variables, const QString &name)
{
    const auto at = variables.constFind(name);
    return at == variables.cend() ? std::nullopt : std::optional(Value{*at, true});
}

std::optional<Value> header(const HttpHead &head, const QString &name)
{
    const QByteArray field = name.toUtf8();
    return head.has(field) ? std::optional(Value{head.value(field), false}) : std::nullopt;
}

/// One of the values that the path leads to, or with Absent none.
bool jsonHolds(const Condition &condition, TemplateContext &context)
{
    if (context.message == nullptr)
        return false;
    if (condition.test.test == ValueTest::Operator::Absent)
        return !jsonValue(context.message->bytes(), condition.path);
    bool found = false;
    const bool valid = visitJson(context.message->bytes(), condition.path, [&](QByteArrayView value) {
        found = found || condition.test.holds(Value{value.toByteArray(), true}, &context.match);
        return true;
    });
    return valid && found;
}

bool textHolds(const Condition &condition, TemplateContext &context)
{
    if (context.message == nullptr || !context.message->isText())
        return false;
    return condition.test.holds(Value{context.message->bytes(), false}, &context.match);
}

bool lengthHolds(const Condition &condition, const TemplateContext &context)
{
    const qint64 length = context.message == nullptr ? -1 : context.message->bytes().size();
    return length >= condition.least && length <= condition.most;
}

std::optional<Value> named(const Condition &condition, const TemplateContext &context)
{
    switch (condition.kind) {
    case Kind::State:
        return variable(*context.state, condition.name);
    case Kind::Shared:
        return variable(*context.shared, condition.name);
    case Kind::Header:
        return header(context.request->head, condition.name);
    case Kind::Query:
        return plain(context.request->query, condition.name);
    case Kind::Path:
        return plain(context.request->parameters, condition.name);
    default:
        return plain(context.request->cookies, condition.name);
    }
}

} // namespace

bool holds(const Condition &condition, TemplateContext &context)
{
    switch (condition.kind) {
    case Kind::Text:
        return textHolds(condition, context);
    case Kind::Json:
        return jsonHolds(condition, context);
    case Kind::Binary:
        return context.message != nullptr && condition.pattern.matches(context.message->bytes());
    case Kind::Length:
        return lengthHolds(condition, context);
    case Kind::Nth:
        return context.messageNumber == condition.least;
    case Kind::EveryNth:
        return context.messageNumber > 0 && context.messageNumber % condition.least == 0;
    case Kind::Subprotocol:
        return context.request->subprotocol == condition.name;
    case Kind::Code:
        return context.closeCode == condition.least;
    case Kind::Any:
        return std::ranges::any_of(condition.inner, [&](const Condition &each) { return holds(each, context); });
    case Kind::Not:
        return std::ranges::none_of(condition.inner, [&](const Condition &each) { return holds(each, context); });
    default:
        return condition.test.holds(named(condition, context), &context.match);
    }
}

bool allHold(const std::vector<Condition> &conditions, TemplateContext &context)
{
    return std::ranges::all_of(conditions, [&](const Condition &each) { return holds(each, context); });
}

} // namespace handglass::scenario
