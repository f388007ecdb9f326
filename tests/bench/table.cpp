// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/table.h"

#include <cmath>
#include <cstdio>

namespace bench {

namespace {

constexpr int WorkWidth = 60;
constexpr int OursWidth = 12;
constexpr int AgainstWidth = 52;
constexpr int ResultWidth = 10;
constexpr int GoalWidth = 10;

void printLine(const QString &line)
{
    std::puts(line.toUtf8().constData());
    std::fflush(stdout);
}

QString padded(const QString &text, int width)
{
    return text.leftJustified(width) + u' ';
}

QString joined(
    const QString &work, const QString &ours, const QString &against, const QString &result, const QString &goal)
{
    return padded(work, WorkWidth) + padded(ours, OursWidth) + padded(against, AgainstWidth)
        + padded(result, ResultWidth) + padded(goal, GoalWidth);
}

/// Three digits that tell something.
QString shortNumber(double value)
{
    const double size = std::abs(value);
    const int decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
    return QString::number(value, 'f', decimals);
}

bool isMet(const Row &row)
{
    return row.goal.kind == Goal::Kind::AtLeast ? row.result >= row.goal.limit : row.result <= row.goal.limit;
}

} // namespace

Goal ratioAtLeast(double limit)
{
    return {Goal::Kind::AtLeast, limit, QStringLiteral("×")};
}

Goal ratioAtMost(double limit)
{
    return {Goal::Kind::AtMost, limit, QStringLiteral("×")};
}

Goal atMost(double limit, const char *unit)
{
    return {Goal::Kind::AtMost, limit, QString::fromUtf8(unit)};
}

Goal shown(const char *unit)
{
    return {Goal::Kind::None, 0, QString::fromUtf8(unit)};
}

QString grouped(qint64 number)
{
    QString digits = QString::number(number);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, u' ');
    return digits;
}

QString perSecond(double rate)
{
    return grouped(qRound64(rate)) + QStringLiteral("/s");
}

QString inUnit(double value, const char *unit)
{
    return shortNumber(value) + u' ' + QString::fromUtf8(unit);
}

void printHeader()
{
    printLine(joined(QStringLiteral("work"), QStringLiteral("Handglass"), QStringLiteral("against"),
                  QStringLiteral("result"), QStringLiteral("goal"))
        + QStringLiteral("met"));
}

void print(const Row &row)
{
    const QString result = shortNumber(row.result) + u' ' + row.goal.unit;
    if (row.goal.kind == Goal::Kind::None)
        return printLine(joined(row.work, row.ours, row.against, result, {}));
    const QString sign = row.goal.kind == Goal::Kind::AtLeast ? QStringLiteral("≥ ") : QStringLiteral("≤ ");
    const QString limit = sign + QString::number(row.goal.limit) + u' ' + row.goal.unit;
    printLine(joined(row.work, row.ours, row.against, result, limit)
        + (isMet(row) ? QStringLiteral("yes") : QStringLiteral("NO")));
}

void printUnmeasured(const QString &work, const QString &sentence)
{
    printLine(padded(work, WorkWidth) + QStringLiteral("not measured: ") + sentence);
}

} // namespace bench
