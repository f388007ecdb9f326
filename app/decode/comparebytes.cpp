// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/comparerows.h"
#include "app/decode/sequencediff.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Compare)
};

constexpr int BytesARow = 8;

/// Writes one side of a row: "7b 22 61 3a 31 7d        {\"a:1}", with gaps where the other side has more.
class RowSide
{
public:
    explicit RowSide(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    /// at < 0: a gap.
    void put(qsizetype at, bool differs)
    {
        if (m_side.text.size() > 0)
            m_side.text += u' ';
        if (at < 0) {
            m_side.text += QStringLiteral("  ");
            m_ascii += u' ';
            return;
        }
        if (!m_side.there)
            m_side.place = QStringLiteral("%1").arg(at, 8, 16, QLatin1Char('0'));
        m_side.there = true;
        const auto byte = static_cast<quint8>(m_bytes[at]);
        if (differs)
            mark(m_side.text.size(), m_ascii.size());
        m_side.text += QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0'));
        m_ascii += byte >= 0x20 && byte < 0x7F ? QChar(ushort{byte}) : QChar(u'·');
    }
    bool isThere() const { return m_side.there; }
    CompareSide take()
    {
        m_side.text = m_side.text.leftJustified(AsciiColumn) + m_ascii;
        m_ascii.clear();
        return std::exchange(m_side, {});
    }

private:
    static constexpr int AsciiColumn = 3 * BytesARow + 1;

    void mark(qsizetype hexAt, qsizetype asciiAt)
    {
        m_side.marks.append({hexAt, 2});
        m_side.marks.append({AsciiColumn + asciiAt, 1});
    }

    QByteArrayView m_bytes;
    CompareSide m_side;
    QString m_ascii;
};

/// Puts the bytes of both sides into rows of columns that stand under each other.
class ByteRows
{
public:
    ByteRows(QByteArrayView left, QByteArrayView right, CompareRows &rows)
        : m_left(left)
        , m_right(right)
        , m_rows(rows)
    {
    }

    void equal(const DiffRun &run, bool first, bool last)
    {
        qsizetype done = 0;
        for (; done < run.leftSize && m_column != 0; ++done)
            put(run.left + done, run.right + done, false);
        const qsizetype whole = (run.leftSize - done) / BytesARow;
        m_rows.addSame(whole, first && done == 0, last, 0, [&](qint64 i) {
            for (int column = 0; column < BytesARow; ++column) {
                const qsizetype at = done + i * BytesARow + column;
                m_left.put(run.left + at, false);
                m_right.put(run.right + at, false);
            }
            return CompareRow{Change::Same, 0, 0, m_left.take(), m_right.take()};
        });
        for (done += whole * BytesARow; done < run.leftSize; ++done)
            put(run.left + done, run.right + done, false);
    }
    void differ(const DiffRun &run)
    {
        const qsizetype size = std::max(run.leftSize, run.rightSize);
        for (qsizetype i = 0; i < size && !m_rows.isFull(); ++i)
            put(i < run.leftSize ? run.left + i : -1, i < run.rightSize ? run.right + i : -1, true);
    }
    void flush()
    {
        if (m_column == 0)
            return;
        const bool left = m_left.isThere();
        const bool right = m_right.isThere();
        const Change change = !m_differs ? Change::Same
            : !right                     ? Change::Removed
            : !left                      ? Change::Added
                                         : Change::Changed;
        m_rows.add({change, 0, 0, m_left.take(), m_right.take()});
        m_column = 0;
        m_differs = false;
    }

private:
    void put(qsizetype left, qsizetype right, bool differs)
    {
        m_left.put(left, differs);
        m_right.put(right, differs);
        m_differs = m_differs || differs;
        if (++m_column == BytesARow)
            flush();
    }

    RowSide m_left;
    RowSide m_right;
    CompareRows &m_rows;
    int m_column = 0;
    bool m_differs = false;
};

} // namespace

void compareBytes(QByteArrayView left, QByteArrayView right, Comparison &result)
{
    const SequenceDiff diff = diffBytes(left, right);
    if (!diff.aligned)
        result.limits.append(Words::tr("Too much differs to find what moved: bytes are compared one by one."));
    CompareRows rows(result);
    ByteRows bytes(left, right, rows);
    for (const DiffRun &run : diff.runs) {
        if (rows.isFull())
            return;
        if (run.equal)
            bytes.equal(run, &run == &diff.runs.first(), &run == &diff.runs.last());
        else
            bytes.differ(run);
    }
    bytes.flush();
}

} // namespace handglass
