// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/compare.h"

#include <QByteArrayView>

namespace handglass {

class JsonIndex;

/// Takes rows in order; leaves out the middle of what is equal, and what is too much.
class CompareRows final
{
public:
    explicit CompareRows(Comparison &result)
        : m_result(result)
    {
    }
    /// False: no more are taken.
    bool add(CompareRow row);
    bool isFull() const { return m_full; }
    /// count equal rows, of which row(i) makes one; first, last: nothing differs before, after them.
    template <typename Row> void addSame(qint64 count, bool first, bool last, int level, Row row)
    {
        const qint64 before = first ? 0 : Around;
        const qint64 after = last ? 0 : Around;
        const bool whole = count <= before + after + 1;
        for (qint64 i = 0; i < (whole ? count : before); ++i)
            add(row(i));
        if (whole)
            return;
        add({Change::Skipped, level, count - before - after, {}, {}});
        for (qint64 i = count - after; i < count; ++i)
            add(row(i));
    }

private:
    static constexpr qint64 Around = 3; ///< equal rows shown beside a difference

    Comparison &m_result;
    bool m_full = false;
};

/// Bytes of a text on one line, cut at 500 characters.
QString compareText(QByteArrayView utf8);
/// Marks what two texts do not begin and end with in common.
void markDifference(CompareSide &left, CompareSide &right);

void compareJson(const JsonIndex &left, const JsonIndex &right, Comparison &result);
void compareLines(QByteArrayView left, QByteArrayView right, Comparison &result);
void compareBytes(QByteArrayView left, QByteArrayView right, Comparison &result);

} // namespace handglass
