// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/jsonnode.h"

#include "app/decode/jsonscanner.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::JsonNode)
};

QString quoted(const QString &text)
{
    constexpr qsizetype Most = 40;
    return u'“' + (text.size() > Most ? text.left(Most) + u'…' : text) + u'”';
}

} // namespace

QString Error::text(const QString &file) const
{
    const QString place = QStringLiteral("%1:%2:%3: ").arg(file).arg(line).arg(column);
    return place + (path.isEmpty() ? QString() : path + QStringLiteral(": ")) + sentence;
}

JsonNode::JsonNode(const JsonIndex &index, Errors &errors, JsonIndex::Node node)
    : m_index(&index)
    , m_errors(&errors)
    , m_node(node)
{
}

QString JsonNode::shown() const
{
    switch (kind()) {
    case JsonIndex::Kind::Object:
        return Words::tr("an object");
    case JsonIndex::Kind::Array:
        return Words::tr("a list");
    case JsonIndex::Kind::String:
        return Words::tr("the text %1").arg(quoted(QString::fromUtf8(unescapedJson(spelling()))));
    case JsonIndex::Kind::Number:
        return Words::tr("the number %1")
            .arg(QString::fromUtf8(spelling().first(qMin<qsizetype>(spelling().size(), 40))));
    default:
        return QString::fromUtf8(spelling());
    }
}

void JsonNode::fail(const QString &expected) const
{
    fail(expected, shown());
}

void JsonNode::fail(const QString &expected, const QString &got) const
{
    failAs(sentence(expected, got));
}

void JsonNode::failAs(const QString &sentence) const
{
    failAt(m_index->valueStart(m_node), sentence);
}

JsonNode JsonNode::at(const QStringList &pointer) const
{
    JsonNode node = *this;
    for (const QString &part : pointer) {
        const qint64 count = m_index->isContainer(node.m_node) ? m_index->childCount(node.m_node) : 0;
        for (qint64 row = 0; row < count; ++row) {
            const JsonIndex::Node child = m_index->child(node.m_node, row);
            const QString name = m_index->isMember(child) ? QString::fromUtf8(unescapedJson(m_index->name(child)))
                                                          : QString::number(row);
            if (name == part) {
                node.m_node = child;
                break;
            }
        }
    }
    return node;
}

QString JsonNode::sentence(const QString &expected, const QString &got)
{
    return Words::tr("expected %1, got %2").arg(expected, got);
}

