// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/ratepoints.h"

#include "ui/stats/ticks.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RateChart)
};

constexpr double Second = 1e9;

ValueUnit unitOf(RateOf what)
{
    return what == RateOf::Bytes ? ValueUnit::Bytes : ValueUnit::Number;
}

double amount(const Flow &flow, RateOf what)
{
    return double(what == RateOf::Bytes ? flow.wireBytes : flow.messages);
}

QString spanWords(const QList<RatePoint> &points, RateOf what, double RatePoint::*way)
{
    double least = points.first().*way;
    double most = least;
    double sum = 0;
    double covered = 0;
    for (const RatePoint &point : points) {
        least = std::min(least, point.*way);
        most = std::max(most, point.*way);
        sum += point.*way * double(point.toNs - point.fromNs);
        covered += double(point.toNs - point.fromNs);
    }
    const ValueUnit unit = unitOf(what);
    return Words::tr("%1 to %2, mean %3")
        .arg(valueText(least, unit), valueText(most, unit), valueText(sum / std::max(covered, 1.0), unit));
}

} // namespace

QList<RatePoint> ratePoints(const TimeBuckets &buckets, RateOf what, qint64 firstNs, qint64 lastNs)
{
    QList<RatePoint> points;
    for (qint64 at = 0; at < buckets.count(); ++at) {
        RatePoint point{std::max(buckets.startNs(at), firstNs), std::min(buckets.startNs(at + 1), lastNs + 1), 0, 0};
        const bool only = buckets.count() == 1;
        if (only)
            point = {buckets.startNs(0), buckets.startNs(1), 0, 0};
        if (!only && point.toNs - point.fromNs < buckets.widthNs() / 2)
            continue;
        const double seconds = double(point.toNs - point.fromNs) / Second;
        point.sent = amount(buckets[at].sent, what) / seconds;
        point.received = amount(buckets[at].received, what) / seconds;
        points.append(point);
    }
    return points;
}

QString rateWords(const QList<RatePoint> &points, RateOf what)
{
    if (points.isEmpty())
        return {};
    const qint64 step = points.first().toNs - points.first().fromNs;
    return Words::tr("%1 to %2. Sent: %3. Received: %4.")
        .arg(timeText(points.first().fromNs, step, false), timeText(points.last().toNs, step, false),
            spanWords(points, what, &RatePoint::sent), spanWords(points, what, &RatePoint::received));
}

QString rateText(const RatePoint &point, RateOf what)
{
    const ValueUnit unit = unitOf(what);
    return Words::tr("%1 to %2: %3 sent, %4 received a second")
        .arg(timeText(point.fromNs, 1, false), timeText(point.toNs, 1, false), valueText(point.sent, unit),
            valueText(point.received, unit));
}

} // namespace handglass
