// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/template.h"

#include "app/decode/jsonscanner.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::scenario {

namespace {

using Kind = Placeholder::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Template)
};

struct NamedKind {
    const char *name;
    Kind kind;
};
constexpr NamedKind Plain[] = {{"text", Kind::Text}, {"target", Kind::Target}, {"subprotocol", Kind::Subprotocol},
    {"address", Kind::Address}, {"client", Kind::Client}, {"clients", Kind::Clients}, {"message", Kind::Message},
    {"code", Kind::Code}, {"uuid", Kind::Uuid}};
constexpr NamedKind Dotted[] = {{"group.", Kind::Group}, {"header.", Kind::Header}, {"query.", Kind::Query},
    {"path.", Kind::Path}, {"cookie.", Kind::Cookie}, {"state.", Kind::State}, {"shared.", Kind::Shared}};

QString knownNames()
{
    QStringList names{QStringLiteral("$.member"), QStringLiteral("count $.member")};
    for (const NamedKind &plain : Plain)
        names.append(QLatin1String(plain.name));
    for (const NamedKind &dotted : Dotted)
        names.append(QLatin1String(dotted.name) + QStringLiteral("NAME"));
    names += {QStringLiteral("next state.NAME"), QStringLiteral("now"), QStringLiteral("random LEAST MOST"),
        QStringLiteral("pick A B …")};
    return names.join(QStringLiteral(", "));
}

std::optional<Placeholder> readName(const QString &inner)
{
    for (const NamedKind &plain : Plain) {
        if (inner == QLatin1String(plain.name))
            return Placeholder{plain.kind, {}, {}, {}, {}};
    }
    for (const NamedKind &dotted : Dotted) {
        const QLatin1String prefix(dotted.name);
        if (inner.startsWith(prefix) && inner.size() > prefix.size() && !inner.contains(u' '))
            return Placeholder{dotted.kind, inner.mid(prefix.size()), {}, {}, {}};
    }
    return std::nullopt;
}

using Result = tl::expected<Placeholder, TemplateError>;

Result readPath(QStringView text, qsizetype at, Kind kind)
{
    const auto path = JsonPath::parse(text);
    if (!path)
        return tl::unexpected(TemplateError{at + path.error().position, path.error().expected,
            Words::tr("“%1”").arg(text.mid(path.error().position).left(20))});
    return Placeholder{kind, {}, *path, {}, {}};
}

Result readRandom(const QStringList &words, qsizetype at)
{
    bool least = false;
    bool most = false;
    const bool ordered = words.size() == 3 && words[1].toDouble(&least) <= words[2].toDouble(&most);
    if (!ordered || !least || !most)
        return tl::unexpected(TemplateError{
            at, Words::tr("two numbers after random, the smaller one first"), Words::tr("“%1”").arg(words.join(u' '))});
    return Placeholder{Kind::Random, {}, {}, words.mid(1), {}};
}

Result readFunction(const QString &inner, const QStringList &words, qsizetype at)
{
    const QString &function = words.first();
    if (function == QLatin1String("random"))
        return readRandom(words, at);
    if (function == QLatin1String("pick") && words.size() > 1)
        return Placeholder{Kind::Pick, {}, {}, words.mid(1), {}};
    if (function == QLatin1String("count") && words.size() > 1) {
        const QString path = inner.mid(5).trimmed();
        return readPath(path, at + inner.size() - path.size(), Kind::Count);
    }
    const bool next = function == QLatin1String("next") && words.size() == 2;
    if (const auto variable = next ? readName(words[1]) : std::nullopt;
        variable && (variable->kind == Kind::State || variable->kind == Kind::Shared))
        return Placeholder{
            variable->kind == Kind::State ? Kind::NextState : Kind::NextShared, variable->name, {}, {}, {}};
    const bool now = function == QLatin1String("now") && words.size() <= 2;
    const QString unit = words.value(1);
    if (now && (unit.isEmpty() || unit == QLatin1String("unix") || unit == QLatin1String("ms")))
        return Placeholder{Kind::Now, unit, {}, {}, {}};
    return tl::unexpected(
        TemplateError{at, Words::tr("a placeholder (%1)").arg(knownNames()), Words::tr("“%1”").arg(inner)});
}

