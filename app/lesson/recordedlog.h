// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"

#include <functional>

namespace handglass {
class CaptureReader;
struct ConnectionRecord;
} // namespace handglass

namespace handglass::lesson {

constexpr int MostRecordedFrames = 100;

/// The log of a connection that was recorded, ours or a real server's, opened, refused or failed: as far as the record
/// tells. Frames: the first MostRecordedFrames rows of the connection. Reads the capture: a worker thread.
WireLog recordedLog(const ConnectionRecord &record, const CaptureReader &reader);

} // namespace handglass::lesson
