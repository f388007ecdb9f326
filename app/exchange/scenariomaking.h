// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"

namespace handglass {

/// A scenario (man page, SCENARIOS) that plays the server's side of a connection.
struct MadeScenario {
    QByteArray text;
    qint64 rows = 0;      ///< taken
    qint64 sent = 0;      ///< messages, Pings and a Close that it sends
    qint64 awaited = 0;   ///< the client's messages that it waits for
    qint64 leftOut = 0;   ///< frames that broke a rule, were not finished, or cannot be said in a scenario
    qint64 hidden = 0;    ///< credentials that were left out
    qint64 shortened = 0; ///< gaps longer than 24 h, which became that
    QString note;         ///< a sentence about each of the last three; empty: nothing
};

constexpr qint64 MostScenarioMessages = 10'000;
constexpr qint64 LargestScenario = 8 << 20; ///< bytes

/// Of the request's one connection (or the capture's, if it has only one). Blocks; run on a worker. What is too much
/// for a scenario is an error.
tl::expected<MadeScenario, CaptureError> makeScenario(const ExportRequest &request, const JobWatch &watch = {});

/// What of it is no JSON path, or is the whole; empty: nothing.
QString ignoredError(const QStringList &ignored);

} // namespace handglass
