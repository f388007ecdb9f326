// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/frame.h"

namespace handglass {

/// The header that the row was recorded with.
FrameHeader headerOf(const Entry &entry);

} // namespace handglass
