// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

namespace handglass {

/// Why a server's answer does not open the connection, from the verdict on it: the fact, and what the answer itself
/// tells of cause and remedy (Location, WWW-Authenticate, …). No failure if no rule failed.
Failure refusalOf(const Verdict &verdict, const HttpHead &request, const HttpHead &response, const QByteArray &body);

} // namespace handglass
