// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/timefilter.h"

#include "app/capture/filterexpression.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Least = std::numeric_limits<qint64>::min();
constexpr qint64 Highest = std::numeric_limits<qint64>::max();
constexpr int MostDays = 400;

/// Tests that all rows must pass.
QList<const filter::Node *> conjunctsOf(const Filter &filter)
{
    QList<const filter::Node *> nodes;
    if (filter.isEmpty())
        return nodes;
    const auto *all = std::get_if<filter::All>(&filter.root()->test);
    if (all == nullptr || filter.root()->negated)
        return {filter.root()};
    for (const filter::Node &node : all->nodes)
        nodes.append(&node);
    return nodes;
}

const filter::TimeTest *timeTest(const filter::Node *node)
{
    return node->negated ? nullptr : std::get_if<filter::TimeTest>(&node->test);
}

qsizetype countTimes(const QList<const filter::Node *> &nodes)
{
    return std::count_if(nodes.cbegin(), nodes.cend(), timeTest);
}

TimeRange overlap(const TimeRange &a, const TimeRange &b)
{
    return {std::max(a.fromNs, b.fromNs), std::min(a.toNs, b.toNs)};
}

TimeRange rangeOf(const filter::Range &range)
{
    return {range.low, range.high == Highest ? Highest : range.high + 1};
}

/// What is left of the range on one day.
TimeRange onDay(const TimeRange &range, const QList<filter::Range> &ofDay, QDate day)
{
    const qint64 start = day.startOfDay().toMSecsSinceEpoch() * Millisecond;
    TimeRange left = overlap(range, {start, day.addDays(1).startOfDay().toMSecsSinceEpoch() * Millisecond});
    for (const filter::Range &each : ofDay) {
        const TimeRange part = rangeOf(each);
        left = overlap(left,
            {part.fromNs == Least ? Least : start + part.fromNs, part.toNs == Highest ? Highest : start + part.toNs});
    }
    return left;
}

/// The local time, in UTC where that hour comes twice.
QString filterTime(qint64 ns)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ns / Millisecond);
    const QString format =
        time.time().msec() != 0 ? QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz") : QStringLiteral("yyyy-MM-ddTHH:mm:ss");
    const bool clear = QDateTime(time.date(), time.time()) == time;
    return clear ? time.toString(format) : time.toUTC().toString(format) + u'Z';
}

} // namespace

std::optional<TimeRange> timeRangeOf(const Filter &filter, qint64 firstNs, qint64 lastNs)
{
    TimeRange range{Least, Highest};
    QList<filter::Range> ofDay;
    const QList<const filter::Node *> nodes = conjunctsOf(filter);
    if (countTimes(nodes) == 0)
        return std::nullopt;
    for (const filter::Node *node : nodes) {
        const filter::TimeTest *test = timeTest(node);
        if (test != nullptr && test->ofDay)
            ofDay.append(test->range);
        else if (test != nullptr)
            range = overlap(range, rangeOf(test->range));
    }
    if (ofDay.isEmpty())
        return range;
    const TimeRange there = overlap(range, {firstNs, lastNs + 1});
    const QDate last = QDateTime::fromMSecsSinceEpoch(lastNs / Millisecond).date();
    const QDate first = QDateTime::fromMSecsSinceEpoch(firstNs / Millisecond).date();
    if (first.daysTo(last) > MostDays)
        return std::nullopt;
    std::optional<TimeRange> only;
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        const TimeRange left = onDay(range, ofDay, day);
        const TimeRange shown = overlap(left, there);
        if (shown.fromNs >= shown.toNs)
            continue;
        if (only)
            return std::nullopt;
        only = left;
    }
    return only;
}

QString withoutTimes(const QString &filter)
{
    const auto parsed = Filter::parse(filter);
    if (!parsed)
        return filter;
    const QList<const filter::Node *> nodes = conjunctsOf(*parsed);
    const qsizetype times = countTimes(nodes);
    if (times == 0)
        return filter;
    static const QRegularExpression test(
        QStringLiteral(R"((?:^|\s+(?:(?:and|&&)\s+)?)time\s*(?:[<>=]=?|:)\s*[^\s()]+)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression leading(
        QStringLiteral(R"(^\s*(?:and|&&)\s+)"), QRegularExpression::CaseInsensitiveOption);
    QString rest = filter;
    rest = rest.remove(test).remove(leading).trimmed();
    // What was taken out of quotes, or of parentheses, was none of them.
    const auto left = Filter::parse(rest);
    if (!left)
        return filter;
    const QList<const filter::Node *> others = conjunctsOf(*left);
    return countTimes(others) == 0 && others.size() == nodes.size() - times ? rest : filter;
}

QString withTimeRange(const QString &filter, const std::optional<TimeRange> &range)
{
    const QString rest = withoutTimes(filter);
    if (!range)
        return rest;
    QStringList ends;
    if (range->fromNs != Least)
        ends.append(QStringLiteral("time>=") + filterTime(range->fromNs));
    if (range->toNs != Highest)
        ends.append(QStringLiteral("time<") + filterTime(range->toNs));
    const QString times = ends.join(QStringLiteral(" and "));
    if (rest.isEmpty())
        return times;
    const QString joined = rest + QStringLiteral(" and ") + times;
    const auto parsed = Filter::parse(joined);
    // “a or b” needs its parentheses.
    return parsed && countTimes(conjunctsOf(*parsed)) == ends.size() ? joined
                                                                     : QStringLiteral("(%1) and %2").arg(rest, times);
}

} // namespace handglass
