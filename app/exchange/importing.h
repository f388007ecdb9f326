// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"

#include <QStringList>

namespace handglass {

struct ImportReport {
    qint64 connections = 0;
    qint64 rows = 0;
    qint64 skipped = 0;    ///< HAR: entries that are no WebSocket
    qint64 problems = 0;   ///< what could not be read and was left out
    QStringList sentences; ///< of the first of these: place, what was expected, what came
};

using ImportResult = tl::expected<ImportReport, CaptureError>;

/// Reads a HAR (Chrome, mitmproxy, Playwright, HTTP Toolkit, our own) or our own JSON lines into a new capture at
/// target, which is put in its place only when all was read. What is broken in the file is left out and told; an error
/// is what leaves no capture: the file cannot be read, is neither of the two, or holds no WebSocket at all. Blocks; run
/// on a worker. Memory is bounded by the largest message.
ImportResult importCapture(const QString &source, const QString &target, const JobWatch &watch = {});

} // namespace handglass
