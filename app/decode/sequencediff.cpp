// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/sequencediff.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr int MostEdits = 1'000; ///< 8 MB of trace
constexpr qint64 MostComparisons = 200 << 20;
constexpr qsizetype MostRuns = 1'000'000; ///< by position; more than anybody looks at

/// Finds the way through the grid of two sequences that have neither beginning nor end in common.
template <typename Sequence> class Differ
{
public:
    Differ(const Sequence &left, const Sequence &right, qsizetype begin, qsizetype leftEnd, qsizetype rightEnd)
        : m_left(left)
        , m_right(right)
        , m_begin(begin)
        , m_leftSize(leftEnd - begin)
        , m_rightSize(rightEnd - begin)
    {
    }

    /// Pairs of equal elements, last first. False: it was too much.
    bool run(QList<DiffRun> &backwards)
    {
        std::vector<qsizetype> furthest(2 * MostEdits + 3, 0); ///< x by diagonal x − y
        for (int edits = 0; edits <= MostEdits; ++edits) {
            m_trace.emplace_back(furthest.begin() + MostEdits + 1 - edits, furthest.begin() + MostEdits + 2 + edits);
            for (int k = -edits; k <= edits; k += 2) {
                qsizetype *here = furthest.data() + MostEdits + 1 + k;
                const bool down = k == -edits || (k != edits && here[-1] < here[1]);
                qsizetype x = down ? here[1] : here[-1] + 1;
                if (edits == 0)
                    x = 0;
                *here = follow(x, x - k);
                if (k == m_leftSize - m_rightSize && *here >= m_leftSize) {
                    walkBack(edits, backwards);
                    return true;
                }
            }
            if (m_comparisons > MostComparisons)
                return false;
        }
        return false;
    }

private:
    qsizetype follow(qsizetype x, qsizetype y)
    {
        const qsizetype from = x;
        while (x < m_leftSize && y < m_rightSize && m_left[m_begin + x] == m_right[m_begin + y]) {
            ++x;
            ++y;
        }
        m_comparisons += x - from + 1;
        return x;
    }

    void walkBack(int edits, QList<DiffRun> &backwards) const
    {
        qsizetype x = m_leftSize;
        qsizetype y = m_rightSize;
        for (; edits > 0; --edits) {
            // As it was before this round: diagonals −edits … edits, of which those of the round before are filled.
            const std::vector<qsizetype> &before = m_trace[static_cast<std::size_t>(edits)];
            const auto at = [&before, edits](qsizetype k) { return before[static_cast<std::size_t>(k + edits)]; };
            const qsizetype k = x - y;
            const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
            const qsizetype fromX = down ? at(k + 1) : at(k - 1);
            const qsizetype fromY = fromX - (down ? k + 1 : k - 1);
            const qsizetype snake = down ? fromX : fromX + 1;
            addEqual(snake, snake - k, x - snake, backwards);
            x = fromX;
            y = fromY;
        }
        addEqual(0, 0, x, backwards);
    }

    void addEqual(qsizetype x, qsizetype y, qsizetype size, QList<DiffRun> &backwards) const
    {
        if (size > 0)
            backwards.append({true, m_begin + x, size, m_begin + y, size});
    }

    const Sequence &m_left;
    const Sequence &m_right;
    qsizetype m_begin;
    qsizetype m_leftSize;
    qsizetype m_rightSize;
    qint64 m_comparisons = 0;
    std::vector<std::vector<qsizetype>> m_trace;
};

/// Takes equal parts in order and puts between them what differs.
class Runs
{
public:
    void equal(const DiffRun &run)
    {
        differ(run.left, run.right);
        if (!m_runs.isEmpty() && m_runs.last().equal) {
            m_runs.last().leftSize += run.leftSize;
            m_runs.last().rightSize += run.rightSize;
        } else if (run.leftSize > 0) {
            m_runs.append(run);
        }
        m_left = run.left + run.leftSize;
        m_right = run.right + run.rightSize;
    }
    void differ(qsizetype left, qsizetype right)
    {
        if (left > m_left || right > m_right)
            m_runs.append({false, m_left, left - m_left, m_right, right - m_right});
        m_left = left;
        m_right = right;
    }
    qsizetype count() const { return m_runs.size(); }
    QList<DiffRun> take() { return std::move(m_runs); }

private:
    QList<DiffRun> m_runs;
    qsizetype m_left = 0;
    qsizetype m_right = 0;
};

template <typename Sequence>
void byPosition(const Sequence &left, const Sequence &right, qsizetype begin, qsizetype end, Runs &runs)
{
    for (qsizetype at = begin; at < end && runs.count() < MostRuns;) {
        qsizetype to = at;
        while (to < end && left[to] == right[to])
            ++to;
        if (to > at)
            runs.equal({true, at, to - at, at, to - at});
        for (at = to; at < end && !(left[at] == right[at]);)
            ++at;
    }
}

template <typename Sequence>
SequenceDiff diff(const Sequence &left, const Sequence &right, qsizetype leftSize, qsizetype rightSize)
{
    const qsizetype shorter = std::min(leftSize, rightSize);
    qsizetype begin = 0;
    while (begin < shorter && left[begin] == right[begin])
        ++begin;
    qsizetype tail = 0;
    while (tail < shorter - begin && left[leftSize - 1 - tail] == right[rightSize - 1 - tail])
        ++tail;
    SequenceDiff result;
    Runs runs;
    runs.equal({true, 0, begin, 0, begin});
    QList<DiffRun> backwards;
    result.aligned = Differ(left, right, begin, leftSize - tail, rightSize - tail).run(backwards);
    if (result.aligned) {
        for (auto run = backwards.crbegin(); run != backwards.crend(); ++run)
            runs.equal(*run);
    } else {
        byPosition(left, right, begin, shorter - tail, runs);
    }
    runs.differ(leftSize - tail, rightSize - tail);
    runs.equal({true, leftSize - tail, tail, rightSize - tail, tail});
    result.runs = runs.take();
    return result;
}

} // namespace

SequenceDiff diffSequences(const std::vector<quint64> &left, const std::vector<quint64> &right)
{
    return diff(left.data(), right.data(), qsizetype(left.size()), qsizetype(right.size()));
}

SequenceDiff diffBytes(QByteArrayView left, QByteArrayView right)
{
    return diff(left.data(), right.data(), left.size(), right.size());
}

} // namespace handglass
