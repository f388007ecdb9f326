// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/ticks.h"

#include "ui/common/format.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace handglass {

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Second = 1'000 * Millisecond;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

constexpr qint64 TimeSteps[] = {10 * Millisecond, 20 * Millisecond, 50 * Millisecond, 100 * Millisecond,
    200 * Millisecond, 500 * Millisecond, Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second, Minute,
    2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day,
    2 * Day, 7 * Day, 14 * Day, 28 * Day, 91 * Day, 365 * Day};

/// 1, 2 or 5 times a power of ten, not below it.
double roundStep(double step)
{
    const double power = std::pow(10, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (step <= factor * power * 1.000001)
            return factor * power;
    }
    return 10 * power;
}

double roundStep(double step, ValueUnit unit)
{
    step = std::max(step, 1e-4);
    if (unit == ValueUnit::Number && step < 0.1)
        return 0.1;
    if (unit != ValueUnit::Bytes)
        return roundStep(step);
    double power = 1;
    while (step >= 1000 * power)
        power *= 1024;
    return std::max(1.0, roundStep(step / power) * power);
}

QString decimals(double value, int count)
{
    QString text = QString::number(value, 'f', count);
    if (count == 0)
        return groupedNumber(std::llround(value));
    return text;
}

qint64 localOffsetNs(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / Millisecond).offsetFromUtc() * Second;
}

} // namespace

QList<Tick> valueTicks(double most, int about, ValueUnit unit)
{
    const double step = roundStep(std::max(most, 0.0) / std::max(about, 1), unit);
    const int count = std::max(1, int(std::ceil(most / step - 1e-9)));
    const int places = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 4);
    QList<Tick> ticks;
    for (int at = 0; at <= count; ++at) {
        const double value = at * step;
        ticks.append({value, unit == ValueUnit::Bytes ? sizeText(std::llround(value)) : decimals(value, places)});
    }
    return ticks;
}

QList<Tick> timeTicks(qint64 fromNs, qint64 toNs, int most)
{
    const qint64 span = std::max<qint64>(toNs - fromNs, 1);
    const qint64 offset = localOffsetNs(fromNs);
    const auto fits = [&](qint64 step) {
        return (toNs + offset) / step - (fromNs + offset + step - 1) / step < std::max(most, 1);
    };
    const auto found = std::find_if(std::begin(TimeSteps), std::end(TimeSteps), fits);
    const qint64 step = found == std::end(TimeSteps) ? span / std::max(most, 1) + 1 : *found;
    QList<Tick> ticks;
    const bool days = span > Day;
    for (qint64 at = (fromNs + offset + step - 1) / step * step - offset; at <= toNs; at += step)
        ticks.append(
            {double(at) / double(Millisecond), timeText(at, step, days && (step >= Day || (at + offset) % Day == 0))});
    return ticks;
}

QString valueText(double value, ValueUnit unit)
{
    if (unit == ValueUnit::Bytes)
        return sizeText(std::llround(value));
    if (value == 0)
        return QStringLiteral("0");
    return decimals(value, value < 1 ? 3 : value < 10 ? 2 : value < 1'000 ? 1 : 0);
}

QString timeText(qint64 ns, qint64 stepNs, bool withDate)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ns / Millisecond);
    QString format = stepNs % Minute == 0 ? QStringLiteral("HH:mm")
        : stepNs % Second == 0            ? QStringLiteral("HH:mm:ss")
                                          : QStringLiteral("HH:mm:ss.zzz");
    if (withDate)
        format = stepNs >= Day ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("MM-dd ") + format;
    return time.toString(format);
}

} // namespace handglass
