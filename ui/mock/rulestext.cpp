// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/rulestext.h"

#include "app/decode/jsonedit.h"

#include <QCoreApplication>

namespace handglass::rulestext {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RulesText)
};

QString valueText(const JsonIndex &tree, JsonIndex::Node node)
{
    return QString::fromUtf8(unescapedJson(tree.value(node)));
}

QStringList texts(const JsonIndex &tree, std::optional<JsonIndex::Node> array)
{
    QStringList list;
    for (const JsonIndex::Node node : elements(tree, array))
        list.append(valueText(tree, node));
    return list;
}

QString listed(const QString &text, qsizetype count)
{
    return count == 1 ? text : Words::tr("%1 in a list of %2").arg(text).arg(count);
}

} // namespace

QString member(const JsonIndex &tree, JsonIndex::Node object, QByteArrayView name)
{
    const auto node = jsonedit::member(tree, object, name);
    return node ? valueText(tree, *node) : QString();
}

QStringList memberNames(const JsonIndex &tree, std::optional<JsonIndex::Node> object)
{
    QStringList names;
    const qint64 count = object && tree.kind(*object) == JsonIndex::Kind::Object ? tree.childCount(*object) : 0;
    JsonIndex::Node child = count > 0 ? tree.child(*object, 0) : 0;
    for (qint64 row = 0; row < count; ++row) {
        names.append(QString::fromUtf8(unescapedJson(tree.name(child))));
        if (row + 1 < count)
            child = tree.nextSibling(child);
    }
    return names;
}

std::vector<JsonIndex::Node> elements(const JsonIndex &tree, std::optional<JsonIndex::Node> array)
{
    std::vector<JsonIndex::Node> nodes;
    if (!array || tree.kind(*array) != JsonIndex::Kind::Array)
        return nodes;
    const qint64 count = tree.childCount(*array);
    for (qint64 row = 0; row < count; ++row)
        nodes.push_back(row == 0 ? tree.child(*array, 0) : tree.nextSibling(nodes.back()));
    return nodes;
}

QString ruleName(const JsonIndex &tree, JsonIndex::Node rule, qint64 index)
{
    const QString name = member(tree, rule, "name");
    // As the reader names it, so that its hits are found.
    return name.isEmpty() ? QCoreApplication::translate("handglass::scenario::Reader", "rule %1").arg(index + 1) : name;
}

bool isTimer(const JsonIndex &tree, JsonIndex::Node rule)
{
    const QString on = member(tree, rule, "on");
    return on == u"timer" || on == u"silence";
}

QString rule(const JsonIndex &tree, JsonIndex::Node rule, const QString &name)
{
    const QString on = member(tree, rule, "on");
    if (on == u"connect")
        return Words::tr("On connect: %1").arg(name);
    if (on == u"close")
        return Words::tr("On close: %1").arg(name);
    if (on == u"ping" || on == u"pong")
        return Words::tr("On %1: %2").arg(on, name);
    const QString after = member(tree, rule, "after");
    if (on == u"silence")
        return Words::tr("After %1 of silence: %2").arg(after, name);
    if (on == u"timer")
        return after.isEmpty() ? Words::tr("Every %1: %2").arg(member(tree, rule, "every"), name)
                               : Words::tr("After %1: %2").arg(after, name);
    return name;
}

QString check(const JsonIndex &tree, JsonIndex::Node check)
{
    const QString name = member(tree, check, "name");
    if (!name.isEmpty())
        return name;
    for (const char *kind : {"header", "cookie", "query"}) {
        if (jsonedit::member(tree, check, kind))
            return QLatin1String(kind) + u' ' + member(tree, check, kind);
    }
    if (const auto origins = jsonedit::member(tree, check, "origin"))
        return listed(Words::tr("Origin"), qMax<qsizetype>(1, texts(tree, origins).size()));
    if (jsonedit::member(tree, check, "basic"))
        return Words::tr("Basic authentication");
    if (jsonedit::member(tree, check, "bearer"))
        return Words::tr("Bearer token");
    return Words::tr("a check that is not complete");
}

QString subprotocols(const JsonIndex &tree, std::optional<JsonIndex::Node> rules)
{
    const QStringList spoken = rules ? texts(tree, jsonedit::member(tree, *rules, "speak")) : QStringList();
    if (spoken.isEmpty())
        return Words::tr("Subprotocol: none");
    const QString list = spoken.join(QStringLiteral(", "));
    return member(tree, *rules, "required") == u"true" ? Words::tr("Subprotocol required: %1").arg(list)
                                                       : Words::tr("Subprotocol: %1").arg(list);
}

} // namespace handglass::rulestext
