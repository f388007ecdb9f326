// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

struct CaptureError {
    enum class Kind : quint8 { NotFound, NotACapture, NewerVersion, Damaged, InUse, DiskFull, Io, Cancelled };
    Kind kind = Kind::Io;
    QString sentence; ///< what was expected, what is there, what to do
};

} // namespace handglass
