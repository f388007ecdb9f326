// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/capturebuilder.h"

class QFile;

namespace handglass {

// Each reads the file to its end, or as far as it can, into the builder. The sentence says why nothing more could be
// read; empty: it was read whole, or the watch was cancelled.

QString readHar(QFile &file, CaptureBuilder &builder, const JobWatch &watch);
QString readJsonLines(QFile &file, CaptureBuilder &builder, const JobWatch &watch);
/// The file's first line is that of our own JSON lines.
bool isJsonLines(const QByteArray &firstLine);

} // namespace handglass
