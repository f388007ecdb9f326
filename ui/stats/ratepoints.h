// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statistics.h"

#include <QList>

namespace handglass {

enum class RateOf : quint8 { Messages, Bytes };

/// What went each way a second, over one step of time.
struct RatePoint {
    qint64 fromNs = 0;
    qint64 toNs = 0;
    double sent = 0;
    double received = 0;
};

/// Steps of a time scale with their rates. The first and the last step may be covered in part only: they count by what
/// is covered, and are left out if that is less than half, but for the only one.
QList<RatePoint> ratePoints(const TimeBuckets &buckets, RateOf what, qint64 firstNs, qint64 lastNs);
/// "Sent: 0 to 57.2, mean 34.9. Received: …", with the times.
QString rateWords(const QList<RatePoint> &points, RateOf what);
/// "10:31:05 to 10:31:10: 34.9 sent, 35.1 received a second"
QString rateText(const RatePoint &point, RateOf what);

} // namespace handglass
