// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/jsonfields.h"

#include "app/capture/records.h"

namespace handglass {

/// Everything of the record, as the man page documents the line "connection"; readRecord() gives it back.
QJsonObject recordJson(const ConnectionRecord &record);
/// The first member that is not as expected becomes the fields' sentence.
ConnectionRecord readRecord(JsonFields &fields);

} // namespace handglass
