// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filter.h"
#include "app/capture/statistics.h"

#include <optional>

namespace handglass {

/// Ranges of time as a filter says them: its tests of time that all rows must pass ("tick and time>=… and time<…").

/// The range of these tests; nullopt: there are none, or what they leave of [firstNs, lastNs] is no one range (a time
/// of day, over several days). An end that nothing bounds is the least or the highest number.
std::optional<TimeRange> timeRangeOf(const Filter &filter, qint64 firstNs, qint64 lastNs);
/// The filter's text without these tests; as it is if they cannot be taken out.
QString withoutTimes(const QString &filter);
/// The filter's text with the range in place of these tests; without a range withoutTimes().
QString withTimeRange(const QString &filter, const std::optional<TimeRange> &range);

} // namespace handglass
