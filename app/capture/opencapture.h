// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"
#include "app/capture/sqlite.h"

#include <tl/expected.hpp>

namespace handglass {

struct OpenedCapture {
    sqlite::Database db;
    quint32 version = 0; ///< PRAGMA user_version, 1 to captureVersion
};

/// Opens a capture read-only: a saved one as immutable, one with a write-ahead log beside its writer, if there is one.
/// It has a table of marks, an empty one if the file has none.
/// Everything that is not a capture of a version that we read is an error and left untouched.
tl::expected<OpenedCapture, CaptureError> openCapture(const QString &path);

} // namespace handglass
