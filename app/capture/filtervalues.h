// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filterexpression.h"

#include <optional>

/// Values of a filter's fields, as a person writes them. Nothing if the text is none.
namespace handglass::filter {

/// 1500, 1k (1000), 1KiB (1024), 1.5M, 2 GiB: bytes.
std::optional<Range> parseSize(QStringView text);
/// 200ms, 1.5s, 300us, 20ns, 2min: ns; 0 without a unit, too.
std::optional<Range> parseDuration(QStringView text);
/// Decimal, or hexadecimal after 0x; 0 to highest.
std::optional<Range> parseNumber(QStringView text, qint64 highest);
/// 10:31, 10:31:05, 10:31:05.123 (time of day), or with a date before it, 2026-11-26T10:31:05.123, in local time, in
/// UTC with a Z behind it. Its range is all that begins as it is written: a minute, a second, a millisecond.
std::optional<TimeTest> parseTime(QStringView text);

} // namespace handglass::filter
