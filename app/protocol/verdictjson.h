// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/verdict.h"

namespace handglass {

/// Verdict::toJson() as compact UTF-8, empty if there is no check. Written as it comes: a server with thousands of
/// clients records one for each, and QJsonObject takes ten times as long.
QByteArray verdictJson(const Verdict &verdict);

} // namespace handglass
