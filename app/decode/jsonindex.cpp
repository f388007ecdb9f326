// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonindex.h"

#include "app/decode/jsonscanner.h"

#include <algorithm>

namespace handglass {

/// Fills an index from the tokens of its text.
class JsonIndexer final
{
public:
    JsonIndexer(JsonIndex &index, JsonIndex::Node most)
        : m_index(index)
        , m_scanner(index.m_text)
        , m_most(most)
    {
        m_open.push_back({JsonIndex::Document, true, 0, {}});
    }

    void run(const std::atomic_bool *cancelled)
    {
        while (cancelled == nullptr || !*cancelled) {
            if (m_open.size() == 1)
                m_scanner.beginAnother();
            if (!m_scanner.next())
                break;
            take(m_scanner.token().front());
        }
        while (m_open.size() > 1)
            close();
        remember(m_open.back());
        if (!m_scanner.isValid())
            m_index.m_error = jsonError(m_scanner, m_index.m_text);
    }

private:
    struct Level {
        JsonIndex::Node node = 0;
        bool kept = true; ///< it is in the index
        qint64 count = 0;
        std::vector<JsonIndex::Node> starts;
    };

    void take(char c)
    {
        if (c == ',' || c == ':')
            return;
        if (c == '}' || c == ']')
            return close();
        if (m_scanner.isName()) {
            m_name = m_scanner.tokenStart();
            return;
        }
        const auto node = static_cast<JsonIndex::Node>(m_index.m_values.size());
        const bool kept = node < m_most;
        if (kept)
            add(node);
        m_index.m_cut = m_index.m_cut || !kept;
        m_name = -1;
        if (c == '{' || c == '[')
            m_open.push_back({node, kept, 0, {}});
    }

    void add(JsonIndex::Node node)
    {
        const auto at = static_cast<quint32>(m_name >= 0 ? m_name : m_scanner.tokenStart());
        m_index.m_values.push_back({m_name >= 0 ? at | JsonIndex::Named : at, node + 1});
        Level &parent = m_open.back();
        if (parent.count > 0 && parent.count % JsonIndex::Stride == 0)
            parent.starts.push_back(node);
        ++parent.count;
    }

    void close()
    {
        Level &level = m_open.back();
        if (level.kept) {
            m_index.m_values[level.node].next = static_cast<JsonIndex::Node>(m_index.m_values.size());
            remember(level);
        }
        m_open.pop_back();
    }

    void remember(Level &level)
    {
        if (level.count > JsonIndex::Stride)
            m_index.m_large.emplace(level.node, JsonIndex::Large{level.count, std::move(level.starts)});
    }

    JsonIndex &m_index;
    JsonScanner m_scanner;
    JsonIndex::Node m_most;
    std::vector<Level> m_open;
    qsizetype m_name = -1; ///< where the name of the value to come begins
};

JsonIndex::JsonIndex(const QByteArray &text, Node mostValues, const std::atomic_bool *cancelled)
    : m_text(text)
    , m_cut(text.size() > LargestText)
{
    if (!m_cut)
        JsonIndexer(*this, mostValues).run(cancelled);
}

const JsonIndex::Large *JsonIndex::large(Node parent) const
{
    const auto found = m_large.find(parent);
    return found == m_large.end() ? nullptr : &found->second;
}

qint64 JsonIndex::childCount(Node parent) const
{
    if (const Large *many = large(parent))
        return many->count;
    qint64 count = 0;
    for (Node node = firstChild(parent); node < end(parent); node = nextSibling(node))
        ++count;
    return count;
}

JsonIndex::Node JsonIndex::child(Node parent, qint64 row) const
{
    Node node = firstChild(parent);
    if (row >= Stride) {
        node = large(parent)->starts[static_cast<std::size_t>(row / Stride - 1)];
        row %= Stride;
    }
    for (; row > 0; --row)
        node = nextSibling(node);
    return node;
}

JsonIndex::Step JsonIndex::childAround(Node parent, Node node) const
{
    Step step{firstChild(parent), 0};
    if (const Large *many = large(parent)) {
        const auto after = std::upper_bound(many->starts.begin(), many->starts.end(), node);
        if (after != many->starts.begin())
            step = {*(after - 1), (after - many->starts.begin()) * Stride};
    }
    for (; nextSibling(step.node) <= node; ++step.row)
        step.node = nextSibling(step.node);
    return step;
}

QList<JsonIndex::Step> JsonIndex::way(Node node) const
{
    QList<Step> steps{childAround(Document, node)};
    while (steps.last().node != node)
        steps.append(childAround(steps.last().node, node));
    return steps;
}

JsonPath JsonIndex::path(Node node) const
{
    JsonPath path;
    const QList<Step> steps = way(node);
    const bool single = m_values[0].next == size();
    for (qsizetype i = single ? 1 : 0; i < steps.size(); ++i) {
        const Step &step = steps[i];
        path.steps.append(isMember(step.node) ? JsonStep{JsonStep::Kind::Member, unescapedJson(name(step.node)), 0}
                                              : JsonStep{JsonStep::Kind::Element, {}, step.row});
    }
    return path;
}

JsonIndex::Node JsonIndex::nodeAt(qsizetype offset) const
{
    const auto after = std::upper_bound(m_values.begin(), m_values.end(), offset,
        [](qsizetype at, const Value &value) { return at < static_cast<qsizetype>(value.at & ~Named); });
    return static_cast<Node>(after == m_values.begin() ? 0 : after - m_values.begin() - 1);
}

JsonIndex::Kind JsonIndex::kind(Node node) const
{
    switch (m_text[valueStart(node)]) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
    case 'n':
        return Kind::Literal;
    default:
        return Kind::Number;
    }
}

QByteArrayView JsonIndex::name(Node node) const
{
    if (!isMember(node))
        return {};
    const qsizetype at = m_values[node].at & ~Named;
    return QByteArrayView(m_text).sliced(at, stringEnd(at) - at);
}

QByteArrayView JsonIndex::value(Node node) const
{
    const qsizetype at = valueStart(node);
    return QByteArrayView(m_text).sliced(at, valueEnd(node) - at);
}

qsizetype JsonIndex::valueStart(Node node) const
{
    const qsizetype at = m_values[node].at & ~Named;
    return isMember(node) ? skipSpace(skipSpace(stringEnd(at)) + 1) : at;
}

/// Of an object or array it is found from its last child's, of a broken text it is the text's end.
qsizetype JsonIndex::valueEnd(Node node) const
{
    const qsizetype start = valueStart(node);
    const char c = m_text[start];
    if (c == '"')
        return stringEnd(start);
    if (c != '{' && c != '[') {
        qsizetype at = start;
        while (at < m_text.size() && !QByteArrayView(",]} \t\r\n").contains(m_text[at]))
            ++at;
        return at;
    }
    const qsizetype inside = hasChildren(node) ? valueEnd(child(node, childCount(node) - 1)) : start + 1;
    const qsizetype at = skipSpace(inside);
    return at < m_text.size() && (m_text[at] == '}' || m_text[at] == ']') ? at + 1 : m_text.size();
}

/// at: its opening quote. Only of strings that the scanner has passed.
qsizetype JsonIndex::stringEnd(qsizetype at) const
{
    for (++at; m_text[at] != '"'; ++at)
        at += m_text[at] == '\\' ? 1 : 0;
    return at + 1;
}

qsizetype JsonIndex::skipSpace(qsizetype at) const
{
    while (at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[at]))
        ++at;
    return at;
}

} // namespace handglass