void JsonNode::failAt(qsizetype offset, const QString &sentence) const
{
    if (m_errors->size() >= MostErrors)
        return;
    const QByteArrayView before = QByteArrayView(m_index->text()).first(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    Error error;
    error.offset = offset;
    error.line = int(before.count('\n')) + 1;
    error.column = int(QString::fromUtf8(before.sliced(lineStart)).toUcs4().size()) + 1;
    error.path = m_index->path(m_node).text();
    error.sentence = sentence;
    m_errors->append(error);
}

QString JsonNode::text(const QString &expected) const
{
    if (!isString()) {
        fail(expected.isEmpty() ? Words::tr("a text") : expected);
        return {};
    }
    return QString::fromUtf8(unescapedJson(spelling()));
}

QString JsonNode::name(const QString &expected) const
{
    const QString name = text(expected);
    if (isString() && name.isEmpty())
        fail(expected, Words::tr("an empty text"));
    return name;
}

bool JsonNode::boolean() const
{
    if (spelling() != "true" && spelling() != "false")
        fail(Words::tr("true or false"));
    return spelling() == "true";
}

qint64 JsonNode::integer(qint64 least, qint64 most) const
{
    bool isInteger = false;
    const double value = kind() == JsonIndex::Kind::Number ? spelling().toByteArray().toDouble(&isInteger) : 0;
    if (isInteger && value == std::floor(value) && value >= double(least) && value <= double(most))
        return qint64(value);
    fail(Words::tr("a whole number from %1 to %2").arg(least).arg(most));
    return least;
}

double JsonNode::number(double least, double most) const
{
    bool isNumber = false;
    const double value = kind() == JsonIndex::Kind::Number ? spelling().toByteArray().toDouble(&isNumber) : 0;
    if (isNumber && value >= least && value <= most)
        return value;
    fail(Words::tr("a number from %1 to %2").arg(least).arg(most));
    return least;
}

int JsonNode::oneOf(const QStringList &words) const
{
    const qsizetype index = isString() ? words.indexOf(QString::fromUtf8(unescapedJson(spelling()))) : -1;
    if (index < 0)
        fail(Words::tr("one of %1").arg(words.join(QStringLiteral(", "))));
    return int(qMax<qsizetype>(index, 0));
}

QByteArray JsonNode::jsonToken() const
{
    QByteArray compact;
    JsonScanner scanner(spelling());
    while (scanner.next())
        compact += scanner.token();
    return compact;
}

void JsonNode::failTemplate(const TemplateError &error) const
{
    fail(Words::tr("%1 at character %2 of the text").arg(error.expected).arg(error.position + 1), error.got);
}

Template JsonNode::textTemplate() const
{
    const auto result = Template::parse(text());
    if (!result)
        failTemplate(result.error());
    return result.value_or(Template());
}

JsonTemplate JsonNode::jsonTemplate() const
{
    const auto result = JsonTemplate::parse(spelling());
    if (!result)
        failAt(m_index->valueStart(m_node) + result.error().position,
            sentence(result.error().expected, result.error().got));
    return result.value_or(JsonTemplate());
}

Span JsonNode::span() const
{
    const QString expected = Words::tr("a duration such as “20ms”, “1.5s” or “2min”, at most 24 h");
    if (!isString()) {
        fail(expected);
        return {};
    }
    const Template result = textTemplate();
    if (result.isEmpty() || (result.isLiteral() && !parseDuration(text())))
        fail(expected);
    return {result};
}

std::chrono::milliseconds JsonNode::duration() const
{
    const auto value = isString() ? parseDuration(text()) : std::nullopt;
    if (!value)
        fail(Words::tr("a duration such as “20ms”, “1.5s” or “2min”, at most 24 h"));
    return value.value_or(std::chrono::milliseconds(0));
}

QRegularExpression JsonNode::expression() const
{
    QRegularExpression expression(text(Words::tr("a regular expression (a text)")));
    if (!expression.isValid())
        fail(Words::tr("a regular expression"),
            Words::tr("%1: %2 at character %3")
                .arg(shown(), expression.errorString())
                .arg(expression.patternErrorOffset() + 1));
    expression.optimize();
    return expression;
}

std::vector<JsonNode> JsonNode::elements(const QString &expected) const
{
    std::vector<JsonNode> nodes;
    if (!isArray()) {
        fail(expected);
        return nodes;
    }
    const qint64 count = m_index->childCount(m_node);
    for (qint64 row = 0; row < count; ++row)
        nodes.emplace_back(*m_index, *m_errors, m_index->child(m_node, row));
    return nodes;
}

QStringList JsonNode::texts(const QString &expected) const
{
    QStringList texts;
    for (const JsonNode &element : elements(expected))
        texts.append(element.name(Words::tr("a text that is not empty")));
    return texts;
}

JsonMembers::JsonMembers(const JsonNode &node, const QString &expected)
    : m_node(node)
{
    if (!node.isObject()) {
        node.fail(expected);
        return;
    }
    const JsonIndex &index = *node.m_index;
    const qint64 count = index.childCount(node.m_node);
    std::set<QString> seen;
    for (qint64 row = 0; row < count; ++row) {
        const JsonIndex::Node child = index.child(node.m_node, row);
        const QString name = QString::fromUtf8(unescapedJson(index.name(child)));
        const bool first = seen.insert(name).second;
        if (!first)
            JsonNode(index, *node.m_errors, child)
                .fail(Words::tr("each member once"), Words::tr("%1 again").arg(quoted(name)));
        m_members.push_back({name, child, !first});
    }
}

std::optional<JsonNode> JsonMembers::take(const char *name)
{
    const QLatin1String wanted(name);
    m_known.append(wanted);
    for (Member &member : m_members) {
        if (member.taken || member.name != wanted)
            continue;
        member.taken = true;
        return JsonNode(*m_node.m_index, *m_node.m_errors, member.node);
    }
    return std::nullopt;
}

std::optional<JsonNode> JsonMembers::require(const char *name, const QString &expected)
{
    auto node = take(name);
    if (!node && m_node.isObject())
        m_node.fail(Words::tr("a member “%1”: %2").arg(QLatin1String(name), expected), Words::tr("none"));
    return node;
}

bool JsonMembers::has(const char *name) const
{
    return std::any_of(m_members.cbegin(), m_members.cend(),
        [wanted = QLatin1String(name)](const Member &member) { return member.name == wanted; });
}

std::vector<std::pair<QString, JsonNode>> JsonMembers::anyOf(const QStringList &names)
{
    std::vector<std::pair<QString, JsonNode>> found;
    m_known += names;
    for (Member &member : m_members) {
        if (member.taken || !names.contains(member.name))
            continue;
        member.taken = true;
        found.emplace_back(member.name, JsonNode(*m_node.m_index, *m_node.m_errors, member.node));
    }
    return found;
}

std::vector<std::pair<QString, JsonNode>> JsonMembers::all()
{
    QStringList names;
    for (const Member &member : m_members)
        names.append(member.name);
    return anyOf(names);
}

void JsonMembers::finish()
{
    for (const Member &member : m_members) {
        if (member.taken)
            continue;
        const JsonNode node(*m_node.m_index, *m_node.m_errors, member.node);
        node.fail(Words::tr("one of the members %1").arg(m_known.join(QStringLiteral(", "))), quoted(member.name));
    }
}

} // namespace handglass::scenario
