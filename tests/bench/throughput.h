// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/benchserver.h"

namespace bench {

struct Load {
    qint64 size = 64; ///< bytes of a message
    qint64 messages = 1'000'000;
};

/// Messages a second, from the server's first byte to the last committed row, with the window open and its log
/// followed; 0: they did not all come.
double windowRate(BenchServer &server, const Load &load);

} // namespace bench
