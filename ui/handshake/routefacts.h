// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/httphead.h"

namespace handglass {

class FactSection;

/// Each address that was tried: when it began, what became of it. False: there is nothing to show.
bool showAttempts(FactSection &section, const ConnectionRecord &record);

/// The proxy that stood between, and its answer as it came. False: none.
bool showProxy(FactSection &section, const ConnectionRecord &record);

/// Names of the cookies that were sent; names and attributes of those that were set. Values stay in the heads, hidden.
/// False: none. Null heads: did not come.
bool showCookies(FactSection &section, const HttpHead *request, const HttpHead *response);

} // namespace handglass
