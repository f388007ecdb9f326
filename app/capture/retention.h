// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace handglass {

/// How much a live capture keeps, and how full it may make the disk. What is above a bound is let go from the oldest
/// row on, marked rows too, and connections that have ended with their last row. Row numbers stay.
struct Retention {
    qint64 rows = 0;  ///< the newest so many, and up to a 32nd more; 0: no bound
    qint64 bytes = 0; ///< of the rows in the file, about; 0: no bound. What becomes free in the file is used again, the
                      ///< file itself does not shrink
    qint64 minFree = 512LL << 20; ///< bytes; with less free on the disk, writing stands still
    bool operator==(const Retention &) const = default;
};

} // namespace handglass
