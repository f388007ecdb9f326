// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

/// What the measurements share.
namespace bench {

/// A part's own counts are for the whole table; --quick divides them.
struct Scale {
    int divisor = 1;
    qint64 of(qint64 count) const { return count / divisor; }
};

double median(std::vector<double> values);

/// ns of the machine's steady clock: the same in every process.
qint64 steadyNs();
/// Messages a second, from then to then.
double rate(qint64 messages, qint64 fromNs, qint64 toNs);

enum class Memory { Now, Peak };
/// MiB of this process that are resident.
double memoryMiB(Memory which);

/// Processor seconds of this program (RUSAGE_SELF), or of those it started and that have ended (RUSAGE_CHILDREN).
double processorSeconds(int who);

/// Runs the event loop until it holds, which is asked every 5 ms. False: not within that time.
bool waitUntil(const std::function<bool()> &holds, int timeoutMs = 300'000);
/// Runs the event loop for that long.
void idle(int milliseconds);

} // namespace bench
