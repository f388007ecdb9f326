// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

#include <vector>

namespace handglass {

/// Neighbouring parts of two sequences: equal to each other, or what stands in place of each other (one may be empty).
struct DiffRun {
    bool equal = false;
    qsizetype left = 0;
    qsizetype leftSize = 0;
    qsizetype right = 0;
    qsizetype rightSize = 0;
    bool operator==(const DiffRun &) const = default;
};

struct SequenceDiff {
    QList<DiffRun> runs; ///< in order, both sequences whole; none empty on both sides
    bool aligned = true; ///< false: too different; what begins and ends alike was kept, the rest compared by position
};

/// Elements put in and taken out, as few as possible (Myers 1986). Blocks, at most about a second.
SequenceDiff diffSequences(const std::vector<quint64> &left, const std::vector<quint64> &right);
SequenceDiff diffBytes(QByteArrayView left, QByteArrayView right);

} // namespace handglass
