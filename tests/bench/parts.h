// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/measure.h"

/// The table's parts, each in a process of its own; each prints its rows.
namespace bench {

/// Messages a second from the socket to the committed row, window open and log followed, against a bare QWebSocket.
void measureThroughput(const Scale &scale);
/// The same against what other programs make of the same messages.
void measurePeers(const Scale &scale);
/// How long the window does not answer while 200 000 messages a second arrive.
void measureGaps(const Scale &scale);
/// What ten million messages add to memory and to the write-ahead log.
void measureGrowth(const Scale &scale);
/// Filter over ten million rows, and opening them.
void measureReading(const Scale &scale);
/// From the program's start to its painted window.
void measureStart(const Scale &scale);
/// A mock with thousands of clients: echoes, a broadcast, memory, and how long the window does not answer.
void measureClients(const Scale &scale);
/// What a tap adds to a round trip.
void measureTrips(const Scale &scale);

} // namespace bench
