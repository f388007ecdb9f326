// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/rulemaking.h"

#include "app/decode/jsonedit.h"

#include <QCoreApplication>

namespace handglass::rulemaking {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RuleMaking)
};

constexpr qsizetype LongestText = 200; ///< characters that are compared as a whole
constexpr qsizetype LongestBytes = 32;
constexpr qsizetype LongestName = 30;

/// What messages are told apart by, the likeliest first.
constexpr const char *KindMembers[] = {
    "op", "type", "method", "action", "event", "command", "cmd", "kind", "msg", "message", "topic", "channel", "name"};

bool isPlain(const JsonIndex &tree, JsonIndex::Node node)
{
    return !tree.isContainer(node) && tree.value(node).size() <= LongestText;
}

/// The member that says what kind of message it is; else the first that is a text.
std::optional<JsonIndex::Node> kindMember(const JsonIndex &tree)
{
    if (tree.error() || tree.size() == 0 || tree.kind(0) != JsonIndex::Kind::Object)
        return std::nullopt;
    for (const char *name : KindMembers) {
        const auto node = jsonedit::member(tree, 0, name);
        if (node && isPlain(tree, *node))
            return node;
    }
    const qint64 count = tree.childCount(0);
    for (qint64 row = 0; row < count; ++row) {
        const JsonIndex::Node child = tree.child(0, row);
        if (tree.kind(child) == JsonIndex::Kind::String && isPlain(tree, child))
            return child;
    }
    return std::nullopt;
}

QString nameFor(const QString &text)
{
    const QString name = text.simplified();
    return name.size() > LongestName ? name.left(LongestName) + u'…' : name;
}

Suggestion ofText(const QByteArray &payload, bool isCut)
{
    const QString text = QString::fromUtf8(payload);
    if (!isCut && text.size() <= LongestText)
        return {nameFor(text), "text", "{ \"equals\": " + jsonedit::quoted(text) + " }", "{ \"send\": \"\" }"};
    const QString start = text.left(LongestText / 4);
    return {nameFor(text), "text", "{ \"contains\": " + jsonedit::quoted(start) + " }", "{ \"send\": \"\" }"};
}

Suggestion ofBytes(const QByteArray &payload, bool isCut)
{
    const bool whole = !isCut && payload.size() <= LongestBytes;
    const QString hex = QString::fromLatin1(payload.first(qMin(payload.size(), LongestBytes)).toHex(' '));
    const QString pattern = whole ? hex : hex + QStringLiteral(" *");
    return {Words::tr("bytes %1").arg(nameFor(hex)), "binary", "{ \"binary\": " + jsonedit::quoted(pattern) + " }",
        "{ \"sendBinary\": \"\" }"};
}

} // namespace

Suggestion suggest(const QByteArray &payload, bool isText, bool isCut)
{
    if (!isText)
        return ofBytes(payload, isCut);
    const JsonIndex tree(payload);
    const auto member = kindMember(tree);
    if (!member)
        return ofText(payload, isCut);
    const QByteArray path = jsonedit::quoted(tree.path(*member).text());
    const QByteArray value = tree.value(*member).toByteArray();
    Suggestion suggestion{nameFor(QString::fromUtf8(unescapedJson(value))), "text",
        "{ \"json\": " + path + ", \"equals\": " + value + " }", "{ \"send\": \"\" }"};
    if (suggestion.name.isEmpty())
        suggestion.name = QString::fromUtf8(unescapedJson(tree.name(*member)));
    return suggestion;
}

QByteArray echo(const QString &greeting, const QStringList &subprotocols, bool deflate)
{
    QByteArrayList handshake;
    QByteArrayList spoken;
    for (const QString &subprotocol : subprotocols)
        spoken.append(jsonedit::quoted(subprotocol));
    if (!spoken.isEmpty())
        handshake.append("\"subprotocols\": { \"speak\": [" + spoken.join(", ") + "] }");
    if (!deflate)
        handshake.append("\"deflate\": false");
    QByteArray text = "{\n  \"scenario\": 1,\n  \"routes\": [\n    {\n      \"path\": \"/**\",\n";
    if (!handshake.isEmpty())
        text += "      \"handshake\": { " + handshake.join(", ") + " },\n";
    text += "      \"rules\": [\n";
    if (!greeting.isEmpty()) {
        QString literal = greeting; // braces in it are no placeholder
        literal.replace(QStringLiteral("{{"), QStringLiteral("{{\"{{\"}}"));
        text += "        { \"name\": \"greeting\", \"on\": \"connect\", \"do\": [{ \"send\": "
            + jsonedit::quoted(literal) + " }] },\n";
    }
    return text + "        { \"name\": \"echo\", \"do\": [{ \"echo\": true }] }\n      ]\n    }\n  ]\n}\n";
}

QByteArray spelling(const Suggestion &suggestion, const QString &name)
{
    return "{\n  \"name\": " + jsonedit::quoted(name) + ",\n  \"on\": \"" + suggestion.on + "\",\n  \"when\": ["
        + suggestion.condition + "],\n  \"do\": [" + suggestion.action + "]\n}";
}

} // namespace handglass::rulemaking