/// inner: without braces and white space around it.
Result readPlaceholder(const QString &inner, qsizetype at)
{
    if (inner.startsWith(u'"') && inner.endsWith(u'"') && inner.size() >= 2)
        return Placeholder{Kind::Literal, inner.mid(1, inner.size() - 2), {}, {}, {}};
    if (inner.startsWith(u'$'))
        return readPath(inner, at, Kind::Json);
    if (auto name = readName(inner))
        return *name;
    return readFunction(inner, inner.simplified().split(u' '), at);
}

/// The “|” of a fallback; not one inside quotes.
qsizetype barIn(QStringView text)
{
    QChar quote;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'"' || c == u'\'')
            quote = c;
        else if (c == u'|')
            return at;
    }
    return -1;
}

Result readBraces(QStringView inside, qsizetype at)
{
    const qsizetype bar = barIn(inside);
    const QStringView name = bar < 0 ? inside : inside.first(bar);
    const qsizetype leading =
        std::find_if(name.cbegin(), name.cend(), [](QChar c) { return !c.isSpace(); }) - name.cbegin();
    Result result = readPlaceholder(name.trimmed().toString(), at + leading);
    if (result && bar >= 0) {
        QString fallback = inside.mid(bar + 1).trimmed().toString();
        if (fallback.size() >= 2 && fallback.startsWith(u'"') && fallback.endsWith(u'"'))
            fallback = fallback.mid(1, fallback.size() - 2);
        result->fallback = fallback;
    }
    return result;
}

/// Of the “}}”; not one inside quotes.
qsizetype closingBraces(QStringView text, qsizetype from)
{
    bool quoted = false;
    for (qsizetype at = from; at + 1 < text.size(); ++at) {
        quoted ^= text[at] == u'"';
        if (!quoted && text[at] == u'}' && text[at + 1] == u'}')
            return at;
    }
    return -1;
}

} // namespace

tl::expected<Template, TemplateError> Template::parse(const QString &source)
{
    Template result;
    const QStringView text(source);
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf(QLatin1String("{{"), at);
        if (open != at)
            result.m_parts.append(text.mid(at, open < 0 ? -1 : open - at).toString());
        if (open < 0)
            break;
        const qsizetype close = closingBraces(text, open + 2);
        if (close < 0)
            return tl::unexpected(
                TemplateError{open, Words::tr("“}}” behind “{{” (two braces themselves are written {{\"{{\"}})"),
                    Words::tr("the end of the text")});
        const Result placeholder = readBraces(text.mid(open + 2, close - open - 2), open + 2);
        if (!placeholder)
            return tl::unexpected(placeholder.error());
        result.m_parts.append(*placeholder);
        at = close + 2;
    }
    return result;
}

Template Template::literal(const QString &text)
{
    Template result;
    if (!text.isEmpty())
        result.m_parts.append(text);
    return result;
}

bool Template::isLiteral() const
{
    return std::all_of(m_parts.cbegin(), m_parts.cend(), [](const Part &part) { return part.index() == 0; });
}

bool Template::isSingle() const
{
    return m_parts.size() == 1 && m_parts.first().index() == 1;
}

tl::expected<JsonTemplate, TemplateError> JsonTemplate::parse(QByteArrayView json)
{
    JsonTemplate result;
    QByteArray plain;
    JsonScanner scanner(json);
    while (scanner.next()) {
        const QByteArrayView token = scanner.token();
        if (scanner.isName() || !token.startsWith('"') || !token.contains("{{")) {
            plain += token;
            continue;
        }
        auto text = Template::parse(QString::fromUtf8(unescapedJson(token)));
        if (!text) {
            text.error().position = scanner.tokenStart();
            return tl::unexpected(text.error());
        }
        result.m_parts.append(std::exchange(plain, {}));
        result.m_parts.append(*text);
    }
    if (!plain.isEmpty())
        result.m_parts.append(plain);
    return result;
}

} // namespace handglass::scenario
