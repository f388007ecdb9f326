// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"

#include <tl/expected.hpp>

namespace handglass {

/// What the first 100 bytes of a capture say, read without SQLite, which would change the folder of a foreign file.
struct CaptureHeader {
    quint32 version = 0;        ///< PRAGMA user_version, 1 to captureVersion
    bool writeAheadLog = false; ///< live, left behind, or copied while live; else saved
};

/// An error for everything that is not a capture of a version that we read: the file and its folder are left untouched.
tl::expected<CaptureHeader, CaptureError> readCaptureHeader(const QString &path);

} // namespace handglass
