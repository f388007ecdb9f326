// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/comparerows.h"
#include "app/decode/jsonindex.h"
#include "app/decode/sequencediff.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Compare)
};

using Node = JsonIndex::Node;
constexpr Node None = JsonIndex::Document;

quint64 mixed(quint64 a, quint64 b)
{
    return (a ^ (b + 0x9E37'79B9'7F4A'7C15ULL + (a << 6U) + (a >> 2U))) * 0xFF51'AFD7'ED55'8CCDULL;
}

quint64 hashOf(QByteArrayView token)
{
    return token.contains('\\') ? qHash(unescapedJson(token), 1)
                                : qHash(token.startsWith('"') ? token.sliced(1).chopped(1) : token, 1);
}

/// One text's values with a number for what each holds; equal values have equal numbers.
class Side
{
public:
    explicit Side(const JsonIndex &index)
        : m_index(index)
        , m_hashes(index.size())
    {
        for (Node node = index.size(); node-- > 0;)
            m_hashes[node] = contentOf(node);
    }
    const JsonIndex &index() const { return m_index; }
    quint64 hash(Node node) const { return m_hashes[node]; }
    QByteArray name(Node node) const { return unescapedJson(m_index.name(node)); }
    QList<Node> children(Node parent) const
    {
        const Node end = parent == JsonIndex::Document ? m_index.size() : m_index.nextSibling(parent);
        QList<Node> nodes;
        for (Node node = parent == JsonIndex::Document ? 0 : parent + 1; node < end; node = m_index.nextSibling(node))
            nodes.append(node);
        return nodes;
    }
    std::vector<quint64> hashes(const QList<Node> &nodes) const
    {
        std::vector<quint64> hashes;
        hashes.reserve(std::size_t(nodes.size()));
        for (const Node node : nodes)
            hashes.push_back(m_hashes[node]);
        return hashes;
    }
    CompareSide row(Node node) const
    {
        if (node == None)
            return {};
        CompareSide side;
        side.there = true;
        side.place = m_index.path(node).text();
        const QByteArrayView value = m_index.value(node);
        const QByteArray name = m_index.isMember(node) ? m_index.name(node).toByteArray() + ": " : QByteArray();
        side.text = compareText(name
            + (m_index.isContainer(node)
                    ? value.first(std::min<qsizetype>(value.size(), 2'000)).toByteArray().simplified()
                    : value.toByteArray()));
        return side;
    }
    /// An object or array whose children follow.
    CompareSide openRow(Node node) const
    {
        CompareSide side = row(node);
        const QString name =
            m_index.isMember(node) ? compareText(m_index.name(node)) + QStringLiteral(": ") : QString();
        side.text =
            name + (m_index.kind(node) == JsonIndex::Kind::Object ? QStringLiteral("{ … }") : QStringLiteral("[ … ]"));
        return side;
    }

private:
    quint64 contentOf(Node node) const
    {
        const JsonIndex::Kind kind = m_index.kind(node);
        quint64 hash = mixed(quint64(kind), 17);
        if (kind > JsonIndex::Kind::Array)
            return mixed(hash, hashOf(m_index.value(node)));
        for (Node child = node + 1; child < m_index.nextSibling(node); child = m_index.nextSibling(child)) {
            if (kind == JsonIndex::Kind::Object)
                hash += mixed(hashOf(m_index.name(child)), m_hashes[child]); // in any order
            else
                hash = mixed(hash, m_hashes[child]);
        }
        return hash;
    }

    const JsonIndex &m_index;
    std::vector<quint64> m_hashes;
};

struct Pair {
    Node left = None;
    Node right = None;
};

class JsonComparer
{
public:
    JsonComparer(const JsonIndex &left, const JsonIndex &right, Comparison &result)
        : m_left(left)
        , m_right(right)
        , m_result(result)
        , m_rows(result)
    {
    }

    void run() { addAll(elements(m_left.children(JsonIndex::Document), m_right.children(JsonIndex::Document)), 0); }

private:
    bool isSame(const Pair &pair) const
    {
        return pair.left != None && pair.right != None && m_left.hash(pair.left) == m_right.hash(pair.right);
    }

    void addAll(const QList<Pair> &pairs, int level)
    {
        for (qsizetype at = 0; at < pairs.size() && !m_rows.isFull();) {
            qsizetype to = at;
            while (to < pairs.size() && isSame(pairs[to]))
                ++to;
            m_rows.addSame(to - at, at == 0, to == pairs.size(), level, [&](qint64 i) {
                const Pair &pair = pairs[at + i];
                return CompareRow{Change::Same, level, 0, m_left.row(pair.left), m_right.row(pair.right)};
            });
            if (to < pairs.size())
                addDiffering(pairs[to], level);
            at = to + 1;
        }
    }

    void addDiffering(const Pair &pair, int level)
    {
        const bool both = pair.left != None && pair.right != None;
        if (both && m_left.index().kind(pair.left) == m_right.index().kind(pair.right)
            && m_left.index().isContainer(pair.left)) {
            m_rows.add({Change::Within, level, 0, m_left.openRow(pair.left), m_right.openRow(pair.right)});
            const bool object = m_left.index().kind(pair.left) == JsonIndex::Kind::Object;
            const QList<Node> left = m_left.children(pair.left);
            const QList<Node> right = m_right.children(pair.right);
            return addAll(object ? members(left, right) : elements(left, right), level + 1);
        }
        CompareRow row{both         ? Change::Changed
                : pair.left == None ? Change::Added
                                    : Change::Removed,
            level, 0, m_left.row(pair.left), m_right.row(pair.right)};
        if (both)
            markDifference(row.left, row.right);
        m_rows.add(std::move(row));
    }

    /// By name, in the left one's order; of several members of one name the first with the first.
    QList<Pair> members(const QList<Node> &left, const QList<Node> &right) const
    {
        QHash<QByteArray, QList<qsizetype>> byName;
        for (qsizetype i = 0; i < right.size(); ++i)
            byName[m_right.name(right[i])].append(i);
        std::vector<bool> taken(std::size_t(right.size()));
        QList<Pair> pairs;
        for (const Node node : left) {
            QList<qsizetype> &same = byName[m_left.name(node)];
            if (same.isEmpty()) {
                pairs.append({node, None});
                continue;
            }
            const qsizetype at = same.takeFirst();
            taken[std::size_t(at)] = true;
            pairs.append({node, right[at]});
        }
        for (qsizetype i = 0; i < right.size(); ++i) {
            if (!taken[std::size_t(i)])
                pairs.append({None, right[i]});
        }
        return pairs;
    }

    /// By what they hold; those between equal ones by position.
    QList<Pair> elements(const QList<Node> &left, const QList<Node> &right)
    {
        const SequenceDiff diff = diffSequences(m_left.hashes(left), m_right.hashes(right));
        if (!diff.aligned && !m_told)
            m_result.limits.append(
                Words::tr("Too much differs in an array to find what moved: its elements are compared one by one."));
        m_told = m_told || !diff.aligned;
        QList<Pair> pairs;
        for (const DiffRun &run : diff.runs) {
            for (qsizetype i = 0; i < std::max(run.leftSize, run.rightSize); ++i)
                pairs.append(
                    {i < run.leftSize ? left[run.left + i] : None, i < run.rightSize ? right[run.right + i] : None});
        }
        return pairs;
    }

    Side m_left;
    Side m_right;
    Comparison &m_result;
    CompareRows m_rows;
    bool m_told = false;
};

} // namespace

void compareJson(const JsonIndex &left, const JsonIndex &right, Comparison &result)
{
    JsonComparer(left, right, result).run();
}

} // namespace handglass
