// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

/// "1 201": thousands set apart by a thin space (U+2009).
QString groupedNumber(qint64 number);
/// "116 B", "1.4 KiB", "316 KiB", "2.0 MiB", ….
QString sizeText(qint64 bytes);
/// "850 ns", "417 µs", "18.4 ms", "1.062 s", "4 min 51 s", "2 h 3 min", "3 d 4 h". Negative: "–".
QString durationText(qint64 ns);
/// "+84 ms" to 999 ms, then "+1.549 s".
QString deltaText(qint64 ns);
/// Local time of day of a Unix time in ns: "10:31:08.014". 0 or less: "–".
QString clockText(qint64 ns);
/// With the date and nanoseconds: "2026-11-20 10:31:08.014 123 456".
QString exactClockText(qint64 ns);

} // namespace handglass
