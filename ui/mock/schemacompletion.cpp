// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/schemacompletion.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <vector>

namespace handglass::schemacompletion {

namespace {

// ---- the text

/// An object or array that the caret is in.
struct Level {
    enum class Next : quint8 { Name, Colon, Value, Comma };
    bool isObject = false;
    Next next = Next::Name;
    QString name;        ///< of the member that is read
    QJsonObject members; ///< as far as they are whole; null for values that are objects or arrays
};

/// Reads JSON as far as it is there: up to the caret, then on to the end of the object around it, for what it has.
class Scanner
{
public:
    Scanner(const QByteArray &text, qsizetype caret)
        : m_text(text)
        , m_caret(caret)
    {
        qsizetype at = 0;
        while (at < text.size() && at < caret) {
            const qsizetype end = tokenEnd(at);
            if (isTyped(at, end)) {
                from = at;
                to = end;
                break;
            }
            take(at, end);
            at = end;
        }
        if (!levels.empty())
            scanRest(std::max(at, to));
    }

    std::vector<Level> levels; ///< from the outside
    bool isName = false;       ///< is to come at the caret
    bool isValue = false;
    qsizetype from = -1; ///< of what is typed at the caret; −1: nothing is
    qsizetype to = -1;

private:
    using Next = Level::Next;

    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool isWord(char c) { return !isBlank(c) && QByteArrayView("{}[]:,\"").indexOf(c) < 0; }

    qsizetype tokenEnd(qsizetype at) const
    {
        qsizetype end = at + 1;
        if (m_text.at(at) == '"') {
            while (end < m_text.size() && m_text.at(end) != '"' && m_text.at(end) != '\n')
                end += m_text.at(end) == '\\' ? 2 : 1;
            // Text behind a closing quote: it is the next one's opening quote, and this one is being typed.
            const bool isClosed = end < m_text.size() && m_text.at(end) == '"'
                && (end + 1 >= m_text.size() || !isWord(m_text.at(end + 1)));
            return std::min(isClosed ? end + 1 : end, m_text.size());
        }
        while (isWord(m_text.at(at)) && end < m_text.size() && isWord(m_text.at(end)))
            ++end;
        return end;
    }

    /// A text that was closed right before the caret is not.
    bool isTyped(qsizetype at, qsizetype end) const
    {
        const bool isString = m_text.at(at) == '"';
        const bool isClosed = end - at > 1 && m_text.at(end - 1) == '"';
        return isString ? end > m_caret || (end == m_caret && !isClosed) : end >= m_caret && isWord(m_text.at(at));
    }

    void scanRest(qsizetype at)
    {
        const std::size_t depth = levels.size();
        Level &level = levels.back();
        const bool startsName = level.next == Next::Name || (level.next == Next::Comma && from >= 0);
        isName = level.isObject && startsName;
        isValue = level.next == Next::Value;
        const QString name = level.name;
        if (isName)
            level.name.clear();
        level.next = from < 0 ? level.next : isName ? Next::Colon : Next::Comma;
        while (at < m_text.size()) {
            const qsizetype end = tokenEnd(at);
            const bool closes = m_text.at(at) == '}' || m_text.at(at) == ']';
            if (closes && levels.size() == depth)
                break;
            take(at, end);
            at = end;
        }
        levels.resize(depth);
        levels.back().name = name;
        levels.back().members.remove(QString());
    }

    void take(qsizetype at, qsizetype end)
    {
        const char first = m_text.at(at);
        if (first == '{' || first == '[')
            return levels.push_back({first == '{', first == '{' ? Next::Name : Next::Value, {}, {}});
        if (isBlank(first) || levels.empty())
            return;
        if (first == '}' || first == ']') {
            levels.pop_back();
            return levels.empty() ? void() : takeValue({});
        }
        Level &level = levels.back();
        if (first == ':')
            level.next = Next::Value;
        else if (first == ',')
            level.next = level.isObject ? Next::Name : Next::Value;
        else
            takeText(QJsonDocument::fromJson('[' + m_text.sliced(at, end - at) + ']').array().at(0));
    }

    void takeText(const QJsonValue &value)
    {
        Level &level = levels.back();
        if (!level.isObject || level.next == Next::Value)
            return takeValue(value);
        level.name = value.toString();
        level.next = Next::Colon;
    }

    void takeValue(const QJsonValue &value)
    {
        Level &level = levels.back();
        if (level.isObject)
            level.members.insert(level.name, value);
        level.next = Next::Comma;
    }

    const QByteArray &m_text;
    qsizetype m_caret;
};

// ---- the schema

using Schemas = std::vector<QJsonObject>;

class Schema
{
public:
    explicit Schema(const QJsonObject &root)
        : m_root(root)
    {
    }

