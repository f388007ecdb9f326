// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The table as it is printed, a row as soon as it is known.
namespace bench {

/// What was measured is to be at least, or at most, so much.
struct Goal {
    enum class Kind { AtLeast, AtMost, None } kind = Kind::AtLeast;
    double limit = 0;
    QString unit; ///< of the limit and of what was measured: "×" for a ratio, "ms"
};

struct Row {
    QString work;
    QString ours;
    QString against; ///< what it is held against
    double result = 0;
    Goal goal;
};

Goal ratioAtLeast(double limit);
Goal ratioAtMost(double limit);
Goal atMost(double limit, const char *unit);
/// There is none; what was measured is only shown.
Goal shown(const char *unit);

void printHeader();
void print(const Row &row);
/// A row that could not be measured: why.
void printUnmeasured(const QString &work, const QString &sentence);

/// 1 000 000
QString grouped(qint64 number);
/// "531 200/s"
QString perSecond(double rate);
/// "41 ms", "0.31 s"
QString inUnit(double value, const char *unit);

} // namespace bench
