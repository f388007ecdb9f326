// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QJsonObject>

namespace handglass {

/// The entry of one connection in Chrome's shape (HAR 1.2), all but its messages: request, response, times, how it
/// closed, and as _handglass what HAR has no place for.
QJsonObject harEntry(const ConnectionRecord &record);

} // namespace handglass