    /// It and its alternatives, without references.
    Schemas flat(const QJsonValue &schema) const
    {
        QJsonObject own = schema.toObject();
        while (own.contains(u"$ref"))
            own = referred(own[u"$ref"].toString());
        Schemas all{own};
        for (const QLatin1String list : {QLatin1String("oneOf"), QLatin1String("anyOf"), QLatin1String("allOf")}) {
            const QJsonArray parts = own[list].toArray();
            for (const QJsonValue &part : parts) {
                const Schemas inner = flat(part);
                all.insert(all.end(), inner.begin(), inner.end());
            }
        }
        return all;
    }

    /// Those that an object with these members can be of.
    Schemas fitting(const Schemas &schemas, const QJsonObject &members) const
    {
        Schemas objects;
        for (const QJsonObject &schema : schemas) {
            if (schema.contains(u"properties") || schema[u"additionalProperties"].isObject())
                objects.push_back(schema);
        }
        Schemas fit;
        std::ranges::copy_if(
            objects, std::back_inserter(fit), [&](const QJsonObject &schema) { return fits(schema, members); });
        return fit.empty() ? objects : fit;
    }

    Schemas member(const Schemas &schemas, const QString &name) const
    {
        Schemas found;
        for (const QJsonObject &schema : schemas) {
            const QJsonObject properties = schema[u"properties"].toObject();
            const QJsonValue own = properties.contains(name) ? properties[name] : schema[u"additionalProperties"];
            const Schemas inner = flat(own);
            found.insert(found.end(), inner.begin(), inner.end());
        }
        return found;
    }

    Schemas element(const Schemas &schemas) const
    {
        Schemas found;
        for (const QJsonObject &schema : schemas) {
            const Schemas inner = flat(schema[u"items"]);
            found.insert(found.end(), inner.begin(), inner.end());
        }
        return found;
    }

    static QJsonArray listed(const Schemas &schemas)
    {
        QJsonArray values;
        for (const QJsonObject &schema : schemas) {
            for (const QJsonValue &value : schema[u"enum"].toArray())
                values.append(value);
            if (schema.contains(u"const"))
                values.append(schema[u"const"]);
            if (schema[u"type"] == QJsonValue(QStringLiteral("boolean"))) {
                values.append(true);
                values.append(false);
            }
        }
        return values;
    }

private:
    QJsonObject referred(const QString &reference) const
    {
        QJsonObject found = m_root;
        for (const QString &step : reference.split(u'/').mid(1))
            found = found[step].toObject();
        return found;
    }

    bool fits(const QJsonObject &schema, const QJsonObject &members) const
    {
        const QJsonObject properties = schema[u"properties"].toObject();
        for (auto it = members.begin(); it != members.end(); ++it) {
            if (!properties.contains(it.key())) {
                if (schema[u"additionalProperties"] == QJsonValue(false))
                    return false;
                continue;
            }
            const QJsonArray values = listed(flat(properties[it.key()]));
            const bool isSimple = it.value().isString() || it.value().isBool();
            const QJsonObject own = properties[it.key()].toObject();
            const bool isListed = own.contains(u"const") || own.contains(u"enum");
            if (isSimple && isListed && !values.contains(it.value()))
                return false;
        }
        return true;
    }

    const QJsonObject &m_root;
};

QString spelled(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

} // namespace

Proposal at(const QJsonObject &root, const QByteArray &text, qsizetype caret)
{
    const Scanner scanner(text, caret);
    Proposal proposal{scanner.from < 0 ? caret : scanner.from, std::max(caret, scanner.to), scanner.isName, {}};
    if (!scanner.isName && !scanner.isValue)
        return proposal;
    const Schema schema(root);
    Schemas here = schema.flat(root);
    for (const Level &level : scanner.levels) {
        const bool isCaret = &level == &scanner.levels.back();
        if (level.isObject)
            here = schema.fitting(here, level.members);
        if (isCaret && scanner.isName)
            break;
        here = level.isObject ? schema.member(here, level.name) : schema.element(here);
    }
    if (scanner.isName) {
        for (const QJsonObject &each : here) {
            for (const QString &name : each[u"properties"].toObject().keys()) {
                if (!scanner.levels.back().members.contains(name))
                    proposal.words.append(spelled(name));
            }
        }
    } else {
        for (const QJsonValue &value : Schema::listed(here))
            proposal.words.append(spelled(value));
    }
    proposal.words.sort();
    proposal.words.removeDuplicates();
    return proposal;
}

} // namespace handglass::schemacompletion
