// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/templatecontext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace handglass::scenario {

namespace {

using Kind = Placeholder::Kind;

Value plain(const QString &text)
{
    return {text.toUtf8(), false};
}

Value number(qint64 value)
{
    return {QByteArray::number(value), true};
}

std::optional<Value> found(const QHash<QString, QString> &values, const QString &name)
{
    const auto at = values.constFind(name);
    return at == values.cend() ? std::nullopt : std::optional(plain(*at));
}

std::optional<Value> variable(const Variables &variables, const QString &name)
{
    const auto at = variables.constFind(name);
    return at == variables.cend() ? std::nullopt : std::optional(Value{*at, true});
}

Value countUp(Variables &variables, const QString &name)
{
    QByteArray &value = variables[name];
    value = QByteArray::number(qint64(quint64(value.toLongLong()) + 1));
    return {value, true};
}

std::optional<Value> member(const TemplateContext &context, const JsonPath &path)
{
    if (!context.message)
        return std::nullopt;
    const auto value = jsonValue(context.message->bytes(), path);
    return value ? std::optional(Value{*value, true}) : std::nullopt;
}

/// Elements or members of a lone array or object; else the values.
std::optional<Value> count(const TemplateContext &context, const JsonPath &path)
{
    if (!context.message)
        return std::nullopt;
    QByteArray last;
    qint64 values = 0;
    const bool valid = visitJson(context.message->bytes(), path, [&](QByteArrayView value) {
        last = value.toByteArray();
        ++values;
        return true;
    });
    if (!valid || values == 0)
        return std::nullopt;
    const QJsonDocument document = values == 1 ? QJsonDocument::fromJson(last) : QJsonDocument();
    if (document.isArray())
        return number(document.array().size());
    return number(document.isObject() ? document.object().size() : values);
}

std::optional<Value> group(const TemplateContext &context, const QString &name)
{
    if (!context.match)
        return std::nullopt;
    bool isNumber = false;
    const int index = name.toInt(&isNumber);
    const QString text = isNumber ? context.match->captured(index) : context.match->captured(name);
    return text.isNull() ? std::nullopt : std::optional(plain(text));
}

std::optional<Value> header(const TemplateContext &context, const QString &name)
{
    const QByteArray field = name.toLatin1();
    if (!context.request->head.has(field))
        return std::nullopt;
    return plain(QString::fromUtf8(context.request->head.value(field)));
}

QString uuid(const RandomSource &random)
{
    QByteArray bytes(16, '\0');
    std::generate(bytes.begin(), bytes.end(), [&random] { return static_cast<char>(int(random() * 256)); });
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

Value randomNumber(const QStringList &bounds, const RandomSource &random)
{
    const double least = bounds[0].toDouble();
    const double most = bounds[1].toDouble();
    const auto decimals = [](const QString &text) {
        const qsizetype point = text.indexOf(u'.');
        return point < 0 ? 0 : int(text.size() - point - 1);
    };
    const int digits = std::min(std::max(decimals(bounds[0]), decimals(bounds[1])), 15);
    if (digits == 0)
        return {QByteArray::number(least + std::floor(random() * (most - least + 1)), 'f', 0), true};
    return {QByteArray::number(least + random() * (most - least), 'f', digits), true};
}

Value now(const TemplateContext &context, const QString &unit)
{
    if (unit == QLatin1String("unix"))
        return number(context.nowMs / 1000);
    if (unit == QLatin1String("ms"))
        return number(context.nowMs);
    return plain(QDateTime::fromMSecsSinceEpoch(context.nowMs, Qt::UTC).toString(Qt::ISODateWithMs));
}

std::optional<Value> ofRequest(const Placeholder &placeholder, const TemplateContext &context)
{
    const RequestFacts &request = *context.request;
    switch (placeholder.kind) {
    case Kind::Header:
        return header(context, placeholder.name);
    case Kind::Query:
        return found(request.query, placeholder.name);
    case Kind::Path:
        return found(request.parameters, placeholder.name);
    case Kind::Cookie:
        return found(request.cookies, placeholder.name);
    case Kind::Target:
        return plain(QString::fromUtf8(request.head.target));
    case Kind::Address:
        return plain(request.address);
    case Kind::Client:
        return number(request.number);
    default:
        return request.subprotocol.isEmpty() ? std::nullopt : std::optional(plain(request.subprotocol));
    }
}

std::optional<Value> valueOf(const Placeholder &placeholder, TemplateContext &context)
{
    const QString &name = placeholder.name;
    switch (placeholder.kind) {
    case Kind::Literal:
        return plain(name);
    case Kind::Json:
        return member(context, placeholder.path);
    case Kind::Count:
        return count(context, placeholder.path);
    case Kind::Text:
        return context.message ? std::optional(plain(context.message->text())) : std::nullopt;
    case Kind::Group:
        return group(context, name);
    case Kind::Clients:
        return number(context.clientsOfRoute ? context.clientsOfRoute() : 0);
    case Kind::Message:
        return number(context.messageNumber);
    case Kind::Code:
        return context.closeCode == 0 ? std::nullopt : std::optional(number(context.closeCode));
    case Kind::State:
        return variable(*context.state, name);
    case Kind::Shared:
        return variable(*context.shared, name);
    case Kind::NextState:
        return countUp(*context.state, name);
    case Kind::NextShared:
        return countUp(*context.shared, name);
    case Kind::Now:
        return now(context, name);
    case Kind::Uuid:
        return plain(uuid(*context.random));
    case Kind::Random:
        return randomNumber(placeholder.arguments, *context.random);
    case Kind::Pick:
        return plain(placeholder.arguments[qsizetype((*context.random)() * double(placeholder.arguments.size()))]);
    default:
        return ofRequest(placeholder, context);
    }
}

} // namespace

QString Value::text() const
{
    return QString::fromUtf8(json ? unescapedJson(bytes) : bytes);
}

QByteArray Value::token() const
{
    return json ? bytes : quotedJson(text());
}

QByteArray quotedJson(const QString &text)
{
    QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

std::optional<Value> evaluate(const Placeholder &placeholder, TemplateContext &context)
{
    auto value = valueOf(placeholder, context);
    if (!value && placeholder.fallback)
        value = plain(*placeholder.fallback);
    return value;
}

QString Template::render(TemplateContext &context) const
{
    QString text;
    for (const Part &part : m_parts) {
        if (const auto *literal = std::get_if<QString>(&part))
            text += *literal;
        else if (const auto value = evaluate(std::get<Placeholder>(part), context))
            text += value->text();
    }
    return text;
}

QByteArray Template::renderJson(TemplateContext &context) const
{
    if (!isSingle())
        return quotedJson(render(context));
    const auto value = evaluate(std::get<Placeholder>(m_parts.first()), context);
    return value ? value->token() : QByteArray("null");
}

QByteArray JsonTemplate::render(TemplateContext &context) const
{
    QByteArray json;
    for (const Part &part : m_parts) {
        if (const auto *plainPart = std::get_if<QByteArray>(&part))
            json += *plainPart;
        else
            json += std::get<Template>(part).renderJson(context);
    }
    return json;
}

} // namespace handglass::scenario
