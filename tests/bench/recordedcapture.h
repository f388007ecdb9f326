// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace bench {

/// A saved capture of that many rows, 64 printable bytes each and different in each, "needle" in one of a thousand; and
/// in linesPath (if it is given) the same payloads, a line each. Ends the program if it cannot be written.
void makeCapture(const QString &path, qint64 rows, const QString &linesPath = {});

struct Search {
    double seconds = 0; ///< to the last hit; median of three
    double first = 0;   ///< s to the first
    double work = 0;    ///< processor seconds of all threads
    qint64 hits = 0;
};

/// As the log does: newest rows first, by workers. Against grep -c with these arguments over the lines, in turns.
struct SearchPair {
    Search ours;
    Search grep;
    double ratio = 0; ///< median
};
SearchPair compareSearch(
    const QString &path, qint64 rows, const QString &lines, const QString &filter, const QStringList &grepArguments);

} // namespace bench
