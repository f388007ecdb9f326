// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/comparerows.h"
#include "app/decode/sequencediff.h"

#include <QCoreApplication>
#include <QHashFunctions>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Compare)
};

constexpr qsizetype MostLines = 1'000'000; ///< a side

/// A text's lines, without their ends.
class Lines
{
public:
    explicit Lines(QByteArrayView text)
        : m_text(text)
    {
        for (qsizetype from = 0; from < text.size() && qsizetype(m_starts.size()) < MostLines;) {
            m_starts.push_back(from);
            const qsizetype end = text.indexOf('\n', from);
            from = end < 0 ? text.size() : end + 1;
        }
        m_hashes.reserve(m_starts.size());
        for (qsizetype i = 0; i < count(); ++i)
            m_hashes.push_back(qHash(line(i), 0));
    }
    qsizetype count() const { return qsizetype(m_starts.size()); }
    bool isCut() const { return count() == MostLines; }
    const std::vector<quint64> &hashes() const { return m_hashes; }
    QByteArrayView line(qsizetype i) const
    {
        const qsizetype from = m_starts[std::size_t(i)];
        const qsizetype end = m_text.indexOf('\n', from);
        const QByteArrayView line = m_text.sliced(from, (end < 0 ? m_text.size() : end) - from);
        return line.endsWith('\r') ? line.chopped(1) : line;
    }
    CompareSide side(qsizetype i) const { return {true, QString::number(i + 1), compareText(line(i)), {}}; }

private:
    QByteArrayView m_text;
    std::vector<qsizetype> m_starts;
    std::vector<quint64> m_hashes;
};

void addDiffering(const DiffRun &run, const Lines &left, const Lines &right, CompareRows &rows)
{
    for (qsizetype i = 0; i < std::max(run.leftSize, run.rightSize); ++i) {
        CompareRow row;
        if (i < run.leftSize)
            row.left = left.side(run.left + i);
        if (i < run.rightSize)
            row.right = right.side(run.right + i);
        row.change = !row.right.there ? Change::Removed : !row.left.there ? Change::Added : Change::Changed;
        if (row.change == Change::Changed)
            markDifference(row.left, row.right);
        if (!rows.add(std::move(row)))
            return;
    }
}

} // namespace

void compareLines(QByteArrayView left, QByteArrayView right, Comparison &result)
{
    const Lines a(left);
    const Lines b(right);
    if (a.isCut() || b.isCut())
        result.limits.append(Words::tr("The first %1 lines of each are compared.").arg(MostLines));
    const SequenceDiff diff = diffSequences(a.hashes(), b.hashes());
    if (!diff.aligned)
        result.limits.append(Words::tr("Too much differs to find what moved: lines are compared one by one."));
    CompareRows rows(result);
    for (const DiffRun &run : diff.runs) {
        if (rows.isFull())
            break;
        if (!run.equal) {
            addDiffering(run, a, b, rows);
            continue;
        }
        const bool first = run.left == 0 && run.right == 0;
        const bool last = run.left + run.leftSize == a.count() && run.right + run.rightSize == b.count();
        rows.addSame(run.leftSize, first, last, 0, [&](qint64 i) {
            return CompareRow{Change::Same, 0, 0, a.side(run.left + i), b.side(run.right + i)};
        });
    }
}

} // namespace handglass
